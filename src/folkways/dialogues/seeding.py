"""Seeds from a survey: what each people answers to the questions that conversations are to be about."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence

import polars as pl

from folkways.dialogues.drawing import drawn
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.seed import MODES, SEEDS_SCHEMA, Seed
from folkways.errors import InputError
from folkways.runs import digest
from folkways.surveys import Option, Question, Survey
from folkways.surveys.split import Split

#: Why a cell gives no seed.
NO_CELL = "the survey holds no answers of this people to this question"
NO_ANSWER = "nobody gave an answer on the scale"


def seeds(
    survey: Survey,
    *,
    mode: str = "modal",
    draws: int = 1,
    populations: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    topics: Sequence[str] | None = None,
    per_topic: int | None = None,
    limit: int | None = None,
    split: Split | None = None,
    seed: int = 0,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What peoples answer to questions; only answers on the scale count, and their shares are of those alone.

    A mean is never taken: rounded, it can name an answer that nobody gave.

    Args:
        survey: with people's answers.
        mode: `modal` (ties are drawn), `draw` (see `drawing.drawn`) or `shares`.
        draws: of each cell, in mode `draw`.
        populations: ids or names; all that may be learnt from by default.
        questions: ids; all that may be learnt from by default.
        topics: as `topic_of` names them, or as the survey's coarser topics; all by default.
        per_topic: most questions of a topic.
        limit: most questions in all, spread over topics.
        split: only its training side is read.
        seed: of the choice of questions, of draws and of ties.

    Returns:
        The seeds (`SEEDS_SCHEMA`) in survey order, and the cells that give none (`REJECTS_SCHEMA`, `id` is
        `question/population`). Where the number of questions is limited, all peoples get the same questions: those
        that most of them answered, and among these drawn ones.

    Raises:
        InputError: an unknown mode, question or topic, a held-out question or population, or nothing is left.
        PopulationError: a population is unknown.
        SurveyError: the survey is not the one that was split.
    """
    _check(mode, draws, per_topic, limit)
    training, peoples = _learnt_from(survey, split, populations, questions)
    shares = _shares(training)
    chosen = _chosen(_asked(training, questions, topics), peoples, shares, per_topic, limit, seed)
    facts = {
        (question, people): (n_eff, n)
        for question, people, n_eff, n in training.human.select("question", "population", "n_eff", "n").iter_rows()
    }
    origin = {"survey": survey.name, "survey_digest": survey.digest, "licence": survey.licence}
    excluded = _excluded(survey)
    made: list[dict[str, object]] = []
    rejects: list[dict[str, object]] = []
    for question in chosen:
        for people in peoples:
            cell = (question.id, people)
            own = shares.get(cell, {})
            if not any(own.values()):
                rejects.append(
                    {
                        "stage": "seeds",
                        "id": f"{question.id}/{people}",
                        "reason": NO_ANSWER if cell in facts else NO_CELL,
                        "detail": "; ".join(excluded.get(cell, ())),
                        "text": question.text(question.language),
                    }
                )
                continue
            n_eff, n = facts[cell]
            for draw, code in enumerate(_codes(mode, question, own, draws, _chance(seed, mode, *cell))):
                found = Seed(
                    population=people,
                    question=question.id,
                    topic=topic_of(question),
                    mode=mode,
                    answer=_told(question, own) if code is None else option_words(question, code),
                    code=code,
                    share=None if code is None else own[code],
                    n_eff=n_eff,
                    n=n,
                    draw=draw,
                    **origin,
                )
                made.append(found.to_record())
    if not made:
        raise InputError("no seeds: these peoples have no answers to these questions", mend="choose others")
    return pl.DataFrame(made, schema=SEEDS_SCHEMA), pl.DataFrame(rejects, schema=REJECTS_SCHEMA)


def topic_of(question: Question) -> str:
    """The finer topic of a question, where the survey gives it two."""
    return question.subtopic or question.topic


def option_words(question: Question, code: str) -> str:
    """The words of an option, in the survey's language; a point that the survey does not word is told by its ends.

    >>> o = [Option("1", {"en": "Good"}), Option("2", {"en": "?"}, named=False), Option("3", {"en": "Bad"})]
    >>> option_words(Question("q", {"en": "How is it?"}, tuple(o)), "2")
    '2 on a scale from 1 (Good) to 3 (Bad)'
    """
    place = question.codes.index(code) + 1
    option = question.substantive[place - 1]
    first, last = question.substantive[0], question.substantive[-1]
    # The loader's words for such a point name the two ends again.
    if option.named or not (first.named and last.named):
        return _words(question, option)
    ends = f"1 ({_words(question, first)}) to {len(question.substantive)} ({_words(question, last)})"
    return f"{place} on a scale from {ends}"


def _words(question: Question, option: Option) -> str:
    return " ".join(option.text(question.language).split())


def _told(question: Question, shares: dict[str, float]) -> str:
    """The whole distribution in one line, in the order of the scale."""
    told = []
    for place, option in enumerate(question.substantive, start=1):
        words = _words(question, option) if option.named else f"{place} of {len(question.substantive)}"
        told.append(f"{words}: {shares[option.code]:.0%}")
    return "; ".join(told)


