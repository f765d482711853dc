"""A whole comparison on a random model of two layers: every kind of arm, seeds, resumption, report, command."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from folkways.adapt.comparing.arms import Workshop
from folkways.adapt.comparing.behaviour import Asking
from folkways.adapt.comparing.compare import compare_arms
from folkways.adapt.comparing.comparison import Comparison
from folkways.adapt.comparing.trial import Held
from folkways.adapt.lora import Lora
from folkways.adapt.training import Progress
from folkways.errors import InputError
from folkways.probes import Design
from folkways.report.closer import closer_report
from folkways.surveys import Survey
from folkways.surveys.split import Split

from .lessons import small_book

ARMS = ("matching", "sft", "dpo", "identity", "few-shot:random:2", "norms:topic@hand")


@contextmanager
def quietly(_title: str) -> Iterator[Progress]:
    yield lambda _done, _total: None


def workshop(base: Path, survey: Survey, split: Split, out: Path) -> Workshop:
    return Workshop(str(base), survey, split, out / "traces", books={"hand": small_book()}, lora=Lora(4), steps=2)


def held(survey: Survey, split: Split) -> Held:
    return Held(
        survey, split.held_out, tuple(p.id for p in survey.populations), Design(framings=("persona",), cue="after"),
        texts=2, asking=Asking(1, survey.populations[:2], tokens=4),
    )  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compare") / "run"


@pytest.fixture(scope="module")
def found(base: Path, survey: Survey, split: Split, out: Path) -> Comparison:
    arms = [workshop(base, survey, split, out).arm(name) for name in ARMS]
    return compare_arms(
        str(base), arms, held(survey, split), split, out=out, seeds=(0, 1), stage=quietly, dtype="fp32", replicates=50
    )


def test_every_arm_has_a_skill_on_held_out_questions_for_seen_and_unseen_peoples(found: Comparison) -> None:
    assert [line.arm for line in found.lines] == ["untouched", *ARMS]
    for arm in ("untouched", *ARMS):
        for group in ("seen", "unseen"):
            row = found.value(arm, group, "skill")
            assert row and row["low"] <= row["estimate"] <= row["high"]
            assert len(row["seeds"]) == (2 if arm in ("matching", "sft", "dpo") else 1)


def test_only_held_out_questions_were_asked(found: Comparison, out: Path, split: Split) -> None:
    import polars as pl

    shards = [pl.read_parquet(f) for f in out.rglob("probe/shards/*.parquet")]
    asked = {q for shard in shards for q in shard.filter(pl.col("control") == "")["question"]}
    assert asked and asked <= set(split.held_out)


def test_each_line_says_what_the_arm_costs(found: Comparison) -> None:
    of = {line.arm: line for line in found.lines}
    assert of["untouched"].parameters == 0 and of["matching"].parameters > 0
    assert of["norms:topic@hand"].tokens > of["untouched"].tokens
    assert of["untouched"].retention.change == 0 and of["untouched"].behaviour is None
    assert of["matching"].behaviour is not None and "uncalibrated" in str(of["matching"].behaviour)
    assert sum(of["matching"].states.values()) == 2 * sum(of["identity"].states.values())


def test_the_same_command_makes_and_asks_nothing_again(
    found: Comparison, base: Path, survey: Survey, split: Split, out: Path
) -> None:
    before = {f: f.stat().st_mtime_ns for f in (out / "arms").rglob("*") if f.is_file()}
    arms = [workshop(base, survey, split, out).arm(name) for name in ARMS]
    again = compare_arms(
        str(base), arms, held(survey, split), split, out=out, seeds=(0, 1), stage=quietly, dtype="fp32", replicates=50
    )
    assert again.gains.equals(found.gains)
    assert {f: f.stat().st_mtime_ns for f in (out / "arms").rglob("*") if f.is_file()} == before


def test_the_report_names_every_arm_and_carries_its_numbers(found: Comparison, tmp_path: Path) -> None:
    page = closer_report(found, tmp_path / "report.html", command="folkways adapt compare")
    text = page.read_text()
    assert all(arm in text for arm in ARMS) and "pooled others" in text and "<script" not in text
    facts = json.loads((tmp_path / "report.json").read_text())
    assert {row["arm"] for row in facts["run"]["gains"]} == {"untouched", "pooled others", *ARMS}


@pytest.mark.parametrize("name", ["nonsense", "norms:topic@missing", "adapter=/nowhere"])
def test_an_arm_that_is_not_there_is_one_line_with_a_mend(
    base: Path, survey: Survey, split: Split, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match="Mend"):
        workshop(base, survey, split, tmp_path).arm(name)


def test_an_adapter_that_learnt_another_split_cannot_be_scored_on_what_it_saw(
    found: Comparison, base: Path, survey: Survey, split: Split, out: Path, tmp_path: Path
) -> None:
    """A comparison whose held-out questions an adapter was trained on stops before it scores."""
    from dataclasses import replace

    folder = next(out.glob("arms/matching/seed-0/training/adapter"))
    arm = workshop(base, survey, split, tmp_path).arm(f"adapter={folder}")
    leaked = replace(held(survey, split), questions=split.train[:2], texts=0, asking=None)
    with pytest.raises(InputError, match="has seen the people's answers"):
        compare_arms(str(base), [arm], leaked, split, out=tmp_path / "leak", seeds=(0,), stage=quietly, dtype="fp32")
