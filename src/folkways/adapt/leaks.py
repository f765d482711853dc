"""Texts that would carry what is held out into training: words of a scored question, the name of an unseen people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from folkways.surveys import Survey
from folkways.surveys.split import Split

#: So many words in a row that two texts share are a quotation.
QUOTED = 8
# A question of fewer words ("Family") is no wording that could be told.
_TOLD = 4

Gram = tuple[str, ...]


def grams(text: str, n: int = QUOTED) -> set[Gram]:
    """Every run of n words of a text, without case and punctuation; the whole text where it is shorter.

    >>> sorted(grams("Family comes first, always.", 3))
    [('comes', 'first', 'always'), ('family', 'comes', 'first')]
    """
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1))} if words else set()


def quotes(text: str, sources: Iterable[str]) -> bool:
    """Whether a text holds `QUOTED` words in a row of one of the sources, or all the words of a shorter one.

    >>> quotes("I hold, as most do, that family comes first.", ["Family comes first."])
    True
    """
    words = re.findall(r"\w+", text.casefold())
    return any(_holds(words, gram) for source in sources for gram in grams(source))


def _holds(words: list[str], gram: Gram) -> bool:
    first, n = gram[0], len(gram)
    return any(word == first and tuple(words[i : i + n]) == gram for i, word in enumerate(words))


class Leaks:
    """What may not be in a training text.

    Args:
        survey: the whole of it.
        split: what of it is held out.
    """

    def __init__(self, survey: Survey, split: Split) -> None:
        split.check(survey)
        held = {
            gram
            for q in split.held_out
            for text in survey.by_id[q].texts.values()
            for gram in grams(text)
            if len(gram) >= _TOLD
        }
        self._sizes = sorted({len(gram) for gram in held})
        # Items of one battery begin alike: what training questions have as well gives nothing away.
        self._held = held - {
            g for q in split.train for text in _texts(survey, q) for n in self._sizes for g in grams(text, n)
        }
        names = {n for p in map(survey.population, split.unseen) for n in (p.name, p.demonym) if n}
        self._unseen = {name: re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in sorted(names)}

    def found(self, text: str, shown: str = "") -> str:
        """Why a text may not be trained on; "" where it may.

        Args:
            text: such as a trace.
            shown: what it answers to: a people that a training question itself names may be named.
        """
        if any(name.search(text) and not name.search(shown) for name in self._unseen.values()):
            return "names an unseen people"
        words = re.findall(r"\w+", text.casefold())
        if any(gram in self._held for gram in _runs(words, self._sizes)):
            return "words of a held-out question"
        return ""


def _texts(survey: Survey, question: str) -> Iterator[str]:
    of = survey.by_id[question]
    yield from of.texts.values()
    for option in of.options:
        yield from option.texts.values()


def _runs(words: list[str], sizes: Iterable[int]) -> Iterator[Gram]:
    for n in sizes:
        for i in range(len(words) - n + 1):
            yield tuple(words[i : i + n])
