"""Skill of each arm and how far it is from the untouched model and from the pooled others, over seeds.

A trained arm is a mean over seeds. Two things vary: which questions were asked and which seed was drawn. Both are
resampled, crossed (Owen 2007): questions as everywhere in folkways, and of n seeds n − 1 with replacement, so that the
variance over few seeds is not understated (Rao & Wu 1988, the bootstrap of n − 1). The questions drawn are the same for
every arm, so differences are paired. Three seeds are few: each seed's value is shown beside the interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.bootstrap import interval
from folkways.errors import AnswersError

Floats = NDArray[np.float64]

#: One row per arm × group × measure. `group` is one of `GROUPS`; the questions are held out for all of them.
#: `measure`: `score`; `skill` (0: the better of midpoint and uniform, 1: the ceiling); `gain`, skill less that of
#: the untouched model; `to_pooled`, score less that of the pooled others; `skill_pooled` (0: the pooled others).
#: `seeds` holds the value of each seed.
GAINS_SCHEMA: dict[str, Any] = {
    "arm": pl.String,
    "group": pl.String,
    "measure": pl.String,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "seeds": pl.List(pl.Float64),
    "cells": pl.Int64,
    "questions": pl.Int64,
    "populations": pl.Int64,
}

#: Peoples that were learnt from, those that were not, and those of a region of which none was.
GROUPS = ("seen", "unseen", "region")
MEASURES = ("score", "skill", "gain", "to_pooled", "skill_pooled")
UNTOUCHED = "untouched"
#: The mean answer of the other peoples to the very question: a line of the table, asked of nobody.
POOLED = "pooled others"
_CONSTANT = ("ceiling", "score_midpoint", "score_uniform", "score_pooled")
_KEY = ["question", "population"]


@dataclass(frozen=True)
class Group:
    """The cells of one group of peoples: the question of each, what is known of it, and the scores of every arm."""

    question: NDArray[np.int64]
    known: dict[str, Floats]
    scores: dict[str, Floats]  # arm → [S, C]
    populations: int


def gains_table(
    cells: Mapping[str, Sequence[pl.DataFrame]],
    groups: Mapping[str, Sequence[str]],
    *,
    replicates: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """Skill, gain and distance to the pooled others of every arm in every group (`GAINS_SCHEMA`).

    Args:
        cells: for each arm, `untouched` among them, the cells of one alignment a seed (`CELLS_SCHEMA`, one condition).
        groups: the populations of each group; one without cells is left out.
        replicates, seed, confidence: of the bootstrap; percentile intervals.

    Raises:
        AnswersError: there is no untouched arm, or two trials have not answered the same cells.
    """
    if UNTOUCHED not in cells:
        raise AnswersError("there is no untouched arm to compare with", mend="probe the model as it is as well")
    first = cells[UNTOUCHED][0].sort(_KEY)
    names = first["question"].unique(maintain_order=True).to_list()
    rng = np.random.default_rng([seed, 3])
    drawn = draw(rng, len(names), len(names), replicates)
    of_seeds = {arm: draw_seeds(rng, len(trials), replicates) for arm, trials in cells.items()}
    rows: list[dict[str, Any]] = []
    for name, peoples in groups.items():
        group = group_of(cells, first, names, list(peoples))
        if len(group.question):
            rows += _rows(name, group, drawn, of_seeds, confidence)
    return pl.DataFrame(rows, schema=GAINS_SCHEMA)


def group_of(
    cells: Mapping[str, Sequence[pl.DataFrame]], first: pl.DataFrame, names: list[str], peoples: list[str]
) -> Group:
    """The cells of these peoples, the same of every arm.

    Args:
        cells: as for `gains_table`.
        first: those of the untouched arm, sorted.
        names: all questions, in the order in which they are drawn.
        peoples: ids.

    Raises:
        AnswersError: two trials have not answered the same cells.
    """
    of = first.filter(pl.col("population").is_in(peoples))
    scores = {}
    for arm, trials in cells.items():
        found = []
        for trial in trials:
            part = trial.filter(pl.col("population").is_in(peoples)).sort(_KEY)
            if not part.select(_KEY).equals(of.select(_KEY)):
                raise AnswersError(
                    f"arm {arm!r} answered other cells than the untouched model", mend="probe both with one design"
                )
            found.append(part["score"].to_numpy())
        scores[arm] = np.stack(found)
    place = {question: i for i, question in enumerate(names)}
    return Group(
        question=np.array([place[q] for q in of["question"]], np.int64),
        known={name: of[name].fill_null(np.nan).to_numpy() for name in _CONSTANT},
        scores=scores,
        populations=of["population"].n_unique(),
    )


def skills_of(group: Group, drawn: Floats) -> dict[str, Floats]:
    """The skill of every arm with every seed in every draw of questions, shape [S, B + 1]."""
    known = ("ceiling", "score_midpoint", "score_uniform")
    ceiling, *constant = (_mean(group.known[key], group.question, drawn) for key in known)
    blind = max(constant, key=lambda draws: draws[0])
    return {
        arm: (np.stack([_mean(row, group.question, drawn) for row in scores]) - blind) / (ceiling - blind)
        for arm, scores in group.scores.items()
    }


def _rows(
    name: str, group: Group, drawn: Floats, of_seeds: Mapping[str, Floats], confidence: float
) -> list[dict[str, Any]]:
    pooled = np.isfinite(group.known["score_pooled"])
    mean = {key: _mean(values, group.question, drawn) for key, values in group.known.items() if key != "score_pooled"}
    blind = max(mean["score_midpoint"], mean["score_uniform"], key=lambda draws: draws[0])
    of_pooled = _mean(group.known["score_pooled"][pooled], group.question[pooled], drawn)
    top_pooled = _mean(group.known["ceiling"][pooled], group.question[pooled], drawn)
    questions = len(np.unique(group.question))
    skills = skills_of(group, drawn)
    found: dict[str, dict[str, Floats]] = {}
    for arm, scores in group.scores.items():
        # [S, B + 1]: every seed in every draw of questions.
        each = np.stack([_mean(row, group.question, drawn) for row in scores])
        with_others = np.stack([_mean(row[pooled], group.question[pooled], drawn) for row in scores])
        found[arm] = {
            "score": each,
            "skill": skills[arm],
            "to_pooled": with_others - of_pooled,
            "skill_pooled": (with_others - of_pooled) / (top_pooled - of_pooled),
        }
    base = found[UNTOUCHED]["skill"].mean(axis=0)
    found[POOLED] = {
        "score": of_pooled[None],
        "skill": (of_pooled[None] - blind) / (mean["ceiling"] - blind),
        "to_pooled": np.zeros((1, len(drawn))),
        "skill_pooled": np.zeros((1, len(drawn))),
    }
    rows = []
    for arm, measures in found.items():
        measures["gain"] = measures["skill"] - base
        for measure in MEASURES:
            values = measures[measure]
            draws = (of_seeds.get(arm, np.ones((len(drawn), 1))).T * values).sum(axis=0)
            low, high = (float(x[0]) for x in interval(draws[:, None], confidence))
            if arm == UNTOUCHED and measure == "gain":
                low = high = 0.0
            rows.append(
                {
                    "arm": arm, "group": name, "measure": measure, "estimate": float(draws[0]), "low": low,
                    "high": high, "seeds": values[:, 0].tolist(), "cells": len(group.question),
                    "questions": questions, "populations": group.populations,
                }
            )  # fmt: skip
    return rows


def _mean(values: Floats, question: NDArray[np.int64], drawn: Floats) -> Floats:
    """The mean over cells in every draw of questions, shape [B + 1]."""
    width = drawn.shape[1]
    total, count = np.bincount(question, values, minlength=width), np.bincount(question, minlength=width)
    weight = drawn @ count
    return np.divide(drawn @ total, weight, out=np.full(len(drawn), np.nan), where=weight > 0)


def draw(rng: np.random.Generator, units: int, drawn: int, replicates: int) -> Floats:
    """How often each unit is drawn, shape [B + 1, units]; row 0 is all ones."""
    picked = rng.integers(0, units, (replicates, drawn)) + units * np.arange(replicates)[:, None]
    counts = np.bincount(picked.ravel(), minlength=replicates * units).reshape(replicates, units)
    return np.concatenate([np.ones((1, units)), counts.astype(np.float64)])


def draw_seeds(rng: np.random.Generator, seeds: int, replicates: int) -> Floats:
    """Weights of the seeds in every draw, sum 1, shape [B + 1, S]."""
    if seeds == 1:
        return np.ones((replicates + 1, 1))
    counts = draw(rng, seeds, seeds - 1, replicates)
    return counts / counts.sum(axis=1, keepdims=True)
