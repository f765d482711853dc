"""How far raters agree, beyond chance.

Krippendorff's alpha = 1 − D_o / D_e: the disagreement observed within units over that expected when values fall to
units by chance (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"; 2019, Content Analysis, ch. 12). It
takes any number of raters and missing ratings. Cohen's kappa is for two raters of the same units (Cohen 1960, 1968).
Intervals resample units.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from folkways.errors import InputError
from folkways.judges.resampling import Estimate, resample
from folkways.judges.rubric import Rubric

Floats = NDArray[np.float64]

LEVELS = ("nominal", "ordinal", "interval", "ratio")
WEIGHTS = ("none", "linear", "quadratic")


def krippendorff(
    ratings: ArrayLike, level: str = "nominal", *, replicates: int = 1000, seed: int = 0, confidence: float = 0.95
) -> Estimate:
    """Krippendorff's alpha.

    Args:
        ratings: one number per rater and unit, shape [raters, units], NaN where a rater gave none.
        level: of measurement: `nominal`, `ordinal`, `interval` or `ratio`.
        replicates, seed, confidence: of the bootstrap over units.

    Returns:
        At most 1; 0 is chance; NaN where all ratings are the same or no unit has two. `units` counts those with two.

    Raises:
        InputError: an unknown level, another shape, an infinite rating, or a negative one at level `ratio`.

    >>> krippendorff([[1, 2, 3, 3], [1, 2, 3, 4]], "ordinal", replicates=0).value > 0.9
    True
    """
    if level not in LEVELS:
        raise InputError(f"unknown level of measurement {level!r}", mend=f"use one of {', '.join(LEVELS)}")
    values, counts = _tally(ratings)
    if level == "ratio" and len(values) and values.min() < 0:
        raise InputError(f"rating {values.min():g} is below 0", mend="use level interval for such ratings")
    counts = counts[counts.sum(axis=1) > 1]
    return resample(
        len(counts),
        lambda weights: _alpha(counts, values, level, weights),
        replicates=replicates,
        seed=seed,
        confidence=confidence,
    )


def percent_agreement(
    ratings: ArrayLike, *, replicates: int = 1000, seed: int = 0, confidence: float = 0.95
) -> Estimate:
    """The share of pairs of raters that gave a unit the same value, mean over units; chance is not taken off.

    Args, Raises: as `krippendorff`.

    >>> percent_agreement([[1, 2, 3, 3], [1, 2, 3, 4]], replicates=0).value
    0.75
    """
    _, counts = _tally(ratings)
    counts = counts[counts.sum(axis=1) > 1]
    m = counts.sum(axis=1)
    agreed = (counts * (counts - 1)).sum(axis=1) / (m * (m - 1))

    def mean(weights: Floats) -> float:
        return float(weights @ agreed / weights.sum()) if len(agreed) else float("nan")

    return resample(len(agreed), mean, replicates=replicates, seed=seed, confidence=confidence)


def cohen(
    first: Sequence[str | None],
    second: Sequence[str | None],
    codes: Sequence[str],
    weights: str = "none",
    *,
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Estimate:
    """Cohen's kappa of two raters, plain or weighted by the distance of the codes on the scale.

    Args:
        first, second: codes of the same units, in the same order; units that one of them left out do not count.
        codes: in scale order.
        weights: `none`, `linear` or `quadratic`: how a disagreement grows with the steps between the codes.
        replicates, seed, confidence: of the bootstrap over units.

    Returns:
        At most 1; 0 is chance; NaN where both raters gave one and the same code throughout.

    Raises:
        InputError: unknown weights or code, or the raters are of different length.

    >>> cohen(["y", "y", "n", "n"], ["y", "n", "n", "n"], ["y", "n"], replicates=0).value
    0.5
    """
    if weights not in WEIGHTS:
        raise InputError(f"unknown weights {weights!r}", mend=f"use one of {', '.join(WEIGHTS)}")
    if len(first) != len(second):
        raise InputError(f"{len(first)} and {len(second)} ratings", mend="give both raters' codes of the same units")
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    place = {code: i for i, code in enumerate(codes)}
    if unknown := sorted({code for pair in both for code in pair} - set(place)):
        raise InputError(f"unknown code {unknown[0]!r}", mend=f"use {', '.join(codes)}")
    k = len(codes)
    cell = np.array([place[a] * k + place[b] for a, b in both], int)
    steps = np.abs(np.subtract.outer(np.arange(k), np.arange(k))).astype(float)
    cost = {"none": (steps > 0).astype(float), "linear": steps, "quadratic": steps**2}[weights]

    def kappa(drawn: Floats) -> float:
        table = np.bincount(cell, weights=drawn, minlength=k * k).reshape(k, k)
        if not len(cell):
            return float("nan")
        expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
        chance = float((cost * expected).sum())
        return 1 - float((cost * table).sum()) / chance if chance > 0 else float("nan")

    return resample(len(cell), kappa, replicates=replicates, seed=seed, confidence=confidence)


def panel_agreement(judged: pl.DataFrame, rubric: Rubric, *, replicates: int = 1000, seed: int = 0) -> Estimate:
    """Krippendorff's alpha among judges (or people) on a rubric: ordinal or nominal, as its scale is.

    Args:
        judged: with the columns `judge`, `item`, `code`: from `by_judge`, or human labels so renamed.
    """
    return krippendorff(ratings_of(judged, rubric.codes, rater="judge"), rubric.scale, replicates=replicates, seed=seed)


def ratings_of(frame: pl.DataFrame, codes: Sequence[str], *, rater: str) -> Floats:
    """The places of the codes on the scale, shape [raters, units], NaN where nothing was said.

    Args:
        frame: with `item`, `code` and a column that names the rater; one row per rater and item.
        codes: in scale order.
        rater: the name of that column.
    """
    raters = {x: i for i, x in enumerate(frame[rater].unique(maintain_order=True))}
    items = {x: i for i, x in enumerate(frame["item"].unique(maintain_order=True))}
    place = {code: i for i, code in enumerate(codes)}
    ratings = np.full((len(raters), len(items)), np.nan)
    for who, item, code in frame.select(rater, "item", "code").iter_rows():
        if code is not None:
            ratings[raters[who], items[item]] = place[code]
    return ratings


def _tally(ratings: ArrayLike) -> tuple[Floats, Floats]:
    """The distinct values in order, shape [V], and how often each was given to each unit, shape [U, V]."""
    array = np.asarray(ratings, float)
    if array.ndim != 2:
        raise InputError(f"ratings have {array.ndim} dimensions", mend="give an array [raters, units]")
    if np.isinf(array).any():
        raise InputError("a rating is infinite", mend="give finite numbers, NaN for a missing one")
    values = np.unique(array[~np.isnan(array)])
    return values, (array[:, :, None] == values).sum(axis=0).astype(np.float64)


def _alpha(counts: Floats, values: Floats, level: str, weights: Floats) -> float:
    """Alpha from the tally of pairable units, each counted `weights` times."""
    if not len(counts):
        return float("nan")
    shared = counts * (weights / (counts.sum(axis=1) - 1))[:, None]
    coincidences = shared.T @ counts - np.diag(shared.sum(axis=0))
    margin = coincidences.sum(axis=1)
    distance = _distance(level, values, margin)
    expected = (np.outer(margin, margin) - np.diag(margin)) / (margin.sum() - 1)
    chance = float((expected * distance).sum())
    return 1 - float((coincidences * distance).sum()) / chance if chance > 1e-12 else float("nan")


def _distance(level: str, values: Floats, margin: Floats) -> Floats:
    """The squared difference between two values, shape [V, V] (Krippendorff 2011, section D)."""
    if level == "nominal":
        return (values[:, None] != values).astype(np.float64)
    if level == "interval":
        return (values[:, None] - values) ** 2
    if level == "ratio":
        total = values[:, None] + values
        return np.divide(values[:, None] - values, total, out=np.zeros_like(total), where=total > 0) ** 2
    # Ordinal: how many ratings lie between the two values, half of the values' own included.
    middle = np.cumsum(margin) - margin / 2
    return (middle[:, None] - middle) ** 2
