"""Arms of chat records beside each other: equal steps, one set against the others, nothing held out is learnt."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from folkways.adapt.chats import read_chats
from folkways.adapt.comparing.arms import Workshop
from folkways.adapt.comparing.contrasts import contrasts_table
from folkways.adapt.lora import AdapterRecord
from folkways.cli.dialogues_ablate import command
from folkways.errors import AnswersError, InputError
from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.talk import REASONS, fair, leaking, write
from tests.adapt.test_gains import BASE, CLOSER, GROUPS, cells

pytest.importorskip("trl")


@pytest.fixture(scope="module")
def folder(survey: Survey, split: Split, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey, its split, and two sets of records."""
    made = tmp_path_factory.mktemp("ablate")
    survey.save(made / "survey")
    split.save(made / "split.json")
    write(made / "seeds", fair(survey, split, words="Very common, {topic}."))
    write(made / "full", [*leaking(survey, split), *fair(survey, split)])
    return made


@pytest.fixture(scope="module")
def ablate(folder: Path, base: Path) -> Callable[..., dict]:
    """Gives the command; the comparison that it printed."""
    app = typer.Typer()
    app.command()(command)

    def run(*more: str) -> dict:
        data = f"seeds={folder / 'seeds'},full={folder / 'full'}"
        arguments = [str(base), str(folder / "survey"), "--split", str(folder / "split.json"), "--data", data]
        fixed = ["--out", str(folder / "run"), "--seeds", "0,1", "--steps", "2", "--dtype", "fp32", "--json"]
        outcome = CliRunner().invoke(app, [*arguments, *fixed, *more], catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
        return json.loads(outcome.stdout) | {"printed": outcome.stderr}

    return run


@pytest.fixture(scope="module")
def found(ablate: Callable[..., dict]) -> dict:
    return ablate()


def test_every_arm_is_asked_what_was_held_out_and_set_against_full(found: dict, split: Split) -> None:
    assert [line["arm"] for line in found["lines"]] == ["untouched", "chats@seeds", "chats@full"]
    assert found["groups"] == {"seen": list(split.seen), "unseen": list(split.unseen)}
    pairs = {(row["over"], row["group"]) for row in found["contrasts"]}
    assert pairs == {(over, group) for over in ("untouched", "chats@seeds") for group in ("seen", "unseen")}
    skill = {(row["arm"], row["group"]): row for row in found["gains"] if row["measure"] == "skill"}
    for row in found["contrasts"]:
        assert row["arm"] == "chats@full" and row["low"] <= row["estimate"] <= row["high"]
        expected = skill["chats@full", row["group"]]["estimate"] - skill[row["over"], row["group"]]["estimate"]
        assert row["estimate"] == pytest.approx(expected)
    assert {row["arm"] for row in found["gains"] if row["measure"] == "dispersion_ratio"} == {
        "untouched", "chats@seeds", "chats@full",
    }  # fmt: skip


def test_the_arms_learnt_from_equally_many_examples_and_from_nothing_held_out(
    found: dict, folder: Path, survey: Survey, split: Split
) -> None:
    seeds, full = (line["material"] for line in found["lines"][1:])
    assert seeds["steps"] == full["steps"] == 2
    assert seeds["chats"]["left_out"] == {} and full["chats"]["left_out"] == REASONS
    assert full["examples"] == seeds["examples"] == len(fair(survey, split))
    for name in ("seed-0", "seed-1"):
        (adapter,) = (folder / "run" / "arms").glob(f"chats-full/{name}/training/adapter")
        record = AdapterRecord.read(adapter)
        assert record is not None
        assert not set(record.questions) & set(split.held_out) and not set(record.populations) & set(split.unseen)


def test_the_terminal_and_the_report_say_what_full_gains_over_each_and_what_was_learnt_from(
    found: dict, folder: Path
) -> None:
    printed = found["printed"]
    assert "chats@full over the others" in printed and "What was learnt from" in printed
    page = (folder / "run" / "report.html").read_text()
    assert "How much more skill chats@full has than each other arm" in page


def test_the_same_command_makes_and_asks_nothing_again(found: dict, ablate: Callable[..., dict], folder: Path) -> None:
    before = {f: f.stat().st_mtime_ns for f in (folder / "run" / "arms").rglob("*") if f.is_file()}
    again = ablate()
    assert again["contrasts"] == found["contrasts"] and again["gains"] == found["gains"]
    assert {f: f.stat().st_mtime_ns for f in (folder / "run" / "arms").rglob("*") if f.is_file()} == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--against", "whole"), "'whole' is none of --data"),
        (("--data", "full=/nowhere"), "no chat records here"),
        (("--data", "full"), "is no name and folder"),
        (("--seeds", "x"), "seed 'x' is no whole number"),
    ],
)
def test_what_cannot_be_set_side_by_side_is_one_line(
    more: tuple[str, str], says: str, ablate: Callable[..., dict]
) -> None:
    with pytest.raises(InputError, match=says) as error:
        ablate(*more)
    assert "\n" not in str(error.value) and "Mend" in str(error.value)


