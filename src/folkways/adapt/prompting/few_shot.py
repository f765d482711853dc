"""Few-shot: other questions with what the people answered, never a question that is held out."""

from __future__ import annotations

import random
from dataclasses import dataclass

from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Sentence
from folkways.adapt.prompting.strategy import Turn, fixed, number_in, strategy
from folkways.adapt.prompting.wordings import wording
from folkways.adapt.prompting.wordings.phrasing import Wording
from folkways.errors import InputError
from folkways.surveys import Question

SHOWN = 5

#: Of a longer list of answers that is no scale, only so many are told.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class FewShot:
    """k training questions with the people's answers, before the question.

    Attributes:
        choice: `nearest` to the question by the text encoder, or `random`: the same ones before every question.
        answers: `top` (the most frequent answer) or `shares` (the whole distribution).
        k: how many.
    """

    choice: str = "nearest"
    answers: str = "top"
    k: int = SHOWN

    @property
    def name(self) -> str:
        """As a person writes it.

        >>> FewShot("random", "top", 3).name
        'few-shot:random:top:3'
        """
        return f"few-shot:{self.choice}:{self.answers}:{self.k}"

    @property
    def encodes(self) -> bool:
        """Where the nearest are shown."""
        return self.choice == "nearest"

    def sentences(self, material: Material, turn: Turn) -> list[Sentence]:
        """See `Strategy`."""
        words = wording(turn.language)
        pool = material.pool(turn.population, turn.language, turn.question)
        if not pool:
            raise InputError(
                f"few-shot: no answers of {turn.population.id} may be shown in {turn.language!r}",
                mend="leave out this people or this language, or use a strategy without answers",
            )
        if self.choice == "nearest":
            # The nearest comes last, next to the question.
            chosen = material.nearest_questions(turn.question, pool, turn.language, self.k)[::-1]
        else:
            order = drawn(material)
            chosen = sorted(pool, key=lambda q: order[q.id])[: self.k]
        head = fixed(words.shown.format(people=turn.people), "few-shot", words.provenance)
        return [head, *(self._shown(material, turn, words, question) for question in chosen)]

    def questions(self, material: Material) -> frozenset[str]:
        """The pool: all that can be nearest to something; of a random choice, those that are shown to some people."""
        pooled = frozenset(question for question, _ in material.answers)
        if self.choice == "nearest":
            return pooled
        order = drawn(material)
        used: set[str] = set()
        for people in material.training.populations:
            for language in dict.fromkeys(tag for q in material.training.questions for tag in q.texts):
                ranked = sorted(material.pool(people, language), key=lambda q: order[q.id])
                # One more: the question that is asked is passed over.
                used |= {q.id for q in ranked[: self.k + 1]}
        return frozenset(used)

    def _shown(self, material: Material, turn: Turn, words: Wording, question: Question) -> Sentence:
        shares = material.answers[question.id, turn.population.id]
        texts = [option.text(turn.language) for option in question.substantive]
        if self.answers == "top":
            answer = words.answer.format(answer=texts[shares.index(max(shares))])
        else:
            parts = (f"{texts[i]} ({percent(words, shares[i])})" for i in _listed(question, shares))
            answer = words.shares.format(shares=words.semicolon.join(parts))
        source = material.answer_source(question, turn.population, turn.language)
        return Sentence(f"{words.question.format(question=question.text(turn.language))}\n{answer}", source, "\n")


def _listed(question: Question, shares: tuple[float, ...]) -> list[int]:
    """The options whose shares are told, in order: all of a scale, of a long list the most frequent."""
    if question.scale == "ordinal" or len(shares) <= LONGEST:
        return list(range(len(shares)))
    return sorted(sorted(range(len(shares)), key=lambda i: -shares[i])[:LONGEST])


def drawn(material: Material) -> dict[str, int]:
    """The place of every training question in a seeded draw, the same for all peoples."""
    ids = [q.id for q in material.training.questions]
    random.Random(f"{material.seed}:few-shot").shuffle(ids)
    return {question: place for place, question in enumerate(ids)}


def percent(words: Wording, share: float) -> str:
    """A share as a whole percentage, in a language's own notation."""
    return words.percent.format(n=round(100 * share))


@strategy("few-shot")
def _few_shot(options: tuple[str, ...]) -> FewShot:
    rest, k = number_in(options, SHOWN)
    choice = [o for o in rest if o in ("nearest", "random")]
    answers = [o for o in rest if o in ("top", "shares")]
    if len(choice) > 1 or len(answers) > 1 or len(choice) + len(answers) < len(rest):
        raise InputError(
            f"unknown options of few-shot: {':'.join(options)}",
            mend="use few-shot, with nearest or random, top or shares, and a number: few-shot:random:shares:8",
        )
    return FewShot(choice[0] if choice else "nearest", answers[0] if answers else "top", k)
