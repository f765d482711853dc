"""Which norms of a topic come first, and which are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from folkways.norms.book import NormBook
from folkways.norms.norm import Norm

_VERDICTS = {"supported": 0, "unchecked": 1, "not tested": 2, "contradicted": 3}


def ranked(norms: Iterable[Norm]) -> tuple[Norm, ...]:
    """The best first: supported, unchecked, not tested, contradicted; then the stronger; then the better covered.

    Strength is the share of people behind a norm, coverage the number of questions that it was checked against. Norms
    that are equal in all three stay in the order in which they came.

    >>> weak, strong = (Norm("EGY", "", f"Norm {s}.", verdict="supported", strength=s) for s in (0.6, 0.9))
    >>> [norm.strength for norm in ranked([weak, strong])]
    [0.9, 0.6]
    """
    return tuple(sorted(norms, key=lambda n: (_VERDICTS[n.verdict], -(n.strength or 0.0), -len(n.evidence))))


def best(norms: Sequence[Norm], per_topic: int) -> tuple[tuple[Norm, ...], tuple[Norm, ...]]:
    """The first norms of each topic of each people and language.

    Args:
        norms: ranked.
        per_topic: how many of a topic are kept.

    Returns:
        Those that are kept and those that are dropped, both in order.
    """
    taken: Counter[tuple[str, str, str]] = Counter()
    kept: list[Norm] = []
    dropped: list[Norm] = []
    for norm in norms:
        key = (norm.population, norm.topic, norm.language)
        (kept if taken[key] < per_topic else dropped).append(norm)
        taken[key] += 1
    return tuple(kept), tuple(dropped)


def in_topics(norms: Sequence[Norm], book: NormBook) -> NormBook:
    """The book with these ranked norms: its peoples and topics in the order in which they stand in it."""
    peoples = {people: at for at, people in enumerate(dict.fromkeys(norm.population for norm in book.norms))}
    topics = {topic: at for at, topic in enumerate(dict.fromkeys(norm.topic for norm in book.norms))}
    return book.with_norms(sorted(norms, key=lambda norm: (peoples[norm.population], topics[norm.topic])))
