"""Where the spread of a model's answers comes from: content, people, or format.

The answer is the expected place on the scale, from 0 to 1 (ordinal questions only). Two balanced crossed designs are
taken apart: the main one (question × population × order, for persona and observer) and the format controls
(question × order × labels × template). The share of a factor is its main effect plus its interaction with the
question, as a part of the total sum of squares (eta squared); what remains (higher interactions) is `residual`.
Intervals resample questions.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import polars as pl

from folkways.answers import Answers
from folkways.surveys import Survey

REPLICATES = 500

#: `design` is `format`, `persona` or `observer`; `share` and its interval are parts of 1.
VARIANCE_SCHEMA: dict[str, Any] = {
    "design": pl.String,
    "component": pl.String,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}

_DESIGNS = {
    "format": ("order", "labels", "template"),
    "persona": ("population", "order", "labels", "template"),
    "observer": ("population", "order", "labels", "template"),
}


def variance_components(answers: Answers, survey: Survey, *, seed: int = 0) -> pl.DataFrame:
    """Shares of variance by design and component, with intervals (`VARIANCE_SCHEMA`).

    Designs with fewer than two complete questions, or with no spread, are left out.
    """
    placed = _placed(answers, survey)
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for design, factors in _DESIGNS.items():
        part = placed.filter(
            (pl.col("control") == "format")
            if design == "format"
            else (pl.col("control") == "") & (pl.col("framing") == design)
        )
        used = [f for f in factors if part[f].n_unique() > 1]
        cube = _cube(part, used)
        if cube is None or cube.shape[0] < 2 or not used:
            continue
        point = shares(cube)
        if point is None:
            continue
        draws = [shares(cube[rng.integers(0, len(cube), len(cube))]) for _ in range(REPLICATES)]
        kept = np.array([d for d in draws if d is not None])
        low, high = np.quantile(kept, [0.025, 0.975], axis=0)
        for i, name in enumerate(["question", *used, "residual"]):
            rows.append({"design": design, "component": name, "share": point[i], "low": low[i], "high": high[i]})
    return pl.DataFrame(rows, schema=VARIANCE_SCHEMA)


def shares(cube: np.ndarray) -> np.ndarray | None:
    """Shares of the total sum of squares in a balanced array whose first axis is the question.

    Args:
        cube: shape (questions, levels of factor 1, levels of factor 2, …).

    Returns:
        Shape (factors + 2,): question, each factor with its question interaction, residual; None without spread.
    """
    centred = cube - cube.mean()
    total = float((centred**2).sum())
    if total <= 1e-12:
        return None
    effects = _effects(centred)
    n = cube.size
    sums = {axes: float((effect**2).sum()) * n / effect.size for axes, effect in effects.items()}
    out = [sums[(0,)]] + [sums[(axis,)] + sums[(0, axis)] for axis in range(1, cube.ndim)]
    out.append(total - sum(out))
    return np.maximum(np.array(out) / total, 0.0)


def _effects(centred: np.ndarray) -> dict[tuple[int, ...], np.ndarray]:
    """Main effects and the two-way interactions with axis 0, each with singleton axes where averaged."""

    def mean(keep: tuple[int, ...]) -> np.ndarray:
        return centred.mean(axis=tuple(a for a in range(centred.ndim) if a not in keep), keepdims=True)

    out: dict[tuple[int, ...], np.ndarray] = {(axis,): mean((axis,)) for axis in range(centred.ndim)}
    for axis in range(1, centred.ndim):
        out[0, axis] = mean((0, axis)) - out[(0,)] - out[(axis,)]
    return out


def yardstick(answers: Answers, survey: Survey, *, seed: int = 0) -> dict[str, float]:
    """Format effect against culture effect: two standard deviations on the scale from 0 to 1, with intervals.

    `format_sd` is the spread of the model's answer to one question over orders, labels and templates; `culture_sd`
    that of people's means between populations; both root mean squares over the same questions. A model whose
    format effect exceeds the culture effect cannot show differences between peoples.
    """
    placed = _placed(answers, survey).filter(pl.col("control") == "format")
    formats = placed.group_by("question").agg(pl.col("place").var(ddof=1).alias("format"))
    people = _people_places(survey).group_by("question").agg(pl.col("place").var(ddof=1).alias("culture"))
    both = formats.join(people, on="question").drop_nulls().sort("question")
    if both.height < 2:
        return {}
    values = both.select("format", "culture").to_numpy()
    rng = np.random.default_rng(seed)
    draws = np.sqrt(values[rng.integers(0, len(values), (REPLICATES * 2, len(values)))].mean(axis=1))
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    format_sd, culture_sd = np.sqrt(values.mean(axis=0))
    return {
        "format_sd": float(format_sd),
        "format_sd_low": float(low[0]),
        "format_sd_high": float(high[0]),
        "culture_sd": float(culture_sd),
        "culture_sd_low": float(low[1]),
        "culture_sd_high": float(high[1]),
        "ratio": float(format_sd / culture_sd) if culture_sd > 0 else float("inf"),
        "questions": float(len(values)),
    }


def _ordinal_places(survey: Survey) -> pl.DataFrame:
    rows = [
        (q.id, code, i / (len(q.codes) - 1))
        for q in survey.questions
        if q.scale == "ordinal"
        for i, code in enumerate(q.codes)
    ]
    return pl.DataFrame(rows, schema={"question": pl.String, "option": pl.String, "at": pl.Float64}, orient="row")


def _people_places(survey: Survey) -> pl.DataFrame:
    """People's mean place on the scale per question and population."""
    return (
        survey.human.join(_ordinal_places(survey), on=["question", "option"])
        .group_by("question", "population")
        .agg(((pl.col("share") * pl.col("at")).sum() / pl.col("share").sum()).alias("place"))
        .filter(pl.col("place").is_finite())
    )


def _placed(answers: Answers, survey: Survey) -> pl.DataFrame:
    """Rows about ordinal questions with the model's expected place on the scale."""
    ordinal = {q.id for q in survey.questions if q.scale == "ordinal"}
    rows = answers.frame.filter(pl.col("probs").is_not_null() & pl.col("question").is_in(list(ordinal)))
    places = [float(np.dot(p, np.linspace(0.0, 1.0, len(p)))) for p in rows["probs"].to_list()]
    return rows.with_columns(place=pl.Series(places, dtype=pl.Float64))


def _cube(part: pl.DataFrame, factors: list[str]) -> np.ndarray | None:
    """The complete questions of a crossed design as an array (questions, levels, …)."""
    if part.is_empty():
        return None
    levels = [part[f].unique().sort().to_list() for f in factors]
    cells = {
        (row[0], *row[1:-1]): row[-1]
        for row in part.group_by("question", *factors).agg(pl.col("place").mean()).iter_rows()
    }
    cube = []
    for question in part["question"].unique().sort():
        grid = [cells.get((question, *key)) for key in itertools.product(*levels)]
        if all(value is not None for value in grid):
            cube.append(np.array(grid, float).reshape([len(level) for level in levels]))
    return np.stack(cube) if cube else None
