"""Intervals by the bootstrap: units are drawn with replacement, and the statistic is taken again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    Attributes:
        value: the estimate; NaN where it is not defined.
        low, high: ends of the interval; NaN where there is one unit, or fewer than half of the resamples define the
            figure.
        units: how many units it rests on.
    """

    value: float
    low: float
    high: float
    units: int

    def __str__(self) -> str:
        """`0.74 [0.41, 0.93]`."""
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


def resample(
    units: int,
    statistic: Callable[[Floats], float],
    *,
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Estimate:
    """The statistic with its percentile interval.

    Args:
        units: how many there are.
        statistic: takes how often each unit counts, shape [units], all ones for the estimate itself.
        replicates, seed, confidence: of the bootstrap.

    >>> resample(4, lambda w: float(w @ [1, 2, 3, 4] / w.sum())).value
    2.5
    """
    value = statistic(np.ones(units))
    if units < 2 or not replicates:
        return Estimate(value, float("nan"), float("nan"), units)
    rng = np.random.default_rng([seed, 2])
    drawn = [
        statistic(np.bincount(rng.integers(0, units, units), minlength=units).astype(np.float64))
        for _ in range(replicates)
    ]
    low, high = percentiles(np.array(drawn), confidence)
    return Estimate(value, low, high, units)


def percentiles(drawn: Floats, confidence: float) -> tuple[float, float]:
    """The middle part of the resamples; NaN where fewer than half of them are numbers."""
    kept = drawn[np.isfinite(drawn)]
    if 2 * len(kept) < len(drawn) or not len(kept):
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low, high = np.quantile(kept, [tail, 1 - tail])
    return float(low), float(high)
