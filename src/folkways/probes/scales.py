"""Where a text names an end or the middle of a scale."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from folkways.probes.loosely import denies
from folkways.probes.numerals import announced, ends_at
from folkways.probes.replies import LANGUAGES, every
from folkways.probes.spelling import fold, rule

_ENDS = {field: rule(every(field)) for field in ("lowest", "middle", "highest") if every(field)}


def ends(text: str, options: Sequence[str]) -> list[tuple[int, int, int]]:
    """The ends of a scale of numbers, and the middle where there is one, if they are announced or stand alone."""
    k = len(options)
    places = {"lowest": 0, "highest": k - 1} if 2 * sum(option.strip().isdigit() for option in options) > k else {}
    if k % 2:
        places["middle"] = k // 2
    return [
        (match.start(), match.end(), index)
        for field, index in places.items()
        for match in (_ENDS[field].finditer(text) if field in _ENDS else ())
        if announced(text, match.start()) and ends_at(text, match.end())
    ]


@functools.cache
def _extreme_rules() -> list[tuple[re.Pattern[str], ...]]:
    return [tuple(rule(word) for word in words.extremes) for words in LANGUAGES.values() if words.extremes]


def extremes(text: str, labels: Sequence[str], options: Sequence[str]) -> list[tuple[int, int, int]]:
    """The lowest, the highest and the middle mark, where it is clear which one that is."""
    last = len(options) - 1
    bare = last > 2 and all(fold(option).isdigit() for option in options[1:last])
    low, high = denies(fold(options[0])), denies(fold(options[last]))
    # On a bare scale the label is the mark, else the end that denies has the least of it.
    first = 0 if (bare and int(fold(labels[0])) < int(fold(labels[last]))) or (low and not high) else last
    sure = bare or low != high
    at = (first if sure else None, None if last % 2 or last < 2 else last // 2, last - first if sure else None)
    return [
        (match.start(), match.end(), index)
        for rules in _extreme_rules()
        for index, pattern in zip(at, rules, strict=True)
        if index is not None
        for match in pattern.finditer(text)
    ]
