"""The samples of a folder's dataset, as chat records, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.dialogues.sample import SPLITS
from folkways.web.chat import samples_of
from folkways.web.dialogue_folders import DialogueCard
from folkways.web.talk_listing import paged
from folkways.web.talks import Talks

PAGE = 20


@dataclass(frozen=True)
class SampleListing:
    """A page of samples, and what its filters offer."""

    rows: tuple[Mapping[str, Any], ...]
    count: int
    page: int
    pages: int
    offers: Mapping[str, tuple[str, ...]]
    chosen: Mapping[str, str]


def listing(card: DialogueCard, talks: Talks, query: Mapping[str, str]) -> SampleListing:
    """The samples that fit `opinion`, `people`, `topic` and `split`.

    Raises:
        FolkwaysError: the dataset is damaged.
    """
    columns = {"opinion": "opinion", "people": "population", "topic": "topic", "split": "split"}
    chosen = {name: query.get(name, "") for name in columns}
    wanted = [pl.col(columns[name]) == value for name, value in chosen.items() if value]
    found = samples_of(card.folder, pl.all_horizontal(pl.lit(True), *wanted))
    page, pages = paged(query.get("page", ""), found.height, PAGE)
    shown = found.slice((page - 1) * PAGE, PAGE)
    offers = {
        "people": tuple(sorted(talks.conversations["peoples"].explode().drop_nulls().unique())),
        "topic": tuple(sorted(set(talks.conversations["topic"]) - {""})),
        "split": SPLITS,
    }
    return SampleListing(tuple(shown.to_dicts()), found.height, page, pages, offers, chosen)
