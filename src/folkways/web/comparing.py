"""Two runs side by side: the rows of `alignment.compare`, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.web.folder import RunCard
from folkways.web.results import Failure, Result, Results

METRICS = ("score", "nvas")


@dataclass(frozen=True)
class Compared:
    """A comparison.

    Attributes:
        a, b: the two runs, None where none is chosen.
        metric: what is compared.
        reason: why there is nothing to show.
        overall: one row per matched condition, with its row per population under `peoples`.
        reach: half the width of the picture's axis, in the metric's own units.
        without_partner: conditions of one run alone.
        measurable: whether the gate calls both measurable in every language compared.
        same_survey: whether both were asked the same version.
        names: populations by id.
    """

    a: RunCard | None
    b: RunCard | None
    metric: str
    reason: str = ""
    overall: tuple[Mapping[str, Any], ...] = ()
    reach: float = 1.0
    without_partner: tuple[str, ...] = ()
    measurable: bool = True
    same_survey: bool = True
    names: Mapping[str, Any] | None = None


def compared(a: RunCard | None, b: RunCard | None, metric: str, results: Results) -> Compared:
    """Compare two runs; whatever stands in the way is the reason."""
    metric = metric if metric in METRICS else METRICS[0]
    if a is None or b is None or a.state != "finished" or b.state != "finished":
        return Compared(a, b, metric)
    found, sides = results.compared(a, b, metric), (results.of(a), results.of(b))
    if isinstance(found, Failure):
        return Compared(a, b, metric, found.reason)
    first, second = sides
    assert isinstance(first, Result)
    assert isinstance(second, Result)
    rows = found.rows
    overall = [_row(row) for row in rows.filter(pl.col("population") == "").to_dicts()]
    for row in overall:
        mine = rows.filter((pl.col("a") == row["a"]) & (pl.col("b") == row["b"]) & (pl.col("population") != ""))
        row["peoples"] = [_row(people) for people in mine.to_dicts()]
    overall.sort(key=_order)
    ends = [abs(row[name] or 0.0) for row in overall for name in ("low", "high", "difference")]
    return Compared(
        a, b, metric,
        overall=tuple(overall),
        reach=max([1.1 * end for end in ends] + [0.02 * (1 if metric == "score" else 100)]),
        without_partner=tuple(found.info.get("without_partner", ())),
        measurable=all(side.verdict(row["language"]) == "measurable" for side in (first, second) for row in overall),
        same_survey=first.info.get("survey_digest") == second.info.get("survey_digest"),
        names={p.id: p for side in (first, second) for p in side.asked.populations},
    )  # fmt: skip


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    from folkways.report.lines import FRAMING_ORDER

    return row["calibration"] != "raw", row["reasoning"], row["language"], FRAMING_ORDER.index(row["framing"])


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its condition taken apart: `model · framing · language · reasoning[ · calibration]`."""
    parts = {side: row[side].rsplit(" · ", 4 if row[side].endswith(" · content-free") else 3) for side in ("a", "b")}
    model, framing, language, reasoning, *calibration = parts["a"]
    return row | {
        "model_a": model,
        "model_b": parts["b"][0],
        "framing": framing,
        "language": language,
        "reasoning": reasoning,
        "calibration": calibration[0] if calibration else "raw",
    }
