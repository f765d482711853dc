"""Reasoning traces that consider a people's norms and end in its answer: what CNCA-SFT trains on.

Source: Wang, Zhu & Sang (AAAI 2026, arXiv 2511.13359). The prompt of a trace is the probe's own, without the norms: the
model is to have learnt to consider them. Traces are kept where they end in the people's answer, and hold no quotation
of a norm, no words of a held-out question and no name of an unseen people. What is dropped is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from folkways.adapt.leaks import Leaks
from folkways.adapt.targets import Shares, Target, Tracing, shares_of, targets
from folkways.adapt.teachers import Ask, Attempt, ModelTeacher, Teacher
from folkways.adapt.templates import NAME, TemplateTeacher
from folkways.errors import InputError, RunError
from folkways.models.access import Model, Prompt
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.norms.topics import topic_of
from folkways.probes.design import Cell, choose_questions, render
from folkways.runs import Run, digest
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split

#: How a trace came to be: its teacher reached the people's answer by itself; it was told it (rationalisation); it was
#: put together from facts without a model.
ORIGINS = ("teacher", "rationalised", NAME)

#: One row a target. `thought` is null where nothing could be kept. `code` is the option that it ends in and `share`
#: that of the people behind it; `norms` are the ids of those considered; `prompt_hash` is of what the teacher was
#: shown, `asked_hash` of the prompt that the trace answers; `misses` says of each text of the teacher that was not kept
#: why.
TRACES_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "question": pl.String,
    "population": pl.String,
    "language": pl.String,
    "order": pl.String,
    "labels": pl.String,
    "draw": pl.Int64,
    "code": pl.String,
    "share": pl.Float64,
    "thought": pl.String,
    "origin": pl.String,
    "norms": pl.List(pl.String),
    "teacher": pl.String,
    "prompt_hash": pl.String,
    "asked_hash": pl.String,
    "seed": pl.Int64,
    "misses": pl.List(pl.String),
}

_SHARD = 16
_MOST_NORMS = 5

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Traces:
    """Traces, and what they were made of.

    Attributes:
        frame: `TRACES_SCHEMA`, the targets of which nothing was kept included.
        config: everything that decided them, as the run has it.
    """

    frame: pl.DataFrame
    config: dict[str, Any]

    @property
    def kept(self) -> pl.DataFrame:
        """The traces that can be trained on."""
        return self.frame.filter(pl.col("thought").is_not_null())

    @property
    def counts(self) -> dict[str, Any]:
        """How many were wanted and kept, of which origin, and why texts were dropped; JSON-ready."""
        misses = Counter(self.frame["misses"].explode().drop_nulls().to_list())
        return {
            "wanted": self.frame.height,
            "kept": self.kept.height,
            "origins": dict(sorted(Counter(self.kept["origin"].to_list()).items())),
            "dropped": dict(sorted(misses.items())),
            "norms_left_out": self.config["norms_left_out"],
        }

    @property
    def digest(self) -> str:
        """A fingerprint of the kept traces."""
        return digest(self.kept.select("id", "thought").rows())


def prompt_of(row: dict[str, Any], survey: Survey) -> tuple[Cell, Prompt]:
    """The cell and the prompt of the probe that a row of traces or pairs answers."""
    cell = Cell(
        survey.by_id[row["question"]], survey.population(row["population"]), "persona", row["language"], row["order"],
        row["labels"], "plain", "before", reasoning="reasoned",
    )  # fmt: skip
    return cell, render(cell)


def label_of(cell: Cell, code: str) -> str:
    """The label that stands before an option in this prompt."""
    return cell.label_texts[cell.shown.index(cell.question.codes.index(code))]


@dataclass(frozen=True)
class Lesson:
    """All that texts for training are made from: what may be learnt, the norms of those peoples, and the teacher.

    Attributes:
        survey: the training side.
        shares: of its peoples.
        norms: those that may be shown, by population.
        left_out: why norms were left out, counted.
        teacher: who writes.
        leaks: what no text may carry.
        config: fingerprints of all of it, JSON-ready.
    """

    survey: Survey
    shares: Shares
    norms: dict[str, tuple[Norm, ...]]
    left_out: dict[str, int]
    teacher: Teacher
    leaks: Leaks
    config: dict[str, Any]

    def considered(self, question: Question, language: str, population: str) -> tuple[Norm, ...]:
        """The norms of a people on the topic of a question; where it has none there, its first ones."""
        own = [norm for norm in self.norms.get(population, ()) if norm.language == language]
        return tuple(([n for n in own if n.topic == topic_of(question)] or own)[:_MOST_NORMS])


def prepare(
    survey: Survey,
    split: Split,
    book: NormBook,
    teacher: Model | None,
    *,
    tracing: Tracing,
    populations: Sequence[str] | None = None,
    limit: int | None = None,
) -> Lesson:
    """Gather what may be learnt from, and refuse what may not.

    Args:
        survey: the whole of it.
        split: what of it is held out.
        book: the norms.
        teacher: a model; None for templates.
        tracing: the settings.
        populations: ids or names, all of them seen; every seen one where absent.
        limit: most questions, drawn within topics.

    Raises:
        InputError: a population is unseen, or the book was made from a held-out question or under another split.
        SurveyError: the survey is not the one that was split.
    """
    training = split.training(survey)
    if populations is not None:
        ids = [survey.population(key).id for key in populations]
        if held := sorted(set(ids) & set(split.unseen)):
            raise InputError(f"population {held[0]} is held out", mend="name populations that the split has as seen")
        training = training.select(populations=ids)
    training = choose_questions(training, training.populations, limit, tracing.seed)
    _check_book(book, split)
    leaks = Leaks(survey, split)
    norms, left_out = _safe(book, {p.id for p in training.populations}, leaks)
    if not norms:
        raise InputError(
            "the book has no norm of these peoples that may be shown", mend="mine some: `folkways norms mine`"
        )
    who: Teacher = (
        TemplateTeacher(training, leaks)
        if teacher is None
        else ModelTeacher(teacher, leaks, max_tokens=tracing.max_tokens)
    )
    config = {
        "survey": survey.name,
        "survey_digest": survey.digest,
        "split_digest": split.digest,
        "norms_digest": book.digest,
        "norms_left_out": left_out,
        "teacher": who.name,
        "teacher_revision": who.revision,
        "questions": [q.id for q in training.questions],
        "populations": [p.id for p in training.populations],
        "tracing": tracing.to_record(),
    }
    return Lesson(training, shares_of(training), norms, left_out, who, leaks, config)


def make_traces(lesson: Lesson, tracing: Tracing, out: Path, progress: Progress | None = None) -> Traces:
    """Write a trace for every target, or go on writing where a run was cut.

    Args:
        lesson: from `prepare`.
        tracing: the same settings.
        out: the run's folder.
        progress: called with the targets that are done and those that there are.

    Raises:
        RunError: the folder holds another run, or cannot be written.
    """
    wanted = targets(lesson.survey, tracing)
    run = Run.open(out, {"kind": "traces", **lesson.config}, shards=-(-len(wanted) // _SHARD))
    for index in run.missing():
        part = wanted[index * _SHARD : (index + 1) * _SHARD]
        rows = _written(lesson, tracing, part)
        run.write(index, pl.DataFrame(rows, schema=TRACES_SCHEMA))
        if progress is not None:
            progress(min(len(wanted), len(run.done()) * _SHARD), len(wanted))
    return read_traces(out)


def read_traces(out: Path) -> Traces:
    """The traces in a run folder.

    Raises:
        RunError: there are none, or they are not finished.
    """
    run = Run.read(out)
    if run.config.get("kind") != "traces":
        raise RunError("is not a run of traces", where=str(out), mend="give the folder that the traces were made in")
    if not run.complete:
        raise RunError("the traces are not finished", where=str(out), mend="give the command that makes them again")
    return Traces(pl.concat([pl.DataFrame(schema=TRACES_SCHEMA), *run.frames()]), run.config)


def _written(lesson: Lesson, tracing: Tracing, part: Sequence[Target]) -> list[dict[str, Any]]:
    asks = [Ask(t.cell, t.population.id, lesson.considered(t.question, t.cell.language, t.population.id)) for t in part]
    if lesson.teacher.name == NAME:
        asks = [replace(ask, told=t.code) for ask, t in zip(asks, part, strict=True)]
    tried = lesson.teacher.think(asks, tries=tracing.tries, seed=tracing.seed)
    chosen = [_choose(attempts, t.code) for attempts, t in zip(tried, part, strict=True)]
    again = [i for i, (found, _) in enumerate(chosen) if found is None]
    origins = [NAME if lesson.teacher.name == NAME else "teacher"] * len(part)
    if again and tracing.keep == "proportion" and lesson.teacher.name != NAME:
        told = [replace(asks[i], told=part[i].code) for i in again]
        for i, attempts in zip(again, lesson.teacher.think(told, tries=tracing.tries, seed=tracing.seed), strict=True):
            found, misses = _choose(attempts, part[i].code)
            chosen[i] = found, [*chosen[i][1], *misses]
            origins[i] = "rationalised"
    return [
        _row(lesson, tracing, t, ask, origin, *outcome)
        for t, ask, origin, outcome in zip(part, asks, origins, chosen, strict=True)
    ]


def _choose(attempts: Sequence[Attempt], code: str) -> tuple[Attempt | None, list[str]]:
    """The first attempt that ends in the answer and can be used, and why those before it were not."""
    misses = []
    for attempt in attempts:
        miss = attempt.miss or ("" if attempt.code == code else "disagrees")
        if not miss:
            return attempt, misses
        misses.append(miss)
    return None, misses


def _row(
    lesson: Lesson, tracing: Tracing, target: Target, ask: Ask, origin: str, found: Attempt | None, misses: list[str]
) -> dict[str, Any]:
    cell = target.cell
    key = [target.question.id, target.population.id, target.draw, cell.order, target.code, found and found.thought]
    return {
        "id": "t" + digest(key)[:12],
        "question": target.question.id,
        "population": target.population.id,
        "language": cell.language,
        "order": cell.order,
        "labels": cell.labels,
        "draw": target.draw,
        "code": target.code,
        "share": target.share,
        "thought": found.thought if found else None,
        "origin": origin,
        "norms": [norm.id for norm in ask.norms],
        "teacher": lesson.teacher.name,
        "prompt_hash": found.prompt_hash if found else "",
        "asked_hash": digest(render(cell).record()),
        "seed": tracing.seed,
        "misses": misses,
    }


def _check_book(book: NormBook, split: Split) -> None:
    """Refuse norms that rest on what is held out."""
    if book.split_digest and book.split_digest != split.digest:
        raise InputError("the norms were mined under another split", mend="mine them again with this split")
    if book.survey_digest == split.survey_digest and book.questions and not book.split_digest:
        split.refuse(book.questions, "the norms")
    for norm in book.norms:
        split.refuse((*norm.shown, *norm.evidence), "the norms")


def _safe(book: NormBook, peoples: set[str], leaks: Leaks) -> tuple[dict[str, tuple[Norm, ...]], dict[str, int]]:
    """The norms that may be shown, by people, and how many may not and why."""
    found: dict[str, list[Norm]] = {}
    left_out: Counter[str] = Counter()
    for norm in book.norms:
        if norm.population not in peoples:
            continue
        if norm.status == "rejected" or norm.verdict == "contradicted":
            left_out["rejected or contradicted"] += 1
        elif why := leaks.found(norm.text):
            left_out[why] += 1
        else:
            found.setdefault(norm.population, []).append(norm)
    return {people: tuple(norms) for people, norms in found.items()}, dict(sorted(left_out.items()))
