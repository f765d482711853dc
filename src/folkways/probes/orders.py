"""In which order the options are shown: a nuisance, always rotated and averaged out.

Ordinal scales are shown as given and reversed, never shuffled; nominal options in cyclic shifts. An order is a
name (`given`, `reversed`, `shift-2`) that becomes a permutation for a question.
"""

from __future__ import annotations

import re

from folkways.errors import InputError
from folkways.surveys import Question

_SHIFT = re.compile(r"shift-(\d+)")


def check_order(name: str) -> None:
    """Refuse an unknown order.

    Raises:
        InputError: it is not `given`, `reversed` or `shift-N`.
    """
    if name not in ("given", "reversed") and not _SHIFT.fullmatch(name):
        raise InputError(f"unknown option order {name!r}", mend="use given, reversed or shift-N (such as shift-1)")


def orders_for(question: Question, names: tuple[str, ...]) -> tuple[str, ...]:
    """The orders in which this question is shown, each with its own permutation, at least one.

    A shift does not suit an ordinal scale and is passed over there; a nominal list has no reverse, so `reversed`
    becomes the shift by half its length.

    >>> from folkways.surveys import Option
    >>> q = Question("q", {"en": "?"}, tuple(Option(c, {"en": c}) for c in "abcd"), scale="nominal")
    >>> orders_for(q, ("given", "reversed"))
    ('given', 'shift-2')
    """
    k = len(question.codes)
    if question.scale == "ordinal":
        suited = [n for n in names if not n.startswith("shift")] or ["given"]
    else:
        suited = [f"shift-{k // 2}" if n == "reversed" else n for n in names]
    seen: dict[tuple[int, ...], str] = {}
    for name in suited:
        seen.setdefault(permutation(name, k), name)
    return tuple(seen.values())


def permutation(name: str, k: int) -> tuple[int, ...]:
    """The canonical index that stands at each place.

    >>> permutation("reversed", 4), permutation("shift-1", 4)
    ((3, 2, 1, 0), (1, 2, 3, 0))
    """
    check_order(name)
    if name == "given":
        return tuple(range(k))
    if name == "reversed":
        return tuple(reversed(range(k)))
    by = int(name.split("-")[1]) % k
    return tuple((i + by) % k for i in range(k))
