"""Strategies of cultural prompting: named, and composed with `+`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Passage, Sentence, Source
from folkways.errors import InputError
from folkways.populations import Population
from folkways.probes.wordings import wording as probe_wording
from folkways.surveys import Question


@dataclass(frozen=True, slots=True)
class Turn:
    """One question to one people, in one language, of a model that thinks first or answers at once."""

    question: Question
    population: Population
    language: str
    thinks: bool = False

    @property
    def people(self) -> str:
        """How a prompt in this language names one of the people."""
        return probe_wording(self.language).people(self.population)


class Strategy(Protocol):
    """One part of a prompt."""

    @property
    def name(self) -> str:
        """As a person writes it, options included."""
        ...

    @property
    def encodes(self) -> bool:
        """Whether it needs a text encoder."""
        ...

    def sentences(self, material: Material, turn: Turn) -> Sequence[Sentence]:
        """What it says before a question.

        Raises:
            InputError: it lacks what it needs, or knows nothing of the people.
        """
        ...

    def questions(self, material: Material) -> frozenset[str]:
        """The questions of the survey whose answers it may show or has learnt from."""
        ...


#: Makes a strategy from the options after its name: `few-shot:random:8` gives ("random", "8").
Maker = Callable[[tuple[str, ...]], Strategy]

STRATEGIES: dict[str, Maker] = {}


def strategy(name: str) -> Callable[[Maker], Maker]:
    """Enter what makes a strategy under its name."""

    def enter(maker: Maker) -> Maker:
        STRATEGIES[name] = maker
        return maker

    return enter


@dataclass(frozen=True, slots=True)
class Composition:
    """Strategies one after the other, such as `identity+anthropological+norms:topic`."""

    parts: tuple[Strategy, ...]

    @property
    def name(self) -> str:
        """As a person writes it."""
        return "+".join(part.name for part in self.parts)

    @property
    def encodes(self) -> bool:
        """Whether one of them needs a text encoder."""
        return any(part.encodes for part in self.parts)

    def passage(self, material: Material, turn: Turn) -> Passage:
        """What is said before one question, in the order of the strategies.

        Raises:
            InputError: a strategy lacks what it needs, or knows nothing of the people.
        """
        return Passage.of(part.sentences(material, turn) for part in self.parts)

    def questions(self, material: Material) -> frozenset[str]:
        """The questions whose answers went into any of them."""
        return frozenset().union(*(part.questions(material) for part in self.parts))


def parse_strategy(text: str) -> Composition:
    """The strategies of a text such as `identity+few-shot:shares:3`.

    Raises:
        InputError: a strategy or an option of one is unknown, or one is there twice.

    >>> parse_strategy("identity + anthropological").name
    'identity+anthropological'
    """
    names = [name.strip() for name in text.split("+")]
    if len(set(names)) < len(names):
        raise InputError(f"a strategy is there twice in {text!r}", mend="name each once")
    parts = []
    for name in names:
        head, *options = name.split(":")
        if head not in STRATEGIES:
            raise InputError(f"unknown strategy {name!r}", mend=f"use some of {', '.join(STRATEGIES)}, joined by +")
        parts.append(STRATEGIES[head](tuple(options)))
    return Composition(tuple(parts))


def number_in(options: Sequence[str], default: int) -> tuple[list[str], int]:
    """The options without the number among them, and that number.

    Raises:
        InputError: the number is less than 1, or there are two.

    >>> number_in(("random", "8"), 5)
    (['random'], 8)
    """
    numbers = [option for option in options if option.isdigit()]
    if len(numbers) > 1 or "0" in numbers:
        raise InputError(f"options {':'.join(options)!r} need one number of at least 1", mend="such as few-shot:5")
    return [o for o in options if o not in numbers], int(numbers[0]) if numbers else default


def fixed(text: str, name: str, provenance: str, gap: str = " ") -> Sentence:
    """A sentence of our own fixed words."""
    return Sentence(text, Source("fixed", (name,), provenance, "Apache-2.0"), gap)
