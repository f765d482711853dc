"""Texts that would carry what is held out into training: words of a scored question, the name of an unseen people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from folkways.populations import Population, form_of
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: So many words in a row that two texts share are a quotation.
QUOTED = 8
# A question of fewer words ("Family") is no wording that could be told.
_TOLD = 4

Gram = tuple[str, ...]

# Scripts that set no spaces between words: each letter counts as one. Kana, Han, Thai, Lao, Burmese, Khmer.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def grams(text: str, n: int = QUOTED) -> set[Gram]:
    """Every run of n words of a text, without case and punctuation; the whole text where it is shorter.

    >>> sorted(grams("Family comes first, always.", 3))
    [('comes', 'first', 'always'), ('family', 'comes', 'first')]
    """
    words = _words(text)
    return {tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1))} if words else set()


def quotes(text: str, sources: Iterable[str]) -> bool:
    """Whether a text holds `QUOTED` words in a row of one of the sources, or all the words of a shorter one.

    >>> quotes("I hold, as most do, that family comes first.", ["Family comes first."])
    True
    """
    words = _words(text)
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
        unseen = [survey.population(people) for people in split.unseen]
        self._unseen = [_naming(people, survey) for people in unseen]
        self._called = [people.name for people in unseen]
        self._others = [survey.population(people).name for people in split.seen]

    def found(self, text: str, shown: str = "") -> str:
        """Why a text may not be trained on; "" where it may.

        Args:
            text: such as a trace.
            shown: what it answers to: a people that a training question itself names may be named.
        """
        if any(name.search(text) and not name.search(shown) for name in self._unseen):
            return "names an unseen people"
        if set(self._forms(text)) - set(self._forms(shown)):
            return "names an unseen people"
        words = _words(text)
        if any(gram in self._held for gram in _runs(words, self._sizes)):
            return "words of a held-out question"
        return ""

    def _forms(self, text: str) -> Iterator[str]:
        """Unseen peoples of whose English name a word of the text is made, such as Moroccans."""
        for word in re.findall(r"\b[A-Z]\w+", text):
            best = max((form_of(word, name) for name in self._others), default=0)
            yield from (name for name in self._called if form_of(word, name) > best)


def _naming(people: Population, survey: Survey) -> re.Pattern[str]:
    """Finds a people's name: the survey's, and for a country CLDR's in the survey's languages and its own."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    names = {people.name, people.demonym or people.name}
    two = next((two[0] for three, two in get_global("territory_aliases").items() if three == people.id), None)
    for tag in {*survey.languages, *people.languages}:
        try:
            names.add(Locale.parse(tag, sep="-").territories.get(two) or people.name)
        except (UnknownLocaleError, ValueError):
            continue
    # Arabic writes "in", "and", "the" before a word without a space.
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, sorted(names)))})(?![A-Za-z])", re.IGNORECASE)


def _texts(survey: Survey, question: str) -> Iterator[str]:
    of = survey.by_id[question]
    yield from of.texts.values()
    for option in of.options:
        yield from option.texts.values()


def _runs(words: list[str], sizes: Iterable[int]) -> Iterator[Gram]:
    for n in sizes:
        for i in range(len(words) - n + 1):
            yield tuple(words[i : i + n])
