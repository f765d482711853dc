"""What a judge is asked: a question, and levels with an anchor each.

A rubric is a small YAML file that people can read and mend:

    name: fit
    scale: ordinal
    question: How well does the response fit the customs described?
    preference: Which response fits the customs described better?
    evidence: Quote the passages on which this rests.
    levels:
      - {code: "1", text: It goes against them.}
      - {code: "2", text: It passes over them.}
      - {code: "3", text: It keeps to them.}
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from folkways.errors import InputError
from folkways.runs import digest, write_atomically

Scale = Literal["ordinal", "nominal"]

_KEYS = ("name", "language", "scale", "question", "preference", "evidence", "levels")
_LEVEL_KEYS = ("code", "text", "value")


@dataclass(frozen=True, slots=True)
class Level:
    """One level that a judge may give.

    Attributes:
        code: its canonical code; a judge never sees it.
        text: the anchor: when this level is due.
        value: its number, for means; None to take the code where it is a number, else the place on the scale.
    """

    code: str
    text: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """A question to a judge.

    Attributes:
        name: for reports.
        question: asked of one text.
        levels: in scale order for ordinal rubrics, at least two.
        scale: `ordinal` or `nominal`.
        preference: asked of two texts side by side; empty where the rubric is not for pairs.
        evidence: the request to quote passages; empty where no quotes are asked for.
        language: of the words above, BCP 47.

    Raises:
        InputError: a text is empty, a code occurs twice, levels are too few, or values do not follow the scale.
    """

    name: str
    question: str
    levels: tuple[Level, ...]
    scale: Scale = "ordinal"
    preference: str = ""
    evidence: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        where = f"rubric {self.name!r}"
        if self.scale not in ("ordinal", "nominal"):
            raise InputError(f"unknown scale {self.scale!r}", where=where, mend="use ordinal or nominal")
        for key in ("name", "question", "language"):
            if not getattr(self, key).strip():
                raise InputError(f"{key} is empty", where=where, mend=f"give the rubric its {key}")
        if len(self.levels) < 2:
            raise InputError(f"has {len(self.levels)} levels", where=where, mend="give at least two")
        for key in ("code", "text"):
            said = [getattr(level, key).strip() for level in self.levels]
            if not all(said):
                raise InputError(f"a level has no {key}", where=where, mend=f"give every level its {key}")
            if twice := sorted({one for one in said if said.count(one) > 1}):
                raise InputError(f"level {key} {twice[0]!r} occurs twice", where=where, mend="tell the levels apart")
        if not all(level.value is None or math.isfinite(level.value) for level in self.levels):
            raise InputError("a level's value is not a finite number", where=where, mend="give numbers, or none")
        if self.scale == "ordinal":
            steps = [b - a for a, b in zip(self.values, self.values[1:], strict=False)]
            if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
                raise InputError(
                    f"values {list(self.values)} do not follow the scale",
                    where=where,
                    mend="let them rise or fall from level to level, or make the rubric nominal",
                )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the levels, in canonical order: what every verdict runs along."""
        return tuple(level.code for level in self.levels)

    @property
    def values(self) -> tuple[float, ...]:
        """The number of each level of an ordinal rubric.

        Raises:
            InputError: the rubric is nominal.

        >>> Rubric("r", "How good?", (Level("low", "Bad."), Level("high", "Good."))).values
        (1.0, 2.0)
        """
        if self.scale == "nominal":
            raise InputError("has no numbers", where=f"rubric {self.name!r}", mend="ask for shares of its levels")
        if all(level.value is not None for level in self.levels):
            return tuple(float(level.value) for level in self.levels if level.value is not None)
        if any(level.value is not None for level in self.levels):
            raise InputError(
                "some levels have a value and some none",
                where=f"rubric {self.name!r}",
                mend="give every level a value, or none",
            )
        try:
            return tuple(float(level.code) for level in self.levels)
        except ValueError:
            return tuple(float(i + 1) for i in range(len(self.levels)))

    @property
    def version(self) -> str:
        """A digest of all that a judge is asked: verdicts under different versions are not compared."""
        return digest(self.to_record())

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict with the keys of the YAML file; what is empty is left out."""
        record: dict[str, Any] = {key: getattr(self, key) for key in _KEYS[:-1] if getattr(self, key)}
        record["levels"] = [
            {key: getattr(level, key) for key in _LEVEL_KEYS if getattr(level, key) is not None}
            for level in self.levels
        ]
        return record


def read_rubric(path: Path) -> Rubric:
    """A rubric from YAML.

    Raises:
        InputError: the file is missing, is no YAML, or a key is unknown, missing or of the wrong kind.
    """
    import yaml

    where = str(path)
    try:
        raw = yaml.safe_load(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError("no such rubric", where=where, mend="give a YAML file") from error
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, mend="give a YAML file") from error
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        raise InputError(f"is not YAML ({reason})", where=where, mend="correct its syntax") from error
    facts = _mapping(raw, _KEYS, where)
    rows = facts.pop("levels", None)
    if not isinstance(rows, list):
        raise InputError("has no list of levels", where=where, mend="add `levels:` with a code and a text each")
    levels = tuple(_level(row, f"{where}, level {i}") for i, row in enumerate(rows, 1))
    texts = {key: _text(value, f"{where}, {key}") for key, value in facts.items()}
    for key in ("name", "question"):
        if key not in texts:
            raise InputError(f"key {key!r} is missing", where=where, mend=f"add `{key}:`")
    try:
        return Rubric(levels=levels, **texts)  # type: ignore[arg-type]
    except InputError as error:
        raise InputError(error.what, where=where, mend=error.mend) from error


def write_rubric(rubric: Rubric, path: Path) -> None:
    """Write a rubric as YAML that `read_rubric` reads back.

    Raises:
        RunError: the file cannot be written.
    """
    import yaml

    text = yaml.safe_dump(rubric.to_record(), allow_unicode=True, sort_keys=False, width=120)
    write_atomically(path, text.encode())


def _level(raw: object, where: str) -> Level:
    facts = _mapping(raw, _LEVEL_KEYS, where)
    for key in ("code", "text"):
        if key not in facts:
            raise InputError(f"key {key!r} is missing", where=where, mend=f"add `{key}:`")
    value = facts.get("value")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise InputError(f"value {value!r} is no number", where=where, mend="give a number, or leave it out")
    return Level(
        _text(facts["code"], f"{where}, code"),
        _text(facts["text"], f"{where}, text"),
        None if value is None else float(value),
    )


def _mapping(raw: object, known: tuple[str, ...], where: str) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise InputError("is not a mapping", where=where, mend=f"give the keys {', '.join(known)}")
    if unknown := [key for key in raw if key not in known]:
        raise InputError(f"unknown key {unknown[0]!r}", where=where, mend=f"use {', '.join(known)}")
    return dict(raw)


def _text(value: object, where: str) -> str:
    # YAML reads a bare `1` as a number; a bare `yes` or `no` is read as a truth value, which no longer says what stood.
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{value!r} is no text", where=where, mend="put it in quotation marks")
    return str(value)
