"""Survey weights: weighted shares, and how many respondents they are worth.

Source: Kish, L. (1965). Survey Sampling (effective sample size under unequal weights).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.errors import SurveyError

Floats = NDArray[np.float64]


def check_weights(weights: Floats, where: str) -> Floats:
    """The weights, if every one is a finite number, none is negative and one is positive.

    Args:
        weights: shape (respondents,).
        where: the file and the column, for the message.

    Raises:
        SurveyError: names the first bad row (counted from 1, the header not counted).
    """
    array = np.asarray(weights, float)
    for bad, what, mend in (
        (~np.isfinite(array), "has no weight", "give every respondent a weight, or leave the weight column out"),
        (array < 0, "has a negative weight", "weights are not negative; 0 leaves a respondent out"),
    ):
        if bad.any():
            row = int(np.argmax(bad))
            raise SurveyError(f"respondent {what} ({array[row]:g})", where=f"{where}, row {row + 1}", mend=mend)
    if not array.sum() > 0:
        raise SurveyError("all weights are 0", where=where, mend="choose another weight column")
    return array


def kish_effective_n(weights: Floats) -> float:
    """Effective number of respondents under unequal weights: (Σw)² / Σw².

    Args:
        weights: shape (respondents,), not negative.

    >>> kish_effective_n(np.ones(50))
    50.0
    """
    array = np.asarray(weights, float)
    squares = float((array**2).sum())
    return float(array.sum()) ** 2 / squares if squares > 0 else 0.0


def weighted_shares(codes: NDArray[np.int64], weights: Floats, k: int) -> Floats:
    """Weighted share of each of k options.

    Args:
        codes: shape (respondents,), from 0 to k - 1.
        weights: shape (respondents,).

    Returns:
        Shape (k,), sum 1.
    """
    totals = np.bincount(codes, weights=weights, minlength=k)
    return totals / totals.sum()
