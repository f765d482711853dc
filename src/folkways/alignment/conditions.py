"""A model's answers placed on the people's grid: one distribution per condition and cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import COVERAGE_SCHEMA
from folkways.alignment.grid import Grid
from folkways.answers import CONDITION, Answers
from folkways.errors import AnswersError
from folkways.surveys import Survey

Floats = NDArray[np.float64]
_CELL = [*CONDITION, "question", "population"]


@dataclass(frozen=True)
class Condition:
    """What one model answered under one condition.

    Attributes:
        model, framing, language, reasoning: which condition.
        rows: the cells of the grid that it answered, ascending, shape [N].
        q: its distributions, the mean over orders, labels and templates, shape [N, K].
    """

    model: str
    framing: str
    language: str
    reasoning: str
    rows: NDArray[np.int64]
    q: Floats


@dataclass(frozen=True)
class Placed:
    """All conditions of some answers, and what became of the cells that people answered.

    Attributes:
        conditions: in order of first appearance.
        coverage: `COVERAGE_SCHEMA`, for the populations that were asked.
        asked: those populations.
        outside: answered question–population pairs that people were never asked.
    """

    conditions: tuple[Condition, ...]
    coverage: pl.DataFrame
    asked: tuple[str, ...]
    outside: int


def place_answers(answers: Answers, grid: Grid, survey: Survey) -> Placed:
    """Average a model's answers over orders, labels and templates, and join them to the cells of people.

    Answers that belong to no people (the neutral framing) are joined to every population that was asked in any
    framing, or that `answers.info["populations"]` names, or to all; an answer in a language to those of them only that
    are asked in it (`answers.info["languages"]`, else the source language to all and another to those whose own it is).

    Raises:
        AnswersError: no answer concerns a question, a population and the option codes of the survey.
    """
    items = answers.items
    if items.is_empty():
        raise AnswersError("holds no answers to real questions", mend="probe at least one question")
    ids = pl.DataFrame({"question": grid.questions, "_q": range(len(grid.questions))})
    known = items.join(ids, on="question")
    if known.is_empty():
        raise AnswersError(
            f"no question of the answers is in the survey (first: {items['question'][0]!r})",
            mend="score them against the survey that was asked",
        )
    cells = _averages(known, grid)
    asked = _asked(answers, items, grid)
    spoken = _spoken(answers, survey)
    people = {name: i for i, name in enumerate(grid.populations)}
    keys = list(dict.fromkeys(items.select(CONDITION).iter_rows()))
    conditions, coverage, outside = [], [], 0
    human = grid.row >= 0
    dense = _dense(cells, grid)
    for key in keys:
        part = cells.filter(pl.all_horizontal(pl.col(n) == v for n, v in zip(CONDITION, key, strict=True)))
        table = np.full(grid.row.shape, -1, np.int64)
        state = np.full(grid.row.shape, len(_CLASSES) - 1, np.int64)
        at = part["_row"].cast(pl.Int64).to_numpy()
        named = part["population"].to_list()
        where = np.array([people.get(name, -1) for name in named], np.int64)
        q = part["_q"].to_numpy()
        usable = part["_usable"].to_numpy()
        kind = np.where(usable, 0, part["_state"].to_numpy())
        nobody = np.array([name == "" for name in named], bool)
        for j in (j for j in asked if key[2] in spoken[j]):  # answers that belong to nobody hold for all who speak it
            table[q[nobody], j] = np.where(usable[nobody], at[nobody], -1)
            state[q[nobody], j] = kind[nobody]
        own = where >= 0
        table[q[own], where[own]] = np.where(usable[own], at[own], -1)
        state[q[own], where[own]] = kind[own]
        outside += int(((table >= 0) & ~human).sum()) + int(sum(name != "" and name not in people for name in named))
        here = human & (table >= 0)
        found = grid.row[here]
        order = np.argsort(found)
        conditions.append(Condition(*key, rows=found[order], q=dense[table[here][order]]))
        for j in asked:
            if key[2] not in spoken[j] and (state[:, j] == len(_CLASSES) - 1).all():
                continue  # nobody meant to ask this people in this language
            count = np.bincount(state[human[:, j], j], minlength=len(_CLASSES))
            coverage.append((*key, grid.populations[j], int(human[:, j].sum()), *map(int, count)))
    if not any(len(c.rows) for c in conditions) and cells["_usable"].any():
        raise AnswersError(
            "no answered question and population was also asked of people in the survey",
            mend="check that populations and questions carry the survey's ids",
        )
    return Placed(
        conditions=tuple(conditions),
        coverage=pl.DataFrame(coverage, schema=COVERAGE_SCHEMA, orient="row"),
        asked=tuple(grid.populations[j] for j in asked),
        outside=outside,
    )


def _asked(answers: Answers, items: pl.DataFrame, grid: Grid) -> list[int]:
    named = set(answers.info.get("populations") or ()) or set(items["population"]) - {""}
    asked = [j for j, name in enumerate(grid.populations) if name in named]
    return asked or list(range(len(grid.populations)))


def _spoken(answers: Answers, survey: Survey) -> list[set[str]]:
    """The languages in which each population of the survey is asked, in its order."""
    told = answers.info.get("languages") or {}
    used = set(answers.items["language"])
    source = survey.questions[0].language
    alone = used if len(used) == 1 else {source}  # a table in one language is about everybody in it
    return [set(told.get(p.id) or {*alone, survey.native(p)}) for p in survey.populations]


#: Columns of the coverage, by number; an answer without probabilities is malformed.
_CLASSES = ("answered", "refused", "truncated", "malformed", "failed", "absent")
_STATES = {"answered": 3, "refused": 1, "truncated": 2, "malformed": 3, "failed": 4}


def _averages(known: pl.DataFrame, grid: Grid) -> pl.DataFrame:
    """One row per condition, question and population; `_probs` is the mean over rows that could be read."""
    cells = known.group_by([*_CELL, "_q"], maintain_order=True).agg(
        pl.col("state").replace_strict(_STATES, return_dtype=pl.Int64).mode().min().alias("_state")
    ).with_row_index("_row")  # fmt: skip
    point = known.with_row_index("_i").join(cells.select(*_CELL, "_row"), on=_CELL)
    read = point.with_columns(
        pl.when(pl.col("probs").is_null() & (pl.col("state") == "answered") & pl.col("parsed").is_not_null())
        .then(pl.col("codes").list.eval(pl.element() == "").cast(pl.List(pl.Float64)))
        .otherwise(pl.col("probs"))
        .alias("_probs"),
        pl.col("probs").is_null().alias("_by_text"),
    ).filter(pl.col("_probs").is_not_null() & (pl.col("_probs").list.len() > 0))
    long = read.select("_row", "_q", "_i", "codes", "_probs", "parsed", "_by_text").explode("codes", "_probs")
    long = long.with_columns(
        pl.when("_by_text")
        .then((pl.col("codes") == pl.col("parsed")).cast(pl.Float64))
        .otherwise("_probs")
        .alias("_probs")
    )
    options = pl.DataFrame(
        [(i, code, j) for i, codes in enumerate(grid.codes) for j, code in enumerate(codes)],
        schema={"_q": pl.Int64, "codes": pl.String, "_k": pl.Int64}, orient="row",
    )  # fmt: skip
    placed = long.join(options, on=["_q", "codes"], how="left")
    strange = placed.filter(pl.col("_k").is_null() | (pl.col("_probs").is_null()))
    if strange.height:
        row = strange.row(0, named=True)
        name = grid.questions[row["_q"]]
        raise AnswersError(
            f"option code {row['codes']!r} is not a substantive option of question {name!r}",
            where=f"answers, row {row['_i'] + 1}",
            mend=f"use the codes {', '.join(grid.codes[row['_q']])}",
        )
    sums = placed.group_by("_row", "_k", maintain_order=True).agg(pl.col("_probs").sum())
    total = sums.group_by("_row").agg(pl.col("_probs").sum().alias("_total"))
    usable = total.filter(pl.col("_total") > 0)
    lists = (
        sums.join(usable, on="_row")
        .group_by("_row", maintain_order=True)
        .agg(pl.col("_k"), (pl.col("_probs") / pl.col("_total")).alias("_mean"))
    )
    return cells.join(lists, on="_row", how="left", maintain_order="left").with_columns(
        pl.col("_mean").is_not_null().alias("_usable")
    )


def _dense(cells: pl.DataFrame, grid: Grid) -> Floats:
    q = np.zeros((cells.height, grid.mask.shape[1]))
    long = cells.filter("_usable").select("_row", "_k", "_mean").explode("_k", "_mean")
    q[long["_row"].to_numpy(), long["_k"].to_numpy()] = long["_mean"].to_numpy()
    return q
