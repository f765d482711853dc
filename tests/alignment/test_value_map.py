"""Models on the Inglehart–Welzel map: where they lie, what that hangs on, and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.probes.synthetic import ContentModel
from tests.surveys.wvs_file import value_file
from typer.testing import CliRunner

from folkways.alignment import align
from folkways.alignment.alignment import Alignment
from folkways.alignment.value_axes import ValueAxes, fit_axes
from folkways.alignment.value_map import item_questions, value_map
from folkways.answers import Answers
from folkways.cli import app
from folkways.errors import AnswersError
from folkways.probes import probe
from folkways.surveys import Survey, load_survey
from folkways.surveys.ten_items import TEN_ITEMS
from folkways.surveys.value_sums import read_value_sums
from folkways.surveys.wvs import load_wvs

PLACES = {"EGY": (-1.0, -1.2), "SWE": (1.4, 1.2), "JPN": (0.0, 1.4), "BRA": (0.5, -0.8), "RUS": (-1.2, 0.6)}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wvs") / "w.csv"
    value_file(PLACES).write_csv(path)
    return path


@pytest.fixture(scope="module")
def axes(file: Path) -> ValueAxes:
    return fit_axes(read_value_sums(file, replicates=50))


@pytest.fixture(scope="module")
def survey(file: Path) -> Survey:
    return load_wvs(file)


def _as_people(
    survey: Survey, answer_rows: Callable[..., Answers], *, framing: str = "persona", swap: dict | None = None,
    leave: tuple[str, ...] = (), even: bool = False,
) -> Alignment:  # fmt: skip
    """A model that answers as a people does: its own, or another one's; the neutral one as Japan does."""
    rows = []
    for (question, people), part in survey.human.group_by("question", "population", maintain_order=True):
        codes = survey.by_id[str(question)].codes
        shares = dict(zip(part["option"], part["share"], strict=True))
        p = np.array([shares[code] for code in codes])
        if question in leave or (framing == "neutral" and people != "JPN"):
            continue
        whom = {v: k for k, v in (swap or {}).items()}.get(people, people)
        probs = np.ones(len(codes)) / len(codes) if even else p / p.sum()
        rows.append({"question": question, "population": "" if framing == "neutral" else whom, "framing": framing,
                     "probs": probs.tolist()})  # fmt: skip
    return align(answer_rows(survey, rows), survey, replicates=0)


def _model(found: pl.DataFrame) -> pl.DataFrame:
    return found.filter(pl.col("kind") == "model")


