"""One run's numbers: its conditions, its coverage, and the facts that repeat it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.web.folder import RunCard
from folkways.web.results import Result

if TYPE_CHECKING:
    from folkways.report import Estimate
    from folkways.report.lines import Line

#: What became of a cell, best first; what a table of coverage lacks is passed over.
CLASSES = ("answered", "refused", "truncated", "malformed", "failed", "absent")


@dataclass(frozen=True)
class Condition:
    """The scores of one way of asking.

    Attributes:
        framing, language, reasoning, calibration, model: which.
        score, skill: with intervals; `form` says how the score is shown.
        ceiling, blind, pooled: what the score is read beside, on the score's own scale.
        cells: behind the score.
        verdict: of the validity gate in this language.
    """

    model: str
    framing: str
    language: str
    reasoning: str
    calibration: str
    measure: str
    form: str
    score: Estimate
    skill: Estimate
    ceiling: float | None
    blind: float | None
    pooled: float | None
    cells: int
    verdict: str


def conditions_of(result: Result) -> list[Condition]:
    """All conditions, the raw ones first."""
    from folkways.report.lines import lines_of, measure_of

    measure = measure_of(result.alignment)
    lines = [*lines_of(result.alignment), *lines_of(result.alignment, "content-free")]
    return [_condition(result, line, measure) for line in lines]


def axis_start(conditions: list[Condition]) -> float:
    """Where the axis of the scores starts, as a share of it: the ten below the least number that is drawn."""
    drawn = [
        value / (1 if c.form == "score" else 100)
        for c in conditions
        for value in (c.score.value, c.score.low, c.ceiling, c.blind, c.pooled)
        if value is not None
    ]
    return min(0.9, max(0.0, math.floor(10 * min(drawn, default=0.0)) / 10))


def _condition(result: Result, line: Line, measure: str) -> Condition:
    from folkways.report.verdict import blind_metric, ceiling_name, form_of, skill_name, summary_value

    alignment = result.alignment

    def value(metric: str) -> float | None:
        return summary_value(alignment, line, metric).value

    return Condition(
        *line.key,
        measure=measure,
        form=form_of(measure),
        score=summary_value(alignment, line, measure),
        skill=summary_value(alignment, line, skill_name(measure)),
        ceiling=value(ceiling_name(measure)),
        blind=value(blind_metric(alignment, line, measure)),
        pooled=value(f"{measure}_pooled"),
        cells=line.of(alignment.cells).height,
        verdict=result.verdict(line.key[2]),
    )


def coverage_of(result: Result) -> list[dict[str, Any]]:
    """Per condition: cells that people answered, and how many of each class; `shares` are (class, share of cells)."""
    frame = result.alignment.coverage
    classes = [name for name in CLASSES if name in frame.columns]
    by = ["framing", "language", "reasoning"]
    rows = frame.group_by(by, maintain_order=True).agg(pl.col("human_cells", *classes).sum()).to_dicts()
    for row in rows:
        row["counts"] = [(name, row[name]) for name in classes]
        row["shares"] = [(name, row[name] / row["human_cells"] if row["human_cells"] else 0.0) for name in classes]
    return rows


def typed_command(card: RunCard) -> str:
    """The command that made the run's report, as the report recorded it; empty where there is none."""
    if card.report is None:
        return ""
    file = card.report.with_suffix(".json")
    try:
        sections = json.loads(file.read_text("utf-8"))["sections"]
        facts = [block.get("facts", {}) for section in sections for block in section["blocks"]]
        return next((str(fact["Command"]).removeprefix("$ ") for fact in facts if "Command" in fact), "")
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # a file beside the run, perhaps not ours
        return ""


def settings(config: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """Everything that the run was started with, as names and short values."""
    found: list[tuple[str, str]] = []
    for key, value in config.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            found += settings(value, f"{name}.")
        else:
            found.append((name, _short(value)))
    return found


def _short(value: Any) -> str:
    if isinstance(value, list) and len(value) > 24:
        return f"{', '.join(map(str, value[:24]))}, … ({len(value)})"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 300 else text[:300] + " …"


def shell_path(path: Path) -> str:
    """A path as one would type it."""
    import shlex

    return shlex.quote(str(path))
