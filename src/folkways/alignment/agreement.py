"""Agreement of a model's single most likely answer with the people's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Probabilities closer than this to the largest are tied with it.
TIE = 1e-9


def modal(p: Floats) -> NDArray[np.bool_]:
    """Which options are the most common one, ties included; the shape of p ([..., K])."""
    return (p >= p.max(axis=-1, keepdims=True) - TIE) & (p > 0)


def hard_agreement(p: Floats, q: Floats) -> Floats:
    """1 where the model's most likely option is the people's most common one, else 0; shape [...].

    Where the model has several most likely options it is the share of them that are also the people's.
    """
    theirs = modal(q)
    return (modal(p) & theirs).sum(axis=-1) / np.maximum(theirs.sum(axis=-1), 1)


def soft_accuracy(p: Floats, q: Floats) -> Floats:
    """The share of people who gave the model's most likely option, in 0..1; shape [...].

    Where the model has several most likely options it is the mean over them.
    """
    theirs = modal(q)
    return np.where(theirs, p, 0.0).sum(axis=-1) / np.maximum(theirs.sum(axis=-1), 1)
