"""What prompts may be made from: the training side of a survey, norms, profiles, and nothing that is held out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from folkways.adapt.prompting.passage import Source
from folkways.adapt.prompting.profile import Profile
from folkways.adapt.prompting.vectors import Vectors
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.populations import Population
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split


@dataclass(frozen=True, eq=False)
class Material:
    """What the strategies draw from.

    Attributes:
        survey: the whole survey. Strategies read answers from `training` alone.
        split: what is held out; without one every question may be shown, and none of those shown can be scored.
        book: norms; those rejected or contradicted are left out.
        encoder: for what is chosen by its nearness to the question.
        profiles: cultural profiles by population and language; where there are none, they are drafted on the spot.
        seed: of every draw.

    Raises:
        InputError: norms or profiles rest on a held-out question, or on answers of an unseen people.
        SurveyError: the split is of another survey.
    """

    survey: Survey
    split: Split | None = None
    book: NormBook | None = None
    encoder: TextEncoder | None = None
    profiles: Mapping[tuple[str, str], Profile] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        if self.split is not None:
            self.split.check(self.survey)
        if self.book is not None:
            self._check_book(self.book)
        for profile in self.profiles.values():
            self._check_profile(profile)

    @cached_property
    def training(self) -> Survey:
        """Questions and answers that may be shown."""
        return self.survey if self.split is None else self.split.training(self.survey)

    @cached_property
    def seen(self) -> frozenset[str]:
        """The ids of the peoples whose answers may be shown."""
        return frozenset(p.id for p in self.training.populations)

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], tuple[float, ...]]:
        """(question, population) → shares over the substantive options, with sum 1; cells without any are left out."""
        codes = {q.id: q.codes for q in self.training.questions}
        found: dict[tuple[str, str], tuple[float, ...]] = {}
        rows = self.training.human.group_by("question", "population", maintain_order=True).agg(
            pl.col("option"), pl.col("share")
        )
        for question, people, options, shares in rows.iter_rows():
            by_code = dict(zip(options, shares, strict=True))
            kept = [by_code[code] for code in codes[question]]
            if sum(kept) > 0:
                found[question, people] = tuple(share / sum(kept) for share in kept)
        return found

    @cached_property
    def norms(self) -> NormBook:
        """The usable norms.

        Raises:
            InputError: there is no book.
        """
        if self.book is None:
            raise InputError("no norms were given", mend="give a norm book: --norms BOOK.yaml")
        return self.book.usable()

    @cached_property
    def vectors(self) -> Vectors:
        """Texts as vectors.

        Raises:
            InputError: there is no text encoder.
        """
        if self.encoder is None:
            raise InputError("no text encoder was given", mend="give one: --encoder e5-small")
        return Vectors(self.encoder)

    def pool(self, population: Population, language: str, question: Question | None = None) -> list[Question]:
        """The questions that this people's answers may be shown to, in survey order, never the question itself."""
        asked = question.id if question else ""
        return [
            q
            for q in self.training.questions
            if q.id != asked and language in q.texts and (q.id, population.id) in self.answers
        ]

    def nearest_questions(self, question: Question, pool: list[Question], language: str, k: int) -> list[Question]:
        """The k questions of a pool whose wording is most like this one's."""
        # All wordings at once, whatever the pool: they are then kept in the cache, and no answer is in them.
        self.vectors.of([q.texts[language] for q in self.survey.questions if language in q.texts])
        texts = [q.text(language) for q in pool]
        return [pool[i] for i in self.vectors.nearest(question.text(language), texts, k)]

    @property
    def norm_questions(self) -> frozenset[str]:
        """The questions of this survey whose answers went into the norm book."""
        return frozenset() if self.book is None or not self._ours(self.book) else frozenset(_used(self.book))

    def norm_source(self, norm: Norm, note: str = "") -> Source:
        """Where a norm came from: its id, then the questions of this survey that it rests on."""
        used = tuple(sorted(rests_on(norm))) if self._ours(self.norms) else ()
        by = norm.reviewer or norm.model or ("a person" if norm.method == "written" else "no model")
        said = f"{note}norm of {norm.population}, {norm.method}, {norm.status}, {norm.verdict}; by {by}"
        return Source("norm", (norm.id, *used), said, self.survey.licence if used else "")

    def answer_source(self, question: Question, population: Population, language: str) -> Source:
        """Where a line about a people's answer came from, and who translated the question that it quotes."""
        note = f"answers of {population.id}, worded by folkways"
        if origin := self.survey.translations.get(language):
            note += f"; question translated by {origin.by}, {origin.kind}, {origin.status}"
        return Source("survey", (question.id,), note, self.survey.licence)

    @cached_property
    def drafts(self) -> dict[tuple[str, str], Profile]:
        """Profiles that were drafted on the spot, by population and language."""
        return {}

    def _ours(self, book: NormBook) -> bool:
        return book.survey_digest in ("", self.survey.digest)

    def _check_book(self, book: NormBook) -> None:
        if not self._ours(book):
            if book.survey == self.survey.name:
                raise InputError(
                    f"the norms rest on another version of the survey {book.survey} (its contents differ)",
                    mend="mine them again: `folkways norms mine`",
                )
            return
        if self.split is None:
            return
        self.split.refuse(_used(book), "norms in a prompt")
        for norm in book.norms:
            if norm.population in self.split.unseen and rests_on(norm):
                raise InputError(
                    f"norm {norm.id} rests on answers of {norm.population}, which is held out",
                    mend="mine the norms under this split: `folkways norms mine --split`",
                )

    def _check_profile(self, profile: Profile) -> None:
        where = f"profile of {profile.population}"
        if profile.survey_digest not in ("", self.survey.digest):
            raise InputError("was drafted from another survey", where=where, mend="draft it again")
        if self.split is None:
            return
        self.split.refuse(profile.questions, "a cultural profile")
        if profile.population in self.split.unseen and profile.questions:
            raise InputError(
                f"rests on answers of {profile.population}, which is held out", where=where, mend="draft it again"
            )


def rests_on(norm: Norm) -> frozenset[str]:
    """The questions whose answers went into a norm: those that its writer saw and those that it was checked by."""
    return frozenset(norm.shown) | frozenset(norm.evidence)


def _used(book: NormBook) -> set[str]:
    return set(book.questions).union(*(rests_on(norm) for norm in book.norms))
