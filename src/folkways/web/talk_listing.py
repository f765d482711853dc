"""The conversations of a folder: filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.web.fates import FATES
from folkways.web.talks import Talks

PAGE = 25
_OPENING = 220


@dataclass(frozen=True)
class TalkListing:
    """A page of conversations, and what its filters offer."""

    rows: tuple[Mapping[str, Any], ...]
    count: int
    page: int
    pages: int
    offers: Mapping[str, tuple[str, ...]]
    chosen: Mapping[str, str]


def listing(talks: Talks, query: Mapping[str, str]) -> TalkListing:
    """The conversations that fit `text`, `people`, `topic` and `status`, in the order in which they were held.

    A status is of `FATES`: a conversation fits that has an opinion of which that became. Values that the folder does
    not have fit nothing.
    """
    frame = talks.conversations
    chosen = {name: query.get(name, "") for name in ("text", "people", "topic", "status")}
    offers = {
        "people": tuple(sorted(frame["peoples"].explode().drop_nulls().unique())),
        "topic": tuple(sorted(set(frame["topic"]) - {""})),
        "status": tuple(name for name in FATES if frame[name].sum()),
    }
    wanted = [pl.lit(True)]
    wanted += [pl.col("text").str.contains(word, literal=True) for word in chosen["text"].lower().split()]
    if chosen["people"]:
        wanted.append(pl.col("peoples").list.contains(chosen["people"]))
    if chosen["topic"]:
        wanted.append(pl.col("topic") == chosen["topic"])
    if chosen["status"]:
        wanted.append(pl.col(chosen["status"]) > 0 if chosen["status"] in FATES else pl.lit(False))
    kept = frame.filter(pl.all_horizontal(wanted))
    page, pages = paged(query.get("page", ""), kept.height, PAGE)
    shown = kept.slice((page - 1) * PAGE, PAGE).with_columns(pl.col("opening").str.slice(0, _OPENING)).drop("text")
    return TalkListing(tuple(shown.to_dicts()), kept.height, page, pages, offers, chosen)


def paged(asked: str, count: int, size: int) -> tuple[int, int]:
    """Which page is shown, and of how many; whatever is asked for.

    >>> paged("9", 40, 25), paged("x", 0, 25)
    ((2, 2), (1, 1))
    """
    pages = max(1, -(-count // size))
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    return min(max(1, page), pages), pages
