"""How much people of one population disagree among themselves, and how much spread the model's answer has.

The measure is entropy over the options, divided by log K: 0 where all give one answer, 1 where every option is equally
common. A mean answer hides it. A model's own spread is what its probabilities say; where a table gives a single choice,
its spread is 0 by construction.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from folkways.alignment.alignment import LINE, Alignment
from folkways.alignment.bootstrap import draw_weights, interval

#: One row per line × population × side (`people` or `model`), on the cells that both answered.
DISAGREEMENT_SCHEMA: dict[str, Any] = {
    **dict.fromkeys((*LINE, "population", "side"), pl.String),
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "questions": pl.Int64,
}


def normalised_entropy(p: np.ndarray) -> float:
    """Entropy of a distribution over K ≥ 2 options, as a share of log K.

    >>> normalised_entropy(np.array([0.5, 0.5])), normalised_entropy(np.array([1.0, 0.0]))
    (1.0, 0.0)
    """
    some = p[p > 0]
    return float(max(0.0, -(some * np.log(some)).sum() / np.log(len(p))))


def disagreement(
    alignment: Alignment, *, replicates: int = 1000, seed: int = 0, confidence: float = 0.95
) -> pl.DataFrame:
    """Mean normalised entropy of people and of the model by population (`DISAGREEMENT_SCHEMA`), questions resampled.

    Args:
        alignment: the scores.
        replicates, seed, confidence: of the bootstrap.
    """
    ids = alignment.cells["question"].unique().sort().to_list()
    index = {q: i for i, q in enumerate(ids)}
    drawn = draw_weights(len(ids), 1, replicates=replicates, seed=seed, cluster="question").question
    rows = []
    for key, part in alignment.cells.group_by(*LINE, "population", maintain_order=True):
        weights = drawn[:, [index[q] for q in part["question"]]]
        total = weights.sum(axis=1)
        for side, name in (("people", "p"), ("model", "q")):
            spread = np.array([normalised_entropy(np.array(v)) for v in part[name].to_list()])
            draws = np.divide(weights @ spread, total, out=np.full(len(drawn), np.nan), where=total > 0)
            low, high = interval(draws[:, None], confidence)
            rows.append((*key, side, float(draws[0]), float(low[0]), float(high[0]), part.height))
    frame = pl.DataFrame(rows, schema=DISAGREEMENT_SCHEMA, orient="row")
    return frame.with_columns(pl.col("estimate", "low", "high").fill_nan(None))
