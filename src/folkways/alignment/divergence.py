"""Distances between two answer distributions that know no order of the options."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Added to every option's probability, on both sides, before a Kullback–Leibler divergence is taken.
KL_SMOOTHING = 1e-3


def _x_log2_ratio(x: Floats, y: Floats) -> Floats:
    """x·log2(x/y), 0 where x is 0."""
    ratio = np.divide(x, y, out=np.ones_like(x), where=x > 0)
    return x * np.log2(ratio)


def js_terms(p: Floats, q: Floats) -> Floats:
    """What each option adds to the Jensen–Shannon divergence, in bits; the shape of p and q."""
    p, q = np.broadcast_arrays(np.asarray(p, np.float64), np.asarray(q, np.float64))
    middle = 0.5 * (p + q)
    return 0.5 * (_x_log2_ratio(p, middle) + _x_log2_ratio(q, middle))


def js_divergence(p: Floats, q: Floats) -> Floats:
    """The Jensen–Shannon divergence in bits (Lin 1991): 0 where p equals q, 1 where they share no option.

    Args:
        p, q: distributions, shape [..., K]; padding with zeros changes nothing.

    >>> float(js_divergence(np.array([1.0, 0]), np.array([0, 1.0])))
    1.0
    """
    return np.clip(js_terms(p, q).sum(axis=-1), 0.0, 1.0)


def total_variation(p: Floats, q: Floats) -> Floats:
    """Half the summed absolute difference, in 0..1: the share of people who would have to change their answer.

    Args:
        p, q: distributions, shape [..., K]; padding with zeros changes nothing.
    """
    return np.clip(0.5 * np.abs(p - q).sum(axis=-1), 0.0, 1.0)


def kl_divergence(p: Floats, q: Floats, mask: NDArray[np.bool_], smoothing: float = KL_SMOOTHING) -> Floats:
    """KL(p‖q) in nats, after adding `smoothing` to every option on both sides and renormalising.

    Without smoothing one option that the model never gives makes the divergence infinite; with it the number
    depends on the constant, so KL is reported for comparison with other work and never leads.

    Args:
        p: people, shape [..., K].
        q: model, shape [..., K].
        mask: which of the K columns are options (the rest is padding), shape [..., K].
        smoothing: greater than 0.
    """
    k = mask.sum(axis=-1, keepdims=True)
    a = np.where(mask, p + smoothing, 1.0) / np.where(mask, 1.0 + k * smoothing, 1.0)
    b = np.where(mask, q + smoothing, 1.0) / np.where(mask, 1.0 + k * smoothing, 1.0)
    return np.maximum((a * np.log(a / b)).sum(axis=-1, where=mask), 0.0)
