"""Join opinions to their seeds, questions and people, on ids; what cannot be joined is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.dialogues.consistency import Claim
from folkways.dialogues.opinion import KINDS, OPINIONS_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA
from folkways.errors import InputError
from folkways.populations import Population
from folkways.surveys import Survey


@dataclass(frozen=True, slots=True)
class Joined:
    """All opinions as claims, in the order of their ids; `people` are the peoples of their speakers, by id."""

    claims: tuple[Claim, ...]
    people: dict[str, Population]


def joined(opinions: pl.DataFrame, seeds: pl.DataFrame, survey: Survey) -> Joined:
    """Each opinion beside the answer of its speaker's people.

    Args:
        opinions: of `OPINIONS_SCHEMA`.
        seeds: of `SEEDS_SCHEMA`.
        survey: with their questions and peoples.

    Raises:
        InputError: a column is missing, an id occurs twice, an opinion is empty or of an unknown kind, has no seed,
            speaks for another people or of another question than its seed, or the survey lacks one of these.
    """
    checked(opinions, OPINIONS_SCHEMA, "opinions", "take them from the stage that reads opinions")
    checked(seeds, SEEDS_SCHEMA, "seeds", "take them from the stage that makes seeds")
    seed_of = {row["id"]: row for row in seeds.iter_rows(named=True)}
    people = {people.id: people for people in survey.populations}
    claims = [
        _claim(row, seed_of.get(row["seed"]), survey, people) for row in opinions.sort("id").iter_rows(named=True)
    ]
    return Joined(tuple(claims), people)


def checked(frame: pl.DataFrame, schema: dict[str, Any], name: str, mend: str) -> None:
    """Refuse a frame that lacks a column or holds an id twice or none.

    Raises:
        InputError: it does.
    """
    if missing := [column for column in schema if column not in frame.columns]:
        raise InputError(f"columns missing: {', '.join(missing)}", where=name, mend=mend)
    if frame["id"].null_count():
        raise InputError("a row has no id", where=name, mend=mend)
    if twice := _twice(frame["id"].to_list()):
        raise InputError(f"id {twice!r} occurs twice", where=name, mend="give every row its own id")


def _claim(row: dict[str, Any], seed: dict[str, Any] | None, survey: Survey, people: dict[str, Population]) -> Claim:
    where = f"opinion {row['id']}"
    if not (row["text"] or "").strip():
        raise InputError("has no text", where=where, mend="leave out what is empty, and count it")
    if row["kind"] not in KINDS:
        raise InputError(f"unknown kind {row['kind']!r}", where=where, mend=f"use one of {', '.join(KINDS)}")
    if seed is None:
        raise InputError(f"seed {row['seed']!r} is not among the seeds", where=where, mend="give the seeds of this run")
    for name in ("population", "question"):
        if row[name] != seed[name]:
            raise InputError(
                f"{name} {row[name]!r} is not that of its seed ({seed[name]!r})",
                where=where,
                mend="give opinions and seeds of one run",
            )
    if row["question"] not in survey.by_id or row["population"] not in people:
        lost = "question" if row["question"] not in survey.by_id else "population"
        raise InputError(
            f"{lost} {row[lost]!r} is not in the survey", where=where, mend="give the survey that the seeds came from"
        )
    question = survey.by_id[row["question"]]
    language = row["language"] if row["language"] in question.texts else question.language
    return Claim(
        opinion=row["id"],
        text=row["text"],
        kind=row["kind"],
        language=row["language"],
        population=row["population"],
        people=people[row["population"]].label,
        question=question.text(language),
        answer=seed["answer"],
    )


def _twice(values: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
