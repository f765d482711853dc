"""What clusters and strata of a sample cost: a bootstrap that is drawn once and serves every question.

Source: Rao, J. N. K., & Wu, C. F. J. (1988). Resampling inference with complex survey data. JASA 83, 231–241.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.surveys.weights import kish_effective_n, weighted_shares

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """The replicates of one people's sample.

    Attributes:
        unit: shape (respondents,), the primary sampling unit of each, from 0; -1 for those of other peoples.
        factor: shape (replicates, units), what a replicate multiplies the weights of a unit by; mean about 1.
    """

    unit: Ints
    factor: Floats


def draw_design(
    psu: Ints, stratum: Ints, members: NDArray[np.bool_], *, replicates: int = 200, seed: int = 0
) -> Design:
    """Draw the replicates of a people's sample.

    Primary sampling units are drawn with replacement within strata, one fewer than the stratum has, and rescaled. A
    stratum with a single unit is put together with the next one.

    Args:
        psu, stratum: shape (respondents,).
        members: shape (respondents,), who belongs to the people.
        replicates, seed: of the bootstrap.

    Returns:
        The design; without replicates where there are fewer than two units.
    """
    pairs, place = np.unique(np.stack([stratum[members], psu[members]]), axis=1, return_inverse=True)
    unit = np.full(psu.shape, -1, np.int64)
    unit[members] = place.ravel()
    groups: list[Ints] = []
    waiting: list[int] = []
    for value in np.unique(pairs[0]):
        found = [*waiting, *np.flatnonzero(pairs[0] == value).tolist()]
        waiting = found if len(found) < 2 else []
        if len(found) >= 2:
            groups.append(np.array(found))
    if waiting and groups:
        groups[-1] = np.append(groups[-1], waiting)
    rng = np.random.default_rng(seed)
    factor = np.zeros((replicates if groups else 0, pairs.shape[1]))
    for found in groups:
        m = len(found)
        drawn = rng.multinomial(m - 1, np.full(m, 1 / m), size=replicates)
        factor[:, found] = drawn * m / (m - 1)
    return Design(unit, factor)


def design_effective_n(codes: Ints, weights: Floats, unit: Ints, factor: Floats, k: int) -> float:
    """Effective number of respondents under weights, clusters and strata.

    The ratio of the binomial variance p(1 - p) to the bootstrap variance of the shares, both summed over options.
    Those who did not answer stay in the design, so that a part of a sample has the variance of a domain.

    Args:
        codes, weights, unit: shape (respondents who answered,); codes from 0 to k - 1, units from 0.
        factor: shape (replicates, units).
        k: how many options.

    Returns:
        The effective number; Kish's where everybody gives the same answer, or where fewer than half of the replicates
        hold anybody who answered.
    """
    shares = weighted_shares(codes, weights, k)
    units = factor.shape[1]
    totals = np.bincount(unit * k + codes, weights=weights, minlength=units * k).reshape(units, k)
    estimates = factor @ totals
    sums = estimates.sum(axis=1)
    binomial = float((shares * (1 - shares)).sum())
    if binomial <= 0 or 2 * int((sums > 0).sum()) <= len(sums):
        return kish_effective_n(weights)
    estimates = estimates[sums > 0] / sums[sums > 0, None]
    variance = float(((estimates - shares) ** 2).mean(axis=0).sum())
    return binomial / variance if variance > 0 else kish_effective_n(weights)
