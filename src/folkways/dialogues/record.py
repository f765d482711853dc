"""What a data set's card tells of the run that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.profiles import FLAWS
from folkways.errors import InputError
from folkways.surveys import Survey


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage was given and what it passed on.

    Attributes:
        name: `seeds`, `conversations`, `opinions`, `verification`, `redundancy`, `samples` …
        unit: what is counted.
        given, kept: how many went in and came out; `given` is None for a stage that makes things anew.
        rejects: how many were left out for each reason.
    """

    name: str
    unit: str
    given: int | None
    kept: int
    rejects: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, unit: str, given: int | None, kept: int, rejects: pl.DataFrame) -> Stage:
        """With the reasons counted from a table of rejects.

        Raises:
            InputError: the table is not one of rejects.
        """
        if missing := [column for column in REJECTS_SCHEMA if column not in rejects.columns]:
            raise InputError(f"has no column {missing[0]!r}", where="rejects", mend=f"give {', '.join(REJECTS_SCHEMA)}")
        counted = rejects.group_by("reason").len().sort("len", "reason", descending=[True, False])
        return cls(name, unit, given, kept, dict(counted.iter_rows()))


@dataclass(frozen=True, slots=True)
class Hand:
    """A model that had a hand in the data.

    Attributes:
        role: `speakers`, `extractor`, `judge`, `second judge`, `rewriter`, `translator`.
        name, revision: as `ModelInfo` has them.
    """

    role: str
    name: str
    revision: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as its owners name it.

    Attributes:
        name: short; as in the samples' `sources`.
        digest: fingerprint of its contents.
        title, citation, licence, url: as the survey has them.
    """

    name: str
    digest: str
    title: str = ""
    citation: str = ""
    licence: str = ""
    url: str = ""

    @classmethod
    def of(cls, survey: Survey) -> Origin:
        """Of a survey."""
        return cls(survey.name, survey.digest, survey.title, survey.citation, survey.licence, survey.url)


@dataclass(frozen=True, slots=True)
class JudgeAgreement:
    """How far two judges agree.

    Attributes:
        alpha: Krippendorff's; `low` and `high` are its interval, None where none was made.
        n: opinions that both judged.
    """

    alpha: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """What people said of a sample of opinions.

    Attributes:
        asked, answered: opinions on the sheet, and those with a verdict.
        figures: how far people and the pipeline agree, in words.
    """

    asked: int
    answered: int
    figures: str


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """Everything that the card says and that the samples themselves do not.

    Attributes:
        name: of the data set.
        origins: the surveys.
        seeds: the mode of the seeds.
        stages: in their order.
        hands: the models.
        version: of folkways.
        agreement, audit: None where there was none.
        diversity: figure → (before, after) redundancy.
        contamination: what was compared with → (items, hits).
        stops: why conversations ended → how many.
        settings: JSON-ready.
        stopped: why the run ended before its plan; "" where it did not.
        flaws: names of `profiles.FLAWS` that the run repeated on purpose.
        limits: known ones beyond those that every card names.

    Raises:
        InputError: a flaw that nobody knows.
    """

    name: str
    origins: tuple[Origin, ...]
    seeds: str
    stages: tuple[Stage, ...]
    hands: tuple[Hand, ...]
    version: str
    agreement: JudgeAgreement | None = None
    audit: Audit | None = None
    diversity: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    contamination: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    stops: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    stopped: str = ""
    flaws: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = [flaw.name for flaw in FLAWS]
        if strange := [name for name in self.flaws if name not in known]:
            raise InputError(f"no flaw is called {strange[0]!r}", where="card", mend=f"use some of {', '.join(known)}")
