"""A norm: one sentence of what people of a population commonly hold, prefer or expect, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.runs import digest

#: How a norm came to be: from the topic alone (CNCA-T), with the training questions and the top answers (CNCA-TQ-TA),
#: with the whole distributions (CNCA-TQ-RA), by rules without a model, or written by a person.
METHODS = ("topic", "top-answers", "answer-shares", "rules", "written")
VERDICTS = ("supported", "contradicted", "not tested", "unchecked")
STATUSES = ("mined", "reviewed", "rejected")

#: One row a norm. `strength` is the share of people behind it, `divided` how evenly the answers of its evidence are
#: spread (entropy over its maximum, 0 to 1); both null where no question tests it. `evidence` are the questions that
#: it was checked against, `shown` those that its writer saw.
NORMS_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "population": pl.String,
    "topic": pl.String,
    "text": pl.String,
    "language": pl.String,
    "method": pl.String,
    "model": pl.String,
    "prompt_hash": pl.String,
    "seed": pl.Int64,
    "shown": pl.List(pl.String),
    "verdict": pl.String,
    "checker": pl.String,
    "strength": pl.Float64,
    "divided": pl.Float64,
    "evidence": pl.List(pl.String),
    "status": pl.String,
    "reviewer": pl.String,
    "note": pl.String,
}


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm.

    Attributes:
        population: id.
        topic: as the survey names it.
        text: one sentence.
        language: BCP 47.
        method: one of `METHODS`.
        model: who wrote it; "" where no model did.
        prompt_hash: of the prompt that it answered; "" where there was none.
        seed: of the draw, where it was drawn.
        shown: ids of the questions whose answers its writer saw.
        verdict: one of `VERDICTS`.
        checker: who gave the verdict.
        strength: the share of people behind it, 0 to 1.
        divided: entropy of the answers to its evidence over the largest possible, 0 to 1.
        evidence: ids of the questions that it was checked against.
        status: `mined`, `reviewed` or `rejected`.
        reviewer, note: who reviewed it, and what they said.

    Raises:
        InputError: no text, or a value outside the lists above.

    >>> Norm("EGY", "Family", "Family comes first.").id == Norm("EGY", "Family", "Family comes first.", seed=3).id
    True
    """

    population: str
    topic: str
    text: str
    language: str = "en"
    method: str = "written"
    model: str = ""
    prompt_hash: str = ""
    seed: int = 0
    shown: tuple[str, ...] = ()
    verdict: str = "unchecked"
    checker: str = ""
    strength: float | None = None
    divided: float | None = None
    evidence: tuple[str, ...] = ()
    status: str = "mined"
    reviewer: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        where = f"norm {self.text[:40]!r}"
        if not self.text.strip():
            raise InputError("a norm has no text", mend="write one sentence, or take it out")
        for name, value, known in (
            ("method", self.method, METHODS),
            ("verdict", self.verdict, VERDICTS),
            ("status", self.status, STATUSES),
        ):
            if value not in known:
                raise InputError(f"unknown {name} {value!r}", where=where, mend=f"use one of {', '.join(known)}")
        for name in ("strength", "divided"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise InputError(f"{name} is {value}", where=where, mend="give a share between 0 and 1")

    @property
    def id(self) -> str:
        """What tells it from other norms: population, topic, language and text."""
        return "n" + digest([self.population, self.topic, self.language, self.text])[:10]

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict with the columns of `NORMS_SCHEMA`; `from_record` reads it back."""
        record = {"id": self.id, **asdict(self)}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in record.items()}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Norm:
        """The norm that `to_record` wrote; what is missing has its default, and the id is made again.

        Raises:
            InputError: a field is unknown or its value is wrong.
        """
        given = {name: value for name, value in record.items() if name != "id" and value is not None}
        unknown = sorted(set(given) - set(NORMS_SCHEMA))
        if unknown:
            raise InputError(
                f"a norm has no field {unknown[0]!r}", mend=f"use some of {', '.join(list(NORMS_SCHEMA)[1:])}"
            )
        if missing := [name for name in ("population", "text") if name not in given]:
            raise InputError(f"a norm has no {missing[0]}", mend="give each norm a population and a text")
        for name in ("shown", "evidence"):
            given[name] = tuple(str(q) for q in given.get(name, ()))
        return cls(topic=str(given.pop("topic", "")), **given)
