"""Varimax: turn two components so that each item loads on one of them as far as possible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def varimax_rotation(loadings: Floats, *, kaiser: bool = True) -> Floats:
    """The rotation that maximises the variance of the squared loadings of two components.

    Args:
        loadings: shape [D, 2].
        kaiser: weigh all items alike, whatever share of them the components hold (Kaiser's normalisation).

    Returns:
        R of shape [2, 2], orthogonal with determinant 1; the rotated loadings are `loadings @ R`.

    Source: Kaiser, H. F. (1958). The varimax criterion for analytic rotation in factor analysis. Psychometrika 23,
    187–200: the angle of a pair of components in closed form.
    """
    if loadings.ndim != 2 or loadings.shape[1] != 2:
        raise ValueError("varimax here turns two components")
    size = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    scaled = np.divide(loadings, size, out=np.zeros_like(loadings), where=size > 0) if kaiser else loadings
    x, y = scaled.T
    u, v = x**2 - y**2, 2 * x * y
    top = 2 * (u @ v - u.sum() * v.sum() / len(u))
    bottom = (u**2 - v**2).sum() - (u.sum() ** 2 - v.sum() ** 2) / len(u)
    angle = np.arctan2(top, bottom) / 4
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
