"""Cultural prompting: a text before each question, made of strategies, and the aid that a probe takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from folkways.adapt.prompting import drafting, few_shot, normed, plain
from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Passage
from folkways.adapt.prompting.profile import Profile
from folkways.adapt.prompting.strategy import Composition, Turn, parse_strategy
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.populations import Population
from folkways.probes.aid import ANYONE, Aid
from folkways.runs import write_atomically
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split

__all__ = ["FORMAT", "Prompting", "compose"]

#: Of the file that `Prompting.save` writes.
FORMAT = 1

# Importing these enters their strategies.
_ENTERED = (plain, few_shot, normed, drafting)


@dataclass(frozen=True, eq=False)
class Prompting:
    """Strategies and what they draw from.

    Attributes:
        material: survey, split, norms, encoder, profiles, seed.
        strategies: by population id; `*` for every people that has none of its own.
        source: how the survey is loaded again (its name by default).
        chosen: how the strategies were chosen, JSON-ready; empty where a person named them.

    Raises:
        InputError: there is no strategy for `*`, or one would learn from a held-out question.
    """

    material: Material
    strategies: Mapping[str, Composition]
    source: str = ""
    chosen: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if ANYONE not in self.strategies:
            raise InputError("no strategy for the other populations", mend=f"give one under {ANYONE!r}")
        if self.material.split is not None:
            self.material.split.refuse(self.seen, f"the prompt {self.name}")

    @property
    def name(self) -> str:
        """What a report calls it."""
        names = dict.fromkeys(composition.name for composition in self.strategies.values())
        return f"prompt: {next(iter(names))}" if len(names) == 1 else f"prompt: best of {len(names)} by population"

    @cached_property
    def seen(self) -> frozenset[str]:
        """The questions whose answers go into any prompt."""
        return frozenset().union(*(c.questions(self.material) for c in self.strategies.values()))

    def passage(
        self, question: Question, population: Population | None, language: str, *, thinks: bool = False
    ) -> Passage:
        """What is said before a question; nothing in the neutral framing, which names no people.

        Raises:
            InputError: a strategy lacks what it needs, or knows nothing of the people in this language.
        """
        if population is None:
            return Passage()
        composition = self.strategies.get(population.id, self.strategies[ANYONE])
        return composition.passage(self.material, Turn(question, population, language, thinks))

    def context(self, question: Question, population: Population | None, language: str, thinks: bool) -> str:
        """The text before a question: the `Context` of an aid."""
        return self.passage(question, population, language, thinks=thinks).text

    def aid(self) -> Aid:
        """What a probe takes."""
        return Aid(self.name, self.context, seen=self.seen, facts=self.facts())

    def facts(self) -> dict[str, Any]:
        """What decides the texts, JSON-ready."""
        known = self.material
        record: dict[str, Any] = {
            "strategies": {people: composition.name for people, composition in self.strategies.items()},
            "survey": known.survey.name,
            "survey_digest": known.survey.digest,
            "split": known.split.digest if known.split else None,
            "norms": known.book.digest if known.book else None,
            "encoder": known.encoder.name if known.encoder else None,
            "profiles": {
                f"{people} {language}": {"digest": profile.digest, "status": profile.status}
                for (people, language), profile in known.profiles.items()
            },
            "seed": known.seed,
        }
        if given := self._donors():
            record["norms_of_others"] = given
        return record

    def save(self, path: Path) -> None:
        """Write it as JSON for `read_prompting`.

        Split, norms and profiles lie inside the file, so that it can be taken elsewhere; the survey is named.
        """
        known = self.material
        book = known.book
        record = {
            "format": FORMAT,
            **self.facts(),
            "source": self.source or known.survey.name,
            "chosen": dict(self.chosen),
            "split_record": known.split.to_record() if known.split else None,
            "book": None if book is None else _book_record(book),
            "profile_records": [profile.to_record() for profile in known.profiles.values()],
        }
        write_atomically(path, json.dumps(record, ensure_ascii=False, indent=1).encode())

    def _donors(self) -> dict[str, str]:
        """Whose norms each people is given as a control."""
        parts = [part for composition in self.strategies.values() for part in composition.parts]
        if not any(isinstance(part, normed.Normed) and part.owner == "other" for part in parts):
            return {}
        found: dict[str, str] = {}
        for language in dict.fromkeys(norm.language for norm in self.material.norms.norms):
            for people in self.material.survey.populations:
                try:
                    found[f"{people.id} {language}"] = normed.donor(self.material, people, language)
                except InputError:  # refused when the prompt itself is asked for
                    continue
        return found


def _book_record(book: NormBook) -> dict[str, Any]:
    return {
        "survey": book.survey,
        "survey_digest": book.survey_digest,
        "split_digest": book.split_digest,
        "questions": list(book.questions),
        "norms": [norm.to_record() for norm in book.norms],
    }


def compose(
    text: str,
    survey: Survey,
    *,
    split: Split | None = None,
    book: NormBook | None = None,
    encoder: TextEncoder | None = None,
    profiles: Iterable[Profile] = (),
    seed: int = 0,
    source: str = "",
) -> Prompting:
    """The prompting of a strategy's text, the same for every people.

    Args:
        text: strategies joined by `+`, such as `identity+anthropological+norms:topic`.
        survey: whose answers may be shown, and whose people are asked.
        split: what is held out of it; without one, no question whose answers are shown can be scored.
        book: norms, for `norms:…` and `profile`.
        encoder: for `few-shot` by nearness, `norms:nearest` and drafting profiles.
        profiles: cultural profiles, for `profile`; where none is given, they are drafted on the spot.
        seed: of every draw.
        source: how the survey is loaded again, for a saved prompting (its name by default).

    Raises:
        InputError: a strategy is unknown, or norms or profiles rest on what is held out.
        SurveyError: the split is of another survey.

    >>> from folkways.surveys import load_survey
    >>> survey = load_survey("menavalues")
    >>> print(compose("identity", survey).passage(survey.questions[0], survey.population("EGY"), "en").text)
    What follows is about an average person from Egypt: go by what this person thinks, not by views of your own.
    """
    given = {(profile.population, profile.language): profile for profile in profiles}
    material = Material(survey, split, book, encoder, given, seed)
    return Prompting(material, {ANYONE: parse_strategy(text)}, source)