def _codes(
    mode: str, question: Question, shares: dict[str, float], draws: int, chance: random.Random
) -> Sequence[str | None]:
    if mode == "shares":
        return (None,)
    codes = question.codes
    if mode == "draw":
        return [codes[place] for place in drawn([shares[code] for code in codes], draws, chance)]
    most = max(shares.values())
    return (chance.choice([code for code in codes if shares[code] == most]),)


def _chance(*what: object) -> random.Random:
    return random.Random(digest(list(what)))


def _check(mode: str, draws: int, per_topic: int | None, limit: int | None) -> None:
    if mode not in MODES:
        raise InputError(f"unknown mode {mode!r} of seeds", mend=f"use one of {', '.join(MODES)}")
    for what, number in (("draws", draws), ("questions a topic", per_topic), ("questions", limit)):
        if number is not None and number < 1:
            raise InputError(f"{number} {what}", mend="ask for at least 1")
    if draws > 1 and mode != "draw":
        raise InputError(f"{draws} draws in mode {mode!r}, which draws nothing", mend="use mode draw, or 1 draw")


def _learnt_from(
    survey: Survey, split: Split | None, populations: Sequence[str] | None, questions: Sequence[str] | None
) -> tuple[Survey, tuple[str, ...]]:
    """What may be learnt from, and the ids of the peoples, in survey order."""
    training = survey if split is None else split.training(survey)
    if split is not None and questions is not None:
        split.refuse(questions, "seeds of conversations")
    if populations is None:
        return training, tuple(people.id for people in training.populations)
    wanted = {survey.population(key).id for key in populations}
    if split is not None and (unseen := sorted(wanted & set(split.unseen))):
        raise InputError(
            f"{unseen[0]} is held out by the split: nothing may be learnt from its answers",
            mend=f"use some of {', '.join(split.seen)}",
        )
    return training, tuple(people.id for people in survey.populations if people.id in wanted)


def _asked(training: Survey, questions: Sequence[str] | None, topics: Sequence[str] | None) -> list[Question]:
    """The questions that are asked for, in survey order."""
    unknown = [key for key in questions or () if key not in training.by_id]
    if unknown:
        raise InputError(
            f"survey {training.name} has no question {unknown[0]!r}", mend=f"see `folkways survey show {training.name}`"
        )
    wanted = None if questions is None else set(questions)
    names = None if topics is None else {topic.casefold() for topic in topics}
    known = {topic.casefold() for q in training.questions for topic in (topic_of(q), q.topic)}
    for topic in topics or ():
        if topic.casefold() not in known:
            some = "; ".join(list(dict.fromkeys(map(topic_of, training.questions)))[:12])
            raise InputError(f"no topic {topic!r} among the questions", mend=f"use some of: {some}")
    return [
        q
        for q in training.questions
        if (wanted is None or q.id in wanted)
        and (names is None or {topic_of(q).casefold(), q.topic.casefold()} & names)
    ]


def _shares(survey: Survey) -> dict[tuple[str, str], dict[str, float]]:
    """The shares of the answers on the scale by cell, which sum to 1; cells without one are left out."""
    codes = {question.id: set(question.codes) for question in survey.questions}
    found: dict[tuple[str, str], dict[str, float]] = {}
    for question, people, option, share in survey.human.select("question", "population", "option", "share").iter_rows():
        if option in codes[question]:
            found.setdefault((question, people), {})[option] = share
    totals = {cell: math.fsum(shares.values()) for cell, shares in found.items()}
    return {
        cell: {code: min(1.0, share / totals[cell]) for code, share in shares.items()}
        for cell, shares in found.items()
        if totals[cell] > 0
    }


def _chosen(
    asked: list[Question],
    peoples: Sequence[str],
    shares: dict[tuple[str, str], dict[str, float]],
    per_topic: int | None,
    limit: int | None,
    seed: int,
) -> list[Question]:
    """The questions of a limited choice: from each topic in turn the next that most peoples answered."""
    if per_topic is None and limit is None:
        return asked

    def rank(question: Question) -> tuple[int, str]:
        return -sum((question.id, people) in shares for people in peoples), digest([seed, "question", question.id])

    by_topic: dict[str, list[Question]] = {}
    for question in sorted(asked, key=rank):
        by_topic.setdefault(topic_of(question), []).append(question)
    # Topics that all peoples were asked about come first, so that few questions do not leave some peoples with fewer.
    order = sorted(by_topic, key=lambda topic: (rank(by_topic[topic][0])[0], digest([seed, "topic", topic])))
    spread = list(_in_turn([by_topic[topic][:per_topic] for topic in order]))
    kept = {question.id for question in spread[:limit]}
    return [question for question in asked if question.id in kept]


def _in_turn(lists: list[list[Question]]) -> Iterator[Question]:
    for place in range(max(map(len, lists), default=0)):
        yield from (of[place] for of in lists if place < len(of))


def _excluded(survey: Survey) -> dict[tuple[str, str], list[str]]:
    """What the survey left out of a cell when it was loaded: reason and count."""
    found: dict[tuple[str, str], list[str]] = {}
    for question, people, reason, count in survey.excluded.select(
        "question", "population", "reason", "count"
    ).iter_rows():
        found.setdefault((question, people), []).append(f"{reason}: {count}")
    return found
