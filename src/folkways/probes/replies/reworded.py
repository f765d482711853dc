"""How an option's wording is said in other words of the same meaning: swapped, in a contraction, with a like adverb."""

from __future__ import annotations

import functools
import re

from folkways.probes.spelling import fold

_MILDLY = "quite|rather|fairly|pretty|somewhat|moderately|reasonably|relatively"
_NOT = r"(?:not|\w+n't|never|hardly)"
_MUCH = "very|so|that|too|all that|terribly|really|particularly|especially|overly|exactly|quite"

# What an option is made of, and what says the same of it, in English.
_ENGLISH = (
    (r"(\w+)ly (\w+)", r"\2 \1ly|\1 \2|\1ly \2d|\1ly \2(?:s|ing)"),
    (r"(agree|disagree|approve|disapprove|support|oppose|favor|favour)", r"\1d|\1ed|\1s"),
    (r"very (\w+)", r"(?:really|extremely|super|incredibly|hugely|enormously|so so|really very) \1"),
    (rf"(?:{_MILDLY}) (\w+)", rf"(?:{_MILDLY}) \1"),
    (rf"not (?:{_MUCH}) (\w+)", rf"{_NOT} (?:{_MUCH}) \1(?! at all)"),
    (r"not at all (\w+)", rf"{_NOT} (?:\w+ )?\1 (?:at all|in the least|whatsoever|in the slightest)"),
    (r"not (\w+) at all", rf"{_NOT} at all \1|{_NOT} \1 (?:in the least|whatsoever|in the slightest)"),
    (r"not at all", r"not (?:in the (?:least|slightest)|one bit|a bit)|absolutely not at all"),
    (r"neither (\w+) n?or (\w+)", r"(?:neither|not|\w+n't) \1 n?or \2"),
    (
        r"disagree",
        r"(?:do not|don't|does not|doesn't|cannot|can't|wouldn't|would not) (?:really )?agree(?! at all| n?or)",
    ),
    (r"(?:every|each|once an?) day|daily", r"(?:every|each|every single|once an?|once per) day|everyday|daily"),
    (r"(?:every|each|once an?) week|weekly", r"(?:every|each|every single|once an?|once per) week|(?:once )?weekly"),
    (r"(?:every|each|once an?) month|monthly", r"(?:every|each|once an?|once per) month|(?:once )?monthly"),
    (r"(?:every|each|once an?) year|yearly", r"(?:every|each|once an?|once per) year|yearly|annually|once yearly"),
    (r"(?:only|just) ([\w ]+)", r"(?:only|just) \1|\1 only"),
    (r"(?:quite )?a lot", r"quite a (?:bit|lot)|a (?:fair|good) (?:bit|amount)|lots"),
    (r"(?:trust )?not (?:very )?much", rf"{_NOT} (?:(?:have|got|trust|with|really) )?(?:(?:{_MUCH}) )?much|not a lot"),
    (r"(?:none|nothing)(?: at all)?", r"none|zero|nothing|no \w+ (?:at all|whatsoever)"),
    (r"don't know", r"i dunno|dunno|no idea"),
    (r"(?:prefer not|rather not|refuse|decline) to (?:\w+)", r"(?:prefer not to|rather not) (?:say|answer|respond)"),
)


def _filled(way: str, match: re.Match[str]) -> str:
    return re.sub(r"\\(\d)", lambda place: re.escape(match[int(place[1])]), way)


@functools.lru_cache(maxsize=2048)
def reworded(option: str) -> re.Pattern[str] | None:
    """What says the same as the whole option, for folded text; none without.

    >>> bool(reworded("Strongly agree").search("I agree strongly.")), reworded("In most cases")
    (True, None)
    """
    said = fold(option).lower().strip(" .\"'")
    ways = [_filled(way, match) for of, way in _ENGLISH if (match := re.fullmatch(of, said))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE) if ways else None
