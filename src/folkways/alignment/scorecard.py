"""Scores of a table that somebody handed in: one row out for each row in, and a summary per model and condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.alignment.align import align
from folkways.alignment.alignment import METRICS, SKILLS, Alignment
from folkways.alignment.compare import compare_conditions
from folkways.alignment.table import Table
from folkways.errors import AnswersError
from folkways.surveys import Survey

_KEY = ["model", "framing", "language", "reasoning", "question", "population"]
_ADDED = ("central", "n_eff", *METRICS)


@dataclass(frozen=True)
class Scorecard:
    """What `folkways score` writes.

    Attributes:
        rows: the table as it came, with the scores beside each row; null where people were not asked, or where the
            model did not answer. A column of the table that has the name of a score becomes `NAME_given`.
        record: JSON-ready; `conditions` has the averages with intervals per model and condition.
        alignment: everything else.
    """

    rows: pl.DataFrame
    record: dict[str, Any]
    alignment: Alignment


def score_table(table: Table, survey: Survey, *, replicates: int = 1000, seed: int = 0) -> Scorecard:
    """Score every row of a table, and average with intervals.

    Raises:
        AnswersError: no row concerns a cell that people answered.
    """
    alignment = align(table.answers, survey, replicates=replicates, seed=seed)
    if alignment.cells.is_empty():
        raise AnswersError(
            "no row has a usable answer in a cell that people answered",
            where=str(table.path),
            mend="check question, country and answer against the survey",
        )
    rows = _rows(table, alignment)
    conditions = [
        _condition(table, alignment, rows, model, condition)
        for model, condition in dict.fromkeys(table.answers.frame.select("model", "template").iter_rows())
    ]
    comparisons: dict[str, Any] = {}
    if alignment.cells.select("model", "framing", "language", "reasoning").n_unique() > 1:
        for metric in ("score", "nvas"):
            try:
                found = compare_conditions(alignment, metric=metric, replicates=replicates, seed=seed).to_record()
            except AnswersError:  # conditions without a common cell have nothing to compare
                continue
            comparisons[metric] = {**found, "rows": [r for r in found["rows"] if r["population"] == ""]}
    unscored = rows["nvas"].null_count()
    record = {
        "survey": survey.name,
        "file": table.path.name,
        "rows": rows.height,
        "rows_scored": rows.height - unscored,
        "rows_without_score": unscored,
        "rows_renormalised": table.renormalised,
        "rows_between_options": table.between,
        "notes": list(table.notes),
        "conditions": conditions,
        "comparisons": comparisons,
        "effects": alignment.effects.to_dicts(),
        "structure": alignment.structure.to_dicts(),
        "coverage": alignment.coverage.to_dicts(),
        "info": dict(alignment.info),
    }
    return Scorecard(rows, record, alignment)


def _rows(table: Table, alignment: Alignment) -> pl.DataFrame:
    keys = table.answers.frame.select(_KEY)
    scores = keys.join(
        alignment.cells.select(*_KEY, *_ADDED), on=_KEY, how="left", maintain_order="left", validate="1:1"
    ).drop("model", "framing", "language", "reasoning")
    renamed = table.frame.rename({n: f"{n}_given" for n in table.frame.columns if n in _ADDED})
    scores = scores.rename({"question": "question_id", "population": "population_id"})
    taken = [n for n in ("question_id", "population_id") if n in renamed.columns]
    return pl.concat([renamed, scores.drop(taken)], how="horizontal")


def _condition(table: Table, alignment: Alignment, rows: pl.DataFrame, model: str, condition: str) -> dict[str, Any]:
    framing, language, reasoning = table.conditions[condition]
    line = {"model": model, "framing": framing, "language": language, "reasoning": reasoning, "calibration": "raw"}
    found = alignment.summary.filter(pl.all_horizontal(pl.col(n) == v for n, v in line.items()))
    coverage = alignment.coverage.filter(pl.all_horizontal(pl.col(n) == line[n] for n in list(line)[:4]))
    counts = {
        n: int(coverage[n].sum())
        for n in ("human_cells", "answered", "refused", "truncated", "malformed", "failed", "absent")
    }
    overall = _metrics(found.filter((pl.col("population") == "") & (pl.col("topic") == "")))
    people = found.filter(pl.col("population") != "")
    topics = found.filter(pl.col("topic") != "")
    short = ("score", "ceiling", "score_midpoint", "score_uniform", "score_pooled", "nvas", "nvas_ceiling",
             "nvas_midpoint", "nvas_pooled", *SKILLS)  # fmt: skip
    return {
        "model": model,
        "condition": condition,
        **{n: line[n] for n in ("framing", "language", "reasoning")},
        "rows": table.answers.frame.filter((pl.col("model") == model) & (pl.col("template") == condition)).height,
        "cells": counts["answered"],
        "coverage": counts["answered"] / counts["human_cells"] if counts["human_cells"] else None,
        **counts,
        "skill_baseline": _better(overall, "score"),
        "nvas_skill_baseline": _better(overall, "nvas"),
        "metrics": overall,
        "populations": {n: _metrics(part, short) for (n,), part in people.group_by("population", maintain_order=True)},
        "topics": {n: _metrics(part, short) for (n,), part in topics.group_by("topic", maintain_order=True)},
    }  # fmt: skip


def _metrics(rows: pl.DataFrame, only: tuple[str, ...] | None = None) -> dict[str, Any]:
    kept = rows if only is None else rows.filter(pl.col("metric").is_in(only))
    return {r["metric"]: {n: r[n] for n in ("estimate", "low", "high", "cells", "questions")} for r in kept.to_dicts()}


def _better(metrics: dict[str, Any], score: str) -> str | None:
    if not metrics:
        return None
    middle, flat = (metrics[f"{score}_{name}"]["estimate"] for name in ("midpoint", "uniform"))
    return "midpoint" if middle >= flat else "uniform"
