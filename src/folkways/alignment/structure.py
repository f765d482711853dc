"""Are the populations that differ among people the ones that differ in the model?

Structure is the Spearman correlation of the two sets of pairwise distances between populations (da Silva et al. 2026,
there within one question). Here a distance is the mean over the questions that both populations answered of 1 −
headline score: W1/(K − 1) where ordinal, JSD where nominal.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import STRUCTURE_SCHEMA
from folkways.alignment.bootstrap import Weights, interval
from folkways.alignment.dispersion import between_populations, cell_cube
from folkways.alignment.grid import Grid
from folkways.alignment.score import headline

Floats = NDArray[np.float64]
_BLOCK = 8_000_000
_FLAT = 1e-12


def pairwise_distances(
    cube: Floats, present: NDArray[np.bool_], k: NDArray[np.int64], ordinal: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Distances between all pairs of populations for each question.

    Args:
        cube: shape [Q, P, K].
        present: shape [Q, P].
        k, ordinal: shape [Q].

    Returns:
        Distances of shape [Q, P(P − 1)/2] in the order of `np.triu_indices`, 0 where absent, and where they are there.
    """
    first, second = np.triu_indices(cube.shape[1], 1)
    both = present[:, first] & present[:, second]
    distances = np.zeros(both.shape)
    question, pair = np.nonzero(both)
    for width in np.unique(k[question]):  # one long question must not pad all the others
        alike = np.flatnonzero(k[question] == width)
        step = max(1, _BLOCK // int(width))
        for start in range(0, len(alike), step):
            q, j = (index[alike[start : start + step]] for index in (question, pair))
            x, y = cube[q, first[j], :width], cube[q, second[j], :width]
            distances[q, j] = 1.0 - headline(x, y, k[q], ordinal[q])
    return distances, both


def rank_correlation(x: Floats, y: Floats) -> Floats:
    """Spearman's correlation along the last axis, ties given their mean rank.

    Args:
        x, y: shape [B, N].

    Returns:
        Shape [B]; NaN where either side is constant or fewer than three numbers are compared.
    """
    from scipy.stats import rankdata

    if x.shape[-1] < 3:
        return np.full(x.shape[:-1], np.nan)
    a, b = rankdata(x, axis=-1), rankdata(y, axis=-1)
    a -= a.mean(axis=-1, keepdims=True)
    b -= b.mean(axis=-1, keepdims=True)
    size = np.sqrt((a**2).sum(axis=-1) * (b**2).sum(axis=-1))
    return np.divide((a * b).sum(axis=-1), size, out=np.full(size.shape, np.nan), where=size > 0)


def structure_table(
    line: Mapping[str, str], grid: Grid, rows: NDArray[np.int64], q: Floats, weights: Weights, confidence: float
) -> pl.DataFrame:
    """Dispersion of people and model, their ratio, and the structure correlation of one line (`STRUCTURE_SCHEMA`).

    Questions are resampled; populations never are (a population drawn twice would be at distance 0 from itself).
    """
    people, model, present = cell_cube(grid, rows, q)
    span = grid.high - grid.low
    spread = np.stack([between_populations(x, grid.values, grid.ordinal, present, span) for x in (people, model)], 1)
    told = np.isfinite(spread[:, 0])
    drawn = weights.question[:, told]
    dispersion = _divide(drawn @ spread[told], drawn.sum(axis=1, keepdims=True))
    ratio = _divide(dispersion[:, 1], np.where(dispersion[:, 0] > _FLAT, dispersion[:, 0], 0.0))
    rho = _structure(people, model, present, grid, weights)
    draws = np.stack([ratio, dispersion[:, 1], dispersion[:, 0], rho], axis=1)
    low, high = interval(draws, confidence)
    names = ["dispersion_ratio", "dispersion_model", "dispersion_people", "structure_rho"]
    frame = pl.DataFrame({"name": names, "estimate": draws[0], "low": low, "high": high}, nan_to_null=True)
    extra = {**line, "populations": int(present.any(axis=0).sum()), "questions": int(told.sum())}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in extra.items()).select(
        pl.col(n).cast(t) for n, t in STRUCTURE_SCHEMA.items()
    )


def _structure(people: Floats, model: Floats, present: NDArray[np.bool_], grid: Grid, weights: Weights) -> Floats:
    here = present.sum(axis=1) >= 2
    if not here.any():
        return np.full(len(weights.question), np.nan)
    sides = [pairwise_distances(x[here], present[here], grid.k[here], grid.ordinal[here])[0] for x in (people, model)]
    first, second = np.triu_indices(people.shape[1], 1)
    both = (present[here][:, first] & present[here][:, second]).astype(np.float64)
    met = both.any(axis=0)
    if not sides[1].max(initial=0.0) > _FLAT:  # every population got the same answers: nothing to correlate
        return np.full(len(weights.question), np.nan)
    drawn = weights.question[:, here]
    rho = np.empty(len(drawn))
    step = max(1, _BLOCK // max(1, int(met.sum())))
    for start in range(0, len(drawn), step):
        w = drawn[start : start + step]
        count = w @ both[:, met]
        x, y = ((w @ side[:, met]) / np.maximum(count, 1) for side in sides)
        rho[start : start + step] = _correlate(x, y, count > 0)
    return rho


def _correlate(x: Floats, y: Floats, known: NDArray[np.bool_]) -> Floats:
    """Rank correlation by row, leaving out pairs that a resample never drew."""
    whole = known.all(axis=1)
    rho = np.full(len(x), np.nan)
    if whole.any():
        rho[whole] = rank_correlation(np.round(x[whole], 12), np.round(y[whole], 12))
    for i in np.flatnonzero(~whole):
        rho[i] = rank_correlation(np.round(x[i, known[i]], 12)[None], np.round(y[i, known[i]], 12)[None])[0]
    return rho


def _divide(x: Floats, y: Floats) -> Floats:
    x, y = np.broadcast_arrays(x, y)
    return np.divide(x, y, out=np.full(x.shape, np.nan), where=y > 0)
