"""What people said: questions, and for each population the distribution of its answers."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import PopulationError, SurveyError
from folkways.populations import Population
from folkways.runs import digest, write_atomically, write_frame
from folkways.surveys.question import Question
from folkways.surveys.translation import Provenance

#: One row per (question, population, option), for every option that the question offers. `share` sums to 1 over the
#: options of a cell, the non-substantive ones included. `n_eff` is the effective number of respondents of the cell;
#: `n` the number who answered, null where the source does not say. `central` is the cell's central value (mean
#: or mode) where the source publishes one, null otherwise: NVAS is defined on it.
HUMAN_SCHEMA: dict[str, Any] = {
    "question": pl.String,
    "population": pl.String,
    "option": pl.String,
    "share": pl.Float64,
    "n_eff": pl.Float64,
    "n": pl.Int64,
    "central": pl.Float64,
}

#: What was left out when the survey was loaded, and why. `population` and `question` are "" where it is not about one.
EXCLUDED_SCHEMA: dict[str, Any] = {
    "question": pl.String,
    "population": pl.String,
    "reason": pl.String,
    "count": pl.Int64,
}

SUM_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Survey:
    """Questions and the people's answers to them, checked once.

    Attributes:
        name: short name, used on the command line.
        title, citation, licence, url: where it comes from and what may be done with it.
        questions: in survey order.
        populations: whose answers it holds; none where only the questionnaire is known.
        human: the distributions (`HUMAN_SCHEMA`).
        excluded: what was left out and why (`EXCLUDED_SCHEMA`).
        notes: what a reader must know about the whole survey (for instance that sample sizes are assumed).
        translations: who translated it, per language beyond its own.

    Raises:
        SurveyError: shares that do not sum to 1, unknown codes, duplicate rows, an empty population, …
    """

    name: str
    questions: tuple[Question, ...]
    populations: tuple[Population, ...]
    human: pl.DataFrame
    title: str = ""
    citation: str = ""
    licence: str = ""
    url: str = ""
    excluded: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EXCLUDED_SCHEMA))
    notes: tuple[str, ...] = ()
    translations: Mapping[str, Provenance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "human", _checked(self))

    def __repr__(self) -> str:
        return (
            f"Survey({self.name!r}: {len(self.questions)} questions, {len(self.populations)} populations, "
            f"{self.cells.height} human distributions)"
        )

    @functools.cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by id."""
        return {q.id: q for q in self.questions}

    @functools.cached_property
    def cells(self) -> pl.DataFrame:
        """One row per human distribution: question, population, n_eff."""
        return self.human.group_by("question", "population", maintain_order=True).agg(pl.col("n_eff").first())

    @functools.cached_property
    def digest(self) -> str:
        """A fingerprint of questions, populations and answers: what a run says it was asked."""
        rows = self.human.sort("question", "population", "option").select(
            "question", "population", "option", "share", "n_eff", "central"
        )
        return digest(
            {
                "questions": [q.to_record() for q in self.questions],
                "populations": [p.to_record() for p in self.populations],
                "human": [[q, p, o, f"{s:.9f}", f"{n:.6g}", c] for q, p, o, s, n, c in rows.iter_rows()],
            }
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every question has a text."""
        shared = set.intersection(*(set(q.texts) for q in self.questions))
        return tuple(tag for tag in self.questions[0].texts if tag in shared)

    def native(self, population: Population) -> str:
        """The language in which this people is asked: its own most used one of which the survey has texts.

        A translation comes before the survey's source language, so that the two can be set against each other.
        """
        source = self.questions[0].language
        spoken = [tag for tag in population.languages if tag in self.translations]
        return next((tag for tag in spoken if tag != source), source)

    def population(self, key: str) -> Population:
        """The population with this id or name, in any case.

        Raises:
            PopulationError: the survey has no answers of it.
        """
        for people in self.populations:
            if key.casefold() in (people.id.casefold(), people.name.casefold(), people.label.casefold()):
                return people
        known = ", ".join(p.id for p in self.populations[:20])
        raise PopulationError(f"survey {self.name} has no population {key!r}", mend=f"use one of {known}")

    def select(self, *, questions: Iterable[str] | None = None, populations: Iterable[str] | None = None) -> Survey:
        """The part with these question ids and these populations (ids or names).

        Populations that were not asked for by name and have no answers to the questions are left out.

        Raises:
            SurveyError: a question is unknown, or nothing is left.
            PopulationError: a population is unknown.
        """
        kept = self.questions
        if questions is not None:
            wanted = list(dict.fromkeys(questions))
            unknown = [q for q in wanted if q not in self.by_id]
            if unknown:
                raise SurveyError(
                    f"survey {self.name} has no question {unknown[0]!r}", mend=f"see `folkways survey show {self.name}`"
                )
            kept = tuple(self.by_id[q] for q in wanted)
        people = self.populations
        if populations is not None:
            people = tuple(dict.fromkeys(self.population(key) for key in populations))
        human = self.human.filter(
            pl.col("question").is_in([q.id for q in kept]) & pl.col("population").is_in([p.id for p in people])
        )
        if human.is_empty() and self.populations:
            raise SurveyError(
                f"survey {self.name} has no answers of these populations to these questions",
                mend="choose other questions or populations",
            )
        if populations is None:
            present = set(human["population"])
            people = tuple(p for p in people if p.id in present)
        return replace(self, questions=kept, populations=people, human=human)

    def save(self, folder: Path) -> None:
        """Write the survey as a folder of `survey.json`, `human.parquet` and `excluded.parquet`."""
        record = {
            "name": self.name,
            "title": self.title,
            "citation": self.citation,
            "licence": self.licence,
            "url": self.url,
            "notes": list(self.notes),
            "translations": {tag: asdict(origin) for tag, origin in self.translations.items()},
            "populations": [p.to_record() for p in self.populations],
            "questions": [q.to_record() for q in self.questions],
        }
        write_frame(folder / "human.parquet", self.human)
        write_frame(folder / "excluded.parquet", self.excluded)
        write_atomically(folder / "survey.json", json.dumps(record, ensure_ascii=False, indent=1).encode())

    @classmethod
    def read(cls, folder: Path) -> Survey:
        """The survey that `save` wrote.

        Raises:
            SurveyError: the folder holds none, or a file is damaged.
        """
        try:
            record: Mapping[str, Any] = json.loads((folder / "survey.json").read_text("utf-8"))
            human = pl.read_parquet(io.BytesIO((folder / "human.parquet").read_bytes()))
            excluded = pl.read_parquet(io.BytesIO((folder / "excluded.parquet").read_bytes()))
        except FileNotFoundError as error:
            raise SurveyError("no saved survey here", where=str(folder), mend="import it again") from error
        except (ValueError, pl.exceptions.PolarsError, OSError) as error:
            raise SurveyError(
                f"saved survey is damaged ({error})", where=str(folder), mend="import it again"
            ) from error
        return cls(
            name=record["name"],
            questions=tuple(Question.from_record(q) for q in record["questions"]),
            populations=tuple(Population.from_record(p) for p in record["populations"]),
            human=human,
            title=record["title"],
            citation=record["citation"],
            licence=record["licence"],
            url=record["url"],
            excluded=excluded,
            notes=tuple(record["notes"]),
            translations={tag: Provenance(**origin) for tag, origin in record.get("translations", {}).items()},
        )


def _checked(survey: Survey) -> pl.DataFrame:
    """The human table in its schema and in question-population-option order, or an error with place and mend."""
    where = f"survey {survey.name}"
    missing = [name for name in HUMAN_SCHEMA if name != "central" and name not in survey.human.columns]
    if missing:
        raise SurveyError(f"human table lacks {', '.join(missing)}", where=where)
    given = survey.human
    given = given if "central" in given.columns else given.with_columns(central=pl.lit(None, pl.Float64))
    human = given.select(pl.col(name).cast(dtype) for name, dtype in HUMAN_SCHEMA.items())
    ids = [q.id for q in survey.questions]
    people = [p.id for p in survey.populations]
    for what, values in (("question", ids), ("population", people)):
        if len(set(values)) != len(values):
            twice = next(v for v in values if values.count(v) > 1)
            raise SurveyError(f"{what} {twice!r} occurs twice", where=where, mend="give each its own id")
    known = pl.DataFrame(
        [(q.id, o.code, i, j) for i, q in enumerate(survey.questions) for j, o in enumerate(q.options)],
        schema={"question": pl.String, "option": pl.String, "_q": pl.Int64, "_o": pl.Int64},
        orient="row",
    )
    placed = human.join(known, on=["question", "option"], how="left")
    _refuse(
        placed.filter(pl.col("_o").is_null()),
        where,
        "option code {option!r} is not one that the question offers",
        "add it to the question's options, or correct the code",
    )
    _refuse(
        placed.filter(~pl.col("population").is_in(people)),
        where,
        "population {population!r} is not declared",
        "add it to the survey's populations",
    )
    _refuse(
        placed.filter(placed.select("question", "population", "option").is_duplicated()),
        where,
        "option {option!r} of this cell occurs twice",
        "keep one row per question, population and option",
    )
    _refuse(
        placed.filter(~pl.col("share").is_finite() | (pl.col("share") < 0) | pl.col("share").is_null()),
        where,
        "share is {share}",
        "shares are finite and not negative",
    )
    _refuse(
        placed.filter(pl.col("n_eff").is_null() | ~pl.col("n_eff").is_finite() | (pl.col("n_eff") <= 0)),
        where,
        "effective n is {n_eff}",
        "give a positive effective number of respondents",
    )
    sums = placed.group_by("question", "population", maintain_order=True).agg(pl.col("share").sum())
    _refuse(
        sums.filter((pl.col("share") - 1).abs() > SUM_TOLERANCE),
        where,
        "shares sum to {share:.6g}, not 1",
        "normalise the cell or complete its options",
    )
    empty = [p for p in people if p not in set(human["population"])]
    if empty:
        raise SurveyError(f"population {empty[0]!r} has no answers", where=where, mend="remove it or add its answers")
    full = (
        sums.select("question", "population")
        .join(known, on="question")
        .join(
            placed.select("question", "population", "option", "share", "n_eff", "n", "central"),
            on=["question", "population", "option"],
            how="left",
        )
    )
    cell = ["question", "population"]
    order = pl.DataFrame(
        {"population": people, "_p": range(len(people))}, schema={"population": pl.String, "_p": pl.Int64}
    )
    return (
        full.with_columns(
            pl.col("share").fill_null(0.0),
            pl.col("n_eff").fill_null(pl.col("n_eff").max().over(cell)),
            pl.col("n").fill_null(pl.col("n").max().over(cell)),
            pl.col("central").fill_null(pl.col("central").max().over(cell)),
        )
        .join(order, on="population")
        .sort("_q", "_p", "_o")
        .select(list(HUMAN_SCHEMA))
    )


def _refuse(bad: pl.DataFrame, where: str, what: str, mend: str) -> None:
    if bad.height:
        row = bad.row(0, named=True)
        cell = f", question {row['question']!r}, population {row['population']!r}"
        more = f" (and {bad.height - 1} more)" if bad.height > 1 else ""
        raise SurveyError(what.format(**row) + more, where=where + cell, mend=mend)
