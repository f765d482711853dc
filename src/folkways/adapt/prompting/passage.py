"""A text before a question, sentence by sentence, each with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from folkways.errors import InputError

#: Where a sentence came from: our own fixed words, people's answers, a norm of a book, the Unicode CLDR, a person.
KINDS = ("fixed", "survey", "norm", "cldr", "person")

#: What may stand between a sentence and the one before it: the same line, the next one, a new paragraph.
GAPS = (" ", "\n", "\n\n")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence came from.

    Attributes:
        kind: one of `KINDS`.
        ids: of the questions, the norm or the strategy that it rests on.
        note: who wrote it and how.
        licence: of what it quotes; "" where nobody said.

    Raises:
        InputError: the kind is unknown.
    """

    kind: str
    ids: tuple[str, ...] = ()
    note: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InputError(f"unknown source {self.kind!r} of a sentence", mend=f"use one of {', '.join(KINDS)}")

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_record` reads it back."""
        return {"kind": self.kind, "ids": list(self.ids), "note": self.note, "licence": self.licence}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Source:
        """The source that `to_record` wrote."""
        return cls(
            str(record["kind"]),
            tuple(str(i) for i in record.get("ids") or ()),
            str(record.get("note") or ""),
            str(record.get("licence") or ""),
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line, of a passage.

    Attributes:
        text: its words.
        source: where they came from.
        gap: what stands before it, one of `GAPS`; nothing where it is the first.
    """

    text: str
    source: Source
    gap: str = " "

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"text": self.text, **self.source.to_record()}


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences in their order; the text is these and nothing else.

    >>> ours = Source("fixed")
    >>> Passage((Sentence("One.", ours), Sentence("Two.", ours), Sentence("Three.", ours, gap="\\n"))).text
    'One. Two.\\nThree.'
    """

    sentences: tuple[Sentence, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Iterable[Sentence]]) -> Passage:
        """The parts as paragraphs; our own fixed sentences are said once."""
        kept: list[Sentence] = []
        said: set[str] = set()
        for part in parts:
            begins = True
            for sentence in part:
                if sentence.source.kind == "fixed" and sentence.text in said:
                    continue
                said.add(sentence.text)
                kept.append(replace(sentence, gap="\n\n") if begins else sentence)
                begins = False
        return cls(tuple(kept))

    @property
    def text(self) -> str:
        """What the model is shown; "" for no sentence."""
        first = "".join(sentence.text for sentence in self.sentences[:1])
        return first + "".join(sentence.gap + sentence.text for sentence in self.sentences[1:])
