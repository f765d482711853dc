"""The Population Fidelity Score of one question (da Silva et al. 2026, arXiv 2609.36253).

A model can match the average answer and still erase the differences between peoples. PFS asks three things and takes
their geometric mean, so that failing one of them fails all:

| component | formula |
|---|---|
| accuracy | 1 − mean_i nEMD(s_i, m_i), clipped to 0..1 |
| adaptability | min(A, 1/A), A = median_{i<j} nEMD(m_i, m_j) / median_{i<j} nEMD(s_i, s_j) |
| structure | max(0, Spearman of the two vectors of pairwise nEMD); 0 where it is undefined (a flat model, two cells) |

s and m are people and model, nEMD is W1/(K − 1). The formulas are those that the package `popfidelity` (Apache-2.0)
documents; the code is our own and is tested against it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.structure import rank_correlation
from folkways.alignment.wasserstein import w1_distance

Floats = NDArray[np.float64]
_FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The score and its parts; NaN where a part is undefined (one cell, or people who are all alike)."""

    pfs: float
    accuracy: float
    adaptability: float
    structure: float
    rho: float
    ratio: float

    def to_record(self) -> dict[str, float | None]:
        """A JSON-ready dict."""
        return {name: None if np.isnan(value) else value for name, value in asdict(self).items()}


def pairwise_nemd(p: Floats) -> Floats:
    """nEMD between every pair of rows of [N, K], in the order of `np.triu_indices(N, 1)`."""
    first, second = np.triu_indices(len(p), 1)
    return w1_distance(p[first], p[second], p.shape[1])


def population_fidelity(people: Floats, model: Floats) -> Fidelity:
    """PFS of one question.

    Args:
        people, model: matching distributions over the same K options in scale order, shape [N, K].
    """
    accuracy = float(np.clip(1.0 - w1_distance(people, model, people.shape[1]).mean(), 0.0, 1.0))
    theirs, ours = pairwise_nemd(people), pairwise_nemd(model)
    nothing = Fidelity(*[float("nan")] * 6)
    if not len(theirs):
        return Fidelity(**{**asdict(nothing), "accuracy": accuracy})
    spread = float(np.median(theirs))
    ratio = float(np.median(ours)) / spread if spread > 0 else float("nan")
    adaptability = 0.0 if ratio == 0 else min(ratio, 1.0 / ratio)
    flat = bool(ours.max() <= _FLAT)
    rho = float("nan") if flat else float(rank_correlation(theirs[None], ours[None])[0])
    structure = 0.0 if np.isnan(rho) else max(0.0, rho)
    pfs = float(np.cbrt(accuracy * adaptability * structure))
    return Fidelity(pfs, accuracy, adaptability, structure, rho, ratio)
