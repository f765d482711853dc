"""A seed: what a people answers to one question of a survey; what a conversation starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.runs import digest

#: `modal`: the most frequent answer. `draw`: one answer drawn from the people's distribution, so that the data keep
#: disagreement. `shares`: the whole distribution.
MODES = ("modal", "draw", "shares")

#: One row a seed. `code` and `share` are null in mode `shares`; `answer` is what the brief says of the people's
#: answer; `draw` numbers the draws of one cell and is 0 otherwise.
SEEDS_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "population": pl.String,
    "question": pl.String,
    "topic": pl.String,
    "mode": pl.String,
    "draw": pl.Int64,
    "code": pl.String,
    "answer": pl.String,
    "share": pl.Float64,
    "n_eff": pl.Float64,
    "n": pl.Int64,
    "survey": pl.String,
    "survey_digest": pl.String,
    "licence": pl.String,
}


@dataclass(frozen=True, slots=True)
class Seed:
    """What one people answers to one question.

    Attributes:
        population, question: ids; `topic` is the question's.
        mode: one of `MODES`.
        answer: the words of the answer, in the survey's language.
        code: of the option; None for the whole distribution.
        share: of the people who chose it, 0 to 1; None for the whole distribution.
        n_eff, n: respondents of the cell, effective and counted (None where the source does not say).
        draw: which of several draws.
        survey, survey_digest, licence: where it comes from.

    Raises:
        InputError: an unknown mode, a share outside 0 to 1, or no answer.
    """

    population: str
    question: str
    topic: str
    mode: str
    answer: str
    code: str | None
    share: float | None
    n_eff: float
    n: int | None = None
    draw: int = 0
    survey: str = ""
    survey_digest: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        where = f"seed {self.question}, {self.population}"
        if self.mode not in MODES:
            raise InputError(f"unknown mode {self.mode!r}", where=where, mend=f"use one of {', '.join(MODES)}")
        if not self.answer.strip():
            raise InputError("a seed has no answer", where=where, mend="leave it out")
        if self.share is not None and not 0 <= self.share <= 1:
            raise InputError(f"share is {self.share}", where=where, mend="give a share between 0 and 1")

    @property
    def id(self) -> str:
        """What tells it from other seeds: survey, question, population, mode, code and draw."""
        return "s" + digest([self.survey_digest, self.question, self.population, self.mode, self.code, self.draw])[:12]

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict with the columns of `SEEDS_SCHEMA`."""
        record = {"id": self.id, **asdict(self)}
        return {name: record[name] for name in SEEDS_SCHEMA}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Seed:
        """The seed that `to_record` wrote."""
        return cls(**{name: record[name] for name in SEEDS_SCHEMA if name != "id"})
