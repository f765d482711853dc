"""The scores of one cell: people against model, for many cells at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.agreement import hard_agreement, soft_accuracy
from folkways.alignment.divergence import js_divergence, kl_divergence, total_variation
from folkways.alignment.grid import Grid
from folkways.alignment.nvas import central_value, nvas
from folkways.alignment.wasserstein import w1_similarity

Floats = NDArray[np.float64]


def headline(p: Floats, q: Floats, k: NDArray[np.int64], ordinal: NDArray[np.bool_]) -> Floats:
    """The score that leads: 1 − W1/(K − 1) where the scale is ordinal, 1 − JSD (base 2) where nominal; 0..1.

    Args:
        p, q: distributions, shape [N, K], padded with zeros.
        k: options, shape [N].
        ordinal: shape [N].
    """
    score = w1_similarity(p, q, k)
    flat = ~ordinal
    if flat.any():
        score[flat] = 1.0 - js_divergence(p[flat], q[flat])
    return score


def score_cells(grid: Grid, rows: NDArray[np.int64], q: Floats) -> dict[str, Floats]:
    """Every score of the given cells, each of shape [N].

    Args:
        grid: the people.
        rows: which cells of the grid, shape [N].
        q: the model's distributions, shape [N, K].

    Returns:
        `score`, `nvas`, `w1` (NaN where nominal), `jsd`, `tv`, `hard`, `soft`, `kl`, and `answer`, the model's
        central value.
    """
    at = grid.question[rows]
    p, k, ordinal = grid.p[rows], grid.k[at], grid.ordinal[at]
    answer = central_value(q, grid.values[at], ordinal)
    w1 = w1_similarity(p, q, k)
    jsd = 1.0 - js_divergence(p, q)
    return {
        "score": np.where(ordinal, w1, jsd),
        "nvas": nvas(grid.central[rows], answer, grid.low[at], grid.high[at]),
        "w1": np.where(ordinal, w1, np.nan),
        "jsd": jsd,
        "tv": total_variation(p, q),
        "hard": hard_agreement(p, q),
        "soft": soft_accuracy(p, q),
        "kl": kl_divergence(p, q, grid.mask[at]),
        "answer": answer,
    }
