"""What a mining will ask: the prompts of every people and topic, and all that decides the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from folkways.errors import InputError
from folkways.models.access import Described, Prompt
from folkways.norms.prompts import ASKED, blocks, shares_of
from folkways.norms.topics import topics_of
from folkways.runs import digest
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split

#: Prompts in one shard, what a kill can lose; a model with many connections asks for more.
SHARD = 4
#: Norms asked for in a prompt for each that is kept of a topic: some cannot be read, repeat others or are contradicted.
SPARE = 2
#: Most tokens of one norm in an answer.
NORM_TOKENS = 40


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
