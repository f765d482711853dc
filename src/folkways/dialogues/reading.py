"""What an extractor is given and what it hands back, one of each a turn; the kinds of opinion in words."""

from __future__ import annotations

from dataclasses import dataclass

from folkways.dialogues.opinion import KINDS

#: What the kinds mean, as a model is told.
MEANINGS = dict(
    zip(
        KINDS,
        (
            "what the speaker holds to be true or good",
            "what people ought to do, or are expected to do",
            "what people commonly do",
            "a claim that can be looked up",
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn to be read.

    Attributes:
        text: what was said.
        wording: of the question that is talked about.
    """

    text: str
    wording: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An opinion.

    Attributes:
        start, end: its place in the turn's text, in code points, the end excluded.
        kind: of `KINDS`.
        prompt_hash: of what the model was asked.
    """

    start: int
    end: int
    kind: str
    prompt_hash: str


@dataclass(frozen=True, slots=True)
class Left:
    """What is no opinion, and why.

    Attributes:
        reason: of `extracting.REASONS`.
        detail: more of it, for a person.
        text: what it said.
        start, end: its place in the turn's text, where it has one.
    """

    reason: str
    detail: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class TurnRead:
    """All that was found in one turn.

    Attributes:
        kept: opinions in the order of their places, none of which overlap.
        left: the other candidates; the turn itself where no candidate could be read.
    """

    kept: tuple[Kept, ...]
    left: tuple[Left, ...]
