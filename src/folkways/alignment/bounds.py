"""How much the cells without a usable answer could change a score: the worst and the best case.

A score over the answered cells is a score of what the model chose to answer. Every other cell that people answered
(refused, truncated, malformed, failed, absent) could have scored anything between the least that an answer can score
there and the most. The mean over all cells with the missing ones at their least and at their most bounds what full
coverage would have shown, without assuming anything of why they are missing.

The least is attained by all probability on one option, since both distances are convex in the answer.

Source: Manski, C. F. (2003). Partial Identification of Probability Distributions; the interval round both bounds:
Horowitz, J. L., & Manski, C. F. (2000). JASA 95, 77–84.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.bootstrap import Weights, bootstrap_means, interval
from folkways.alignment.grid import Grid
from folkways.alignment.score import headline

Floats = NDArray[np.float64]
_LINE = ("model", "framing", "language", "reasoning", "calibration")

#: One row per line × population ("" over all) × measure (`score`, `nvas`). `estimate` is the mean over the answered
#: cells; `bound_low` and `bound_high` the mean over all `human_cells` with the others at their worst and best; `low`
#: and `high` hold both bounds with their sampling error (questions resampled). `skill_low` and `skill_high` are the
#: bounds as skill over the better blind guess (score) or the midpoint (nvas), on all cells.
BOUNDS_SCHEMA: dict[str, Any] = {
    **dict.fromkeys((*_LINE, "population", "measure"), pl.String),
    "estimate": pl.Float64,
    "bound_low": pl.Float64,
    "bound_high": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "skill_low": pl.Float64,
    "skill_high": pl.Float64,
    "cells": pl.Int64,
    "human_cells": pl.Int64,
}


def least_scores(grid: Grid) -> tuple[Floats, Floats]:
    """The least headline score and the least NVAS that an answer to each cell can have, each of shape [C]."""
    at = grid.question
    least = np.ones(len(grid))
    for option in range(grid.mask.shape[1]):
        sure = np.zeros(grid.p.shape)
        sure[:, option] = 1.0
        there = grid.mask[at, option]
        least = np.where(there, np.minimum(least, headline(grid.p, sure, grid.k[at], grid.ordinal[at])), least)
    low, high = grid.low[at], grid.high[at]
    farthest = np.maximum(np.abs(grid.central - low), np.abs(grid.central - high)) / np.abs(high - low)
    return least, 100.0 * (1.0 - np.minimum(farthest, 1.0))


def bounds_table(
    line: Mapping[str, str],
    grid: Grid,
    rows: NDArray[np.int64],
    scored: Mapping[str, Floats],
    asked: NDArray[np.int64],
    known: Mapping[str, Floats],
    least: tuple[Floats, Floats],
    weights: Weights,
    confidence: float,
) -> pl.DataFrame:
    """The bounds of one line (`BOUNDS_SCHEMA`).

    Args:
        line: its names.
        grid: the people.
        rows: answered cells, shape [N].
        scored: `score` and `nvas` of these.
        asked: populations that the line was asked about (indices); all their cells count.
        known: ceilings and baselines of all cells, as `cell_constants`.
        least: from `least_scores`.
        weights, confidence: of the bootstrap.
    """
    from folkways.alignment.skill import skill  # which reads the schemas that hold this table

    cells = np.flatnonzero(np.isin(grid.population, asked))
    place = np.full(len(grid), -1)
    place[cells] = np.arange(len(cells))
    kept = place[rows] >= 0
    columns = []
    for name, floor, top in (("score", least[0], 1.0), ("nvas", least[1], 100.0)):
        worst, best, own = floor[cells].copy(), np.full(len(cells), top), np.full(len(cells), np.nan)
        for values in (worst, best, own):
            values[place[rows[kept]]] = scored[name][kept]
        ceiling = "ceiling" if name == "score" else "nvas_ceiling"
        columns += [worst, best, own, *(known[x][cells] for x in (f"{name}_midpoint", f"{name}_uniform", ceiling))]
    means = bootstrap_means(
        np.stack(columns, axis=1), grid.question[cells], grid.population[cells], np.zeros(len(grid.k), np.int64),
        len(grid.populations), weights,
    )  # fmt: skip
    answered = np.bincount(grid.population[rows[kept]], minlength=len(grid.populations))
    draws = np.concatenate([means.overall[:, None], means.population], axis=1)
    low, high = interval(draws, confidence)
    found = []
    for i, people in enumerate(["", *grid.populations]):
        whole = len(cells) if i == 0 else int(means.cells[1][i - 1])
        if not whole:
            continue
        for j, name in enumerate(("score", "nvas")):
            worst, best, own, middle, flat, top = draws[0, i, 6 * j : 6 * j + 6]
            blind = max(middle, flat) if name == "score" else middle
            found.append(
                {**line, "population": people, "measure": name, "estimate": own, "bound_low": worst, "bound_high": best,
                 "low": low[i, 6 * j], "high": high[i, 6 * j + 1],
                 "skill_low": float(skill(worst, blind, top)), "skill_high": float(skill(best, blind, top)),
                 "cells": int(kept.sum()) if i == 0 else int(answered[i - 1]), "human_cells": whole}
            )  # fmt: skip
    return pl.DataFrame(found, schema=BOUNDS_SCHEMA, nan_to_null=True)
