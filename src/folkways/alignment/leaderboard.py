"""Many models in one order, with ties: on the cells that all of them answered."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from folkways.alignment.alignment import LINE, METRICS, Alignment
from folkways.alignment.bootstrap import bootstrap_means, draw_weights, interval
from folkways.alignment.paired import holm, sign_flip
from folkways.errors import AnswersError

#: One row per condition and entry, best first. `mean` with its interval is over `cells`, the cells that all entries
#: answered; `cells_own` is how many this one answered. `rank` is one more than the number of entries that are better
#: beyond chance (sign-flips over questions, Holm over all pairs of the condition); `ties` are those that are neither
#: better nor worse beyond chance. `rank_low` and `rank_high` hold the rank by mean in most resamples of the questions.
LEADERBOARD_SCHEMA: dict[str, Any] = {
    "framing": pl.String,
    "language": pl.String,
    "reasoning": pl.String,
    "calibration": pl.String,
    "name": pl.String,
    "model": pl.String,
    "mean": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "rank": pl.Int64,
    "rank_low": pl.Int64,
    "rank_high": pl.Int64,
    "ties": pl.List(pl.String),
    "cells": pl.Int64,
    "cells_own": pl.Int64,
    "questions": pl.Int64,
}

#: Metrics of which less is better.
_LOSSES = ("kl",)


@dataclass(frozen=True)
class Leaderboard:
    """Models in order, condition by condition.

    Attributes:
        rows: `LEADERBOARD_SCHEMA`.
        info: metric, replicates, seed, confidence, level; JSON-ready.
    """

    rows: pl.DataFrame
    info: Mapping[str, Any] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"info": dict(self.info), "rows": self.rows.to_dicts()}


def leaderboard(
    entries: Sequence[tuple[str, Alignment]],
    *,
    metric: str = "score",
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Leaderboard:
    """Order models by their mean on common cells.

    Every condition (framing, language, reasoning, calibration) that two entries share has an order of its own: scores
    of different conditions are different constructs. An entry that lacks a condition is left out of it.

    Args:
        entries: a name and its scores; names differ.
        metric: a name of `METRICS`.
        replicates: bootstrap resamples of questions, and sign-flips.
        seed: of both.
        confidence: of the intervals; pairs are told apart at 1 − confidence.

    Raises:
        AnswersError: names repeat, surveys differ, or no condition has a cell that all its entries answered.
        ValueError: an unknown metric.
    """
    if metric not in METRICS:
        raise ValueError(f"unknown metric {metric!r}; use one of {', '.join(METRICS)}")
    names = [name for name, _ in entries]
    if len(set(names)) < len(names):
        raise AnswersError("two entries have the same name", mend="give runs with different folder names")
    if len({alignment.survey for _, alignment in entries}) > 1:
        raise AnswersError("the entries were scored against different surveys", mend="score all against the same one")
    conditions: dict[tuple[str, ...], list[tuple[str, tuple[str, ...], pl.DataFrame]]] = {}
    for name, alignment in entries:
        for line, cells in alignment.cells.group_by(LINE, maintain_order=True):
            key = tuple(str(part) for part in line)
            kept = cells.select("question", "population", metric).drop_nulls()
            conditions.setdefault(key[1:], []).append((name, key, kept))
    frames = [
        _ordered(condition, sides, metric, replicates, seed, confidence)
        for condition, sides in conditions.items()
        if len(sides) > 1
    ]
    frames = [frame for frame in frames if frame.height]
    if not frames:
        raise AnswersError(
            "no condition has a cell that all its entries answered",
            mend="probe the same questions and populations in the same framing and language",
        )
    info = {
        "metric": metric,
        "replicates": replicates,
        "seed": seed,
        "confidence": confidence,
        "told_apart": f"sign-flips over questions, Holm over all pairs of a condition, at {1 - confidence:.3g}",
    }
    return Leaderboard(pl.concat(frames), info)


def _ordered(
    condition: tuple[str, ...],
    sides: Sequence[tuple[str, tuple[str, ...], pl.DataFrame]],
    metric: str,
    replicates: int,
    seed: int,
    confidence: float,
) -> pl.DataFrame:
    labels = _labels(sides)
    common = sides[0][2].rename({metric: labels[0]})
    for label, (_, _, frame) in zip(labels[1:], sides[1:], strict=True):
        common = common.join(frame.rename({metric: label}), on=["question", "population"], maintain_order="left")
    if common.is_empty():
        return pl.DataFrame(schema=LEADERBOARD_SCHEMA)
    questions, people = (list(dict.fromkeys(common[name])) for name in ("question", "population"))
    q = common["question"].replace_strict(questions, range(len(questions)), return_dtype=pl.Int64).to_numpy()
    j = common["population"].replace_strict(people, range(len(people)), return_dtype=pl.Int64).to_numpy()
    values = common.select(labels).to_numpy()
    weights = draw_weights(len(questions), len(people), replicates=replicates, seed=seed, cluster="question")
    draws = bootstrap_means(values, q, j, np.zeros(len(questions), np.int64), len(people), weights).overall
    low, high = interval(draws, confidence)
    gain = -draws if metric in _LOSSES else draws
    ranks = 1 + (gain[1:, :, None] < gain[1:, None, :]).sum(axis=2)
    tail = (1 - confidence) / 2
    rank_low, rank_high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="nearest")
    pairs = list(itertools.combinations(range(len(labels)), 2))
    sums = [np.bincount(q, values[:, b] - values[:, a], minlength=len(questions)).astype(np.float64) for a, b in pairs]
    adjusted = holm([sign_flip(each, permutations=max(replicates, 1), seed=seed) for each in sums])
    apart = {pair: p < 1 - confidence for pair, p in zip(pairs, adjusted, strict=True)}
    better = [
        sum(apart[min(i, k), max(i, k)] and gain[0, k] > gain[0, i] for k in range(len(labels)) if k != i)
        for i in range(len(labels))
    ]
    ties = [
        [labels[k] for k in range(len(labels)) if k != i and not apart[min(i, k), max(i, k)]]
        for i in range(len(labels))
    ]
    rows = [
        {
            **dict(zip(LINE[1:], condition, strict=True)),
            "name": labels[i],
            "model": line[0],
            "mean": draws[0, i],
            "low": low[i],
            "high": high[i],
            "rank": 1 + better[i],
            "rank_low": int(rank_low[i]),
            "rank_high": int(rank_high[i]),
            "ties": ties[i],
            "cells": common.height,
            "cells_own": frame.height,
            "questions": len(questions),
        }
        for i, (_, line, frame) in enumerate(sides)
    ]
    order = sorted(range(len(rows)), key=lambda i: (-gain[0, i], labels[i]))
    return pl.DataFrame([rows[i] for i in order], schema=LEADERBOARD_SCHEMA)


def _labels(sides: Sequence[tuple[str, tuple[str, ...], pl.DataFrame]]) -> list[str]:
    """The entry's name, with its model where one entry holds several."""
    names = [name for name, _, _ in sides]
    return [f"{name} ({line[0]})" if names.count(name) > 1 else name for name, line, _ in sides]
