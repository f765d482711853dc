"""A turn's text cut into pieces, so that the opinions in it can be highlighted."""

from __future__ import annotations

from collections.abc import Iterable

from folkways.errors import InputError


def marked(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[str, str | None]]:
    """The text in pieces, each with the id of the span that it is, None between spans.

    Args:
        text: of a turn.
        spans: (start, end, id), such as an opinion's; characters counted in code points, the end excluded; any order.

    Returns:
        Pieces that are the text when joined; none is empty.

    Raises:
        InputError: a span is empty, lies outside the text or overlaps another.

    >>> marked("We pray. You?", [(0, 8, "o1")])
    [('We pray.', 'o1'), (' You?', None)]
    """
    pieces: list[tuple[str, str | None]] = []
    done, before = 0, ""
    for start, end, name in sorted(spans):
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"characters {start} to {end} are no passage of a text of {len(text)}",
                where=f"span {name}",
                mend="give the text of the turn that the span was found in",
            )
        if start < done:
            raise InputError(f"overlaps span {before}", where=f"span {name}", mend="give one of the two")
        if start > done:
            pieces.append((text[done:start], None))
        pieces.append((text[start:end], name))
        done, before = end, name
    return [*pieces, (text[done:], None)] if done < len(text) else pieces
