"""Texts without what does not tell them apart: case, width, white space; for comparison also marks and punctuation."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ALL = 0x110000
_SPACE, _END = 0x20, 0x0A
_JAMO = re.compile("[\u1100-\u11ff]+")
# Marks that vary freely between spellings of one word. Vowel signs of Indic scripts and Thai are marks as well, but
# part of the word: they stay.
_LOOSE_MARKS = (
    (0x0300, 0x036F),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
)
# Scripts in which a character says as much as two or three letters do: kana, ideographs, Hangul syllables.
_DENSE = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def plain(text: str) -> str:
    """A text in Unicode's compatibility form, without case, white space collapsed.

    >>> plain("  Family\\u00a0Comes　ＦＩＲＳＴ ")
    'family comes first'
    """
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def letters(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The code points of plain texts without loose marks and punctuation: what near-duplicates are compared by.

    Diacritics of the Latin, Greek and Cyrillic scripts, points of Hebrew and Arabic and the Arabic tatweel go;
    punctuation and symbols become white space, which is collapsed and stripped.

    Args:
        texts: as `plain` gives them.

    Returns:
        The code points of all texts one after another, and where each text begins (one more than texts).

    >>> points, starts = letters(["café, please!", "كِتاب"])
    >>> "".join(map(chr, points)), starts.tolist()
    ('cafe pleaseكتاب', [0, 11, 15])
    """
    # "\n" parts the texts: plain texts hold none.
    joined = "".join(text + "\n" for text in texts)
    if not joined.isascii():
        # Syllables of Hangul stay whole: taken apart, each would count as three characters.
        joined = _JAMO.sub(lambda found: unicodedata.normalize("NFC", found[0]), unicodedata.normalize("NFD", joined))
    points = _becomes()[np.frombuffer(joined.encode("utf-32-le"), np.uint32)]
    points = points[points != 0]
    parted = np.concatenate([[True], (points == _SPACE) | (points == _END)])[:-1]
    points = points[~((points == _SPACE) & parted)]
    last = np.concatenate([(points == _END)[1:], [True]])
    points = points[~((points == _SPACE) & last)]
    at = np.flatnonzero(points == _END)
    starts = np.concatenate([[0], at - np.arange(len(at))]).astype(np.int64)
    return points[points != _END], starts


def dense(points: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether most characters of each text are ideographs, kana or Hangul syllables, [N]."""
    of = np.zeros(len(points), bool)
    for first, last in _DENSE:
        of |= (points >= first) & (points <= last)
    before = np.concatenate([[0], np.cumsum(of)])
    return 2 * (before[starts[1:]] - before[starts[:-1]]) > np.diff(starts)


@functools.cache
def _becomes() -> NDArray[np.uint32]:
    """What each code point becomes: itself, a space, or 0 (nothing)."""
    table = np.arange(_ALL, dtype=np.uint32)
    for point in range(0x20000):
        kind = unicodedata.category(chr(point))
        if kind[0] in "PSZC" and point != _END:
            table[point] = 0 if kind == "Cf" else _SPACE
    for first, last in _LOOSE_MARKS:
        table[first : last + 1] = 0
    return table
