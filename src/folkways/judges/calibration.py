"""A judge against people: how often it says what they say, and with which errors.

A judge's figure is never shown without its `Calibration`; where no people have judged, that one says `uncalibrated`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.judges.agreement import cohen, krippendorff, ratings_of
from folkways.judges.resampling import Estimate, resample

Floats = NDArray[np.float64]

#: One row per human label.
LABELS_SCHEMA: dict[str, Any] = {"rater": pl.String, "item": pl.String, "code": pl.String}


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well a judge says what people say.

    Attributes:
        judge: its name.
        codes: the levels.
        confusion: items by what people said (rows) and what the judge said (columns); empty where uncalibrated.
        accuracy: share of items on which the judge gives the people's level; Wilson interval.
        majority: the same share for a judge that always gives the people's most common level: the baseline.
        recall: per level of the people, the share that the judge gives the same level; Wilson; no units, no figure.
        kappa: beyond chance; quadratic weights for an ordinal scale. Bootstrap over items.
        correlation: Spearman's, of the judge's expected value with the people's mean value; None for nominal scales.
        people: Krippendorff's alpha among the people; None where no item has two of them.
        tied: labelled items left out because people were of two minds.
        unread: labelled items left out because the judge gave nothing that could be read, or two levels alike.
    """

    judge: str
    codes: tuple[str, ...]
    confusion: tuple[tuple[int, ...], ...] = ()
    accuracy: Estimate | None = None
    majority: float | None = None
    recall: tuple[Estimate, ...] = ()
    kappa: Estimate | None = None
    correlation: Estimate | None = None
    people: Estimate | None = None
    tied: int = 0
    unread: int = 0

    @property
    def items(self) -> int:
        """How many items it rests on."""
        return sum(map(sum, self.confusion))

    @property
    def state(self) -> str:
        """`calibrated` or `uncalibrated`."""
        return "calibrated" if self.items else "uncalibrated"

    def __str__(self) -> str:
        """One line that may stand behind any figure of this judge."""
        if self.accuracy is None or not self.items:
            return "uncalibrated: no human labels to compare with"
        own = f"; people among themselves: alpha {self.people}" if self.people else ""
        return (
            f"gives the people's level on {self.accuracy} of {self.items} items "
            f"(always the commonest: {self.majority:.2f}; kappa {self.kappa}{own})"
        )


def calibrate(
    judged: pl.DataFrame,
    labels: pl.DataFrame | None,
    codes: Sequence[str],
    *,
    values: Sequence[float] | None = None,
    replicates: int = 1000,
    seed: int = 0,
) -> dict[str, Calibration]:
    """Compare every judge with people.

    Args:
        judged: from `by_judge`, `panel_mean` or `panel_model`, or several of them below one another.
        labels: of `LABELS_SCHEMA`; None where no people have judged.
        codes: of the levels, in scale order.
        values: of the levels, for an ordinal scale; None for a nominal one.
        replicates, seed: of the bootstrap over items.

    Returns:
        One `Calibration` per judge, by its name; uncalibrated where labels and verdicts share no item.

    Raises:
        InputError: labels lack a column, hold an unknown code, or a rater labelled an item twice.
    """
    judges = judged["judge"].unique(maintain_order=True).to_list()
    if labels is None:
        return {judge: Calibration(judge, tuple(codes)) for judge in judges}
    check_labels(labels, codes)
    said = people_said(labels, codes, values)
    return {
        judge: _calibrated(
            judge, judged.filter(pl.col("judge") == judge), labels, said, codes, values, replicates, seed
        )
        for judge in judges
    }


