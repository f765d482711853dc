"""Take the options out of a question's wording, where a survey prints them inside it.

Two styles occur: ends named in a phrase ("with '1' being 'Very important' and '4' being 'Not important'") and a list
after the question ("… 1: Good, 2: Bad", "1. …", "1) …", "1 - …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIR = re.compile(r"'(\d+)' (?:being|for|meaning|means) '((?:[^']|'(?=\w))*)'")
_LISTED = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=\())(\d{1,2})(?::| ?[.)]| -)\s+(?=\S)")
_LEAD_IN = re.compile(r"[,\s]*(?:\b[Ww]ith|\bwhere)?\s*$")
_NUMBER_ONLY = re.compile(r"\s*Provide a number only\.?", re.IGNORECASE)
_SCALE_OF = re.compile(r"\bOn a scale(?: of 1 to 10)?[\s,]+(?=\w+ (?:do|is|would|much|high)\b)")
_ASKS = re.compile(r"(?:^|[.?!] )(?:How|What|Which|Who|Why|When|Do|Does|Did|Are|Is|Would|Have|Has|Should)\b[^.?!]*\.$")
_DANGLING = re.compile(
    r"\s*(?:Please (?:choose one option|indicate(?: (?:your \w+(?: of \w+)?|where you stand|on this scale|"
    r"your view on this scale))?|use this scale(?: to indicate)?|answer))\s*[:,.]*\s*$"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question without its options, and the options that its wording names.

    Attributes:
        stem: the question.
        options: code → text.
        listed: whether the options stood in a list (which then is meant to be complete).
    """

    stem: str
    options: dict[int, str]
    listed: bool


def split_wording(text: str) -> Wording:
    """Split a wording into its stem and its options.

    >>> split_wording("How is it? Please indicate, with '1' being 'good' and '3' being 'bad'. Provide a number only.")
    Wording(stem='How is it?', options={1: 'good', 3: 'bad'}, listed=False)
    >>> split_wording("On a scale from 1–5, how is it? 1: Good, 2: 2, 3: Not good, not bad")
    Wording(stem='On a scale from 1–5, how is it?', options={1: 'Good', 3: 'Not good, not bad'}, listed=True)
    """
    clean = _NUMBER_ONLY.sub(" ", text).strip()
    pairs = {int(code): label.strip() for code, label in _PAIR.findall(clean)}
    if pairs:
        spans = [match.span() for match in _PAIR.finditer(clean)]
        before = _LEAD_IN.sub("", clean[: spans[0][0]])
        stem = _SCALE_OF.sub("", _DANGLING.sub("", before) + clean[spans[-1][1] :])
        stem = re.sub(r"(?<=[.?!] )[a-z]", lambda match: match[0].upper(), stem)
        return Wording(_tidy(stem), pairs, listed=False)
    marks: list[re.Match[str]] = []
    for match in _LISTED.finditer(clean):
        code = int(match[1])
        if (not marks and code in (0, 1)) or (marks and code > int(marks[-1][1])):
            marks.append(match)
    if len(marks) < 2:
        return Wording(_tidy(clean), {}, listed=False)
    options: dict[int, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        label = clean[mark.end() : following.start() if following else None]
        label = re.sub(r"(?:,\s*or)?[\s,;.?]*$", "", " ".join(label.split()))
        if label and label != mark[1]:
            options[int(mark[1])] = label
    return Wording(_tidy(clean[: marks[0].start()]), options, listed=True)


def _tidy(stem: str) -> str:
    """One clean sentence: no dangling instruction, no double spaces, a capital first and a mark at the end."""
    stem = " ".join(stem.split())
    stem = _DANGLING.sub("", stem)
    stem = re.sub(r"\s+([.,?!])", r"\1", stem).strip(" ,")
    stem = re.sub(r"([?!.])[\s,]*\.", r"\1", stem)
    stem = stem[:1].upper() + stem[1:]
    stem = stem if re.search(r"[?!.…:)\]'’\"]$", stem) else stem + "."
    return stem[:-1] + "?" if _ASKS.search(stem) else stem
