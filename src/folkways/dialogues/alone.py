"""One model alone writes why its people answer as they do: what a conversation is compared with.

The rows are those of conversations of one participant and one turn, so that opinions are extracted, verified and built
into samples as from dialogues. The writer is told of its people what a participant of a dialogue is told, and nobody
answers it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from folkways.dialogues.briefing import answered
from folkways.dialogues.cleaning import cleaned
from folkways.dialogues.conversation import TURNS_SCHEMA, ConversationPlan, Participant
from folkways.dialogues.hearing import heard_as
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, Model, Prompt
from folkways.populations import language_name
from folkways.probes.wordings import wording
from folkways.runs import digest
from folkways.surveys import Question, Survey

#: Seeds that the model is asked about at once.
_BLOCK = 16

Progress = Callable[[int, int], None]

_BRIEF = (
    "You are an average {people}.\nThe question is: {question}\n{answered}\nWrite 3 or 4 short sentences. Say what you "
    "think and why, with an example from your life in {home}. Speak only for yourself, and do not repeat the question. "
    "Write {language}."
)
_ASKED = "What do you think, and why?"


def write_alone(
    model: Model,
    seeds: pl.DataFrame,
    survey: Survey,
    *,
    per_seed: int = 1,
    max_tokens: int = 160,
    temperature: float = 0.7,
    seed: int = 0,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Have a model write, for every seed, reasons for its people's answer.

    Args:
        model: who writes.
        seeds: `SEEDS_SCHEMA`.
        survey: that they came from.
        per_seed: texts for each seed.
        max_tokens: of a text.
        temperature: of the draws.
        seed: of the draws.
        progress: called with the seeds that are done and those that there are.

    Returns:
        `TURNS_SCHEMA`, a row a text, in the order of the seeds: `spoken`, `dropped` where it is empty, `failed` where
        the call gave nothing.

    Raises:
        InputError: a number below 1, a seed that comes twice, or one that is not of this survey.
    """
    if per_seed < 1 or max_tokens < 1:
        raise InputError(f"per_seed is {per_seed}, max_tokens {max_tokens}", mend="give at least 1 of each")
    rows = seeds.select(list(SEEDS_SCHEMA)).to_dicts()
    known = [Seed.from_record(row) for row in rows]
    if len({found.id for found in known}) < len(known):
        raise InputError("a seed comes twice", mend="give each seed once, and more texts for each by per_seed")
    asks = [_ask(found, survey) for found in known]
    written: list[dict[str, Any]] = []
    for start in range(0, len(known), _BLOCK):
        block = range(start, min(start + _BLOCK, len(known)))
        drawn = model.sample(
            [asks[i][1] for i in block], max_tokens=max_tokens, n=per_seed, seed=seed, temperature=temperature
        )
        for i, texts in zip(block, drawn, strict=True):
            question, prompt = asks[i]
            written += [_row(known[i], question, prompt, text, draw, model) for draw, text in enumerate(texts)]
        if progress is not None:
            progress(block.stop, len(known))
    return pl.DataFrame(written, schema=TURNS_SCHEMA)


def _ask(of: Seed, survey: Survey) -> tuple[Question, Prompt]:
    """The question of a seed, and what the writer is shown.

    Raises:
        InputError: the survey has no such question or people.
    """
    question = survey.by_id.get(of.question)
    if question is None or (of.survey_digest and of.survey_digest != survey.digest):
        raise InputError(
            f"is of a question that survey {survey.name} does not have, or of another state of it",
            where=f"seed {of.id} ({of.question})",
            mend="give the survey that the seeds came from",
        )
    people = survey.population(of.population)
    brief = _BRIEF.format(
        people=wording("en").people(people), question=" ".join(question.text(question.language).split()),
        answered=answered(of, people.label), home=people.label, language=language_name(question.language),
    )  # fmt: skip
    return question, Prompt(_ASKED, system=brief)


def _written(drawn: Generation) -> str:
    """Without a last sentence that was only begun."""
    return cleaned(drawn.text, "", (), truncated=drawn.truncated).text


def _row(
    of: Seed, question: Question, prompt: Prompt, drawn: Generation | Failure, draw: int, model: Model
) -> dict[str, Any]:
    who = Participant(seed=of.id, population=of.population, name="", language=question.language)
    plan = ConversationPlan(of.question, of.topic, (who,), style="free", turns=1, draw=draw)
    failed = isinstance(drawn, Failure)
    text = f"{drawn.kind}: {drawn.message}" if isinstance(drawn, Failure) else _written(drawn)
    return {
        "conversation": plan.id,
        "turn": 0,
        "speaker": 0,
        "seed": of.id,
        "population": of.population,
        "name": who.name,
        "language": who.language,
        "heard_as": "" if failed else heard_as(text),
        "text": text,
        "translation": None,
        "state": "failed" if failed else "spoken" if text else "dropped",
        "stop": "failed call" if failed else "turns" if text else "empty reply",
        "tokens": 0 if isinstance(drawn, Failure) else drawn.tokens,
        "truncated": not isinstance(drawn, Failure) and drawn.truncated,
        "model": model.info.name,
        "prompt_hash": digest(prompt.record()),
    }
