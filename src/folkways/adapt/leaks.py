"""Texts that would carry what is held out into training: words of a scored question, the name of an unseen people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from folkways.populations import Population
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: So many words in a row that two texts share are a quotation.
QUOTED = 8
# A question of fewer words ("Family") is no wording that could be told.
_TOLD = 4
# Of a name, without its last letters: fewer are the beginning of too many other words.
_STEM = 4

Gram = tuple[str, ...]

# Scripts that set no spaces between words: the letters, how many in a row are a quotation, and how many a whole
# question must have to be told. A word of Chinese or Japanese has about two letters, one of Thai, Lao, Burmese or Khmer
# about five, vowels and tones among them.
_UNSPACED = (
    (re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"), 16, 8),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 40, 20),
)
# What the names of peoples are made from the English names of places with; the last letters of a name may fall.
_ENDINGS = (("", "n|an|ian|ese|i|ish"), (".", "an|ian|ese"), ("..", "ese"))


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
        texts = [text for q in split.held_out for text in survey.by_id[q].texts.values()]
        self._letters = {run for text in texts for run in _letter_runs(text)}
        told = [_bare(text) for q in split.train for text in _texts(survey, q)] if self._letters else []
        self._letters = {run for run in self._letters if not any(run in text for text in told)}
        self._unseen = [_naming(survey.population(people), survey) for people in split.unseen]

    def found(self, text: str, shown: str = "") -> str:
        """Why a text may not be trained on; "" where it may.

        Args:
            text: such as a trace.
            shown: what it answers to: a people that a training question itself names may be named.
        """
        if any(name.search(text) and not name.search(shown) for name in self._unseen):
            return "names an unseen people"
        words = re.findall(r"\w+", text.casefold())
        if any(gram in self._held for gram in _runs(words, self._sizes)):
            return "words of a held-out question"
        bare = _bare(text) if self._letters else ""
        return "words of a held-out question" if any(run in bare for run in self._letters) else ""


def _naming(people: Population, survey: Survey) -> re.Pattern[str]:
    """Finds a people's name: the survey's, words made from it, and for a country CLDR's in the survey's languages."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    said = [rf"(?i:{re.escape(name)})" for name in {people.name, people.demonym or people.name}]
    for cut, endings in _ENDINGS:
        stem = people.name[: len(people.name) - len(cut)]
        if len(stem) >= _STEM:
            said.append(rf"{re.escape(stem)}(?:{endings})s?")
    two = next((two[0] for three, two in get_global("territory_aliases").items() if three == people.id), None)
    for tag in survey.languages:
        try:
            name = Locale.parse(tag, sep="-").territories.get(two)
        except (UnknownLocaleError, ValueError):
            continue
        # Short names without capitals are other words too often. Arabic writes "and" and "in" before a word.
        if name and len(name) >= (3 if name[0].isupper() else 4):
            said.append(rf"[وبلف]?{re.escape(name)}")
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)")


def _letter_runs(text: str) -> Iterator[str]:
    """What of a text in a script without spaces would be a quotation of it."""
    for letters, quoted, told in _UNSPACED:
        run = "".join(letters.findall(text))
        if len(run) >= told:
            yield from (run[i : i + quoted] for i in range(max(1, len(run) - quoted + 1)))


def _bare(text: str) -> str:
    """The letters of scripts without spaces alone."""
    return "".join(letter for letter in text if any(letters.match(letter) for letters, _, _ in _UNSPACED))


def _texts(survey: Survey, question: str) -> Iterator[str]:
    of = survey.by_id[question]
    yield from of.texts.values()
    for option in of.options:
        yield from option.texts.values()


def _runs(words: list[str], sizes: Iterable[int]) -> Iterator[Gram]:
    for n in sizes:
        for i in range(len(words) - n + 1):
            yield tuple(words[i : i + n])
