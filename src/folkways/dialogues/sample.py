"""A sample: a chat record that a model can be trained on, with its whole descent."""

from __future__ import annotations

from typing import Any

import polars as pl

SPLITS = ("train", "validation", "test")

#: What became of an opinion among its like. `cluster` is the id of the opinion that stays for it (itself where it
#: stays); `by` is what found them alike: `exact`, `characters`, `meaning`, or "" where it stays; `similarity` is by
#: that measure.
UNIQUE_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "cluster": pl.String,
    "by": pl.String,
    "similarity": pl.Float64,
}

#: One row a sample. `messages` is a chat: roles `system`, `user` and `assistant`. `phrasing` numbers the phrasings of
#: one opinion. `licence` is the strictest of `sources`.
SAMPLES_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "opinion": pl.String,
    "conversation": pl.String,
    "seed": pl.String,
    "question": pl.String,
    "topic": pl.String,
    "population": pl.String,
    "language": pl.String,
    "kind": pl.String,
    "phrasing": pl.Int64,
    "messages": pl.List(pl.Struct({"role": pl.String, "content": pl.String})),
    "licence": pl.String,
    "sources": pl.List(pl.String),
    "split": pl.String,
}
