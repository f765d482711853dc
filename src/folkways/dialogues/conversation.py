"""A conversation: who speaks about what, and the turns that were spoken."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from folkways.runs import digest

#: `guided`: a moderator opens and moves the talk on with prompts that every participant hears. `free`: nobody does.
STYLES = ("guided", "free")
#: Who speaks next: one after another; the same with a new order each round; or anybody but the last speaker, drawn.
ORDERS = ("round-robin", "shuffled", "drawn")
#: Why a conversation ended.
STOPS = ("turns", "role flip", "repetition", "farewell", "empty reply", "failed call")

#: One row a turn. `speaker` is the participant's number, -1 for the moderator, whose turns no model wrote. `text` is
#: what the others heard; `translation` is in the survey's language, null where none was made; `heard_as` is the
#: language that the text was found to be in ("" where it cannot be told) beside the `language` that was asked for.
#: `state` is `spoken`, `dropped` (it broke a stop rule: nobody hears it, no opinion is read from it) or `failed` (the
#: call gave nothing after all retries; `text` is then what went wrong). `stop` is one of `STOPS` in the last row of a
#: conversation, "" before.
TURNS_SCHEMA: dict[str, Any] = {
    "conversation": pl.String,
    "turn": pl.Int64,
    "speaker": pl.Int64,
    "seed": pl.String,
    "population": pl.String,
    "name": pl.String,
    "language": pl.String,
    "heard_as": pl.String,
    "text": pl.String,
    "translation": pl.String,
    "state": pl.String,
    "stop": pl.String,
    "tokens": pl.Int64,
    "truncated": pl.Boolean,
    "model": pl.String,
    "prompt_hash": pl.String,
}


@dataclass(frozen=True, slots=True)
class Participant:
    """One of those who talk; all that its brief is made from.

    Attributes:
        seed: the id of what its people answer.
        population: the id of its people.
        name: what the others call it.
        persona: demographic values, such as (("age", "30-44"), ("sex", "female")); none where the survey has none.
        language: BCP 47, in which it speaks.
    """

    seed: str
    population: str
    name: str
    persona: tuple[tuple[str, str], ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ConversationPlan:
    """A conversation to be held.

    Attributes:
        question, topic: what it is about.
        participants: two or more, none of them privileged.
        style: of `STYLES`; `order`: of `ORDERS`.
        turns: most turns of participants.
        draw: tells apart several conversations of the same participants.
    """

    question: str
    topic: str
    participants: tuple[Participant, ...]
    style: str = "guided"
    order: str = "round-robin"
    turns: int = 6
    draw: int = 0

    @property
    def id(self) -> str:
        """A fingerprint of all of it."""
        return "c" + digest(asdict(self))[:12]
