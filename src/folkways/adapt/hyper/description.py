"""Texts that describe a people, and what each rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from folkways.errors import InputError
from folkways.runs import digest, write_atomically

#: `training` phrasings are learnt from; `held-out` ones are those that a trained hypernetwork is asked with.
PARTS = ("training", "held-out")


@dataclass(frozen=True, slots=True)
class Description:
    """One text.

    Attributes:
        population: the id of the people that it is given for.
        text: what it says.
        part: one of `PARTS`.
        phrasing: a name for how it is put.
        kind: `named` (what CLDR knows), `norms` or `profile` (that, and what the people hold), `written` by a person,
            or a control: `nonsense`, `shuffled`.
        questions: whose answers it rests on.

    Raises:
        InputError: an empty text or an unknown part.
    """

    population: str
    text: str
    part: str = "training"
    phrasing: str = ""
    kind: str = "written"
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"description of {self.population or 'nobody'}"
        if not self.text.strip() or not self.population:
            raise InputError("names no people, or says nothing", where=where, mend="give population and text")
        if self.part not in PARTS:
            raise InputError(f"unknown part {self.part!r}", where=where, mend=f"use {' or '.join(PARTS)}")


@dataclass(frozen=True)
class Descriptions:
    """Descriptions of several peoples.

    Attributes:
        items: in order.
    """

    items: tuple[Description, ...]

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the texts."""
        return digest([asdict(item) for item in self.items])

    @property
    def populations(self) -> tuple[str, ...]:
        """The peoples, each once."""
        return tuple(dict.fromkeys(item.population for item in self.items))

    @property
    def questions(self) -> frozenset[str]:
        """The questions whose answers any text rests on."""
        return frozenset().union(*(item.questions for item in self.items))

    def has(self, population: str, part: str) -> bool:
        """Whether a people is described in one part."""
        return any((item.population, item.part) == (population, part) for item in self.items)

    def of(self, population: str, part: str) -> tuple[Description, ...]:
        """The descriptions of a people in one part.

        Raises:
            InputError: there is none.
        """
        found = tuple(item for item in self.items if (item.population, item.part) == (population, part))
        if not found:
            raise InputError(
                f"no {part} description of {population}", mend=f"describe it; there are {', '.join(self.populations)}"
            )
        return found

    def only(self, populations: Iterable[str], part: str) -> Descriptions:
        """Those of these peoples in one part.

        Raises:
            InputError: a people has none.
        """
        return Descriptions(tuple(item for people in populations for item in self.of(people, part)))

    def save(self, path: Path) -> None:
        """Write them as JSON, to be read and mended by hand."""
        record = [{**asdict(item), "questions": list(item.questions)} for item in self.items]
        write_atomically(path, json.dumps(record, indent=1, ensure_ascii=False).encode())

    @classmethod
    def read(cls, path: Path) -> Descriptions:
        """The descriptions that `save` wrote or a person did: a list of population and text, and what else is known.

        Raises:
            InputError: there are none, or one is wrong.
        """
        mend = 'write a list of {"population": "EGY", "text": "…"}'
        try:
            found = json.loads(path.read_text("utf-8"))
            items = tuple(_item(row, f"{path}, description {n}") for n, row in enumerate(found, start=1))
        except (OSError, ValueError, TypeError) as error:
            raise InputError(f"not descriptions ({error})", where=str(path), mend=mend) from error
        if not items:
            raise InputError("holds no description", where=str(path), mend=mend)
        return cls(items)


def shuffled(items: Iterable[Description], seed: int) -> tuple[Description, ...]:
    """The control of descriptions that are somebody else's: a people gets those of another, nobody its own.

    Raises:
        InputError: fewer than two peoples are described.
    """
    import random

    found = tuple(items)
    peoples = sorted({item.population for item in found})
    if len(peoples) < 2:
        raise InputError("one people cannot be given another's description", mend="describe two or more")
    random.Random(f"{seed}:shuffled").shuffle(peoples)
    # A cycle has no fixed point.
    whose = dict(zip(peoples, [*peoples[1:], peoples[0]], strict=True))
    return tuple(replace(item, population=whose[item.population], kind="shuffled") for item in found)


def _item(row: Mapping[str, Any], where: str) -> Description:
    if not isinstance(row, dict):
        raise InputError(f"{row!r} is no description", where=where, mend='write {"population": "EGY", "text": "…"}')
    fields: dict[str, Any] = {name: row[name] for name in Description.__slots__ if name in row}
    wrong = [name for name, value in fields.items() if name != "questions" and not isinstance(value, str)]
    if wrong:
        raise InputError(f"{wrong[0]} is no text", where=where, mend="give a text")
    if not {"population", "text"} <= set(fields):
        raise InputError("population or text is missing", where=where, mend="give both")
    return Description(**{**fields, "questions": tuple(fields.get("questions", ()))})
