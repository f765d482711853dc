"""Skill in every population × topic, for the heatmap of a report."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from folkways.alignment.alignment import LINE, Alignment
from folkways.alignment.bootstrap import draw_weights, interval
from folkways.alignment.skill import skill

#: One row per line × population × topic. `low` and `high` are null where fewer than `MINIMUM_QUESTIONS` were answered.
CROSSING_SCHEMA: dict[str, Any] = {
    **dict.fromkeys((*LINE, "population", "topic"), pl.String),
    "skill": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "questions": pl.Int64,
}

#: A bootstrap over fewer questions than this says little; the interval is left out.
MINIMUM_QUESTIONS = 5


def skill_by_topic(
    alignment: Alignment, *, measure: str = "score", replicates: int = 1000, seed: int = 0, confidence: float = 0.95
) -> pl.DataFrame:
    """Skill by population and topic (`CROSSING_SCHEMA`), questions resampled.

    The baseline of `score` is the better of midpoint and uniform in that population and topic, as in
    `alignment.skill`; that of `nvas`, which scores single answers, is the midpoint.

    Args:
        alignment: the scores.
        measure: `score` or `nvas`.
        replicates, seed, confidence: of the bootstrap.
    """
    ids = alignment.cells["question"].unique().sort().to_list()
    index = {q: i for i, q in enumerate(ids)}
    drawn = draw_weights(len(ids), 1, replicates=replicates, seed=seed, cluster="question").question
    rows = []
    ceiling = "ceiling" if measure == "score" else f"{measure}_ceiling"
    other = f"{measure}_uniform" if measure == "score" else f"{measure}_midpoint"
    wanted = (measure, f"{measure}_midpoint", other, ceiling)
    for key, part in alignment.cells.group_by(*LINE, "population", "topic", maintain_order=True):
        at = np.array([index[q] for q in part["question"]])
        weights = drawn[:, at]
        total = weights.sum(axis=1, keepdims=True)
        values = np.stack([part[name].to_numpy() for name in wanted], axis=1)
        means = np.divide(weights @ values, total, out=np.full((len(drawn), 4), np.nan), where=total > 0)
        blind = means[:, 1] if means[0, 1] >= means[0, 2] else means[:, 2]
        draws = skill(means[:, 0], blind, means[:, 3])
        low, high = interval(draws[:, None], confidence)
        enough = len(at) >= MINIMUM_QUESTIONS
        bounds = (float(low[0]), float(high[0])) if enough else (None, None)
        rows.append((*key, float(draws[0]), *bounds, len(at)))
    frame = pl.DataFrame(rows, schema=CROSSING_SCHEMA, orient="row")
    return frame.with_columns(pl.col("skill", "low", "high").fill_nan(None))
