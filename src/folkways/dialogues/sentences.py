"""Sentences of a text in many scripts, by rules: where each begins and ends.

A stop ends a sentence unless an abbreviation, an initial, a number or a small letter behind it says otherwise; a new
line always does. Thai, which has no stop, is cut at new lines alone: a passage of it stays whole.
"""

from __future__ import annotations

import re
import unicodedata

from folkways.judges.spans import Span

#: Scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, kana and Han, as a character class.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)

# These end a sentence whatever follows; so do `.`, `!`, `?` and `…` before a space, with the exceptions below.
_FULL = "。｡！？؟۔।॥։።፧។៕။"
_DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CLOSING = rf"\"'”’»›)\]）」』】》〉*_{_DIRECTIONS}"
_END = re.compile(
    rf"(?P<line>[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+)|(?P<stops>[.!?…．{_FULL}]+)(?P<closing>[{_CLOSING}]*)"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NEXT = re.compile(rf"\s*[\"'“‘«‹„(\[¿¡*_{_DIRECTIONS}-]*\s*(?P<word>\w*)")
_BEFORE = re.compile(r"(?:\w\.)*\w+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# How far back the word before a stop is looked for: no abbreviation is longer.
_BACK = 24

# Words before names and numbers, which end no sentence. Those that end one as often ("etc.", "no.", "usw.", "vb.") are
# left out: before a small letter they end none either way.
_BEFORE_NAMES = """
mr mrs ms dr prof rev st mt gen col sgt capt jr vs cf approx e.g i.e
hr fr frl z.b d.h u.a bzw nr evtl
sr sra srta ud uds p.ej ej pág mme mlle p.ex
bkz örn yrd doç г ул тов
"""
_ABBREVIATIONS = frozenset(_BEFORE_NAMES.split())
# What begins a sentence behind "U.S." or "8 p.m.".
_STARTS = "we i they he she it you the this that these there in on at but and so for my our people most many some"
_STARTERS = frozenset(_STARTS.split())
# German writes "3. Oktober".
_NAMES_OF_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember"
_MONTHS = frozenset(_NAMES_OF_MONTHS.split())


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order: they do not overlap, and only white space stands outside of them.

    Args:
        text: in any script.

    >>> text = "Dr. Ali came at 8 p.m. for tea. “Sit down!” we said. 我们先喝茶。然后吃饭。"
    >>> [text[span.start : span.end] for span in sentences(text)]
    ['Dr. Ali came at 8 p.m. for tea.', '“Sit down!” we said.', '我们先喝茶。', '然后吃饭。']
    """
    # Where nobody writes capitals, a small letter says nothing of where a sentence begins.
    cased = any(character.isupper() for character in text)
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match["line"] is None and not _ends(text, start, match, cased):
            continue
        found += _stripped(text, start, match.end())
        start = match.end()
    return found + _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> list[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []


def _ends(text: str, start: int, match: re.Match[str], cased: bool) -> bool:
    """Whether the stops of this match end the sentence that begins at `start`."""
    stops, closing, end = match["stops"], match["closing"], match.end()
    following = text[end : end + 1]
    if not following:
        return True
    unspaced = bool(_UNSPACED.match(following))
    if stops[-1] in _FULL:
        # In Japanese the sentence around a quotation goes on behind it: 「はい。」と言う。
        return not (unspaced and closing and closing[-1] in "」』")
    if not following.isspace():
        return unspaced and stops[-1] in "!?．." and _unspaced_before(text, match.start())
    after = _NEXT.match(text, end)
    word = after["word"] if after else ""
    small = cased and word[:1].islower()
    if stops[-1] in "!?":
        return not (small and closing)
    return not small and not (stops == "." and _shortened(text, start, match.start(), word))


def _unspaced_before(text: str, place: int) -> bool:
    return place > 0 and bool(_UNSPACED.match(text[place - 1]))


def _shortened(text: str, start: int, stop: int, following: str) -> bool:
    """Whether the stop belongs to an abbreviation, an initial or a number, not to the sentence."""
    found = _BEFORE.search(text[max(start, stop - _BACK) : stop])
    if found is None:
        return False
    word, next_word = found[0], unicodedata.normalize("NFC", following).casefold()
    if word.isdecimal() and len(word) <= 2:
        begins = not text[start : stop - len(word)].strip("-*•( \t") if stop - start < _BACK else False
        return begins or next_word in _MONTHS
    if unicodedata.normalize("NFC", word).casefold() in _ABBREVIATIONS:
        return True
    if _UNSPACED.search(word) or not _INITIALS.fullmatch(word) or word == "I":
        return False
    return next_word not in _STARTERS
