"""The list of runs: filtered and sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from folkways.web.folder import RunCard
from folkways.web.results import Failure, Headline, Results

SORTS = ("touched", "name", "model", "score", "progress")
STATES = ("finished", "running", "stopped", "damaged")


@dataclass(frozen=True)
class Row:
    """A run of the list; `headline` is None where it has not been computed yet, or cannot be."""

    card: RunCard
    headline: Headline | None = None


@dataclass(frozen=True)
class Listing:
    """What the list shows, and what its filters offer."""

    rows: tuple[Row, ...]
    count: int
    models: tuple[str, ...]
    surveys: tuple[str, ...]
    chosen: Mapping[str, str]


def row_of(card: RunCard, results: Results, *, compute: bool = False) -> Row:
    """A run with its headline if it is at hand (or to be computed); a run that cannot be scored is damaged."""
    if card.state != "finished":
        return Row(card)
    found = results.headline(card) if compute else results.known(card)
    if isinstance(found, Failure):
        return Row(replace(card, state="damaged", reason=found.reason))
    return Row(card, found)


def listing(cards: Sequence[RunCard], results: Results, query: Mapping[str, str]) -> Listing:
    """The runs that fit `text`, `model`, `survey` and `state`, in the order `sort`; unknown orders mean newest first.

    In the order of scores, runs whose score is not at hand come last.
    """
    rows = [row_of(card, results) for card in cards]
    text = query.get("text", "").casefold().split()
    kept = []
    for row in rows:
        card = row.card
        words = " ".join((card.name, card.model, card.survey)).casefold()
        fits = all(word in words for word in text)
        for name in ("model", "survey", "state"):
            fits = fits and query.get(name, "") in ("", getattr(card, name))
        if fits:
            kept.append(row)
    sort = query.get("sort", "")
    if sort == "name":
        kept.sort(key=lambda row: row.card.name)
    elif sort == "model":
        kept.sort(key=lambda row: (row.card.model, row.card.name))
    elif sort == "progress":
        kept.sort(key=lambda row: row.card.share)
    elif sort == "score":
        kept.sort(key=_score, reverse=True)
    return Listing(
        rows=tuple(kept),
        count=len(rows),
        models=tuple(sorted({row.card.model for row in rows})),
        surveys=tuple(sorted({row.card.survey for row in rows})),
        chosen={name: query.get(name, "") for name in ("text", "model", "survey", "state", "sort")},
    )


def _score(row: Row) -> float:
    value = row.headline.score.value if row.headline else None
    if value is None or row.headline is None:
        return float("-inf")
    return value * (100 if row.headline.measure == "score" else 1)
