"""Survey weights: weighted shares, and how many respondents they are worth.

Sources: Kish 1965 (effective sample size under unequal weights); Rao & Wu 1988 (rescaled bootstrap of primary
sampling units within strata).
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


def design_effective_n(
    codes: NDArray[np.int64],
    weights: Floats,
    psu: NDArray[np.int64],
    stratum: NDArray[np.int64],
    k: int,
    *,
    replicates: int = 200,
    seed: int = 0,
) -> float:
    """Effective number of respondents under weights, clusters and strata.

    Primary sampling units are drawn with replacement within strata, one fewer than the stratum has, and rescaled
    (Rao & Wu). A stratum with a single unit is put together with the next one. The effective number is the ratio of
    the binomial variance p(1 - p) to the bootstrap variance of the shares, both summed over options.

    Args:
        codes, weights, psu, stratum: shape (respondents,); codes from 0 to k - 1.
        k: how many options.
        replicates, seed: of the bootstrap.

    Returns:
        The effective number; Kish's where everybody gives the same answer or there are fewer than two units.
    """
    shares = weighted_shares(codes, weights, k)
    unit = np.unique(np.stack([stratum, psu]), axis=1, return_inverse=True)[1].ravel()
    units = int(unit.max()) + 1
    totals = np.zeros((units, k))
    np.add.at(totals, (unit, codes), weights)
    layer = np.zeros(units, np.int64)
    layer[unit] = stratum
    groups: list[NDArray[np.int64]] = []
    waiting: list[int] = []
    for value in np.unique(layer):
        members = [*waiting, *np.flatnonzero(layer == value).tolist()]
        waiting = members if len(members) < 2 else []
        if len(members) >= 2:
            groups.append(np.array(members))
    if waiting and groups:
        groups[-1] = np.append(groups[-1], waiting)
    binomial = float((shares * (1 - shares)).sum())
    if not groups or binomial <= 0:
        return kish_effective_n(weights)
    rng = np.random.default_rng(seed)
    factor = np.zeros((replicates, units))
    for members in groups:
        m = len(members)
        drawn = rng.multinomial(m - 1, np.full(m, 1 / m), size=replicates)
        factor[:, members] = drawn * m / (m - 1)
    estimates = factor @ totals
    estimates = estimates / estimates.sum(axis=1, keepdims=True)
    variance = float(((estimates - shares) ** 2).mean(axis=0).sum())
    return binomial / variance if variance > 0 else kish_effective_n(weights)
