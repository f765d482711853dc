"""Holding conversations: every participant with its own list of messages, and only spoken text crosses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import polars as pl

from folkways.dialogues.briefing import brief
from folkways.dialogues.cleaning import cleaned
from folkways.dialogues.conversation import STYLES, TURNS_SCHEMA, ConversationPlan
from folkways.dialogues.guiding import MODERATOR, MODERATOR_NAME, opening, prods
from folkways.dialogues.hearing import heard_as
from folkways.dialogues.ordering import speakers
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.dialogues.stopping import broken, says_goodbye
from folkways.dialogues.translating import translations
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, Model, Prompt, Said
from folkways.runs import digest
from folkways.surveys import Survey

Progress = Callable[[int, int], None]


def converse(
    model: Model,
    plans: Sequence[ConversationPlan],
    seeds: pl.DataFrame,
    survey: Survey,
    *,
    max_tokens: int = 96,
    temperature: float = 0.7,
    seed: int = 0,
    stopping: bool = True,
    translator: Model | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Hold conversations in lockstep: the next turn of all of them is asked for in one call.

    A conversation depends on its plan, the seeds of its participants, the model and `seed` alone, not on what else is
    held beside it, where the model's draws depend on prompt and seed alone. Conversations of the same peoples about
    the same question (which differ in `draw`) are asked apart, with another sampling seed, so that they differ.

    Args:
        model: speaks for all participants.
        plans: each once.
        seeds: of `SEEDS_SCHEMA`, with those of all participants.
        survey: from which the seeds are.
        max_tokens: most tokens of a turn.
        temperature: of sampling.
        seed: of sampling and of drawn orders.
        stopping: whether stop rules hold; without, a turn without a word alone ends a conversation before its last.
        translator: translates turns in another language than the survey's; nothing is translated without.
        progress: called with (turns done or spared, turns in all) after every step.

    Returns:
        The turns (`TURNS_SCHEMA`), in the order of the plans. `truncated` says that the end of what was written is
        left out or missing: the token limit, or the model went on as another speaker. A dropped turn of which nothing
        is left holds what the model wrote.

    Raises:
        InputError: a plan occurs twice or cannot be held, or a seed is missing or not the participant's.
    """
    talks = _talks(plans, seeds, survey, seed)
    total = sum(plan.turns for plan in plans)
    for step in range(max((plan.turns for plan in plans), default=0)):
        live = [talk for talk in talks if not talk.stop and step < talk.plan.turns]
        live.sort(key=lambda talk: talk.plan.draw)
        for draw, group in groupby(live, key=lambda talk: talk.plan.draw):
            together = list(group)
            prompts = [talk.prompt(step) for talk in together]
            drawn = int(digest(["turn", seed, draw, step])[:7], 16)
            texts = model.sample(prompts, max_tokens=max_tokens, n=1, seed=drawn, temperature=temperature)
            for talk, prompt, (text,) in zip(together, prompts, texts, strict=True):
                talk.hear(step, prompt, text, model.info.name, stopping=stopping)
        if progress:
            progress(sum(talk.plan.turns if talk.stop else step + 1 for talk in talks), total)
    turns = pl.DataFrame([row for talk in talks for row in talk.rows], schema=TURNS_SCHEMA)
    if translator is None:
        return turns
    language = survey.questions[0].language
    made = translations(turns, translator, language, max_tokens=2 * max_tokens)
    return turns.with_columns(translation=pl.Series(made, dtype=pl.String))


