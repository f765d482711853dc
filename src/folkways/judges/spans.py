"""Quoted evidence: the passages that a judge quotes, looked up in the text that it judged.

A quote counts only where the text holds it, word for word. Spaces, quotation marks, dashes, letter case and the
look-alikes of `enclosing` are not told apart; everything else is. A quote that is not there is counted, never repaired.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import polars as pl

#: One row per quote. `start` and `end` are offsets in characters into the judged text, null where it does not hold the
#: quote. A reply without any quote, a call that failed, and an item without a verdict are one row without a quote.
EVIDENCE_SCHEMA: dict[str, Any] = {
    "judge": pl.String,
    "item": pl.String,
    "code": pl.String,
    "quote": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "state": pl.String,  # found | absent | no quote | failed | no verdict
}

_QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|\"([^\"]+)\"|「([^「」]+)」")
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´＇", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("‹＜﹤", "<"),
        **dict.fromkeys("›＞﹥", ">"),
        "⁅": "[",
        "⁆": "]",
        "［": "[",
        "］": "]",
    }
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a text: offsets in characters, the end excluded."""

    start: int
    end: int


def quotes(reply: str) -> list[str]:
    """The passages between quotation marks, in order, each once.

    >>> quotes('The text says “guests eat first” and "shoes stay outside".')
    ['guests eat first', 'shoes stay outside']
    """
    found = [next(group for group in match.groups() if group is not None).strip() for match in _QUOTED.finditer(reply)]
    return list(dict.fromkeys(quote for quote in found if quote))


def find(quote: str, text: str) -> Span | None:
    """Where the text first holds the quote; None where it does not.

    A full stop or comma at the end of a quote is the quoting sentence's own where the text does not have it.

    >>> text = "She said:  ‘Guests   eat first’."
    >>> span = find("'guests eat first'", text)
    >>> text[span.start : span.end]
    '‘Guests   eat first’'
    >>> find("guests eat last", text) is None
    True
    """
    folded, places = _folded(text)
    for wanted in (quote, quote.strip().rstrip(".,;")):
        sought = _folded(wanted)[0].strip()
        if not sought:
            continue
        start = folded.find(sought)
        # A quote begins and ends at the borders of words: "art" is not a quotation from "party".
        while start >= 0 and not _whole(folded, start, start + len(sought)):
            start = folded.find(sought, start + 1)
        if start >= 0:
            return Span(places[start], places[start + len(sought) - 1] + 1)
    return None


def evidence_rows(judge: str, item: str, code: str, reply: str | None, text: str) -> list[dict[str, Any]]:
    """The rows of `EVIDENCE_SCHEMA` that one reply gives; `reply` is None where the call failed."""
    row: dict[str, Any] = {"judge": judge, "item": item, "code": code, "quote": None, "start": None, "end": None}
    said = [] if reply is None else quotes(reply)
    if not said:
        return [row | {"state": "failed" if reply is None else "no quote"}]
    rows = []
    for quote in said:
        span = find(quote, text)
        place = {"state": "absent"} if span is None else {"start": span.start, "end": span.end, "state": "found"}
        rows.append(row | {"quote": quote} | place)
    return rows


def no_verdict(judge: str, item: str) -> dict[str, Any]:
    """The row of `EVIDENCE_SCHEMA` of an item on which a judge has no verdict."""
    return {**dict.fromkeys(EVIDENCE_SCHEMA), "judge": judge, "item": item, "state": "no verdict"}


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in its one spelling, and for each of its characters the place in the original."""
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if _UNSEEN.match(character):
            continue
        if character.isspace():
            if folded and folded[-1] == " ":
                continue
            same = " "
        else:
            same = unicodedata.normalize("NFKD", character.translate(_SAME)).casefold()
        for part in same:
            folded.append(part)
            places.append(at)
    return "".join(folded), places


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if unicodedata.combining(after):
        return False
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())
