"""Which questions a sentence is about."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from folkways.encoders import TextEncoder
from folkways.norms.families import Family
from folkways.norms.readings import LANGUAGE, Reading
from folkways.norms.words import DENYING, matter, stem, words

#: How many questions with most words in common are compared by the encoder as well.
SHORTLIST = 40
#: Cosines of the embedded encoder: unrelated texts lie at the first, paraphrases at the second.
_FAR, _SAME = 0.80, 0.93
#: Weights of common words, of the encoder's cosine, and of naming the scale ("trust").
#: A word that no question has weighs so much of the rarest word.
_UNKNOWN = 0.6
#: The F measure weighs what is said more than what the question has beyond it: questions are longer than norms.
_BETA = 0.5
#: What common words count where the sentence leaves out what the judgement is about.
_OUT_OF_FRAME = 0.75
#: A question that has less than this part of a sentence's matter is not about it.
_LEAST_KNOWN = 0.45
#: What one common word counts where sentence and question both say more.
_ONE_WORD = 0.6
_WORDS, _COSINE, _SCALE = 0.65, 0.2, 0.15


@dataclass(frozen=True, slots=True)
class Match:
    """A question that a sentence may be about.

    Attributes:
        reading: the question.
        score: 0 to 1.
        shared: the part of the score from common words, 0 to 1.
    """

    reading: Reading
    score: float
    shared: float


class Matcher:
    """Finds the questions that sentences are about: by their common words, and by a text encoder."""

    def __init__(self, readings: Sequence[Reading], encoder: TextEncoder) -> None:
        self._readings = tuple(readings)
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def _weight(self) -> dict[str, float]:
        """Inverse frequency of stems over the questions."""
        counts = Counter(stem for r in self._readings for stem in r.all_matter)
        n = len(self._readings)
        return {stem: math.log(1 + n / count) for stem, count in counts.items()}

    def _sum(self, stems: frozenset[str]) -> float:
        most = math.log(1 + len(self._readings))
        return sum(self._weight.get(s, _UNKNOWN * most) for s in stems)

    def matches(self, sentence: str, among: frozenset[str], n: int = 5) -> tuple[Match, ...]:
        """The `n` best questions for a sentence, best first.

        Args:
            sentence: without its quantifier and the names of its people.
            among: ids of the questions that come into question.
        """
        possible = [r for r in self._readings if r.question.id in among]
        said = matter(sentence)
        poles = {f: _poles(sentence, *f) for f in {(r.family, r.contrary) for r in possible}}
        common = {r.question.id: self._common(said - (poles[r.family, r.contrary] - r.all_matter), r) for r in possible}
        short = sorted(possible, key=lambda r: -common[r.question.id])[:SHORTLIST]
        short = [r for r in short if common[r.question.id] > 0]
        if not short:
            return ()
        cosines = self.encode([_shown(r) for r in short]) @ self.encode([sentence])[0]
        found = []
        for reading, cosine in zip(short, cosines, strict=True):
            alike = min(1.0, max(0.0, (float(cosine) - _FAR) / (_SAME - _FAR)))
            shared = common[reading.question.id]
            score = _WORDS * shared + _COSINE * alike + _SCALE * names_scale(sentence, reading)
            found.append(Match(reading, score, shared))
        return tuple(sorted(found, key=lambda m: -m.score)[:n])

    def _common(self, said: frozenset[str], reading: Reading) -> float:
        """The F measure of common words: of the target that is said, and of what is said that the question has."""
        known = said & reading.all_matter
        precision = self._sum(known) / self._sum(said) if said else 0.0
        if precision < _LEAST_KNOWN or not reading.may_be_meant(said):
            return 0.0
        names = [n for n in reading.names if n] or [reading.all_matter]
        recall = max(self._sum(said & name) / self._sum(name) for name in names)
        if reading.family is None:
            best = _best_option(self, said, reading)
            recall = max(0.75 * best, 0.5 * (recall + best)) if best else 0.25 * recall
        if len(known) == 1 < len(said) and recall < 0.5:
            recall *= _ONE_WORD
        common = (1 + _BETA) * precision * recall / (_BETA * precision + recall) if recall else 0.3 * precision
        return common if not reading.frame or said & reading.frame else _OUT_OF_FRAME * common

    def shared(self, sentence: str, reading: Reading) -> float:
        """The mean of the part of a sentence that a question has, and of its target that the sentence has, 0 to 1."""
        said = matter(sentence)
        known = said & reading.all_matter
        if not known:
            return 0.0
        names = [n for n in reading.names if n] or [reading.all_matter]
        recall = max(self._sum(said & name) / self._sum(name) for name in names)
        return 0.5 * (self._sum(known) / self._sum(said) + recall)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, each encoded once."""
        new = [t for t in dict.fromkeys(texts) if t not in self._vectors]
        if new:
            self._vectors |= dict(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._vectors[t] for t in texts])


def _poles(sentence: str, family: Family | None, contrary: str) -> frozenset[str]:
    """The stems of a sentence's words that take a side and name no matter."""
    patterns = (family.for_it, family.against_it, contrary) if family else ()
    sides = re.compile("|".join(p for p in patterns if p) or "(?!)")
    return frozenset(stem(w) for w in words(sentence) if w in DENYING or sides.fullmatch(w))


def _best_option(matcher: Matcher, said: frozenset[str], reading: Reading) -> float:
    if reading.family is not None:
        return 0.0
    shares = []
    for option in reading.question.substantive:
        own = matter(option.text(LANGUAGE)) if option.named else frozenset()
        if own:
            shares.append(matcher._sum(said & own) / matcher._sum(own))
    return max(shares, default=0.0)


def _shown(reading: Reading) -> str:
    return reading.target if len(reading.matter) > 2 else reading.question.text(LANGUAGE)[:160]


def names_scale(sentence: str, reading: Reading) -> float:
    """1 where the sentence has a word of the scale, 0 where not."""
    if reading.family is None:
        return 0.5
    named = "|".join(p for p in (reading.family.for_it, reading.family.against_it, reading.degree) if p)
    return float(re.search(rf"\b(?:{named})\b", sentence.lower()) is not None)
