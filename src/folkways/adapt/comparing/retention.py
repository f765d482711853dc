"""Does a model still know what it knew? A small fixed set of facts that no culture disputes, before and after.

Sixty questions, written for this purpose: nature, numbers, words, places. A model is shown no options; the
probabilities are read with which it would write the right answer and three wrong ones, and it is right where the right
one has the most. So models are measured that cannot yet choose from a list. The set is far too small to say how much a
model knows; it says whether training has taken something away.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from folkways.alignment.bootstrap import interval
from folkways.errors import ModelError
from folkways.models.access import Failure, Model, Prompt

#: One row a fact: the probability of the right answer, and whether it has the most of the four.
RETENTION_SCHEMA: dict[str, Any] = {"fact": pl.String, "probability": pl.Float64, "right": pl.Boolean}


@dataclass(frozen=True, slots=True)
class Fact:
    """A question with one right answer.

    Attributes:
        id: unique.
        question: the words.
        options: four texts; the first is right.
    """

    id: str
    question: str
    options: tuple[str, str, str, str]


@cache
def facts() -> tuple[Fact, ...]:
    """The sixty questions."""
    import yaml

    text = importlib.resources.files("folkways.adapt.comparing").joinpath("facts.yaml").read_text("utf-8")
    return tuple(
        Fact(f"f{i:02d}", question, tuple(str(o) for o in options))  # pyright: ignore[reportArgumentType]
        for i, (question, options) in enumerate(yaml.safe_load(text).items(), start=1)
    )


def ask_facts(model: Model, *, adapters: Sequence[str] = ("",), context: str = "") -> pl.DataFrame:
    """The answers to all facts (`RETENTION_SCHEMA`).

    Args:
        model: whom to ask.
        adapters: one for each fact in turn; "" for none.
        context: with this text before each question, as the probe's prompts have it.

    Raises:
        ModelError: a call gave nothing that can be read.
    """
    asked = facts()
    prompts = [
        Prompt(fact.question, system=context or None, prefix="Answer:", adapter=adapters[at % len(adapters)])
        for at, fact in enumerate(asked)
    ]
    rows = []
    for fact, score in zip(asked, model.score(prompts, [fact.options for fact in asked]), strict=True):
        if isinstance(score, Failure):
            raise ModelError(f"fact {fact.id} could not be asked: {score.message}", mend="give the same command again")
        right, *wrong = score.mass
        rows.append({"fact": fact.id, "probability": right, "right": right > max(wrong)})
    return pl.DataFrame(rows, schema=RETENTION_SCHEMA)


@dataclass(frozen=True, slots=True)
class Retention:
    """How many facts a model knows, and how many more or fewer than before.

    Attributes:
        accuracy: share that is right; a quarter by chance.
        low, high: 95 % interval over facts.
        change, change_low, change_high: accuracy less that of the untouched model, paired by fact.
        facts: how many were asked.
    """

    accuracy: float
    low: float
    high: float
    change: float
    change_low: float
    change_high: float
    facts: int


def retention(after: list[pl.DataFrame], before: pl.DataFrame, *, replicates: int = 2000, seed: int = 0) -> Retention:
    """Accuracy and its change, the mean over seeds, facts resampled.

    Args:
        after: of each seed.
        before: of the untouched model.
    """
    old = before.sort("fact")["right"].to_numpy().astype(float)
    new = np.mean([frame.sort("fact")["right"].to_numpy().astype(float) for frame in after], axis=0)
    rng = np.random.default_rng([seed, 4])
    picked = rng.integers(0, len(old), (replicates, len(old)))
    both = np.stack([new, new - old], axis=1)
    draws = np.concatenate([both.mean(axis=0)[None], both[picked].mean(axis=1)])
    low, high = interval(draws, 0.95)
    return Retention(
        float(draws[0, 0]), float(low[0]), float(high[0]), float(draws[0, 1]), float(low[1]), float(high[1]), len(old)
    )
