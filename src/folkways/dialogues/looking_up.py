"""Find the passages of a collection that share words with a claim: BM25.

    score(q, d) = Σ_t idf(t) · tf(t, d) · (k1 + 1) / (tf(t, d) + k1 · (1 − b + b · |d| / mean |d|))
    idf(t) = ln(1 + (N − n(t) + 0.5) / (n(t) + 0.5))

over the distinct terms t of the query (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and
Beyond", section 3; the 1 within the logarithm keeps common terms from counting against a passage). Terms are words;
in scripts that put no spaces between words they are overlapping pairs of characters.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75

#: First and last code point of the scripts that put no spaces between words.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def terms(text: str) -> list[str]:
    """The terms of a text, in order, with repetitions.

    >>> terms("Rice, 2 bowls"), terms("お米です"), terms("日")
    (['rice', '2', 'bowls'], ['お米', '米で', 'です'], ['日'])
    """
    found: list[str] = []
    for run, spaced in runs(text):
        found += [run] if spaced else [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return found


def runs(text: str) -> list[tuple[str, bool]]:
    """The runs of letters, marks and digits, each with whether its script puts spaces between words.

    >>> runs("Rice (お米), 2")
    [('rice', True), ('お米', False), ('2', True)]
    """
    found: list[tuple[str, bool]] = []
    run, kind = "", ""
    for char in [*unicodedata.normalize("NFKC", text).casefold(), " "]:
        now = _kind(char)
        if now == kind:
            run += char
            continue
        if kind:
            found.append((run, kind == "word"))
        run, kind = char, now
    return found


class Index:
    """The passages by the terms in them."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(terms(text)) for text in texts]
        lengths = np.array([count.total() for count in counts], np.float64)
        mean = float(lengths.mean()) if len(lengths) else 0.0
        self._texts = len(counts)
        self._norm = K1 * (1 - B + B * lengths / mean) if mean > 0 else np.full(len(counts), K1)
        places: dict[str, tuple[list[int], list[int]]] = {}
        for place, count in enumerate(counts):
            for term, times in count.items():
                at, often = places.setdefault(term, ([], []))
                at.append(place)
                often.append(times)
        self._places: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {
            term: (np.array(at, np.int64), np.array(often, np.float64)) for term, (at, often) in places.items()
        }

    def scores(self, query: str) -> NDArray[np.float64]:
        """The score of every passage, shape [passages]; 0 where it shares no term with the query."""
        total = np.zeros(self._texts)
        for term in dict.fromkeys(terms(query)):
            if term not in self._places:
                continue
            at, often = self._places[term]
            idf = math.log(1 + (self._texts - len(at) + 0.5) / (len(at) + 0.5))
            total[at] += idf * often * (K1 + 1) / (often + self._norm[at])
        return total

    def best(self, query: str, n: int) -> list[int]:
        """The places of at most n passages that share a term with the query, the best first; of equals the earlier."""
        scores = self.scores(query)
        order = np.lexsort((np.arange(self._texts), -scores))
        return [int(place) for place in order[:n] if scores[place] > 0]


@functools.cache
def _kind(char: str) -> str:
    """`word`, `unspaced` or "" for what parts words. Marks belong to the letter before them."""
    if unicodedata.category(char)[0] not in "LMN":
        return ""
    return "unspaced" if any(low <= ord(char) <= high for low, high in _UNSPACED) else "word"
