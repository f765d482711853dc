"""The 1-Wasserstein (earth mover's) distance between answers on an ordinal scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def w1_distance(p: Floats, q: Floats, k: NDArray[np.int64] | int) -> Floats:
    """W1(p, q)/(K − 1): the share of the scale that answers must travel to turn one people into the other.

    Args:
        p, q: distributions over the options in scale order, shape [..., K]; may be padded with zeros on the right.
        k: the number of options, a scalar or shape [...].

    Returns:
        Shape [...], in 0..1: Σ_j |P_j − Q_j| / (K − 1), P and Q cumulative, options one step apart
        (Vallender 1974; normalised as in Santurkar et al. 2023, equation 1).

    >>> float(w1_distance(np.array([1.0, 0, 0]), np.array([0, 0, 1.0]), 3))
    1.0
    """
    gaps = np.abs(np.cumsum(p - q, axis=-1))
    return np.clip(gaps.sum(axis=-1) / (np.asarray(k) - 1), 0.0, 1.0)


def w1_similarity(p: Floats, q: Floats, k: NDArray[np.int64] | int) -> Floats:
    """1 − W1(p, q)/(K − 1), in 0..1; 1 where the two agree exactly. Arguments as `w1_distance`."""
    return 1.0 - w1_distance(p, q, k)
