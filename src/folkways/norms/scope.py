"""What a survey's question cannot test: parts of a people, comparisons that it does not make, and what ought to be."""

from __future__ import annotations

import re

from folkways.norms.readings import Reading

#: A part of a people is not tested by the answers of the whole.
_PART = re.compile(
    r"\b(?:young(?:er)?|old(?:er)?|elderly|rural|urban|educated|uneducated|(?:middle|working)[- ]class) people\b"
    r"|^\W*(?:(?:most|many|few|some|nearly all|almost all) )?(?:women|men|youth|youths|students)"
    r" (?:here|think|say|believe|trust|feel|want|see|agree|disagree|reject)\b",
    re.IGNORECASE,
)
#: A comparison with others, or of parts of the people, that only a question which compares can test.
_THAN = re.compile(
    r"\b(?:more|less|fewer|better|worse|(?!other|rather|another|ever|never)\w{3,}er)\b[^,.]*? than "
    r"(?!half\b|once\b|ever\b"
    r"|(?:a|one|two) |\d|anything|most\b)"
    r"|\b(?:compared (?:to|with)|unlike|in contrast to) (?:other|others|men|women|their|the|people)\b",
    re.IGNORECASE,
)
#: What ought to be is not tested by what is.
_SHOULD = re.compile(r"\b(?:should|ought|must)\b")


def of_a_part(sentence: str) -> bool:
    """Whether a sentence speaks of a part of the people only ("young people", "women think")."""
    return _PART.search(sentence) is not None


def testable(sentence: str, reading: Reading) -> bool:
    """Whether the question compares where the sentence does, and asks what ought to be where the sentence says so."""
    if _THAN.search(sentence) and not reading.compares:
        return False
    return reading.normative or _SHOULD.search(sentence) is None