def test_a_model_that_answers_as_its_people_lies_on_it(
    axes: ValueAxes, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    found = value_map(axes, {"m": (_as_people(survey, answer_rows), survey)})
    home = {p.id: place for p, place in zip(axes.populations, axes.places, strict=True)}
    for row in _model(found.points).to_dicts():
        np.testing.assert_allclose((row["x"], row["y"]), home[row["population"]], atol=1e-6)
        assert row["nearest"] == row["population"]
        assert row["items"] == 10
    assert found.distances["distance"].to_list() == pytest.approx([0], abs=1e-6)
    assert found.distances["guess"].item() > 0.5


def test_a_model_that_takes_egypt_for_sweden_is_seen_to(
    axes: ValueAxes, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    swapped = _as_people(survey, answer_rows, swap={"EGY": "SWE", "SWE": "EGY"})
    found = value_map(axes, {"m": (swapped, survey)})
    nearest = dict(_model(found.points).select("population", "nearest").iter_rows())
    assert (nearest["EGY"], nearest["SWE"], nearest["JPN"]) == ("SWE", "EGY", "JPN")


def test_an_even_model_lies_on_the_even_guess(
    axes: ValueAxes, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    found = value_map(axes, {"m": (_as_people(survey, answer_rows, even=True), survey)})
    guess = found.points.filter(pl.col("kind") == "guess").row(0, named=True)
    for row in _model(found.points).to_dicts():
        assert (row["x"], row["y"]) == pytest.approx((guess["x"], guess["y"]), abs=1e-9)
    assert found.distances["distance"].item() == pytest.approx(found.distances["guess"].item())


def test_a_neutral_answer_is_one_point_and_its_rays_leave_out_one_item_each(
    axes: ValueAxes, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    found = value_map(axes, {"m": (_as_people(survey, answer_rows, framing="neutral"), survey)})
    row = _model(found.points).row(0, named=True)
    assert (row["population"], row["nearest"]) == ("", "JPN")
    assert found.rays["without"].to_list() == [item.name for item in TEN_ITEMS]
    farthest = np.hypot(found.rays["x"].to_numpy() - row["x"], found.rays["y"].to_numpy() - row["y"])
    assert row["reach"] == pytest.approx(farthest.max())
    assert row["hinge"] == found.rays["without"][int(farthest.argmax())]


def test_an_unanswered_part_makes_its_item_missing_and_too_few_items_give_no_point(
    axes: ValueAxes, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    found = value_map(axes, {"m": (_as_people(survey, answer_rows, leave=("Q155", "Q57")), survey)})
    row = _model(found.points).row(0, named=True)
    assert row["missing"] == ["postmaterialism", "trust"]
    assert row["items"] == 8
    assert found.distances["distance"].item() == pytest.approx(0, abs=1e-6)
    with pytest.raises(AnswersError, match="no answer rests on 5"):
        six = ("Q164", "Q15", "Q184", "Q254", "Q45", "Q46")
        value_map(axes, {"m": (_as_people(survey, answer_rows, leave=six), survey)})


def test_two_runs_of_one_model_in_one_framing_are_refused(
    axes: ValueAxes, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    one = (_as_people(survey, answer_rows), survey)
    with pytest.raises(AnswersError, match="two runs hold 'm'"):
        value_map(axes, {"a": one, "b": one})


def test_menavalues_has_all_ten_items_and_no_other_survey_is_taken_for_one(
    survey: Survey, random_survey: Callable[..., Survey]
) -> None:
    columns = [column for item in TEN_ITEMS for column in item.parts]
    assert sorted(item_questions(load_survey("menavalues")).values()) == sorted(columns)
    assert item_questions(survey) == {column: column for column in item_questions(survey)}
    with pytest.raises(AnswersError, match="has none of the ten items"):
        item_questions(random_survey())


@given(st.integers(0, 5000))
@settings(max_examples=30, deadline=None)
def test_an_items_mean_is_linear_in_the_shares_and_within_its_range(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for item in TEN_ITEMS:
        for column, points in item.parts.items():
            codes = list(points)
            p, q = rng.dirichlet(np.ones(len(codes))), rng.dirichlet(np.ones(len(codes)))
            half = item.mean(column, codes, (p + q) / 2)
            assert half == pytest.approx((item.mean(column, codes, p) + item.mean(column, codes, q)) / 2)
            assert min(points.values()) - 1e-9 <= half <= max(points.values()) + 1e-9
            turn = rng.permutation(len(codes))
            assert item.mean(column, [codes[i] for i in turn], p[turn]) == pytest.approx(item.mean(column, codes, p))


def test_the_command_draws_people_and_models_and_keeps_no_row(
    file: Path, survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ten = list(item_questions(survey))
    probe(ContentModel(survey), survey, questions=ten, populations=["EGY", "SWE"], out=tmp_path / "run")
    arguments = ["map", "run", "--microdata", str(file), "--out", "m.html", "--keep-axes", "axes.json", "--json"]
    done = CliRunner().invoke(app, [*arguments, "--replicates", "20"], catch_exceptions=False)
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    assert {row["kind"] for row in record["points"]} == {"people", "guess", "model"}
    assert record == json.loads((tmp_path / "m.json").read_text("utf-8"))["run"]
    html = (tmp_path / "m.html").read_text("utf-8")
    assert "Egypt" in html and "self-expression" in html and "//" not in html.split("<svg", 1)[1].split("</svg>")[0]
    assert (tmp_path / "m.json").stat().st_size + (tmp_path / "axes.json").stat().st_size < 60_000
    again = CliRunner().invoke(app, ["map", "run", "--axes", "axes.json", "--out", "n.html"], catch_exceptions=False)
    assert again.exit_code == 0
    assert json.loads((tmp_path / "n.json").read_text("utf-8"))["run"]["points"] == record["points"]
    alone = CliRunner().invoke(app, ["map", "--axes", "axes.json", "--out", "p.html"], catch_exceptions=False)
    assert alone.exit_code == 0


def test_the_command_needs_one_kind_of_people(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["map"])
    assert "needs the people" in str(done.exception)
