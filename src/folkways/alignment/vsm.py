"""The six dimensions of the Values Survey Module 2013, from the mean answers to its 24 items.

    PDI = 35 (m07 − m02) + 25 (m20 − m23)        IDV = 35 (m04 − m01) + 35 (m09 − m06)
    MAS = 35 (m05 − m03) + 35 (m08 − m10)        UAI = 40 (m18 − m15) + 25 (m21 − m24)
    LTO = 40 (m13 − m14) + 25 (m19 − m22)        IVR = 35 (m12 − m11) + 40 (m17 − m16)

each plus a constant of the researcher's choice. An index is a difference of answers, so that answering alike to every
item gives the constant, whatever the answer.

Trap: the manual says that scores from other samples are not comparable with published ones; only differences between
matched samples are. Ask for `contrasts` (`vsm_contrasts`) first. `distance` is for reproducing published figures.

Source: Hofstede & Minkov, Values Survey Module 2013, Manual (2013), the index formulas.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from folkways.errors import InputError

Floats = npt.NDArray[np.float64]

DIMENSIONS = ("pdi", "idv", "mas", "uai", "lto", "ivr")
ITEMS = tuple(f"m{number:02d}" for number in range(1, 25))
LOWEST, HIGHEST = 1.0, 5.0

#: Dimension → (weight, item, item) twice: weight times the first item's mean less the second's.
_TERMS: dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "pdi": ((35, 7, 2), (25, 20, 23)),
    "idv": ((35, 4, 1), (35, 9, 6)),
    "mas": ((35, 5, 3), (35, 8, 10)),
    "uai": ((40, 18, 15), (25, 21, 24)),
    "lto": ((40, 13, 14), (25, 19, 22)),
    "ivr": ((35, 12, 11), (40, 17, 16)),
}

#: CulturePark's released code weighs the second difference of MAS by this and not by 35.
CULTUREPARK_MAS = 25

COMPAT_WARNING = (
    "The manual of the VSM 2013 says that scores of other samples are not comparable with published ones: a distance "
    "to them rewards answering near the middle. Read it beside the constant answer's distance, and contrasts first."
)


def vsm_weights(*, culturepark: bool = False) -> Floats:
    """How much each item counts in each dimension, shape [6, 24], in the order of `DIMENSIONS` and `ITEMS`.

    Args:
        culturepark: with the second weight of MAS as in CulturePark's released code (25).

    >>> vsm_weights().sum(axis=1).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    weights = np.zeros((len(DIMENSIONS), len(ITEMS)))
    for row, name in enumerate(DIMENSIONS):
        first, (weight, plus, minus) = _TERMS[name]
        if culturepark and name == "mas":
            weight = CULTUREPARK_MAS
        for by, more, less in (first, (weight, plus, minus)):
            weights[row, more - 1] += by
            weights[row, less - 1] -= by
    return weights


def vsm_indices(
    means: npt.ArrayLike, *, constants: Mapping[str, float] | None = None, culturepark: bool = False
) -> Floats:
    """The six indices from mean answers.

    Args:
        means: shape [..., 24], item 1 to item 24, each 1 to 5; NaN where an item has no answer.
        constants: dimension → what is added to it; 0 by default.
        culturepark: see `vsm_weights`.

    Returns:
        Shape [..., 6], in the order of `DIMENSIONS`; NaN where one of a dimension's four items has no answer.

    Raises:
        InputError: not 24 items, a mean outside 1 to 5, or an unknown dimension among the constants.

    >>> vsm_indices([3.0] * 24, constants={"pdi": 50}).tolist()
    [50.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    found = np.asarray(means, np.float64)
    if found.ndim == 0 or found.shape[-1] != len(ITEMS):
        raise InputError(f"mean answers of shape {found.shape}", mend=f"give {len(ITEMS)}, item 1 to item 24, last")
    wrong = (found < LOWEST) | (found > HIGHEST)
    if wrong.any():
        at = tuple(np.argwhere(wrong)[0].tolist())
        raise InputError(
            f"a mean answer is {found[at]:g}", where=f"item {at[-1] + 1}", mend="answers are 1 to 5, 1 the first option"
        )
    added = np.zeros(len(DIMENSIONS))
    for name, value in (constants or {}).items():
        if name not in DIMENSIONS:
            raise InputError(f"unknown dimension {name!r}", mend=f"use {', '.join(DIMENSIONS)}")
        added[DIMENSIONS.index(name)] = value
    return weighed(found, vsm_weights(culturepark=culturepark)) + added


def weighed(means: Floats, weights: Floats) -> Floats:
    """Mean answers times weights, without constants and without a check: of resamples and of deviations too.

    Args:
        means: shape [..., 24].
        weights: shape [6, 24], from `vsm_weights`.
    """
    indices = np.zeros((*means.shape[:-1], len(weights)))
    for row, weight in enumerate(weights):
        # Item by item, so that a missing item touches its own dimension alone, and shapes do not change the sums.
        for item in np.flatnonzero(weight):
            indices[..., row] += weight[item] * means[..., item]
    return indices


def distance(indices: npt.ArrayLike, published: npt.ArrayLike) -> tuple[float, int]:
    """The Euclidean distance to published scores, over the dimensions that both have (`culturepark-compat` only).

    Args:
        indices, published: shape [6], NaN where there is none.

    Returns:
        The distance (NaN where no dimension is shared), and how many dimensions it is over: distances over different
        numbers of dimensions are not comparable.

    >>> distance([50.0] * 6, [80, 20, 55, 60, 47, 20])[1]
    6
    """
    gap = np.asarray(indices, np.float64) - np.asarray(published, np.float64)
    known = np.isfinite(gap)
    if not known.any():
        return float("nan"), 0
    return float(np.sqrt((gap[known] ** 2).sum())), int(known.sum())
