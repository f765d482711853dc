"""The prompts that ask a model for norms: one method a function of what it is shown of the people's answers.

The methods are those of CNCA (Wang, Zhu & Sang, AAAI 2026, arXiv 2511.13359): `topic` is its CNCA-T, `top-answers`
its CNCA-TQ-TA, `answer-shares` its CNCA-TQ-RA. The words are our own.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from folkways.errors import InputError
from folkways.models.access import Described, Prompt
from folkways.populations import Population, language_name
from folkways.probes.wordings import wording
from folkways.surveys import Question, Survey

#: The methods that ask a model, the least shown first.
ASKED = ("topic", "top-answers", "answer-shares")
#: Most prompts about one topic of a people; what does not fit into them is not shown, and counted.
BLOCKS = 4

_INTRODUCES = {
    "topic": "",
    "top-answers": (
        "Below are questions of a survey, each with the answer that most of these people gave.\n\n{lines}\n\n"
    ),
    "answer-shares": (
        "Below are questions of a survey, each with the shares of these people who gave each answer.\n\n{lines}\n\n"
    ),
}
_FROM = {
    "topic": "",
    "top-answers": " Rely on the answers above: say in general words what they show, and repeat no question.",
    "answer-shares": (
        " Rely on the shares above: say in general words what they show and how far people agree, and repeat no "
        "question."
    ),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One prompt about one topic of a people.

    Attributes:
        prompt: what the model is shown.
        shown: ids of the questions whose answers stand in it.
    """

    prompt: Prompt
    shown: tuple[str, ...]


def shares_of(survey: Survey, population: str) -> dict[str, dict[str, float]]:
    """Question → option code → share of those who gave an answer on the scale, of one people.

    Questions to which nobody gave such an answer are left out.
    """
    codes = {question.id: question.codes for question in survey.questions}
    found: dict[str, dict[str, float]] = {}
    for question, option, share in (
        survey.human.filter(pl.col("population") == population).select("question", "option", "share").iter_rows()
    ):
        if option in codes[question]:
            found.setdefault(question, {})[option] = share
    totals = {question: sum(shares.values()) for question, shares in found.items()}
    return {
        question: {code: share / totals[question] for code, share in shares.items()}
        for question, shares in found.items()
        if totals[question] > 0
    }


def line(method: str, question: Question, shares: Mapping[str, float], language: str) -> str:
    """How one question and the people's answers to it stand in a prompt.

    >>> from folkways.surveys import Option
    >>> q = Question("q", {"en": "Do you vote?"}, (Option("1", {"en": "Yes"}), Option("2", {"en": "No"})))
    >>> line("answer-shares", q, {"1": 0.807, "2": 0.193}, "en")
    '- Do you vote? Yes 81%; No 19%'
    >>> line("top-answers", q, {"1": 0.807, "2": 0.193}, "en")
    '- Do you vote? Most people answered: Yes'
    """
    text = question.text(language if language in question.texts else question.language)
    stem = " ".join(text.split())
    if method == "top-answers":
        top = max(question.substantive, key=lambda option: shares[option.code])
        return f"- {stem} Most people answered: {top.text(language)}"
    k = len(question.substantive)
    told = [
        # The loader's words for an unnamed point of a scale name its two ends again, which stand beside it here.
        f"{option.text(language) if option.named else f'point {place} of {k}'} {shares[option.code]:.0%}"
        for place, option in enumerate(question.substantive, start=1)
    ]
    return f"- {stem} {'; '.join(told)}"


def written(
    method: str,
    people: Population,
    topic: str,
    lines: Sequence[str],
    *,
    norms: int,
    language: str,
    begun: bool,
) -> Prompt:
    """The prompt that asks for norms.

    Args:
        method: one of `ASKED`.
        people: whose norms.
        topic: of the norms.
        lines: of the questions that are shown; none for `topic`.
        norms: how many are asked for.
        language: BCP 47 tag in which they are to be written. The prompt's own words are English in every language.
        begun: the list is begun for the model ("1. People"), which a small model needs to write sentences at all.
    """
    who = wording("en").people(people)
    start = "" if not begun else "1. People" if language == "en" else "1."
    tongue = "" if language == "en" else f" Write in {language_name(language)}."
    shown = _INTRODUCES[method].format(lines="\n".join(lines))
    return Prompt(
        f"Think of the average {who}, and of this topic: {topic}.\n\n{shown}"
        f"Write a numbered list of {norms} norms: what most of these people hold, prefer or expect of each other when "
        f"it comes to this topic.{_FROM[method]} Each norm is one plain sentence about people, on a line of its own, "
        f"without a heading and without an explanation.{tongue}",
        prefix=start,
    )


def blocks(
    model: Described,
    method: str,
    people: Population,
    topic: str,
    questions: Sequence[Question],
    shares: Mapping[str, Mapping[str, float]],
    *,
    norms: int,
    language: str,
    budget: int,
    seed: int,
) -> tuple[list[Block], int]:
    """The prompts about one topic of a people, none longer than the budget.

    The questions are put into an order drawn with the seed and cut where a prompt is full, so that each prompt is a
    sample of the topic; at most `BLOCKS` prompts are made.

    Args:
        model: counts tokens.
        method: one of `ASKED`.
        people, topic: whose norms, and about what.
        questions: those that may be shown; only those in `shares` are.
        shares: question → option code → share.
        norms: how many a prompt asks for.
        language: in which they are written.
        budget: most tokens of a prompt.
        seed: of the order.

    Returns:
        The prompts, and how many questions are shown in none.

    Raises:
        InputError: the budget leaves no room for the instruction alone.
    """
    write = functools.partial(
        written, method, people, topic, norms=norms, language=language,
        begun=model.info.details.get("continues") is not False,
    )  # fmt: skip
    bare = write(())
    base = model.count_tokens([bare])[0]
    if base > budget:
        raise InputError(
            f"the instruction alone takes {base} tokens", where=f"topic {topic!r}", mend="give more --prompt-tokens"
        )
    if method == "topic":
        return [Block(bare, ())], 0
    asked = [question for question in questions if question.id in shares]
    random.Random(f"{seed} {people.id} {topic}").shuffle(asked)
    lines = [line(method, question, shares[question.id], language) for question in asked]
    # A line is measured in a prompt of its own, whose frame is taken off again; a token more is its line break.
    frame = model.count_tokens([Prompt("-")])[0] - 1
    costs = [cost - frame + 1 for cost in model.count_tokens([Prompt(text) for text in lines])] if lines else []
    parts: list[list[int]] = [[]]
    room = budget - base
    for at, cost in enumerate(costs):
        if cost > budget - base:
            continue
        if cost > room:
            if len(parts) == BLOCKS:
                break
            parts, room = [*parts, []], budget - base
        parts[-1].append(at)
        room -= cost
    made = [
        Block(
            write([lines[at] for at in part]),
            tuple(asked[at].id for at in part),
        )
        for part in parts
        if part
    ]
    return made, len(asked) - sum(len(block.shown) for block in made)
