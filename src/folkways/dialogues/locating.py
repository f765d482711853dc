"""Where a text holds a quote, character by character.

White space, invisible characters, kinds of quotation marks and the look-alikes of `judges.enclosing` are not told apart
where the exact characters are not there; everything else is. `judges.spans.find` is looser (letter case, dashes) and
gives the first place alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from folkways.dialogues.sentences import UNSPACED
from folkways.judges.enclosing import harmless
from folkways.judges.spans import Span

_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»‹›「」『』＂‘’‚‛`´＇', "'"))
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_JOINERS = "\u200c\u200d"
_SKIN = ("\U0001f3fb", "\U0001f3ff")


class Located:
    """A text in which quotes are looked up.

    >>> said = Located("She said:  “Guests   eat first”. Guests eat first.")
    >>> [(span.start, span.end) for span in said.places("Guests eat first")]
    [(33, 49), (12, 30)]
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._at = _fold(text)

    def places(self, quote: str) -> list[Span]:
        """Where the text holds the quote, first the exact places in order, then the others in order.

        Places that begin or end within a word or a character of several code points are among them; see `whole`.
        """
        exact = [Span(start, start + len(quote)) for start in _occurrences(self.text, quote)]
        folded, _ = _fold(quote)
        sought = folded.strip()
        loose = (
            Span(self._at[start], self._at[start + len(sought) - 1] + 1) for start in _occurrences(self._folded, sought)
        )
        return list(dict.fromkeys(span for span in (*map(self._trimmed, exact), *loose) if span.start < span.end))

    def _trimmed(self, span: Span) -> Span:
        passage = self.text[span.start : span.end]
        start = span.start + len(passage) - len(passage.lstrip())
        return Span(start, max(start, span.end - (len(passage) - len(passage.rstrip()))))

    def whole(self, span: Span) -> bool:
        """Whether the passage begins and ends at borders of words: "art" is no quotation from "party".

        Between letters of scripts without spaces any border will do.
        """
        return not self._within(span.start) and not self._within(span.end)

    def _within(self, place: int) -> bool:
        if not 0 < place < len(self.text):
            return False
        before, after = self.text[place - 1], self.text[place]
        if unicodedata.category(after).startswith("M") or _SKIN[0] <= after <= _SKIN[1]:
            return not before.isspace()
        if before in _JOINERS or after in _JOINERS:
            return not (before.isspace() or after.isspace())
        if _UNSPACED.match(before) or _UNSPACED.match(after):
            return False
        return before.isalnum() and after.isalnum()


def _occurrences(text: str, sought: str) -> Iterator[int]:
    place = text.find(sought) if sought else -1
    while place >= 0:
        yield place
        place = text.find(sought, place + 1)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in its one spelling, and for each of its characters the place in the original."""
    # Quotes first: `harmless` gives angle brackets a look-alike that is itself a quotation mark.
    shown = harmless(text).translate(_QUOTES)
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(shown):
        if _UNSEEN.match(character):
            continue
        if character.isspace():
            if folded and folded[-1] == " ":
                continue
            character = " "
        folded.append(character)
        places.append(place)
    return "".join(folded), places
