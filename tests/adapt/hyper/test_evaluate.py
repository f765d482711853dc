"""The whole evaluation on a model that is trained in seconds: every arm, its controls, and the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from folkways.adapt.comparing.comparison import Comparison
from folkways.adapt.comparing.trial import Held
from folkways.adapt.hyper.arms import Foundry
from folkways.adapt.hyper.describing import describe
from folkways.adapt.hyper.evaluate import ARMS, counts, evaluate
from folkways.adapt.hyper.shape import Place, Shape
from folkways.adapt.hyper.train import Form
from folkways.adapt.training import Training
from folkways.errors import InputError
from folkways.probes import Design
from folkways.report.emitted import emitted_report, words_verdict
from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.hyper.test_train import Letters

PEOPLES = ("EGY", "NOR", "marsh")


@contextmanager
def stage(title: str) -> Iterator[Any]:
    yield lambda done, total: None


@pytest.fixture(scope="module")
def made(base: Path, survey: Survey, split: Split, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Path]:
    out = tmp_path_factory.mktemp("hyper")
    foundry = Foundry(
        str(base), survey, split, describe(survey, split), PEOPLES, out / "trained", Letters,
        form=Form(rank=4, latent=16, layers=1),
        training=Training(steps=4, batch=1, learning_rate=1e-2, save_steps=10),
    )  # fmt: skip
    held = Held(
        survey, split.held_out, PEOPLES, Design(framings=("neutral",), cue="after"), texts=0, gated=False
    )  # fmt: skip
    return foundry, held, out


def run(made: tuple[Any, Any, Path]) -> Comparison:
    foundry, held, out = made
    groups = {"seen": ["EGY", "NOR"], "unseen": ["marsh"]}
    return evaluate(foundry, ARMS, held, out=out, seeds=(0, 1), groups=groups, stage=stage, dtype="fp32")


@pytest.fixture(scope="module")
def found(made: tuple[Any, Any, Path]) -> Comparison:
    return run(made)


def test_every_arm_is_asked_of_every_people_with_every_seed(found: Comparison) -> None:
    for arm in ("untouched", *ARMS):
        for group, peoples in (("seen", 2), ("unseen", 1)):
            row = found.value(arm, group, "skill")
            assert row is not None and row["populations"] == peoples
            assert len(row["seeds"]) == (1 if arm in ("untouched", "described") else 2)
    parameters = {line.arm: line.parameters for line in found.lines}
    assert 0 == parameters["untouched"] < parameters["diag"] < parameters["square"] < parameters["text-to-lora"]


def test_the_neutral_question_is_put_to_each_people_under_its_own_adapter(made: Any, found: Comparison) -> None:
    folder = made[2] / "arms" / "diag" / "seed-0" / "probe"
    answers = pl.concat([pl.read_parquet(f) for f in sorted(folder.rglob("*.parquet")) if "survey" not in f.parts])
    assert set(answers["population"]) == set(PEOPLES) and set(answers["framing"]) == {"neutral"}
    assert answers["control"].unique().to_list() == [""]
    untouched = made[2] / "arms" / "untouched" / "trial" / "probe"
    bare = pl.concat([pl.read_parquet(f) for f in sorted(untouched.rglob("*.parquet")) if "survey" not in f.parts])
    assert set(bare.filter(pl.col("control") == "")["population"]) == {""}


def test_controls_share_the_hypernetwork_and_differ_in_their_words(made: Any, found: Comparison) -> None:
    out = made[2]
    said = {}
    for arm in ("diag", "diag-nonsense", "diag-shuffled"):
        record = json.loads((out / "arms" / arm / "seed-0" / "adapters" / "marsh" / "folkways.json").read_text())
        said[arm] = record["parents"]["description"], record["parents"]["hypernetwork"]
    assert len({text for text, _ in said.values()}) == 3 and len({weights for _, weights in said.values()}) == 1
    assert "the Marsh people" in said["diag"][0]
    assert "the Marsh people" not in said["diag-shuffled"][0] + said["diag-nonsense"][0]
    assert sorted(f.name for f in (out / "trained").iterdir()) == ["diag", "per-culture", "square", "text-to-lora"]


def test_the_contrasts_say_what_could_have_been_seen(found: Comparison) -> None:
    rows = found.contrasts.filter(pl.col("group") == "unseen")
    assert set(rows["over"]) == {"untouched", *ARMS} - {"diag"}
    assert rows.filter(pl.col("over") == "text-to-lora")["detectable"][0] > 0


def test_what_was_made_is_not_made_again(made: Any, found: Comparison) -> None:
    files = {f: f.stat().st_mtime_ns for f in (made[2] / "trained").rglob("*.safetensors")}
    again = run(made)
    assert again.gains.equals(found.gains)
    assert {f: f.stat().st_mtime_ns for f in (made[2] / "trained").rglob("*.safetensors")} == files


def test_the_report_tells_the_verdict_the_counts_and_the_controls(found: Comparison, tmp_path: Path) -> None:
    page = emitted_report(found, tmp_path / "report.html", command="folkways adapt hyper eval").read_text()
    assert "cannot be said without 3 seeds" in page and "Text-to-LoRA : diag" in page and "Mistral-7B" in page
    assert "diag:nonsense" in page and "13.2" in page and "could have been seen" in page


def test_the_verdict_follows_the_intervals_over_both_controls(found: Comparison) -> None:
    from dataclasses import replace

    def of(low: float, seeds: int = 3) -> str:
        changed = found.contrasts.with_columns(
            pl.when(pl.col("over") == "diag:shuffled").then(low).otherwise(0.1).alias("low"),
            pl.when(pl.col("over").str.starts_with("diag:")).then([0.1] * seeds).otherwise([0.1] * 3).alias("seeds"),
        )
        return words_verdict(replace(found, contrasts=changed), "unseen")

    assert of(0.01, seeds=1).startswith("Whether the words make a difference cannot be said without 3 seeds")
    assert of(0.01).startswith("The words make a difference")
    assert of(-0.01).startswith("It is not shown that the words make a difference")


def test_an_arm_that_is_none_is_refused(made: Any) -> None:
    foundry, held, out = made
    for name in ("cubic", "diag:loud", "described:nonsense", "per-culture:shuffled"):
        with pytest.raises(InputError, match="there is no arm"):
            foundry.arm(name)
    with pytest.raises(InputError, match="no arm is a hypernetwork"):
        evaluate(foundry, ["described"], held, out=out, seeds=(0,), groups={}, stage=stage)


def test_a_hypernetwork_that_was_trained_before_is_evaluated(made: Any, found: Comparison, tmp_path: Path) -> None:
    foundry, held, out = made
    folder = out / "trained" / "square" / "seed-0" / "hypernetwork"
    arms = [f"hyper={folder}", f"hyper={folder}:nonsense"]
    again = evaluate(
        foundry, arms, held, out=tmp_path / "run", seeds=(0,), groups={"unseen": ["marsh"]}, stage=stage, dtype="fp32"
    )
    own, before = (of.value(arm, "unseen", "score") for of, arm in ((again, arms[0]), (found, "square")))
    assert own is not None and before is not None and own["estimate"] == before["seeds"][0]
    assert "cannot be said without somebody else" in words_verdict(again, "unseen")


def test_a_hypernetwork_that_knows_a_held_out_people_is_refused(made: Any, found: Comparison) -> None:
    foundry, _, out = made
    with pytest.raises(InputError, match=r"has learnt from \w+, which is held out here"):
        foundry.arm(f"hyper={out / 'trained' / 'per-culture' / 'seed-0' / 'hypernetwork'}")


def test_counts_name_this_base_and_the_published_one() -> None:
    shape = Shape(8, 16.0, (Place("m.layers.0.q", 0, "q", 64, 64),))
    rows = counts(shape, 384, "tiny")
    assert [(row["base"], row["rank"]) for row in rows] == [
        ("tiny", 8), ("tiny", 16), ("Mistral-7B", 8), ("Mistral-7B", 16),
    ]  # fmt: skip
    assert rows[1]["lora"] == 2 * rows[0]["lora"] == 2 * 8 * 128
