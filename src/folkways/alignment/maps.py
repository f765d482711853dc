"""The cultural map: a principal component analysis of what peoples answered, with a model's answers projected on it.

The axes are fitted on people alone, on questions that every population of the map was asked, so that no missing block
is imputed: imputing one makes a map of who was asked what. Where a survey joins several sources with different
countries, there is one map a source.

Features: an ordinal question gives one column, the mean position on its scale (0 first option, 1 last); a nominal one
gives a column an option, its share / √2, so that two peoples who disagree wholly lie 1 apart on either kind. Columns
are centred, not standardised: a distance on the map is a distance in answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from folkways.errors import SurveyError
from folkways.surveys.survey import Survey

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment

#: One row per point. `kind` is people or model; `population` is "" for an answer that belongs to no people. `coverage`
#: is the share of the map's questions that the point rests on.
POINTS_SCHEMA: dict[str, Any] = {
    "kind": pl.String,
    "model": pl.String,
    "framing": pl.String,
    "language": pl.String,
    "reasoning": pl.String,
    "population": pl.String,
    "x": pl.Float64,
    "y": pl.Float64,
    "coverage": pl.Float64,
}
_POINT_KEY = ("kind", "model", "framing", "language", "reasoning", "population")

#: Ellipses as closed outlines: `step` runs round each.
ELLIPSES_SCHEMA: dict[str, Any] = {
    **{name: POINTS_SCHEMA[name] for name in _POINT_KEY},
    "step": pl.Int64,
    "x": pl.Float64,
    "y": pl.Float64,
}

MINIMUM_POPULATIONS = 3
MINIMUM_QUESTIONS = 3
_STEPS = 49


@dataclass(frozen=True)
class Block:
    """Questions of one source that every one of these populations answered."""

    source: str
    questions: tuple[str, ...]
    populations: tuple[str, ...]

    @property
    def size(self) -> int:
        """Cells: populations × questions."""
        return len(self.questions) * len(self.populations)


@dataclass(frozen=True)
class CulturalMap:
    """Peoples and a model's answers on two axes.

    Attributes:
        block: the questions and populations on which the axes are fitted.
        points: `POINTS_SCHEMA`.
        ellipses: `ELLIPSES_SCHEMA`, outlines of the joint bootstrap at `confidence`.
        explained: shares of the variance between peoples that the two axes hold.
        loadings: axis (1 or 2), question, option ("" where the column is a mean position), loading.
        absent: population, reason: who is not on this map, and why; model points too sparse to place are here as well.
        confidence, replicates, seed: of the ellipses.
    """

    block: Block
    points: pl.DataFrame
    ellipses: pl.DataFrame
    explained: tuple[float, float]
    loadings: pl.DataFrame
    absent: pl.DataFrame
    confidence: float
    replicates: int
    seed: int


def blocks(
    survey: Survey, questions: Iterable[str] | None = None, *, populations: Iterable[str] | None = None
) -> tuple[Block, ...]:
    """The complete blocks of a survey, one a source, the largest (populations × questions) first.

    A source is what stands before the first comma of `Question.source` (`World Values Survey 7, Q14`). Within a source,
    populations are left out one by one, the one with fewest questions first, and the set with the
    most cells is kept.

    Args:
        survey: the people.
        questions: consider only these.
        populations: consider only these.
    """
    wanted = set(survey.by_id) if questions is None else set(questions)
    peoples = {p.id for p in survey.populations} if populations is None else set(populations)
    asked: dict[str, dict[str, set[str]]] = {}
    for question, population in survey.cells.select("question", "population").iter_rows():
        if question in wanted and population in peoples:
            asked.setdefault(_source(survey, question), {}).setdefault(population, set()).add(question)
    order = {q.id: i for i, q in enumerate(survey.questions)}
    found = []
    for source, people in asked.items():
        left = sorted(people, key=lambda p: (-len(people[p]), p))
        best = Block(source, (), ())
        while left:
            common = set.intersection(*(people[p] for p in left))
            if len(common) * len(left) > best.size:
                kept = tuple(p.id for p in survey.populations if p.id in set(left))
                best = Block(source, tuple(sorted(common, key=order.__getitem__)), kept)
            left.pop()
        found.append(best)
    return tuple(sorted((b for b in found if b.size), key=lambda b: (-b.size, b.source)))


def pca_map(
    survey: Survey,
    alignment: Alignment | None = None,
    *,
    block: Block | None = None,
    replicates: int = 400,
    seed: int = 0,
    confidence: float = 0.95,
    minimum_coverage: float = 0.5,
) -> CulturalMap:
    """Fit the two main axes on the people and project the model's answers.

    Each axis points to where its largest loading is positive. An ellipse covers two sources of chance: other questions
    of the same kind might have been asked (questions are resampled, the axes refitted and turned onto the original
    by Procrustes rotation), and other respondents might have been drawn (shares are redrawn at their effective n by
    the normal limit of the multinomial). A model point that lacks some questions is placed by least squares on
    those that it has.

    Args:
        survey: the people.
        alignment: the model's answers, raw calibration; None for a map of the people alone.
        block: questions and populations of the map; by default the largest block among the questions asked.
        replicates: bootstrap replicates.
        seed: of the bootstrap.
        confidence: of the ellipses, jointly for both axes.
        minimum_coverage: a model point on a smaller share of the map's questions is left out and listed.

    Raises:
        SurveyError: fewer than three populations or three questions are complete.
    """
    if block is None:
        asked = None if alignment is None else alignment.cells["question"].unique().to_list()
        found = blocks(survey, asked)
        block = next((b for b in found if len(b.populations) >= MINIMUM_POPULATIONS), found[0] if found else None)
    if block is None or len(block.populations) < MINIMUM_POPULATIONS or len(block.questions) < MINIMUM_QUESTIONS:
        raise SurveyError(
            "too little for a map: it needs three populations that were all asked the same three questions",
            where=f"survey {survey.name}",
            mend="ask more questions or more populations",
        )
    columns = _Columns(survey, block)
    people, spread, n_eff = columns.people(survey)
    keys, rows = columns.model(alignment)
    observed = np.isfinite(rows)
    coverage = np.array([len(set(columns.owner[row])) for row in observed]) / len(block.questions)
    placed = coverage >= minimum_coverage
    sparse = [key for key, good in zip(keys, placed, strict=True) if not good]
    keys = [key for key, good in zip(keys, placed, strict=True) if good]
    rows, coverage = rows[placed], coverage[placed]

    axes, scores, share = _fit(people)
    home = np.vstack([scores, _project(rows, people.mean(0), axes)])
    clouds = np.empty((replicates, len(home), 2))
    rng = np.random.default_rng(seed)
    for b in range(replicates):
        drawn = people + columns.noise(rng, people, spread, n_eff)
        weight = np.sqrt(rng.multinomial(len(block.questions), columns.even)[columns.owner])
        turned_axes, turned, _ = _fit(drawn * weight)
        u, _, vt = np.linalg.svd(turned.T @ scores)
        there = _project(rows * weight, (drawn * weight).mean(0), turned_axes)
        clouds[b] = np.vstack([turned, there]) @ (u @ vt)
    everyone = [("people", "", "", "", "", p) for p in block.populations] + [("model", *key) for key in keys]
    points = pl.DataFrame(
        [
            (*key, float(x), float(y), float(c))
            for key, (x, y), c in zip(everyone, home, [*np.ones(len(scores)), *coverage], strict=True)
        ],
        schema=POINTS_SCHEMA,
        orient="row",
    )
    outlines = [
        (*key, step, float(x), float(y))
        for i, key in enumerate(everyone)
        for step, (x, y) in enumerate(_ellipse(home[i], clouds[:, i], confidence))
    ]
    return CulturalMap(
        block=block,
        points=points,
        ellipses=pl.DataFrame(outlines, schema=ELLIPSES_SCHEMA, orient="row"),
        explained=share,
        loadings=columns.loadings(axes),
        absent=_absent(survey, block, sparse, minimum_coverage),
        confidence=confidence,
        replicates=replicates,
        seed=seed,
    )


class _Columns:
    """How questions become columns: one for an ordinal question, one an option for a nominal one."""

    def __init__(self, survey: Survey, block: Block) -> None:
        self.block = block
        self.questions = [survey.by_id[q] for q in block.questions]
        self.start: dict[str, int] = {}
        owner: list[int] = []
        self.labels: list[tuple[str, str]] = []
        for i, question in enumerate(self.questions):
            self.start[question.id] = len(owner)
            codes = [""] if question.scale == "ordinal" else list(question.codes)
            owner += [i] * len(codes)
            self.labels += [(question.id, code) for code in codes]
        self.owner = np.array(owner)
        self.even = np.full(len(self.questions), 1 / len(self.questions))
        self.nominal = np.array([code != "" for _, code in self.labels])
        self.scale = {q.id: np.arange(len(q.codes)) / (len(q.codes) - 1) for q in self.questions}
        self.ordinal = {q.id: q.scale == "ordinal" for q in self.questions}

    def features(self, question: str, p: np.ndarray) -> np.ndarray:
        return np.array([p @ self.scale[question]]) if self.ordinal[question] else p / np.sqrt(2)

    def people(self, survey: Survey) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Features, a respondent's standard deviation on ordinal columns, effective n; each (populations, columns)."""
        shape = (len(self.block.populations), len(self.owner))
        values, spread, n_eff = np.full(shape, np.nan), np.zeros(shape), np.ones(shape)
        index = {p: i for i, p in enumerate(self.block.populations)}
        codes = {q.id: q.codes for q in self.questions}
        wanted = survey.human.filter(
            pl.col("question").is_in(list(codes)) & pl.col("population").is_in(list(self.block.populations))
        )
        cells = wanted.group_by("question", "population", maintain_order=True).agg("option", "share", pl.first("n_eff"))
        for question, population, options, shares, n in cells.iter_rows():
            by_code = dict(zip(options, shares, strict=True))
            p = np.array([by_code[code] for code in codes[question]])
            if p.sum() <= 0:
                continue
            p = p / p.sum()
            at = slice(self.start[question], self.start[question] + (1 if self.ordinal[question] else len(p)))
            values[index[population], at] = self.features(question, p)
            n_eff[index[population], at] = n
            if self.ordinal[question]:
                position = self.scale[question]
                spread[index[population], at] = np.sqrt(max(p @ position**2 - (p @ position) ** 2, 0.0))
        # A cell in which nobody gave a substantive answer says nothing: it takes the mean of the other peoples.
        return np.where(np.isnan(values), np.nanmean(values, axis=0), values), spread, n_eff

    def noise(self, rng: np.random.Generator, people: np.ndarray, spread: np.ndarray, n_eff: np.ndarray) -> np.ndarray:
        """Sampling error of the features at effective n: covariance (diag p - p pᵀ)/n for shares."""
        z = rng.standard_normal(people.shape)
        shares = np.clip(people, 0, None) * np.sqrt(2) * self.nominal
        root = np.sqrt(shares) * z
        sums = np.zeros((len(people), len(self.questions)))
        np.add.at(sums.T, self.owner, root.T)
        nominal = (root - shares * sums[:, self.owner]) / np.sqrt(2)
        return np.where(self.nominal, nominal, spread * z) / np.sqrt(n_eff)

    def model(self, alignment: Alignment | None) -> tuple[list[tuple[str, ...]], np.ndarray]:
        """Keys (model, framing, language, reasoning, population) and features, nan where a question is missing."""
        if alignment is None:
            return [], np.empty((0, len(self.owner)))
        cells = alignment.cells.filter(
            (pl.col("calibration") == "raw")
            & pl.col("question").is_in(list(self.block.questions))
            & (pl.col("population").is_in(list(self.block.populations)) | (pl.col("framing") == "neutral"))
        ).with_columns(population=pl.when(pl.col("framing") == "neutral").then(pl.lit("")).otherwise("population"))
        rows: dict[tuple[str, ...], np.ndarray] = {}
        key = ("model", "framing", "language", "reasoning", "population")
        for *where, question, q in cells.select(*key, "question", "q").iter_rows():
            row = rows.setdefault(tuple(where), np.full(len(self.owner), np.nan))
            found = self.features(question, np.array(q))
            row[self.start[question] : self.start[question] + len(found)] = found
        return list(rows), np.array(list(rows.values())).reshape(-1, len(self.owner))

    def loadings(self, axes: np.ndarray) -> pl.DataFrame:
        return pl.DataFrame(
            [
                (axis + 1, question, option, float(axes[i, axis]))
                for axis in range(2)
                for i, (question, option) in enumerate(self.labels)
            ],
            schema={"axis": pl.Int64, "question": pl.String, "option": pl.String, "loading": pl.Float64},
            orient="row",
        )


