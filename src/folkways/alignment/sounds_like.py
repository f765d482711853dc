"""Whose answers does the model's come closest to: the country that it sounds like.

The model's answer is scored against every people of the survey in turn, on questions that all of these peoples and the
model answered, so that no people is nearer for having been asked other questions. Where a survey joins several sources
with different countries, there is one ranking a source (the complete blocks of `maps`). A demographic cell is no people
of its own: candidates are whole peoples, and for an answer in the name of a cell, the cells with the same values.

The people with the highest mean score is the nearest. Questions are resampled: `first` is the share of resamples in
which the same people comes first, and the peoples that are not told apart from it (sign-flips over questions, Holm)
are listed as ties. A model that hedges is nearest to the people whose answers are the most even, whatever it thinks
of anyone; so the same ranking is made for a uniform and for a midpoint guess, and has to be read first. And a second
ranking takes evenness out: by how much the answer comes closer to each people than a uniform guess does. With W1 (and
NVAS) that gain is at most the distance between the answer and the uniform guess, by the triangle inequality, and a
people reaches it where the answer lies on the way from the guess to that people: a diluted copy of a people leans
`towards` it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import LINE, Alignment
from folkways.alignment.baselines import baseline_centrals, baseline_distributions
from folkways.alignment.bootstrap import draw_weights
from folkways.alignment.grid import Grid, build_grid
from folkways.alignment.maps import blocks
from folkways.alignment.nvas import nvas
from folkways.alignment.paired import holm
from folkways.alignment.score import headline
from folkways.surveys.survey import Survey

Floats = NDArray[np.float64]

#: One row per line × people in whose name it spoke ("" for itself) × source; and per guess (`model` is "uniform guess"
#: or "midpoint guess", the rest of the line "", among whole peoples). `score` is against the nearest people, with its
#: interval; `first` the share of resamples in which it comes first; `ties` those that are not told apart from it. `own`
#: is the score against the people spoken for, `own_rank` its place among `candidates`, `behind` the nearest people's
#: lead over it with its interval; null for answers in nobody's name and where that people is not among the candidates.
#: `towards` is the people with the largest gain over a uniform guess, with its share of resamples and its ties; null
#: for the guesses.
SOUNDS_SCHEMA: dict[str, Any] = {
    **dict.fromkeys((*LINE, "population", "source", "nearest"), pl.String),
    "score": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "first": pl.Float64,
    "ties": pl.List(pl.String),
    "own": pl.Float64,
    "own_rank": pl.Int64,
    "behind": pl.Float64,
    "behind_low": pl.Float64,
    "behind_high": pl.Float64,
    "towards": pl.String,
    "towards_first": pl.Float64,
    "towards_ties": pl.List(pl.String),
    "candidates": pl.Int64,
    "questions": pl.Int64,
}

MINIMUM_QUESTIONS = 5


def sounds_like(
    alignment: Alignment,
    survey: Survey,
    *,
    measure: str = "score",
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """The nearest people of every answer (`SOUNDS_SCHEMA`), raw calibration.

    Args:
        alignment: what the model answered.
        survey: the people.
        measure: `score`, or `nvas` where answers are single choices.
        replicates: resamples of the questions, and sign patterns.
        seed: of both.
        confidence: of intervals and ties.

    Raises:
        ValueError: an unknown measure.
    """
    if measure not in ("score", "nvas"):
        raise ValueError(f"measure must be score or nvas, not {measure!r}")
    grid = build_grid(survey)
    cells = alignment.cells.filter(pl.col("calibration") == "raw").with_columns(
        pl.when(pl.col("framing") == "neutral").then(pl.lit("")).otherwise("population").alias("population")
    )
    cells = cells.unique([*LINE, "population", "question"], keep="first", maintain_order=True)
    place = {q: i for i, q in enumerate(grid.questions)}
    part_of = {people.id: people.cell_values for people in survey.populations}
    uniform, uniform_central = baseline_distributions(grid)["uniform"], baseline_centrals(grid)["uniform"]
    rows: list[tuple[Any, ...]] = []
    asked: set[str] = set()
    for key, part in cells.group_by(*LINE, "population", maintain_order=True):
        asked |= set(part["question"])
        q = {name: np.array(p) for name, p in part.select("question", "q").iter_rows()}
        answer = dict(part.select("question", "answer").iter_rows())
        for source, questions, peoples in _blocks(survey, grid, q, part_of.get(str(key[-1]), ())):
            at = np.array([place[name] for name in questions])
            dense = np.zeros((len(at), grid.mask.shape[1]))
            for i, name in enumerate(questions):
                dense[i, : len(q[name])] = q[name]
            values = _scores(grid, at, peoples, dense, np.array([answer[name] for name in questions]), measure)
            one = grid.row[at, peoples[0]]
            even = _scores(grid, at, peoples, uniform[one], uniform_central[one], measure)
            names = [grid.populations[j] for j in peoples]
            found = _ranked(values, values - even, names, str(key[-1]), replicates, seed, confidence)
            rows.append((*key, source, *found))
    rows += _guesses(survey, grid, sorted(asked, key=place.__getitem__), measure, replicates, seed, confidence)
    return pl.DataFrame(rows, schema=SOUNDS_SCHEMA, orient="row").with_columns(
        pl.col("own", "behind", "behind_low", "behind_high", "low", "high").fill_nan(None)
    )


def _guesses(
    survey: Survey, grid: Grid, asked: list[str], measure: str, replicates: int, seed: int, confidence: float
) -> list[tuple[Any, ...]]:
    rows = []
    whole, central = baseline_distributions(grid), baseline_centrals(grid)
    place = {q: i for i, q in enumerate(grid.questions)}
    for guess in ("uniform", "midpoint"):
        for source, questions, peoples in _blocks(survey, grid, dict.fromkeys(asked), ()):
            at = np.array([place[name] for name in questions])
            one = grid.row[at, peoples[0]]  # a blind guess is the same in every people
            values = _scores(grid, at, peoples, whole[guess][one], central[guess][one], measure)
            names = [grid.populations[j] for j in peoples]
            found = _ranked(values, None, names, "", replicates, seed, confidence)
            rows.append((f"{guess} guess", "", "", "", "", "", source, *found))
    return rows


def _blocks(
    survey: Survey, grid: Grid, answered: dict[str, Any], part: tuple[tuple[str, str], ...]
) -> list[tuple[str, list[str], NDArray[np.int64]]]:
    """Source, questions and candidates of each complete block that is large enough, among peoples of these values."""
    alike = [people.id for people in survey.populations if people.cell_values == part]
    order = {p: j for j, p in enumerate(grid.populations)}
    index = {q: i for i, q in enumerate(grid.questions)}
    found = []
    for block in blocks(survey, answered, populations=alike):
        peoples = np.array([order[p] for p in block.populations])
        questions = [q for q in block.questions if (grid.row[index[q], peoples] >= 0).all()]
        if len(peoples) >= 2 and len(questions) >= MINIMUM_QUESTIONS:
            found.append((block.source, questions, peoples))
    return found


def _scores(
    grid: Grid, at: NDArray[np.int64], peoples: NDArray[np.int64], q: Floats, answer: Floats, measure: str
) -> Floats:
    """Score of one answer to each question against each people, shape [questions, candidates]."""
    columns = []
    for people in peoples:
        cell = grid.row[at, people]
        if measure == "nvas":
            columns.append(nvas(grid.central[cell], answer, grid.low[at], grid.high[at]))
        else:
            columns.append(headline(grid.p[cell], q, grid.k[at], grid.ordinal[at]))
    return np.stack(columns, axis=1)


def _ranked(
    values: Floats, gains: Floats | None, names: list[str], own: str, replicates: int, seed: int, confidence: float
) -> tuple[Any, ...]:
    """Nearest people and all that follows, in the order of the schema; values and gains are [questions, candidates]."""
    drawn = draw_weights(len(values), 1, replicates=replicates, seed=seed, cluster="question").question
    draws = (drawn @ values) / drawn.sum(axis=1, keepdims=True)
    mean = draws[0]
    best, first, ties = _leader(values, drawn, names, replicates, seed, confidence)
    tail = [(1 - confidence) / 2, (1 + confidence) / 2]
    some = len(draws) > 1
    low, high = np.quantile(draws[1:, best], tail) if some else (np.nan, np.nan)
    lean: tuple[Any, ...] = (None, None, [])
    if gains is not None and np.abs(gains).max() > 1e-12:
        to, share, tied = _leader(gains, drawn, names, replicates, seed, confidence)
        lean = (names[to], share, tied)
    mine: tuple[Any, ...] = (None, None, None, None, None)
    if own in names:
        j = names.index(own)
        lead = draws[:, best] - draws[:, j]
        span = np.quantile(lead[1:], tail) if some else (np.nan, np.nan)
        mine = (float(mean[j]), 1 + int((mean > mean[j]).sum()), float(lead[0]), float(span[0]), float(span[1]))
    return (names[best], float(mean[best]), float(low), float(high), first, ties, *mine, *lean, len(names), len(values))


def _leader(
    values: Floats, drawn: Floats, names: list[str], replicates: int, seed: int, confidence: float
) -> tuple[int, float | None, list[str]]:
    """Which column has the largest mean, in what share of the resamples it does, and which are not told apart."""
    draws = (drawn @ values) / drawn.sum(axis=1, keepdims=True)
    best = int(draws[0].argmax())
    first = float((draws[1:].argmax(axis=1) == best).mean()) if len(draws) > 1 else None
    others = [j for j in range(len(names)) if j != best]
    adjusted = holm(_sign_flips(values[:, [best]] - values[:, others], max(replicates, 1), seed))
    ties = [j for j, p in zip(others, adjusted, strict=True) if p >= 1 - confidence]
    return best, first, [names[j] for j in sorted(ties, key=lambda j: -draws[0, j])]


def _sign_flips(differences: Floats, permutations: int, seed: int) -> list[float]:
    """`paired.sign_flip` of each column of [questions, pairs], with the same sign patterns for all."""
    signs = np.random.default_rng([seed, 4]).integers(0, 2, (permutations, len(differences))) * 2.0 - 1.0
    sums = differences.sum(axis=0)
    extreme = (np.abs(signs @ differences) >= np.abs(sums) * (1 - 1e-12)).sum(axis=0)
    return ((extreme + 1) / (permutations + 1)).tolist()
