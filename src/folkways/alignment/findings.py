"""The three findings by name: cross-lingual value shift, reasoning-induced change, logit leakage.

The first two compare a model with itself on matched cells: the same question and people, answered in the source
language and in the people's own, or at once and after reasoning. Two figures are given for each, which must not be
confused. `change` is the signed change of the score against the people (0 is its null, and it is what is tested).
`shift` is the total variation between the two answers: how far the answer moved, wherever to; it cannot be negative
and is above 0 by noise alone, so it is no test.

Source of the names: Zahraei & Asgari 2025 (arXiv 2510.13154 v1); CLCS is its cross-lingual consistency,
100·(1 − |a − b|/(max − min)) between the central values of the two answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.bootstrap import Weights, bootstrap_means, interval
from folkways.alignment.grid import Grid
from folkways.alignment.nvas import nvas
from folkways.alignment.paired import equivalence, holm, sign_flip

Floats = NDArray[np.float64]

LANGUAGE = "cross-lingual value shift"
REASONING = "reasoning-induced change"

#: A change of the score within ± this much counts as none.
MARGIN = 0.02

#: One row per finding and condition, on matched cells. `change` is score(after) − score(before), tested by sign-flips
#: over questions and adjusted by Holm over the rows; `p_equivalent` is small where it lies within ± `MARGIN`. `shift`
#: is the total variation between the two answers (0..1). `consistency` is CLCS or its like, 0..100.
FINDINGS_SCHEMA: dict[str, Any] = {
    "name": pl.String,
    "model": pl.String,
    "framing": pl.String,
    "before": pl.String,
    "after": pl.String,
    **{f"{what}{end}": pl.Float64 for what in ("change", "shift", "consistency") for end in ("", "_low", "_high")},
    "p_value": pl.Float64,
    "p_holm": pl.Float64,
    "p_equivalent": pl.Float64,
    "cells": pl.Int64,
    "questions": pl.Int64,
    "populations": pl.Int64,
}


@dataclass(frozen=True)
class Scored:
    """One condition's scored cells.

    Attributes:
        condition: framing, language, reasoning.
        rows: cells of the grid, ascending, shape [N].
        q: answers, shape [N, K].
        score, answer: shape [N]: the headline score, and the model's central value.
    """

    framing: str
    language: str
    reasoning: str
    rows: NDArray[np.int64]
    q: Floats
    score: Floats
    answer: Floats


def find_changes(
    model: str, conditions: Sequence[Scored], source: str, grid: Grid, weights: Weights, confidence: float, seed: int
) -> list[dict[str, Any]]:
    """The first two findings of one model, one record of `FINDINGS_SCHEMA` each (`p_holm` still null).

    Args:
        model: its name.
        conditions: all that it was asked under.
        source: the survey's source language.
        grid, weights, confidence, seed: as everywhere.
    """
    found = []
    for framing in dict.fromkeys(c.framing for c in conditions):
        mine = [c for c in conditions if c.framing == framing]
        for reasoning in dict.fromkeys(c.reasoning for c in mine):
            here = {c.language: c for c in mine if c.reasoning == reasoning}
            others = [c for tag, c in here.items() if tag != source]
            if source in here and others:
                native = _union(others)
                facts = {"name": LANGUAGE, "model": model, "framing": framing}
                facts |= {"before": f"{source}, {reasoning}", "after": f"{native.language}, {reasoning}"}
                found.append(_change(facts, here[source], native, grid, weights, confidence, seed))
        for language in dict.fromkeys(c.language for c in mine):
            here = {c.reasoning: c for c in mine if c.language == language}
            if {"direct", "reasoned"} <= set(here):
                facts = {"name": REASONING, "model": model, "framing": framing}
                facts |= {"before": f"{language}, direct", "after": f"{language}, reasoned"}
                found.append(_change(facts, here["direct"], here["reasoned"], grid, weights, confidence, seed))
    return [row for row in found if row is not None]


def findings_table(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The records as a frame of `FINDINGS_SCHEMA`, with p-values adjusted over all of them."""
    frame = pl.DataFrame([{"p_holm": None, **row} for row in rows], schema=FINDINGS_SCHEMA, nan_to_null=True)
    return frame.with_columns(pl.Series("p_holm", holm(frame["p_value"].to_list()), pl.Float64))


def _union(conditions: Sequence[Scored]) -> Scored:
    """Conditions in several languages as one; a cell asked in two of them is taken from the first."""
    rows = np.concatenate([c.rows for c in conditions])
    _, first = np.unique(rows, return_index=True)
    return Scored(
        framing=conditions[0].framing,
        language="/".join(c.language for c in conditions),
        reasoning=conditions[0].reasoning,
        rows=rows[first],
        q=np.concatenate([c.q for c in conditions])[first],
        score=np.concatenate([c.score for c in conditions])[first],
        answer=np.concatenate([c.answer for c in conditions])[first],
    )


def _change(
    facts: Mapping[str, str], before: Scored, after: Scored, grid: Grid, weights: Weights, confidence: float, seed: int
) -> dict[str, Any] | None:
    rows, x, y = np.intersect1d(before.rows, after.rows, assume_unique=True, return_indices=True)
    if not len(rows):
        return None
    at, people = grid.question[rows], grid.population[rows]
    change = after.score[y] - before.score[x]
    shift = 0.5 * np.abs(after.q[y] - before.q[x]).sum(axis=1)
    same = nvas(before.answer[x], after.answer[y], grid.low[at], grid.high[at])
    one_topic = np.zeros(len(grid.k), np.int64)
    means = bootstrap_means(
        np.stack([change, shift, same], axis=1), at, people, one_topic, len(grid.populations), weights
    )
    low, high = interval(means.overall, confidence)
    names = ("change", "shift", "consistency")
    figures = {name: means.overall[0, i] for i, name in enumerate(names)}
    figures |= {f"{name}_low": low[i] for i, name in enumerate(names)}
    figures |= {f"{name}_high": high[i] for i, name in enumerate(names)}
    replicates = len(means.overall) - 1
    sums = np.bincount(at, change, minlength=len(grid.k)).astype(np.float64)[np.unique(at)]
    return {
        **facts,
        **figures,
        "p_value": sign_flip(sums, permutations=max(replicates, 1), seed=seed),
        "p_equivalent": equivalence(means.overall[1:, 0], MARGIN) if replicates else 1.0,
        "cells": len(rows),
        "questions": len(np.unique(at)),
        "populations": len(np.unique(people)),
    }
