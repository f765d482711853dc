"""An opinion: what somebody said in a turn, with its exact place there."""

from __future__ import annotations

from typing import Any

import polars as pl

from folkways.runs import digest

#: What an opinion is: what somebody holds true or good; what people are expected to do; what people commonly do; a
#: claim that can be looked up.
KINDS = ("belief", "norm", "custom", "fact")

#: One row an opinion. `text` equals the characters `start` to `end` of the turn's text (counted in code points).
OPINIONS_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "conversation": pl.String,
    "turn": pl.Int64,
    "speaker": pl.Int64,
    "seed": pl.String,
    "population": pl.String,
    "question": pl.String,
    "topic": pl.String,
    "language": pl.String,
    "kind": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
    "extractor": pl.String,
    "model": pl.String,
    "prompt_hash": pl.String,
}

#: What was left out in a stage, and why. `id` is of what was left out where it had one, else of where it came from;
#: `text` is what it said.
REJECTS_SCHEMA: dict[str, Any] = {
    "stage": pl.String,
    "id": pl.String,
    "reason": pl.String,
    "detail": pl.String,
    "text": pl.String,
}


def opinion_id(conversation: str, turn: int, start: int, end: int) -> str:
    """What tells an opinion from others: its place.

    >>> opinion_id("c1", 2, 0, 9) == opinion_id("c1", 2, 0, 9)
    True
    """
    return "o" + digest([conversation, turn, start, end])[:12]
