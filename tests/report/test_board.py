"""The page of a leaderboard: its facts are the record's, its words follow the ties, names never become markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from folkways.alignment import Alignment, Leaderboard, leaderboard
from folkways.cli import app
from folkways.probes.probe import execute, plan
from folkways.report.board import leaderboard_page
from folkways.report.page import Estimate, Page, render, shown
from folkways.surveys import load_survey
from tests.probes.synthetic import ContentModel, PlaceModel
from tests.report.conftest import Case

HOSTILE = "<script>alert(1)</script>"
FAILED = {"verdict": "not measurable", "reason": "Fails 2 of 5 checks & more."}
PASSED = {"verdict": "measurable", "reason": "Passes all 5 checks."}


def moved(base: Alignment, shift: float, seed: int = 0) -> Alignment:
    """A model whose scores differ from the base by a shift and a little noise of each question."""
    draw = np.random.default_rng(seed)
    by_question = {q: shift + draw.normal(0, 0.01) for q in base.cells["question"].unique(maintain_order=True)}
    change = pl.col("question").replace_strict(by_question, return_dtype=pl.Float64)
    return replace(base, cells=base.cells.with_columns(pl.col("score") + change))


def page_of(entries: dict[str, Alignment], gates: dict[str, Any] | None = None) -> tuple[Leaderboard, Page]:
    board = leaderboard(list(entries.items()), replicates=300)
    return board, leaderboard_page(board, entries, {name: (gates or {}).get(name) for name in entries})


@pytest.fixture(scope="module")
def entries(case: Case) -> dict[str, Alignment]:
    part = moved(case.alignment, 0.1, 1)
    return {
        "good": moved(case.alignment, 0.1, 3),
        HOSTILE: replace(part, cells=part.cells.filter(pl.col("population") != "MAR")),
        "poor": moved(case.alignment, -0.1, 2),
    }


@pytest.fixture(scope="module")
def written(entries: dict[str, Alignment], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict, Leaderboard]:
    board, page = page_of(entries, {"poor": FAILED, "good": PASSED})
    out = render(page, tmp_path_factory.mktemp("board") / "board.html")
    return out.read_text("utf-8"), json.loads(out.with_suffix(".json").read_text("utf-8")), board


def blocks(record: dict, kind: str) -> list[dict]:
    return [b for s in record["sections"] for b in s["blocks"] if kind in b]


def test_every_mean_rank_and_range_of_the_record_is_on_the_page(written: tuple[str, dict, Leaderboard]) -> None:
    text, record, board = written
    tables = [t for t in blocks(record, "table") if t["table"].startswith("order-")]
    rows = [row for table in tables for row in table["rows"]]
    assert len(rows) == board.rows.filter(calibration="raw").height == 9
    for row in board.rows.filter(calibration="raw").to_dicts():
        mean = Estimate.of(row, "mean")
        found = [r for r in rows if r["name"] == row["name"] and r["mean"] == mean.to_record()]
        assert len(found) == 1
        assert found[0]["rank"] == f"{row['rank']}{'=' if row['ties'] else ''}"
        assert shown(mean, "score") in text


def test_coverage_says_what_was_asked_answered_and_compared(written: tuple[str, dict, Leaderboard]) -> None:
    _, record, _ = written
    table = next(t for t in blocks(record, "table") if t["table"] == "order-0-table")
    found = {row["name"]: (row["asked"], row["answered"], row["common"]) for row in table["rows"]}
    assert found == {"good": (48, 1.0, 0.75), "poor": (48, 1.0, 0.75), HOSTILE: (48, 1.0, 1.0)}


def test_references_are_means_over_the_common_cells(case: Case, written: tuple[str, dict, Leaderboard]) -> None:
    text, record, board = written
    common = case.alignment.cells.filter(
        (pl.col("framing") == "persona") & (pl.col("calibration") == "raw") & (pl.col("population") != "MAR")
    )
    found = dict(board.references.filter(framing="persona", calibration="raw").select("reference", "mean").iter_rows())
    for name in ("ceiling", "score_midpoint", "score_uniform", "score_pooled"):
        assert found[name.removeprefix("score_")] == pytest.approx(common[name].mean())
    table = next(t for t in blocks(record, "table") if t["table"] == "compared")
    row = next(r for r in table["rows"] if r["condition"].startswith("persona"))
    assert row["ceiling"] == found["ceiling"] and row["pooled"] == found["pooled"]
    assert shown(found["ceiling"], "score") in text
    assert (row["cells"], row["questions"], row["populations"]) == (36, 12, 3)


def test_a_hostile_name_is_shown_and_never_becomes_markup(written: tuple[str, dict, Leaderboard]) -> None:
    text, record, _ = written
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert HOSTILE in record["verdict"]


def test_an_entry_that_failed_its_gate_is_grey_and_out_of_the_headline(written: tuple[str, dict, Leaderboard]) -> None:
    text, record, _ = written
    figure = next(f for f in blocks(record, "figure") if f["figure"] == "order-0-means")
    assert {row["name"]: row["series"] for row in figure["data"]}["poor"] == "grey"
    assert text.count('class="grey"') == 3
    assert "poor is not measurable: Fails 2 of 5 checks &amp; more." in text
    assert "poor" not in record["verdict"] and "left out: 1 entry that is not measurable" in record["verdict"]
    assert {row["gate"] for row in record["run"]["rows"] if row["name"] == HOSTILE} == {"not tested"}


def test_headline_says_who_leads(case: Case) -> None:
    _, page = page_of({"b": moved(case.alignment, 0.0), "a": moved(case.alignment, 0.2, 1)})
    assert re.search(r": a leads \(score\s[\d.]+\s\[.*\]\), told apart from the other entry", page.verdict)


def test_headline_says_that_the_first_cannot_be_told_apart(case: Case) -> None:
    same = moved(case.alignment, 0.1)
    _, page = page_of({"a": same, "b": same, "c": moved(case.alignment, -0.1)})
    assert "the first 2 of 3 cannot be told apart: a and b" in page.verdict
    _, page = page_of({"a": same, "b": same})
    assert "the two entries cannot be told apart: a and b" in page.verdict


def test_headline_keeps_to_ties_that_do_not_carry_over(case: Case) -> None:
    entries = {name: moved(case.alignment, 0.1 - i / 50) for i, name in enumerate("abc")}
    board, _ = page_of(entries)

    def headline(ties: dict[str, list[str]]) -> str:
        column = pl.Series([ties[name] for name in board.rows["name"]], dtype=pl.List(pl.String))
        tied = replace(board, rows=board.rows.with_columns(column.alias("ties")))
        return leaderboard_page(tied, entries, dict.fromkeys(entries)).verdict

    assert "told apart from all others but c, which is behind another one" in headline(
        {"a": ["c"], "b": [], "c": ["a"]}
    )
    assert "the first 2 of 3 cannot be told apart: a and b" in headline({"a": ["b"], "b": ["a", "c"], "c": ["b"]})
    assert "the first 2 of 3 cannot" in headline({"a": ["b", "c"], "b": ["a"], "c": ["a"]})


def test_a_leader_that_is_not_measurable_does_not_lead(case: Case) -> None:
    entries = {"a": moved(case.alignment, 0.2), "b": moved(case.alignment, 0.1), "c": moved(case.alignment, 0.0)}
    _, page = page_of(entries, {"a": FAILED})
    assert ": b leads" in page.verdict
    _, page = page_of(entries, dict.fromkeys("abc", FAILED))
    assert "none of the entries can be measured" in page.verdict and page.badge == "not measurable"


def test_a_leader_below_a_blind_guess_is_told(case: Case) -> None:
    _, page = page_of({"a": moved(case.alignment, -0.4), "b": moved(case.alignment, -0.5)})
    assert "even the first scores less than a guess" in page.verdict


@pytest.mark.parametrize("metric", ["tv", "kl"])
def test_of_a_distance_the_smallest_comes_first_and_there_are_no_references(case: Case, metric: str) -> None:
    more = replace(case.alignment, cells=case.alignment.cells.with_columns(pl.col(metric) + 0.1))
    entries = {"far": more, "near": case.alignment}
    board = leaderboard(list(entries.items()), metric=metric, replicates=100)
    assert board.rows["name"][0] == "near" and board.references.is_empty()
    page = leaderboard_page(board, entries, dict.fromkeys(entries))
    assert ": near leads" in page.verdict


def test_long_and_equal_names_keep_rows_of_their_own_in_the_picture(case: Case) -> None:
    names = ["x" * 15 + str(n) + "y" * 20 for n in range(3)]
    _, page = page_of({name: moved(case.alignment, 0.0, n) for n, name in enumerate(names)})
    figure = page.sections[0].blocks[1]
    assert len({row["group"] for row in figure.data}) == 3


def test_the_command_writes_page_and_json_with_how_to_repeat_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = load_survey("menavalues")
    asked = [q.id for q in survey.questions[:6]]
    for model in (ContentModel(survey), PlaceModel()):
        todo = plan(model, survey, populations=["EGY", "IRN"], questions=asked)
        execute(todo, model, tmp_path / model.name)
    out = tmp_path / "board.html"
    arguments = ["leaderboard", str(tmp_path / "content"), str(tmp_path / "place"), "--out", str(out), "--seed", "3"]
    monkeypatch.setattr("sys.argv", ["folkways", *arguments])
    outcome = CliRunner().invoke(app, [*arguments, "--replicates", "100"], catch_exceptions=False)
    assert outcome.exit_code == 0
    record = json.loads(out.with_suffix(".json").read_text("utf-8"))
    repeat = next(b["facts"] for s in record["sections"] if s["id"] == "repeat" for b in s["blocks"])
    assert repeat["Seed"] == "3" and repeat["Command"].startswith("$ folkways leaderboard ")
    assert {row["name"]: row["gate"] for row in record["run"]["rows"]}["place"] == "not measurable"
    assert not re.search(r"\b(nan|None|null|undefined|NaN)\b", out.read_text("utf-8").split("</style>")[1])