def _source(survey: Survey, question: str) -> str:
    return survey.by_id[question].source.split(",")[0].strip()


def _fit(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, tuple[float, float]]:
    """Axes (columns, 2), scores (rows, 2) and the shares of variance, by SVD of the centred rows."""
    centred = rows - rows.mean(0)
    u, s, vt = np.linalg.svd(centred, full_matrices=False)
    largest = np.abs(vt[:2]).argmax(1)
    sign = np.where(vt[[0, 1], largest] < 0, -1.0, 1.0)
    total = float((s**2).sum()) or 1.0
    return (vt[:2].T * sign), u[:, :2] * s[:2] * sign, (float(s[0] ** 2 / total), float(s[1] ** 2 / total))


def _project(rows: np.ndarray, mean: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """Least-squares scores of rows on the axes, over the columns that each row has."""
    if not len(rows):
        return np.empty((0, 2))
    seen = np.isfinite(rows)
    moments = np.where(seen, rows - mean, 0.0) @ axes
    gram = np.einsum("rc,ci,cj->rij", seen.astype(float), axes, axes)
    return np.einsum("rij,rj->ri", np.linalg.pinv(gram), moments)


def _ellipse(centre: np.ndarray, cloud: np.ndarray, confidence: float) -> np.ndarray:
    """The normal ellipse of a bootstrap cloud, drawn round the estimate."""
    values, vectors = np.linalg.eigh(np.cov(cloud.T))
    radius = np.sqrt(-2 * np.log(1 - confidence))  # chi-squared with two degrees of freedom
    turn = np.linspace(0, 2 * np.pi, _STEPS)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius * np.sqrt(np.clip(values, 0, None))
    return centre + circle @ vectors.T


def _absent(survey: Survey, block: Block, sparse: list[tuple[str, ...]], minimum: float) -> pl.DataFrame:
    asked = survey.cells.filter(pl.col("question").is_in(list(block.questions)))
    counts = dict(asked.group_by("population").len().iter_rows())
    rows = []
    for people in survey.populations:
        if people.id in block.populations:
            continue
        have = counts.get(people.id, 0)
        rows.append((people.id, f"answered {have} of the {len(block.questions)} questions of this map"))
    for model, framing, _, _, population in sparse:
        rows.append((population, f"{model} ({framing}) answered fewer than {minimum:.0%} of this map's questions"))
    return pl.DataFrame(rows, schema={"population": pl.String, "reason": pl.String}, orient="row")
