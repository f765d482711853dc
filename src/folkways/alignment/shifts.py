"""What the framing does to one model's answers, on the cells that it answered in both framings.

| name | between | formula (mean over cells) |
|---|---|---|
| FCS, framing consistency | persona and observer | 100·(1 − |a − b|/(max − min)) |
| SPD, self–persona deviation | neutral and persona | the same; 100 means that the persona changes nothing |
| steerability | neutral to persona | score(persona) − score(neutral) |

a and b are the model's central values (mean where ordinal, mode where nominal). FCS and SPD are of Zahraei & Asgari
2025 (arXiv 2510.13154 v1).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import EFFECTS_SCHEMA
from folkways.alignment.bootstrap import Weights, bootstrap_means, interval
from folkways.alignment.grid import Grid
from folkways.alignment.nvas import nvas

Floats = NDArray[np.float64]
#: framing → (rows of the grid, scores of those rows)
Lines = Mapping[str, tuple[NDArray[np.int64], Mapping[str, Floats]]]


def consistency(first: Floats, second: Floats, low: Floats, high: Floats) -> Floats:
    """100·(1 − |first − second|/(high − low)): the NVAS form between two answers of a model; symmetric."""
    return nvas(first, second, low, high)


def framing_effects(
    lines: Lines, key: Mapping[str, str], grid: Grid, weights: Weights, confidence: float
) -> pl.DataFrame:
    """FCS, SPD and steerability of one model in one language (`EFFECTS_SCHEMA`), overall and by population.

    Args:
        lines: the framings that were asked.
        key: model, language, reasoning, calibration.
        grid, weights, confidence: as everywhere.
    """
    frames = []
    for name, one, two, unit in (
        ("FCS", "persona", "observer", "NVAS points"),
        ("SPD", "neutral", "persona", "NVAS points"),
        ("steerability", "neutral", "persona", "score"),
    ):
        if one not in lines or two not in lines:
            continue
        rows, x, y = np.intersect1d(lines[one][0], lines[two][0], assume_unique=True, return_indices=True)
        if not len(rows):
            continue
        a, b = ({n: v[i] for n, v in lines[f][1].items()} for f, i in ((one, x), (two, y)))
        at = grid.question[rows]
        if name == "steerability":
            effect = b["score"] - a["score"]
        else:
            effect = consistency(a["answer"], b["answer"], grid.low[at], grid.high[at])
        means = bootstrap_means(
            effect[:, None], at, grid.population[rows], np.zeros(len(grid.k), np.int64), len(grid.populations), weights
        )
        draws = np.concatenate([means.overall, means.population[:, :, 0]], axis=1)
        low, high = interval(draws, confidence)
        frame = pl.DataFrame(
            {
                "population": ["", *grid.populations],
                "estimate": draws[0],
                "low": low,
                "high": high,
                "cells": [means.cells[0], *means.cells[1].tolist()],
                "questions": [means.questions[0], *means.questions[1].tolist()],
            },
            nan_to_null=True,
        ).filter(pl.col("cells") > 0)
        frames.append(frame.with_columns(pl.lit(name).alias("name"), pl.lit(unit).alias("unit")))
    if not frames:
        return pl.DataFrame(schema=EFFECTS_SCHEMA)
    named = [pl.lit(value).alias(field) for field, value in key.items()]
    return pl.concat(frames).with_columns(named).select(pl.col(n).cast(t) for n, t in EFFECTS_SCHEMA.items())
