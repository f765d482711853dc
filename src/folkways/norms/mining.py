"""Mining norms with a model: prompts planned, asked in a resumable run, and read into a book."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.encoders.encoder import TextEncoder
from folkways.errors import InputError
from folkways.models.access import Described, Failure, Generation, Model, Prompt
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.norms.prompts import ASKED, blocks, shares_of
from folkways.norms.reading import read_norms
from folkways.norms.selecting import Check, selected
from folkways.norms.topics import topics_of
from folkways.runs import Run, digest
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split

#: Prompts in one shard, what a kill can lose; a model with many connections asks for more.
SHARD = 4
#: Norms asked for in a prompt for each that is kept of a topic: some cannot be read, repeat others or are contradicted.
SPARE = 2
#: Most tokens of one norm in an answer.
NORM_TOKENS = 40

#: One row a prompt. `state` is `written`, or `failed` where the call gave nothing after all retries; `text` is then
#: what went wrong.
MINED_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "topic": pl.String,
    "shown": pl.List(pl.String),
    "prompt_hash": pl.String,
    "state": pl.String,
    "text": pl.String,
    "truncated": pl.Boolean,
    "tokens": pl.Int64,
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """One prompt of the plan.

    Attributes:
        population, topic: whose norms, and about what.
        prompt: what the model is shown.
        shown: ids of the questions whose answers stand in it.
    """

    population: str
    topic: str
    prompt: Prompt
    shown: tuple[str, ...]


@dataclass(frozen=True)
class MiningPlan:
    """The prompts of a mining, in their fixed order, and all that decides the result.

    Attributes:
        asks: one a prompt.
        training: what may be learnt from: the whole survey where there is no split.
        head: what the book says of its origin: survey, survey_digest, split_digest.
        answer_tokens: most tokens of an answer.
        not_shown: questions that fitted into no prompt, summed over populations and topics.
        empty: pairs of population and topic without an answer to show, which are not asked.
        config: JSON-ready; the run's identity.
    """

    asks: tuple[Ask, ...]
    training: Survey
    head: dict[str, str]
    answer_tokens: int
    not_shown: int
    empty: int
    config: dict[str, Any]

    @property
    def shards(self) -> int:
        """How many shards the run will have."""
        return -(-len(self.asks) // self.config["shard"])

    def shard(self, index: int) -> tuple[Ask, ...]:
        """The prompts of one shard."""
        size = self.config["shard"]
        return self.asks[index * size : (index + 1) * size]


@dataclass(frozen=True)
class Mined:
    """A book, and what did not come into it.

    Attributes:
        book: the norms that were kept.
        counts: what was asked, read, dropped and why; JSON-ready.
    """

    book: NormBook
    counts: dict[str, int]


def plan_mining(
    model: Described,
    survey: Survey,
    *,
    method: str,
    populations: Sequence[str] | None = None,
    split: Split | None = None,
    topics: Sequence[str] | None = None,
    per_topic: int = 5,
    language: str = "en",
    seed: int = 0,
    prompt_tokens: int = 1500,
    answer_tokens: int | None = None,
) -> MiningPlan:
    """Work out the prompts of a mining without asking any.

    Args:
        model: whom to ask.
        survey: whose answers are shown.
        method: `topic`, `top-answers` or `answer-shares`.
        populations: ids or names; all that may be learnt from by default.
        split: only its training side is read.
        topics: as `topic_of` names them; all by default.
        per_topic: how many norms of a topic are kept of a people; `SPARE` times as many are asked for.
        language: in which they are written.
        seed: of the order in which questions are shown.
        prompt_tokens: most tokens of a prompt.
        answer_tokens: most tokens of an answer; enough for the list where absent. A model that thinks first needs more.

    Raises:
        InputError: an unknown method, topic or held-out population, or nothing is left to ask.
        SurveyError: the survey is not the one that was split.
    """
    if method not in ASKED:
        raise InputError(f"unknown method {method!r} of mining", mend=f"use one of {', '.join(ASKED)}, or rules")
    if per_topic < 1:
        raise InputError(f"{per_topic} norms a topic", mend="keep at least 1")
    training, peoples = learnt_from(survey, split, populations)
    by_topic = chosen_topics(training, topics)
    norms = SPARE * per_topic
    asks: list[Ask] = []
    not_shown = empty = 0
    for people in peoples:
        shares = shares_of(training, people)
        for topic, questions in by_topic.items():
            if not any(question.id in shares for question in questions):
                empty += 1
                continue
            made, left = blocks(
                model, method, training.population(people), topic, questions, shares, norms=norms, language=language,
                budget=prompt_tokens, seed=seed,
            )  # fmt: skip
            not_shown += left
            asks += [Ask(people, topic, block.prompt, block.shown) for block in made]
    if not asks:
        raise InputError("nothing to ask: these peoples have no answers to these topics", mend="choose others")
    if split is not None:
        split.refuse((question for ask in asks for question in ask.shown), "mining norms")
    tokens = answer_tokens if answer_tokens is not None else NORM_TOKENS * (norms + 1)
    head = {
        "survey": survey.name,
        "survey_digest": survey.digest,
        "split_digest": split.digest if split is not None else "",
    }
    config = {
        "model": model.info.name,
        "revision": model.info.revision,
        "dtype": model.info.dtype,
        **head,
        "method": method,
        "populations": list(peoples),
        "topics": list(by_topic),
        "per_topic": per_topic,
        "language": language,
        "seed": seed,
        "prompt_tokens": prompt_tokens,
        "answer_tokens": tokens,
        "shard": int(model.info.details.get("shard", SHARD)),
        "prompts": digest([ask.prompt.record() for ask in asks]),
    }
    return MiningPlan(tuple(asks), training, head, tokens, not_shown, empty, config)


def learnt_from(
    survey: Survey, split: Split | None, populations: Sequence[str] | None
) -> tuple[Survey, tuple[str, ...]]:
    """What may be learnt from, and the ids of the peoples that are asked for.

    Raises:
        InputError: a population is held out by the split.
        PopulationError: a population is unknown.
        SurveyError: the survey is not the one that was split.
    """
    training = survey if split is None else split.training(survey)
    if populations is None:
        return training, tuple(people.id for people in training.populations)
    wanted = tuple(dict.fromkeys(survey.population(key).id for key in populations))
    if split is not None and (unseen := [people for people in wanted if people in split.unseen]):
        raise InputError(
            f"{unseen[0]} is held out by the split: nothing may be learnt from its answers",
            mend=f"use some of {', '.join(split.seen)}",
        )
    return training, wanted


def chosen_topics(training: Survey, topics: Sequence[str] | None) -> dict[str, tuple[Question, ...]]:
    """The topics that are asked for, with their questions.

    Raises:
        InputError: a topic is unknown.
    """
    known = topics_of(training)
    if topics is None:
        return known
    by_name = {topic.casefold(): topic for topic in known}
    for topic in topics:
        if topic.casefold() not in by_name:
            some = "; ".join(list(known)[:12])
            raise InputError(f"no topic {topic!r} among the training questions", mend=f"use some of: {some}")
    return {by_name[topic.casefold()]: known[by_name[topic.casefold()]] for topic in topics}


def mine(
    model: Model,
    survey: Survey,
    *,
    method: str,
    populations: Sequence[str] | None = None,
    split: Split | None = None,
    topics: Sequence[str] | None = None,
    per_topic: int = 5,
    language: str = "en",
    encoder: TextEncoder,
    seed: int = 0,
    out: Path | None = None,
    check: Check | None = None,
    progress: Progress | None = None,
) -> NormBook:
    """Ask a model for the norms of peoples, and keep the best of each topic.

    Args:
        model, survey, method, populations, split, topics, per_topic, language, seed: see `plan_mining`.
        encoder: finds norms that say the same.
        out: run folder; a run that was stopped there goes on.
        check: gives each norm its verdict before they are ranked, such as `checked` of `norms.entailment`.
        progress: called with (prompts done, prompts in all) after every shard.

    Returns:
        At most `per_topic` norms of each topic of each people, the best first.

    Raises:
        InputError: see `plan_mining`.
        RunError: the folder holds another run or cannot be written.
    """
    made = plan_mining(
        model, survey, method=method, populations=populations, split=split, topics=topics, per_topic=per_topic,
        language=language, seed=seed,
    )  # fmt: skip
    return read_mined(made, asked(made, model, out, progress=progress), encoder, check).book


def asked(made: MiningPlan, model: Model, out: Path | None, *, progress: Progress | None = None) -> pl.DataFrame:
    """Ask the prompts of a plan that the run folder does not hold yet.

    Shards of an earlier call with a failed prompt are asked again; what a provider did answer comes from its store.

    Returns:
        One row of `MINED_SCHEMA` a prompt, in the order of the plan.

    Raises:
        RunError: the folder holds another run or cannot be written.
    """
    total = len(made.asks)
    if out is None:
        frames = []
        for index in range(made.shards):
            frames.append(_answers(made, model, index))
            if progress:
                progress(sum(frame.height for frame in frames), total)
        return pl.concat(frames)
    run = Run.open(out, made.config, shards=made.shards)
    for index, frame in zip(run.done(), run.frames(), strict=True):
        if (frame["state"] == "failed").any():
            run.shard_path(index).unlink()
    missing = run.missing()
    done = total - sum(len(made.shard(index)) for index in missing)
    if progress:
        progress(done, total)
    for index in missing:
        started = time.monotonic()
        frame = _answers(made, model, index)
        run.write(index, frame, note={"seconds": time.monotonic() - started})
        done += frame.height
        if progress:
            progress(done, total)
    return pl.concat(run.frames())


def _answers(made: MiningPlan, model: Model, index: int) -> pl.DataFrame:
    part = made.shard(index)
    texts = model.generate([ask.prompt for ask in part], max_tokens=made.answer_tokens)
    return pl.DataFrame([_row(ask, text) for ask, text in zip(part, texts, strict=True)], schema=MINED_SCHEMA)


def _row(ask: Ask, text: Generation | Failure) -> dict[str, object]:
    row = {
        "population": ask.population,
        "topic": ask.topic,
        "shown": list(ask.shown),
        "prompt_hash": digest(ask.prompt.record()),
    }
    if isinstance(text, Failure):
        return {**row, "state": "failed", "text": f"{text.kind}: {text.message}", "truncated": False, "tokens": 0}
    begun = f"{ask.prompt.prefix} {text.text.lstrip()}" if ask.prompt.prefix else text.text
    return {**row, "state": "written", "text": begun, "truncated": text.truncated, "tokens": text.tokens}


def read_mined(made: MiningPlan, rows: pl.DataFrame, encoder: TextEncoder, check: Check | None = None) -> Mined:
    """The norms in what the model wrote, each once, checked, ranked, and the best of each topic.

    Args:
        made: the plan that was asked.
        rows: of `MINED_SCHEMA`.
        encoder: finds norms that say the same.
        check: gives each norm its verdict.

    Returns:
        The book, and counts: `prompts`, `failed`, `refused`, `nothing read`, `items` and, by reason, what became of
        those that are not in the book.
    """
    counts: Counter[str] = Counter({"prompts": rows.height, "not shown": made.not_shown, "no answers": made.empty})
    norms: dict[str, Norm] = {}
    for norm in _norms(made, rows, counts):
        if norm.id in norms:
            counts["dropped: said twice"] += 1
        norms.setdefault(norm.id, norm)
    shown = {question for ask in made.asks for question in ask.shown}
    questions = tuple(question.id for question in made.training.questions if question.id in shown)
    book = NormBook(tuple(norms.values()), **made.head, questions=questions)
    book, more = selected(book, encoder, per_topic=made.config["per_topic"], check=check)
    return Mined(book, {name: count for name, count in (counts + Counter(more)).items() if count})


def _norms(made: MiningPlan, rows: pl.DataFrame, counts: Counter[str]) -> Iterator[Norm]:
    """Every norm that can be read, in the order of the prompts; the others are counted."""
    by_id = made.training.by_id
    for row in rows.iter_rows(named=True):
        if row["state"] == "failed":
            counts["failed"] += 1
            continue
        questions = [by_id[key] for key in row["shown"]]
        wordings = [text for q in questions for texts in (q, *q.options) for text in texts.texts.values()]
        found = read_norms(row["text"], truncated=row["truncated"], shown=wordings)
        counts["refused"] += found.refused
        counts["nothing read"] += not found.norms and not found.refused
        counts["items"] += len(found.norms) + sum(found.dropped.values())
        counts.update({f"dropped: {reason}": count for reason, count in found.dropped.items()})
        for text in found.norms:
            yield Norm(
                population=row["population"],
                topic=row["topic"],
                text=text,
                language=made.config["language"],
                method=made.config["method"],
                model=made.config["model"],
                prompt_hash=row["prompt_hash"],
                seed=made.config["seed"],
                shown=tuple(row["shown"]),
            )
