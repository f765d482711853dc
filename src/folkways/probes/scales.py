"""Where a text names an end or the middle of a scale ("the highest number")."""

from __future__ import annotations

from collections.abc import Sequence

from folkways.probes.loosely import denies
from folkways.probes.numerals import announced, ends_at
from folkways.probes.replies import LANGUAGES
from folkways.probes.spelling import fold, rule

# Languages that announce an answer before it; in the others, the words for it have what must stand behind it.
_AHEAD = ("en", "ar")
_CALLED = {
    field: [(language, rule(getattr(words, field))) for language, words in LANGUAGES.items()]
    for field in ("lowest", "middle", "highest")
}


def extremes(text: str, labels: Sequence[str], options: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where a folded text names the ends or the middle, where it is clear which option that is: start, end and index.

    >>> extremes("the highest number", "12345", "12345"), extremes("the middle option", "12", ["yes", "no"])
    ([(4, 18, 4)], [])
    """
    return [
        (*match.span(), index)
        for field, index in _at(labels, options).items()
        for language, pattern in _CALLED[field]
        for match in pattern.finditer(text)
        if language not in _AHEAD or (announced(text, match.start()) and ends_at(text, match.end()))
    ]


def _at(labels: Sequence[str], options: Sequence[str]) -> dict[str, int]:
    """The option in the middle, and those at the ends, where numbers and denials agree on which is the higher."""
    last = len(options) - 1
    at = {} if last % 2 or not last else {"middle": last // 2}
    numbers, marks = ([fold(word) for word in words] for words in (labels, options))
    if not all(map(str.isdigit, numbers)):
        numbers = marks[1:-1]
    rises = set()
    if len(numbers) > 1 and all(map(str.isdigit, numbers)):
        rises.add(int(numbers[0]) < int(numbers[-1]))
    low, high = denies(marks[0]), denies(marks[-1])
    if low != high:
        rises.add(low)
    if len(rises) == 1:
        at["lowest"], at["highest"] = (0, last) if rises.pop() else (last, 0)
    return at