@dataclass
class _Talk:
    """A conversation while it is held.

    Attributes:
        plan: what is held.
        order: the place of the speaker, by turn.
        briefs: of the participants, by place.
        prods: what the moderator says before a turn.
        language: of the survey.
        rows: of `TURNS_SCHEMA`.
        said: speaker and text of what everybody heard.
        stop: of `STOPS`, "" while it goes on.
        parting: the last turn said goodbye.
    """

    plan: ConversationPlan
    order: list[int]
    briefs: list[str]
    prods: dict[int, str]
    language: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    stop: str = ""
    parting: bool = False

    def moderate(self, text: str) -> None:
        """The moderator says something that everybody hears."""
        self.said.append((MODERATOR, text))
        facts = {"speaker": MODERATOR, "seed": "", "population": "", "name": MODERATOR_NAME, "language": self.language}
        written = {"state": "spoken", "tokens": 0, "truncated": False, "model": "", "prompt_hash": ""}
        self._row({**facts, **written, "text": text})

    def prompt(self, step: int) -> Prompt:
        """What the next speaker is shown: its own brief, what it said, and what it heard."""
        if step in self.prods:
            self.moderate(self.prods[step])
        place = self.order[step]
        turns: list[Said] = []
        for own, parts in groupby(self.said, key=lambda said: said[0] == place):
            if own:
                turns += [Said("assistant", text) for _, text in parts]
            else:
                turns.append(Said("user", "\n\n".join(f"{self._name(by)}: {text}" for by, text in parts)))
        return Prompt(turns[-1].text, system=self.briefs[place], before=tuple(turns[:-1]))

    def hear(self, step: int, prompt: Prompt, written: Generation | Failure, model: str, *, stopping: bool) -> None:
        """Take in what the speaker of a turn said, and end the conversation where it has to."""
        place = self.order[step]
        me = self.plan.participants[place]
        facts = {
            "speaker": place,
            "seed": me.seed,
            "population": me.population,
            "name": me.name,
            "language": me.language,
            "model": model,
            "prompt_hash": digest(prompt.record()),
        }
        if isinstance(written, Failure):
            self.stop = "failed call"
            text = f"{written.kind}: {written.message}"
            self._row({**facts, "state": "failed", "text": text, "tokens": 0, "truncated": False})
            return
        others = [other.name for other in self.plan.participants if other is not me]
        found = cleaned(written.text, me.name, others, truncated=written.truncated)
        heard = [text for _, text in self.said]
        rule = broken(found.text, others, heard, farewell_before=self.parting, brief=self.briefs[place])
        rule = "role flip" if found.flipped else rule
        if not stopping and any(letter.isalpha() for letter in found.text):
            rule = ""
        last = step + 1 == self.plan.turns
        self.stop = rule or ("turns" if last else "")
        facts |= {"tokens": written.tokens, "truncated": written.truncated or found.cut}
        self._row({**facts, "state": "dropped" if rule else "spoken", "text": found.text or written.text.strip()})
        if not rule:
            self.said.append((place, found.text))
            self.parting = says_goodbye(found.text)

    def _row(self, facts: dict[str, Any]) -> None:
        heard = "" if facts["state"] == "failed" else heard_as(facts["text"])
        place = {"conversation": self.plan.id, "turn": len(self.rows), "heard_as": heard, "translation": None}
        self.rows.append({**facts, **place, "stop": self.stop})

    def _name(self, speaker: int) -> str:
        return MODERATOR_NAME if speaker == MODERATOR else self.plan.participants[speaker].name


def _talks(plans: Sequence[ConversationPlan], seeds: pl.DataFrame, survey: Survey, seed: int) -> list[_Talk]:
    missing = [name for name in SEEDS_SCHEMA if name not in seeds.columns]
    if missing:
        raise InputError(f"seeds lack the column {missing[0]}", mend="give the table that `seeds` made")
    known = {row["id"]: Seed.from_record(row) for row in seeds.iter_rows(named=True)}
    talks: dict[str, _Talk] = {}
    for plan in plans:
        where = f"conversation {plan.id}"
        if plan.id in talks:
            raise InputError("is planned twice", where=where, mend="give each plan once, or another `draw`")
        own = _own_seeds(plan, known, survey, where)
        briefs = [brief(plan, place, own[place], survey) for place in range(len(own))]
        talk = _Talk(plan, speakers(plan, seed), briefs, prods(plan), survey.questions[0].language)
        talk.moderate(opening(plan, survey.by_id[plan.question]))
        talks[plan.id] = talk
    return list(talks.values())


def _own_seeds(plan: ConversationPlan, known: dict[str, Seed], survey: Survey, where: str) -> list[Seed]:
    """The participants' seeds, or why the plan cannot be held."""
    names = {participant.name.casefold() for participant in plan.participants} - {MODERATOR_NAME.casefold()}
    if plan.style not in STYLES:
        raise InputError(f"unknown style {plan.style!r}", where=where, mend=f"use one of {', '.join(STYLES)}")
    if len(plan.participants) < 2 or len(names) < len(plan.participants):
        raise InputError("needs two or more participants, each with a name of its own", where=where, mend="name them")
    if plan.turns < 1 or plan.question not in survey.by_id:
        raise InputError(
            f"has {plan.turns} turns about question {plan.question!r}",
            where=where,
            mend="give at least one turn, and a question of the survey",
        )
    found = []
    for participant in plan.participants:
        seed = known.get(participant.seed)
        if seed is None or (seed.population, seed.question) != (participant.population, plan.question):
            raise InputError(
                f"seed {participant.seed} of {participant.name} is not an answer of {participant.population} to "
                f"{plan.question}",
                where=where,
                mend="give the seeds that were planned with",
            )
        found.append(seed)
    return found
