"""Probabilistic principal components of data with gaps, from sums over each pattern of answered items.

x = μ + W z + ε, z ~ N(0, I₂), ε ~ N(0, σ² I). Maximum likelihood by expectation–maximisation over what was answered;
nothing is filled in. Without gaps the answer is the closed form: W = U (Λ − σ² I)^½ up to a rotation, σ² the mean of
the eigenvalues left over.

Source: Tipping, M. E., & Bishop, C. M. (1999). Probabilistic principal component analysis. JRSS B 61, 611–622;
with gaps: Ilin, A., & Raiko, T. (2010). JMLR 11, 1957–2000.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.errors import SurveyError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
COMPONENTS = 2
_TOLERANCE = 1e-10
_MOST = 20_000


@dataclass(frozen=True)
class Ppca:
    """A fitted model.

    Attributes:
        mean: shape [D].
        weights: W, shape [D, 2], its columns orthogonal, the longer first.
        noise: σ².
        log_likelihood: per unit of weight, after every step.
    """

    mean: Floats
    weights: Floats
    noise: float
    log_likelihood: tuple[float, ...]


def fit_ppca(patterns: Bools, weight: Floats, first: Floats, second: Floats) -> Ppca:
    """Fit two components.

    Args:
        patterns: which items each pattern answers, shape [M, D].
        weight: summed weight of each pattern, shape [M].
        first: summed weighted answers, shape [M, D]; 0 where not answered.
        second: summed weighted products, shape [M, D, D].

    Raises:
        SurveyError: an item that nobody answered or that does not vary, fewer than three items, or no convergence.
    """
    told = patterns.astype(float)
    share = weight @ told
    if patterns.shape[1] <= COMPONENTS or (share <= 0).any():
        raise SurveyError("too few items were answered for two axes", mend="give a file with answers to all items")
    mean = first.sum(axis=0) / share
    variance = np.einsum("mdd->d", second) / share - mean**2
    if (variance <= 1e-12).any():
        raise SurveyError("everybody gave one answer to an item", mend="give a file with more respondents")
    w, noise = _start(told, weight, first, second, mean)
    path: list[float] = []
    total = float(weight.sum())
    for _ in range(_MOST):
        path.append(_log_likelihood(told, weight, first, second, mean, w, noise) / total)
        mean, w, noise = _step(told, weight, first, second, mean, w, noise)
        if len(path) > 1 and path[-1] - path[-2] < _TOLERANCE:
            break
    else:
        raise SurveyError("the axes did not converge", mend="give a file with more complete answers")
    u, s, _ = np.linalg.svd(w, full_matrices=False)
    return Ppca(mean, u * s, noise, tuple(path))


def posterior_means(rows: Floats, mean: Floats, weights: Floats, noise: float) -> Floats:
    """E[z | what a row answers], shape [N, 2]; NaN marks what it does not; rows that answer nothing lie at 0."""
    seen = np.isfinite(rows)
    moments = np.where(seen, rows - mean, 0.0) @ weights
    gram = np.einsum("nd,di,dj->nij", seen.astype(float), weights, weights) + noise * np.eye(weights.shape[1])
    return np.linalg.solve(gram, moments[..., None])[..., 0]


def _start(told: Floats, weight: Floats, first: Floats, second: Floats, mean: Floats) -> tuple[Floats, float]:
    """From the pairwise covariances of what was answered: the closed form where there are no gaps."""
    both = np.einsum("m,md,me->de", weight, told, told)
    mean_of = np.einsum("md,me->de", first, told)  # Σ w x_d over those who answered e as well
    product = second.sum(axis=0) - mean_of * mean[None, :] - mean_of.T * mean[:, None] + both * np.outer(mean, mean)
    covariance = np.divide(product, both, out=np.zeros_like(both), where=both > 0)
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    noise = max(float(values[:-COMPONENTS].mean()), 1e-3)
    top = np.maximum(values[-COMPONENTS:] - noise, 1e-3)
    return vectors[:, -COMPONENTS:] * np.sqrt(top), noise


def _centred(told: Floats, weight: Floats, first: Floats, second: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """Sums of x − μ, [M, D], and of their products, [M, D, D], over what each pattern answers."""
    centre = told * mean
    shift = first - weight[:, None] * centre
    cross = np.einsum("md,me->mde", first, centre)
    product = second - cross - cross.swapaxes(1, 2) + weight[:, None, None] * np.einsum("md,me->mde", centre, centre)
    return shift, product


def _step(
    told: Floats, weight: Floats, first: Floats, second: Floats, mean: Floats, w: Floats, noise: float
) -> tuple[Floats, Floats, float]:
    shift, product = _centred(told, weight, first, second, mean)
    inner = np.linalg.inv(np.einsum("md,di,dj->mij", told, w, w) + noise * np.eye(COMPONENTS))
    gain = np.einsum("mij,dj,md->mid", inner, w, told)  # z = gain (x − μ)
    z = np.einsum("mid,md->mi", gain, shift)
    xz = np.einsum("mde,mie->mdi", product, gain)  # Σ w (x − μ) zᵀ
    zz = np.einsum("mid,mdj->mij", gain, xz) + noise * weight[:, None, None] * inner
    # Regress every item on (z, 1), over the patterns that answer it.
    size = COMPONENTS + 1
    gram = np.empty((len(weight), size, size))
    gram[:, :COMPONENTS, :COMPONENTS], gram[:, :COMPONENTS, -1], gram[:, -1, :COMPONENTS] = zz, z, z
    gram[:, -1, -1] = weight
    left = np.einsum("md,mij->dij", told, gram)
    right = np.concatenate([xz.sum(axis=0), shift.sum(axis=0)[:, None]], axis=1)
    found = np.linalg.solve(left, right[..., None])[..., 0]
    rest = np.einsum("mdd->", product) - 2 * (found * right).sum() + np.einsum("di,dij,dj->", found, left, found)
    return mean + found[:, -1], found[:, :COMPONENTS], max(float(rest / (weight @ told).sum()), 1e-9)


def _log_likelihood(
    told: Floats, weight: Floats, first: Floats, second: Floats, mean: Floats, w: Floats, noise: float
) -> float:
    _, product = _centred(told, weight, first, second, mean)
    inner = np.einsum("md,di,dj->mij", told, w, w) + noise * np.eye(COMPONENTS)
    count = told.sum(axis=1)
    log_det = np.linalg.slogdet(inner)[1] + (count - COMPONENTS) * np.log(noise)
    projected = np.einsum("di,mde,ej->mij", w, product, w)
    squares = (np.einsum("mdd->m", product) - np.einsum("mij,mji->m", np.linalg.inv(inner), projected)) / noise
    return float(-0.5 * (weight * (count * np.log(2 * np.pi) + log_det)).sum() - 0.5 * squares.sum())
