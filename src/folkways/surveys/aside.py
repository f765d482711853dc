"""Tell "don't know", "refused" and the like from answers, by their wording."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"^\W*(?:dk\b|don.?t know|do not know|refus|no answer|no response|none/dk|other missing|missing|not applicable|"
    r"can.?t (?:choose|say)|unsure|not sure|no opinion|not asked|inap\b|inapplicable|not available|never heard of|"
    r"total\b.*n=|n/?a\W*$|i (?:don.?t|do not) know\W*$|i(?:.d| would) rather not (?:say|answer)|"
    r"(?:i )?prefer not to (?:say|answer|tell|disclose|respond)|i (?:don.?t|do not) (?:want|wish) to answer)",
    re.IGNORECASE,
)
_VOLUNTEERED = re.compile(r"\((?:vol\.?|volunteered|do not read|spontaneous)[^()]*\)", re.IGNORECASE)


def is_aside(text: str) -> bool:
    """Whether an option's wording says that it is no answer to the question.

    >>> [is_aside(t) for t in ("DK/Refused", "Don't know", "No answer", "I don't know him well", "None at all")]
    [True, True, True, False, False]
    >>> [is_aside(t) for t in ("Prefer not to say", "N/A", "I don't know.", "I prefer not to have them as neighbours")]
    [True, True, True, False]
    """
    return bool(_ASIDE.match(text))


def is_volunteered(text: str) -> bool:
    """Whether an option was written down when people brought it up, and not read out to them.

    >>> is_volunteered("Neither (VOL)"), is_volunteered("Both (DO NOT READ)"), is_volunteered("Neither")
    (True, True, False)
    """
    return bool(_VOLUNTEERED.search(text))
