"""What decides the result of each stage; defaults are those of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from folkways.errors import InputError

#: `verified` opinions; `unverified` ones: as they were spoken, whatever verification said; `seeds`: the people's
#: answers themselves. The last two are baselines.
SOURCES = ("verified", "unverified", "seeds")


@dataclass(frozen=True, slots=True)
class Talking:
    """How seeds are drawn and conversations held.

    Attributes:
        mode, draws, populations, questions, topics, limit: see `seeding.seeds`.
        participants, style, order, turns, conversations, languages: see `planning.plan_conversations`.
        stopping: whether a conversation ends where it breaks a rule (`stopping.broken`); without, it has all its turns
            whatever is said, a released flaw.
        floored: take the floored mean answer for a seed; see `profiles.floored_mean_answer`, a released flaw.
        tokens, temperature: of one turn.
        alone: nobody talks with anybody; one model writes a reason for every seed (`alone.write_alone`), a baseline.
        block: conversations that are held side by side and kept together; part of the result, since a model that is
            asked several prompts at a time may round otherwise than one that is asked each alone.
        seed: of all draws.
    """

    mode: str = "modal"
    draws: int = 1
    populations: tuple[str, ...] | None = None
    questions: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    limit: int | None = 10
    floored: bool = False
    participants: int = 2
    style: str = "guided"
    order: str = "round-robin"
    turns: int = 6
    stopping: bool = True
    conversations: int = 1
    languages: Mapping[str, str] = field(default_factory=dict)
    tokens: int = 80
    temperature: float = 0.7
    alone: bool = False
    block: int = 8
    seed: int = 0

    def __post_init__(self) -> None:
        if self.block < 1:
            raise InputError(f"a block of {self.block} conversations", mend="take 1 or more")


@dataclass(frozen=True, slots=True)
class Extracting:
    """How opinions are found; see `extracting.extract`."""

    method: str = "auto"
    tokens: int = 400


@dataclass(frozen=True, slots=True)
class Verifying:
    """How opinions are verified; see `verifying.verify`.

    Attributes:
        votes: askings of each judge about an opinion.
        rewrite: whether a contradicted opinion is rewritten.
        collection, slurs: files or a folder that the person points to.
    """

    votes: int = 3
    rewrite: bool = True
    collection: str | None = None
    slurs: str | None = None


@dataclass(frozen=True, slots=True)
class Deduplicating:
    """When two opinions are the same; see `deduplicating.deduplicate`.

    Attributes:
        characters: Jaccard similarity of character n-grams.
        meaning: cosine of sentence vectors; None leaves that level out.
        encoder: of sentences.
        clusters: keep the longest of so many clusters of a seed in place of all that; see `profiles.unique_by_kmeans`,
            a released flaw.
        against: files of evaluation items beside the held-out questions of the split.
    """

    characters: float = 0.8
    meaning: float | None = 0.955
    encoder: str = "e5-small"
    clusters: int | None = None
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Building:
    """How samples are made; see `building.build`.

    Attributes:
        source: of `SOURCES`: what records are made of.
        phrasings: questions to which an opinion is an answer.
        grey: whether opinions that people have not decided on are used.
        held_out: populations whose samples are for testing alone.
        validation: share of questions, 0 to 1.
        seed: of the splits.
    """

    source: str = "verified"
    phrasings: int = 2
    grey: bool = False
    held_out: tuple[str, ...] = ()
    validation: float = 0.1
    seed: int = 0

    def __post_init__(self) -> None:
        if self.source not in SOURCES:
            raise InputError(f"unknown source {self.source!r}", mend=f"use one of {', '.join(SOURCES)}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Of all stages."""

    talking: Talking = field(default_factory=Talking)
    extracting: Extracting = field(default_factory=Extracting)
    verifying: Verifying = field(default_factory=Verifying)
    deduplicating: Deduplicating = field(default_factory=Deduplicating)
    building: Building = field(default_factory=Building)

    def to_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return _plain(asdict(self))

    @classmethod
    def from_record(cls, record: Mapping[str, Mapping[str, Any]]) -> Settings:
        """The settings that `to_record` wrote.

        >>> Settings.from_record(Settings().to_record()) == Settings()
        True
        """
        return cls(
            talking=Talking(**_tuples(record["talking"])),
            extracting=Extracting(**record["extracting"]),
            verifying=Verifying(**record["verifying"]),
            deduplicating=Deduplicating(**_tuples(record["deduplicating"])),
            building=Building(**_tuples(record["building"])),
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _tuples(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
