"""Tell a graded scale from options to choose between, by their wording."""

from __future__ import annotations

import re

#: Words of degree, from most to least.
_DEGREES = (
    r"very|extremely|strongly|completely|definitely|a great deal|great deal|a lot|great|always|"
    r"every|daily|major|all of them|a great",
    r"somewhat|mostly|fairly|rather|quite|probably|fair amount|some|moderate\w*|most|often|sometimes|usually|"
    r"minor|a little|few|small",
    r"not (?:too|very|much|often|frequently)|only a little|hardly|rarely|seldom|occasionally",
    r"not (?:\w+ )?at all|at all|never|none|no \w+ at all|not a",
)
_DEGREE = re.compile(rf"\b(?:{'|'.join(_DEGREES)})\b", re.IGNORECASE)
#: Points of a graded scale have few words; statements to choose between have more.
LONGEST = 8

_NUMBER = re.compile(r"\d+(?:\.0)?")


def graded(options: dict[str, str]) -> list[str]:
    """The codes in scale order where the options read as a graded scale; empty where they do not.

    Args:
        options: code → wording, in the order shown.

    Two options are a scale. So are numbers with named ends, which the file sometimes has out of order. Else every
    option must be short and carry a word of degree, or be one that does without it ("strongly agree", "agree"); one in
    the middle of an odd number may do neither.

    >>> graded({"1": "Very good", "2": "Fairly good", "3": "Not good at all"})
    ['1', '2', '3']
    >>> graded({"1": "Tea", "2": "Milk", "3": "Ale"})
    []
    """
    codes = list(options)
    if len(codes) == 2:
        return codes
    numbers = {code: float(t) for code, t in options.items() if _NUMBER.fullmatch(t)}
    named = [code for code in codes if code not in numbers]
    if len(numbers) >= 3:
        ends_known = len(named) in (0, 2)
        return [*named[:1], *sorted(numbers, key=lambda c: numbers[c]), *named[1:]] if ends_known else []
    bare = {" ".join(_DEGREE.sub("", t).casefold().split()) for t in options.values() if _DEGREE.search(t)}
    plain = [i for i, t in enumerate(options.values()) if not _DEGREE.search(t) and t.casefold() not in bare]
    middle = [len(codes) // 2] if len(codes) % 2 else []
    short = all(len(t.split()) <= LONGEST for t in options.values())
    return codes if len(codes) >= 3 and short and plain in ([], middle) else []
