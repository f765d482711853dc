"""How close a model's answers are to the people's: the result type, and the schemas of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from folkways.alignment.bounds import BOUNDS_SCHEMA
from folkways.alignment.collapse import COLLAPSE_SCHEMA
from folkways.alignment.findings import FINDINGS_SCHEMA
from folkways.alignment.leakage import LEAKAGE_SCHEMA

BASELINES = ("midpoint", "uniform", "modal", "pooled")

#: What tells one line of results from another.
LINE = ("model", "framing", "language", "reasoning", "calibration")

#: The numbers of a cell, all averaged in the summary.
METRICS = (
    "score",
    "nvas",
    "w1",
    "jsd",
    "tv",
    "hard",
    "soft",
    "kl",
    "ceiling",
    *(f"score_{b}" for b in BASELINES),
    "nvas_ceiling",
    *(f"nvas_{b}" for b in BASELINES),
)

#: Made from the averages, never per cell: (score − baseline)/(ceiling − baseline).
SKILLS = (
    "skill",
    "skill_midpoint",
    "skill_pooled",
    "nvas_skill",
    "nvas_skill_midpoint",
    "nvas_skill_pooled",
)

_LINE_SCHEMA: dict[str, Any] = dict.fromkeys(LINE, pl.String)

#: One row per line × question × population that both people and model answered. `p` and `q` run over the question's
#: substantive options. `score` (0..1) is the headline: 1 − W1/(K − 1) where ordinal, 1 − JSD where nominal. `w1` is
#: that similarity, null where nominal; `jsd` is 1 − JSD; `tv` a distance; `kl` in nats; `nvas` 0..100. `central` and
#: `answer` are the people's and the model's central values, which NVAS compares. `ceiling` and `nvas_ceiling` are
#: what somebody who knows the true shares would score: less than 1, since the survey is a sample of `n_eff`.
CELLS_SCHEMA: dict[str, Any] = {
    **_LINE_SCHEMA,
    "question": pl.String,
    "population": pl.String,
    "topic": pl.String,
    "source": pl.String,
    "scale": pl.String,
    "k": pl.Int64,
    "n_eff": pl.Float64,
    "p": pl.List(pl.Float64),
    "q": pl.List(pl.Float64),
    "central": pl.Float64,
    "answer": pl.Float64,
    **dict.fromkeys(METRICS, pl.Float64),
}

#: Long. `population` and `topic` are "" where the row is over all. A metric ending in `@topics` is the mean of the
#: topics' means. `low` and `high` bound the bootstrap interval.
SUMMARY_SCHEMA: dict[str, Any] = {
    **_LINE_SCHEMA,
    "population": pl.String,
    "topic": pl.String,
    "metric": pl.String,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "cells": pl.Int64,
    "questions": pl.Int64,
}

#: What framing does to one model, on matched cells. FCS and SPD in NVAS points (100 = nothing changes),
#: steerability in points of `score`.
EFFECTS_SCHEMA: dict[str, Any] = {
    "name": pl.String,
    "model": pl.String,
    "language": pl.String,
    "reasoning": pl.String,
    "calibration": pl.String,
    "population": pl.String,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "cells": pl.Int64,
    "questions": pl.Int64,
    "unit": pl.String,
}

#: Whether the populations differ from one another in the model as they do among people.
STRUCTURE_SCHEMA: dict[str, Any] = {
    **_LINE_SCHEMA,
    "name": pl.String,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "populations": pl.Int64,
    "questions": pl.Int64,
}

#: Of the cells that people answered, how many the model answered, and what became of the others. The classes add up
#: to `human_cells`.
COVERAGE_SCHEMA: dict[str, Any] = {
    "model": pl.String,
    "framing": pl.String,
    "language": pl.String,
    "reasoning": pl.String,
    "population": pl.String,
    "human_cells": pl.Int64,
    "answered": pl.Int64,
    "refused": pl.Int64,
    "truncated": pl.Int64,
    "malformed": pl.Int64,
    "failed": pl.Int64,
    "absent": pl.Int64,
}


@dataclass(frozen=True)
class Alignment:
    """Scores of a model's answers against a survey, each beside its ceiling and baselines.

    Attributes:
        survey: name of the survey.
        cells: one row per condition and cell (`CELLS_SCHEMA`).
        summary: averages with intervals (`SUMMARY_SCHEMA`).
        effects: what framing changes (`EFFECTS_SCHEMA`).
        structure: dispersion and structure across populations (`STRUCTURE_SCHEMA`).
        coverage: answered, refused, truncated, malformed, failed, absent (`COVERAGE_SCHEMA`).
        findings: what language and reasoning change, on matched cells (`FINDINGS_SCHEMA`).
        leakage: answers that refuse in words and answer in probabilities (`LEAKAGE_SCHEMA`).
        bounds: scores with the missing cells at their worst and best (`BOUNDS_SCHEMA`).
        collapse: differences between peoples that share a language (`COLLAPSE_SCHEMA`).
        info: how the numbers were made; JSON-ready.
    """

    survey: str
    cells: pl.DataFrame
    summary: pl.DataFrame
    effects: pl.DataFrame
    structure: pl.DataFrame
    coverage: pl.DataFrame
    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FINDINGS_SCHEMA))
    leakage: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LEAKAGE_SCHEMA))
    bounds: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=BOUNDS_SCHEMA))
    collapse: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COLLAPSE_SCHEMA))
    info: Mapping[str, Any] = field(default_factory=dict)

    def value(self, metric: str, **where: str) -> dict[str, float | None]:
        """One row of the summary as `{"estimate", "low", "high"}`: over all populations and topics unless named.

        Raises:
            KeyError: no such row, or more than one.
        """
        wanted = {"population": "", "topic": "", **where, "metric": metric}
        rows = self.summary.filter(pl.all_horizontal(pl.col(name) == value for name, value in wanted.items()))
        if rows.height != 1:
            raise KeyError(f"{rows.height} rows of the summary have {wanted}")
        return {name: rows[name][0] for name in ("estimate", "low", "high")}

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict of everything but the cells."""
        return {
            "survey": self.survey,
            "info": dict(self.info),
            "summary": self.summary.to_dicts(),
            "effects": self.effects.to_dicts(),
            "structure": self.structure.to_dicts(),
            "coverage": self.coverage.to_dicts(),
            "findings": self.findings.to_dicts(),
            "leakage": self.leakage.to_dicts(),
            "bounds": self.bounds.to_dicts(),
            "collapse": self.collapse.to_dicts(),
        }
