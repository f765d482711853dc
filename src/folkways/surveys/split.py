"""Which questions and peoples a method may learn from, and which it is judged by."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from folkways.errors import InputError, SurveyError
from folkways.runs import digest, write_atomically
from folkways.surveys.question import Question
from folkways.surveys.survey import Survey

#: Questions that share so many of their words (Jaccard index, options included) stay on one side of the split.
ALIKE = 0.85

PARTS = ("train", "held-out")


@dataclass(frozen=True)
class Split:
    """Questions and populations, each cut in two.

    Attributes:
        survey, survey_digest: what was split.
        train, held_out: question ids, in survey order.
        seen, unseen: population ids; nothing is learnt from the answers of the unseen ones.
        share: the share of questions that was asked to be held out.
        seed: of the draw.
    """

    survey: str
    survey_digest: str
    train: tuple[str, ...]
    held_out: tuple[str, ...]
    seen: tuple[str, ...]
    unseen: tuple[str, ...]
    share: float
    seed: int

    @cached_property
    def digest(self) -> str:
        """A fingerprint: what a norm book or an adapter says it was made under."""
        return digest(self.to_record())

    def questions(self, part: str) -> tuple[str, ...]:
        """The question ids of `train` or `held-out`.

        Raises:
            InputError: there is no such part.
        """
        if part not in PARTS:
            raise InputError(f"unknown part {part!r} of a split", mend=f"use {' or '.join(PARTS)}")
        return self.train if part == "train" else self.held_out

    def training(self, survey: Survey) -> Survey:
        """All that may be learnt from: the training questions, and of the peoples only those that are seen.

        Raises:
            SurveyError: the survey is not the one that was split.
        """
        self.check(survey)
        return survey.select(questions=self.train, populations=self.seen)

    def check(self, survey: Survey) -> None:
        """Refuse another survey than the one that was split.

        Raises:
            SurveyError: its contents differ.
        """
        if survey.digest != self.survey_digest:
            raise SurveyError(
                f"survey {survey.name} is not the one that was split (its contents differ)",
                mend="split it again: `folkways survey split`",
            )

    def refuse(self, questions: Iterable[str], what: str) -> None:
        """Refuse to learn from a question that is held out.

        Args:
            questions: ids that are about to be learnt from.
            what: what they are used for, for the message.

        Raises:
            InputError: one of them is held out.
        """
        leaked = sorted(set(questions) & set(self.held_out))
        if leaked:
            raise InputError(
                f"{len(leaked)} held-out questions would be used for {what}, {leaked[0]} first",
                mend="use the training questions of the split alone",
            )

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_record` reads it back."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Split:
        """The split that `to_record` wrote."""
        given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in record.items()}
        return cls(**given)

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        write_atomically(path, json.dumps(self.to_record(), indent=1).encode())

    @classmethod
    def read(cls, path: Path) -> Split:
        """The split that `save` wrote.

        Raises:
            InputError: there is none, or the file is damaged.
        """
        try:
            return cls.from_record(json.loads(path.read_text("utf-8")))
        except FileNotFoundError as error:
            raise InputError("no split here", where=str(path), mend="make one: `folkways survey split`") from error
        except (ValueError, TypeError, AttributeError, OSError) as error:
            raise InputError(
                f"not a split ({error})", where=str(path), mend="make it again: `folkways survey split`"
            ) from error


def split_survey(survey: Survey, *, share: float = 0.25, populations: Sequence[str] = (), seed: int = 0) -> Split:
    """Hold out a share of the questions of every topic, and whole populations.

    Questions that are nearly the same in their words, options included (see `ALIKE`), stay together, so that an answer
    that was learnt cannot be asked again in a scored question.

    Args:
        survey: with people's answers.
        share: of the questions of each topic that are held out, between 0 and 1.
        populations: ids or names of the peoples that are held out altogether.
        seed: of the draw.

    Raises:
        InputError: the share is not between 0 and 1, or one of the sides would be empty.
        PopulationError: a population is unknown.
    """
    if not 0 < share < 1:
        raise InputError(f"share {share} is not between 0 and 1", mend="hold out a quarter: 0.25")
    unseen = tuple(dict.fromkeys(survey.population(key).id for key in populations))
    seen = tuple(p.id for p in survey.populations if p.id not in unseen)
    asked = set(survey.cells["question"])
    usable = [q for q in survey.questions if q.id in asked]
    topics: dict[str, list[list[Question]]] = {}
    for group in alike(usable):
        # A group that runs over topics belongs to the one that most of it has.
        topic = Counter(q.topic for q in group).most_common(1)[0][0]
        topics.setdefault(topic, []).append(group)
    rng = random.Random(seed)
    held: set[str] = set()
    for topic in sorted(topics):
        groups = topics[topic]
        wanted = round(share * sum(map(len, groups)))
        for group in rng.sample(groups, len(groups)):
            if len(group) <= wanted:
                held |= {q.id for q in group}
                wanted -= len(group)
    train = tuple(q.id for q in usable if q.id not in held)
    if not held or not train or not seen:
        raise InputError(
            f"nothing would be left on one side ({len(train)} training questions, {len(held)} held out, "
            f"{len(seen)} populations seen)",
            where=f"survey {survey.name}",
            mend="hold out another share, or fewer populations",
        )
    held_out = tuple(q.id for q in usable if q.id in held)
    return Split(survey.name, survey.digest, train, held_out, seen, unseen, share, seed)


def alike(questions: Sequence[Question]) -> list[list[Question]]:
    """The questions in groups, those that are nearly the same in their words together (single linkage)."""
    words = [_words(q) for q in questions]
    group = list(range(len(questions)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = i = group[group[i]]
        return i

    for i, mine in enumerate(words):
        for j in range(i):
            other = words[j]
            # The sizes alone bound the index, which spares most of the pairs.
            if min(len(mine), len(other)) >= ALIKE * max(len(mine), len(other)):
                shared = len(mine & other)
                if shared >= ALIKE * (len(mine) + len(other) - shared):
                    group[root(i)] = root(j)
    found: dict[int, list[Question]] = {}
    for i, question in enumerate(questions):
        found.setdefault(root(i), []).append(question)
    return list(found.values())


def _words(question: Question) -> frozenset[str]:
    language = question.language
    text = " ".join([question.text(language), *(o.text(language) for o in question.substantive)])
    return frozenset(re.findall(r"\w+", text.casefold()))
