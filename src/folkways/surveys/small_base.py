"""Find the number of respondents behind percentages, where it is small enough to show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

#: Larger bases leave no trace in percentages of two decimals.
LARGEST = 199

_BASES = np.arange(2, LARGEST + 1)


def smallest_base(percentages: Sequence[float]) -> int | None:
    """The smallest number of respondents that gives exactly these percentages (two decimals), or None.

    A base counts only where it can hardly fit by accident: with m free percentages a base of n fits by chance with
    probability (n / 10,000)^m; the chances of all bases up to n together must stay below one in a hundred.

    >>> smallest_base([66.15, 14.58, 8.85, 10.42])
    192
    >>> smallest_base([50.0, 50.0]) is None
    True
    """
    shares = np.asarray(percentages, float)
    free = int((shares > 0).sum()) - 1
    if free < 1:
        return None
    counts = np.round(shares[:, None] / 100 * _BASES)
    fits = (np.abs(100 * counts / _BASES - shares[:, None]) <= 0.00501).all(axis=0) & (counts.sum(axis=0) == _BASES)
    if not fits.any():
        return None
    first = int(_BASES[int(fits.argmax())])
    chance = float(((np.arange(2, first + 1) / 10_000) ** free).sum())
    # Round numbers such as 50/50 fit every even base: they tell nothing.
    telling = chance < 0.01 and first >= 20
    return first if telling else None
