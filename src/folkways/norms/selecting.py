"""From all that was written to a book: each norm once, with its verdict, the best of each topic."""

from __future__ import annotations

from collections.abc import Callable

from folkways.encoders.encoder import TextEncoder
from folkways.norms.book import NormBook
from folkways.norms.distinct import distinct
from folkways.norms.ranking import best, in_topics, ranked

#: Gives each norm of a book its verdict, and keeps their order.
Check = Callable[[NormBook], NormBook]


def selected(
    book: NormBook, encoder: TextEncoder, *, per_topic: int, check: Check | None = None
) -> tuple[NormBook, dict[str, int]]:
    """The best norms of each topic, each once.

    Norms are checked before those that say the same are joined, so that of two the better one stays.

    Args:
        book: all that was read.
        encoder: finds norms that say the same.
        per_topic: how many of a topic are kept.
        check: gives each norm its verdict; they stay unchecked where absent.

    Returns:
        The book, and how many norms were dropped, by reason.
    """
    if check is not None:
        book = check(book)
    apart, alike = distinct(ranked(book.norms), encoder)
    kept, beyond = best(apart, per_topic)
    return in_topics(kept, book), {
        "dropped: like a better one": len(alike),
        "dropped: beyond the best": len(beyond),
    }
