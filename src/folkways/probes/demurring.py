"""Whether a text that states no option declines in looser words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkways.probes.loosely import denies
from folkways.probes.replies import LANGUAGES, REFUSALS, TOPICS, every, speaks, tongues
from folkways.probes.spelling import fold, rule, wording_rule

#: Words of a text short enough to be read without a first person.
BRIEF = 14
_SHORT = 40
_LONG = 45
_SENTENCE = re.compile(r"[.!?؟\n]+(?=\s|$)")
_ASKED = {language: rule(words.asked) for language, words in LANGUAGES.items()}
_CLARIFY = rule(every("clarify"))
_NEVER = rule(every("never"), r"(?:{})")


def speaks_of_it(text: str, plain: str, options: Sequence[str], of: tuple[str, ...], asks: bool, found: bool) -> bool:
    """A first person speaks about the question, and neither asks back nor gives a number that is no label."""
    if asks:
        return False
    if (speaks(text) or len(text.split()) <= BRIEF) and demur(
        [TOPICS[language] for language in of], plain, options
    ) >= 0:
        return True
    numbered = len(text) < _SHORT and re.search(r"\d", text)
    return bool(
        not found and denies(text) and speaks(text) and questioned(text) and not _CLARIFY.search(text) and not numbered
    )


def demur(kinds: Sequence[re.Pattern[str]], text: str, options: Sequence[str]) -> int:
    """Where looser words of a refusal end, unless they are those of an option ("I do not agree"); -1 without.

    In the middle of a long text a first person denies other things than the question.
    """
    told = [option for option in options if " " in option or _NEVER.fullmatch(fold(option))]
    worded = [match.span() for option in told for match in wording_rule(option).finditer(text)]
    ends = (
        match.end()
        for words in kinds
        for match in words.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in worded)
    )
    middle = _middle(text)
    return max((end for end in ends if end not in middle), default=-1)


def _middle(text: str) -> range:
    """The places between the first and the last sentence of a long text."""
    breaks = [match.end() for match in _SENTENCE.finditer(text.rstrip(" .!*\n\"'"))]
    return range(breaks[0], breaks[-1]) if breaks and len(text.split()) > _LONG else range(0)


def questioned(text: str) -> bool:
    """Words of questions and of answering stand in the text."""
    return any(_ASKED[language].search(text) for language in tongues(text))


def refuses(option: str) -> bool:
    """The words of an option are those of a refusal ("I do not know")."""
    return any(words.search(option) for words in REFUSALS.values())
