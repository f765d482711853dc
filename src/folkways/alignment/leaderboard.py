"""Many models in one order, with ties: on the cells that all of them answered."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from folkways.alignment.alignment import BASELINES, LINE, METRICS, Alignment
from folkways.alignment.bootstrap import bootstrap_means, draw_weights, interval
from folkways.alignment.paired import holm, sign_flip
from folkways.errors import AnswersError

#: One row per condition and entry, best first. `entry` is the name that was given; `name` adds the model where an entry
#: has several. `mean` with its interval is over `cells`, the cells that all entries answered; `cells_own` is how many
#: this one answered. `rank` is one more than the number of entries that are better beyond chance (sign-flips over
#: questions, Holm over all pairs of the condition); `ties` are those that are neither better nor worse beyond chance.
#: `rank_low` and `rank_high` hold the rank by mean in most resamples of the questions.
LEADERBOARD_SCHEMA: dict[str, Any] = {
    "framing": pl.String,
    "language": pl.String,
    "reasoning": pl.String,
    "calibration": pl.String,
    "entry": pl.String,
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
    "populations": pl.Int64,
}

#: What the means have to be read against, on the same cells: `ceiling` and the baselines by name. `cells` counts those
#: where it is defined: nobody's answer is pooled where no other population was asked. No rows but for score and NVAS.
REFERENCES_SCHEMA: dict[str, Any] = {
    "framing": pl.String,
    "language": pl.String,
    "reasoning": pl.String,
    "calibration": pl.String,
    "reference": pl.String,
    "mean": pl.Float64,
    "cells": pl.Int64,
}

#: Metrics of which less is better.
LOSSES = ("kl", "tv")

#: Of a metric, the columns of the cells with its ceiling and baselines.
_REFERENCES = {
    "score": ("ceiling", *(f"score_{name}" for name in BASELINES)),
    "nvas": ("nvas_ceiling", *(f"nvas_{name}" for name in BASELINES)),
}


@dataclass(frozen=True)
class Leaderboard:
    """Models in order, condition by condition.

    Attributes:
        rows: `LEADERBOARD_SCHEMA`.
        references: ceiling and baselines on the common cells (`REFERENCES_SCHEMA`).
        info: metric, replicates, seed, confidence, level; JSON-ready.
    """

    rows: pl.DataFrame
    references: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFERENCES_SCHEMA))
    info: Mapping[str, Any] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"info": dict(self.info), "rows": self.rows.to_dicts(), "references": self.references.to_dicts()}


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
            kept = cells.select("question", "population", metric, *_REFERENCES.get(metric, ())).drop_nulls(metric)
            conditions.setdefault(key[1:], []).append((name, key, kept))
    found = [
        _ordered(condition, sides, metric, replicates, seed, confidence)
        for condition, sides in conditions.items()
        if len(sides) > 1
    ]
    found = [(rows, references) for rows, references in found if rows.height]
    if not found:
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
    return Leaderboard(pl.concat([rows for rows, _ in found]), pl.concat([frame for _, frame in found]), info)


def _ordered(
    condition: tuple[str, ...],
    sides: Sequence[tuple[str, tuple[str, ...], pl.DataFrame]],
    metric: str,
    replicates: int,
    seed: int,
    confidence: float,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    labels = _labels(sides)
    cell = ["question", "population"]
    columns = [f"#{i}" for i in range(len(labels))]  # an entry may have the name of a column
    common = sides[0][2].select(*cell, pl.col(metric).alias(columns[0]))
    for name, (_, _, frame) in zip(columns[1:], sides[1:], strict=True):
        column = frame.select(*cell, pl.col(metric).alias(name))
        common = common.join(column, on=cell, maintain_order="left")
    if common.is_empty():
        return pl.DataFrame(schema=LEADERBOARD_SCHEMA), pl.DataFrame(schema=REFERENCES_SCHEMA)
    questions, people = (list(dict.fromkeys(common[name])) for name in ("question", "population"))
    q = common["question"].replace_strict(questions, range(len(questions)), return_dtype=pl.Int64).to_numpy()
    j = common["population"].replace_strict(people, range(len(people)), return_dtype=pl.Int64).to_numpy()
    values = common.select(columns).to_numpy()
    weights = draw_weights(len(questions), len(people), replicates=replicates, seed=seed, cluster="question")
    draws = bootstrap_means(values, q, j, np.zeros(len(questions), np.int64), len(people), weights).overall
    low, high = interval(draws, confidence)
    gain = -draws if metric in LOSSES else draws
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
            "entry": name,
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
            "populations": len(people),
        }
        for i, (name, line, frame) in enumerate(sides)
    ]
    order = sorted(range(len(rows)), key=lambda i: (-gain[0, i], labels[i]))
    same = sides[0][2].join(common.select(cell), on=cell, how="semi")
    references = [
        {
            **dict(zip(LINE[1:], condition, strict=True)),
            "reference": column.removeprefix(f"{metric}_"),
            "mean": same[column].mean(),
            "cells": same[column].count(),
        }
        for column in _REFERENCES.get(metric, ())
    ]
    return (
        pl.DataFrame([rows[i] for i in order], schema=LEADERBOARD_SCHEMA),
        pl.DataFrame(references, schema=REFERENCES_SCHEMA).drop_nulls("mean"),
    )


def _labels(sides: Sequence[tuple[str, tuple[str, ...], pl.DataFrame]]) -> list[str]:
    """The entry's name, with its model where one entry holds several."""
    names = [name for name, _, _ in sides]
    return [f"{name} ({line[0]})" if names.count(name) > 1 else name for name, line, _ in sides]
