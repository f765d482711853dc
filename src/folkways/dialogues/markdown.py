"""Tables and words in Markdown that nothing from data can break."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

# Marks that Markdown reads, and controls that turn the order of writing on a page.
_MARKS = re.compile(r"([\\`*_{}\[\]|~#])")
_NUMBER = re.compile(r"[\d.,]+%?|–")
_UNSEEN = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def told(value: object) -> str:
    """A value as text on one line, in which nothing is markup.

    >>> told("a|b <i>c</i>")
    'a\\\\|b &lt;i&gt;c&lt;/i&gt;'
    """
    text = _UNSEEN.sub("", " ".join(str(value).split()))
    return _MARKS.sub(r"\\\1", html.escape(text, quote=False))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table; whole numbers are set apart by thousands, and columns of numbers stand to the right.

    >>> print(table(["a", "n"], [["x", 1200]]))
    | a | n |
    |---|---:|
    | x | 1,200 |
    """
    right = [bool(rows) and all(_NUMBER.fullmatch(str(row[i])) for row in rows) for i in range(len(head))]
    lines = [_line(head), "|" + "|".join("---:" if number else "---" for number in right) + "|"]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def listed(names: Sequence[str]) -> str:
    """Names in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _line(cells: Sequence[object]) -> str:
    shown = [f"{cell:,}" if isinstance(cell, int) else told(cell) for cell in cells]
    return "| " + " | ".join(shown) + " |"
