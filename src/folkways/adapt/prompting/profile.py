"""A cultural profile: notes on a people for a helping conversation, which a person reads and mends before use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from folkways.adapt.prompting.passage import Sentence, Source
from folkways.errors import InputError
from folkways.runs import digest, write_atomically

SECTIONS = ("values", "stressors", "roles", "communication", "avoid")
STATUSES = ("draft", "reviewed")

_HEAD = ("population", "language", "status", "reviewer", "note", "survey", "survey_digest", "split_digest")


@dataclass(frozen=True)
class Profile:
    """Lines on a people, section by section, each with where it came from.

    Attributes:
        population: id.
        language: BCP 47, of the lines.
        sections: the lines of each of `SECTIONS`; a section may be empty or absent.
        status: `draft`, or `reviewed` by a person.
        reviewer, note: who reviewed it, and what they said.
        survey, survey_digest: whose answers it rests on; "" where it was written by hand.
        split_digest: the split that it was drafted under; "" where every question was used.

    Raises:
        InputError: a section or the status is unknown, or nobody is named as the reviewer.
    """

    population: str
    language: str
    sections: Mapping[str, tuple[Sentence, ...]]
    status: str = "draft"
    reviewer: str = ""
    note: str = ""
    survey: str = ""
    survey_digest: str = ""
    split_digest: str = ""

    def __post_init__(self) -> None:
        where = f"profile of {self.population}"
        if self.status not in STATUSES:
            raise InputError(f"unknown status {self.status!r}", where=where, mend=f"use {' or '.join(STATUSES)}")
        if self.status == "reviewed" and not self.reviewer.strip():
            raise InputError("is reviewed by nobody", where=where, mend="name the reviewer")
        unknown = sorted(set(self.sections) - set(SECTIONS))
        if unknown:
            raise InputError(f"unknown section {unknown[0]!r}", where=where, mend=f"use {', '.join(SECTIONS)}")

    @cached_property
    def questions(self) -> frozenset[str]:
        """The questions whose answers its lines rest on."""
        # The first id of a norm is its own; a line that a person changed keeps the ids of what it was.
        return frozenset(i for line in self.lines for i in line.source.ids[1 if line.source.kind == "norm" else 0 :])

    @property
    def lines(self) -> list[Sentence]:
        """All lines, in the order of the sections."""
        return [line for name in SECTIONS for line in self.sections.get(name, ())]

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what it says and of its status."""
        return digest(self.to_record())

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_record` reads it back.

        Every line carries a fingerprint of its words, so that one that a person changes is seen to be theirs.
        """
        head = {name: getattr(self, name) for name in _HEAD}
        sections = {
            name: [{**line.to_record(), "drafted": digest(line.text)} for line in self.sections.get(name, ())]
            for name in SECTIONS
        }
        return {**head, "sections": sections}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Profile:
        """The profile that `to_record` wrote, after whatever a person changed in it.

        A line whose words were changed, and one that was added, is a person's; it rests on the same ids.

        Raises:
            InputError: a line has no text, or a field is wrong.
        """
        reviewer = str(record.get("reviewer") or "")
        sections = {
            str(name): tuple(_line(item, str(name), reviewer) for item in items or ())
            for name, items in (record.get("sections") or {}).items()
        }
        head = {name: str(record.get(name) or "") for name in _HEAD}
        return cls(**(head | {"status": head["status"] or "draft"}), sections=sections)

    def save(self, path: Path) -> None:
        """Write it as YAML, to be read and mended by hand."""
        import yaml

        text = yaml.safe_dump(self.to_record(), allow_unicode=True, sort_keys=False, width=110)
        write_atomically(path, text.encode())

    @classmethod
    def read(cls, path: Path) -> Profile:
        """The profile that `save` wrote and a person may have mended.

        Raises:
            InputError: there is none, or something in it is wrong: says what.
        """
        import yaml

        try:
            record = yaml.safe_load(path.read_text("utf-8"))
            if not record["population"] or not record["language"]:
                raise ValueError("no population or no language")
            return cls.from_record(record)
        except FileNotFoundError as error:
            raise InputError(
                "no profile here", where=str(path), mend="draft one: `folkways adapt prompt --draft-profile`"
            ) from error
        except InputError as error:
            raise InputError(error.what, where=f"{path}, {error.where}".rstrip(", "), mend=error.mend) from error
        except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError, OSError) as error:
            said = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise InputError(
                f"not a profile ({said})",
                where=str(path),
                mend="a profile has population, language and sections, each a list of lines with text",
            ) from error


def _line(item: Mapping[str, Any] | str, section: str, reviewer: str) -> Sentence:
    """A line of a profile; a bare text is a person's."""
    record = {"text": item} if isinstance(item, str) else dict(item)
    text = str(record.get("text") or "").strip()
    if not text:
        raise InputError("a line has no text", where=f"section {section}", mend="write it, or take it out")
    by = f"written by {reviewer}" if reviewer else "written by hand"
    if "kind" not in record:
        return Sentence(text, Source("person", note=by), "\n")
    source = Source.from_record(record)
    if record.get("drafted") != digest(text) and source.kind != "person":
        source = replace(source, kind="person", note=f"{by}, from a line of kind {source.kind}: {source.note}")
    return Sentence(text, source, "\n")
