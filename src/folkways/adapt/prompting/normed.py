"""Norms before a question: all of a people's, those of the topic, the nearest; and two controls."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Sentence
from folkways.adapt.prompting.strategy import Turn, fixed, number_in, strategy
from folkways.adapt.prompting.wordings import wording
from folkways.errors import InputError
from folkways.norms.norm import Norm
from folkways.norms.topics import topic_of
from folkways.populations import Population

NEAREST = 5
SELECTIONS = ("all", "topic", "nearest")

#: Whose norms: the people's own, or of a control: another people's, or dealt at random over all peoples.
OWNERS = ("own", "other", "shuffled")


@dataclass(frozen=True, slots=True)
class Normed:
    """Norms of a people (or, as a control, norms that are not its own) before each question.

    Attributes:
        selection: `all`, those of the question's `topic`, or the k `nearest` to the question by the text encoder.
        owner: one of `OWNERS`.
        k: how many are nearest.
    """

    selection: str = "topic"
    owner: str = "own"
    k: int = NEAREST

    @property
    def name(self) -> str:
        """As a person writes it.

        >>> Normed("nearest", "other", 3).name, Normed().name
        ('norms:other:nearest:3', 'norms:topic')
        """
        owner = "" if self.owner == "own" else f":{self.owner}"
        return f"norms{owner}:{self.selection}" + (f":{self.k}" if self.selection == "nearest" else "")

    @property
    def encodes(self) -> bool:
        """Where the nearest are shown."""
        return self.selection == "nearest"

    def sentences(self, material: Material, turn: Turn) -> list[Sentence]:
        """See `Strategy`. Nothing where the people has norms, and none of them on the question's topic."""
        words = wording(turn.language)
        chosen = self._selected(material, turn, self._norms(material, turn))
        if not chosen:
            return []
        control = "" if self.owner == "own" else f"CONTROL ({self.owner}): "
        found = [fixed(words.norms.format(people=turn.people), "norms", words.provenance)]
        found += [Sentence(f"- {norm.text.strip()}", material.norm_source(norm, control), "\n") for norm in chosen]
        if turn.thinks:
            found.append(fixed(words.weigh, "norms", words.provenance, "\n"))
        return found

    def questions(self, material: Material) -> frozenset[str]:
        """All that went into the book."""
        return material.norm_questions

    def _norms(self, material: Material, turn: Turn) -> Sequence[Norm]:
        people, language = turn.population, turn.language
        if self.owner == "other":
            return material.norms.of(donor(material, people, language), language=language)
        if self.owner == "shuffled":
            found = shuffled(material, language).get(people.id, [])
        else:
            found = material.norms.of(people.id, language=language)
        if not found:
            raise InputError(
                f"the norm book has nothing of {people.id} in {language!r}",
                mend="leave out this people or this language, or mine norms for it: `folkways norms mine`",
            )
        return found

    def _selected(self, material: Material, turn: Turn, norms: Sequence[Norm]) -> Sequence[Norm]:
        if self.selection == "topic":
            return [norm for norm in norms if norm.topic == topic_of(turn.question)]
        if self.selection == "nearest":
            texts = [norm.text for norm in norms]
            return [norms[i] for i in material.vectors.nearest(turn.question.text(turn.language), texts, self.k)]
        return norms


def donor(material: Material, people: Population, language: str) -> str:
    """Whose norms a people is given as a control: a seeded choice, never of a part of the same people.

    Raises:
        InputError: the book has norms of no other people.
    """
    root = people.id.split("[")[0]
    unseen = set(material.split.unseen) if material.split else set()
    others = {norm.population for norm in material.norms.norms if norm.language == language}
    others = {other for other in others - unseen if other.split("[")[0] != root}
    if not others:
        raise InputError(
            f"the norm book has norms of no other people than {people.id} in {language!r}",
            mend="norms:other needs a book of two peoples or more",
        )
    return random.Random(f"{material.seed}:{people.id}:other").choice(sorted(others))


def shuffled(material: Material, language: str) -> dict[str, list[Norm]]:
    """The norms of a language dealt at random over the peoples, topic by topic: each keeps how many it has of each.

    Norms of unseen peoples are neither given nor taken. By chance a people may be dealt some of its own.
    """
    unseen = set(material.split.unseen) if material.split else set()
    hands: dict[str, list[Norm]] = {}
    norms = [n for n in material.norms.norms if n.language == language and n.population not in unseen]
    for topic in dict.fromkeys(norm.topic for norm in norms):
        own = [norm for norm in norms if norm.topic == topic]
        dealt = random.Random(f"{material.seed}:{topic}:shuffled").sample(own, len(own))
        for place, norm in zip(own, dealt, strict=True):
            hands.setdefault(place.population, []).append(norm)
    return hands


@strategy("norms")
def _normed(options: tuple[str, ...]) -> Normed:
    rest, k = number_in(options, NEAREST)
    selection = [o for o in rest if o in SELECTIONS]
    owner = [o for o in rest if o in OWNERS[1:]]
    numbered = len(rest) < len(options) and selection != ["nearest"]
    if numbered or len(selection) > 1 or len(owner) > 1 or len(selection) + len(owner) < len(rest):
        raise InputError(
            f"unknown options of norms: {':'.join(options)}",
            mend="use norms:all, norms:topic, norms:nearest:5, and as controls norms:other and norms:shuffled",
        )
    return Normed(selection[0] if selection else "topic", owner[0] if owner else "own", k)
