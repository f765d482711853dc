"""What people were asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from folkways.errors import SurveyError

Scale = Literal["ordinal", "nominal"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a question offers.

    Attributes:
        code: the canonical code, as text; whole numbers carry no decimal point (`1`, never `1.0`).
        texts: wording per language (BCP 47).
        substantive: False for "don't know", "refused", "not applicable": kept, but outside the scale.
        named: False where the survey labels only the ends of a scale and this is a point between them.
    """

    code: str
    texts: Mapping[str, str]
    substantive: bool = True
    named: bool = True

    def text(self, language: str) -> str:
        """The wording in this language, or in the survey's first language."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class Question:
    """One question: immutable, its options in scale order.

    Attributes:
        id: unique in its survey.
        texts: wording without the options, per language (BCP 47); the first is the source language.
        options: in scale order for ordinal questions; at least two are substantive.
        scale: `ordinal` or `nominal`.
        topic, subtopic, source: as the survey names them.
        notes: what was mended or doubted when the question was loaded, for the report.

    Raises:
        SurveyError: fewer than two substantive options, a repeated code, no wording, or an unknown scale.
    """

    id: str
    texts: Mapping[str, str]
    options: tuple[Option, ...]
    scale: Scale = "ordinal"
    topic: str = ""
    subtopic: str = ""
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        where = f"question {self.id!r}"
        if self.scale not in ("ordinal", "nominal"):
            raise SurveyError(f"unknown scale {self.scale!r}", where=where, mend="use ordinal or nominal")
        if not self.texts or not all(t.strip() for t in self.texts.values()):
            raise SurveyError("has no wording", where=where, mend="give the text of the question")
        codes = [o.code for o in self.options]
        if len(set(codes)) != len(codes):
            twice = sorted({c for c in codes if codes.count(c) > 1})
            raise SurveyError(
                f"option code {twice[0]!r} occurs twice", where=where, mend="give every option its own code"
            )
        if len(self.substantive) < 2:
            raise SurveyError(
                "offers fewer than two substantive options", where=where, mend="add options to its codebook"
            )

    @property
    def substantive(self) -> tuple[Option, ...]:
        """The options that lie on the scale, in order."""
        return tuple(o for o in self.options if o.substantive)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the substantive options, in order: what every score runs along."""
        return tuple(o.code for o in self.substantive)

    @property
    def values(self) -> tuple[float, ...]:
        """The numeric value of each substantive option: its code where all are numbers, else 0, 1, 2, …"""
        try:
            return tuple(float(c) for c in self.codes)
        except ValueError:
            return tuple(float(i) for i in range(len(self.codes)))

    @property
    def language(self) -> str:
        """The source language."""
        return next(iter(self.texts))

    def text(self, language: str) -> str:
        """The wording in this language.

        Raises:
            SurveyError: there is none.
        """
        if language not in self.texts:
            raise SurveyError(
                f"has no text in {language!r}",
                where=f"question {self.id!r}",
                mend=f"use one of {', '.join(self.texts)}",
            )
        return self.texts[language]

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_record` reads it back."""
        return {
            "id": self.id,
            "texts": dict(self.texts),
            "options": [
                {"code": o.code, "texts": dict(o.texts), "substantive": o.substantive, "named": o.named}
                for o in self.options
            ],
            "scale": self.scale,
            "topic": self.topic,
            "subtopic": self.subtopic,
            "source": self.source,
            "notes": list(self.notes),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Question:
        """The question that `to_record` wrote."""
        return cls(
            id=record["id"],
            texts=dict(record["texts"]),
            options=tuple(Option(**option) for option in record["options"]),
            scale=record["scale"],
            topic=record.get("topic", ""),
            subtopic=record.get("subtopic", ""),
            source=record.get("source", ""),
            notes=tuple(record.get("notes", ())),
        )


def canonical_code(raw: object) -> str:
    """An option code in its one canonical spelling.

    >>> canonical_code(1.0), canonical_code("1.0"), canonical_code(" 01"), canonical_code("a")
    ('1', '1', '1', 'a')
    """
    text = str(raw).strip()
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() else repr(number)