def people_said(labels: pl.DataFrame, codes: Sequence[str], values: Sequence[float] | None = None) -> pl.DataFrame:
    """What the people said of each item.

    Returns:
        One row an item: `item`, `human` (the most common code, null where two are as common), `mean` (of the values,
        null without them) and `raters`.
    """
    numbers = dict(zip(codes, values, strict=True)) if values is not None else {}
    rows = []
    for (item,), part in labels.group_by(["item"], maintain_order=True):
        given = part["code"].to_list()
        most = sorted({given.count(code) for code in given})[-1]
        top = [code for code in codes if given.count(code) == most]
        mean = float(np.mean([numbers[code] for code in given])) if numbers else None
        rows.append((str(item), top[0] if len(top) == 1 else None, mean, len(given)))
    schema = {"item": pl.String, "human": pl.String, "mean": pl.Float64, "raters": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def check_labels(labels: pl.DataFrame, codes: Sequence[str]) -> None:
    """Refuse labels that cannot be counted.

    Raises:
        InputError: a column is missing, a code is unknown, or a rater labelled an item twice.
    """
    if missing := [name for name in LABELS_SCHEMA if name not in labels.columns]:
        raise InputError(f"labels lack the columns {', '.join(missing)}", mend="give rater, item and code")
    wrong = labels.with_row_index("row").filter(~pl.col("code").is_in(list(codes)) | pl.col("code").is_null())
    if wrong.height:
        row = wrong.row(0, named=True)
        raise InputError(
            f"label {row['code']!r} is no level",
            where=f"human labels, row {row['row'] + 1} (item {row['item']})",
            mend=f"use {', '.join(codes)}",
        )
    twice = labels.group_by("rater", "item", maintain_order=True).len().filter(pl.col("len") > 1)
    if twice.height:
        rater, item, _ = twice.row(0)
        raise InputError(f"rater {rater} labelled item {item} twice", where="human labels", mend="keep one label")


def wilson(hits: int, units: int, *, confidence: float = 0.95) -> Estimate:
    """A share with its Wilson interval (Wilson 1927).

    >>> str(wilson(8, 10))
    '0.80 [0.49, 0.94]'
    """
    from scipy.stats import binomtest

    if not units:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    interval = binomtest(hits, units).proportion_ci(confidence, method="wilson")
    return Estimate(hits / units, float(interval.low), float(interval.high), units)


def _calibrated(
    judge: str,
    judged: pl.DataFrame,
    labels: pl.DataFrame,
    said: pl.DataFrame,
    codes: Sequence[str],
    values: Sequence[float] | None,
    replicates: int,
    seed: int,
) -> Calibration:
    both = judged.select("item", "probs", "code").join(said, on="item", how="inner", maintain_order="left")
    usable = both.filter(pl.col("human").is_not_null() & pl.col("code").is_not_null())
    tied = both.filter(pl.col("human").is_null()).height
    unread = both.height - tied - usable.height
    if not usable.height:
        return Calibration(judge, tuple(codes), tied=tied, unread=unread)
    k, place = len(codes), {code: i for i, code in enumerate(codes)}
    human = np.array([place[code] for code in usable["human"]])
    own = np.array([place[code] for code in usable["code"]])
    table = np.bincount(human * k + own, minlength=k * k).reshape(k, k)
    ordinal = values is not None
    among = ratings_of(labels.join(both.select("item"), on="item", how="semi"), codes, rater="rater")
    people = krippendorff(among, "ordinal" if ordinal else "nominal", replicates=replicates, seed=seed)
    return Calibration(
        judge=judge,
        codes=tuple(codes),
        confusion=tuple(tuple(int(n) for n in row) for row in table),
        accuracy=wilson(int(np.trace(table)), int(table.sum())),
        majority=float(table.sum(axis=1).max() / table.sum()),
        recall=tuple(wilson(int(table[i, i]), int(table[i].sum())) for i in range(k)),
        kappa=cohen(
            usable["human"].to_list(), usable["code"].to_list(), codes, "quadratic" if ordinal else "none",
            replicates=replicates, seed=seed,
        ),
        correlation=None if values is None else _correlation(usable, values, replicates, seed),
        people=people if people.units else None,
        tied=tied,
        unread=unread,
    )  # fmt: skip


def _correlation(usable: pl.DataFrame, values: Sequence[float], replicates: int, seed: int) -> Estimate:
    expected = np.array(usable["probs"].to_list()) @ np.asarray(values, float)
    # Means over orders differ in the last digit where they are the same, and ranks would see it.
    x, y = np.asarray(np.round(expected, 9), np.float64), np.asarray(usable["mean"], np.float64)
    return spearman(x, y, replicates=replicates, seed=seed)


def spearman(x: Floats, y: Floats, *, replicates: int = 1000, seed: int = 0) -> Estimate:
    """Spearman's rank correlation of paired values, shape [N], with a bootstrap interval over pairs; ties share ranks.

    NaN where one of the two never varies.
    """
    from scipy.stats import rankdata

    def rho(weights: Floats) -> float:
        drawn = np.repeat(np.arange(len(x)), weights.astype(int))
        a, b = rankdata(x[drawn]), rankdata(y[drawn])
        a, b = a - a.mean(), b - b.mean()
        size = np.sqrt((a @ a) * (b @ b))
        return float(a @ b / size) if size > 0 else float("nan")

    return resample(len(x), rho, replicates=replicates, seed=seed)
