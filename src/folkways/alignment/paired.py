"""Tests of paired differences, clustered by question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_BLOCK = 8_000_000


def sign_flip(sums: Floats, *, permutations: int, seed: int) -> float:
    """Two-sided p-value of "the difference is symmetric around 0", flipping the sign of whole questions.

    Args:
        sums: the summed difference of each question, shape [Q].
        permutations: random sign patterns, m.
        seed: of the patterns.

    Returns:
        (b + 1)/(m + 1), b the patterns whose |sum| is at least the observed one (Phipson & Smyth 2010): never 0.
    """
    rng = np.random.default_rng([seed, 2])
    observed = abs(float(sums.sum())) * (1 - 1e-12)
    step, extreme, left = max(1, _BLOCK // max(1, len(sums))), 0, permutations
    while left > 0:
        here = min(step, left)
        signs = rng.integers(0, 2, (here, len(sums)), dtype=np.int8)
        flipped = 2.0 * (signs @ sums) - sums.sum()
        extreme += int((np.abs(flipped) >= observed).sum())
        left -= here
    return (extreme + 1) / (permutations + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values (1979), in the order given: control of the family-wise error.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    adjusted, running = [0.0] * len(p_values), 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = running
    return adjusted


def equivalence(draws: Floats, margin: float) -> float:
    """Bootstrap p-value of "the difference is at least `margin` away from 0" (two one-sided tests).

    Args:
        draws: resampled differences, shape [B].
        margin: greater than 0, in units of the difference.

    Returns:
        The larger of the two one-sided p-values, (b + 1)/(m + 1); small means "no shift worth the name".
    """
    kept = draws[np.isfinite(draws)]
    outside = max(int((kept <= -margin).sum()), int((kept >= margin).sum()))
    return (outside + 1) / (len(kept) + 1)
