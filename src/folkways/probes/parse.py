"""What a written answer says: one of the options, a refusal, a text cut short, or nothing usable.

The four classes are kept apart: a text that stopped at the token limit is not a refusal, and a refusal is not a
malformed answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

_REFUSAL = re.compile(
    r"\b(?:"
    r"(?:i|we)(?:\s*'m|\s+am|’m|\s+are)?\s+(?:sorry|unable|not able|not comfortable)"
    r"|i\s+(?:can(?:no|')?t|can’t|cannot|won(?:'|’)t|will not|must decline|decline|do not|don(?:'|’)t)\s+"
    r"(?:answer|provide|give|choose|pick|select|express|speak|make|help|assist|comment|have|hold|engage|generaliz\w*|"
    r"stereotyp\w*)"
    r"|as an? (?:ai|artificial|language model|assistant)"
    r"|i have no (?:personal )?(?:opinion|view|belief|preference)s?"
    r"|(?:it is|it's|it’s|it would be) (?:not (?:appropriate|possible)|inappropriate|impossible)"
    r")\b",
    re.IGNORECASE,
)

# Words that announce the answer; what follows them outweighs numbers mentioned on the way.
_STATED = re.compile(
    r"(?:answer|option|choice|choose|chose|select|pick|say|respond|reply|rate|rating|number|letter)"
    r"(?:\s+(?:is|would be|with|as|it|at|for|number|letter|option))*\s*[:=]?\s*[\"'“(*\[]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The class of a text, and the place of the option that it names (0-based), where it names one."""

    state: str
    index: int | None = None


def parse(text: str, labels: Sequence[str], options: Sequence[str], *, truncated: bool = False) -> Parsed:
    """Read an answer.

    Args:
        text: what the model wrote.
        labels: the labels shown, place by place.
        options: the options' wording, place by place.
        truncated: the text stopped at the token limit.

    The last stated answer counts; a text that begins with a label is answered by it; wording counts where no label
    is named; two different options without a stated choice are malformed.

    >>> parse("Between 1 and 4, I say 3.", "1234", ["a", "b", "c", "d"]).index
    2
    >>> parse("٢", "1234", ["a", "b", "c", "d"]).index
    1
    >>> parse("As an AI, I cannot answer.", "12", ["Yes", "No"]).state
    'refused'
    >>> parse("Well, let me think about the", "12", ["Yes", "No"], truncated=True).state
    'truncated'
    """
    clean = text.translate(_DIGITS).strip()
    found = _labels_in(clean, labels)
    first = next((index for start, _, index in found if not re.search(r"\w", clean[:start])), None)
    refusals = [match.end() for match in _REFUSAL.finditer(clean)]
    stated = [
        index
        for start, _, index in found
        if _STATED.search(clean[:start]) and not any(0 <= start - end < 4 for end in refusals)
    ]
    if stated:
        return Parsed("answered", stated[-1])
    if first is not None:
        return Parsed("answered", first)
    if refusals:
        return Parsed("refused")
    named = {index for _, _, index in found} or _wordings_in(clean, options)
    if len(named) == 1:
        return Parsed("answered", named.pop())
    return Parsed("truncated" if truncated else "malformed")


def _labels_in(text: str, labels: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where labels stand alone in the text: start, end, place; the words "A" and "I" are not labels."""
    found = []
    for index, label in enumerate(labels):
        for match in re.finditer(rf"(?<![\w.,-]){re.escape(label)}(?![\w]|[.,]\d|-\d)", text):
            if label.isalpha() and label in ("A", "I") and re.match(r"\s+[a-z]", text[match.end() :]):
                continue
            found.append((match.start(), match.end(), index))
    return sorted(found)


def _wordings_in(text: str, options: Sequence[str]) -> set[int]:
    """The options whose wording occurs in the text, longest first, so that "agree" is not found in "disagree"."""
    rest, named = text.casefold(), set()
    for index in sorted(range(len(options)), key=lambda i: -len(options[i])):
        pattern = rf"(?<!\w){re.escape(options[index].casefold().rstrip('.'))}(?!\w)"
        if re.search(pattern, rest):
            named.add(index)
            rest = re.sub(pattern, " ", rest)
    return named