def test_an_arm_of_chat_records_that_were_not_given_is_refused(
    base: Path, survey: Survey, split: Split, folder: Path
) -> None:
    shop = Workshop(str(base), survey, split, folder, chats={"full": read_chats(folder / "full")})
    assert shop.arm("chats@full").seeded
    with pytest.raises(InputError, match=r"no chat records 'other'.*--chats other=FOLDER, or use one of full"):
        shop.arm("chats@other")


def test_a_contrast_is_the_difference_of_the_skills_and_turns_its_sign_with_the_arm() -> None:
    arms = {"untouched": [BASE], "near": CLOSER, "far": [BASE, BASE, BASE]}
    table = contrasts_table(arms, GROUPS, "near")
    assert table.select("over", "group").rows() == [
        (over, group) for group in ("seen", "unseen") for over in ("untouched", "far")
    ]
    back = contrasts_table(arms, GROUPS, "far").filter(pl.col("over") == "near")
    there = table.filter(pl.col("over") == "far")
    assert back["estimate"].to_list() == pytest.approx([-x for x in there["estimate"]], abs=1e-12)
    assert back["low"].to_list() == pytest.approx([-x for x in there["high"]], abs=1e-12)
    assert (table["low"] > 0).all()


def test_a_contrast_of_arms_that_answer_alike_is_nothing_and_its_interval_too() -> None:
    table = contrasts_table({"untouched": [BASE], "a": CLOSER, "b": CLOSER}, GROUPS, "a")
    same = table.filter(pl.col("over") == "b")
    assert same.select("estimate", "low", "high").unique().rows() == [(0.0, 0.0, 0.0)]


def test_pairing_by_question_makes_the_interval_narrower_than_those_of_the_two_skills() -> None:
    from folkways.adapt.comparing.gains import gains_table

    arms = {"untouched": [BASE], "a": [cells(1, 0.5)], "b": [cells(1, 0.6)]}
    paired = contrasts_table(arms, {"seen": GROUPS["seen"]}, "b").filter(pl.col("over") == "a").row(0, named=True)
    skills = gains_table(arms, {"seen": GROUPS["seen"]}).filter(pl.col("measure") == "skill")
    widths = {row["arm"]: row["high"] - row["low"] for row in skills.to_dicts()}
    assert paired["high"] - paired["low"] < min(widths["a"], widths["b"])
    assert paired["low"] > 0


def test_an_interval_of_a_contrast_holds_about_as_often_as_it_says() -> None:
    """Two arms that are equally close, with fresh noise each time: how often zero lies within the 90 % interval."""
    import numpy as np

    seen = BASE.filter(pl.col("population").is_in(GROUPS["seen"]))
    place = {q: i for i, q in enumerate(seen["question"].unique(maintain_order=True))}
    of = np.array([place[q] for q in seen["question"]])

    def noisy(rng: np.random.Generator) -> pl.DataFrame:
        # What a question adds to an arm is shared by the peoples, so cells alone would be too many units.
        noise = rng.normal(0, 0.1, len(place))[of] + rng.normal(0, 0.02, seen.height)
        return seen.with_columns(score=seen["score"] + noise)

    inside = 0
    for i in range(200):
        rng = np.random.default_rng(i)
        arms = {"untouched": [seen], "a": [noisy(rng)], "b": [noisy(rng)]}
        table = contrasts_table(arms, {"seen": GROUPS["seen"]}, "a", replicates=200, seed=i, confidence=0.9)
        low, high = table.filter(pl.col("over") == "b").select("low", "high").row(0)
        inside += low <= 0 <= high
    assert 160 <= inside <= 195


def test_a_contrast_with_no_such_arm_or_other_seeds_is_refused() -> None:
    with pytest.raises(AnswersError, match="no arm 'c'"):
        contrasts_table({"untouched": [BASE], "a": CLOSER}, GROUPS, "c")
    with pytest.raises(AnswersError, match="'b' was tried with other seeds"):
        contrasts_table({"untouched": [BASE], "a": CLOSER, "b": CLOSER[:2]}, GROUPS, "a")
