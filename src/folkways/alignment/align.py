"""Score a model's answers against the people's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import (
    CELLS_SCHEMA,
    EFFECTS_SCHEMA,
    LINE,
    METRICS,
    STRUCTURE_SCHEMA,
    SUMMARY_SCHEMA,
    Alignment,
)
from folkways.alignment.baselines import baseline_centrals, baseline_distributions, has_others
from folkways.alignment.bootstrap import bootstrap_means, draw_weights
from folkways.alignment.bounds import BOUNDS_SCHEMA, bounds_table, least_scores
from folkways.alignment.ceiling import nvas_ceiling, score_ceiling
from folkways.alignment.collapse import COLLAPSE_SCHEMA, collapse_table
from folkways.alignment.conditions import Placed, place_answers
from folkways.alignment.divergence import KL_SMOOTHING
from folkways.alignment.findings import Scored, find_changes, findings_table
from folkways.alignment.grid import Grid, build_grid
from folkways.alignment.leakage import leakage
from folkways.alignment.nvas import nvas
from folkways.alignment.score import headline, score_cells
from folkways.alignment.shifts import framing_effects
from folkways.alignment.skill import with_others
from folkways.alignment.structure import structure_table
from folkways.alignment.summary import summarise
from folkways.answers import Answers
from folkways.surveys import Survey

Floats = NDArray[np.float64]
_FEW = 30


def align(
    answers: Answers,
    survey: Survey,
    *,
    calibrated: Answers | None = None,
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    cluster: str = "question",
) -> Alignment:
    """Score a model's answers against the people's, each score with an interval, its ceiling and its baselines.

    Args:
        answers: what the model answered; rows of one cell (orders, labels, templates) are averaged.
        survey: what the people answered.
        calibrated: the same answers after content-free calibration; adds lines with calibration "content-free".
        replicates: bootstrap resamples; 0 gives no intervals.
        seed: of the bootstrap and of the simulated part of the NVAS ceiling.
        confidence: of the percentile intervals.
        cluster: "question", or "question+population" to resample populations too.

    Returns:
        The `Alignment`.

    Raises:
        AnswersError: the answers and the survey share no cell, or an option code is unknown.
        ValueError: an unknown way to cluster, a negative number of replicates, a confidence outside 0..1.
    """
    if replicates < 0 or not 0 < confidence < 1:
        raise ValueError("replicates must not be negative, and confidence lies between 0 and 1")
    grid = build_grid(survey)
    known = cell_constants(grid, seed)
    weights = draw_weights(
        len(grid.questions), len(grid.populations), replicates=replicates, seed=seed, cluster=cluster
    )
    topics = sorted(set(grid.topics))
    topic_of = np.array([topics.index(t) for t in grid.topics], np.int64)
    placed = {"raw": place_answers(answers, grid, survey)}
    if calibrated is not None:
        placed["content-free"] = place_answers(calibrated, grid, survey)
    least = least_scores(grid)
    cells, summary, structure, effects, bounds, collapse = [], [], [], [], [], []
    framed: dict[tuple[str, ...], dict[str, Any]] = {}
    asked_under: dict[str, list[Scored]] = {}
    fewest = len(grid.questions)
    for calibration, found in placed.items():
        for condition in found.conditions:
            rows, q = condition.rows, condition.q
            line = {n: getattr(condition, n) for n in LINE[:-1]} | {"calibration": calibration}
            if not len(rows):
                continue
            scored = score_cells(grid, rows, q) | {name: values[rows] for name, values in known.items()}
            matrix = with_others(np.stack([scored[name] for name in METRICS], axis=1))
            means = bootstrap_means(
                matrix, grid.question[rows], grid.population[rows], topic_of, len(grid.populations), weights
            )
            fewest = min(fewest, means.questions[0])
            cells.append(_cells(line, grid, survey, rows, q, scored))
            summary.append(summarise(line, means, grid.populations, topics, confidence))
            structure.append(structure_table(line, grid, rows, q, weights, confidence))
            peoples = _peoples(found, line, grid)
            bounds.append(bounds_table(line, grid, rows, scored, peoples, known, least, weights, confidence))
            if condition.framing != "neutral":  # one answer for all, by construction
                collapse.append(collapse_table(line, grid, survey.populations, rows, q, weights, confidence))
            if calibration == "raw":
                mine = Scored(
                    condition.framing, condition.language, condition.reasoning, rows, q, scored["score"],
                    scored["answer"],
                )  # fmt: skip
                asked_under.setdefault(condition.model, []).append(mine)
            key = tuple(line[n] for n in LINE if n != "framing")
            framed.setdefault(key, {})[condition.framing] = (rows, scored)
    for key, lines in framed.items():
        fields = [n for n in LINE if n != "framing"]
        names: dict[str, str] = dict(zip(fields, key, strict=True))
        effects.append(framing_effects(lines, names, grid, weights, confidence))
    source = survey.questions[0].language
    changes = [
        change
        for model, conditions in asked_under.items()
        for change in find_changes(model, conditions, source, grid, weights, confidence, seed)
    ]
    return Alignment(
        survey=survey.name,
        cells=_stack(cells, CELLS_SCHEMA),
        summary=_stack(summary, SUMMARY_SCHEMA),
        effects=_stack(effects, EFFECTS_SCHEMA),
        structure=_stack(structure, STRUCTURE_SCHEMA),
        coverage=placed["raw"].coverage,
        findings=findings_table(changes),
        bounds=_stack(bounds, BOUNDS_SCHEMA),
        collapse=_stack(collapse, COLLAPSE_SCHEMA),
        leakage=leakage(answers, grid, replicates=replicates, seed=seed, confidence=confidence),
        info={
            "replicates": replicates,
            "seed": seed,
            "cluster": cluster,
            "source_language": source,
            "confidence": confidence,
            "kl_smoothing": KL_SMOOTHING,
            "answers": dict(answers.info),
            "notes": _notes(grid, survey, placed, fewest, replicates),
        },
    )


def cell_constants(grid: Grid, seed: int = 0) -> dict[str, Floats]:
    """What is known of every cell before any model is asked: ceilings and baselines, each of shape [C].

    Names as in `METRICS`: `ceiling`, `score_midpoint`, …, `nvas_ceiling`, `nvas_midpoint`, …. The modal and the pooled
    baselines are NaN where no other population was asked.
    """
    at = grid.question
    others = has_others(grid)
    found = {"ceiling": score_ceiling(grid), "nvas_ceiling": nvas_ceiling(grid, seed)}
    for name, guess in baseline_distributions(grid).items():
        found[f"score_{name}"] = headline(grid.p, guess, grid.k[at], grid.ordinal[at])
    for name, guess in baseline_centrals(grid).items():
        found[f"nvas_{name}"] = nvas(grid.central, guess, grid.low[at], grid.high[at])
    for name in ("score_modal", "score_pooled", "nvas_modal", "nvas_pooled"):
        found[name] = np.where(others, found[name], np.nan)
    return found


def _peoples(found: Placed, line: Mapping[str, str], grid: Grid) -> NDArray[np.int64]:
    """The populations that this line was asked about, as places in the grid."""
    named = [pl.col(n) == line[n] for n in LINE[:-1]]
    asked = set(found.coverage.filter(pl.all_horizontal(named))["population"])
    return np.array([j for j, people in enumerate(grid.populations) if people in asked], np.int64)


def _cells(
    line: Mapping[str, str],
    grid: Grid,
    survey: Survey,
    rows: NDArray[np.int64],
    q: Floats,
    scored: Mapping[str, Floats],
) -> pl.DataFrame:
    at = grid.question[rows]
    names, people = np.array(grid.questions, dtype=object), np.array(grid.populations, dtype=object)
    k = grid.k[at]
    mask = grid.mask[at]
    frame = pl.DataFrame(
        {
            "question": names[at].tolist(),
            "population": people[grid.population[rows]].tolist(),
            "topic": np.array(grid.topics, dtype=object)[at].tolist(),
            "source": np.array(grid.sources, dtype=object)[at].tolist(),
            "scale": np.where(grid.ordinal[at], "ordinal", "nominal").tolist(),
            "k": k,
            "n_eff": grid.n_eff[rows],
            "p": _lists(grid.p[rows], mask, k),
            "q": _lists(q, mask, k),
            "central": grid.central[rows],
            **{name: scored[name] for name in ("answer", *METRICS)},
        },
        nan_to_null=True,
    )
    named = [pl.lit(value).alias(name) for name, value in line.items()]
    return frame.with_columns(named).select(pl.col(n).cast(t) for n, t in CELLS_SCHEMA.items())


def _lists(dense: Floats, mask: NDArray[np.bool_], k: NDArray[np.int64]) -> pl.Series:
    """Rows of a padded array as lists of their own length."""
    import pyarrow as pa

    offsets = np.concatenate([[0], np.cumsum(k)]).astype(np.int64)
    lists = pa.LargeListArray.from_arrays(pa.array(offsets), pa.array(dense[mask]))
    series = pl.from_arrow(lists)
    assert isinstance(series, pl.Series)
    return series


def _stack(frames: list[pl.DataFrame], schema: Mapping[str, Any]) -> pl.DataFrame:
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def _notes(grid: Grid, survey: Survey, placed: Mapping[str, Placed], fewest: int, replicates: int) -> list[str]:
    notes = list(survey.notes)
    if grid.empty:
        notes.append(f"{grid.empty} cells were left out: nobody gave a substantive answer.")
    outside = placed["raw"].outside
    if outside:
        notes.append(f"{outside} answered cells were left out: people were not asked that question there.")
    unasked = len(grid.populations) - len(placed["raw"].asked)
    if unasked:
        notes.append(f"{unasked} of the survey's {len(grid.populations)} populations were not asked about.")
    if replicates and fewest < _FEW:
        notes.append(
            f"Intervals rest on {fewest} questions only; below about {_FEW} a bootstrap interval is too narrow."
        )
    return notes
