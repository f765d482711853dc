"""The people's answers as dense arrays: one row a cell, one column an option, padded on the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.nvas import central_value
from folkways.errors import SurveyError
from folkways.surveys import Survey

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Grid:
    """Cells (question × population that people answered) as arrays, built once per survey.

    C cells, Q questions, P populations, K the largest number of substantive options.

    Attributes:
        questions, populations: ids, in survey order; the index arrays point into them.
        topics: the topic of each question, length Q.
        question, population: shape [C].
        p: people's shares over the substantive options, renormalised, shape [C, K], 0 in the padding.
        n_eff: effective number of people who gave a substantive answer, shape [C].
        central: published central value where there is one, else mean (ordinal) or mode (nominal), shape [C].
        published: whether the central value is the source's own, shape [C].
        k: options per question, shape [Q].
        ordinal: shape [Q].
        mask, values: shape [Q, K].
        codes: option codes per question.
        empty: cells left out because nobody gave a substantive answer.
    """

    questions: tuple[str, ...]
    populations: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    question: Ints
    population: Ints
    p: Floats
    n_eff: Floats
    central: Floats
    published: NDArray[np.bool_]
    k: Ints
    ordinal: NDArray[np.bool_]
    mask: NDArray[np.bool_]
    values: Floats
    codes: tuple[tuple[str, ...], ...]
    empty: int

    def __len__(self) -> int:
        return len(self.question)

    @cached_property
    def low(self) -> Floats:
        """The value of each question's first option, shape [Q]."""
        return self.values[:, 0]

    @cached_property
    def high(self) -> Floats:
        """The value of each question's last option, shape [Q]."""
        return self.values[np.arange(len(self.k)), self.k - 1]

    @cached_property
    def row(self) -> Ints:
        """Where the cell of (question, population) is, shape [Q, P]; −1 where people were not asked."""
        table = np.full((len(self.questions), len(self.populations)), -1, np.int64)
        table[self.question, self.population] = np.arange(len(self))
        return table


def build_grid(survey: Survey) -> Grid:
    """The survey's human distributions as a `Grid`; options off the scale ("don't know") are left out of it.

    Shares are renormalised over the substantive options and the effective n is scaled by their sum.

    Raises:
        SurveyError: nobody gave a substantive answer to anything.
    """
    if not survey.populations:
        raise SurveyError(
            "holds no people's answers",
            where=f"survey {survey.name}",
            mend="bring them: `folkways survey import`, for a .qsf with --responses EXPORT.csv",
        )
    questions = survey.questions
    k = np.array([len(q.codes) for q in questions], np.int64)
    width = int(k.max())
    mask = np.arange(width) < k[:, None]
    values = np.zeros((len(questions), width))
    values[mask] = [v for q in questions for v in q.values]
    ordinal = np.array([q.scale == "ordinal" for q in questions])
    options = pl.DataFrame(
        [(q.id, code, i, j) for i, q in enumerate(questions) for j, code in enumerate(q.codes)],
        schema={"question": pl.String, "option": pl.String, "_q": pl.Int64, "_k": pl.Int64},
        orient="row",
    )
    ids = [people.id for people in survey.populations]
    order = pl.DataFrame({"population": ids, "_p": range(len(ids))}, schema={"population": pl.String, "_p": pl.Int64})
    long = survey.human.join(options, on=["question", "option"]).join(order, on="population")
    q, people, option = (long[name].to_numpy() for name in ("_q", "_p", "_k"))
    place = np.full((len(questions), len(ids)), -1, np.int64)
    place[q, people] = 1
    cells = np.argwhere(place >= 0)
    place[cells[:, 0], cells[:, 1]] = np.arange(len(cells))
    at = place[q, people]
    p = np.zeros((len(cells), width))
    p[at, option] = long["share"].to_numpy()
    n_eff = np.zeros(len(cells))
    n_eff[at] = long["n_eff"].to_numpy()
    central = np.full(len(cells), np.nan)
    central[at] = long["central"].to_numpy()
    total = p.sum(axis=1)
    kept = total > 0
    if not kept.any():
        raise SurveyError("nobody gave a substantive answer", where=f"survey {survey.name}")
    cells, p, n_eff, central = cells[kept], p[kept], n_eff[kept], central[kept]
    p /= p.sum(axis=1, keepdims=True)
    published = np.isfinite(central)
    computed = central_value(p, values[cells[:, 0]], ordinal[cells[:, 0]])
    return Grid(
        questions=tuple(x.id for x in questions),
        populations=tuple(ids),
        topics=tuple(x.topic for x in questions),
        sources=tuple(x.source for x in questions),
        question=cells[:, 0],
        population=cells[:, 1],
        p=p,
        n_eff=n_eff * total[kept],
        central=np.where(published, central, computed),
        published=published,
        k=k,
        ordinal=ordinal,
        mask=mask,
        values=values,
        codes=tuple(x.codes for x in questions),
        empty=int((~kept).sum()),
    )
