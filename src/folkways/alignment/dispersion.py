"""Do the populations differ from one another in the model as much as they do among people?

The dispersion of one question is the standard deviation between populations of the mean answer, in units of the
scale (0..1). Where the scale is nominal it is √(½ Σ_k Var(share of option k)), which is the same number for two
options. Dispersions are averaged over questions before the ratio is taken. People's dispersion holds sampling noise,
so a ratio a little under 1 is expected of a model that knew the truth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.grid import Grid

Floats = NDArray[np.float64]


def between_populations(
    p: Floats, values: Floats, ordinal: NDArray[np.bool_], present: NDArray[np.bool_], span: Floats
) -> Floats:
    """The standard deviation between populations for each question.

    Args:
        p: distributions, shape [Q, P, K].
        values: option values, shape [Q, K].
        ordinal: shape [Q].
        present: which populations answered, shape [Q, P].
        span: last minus first option value, shape [Q].

    Returns:
        Shape [Q]; divisor n − 1; NaN where fewer than two populations answered.
    """
    place = (values - values[:, :1]) / span[:, None]
    mean = np.einsum("qpk,qk->qp", p, place)
    on_scale = np.sqrt(_variance(mean[..., None], present)[:, 0])
    off_scale = np.sqrt(0.5 * _variance(p, present).sum(axis=1))
    return np.where(ordinal, on_scale, off_scale)


def sd_ratio(p: Floats, q: Floats, values: Floats) -> Floats:
    """The spread of the model's answers within each cell over the people's (Bisbee et al. 2024).

    Args:
        p, q: people and model, shape [..., K].
        values: shape [..., K].

    Returns:
        Shape [...]; NaN where all people gave one answer.
    """
    spread = [np.sqrt(np.maximum((x * values**2).sum(-1) - (x * values).sum(-1) ** 2, 0.0)) for x in (p, q)]
    return np.divide(spread[1], spread[0], out=np.full(spread[0].shape, np.nan), where=spread[0] > 0)


def cell_cube(grid: Grid, rows: NDArray[np.int64], q: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Matched cells as cubes: people and model of shape [Q, P, K], and which cells are there, [Q, P]."""
    shape = (len(grid.questions), len(grid.populations))
    people, model = np.zeros((2, *shape, grid.mask.shape[1]))
    present = np.zeros(shape, bool)
    at = grid.question[rows], grid.population[rows]
    people[at], model[at], present[at] = grid.p[rows], q, True
    return people, model, present


def _variance(x: Floats, present: NDArray[np.bool_]) -> Floats:
    """Variance over axis 1 of [Q, P, M] among those present, divisor n − 1; NaN below two."""
    n = present.sum(axis=1)[:, None]
    x = np.where(present[..., None], x, 0.0)
    mean = x.sum(axis=1) / np.maximum(n, 1)
    square = np.where(present[..., None], (x - mean[:, None]) ** 2, 0.0).sum(axis=1)
    return np.where(n > 1, square / np.maximum(n - 1, 1), np.nan)
