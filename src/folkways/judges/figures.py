"""Figures that rest on a judge: a share and a mean, each with the judge's calibration.

A judge's errors bias a share. Where sensitivity Se and specificity Sp are known from human labels, the share is
corrected (Rogan & Gladen 1978, American Journal of Epidemiology 107(1), 71–76):

    corrected = (raw + Sp − 1) / (Se + Sp − 1), kept within 0 and 1
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.judges.calibration import Calibration, wilson
from folkways.judges.resampling import Estimate, resample

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of items at certain levels.

    Attributes:
        codes: these levels.
        raw: as the judge has it; Wilson interval.
        corrected: for the judge's errors; None where it is uncalibrated. NaN where the judge is no better than chance:
            its verdicts then say nothing about the share, and the interval is 0 to 1.
        sensitivity, specificity: on the human labels; Wilson intervals.
        calibration: of the judge.
        unread: items without a verdict, left out.
    """

    codes: tuple[str, ...]
    raw: Estimate
    corrected: Estimate | None
    sensitivity: Estimate | None
    specificity: Estimate | None
    calibration: Calibration
    unread: int

    def __str__(self) -> str:
        """The figure, never without the judge's calibration."""
        mended = f", corrected {self.corrected}" if self.corrected else ""
        return f"{self.raw}{mended} ({self.calibration})"


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean value of items on an ordinal scale.

    Attributes:
        estimate: mean of the expected values; bootstrap interval over items. The judge's severity is not taken off.
        calibration: of the judge.
        unread: items without a verdict, left out.
    """

    estimate: Estimate
    calibration: Calibration
    unread: int

    def __str__(self) -> str:
        """The figure, never without the judge's calibration."""
        return f"{self.estimate} ({self.calibration})"


def share(
    judged: pl.DataFrame,
    codes: Collection[str],
    calibration: Calibration,
    *,
    replicates: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Share:
    """The share of items to which a judge gives one of these levels, and the same corrected for the judge's errors.

    The interval of the corrected share resamples the judged items and the labelled items, each for itself; a resample
    in which the judge is no better than chance counts as 0 at the lower end and as 1 at the upper.

    Args:
        judged: of `JUDGED_SCHEMA`, of one judge.
        codes: the levels that count.
        calibration: of the same judge.
        replicates, seed, confidence: of the bootstrap.

    Raises:
        InputError: a level is unknown, or the calibration is another judge's.
    """
    rows = _of(judged, calibration)
    if unknown := sorted(set(codes) - set(calibration.codes)):
        raise InputError(f"unknown level {unknown[0]!r}", mend=f"use {', '.join(calibration.codes)}")
    hits, units = rows.filter(pl.col("code").is_in(list(codes))).height, rows.height
    raw = wilson(hits, units, confidence=confidence)
    unread = judged.height - units
    if calibration.state == "uncalibrated" or not units:
        return Share(tuple(codes), raw, None, None, None, calibration, unread)
    inside = np.array([code in codes for code in calibration.codes])
    table = np.array(calibration.confusion)
    two = np.array([[table[np.ix_(a, b)].sum() for b in (inside, ~inside)] for a in (inside, ~inside)])
    rng = np.random.default_rng([seed, 3])
    p = rng.binomial(units, hits / units, replicates) / units
    tables = rng.multinomial(two.sum(), two.ravel() / two.sum(), replicates).reshape(-1, 2, 2)
    drawn = rogan_gladen(p, *_rates(tables))
    tail = 100 * (1 - confidence) / 2
    corrected = Estimate(
        float(rogan_gladen(np.array(hits / units), *_rates(two))),
        float(np.percentile(np.nan_to_num(drawn, nan=0.0), tail)),
        float(np.percentile(np.nan_to_num(drawn, nan=1.0), 100 - tail)),
        units,
    )
    if np.isnan(corrected.value):
        corrected = Estimate(float("nan"), 0.0, 1.0, units)
    sensitivity = wilson(int(two[0, 0]), int(two[0].sum()), confidence=confidence)
    specificity = wilson(int(two[1, 1]), int(two[1].sum()), confidence=confidence)
    return Share(tuple(codes), raw, corrected, sensitivity, specificity, calibration, unread)


def mean(
    judged: pl.DataFrame, values: Sequence[float], calibration: Calibration, *, replicates: int = 1000, seed: int = 0
) -> Mean:
    """The mean value that a judge gives.

    Args:
        judged: of `JUDGED_SCHEMA`, of one judge.
        values: of the levels, in canonical order.
        calibration: of the same judge.
        replicates, seed: of the bootstrap over items.

    Raises:
        InputError: the calibration is another judge's.
    """
    rows = _of(judged, calibration)
    expected = np.array(rows["probs"].to_list()).reshape(-1, len(values)) @ np.asarray(values, float)

    def average(weights: Floats) -> float:
        return float(weights @ expected / weights.sum()) if len(expected) else float("nan")

    estimate = resample(len(expected), average, replicates=replicates, seed=seed)
    return Mean(estimate, calibration, judged.height - rows.height)


def rogan_gladen(raw: Floats, sensitivity: Floats, specificity: Floats) -> Floats:
    """The share that a test of these rates must have seen; NaN where it is no better than chance. Any one shape.

    >>> float(rogan_gladen(np.array(0.3), np.array(0.9), np.array(0.8)).round(4))
    0.1429
    """
    power = np.asarray(sensitivity + specificity - 1, float)
    corrected = np.divide(raw + specificity - 1, power, out=np.full(power.shape, np.nan), where=power > 1e-12)
    return np.clip(corrected, 0, 1)


def _rates(tables: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Sensitivity and specificity of tables, shape [..., 2, 2]; NaN where people gave no such item."""
    whole = tables.sum(axis=-1)
    right = np.stack([tables[..., 0, 0], tables[..., 1, 1]], axis=-1)
    rates = np.divide(right, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return rates[..., 0], rates[..., 1]


def _of(judged: pl.DataFrame, calibration: Calibration) -> pl.DataFrame:
    """The rows with a verdict, all of the judge that the calibration is about."""
    if others := sorted(set(judged["judge"]) - {calibration.judge}):
        raise InputError(
            f"verdicts of {others[0]} with the calibration of {calibration.judge}",
            mend="filter the verdicts by judge, and take that judge's calibration",
        )
    return judged.filter(pl.col("code").is_not_null())
