"""Which question a sentence is about where words differ: a text encoder compares it with what answers would say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from folkways.norms.matching import Match, Matcher, names_scale
from folkways.norms.phrasing import choices
from folkways.norms.readings import LANGUAGE, Reading, worded
from folkways.norms.stance import Claim, denies
from folkways.norms.words import matter

#: How many questions with the nearest targets are compared by their statements and wordings as well.
SHORTLIST = 24
#: A question is about a sentence from this likeness on. Chosen, as what follows, on `dev.yaml` and `paraphrased.yaml`
#: of the tests: between what was found rightly and wrongly. The embedded encoder's cosines lie close together.
LIKE = 0.889
#: So far below the best question, another may be meant.
CLOSE = 0.012
#: Sentences with fewer stems are too short to tell likeness of matter from likeness of form.
LEAST_STEMS = 3
#: A target of so few stems is like everything that names it: the sentence must name the scale as well.
_SHORT_TARGET = 2
#: The weight of common words beside the cosine.
_SHARED = 0.08
#: Options to choose between are statements where there are at most so many, of at least so many words.
_STATEMENTS, _STATEMENT_WORDS = 4, 5
#: One statement must be nearer than the others by this cosine.
_NEARER = 0.01


class Likeness:
    """Compares sentences with the statements that the answers to each question make."""

    def __init__(self, matcher: Matcher, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self._matcher = matcher
        self._encode = encode

    def matches(self, sentence: str, among: Sequence[Reading]) -> tuple[Match, ...]:
        """The questions that may be meant, best first; none where likeness does not decide.

        Args:
            sentence: without its quantifier and the names of its people.
            among: the questions that come into question.

        Returns:
            Those within `CLOSE` of the best, where the best reaches `LIKE`; `score` is the likeness.
        """
        if len(matter(sentence)) < LEAST_STEMS or not among:
            return ()
        vector = self._encode([sentence])[0]
        first = self._nearest(vector, [_targets(r) for r in among])
        short = [(among[i], float(first[i])) for i in np.argsort(-first)[:SHORTLIST]]
        said = self._nearest(vector, [_statements(r) for r, _ in short])
        asked = self._nearest(vector, [(r.question.text(LANGUAGE)[:250],) for r, _ in short])
        found = []
        for (reading, target), statement, question in zip(short, said, asked, strict=True):
            shared = self._matcher.shared(sentence, reading)
            score = (target + float(statement) + 0.5 * float(question)) / 2.5 + _SHARED * shared
            found.append(Match(reading, score, shared))
        found.sort(key=lambda m: -m.score)
        if found[0].score < LIKE:
            return ()
        close = [m for m in found if m.score >= found[0].score - CLOSE]
        return () if any(_unsure(sentence, m.reading) for m in close[:1]) else tuple(close)

    def claim(self, sentence: str, reading: Reading) -> Claim | None:
        """The statement to choose that a sentence is nearest to; None where no one is, or one of the two denies."""
        if not _chooses_statements(reading):
            return None
        options = worded(reading.question)
        cosines = self._encode([o.text(LANGUAGE) for o in options]) @ self._encode([sentence])[0]
        best, second = np.argsort(-cosines)[:2]
        text = options[best].text(LANGUAGE)
        if cosines[best] - cosines[second] < _NEARER or denies(sentence) != denies(text):
            return None
        codes, all_of = frozenset((options[best].code,)), frozenset(reading.question.codes)
        if reading.values:
            sign = 1 if codes & reading.side(1) else -1
            return Claim(reading.side(sign), reading.side(sign), reading.side(-sign))
        return Claim(codes, codes, all_of - codes)

    def _nearest(self, vector: NDArray[np.float32], texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """The largest cosine of each group of texts."""
        flat = [t for group in texts for t in group]
        starts = np.cumsum([0, *(len(group) for group in texts[:-1])])
        return np.maximum.reduceat(self._encode(flat) @ vector, starts)


def _unsure(sentence: str, reading: Reading) -> bool:
    if not reading.may_be_meant(matter(sentence)):
        return True
    return reading.family is not None and len(reading.matter) <= _SHORT_TARGET and not names_scale(sentence, reading)


def _chooses_statements(reading: Reading) -> bool:
    options = worded(reading.question)
    return (
        reading.family is None
        and 2 <= len(options) <= _STATEMENTS
        and all(len(o.text(LANGUAGE).split()) >= _STATEMENT_WORDS for o in options)
    )


def _targets(reading: Reading) -> tuple[str, ...]:
    """What is judged, or the statements to choose between."""
    if _chooses_statements(reading):
        return (reading.target, *(o.text(LANGUAGE) for o in worded(reading.question)))
    return (reading.target,)


def _statements(reading: Reading) -> tuple[str, ...]:
    """What the answers say, as sentences."""
    if reading.family is None:
        return _targets(reading)
    return tuple(f"People {c.says}" for c in choices(reading)[:4] if not c.asked) or (reading.target,)
