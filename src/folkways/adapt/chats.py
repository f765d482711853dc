"""Chat records to train on: read at one checked door, and cut down to what a split lets a model learn.

A record is a line of JSON with `messages`, a chat of roles `system`, `user` and `assistant`; what else it may hold is a
part of `folkways.dialogues.sample.SAMPLES_SCHEMA`. Only the assistant's turns are learnt.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from folkways.adapt.leaks import Leaks
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.sample import SAMPLES_SCHEMA, SPLITS
from folkways.errors import InputError, PopulationError
from folkways.models.access import Prompt, Said
from folkways.populations import country
from folkways.runs import digest
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: One row a record. `question`, `topic`, `population` and `licence` are "" where the record does not say; `id` is then
#: the file's name and the line.
CHATS_SCHEMA: dict[str, Any] = {
    name: SAMPLES_SCHEMA[name]
    for name in ("id", "question", "topic", "population", "licence", "sources", "split", "messages")
}
_TEXTS = ("id", "question", "topic", "population", "licence", "split")
_STAGE = "training"
_PLACES = ("data/train.jsonl", "train.jsonl")


@dataclass(frozen=True)
class Chats:
    """Chat records, and what was left out of them.

    Attributes:
        frame: `CHATS_SCHEMA`, in the order of the file.
        rejects: `REJECTS_SCHEMA`: records that may not be trained on, and why.
    """

    frame: pl.DataFrame
    rejects: pl.DataFrame

    @property
    def digest(self) -> str:
        """A fingerprint of what is learnt, wherever the file lies."""
        return digest(self.frame.select("question", "population", "messages").rows())

    @property
    def questions(self) -> list[str]:
        """Ids that the records name, sorted."""
        return _named(self.frame, "question")

    @property
    def populations(self) -> list[str]:
        """Ids that the records name, sorted."""
        return _named(self.frame, "population")

    @property
    def licences(self) -> list[str]:
        """Of the records, sorted; `not stated` among them where one does not say."""
        return sorted({licence or "not stated" for licence in self.frame["licence"]})

    @property
    def counts(self) -> dict[str, Any]:
        """How many records there are, of how many questions and peoples, and how many were left out and why."""
        return {
            "records": self.frame.height,
            "questions": len(self.questions),
            "populations": len(self.populations),
            "left_out": dict(sorted(Counter(self.rejects["reason"].to_list()).items())),
        }

    def learnable(self, survey: Survey, split: Split, populations: Sequence[str] | None = None) -> Chats:
        """The records that a model may learn from, the others among the rejects.

        Left out are those of a held-out question or people, those that hold words of a held-out question, and those
        that name an unseen people which their own question does not name. A record of a question that the survey does
        not have is held to its words alone.

        Args:
            survey: the whole of it.
            split: what of it is held out.
            populations: ids or names; records of these alone, where given.

        Raises:
            SurveyError: the survey is not the one that was split.
            PopulationError: a population is not of the survey.
        """
        leaks = Leaks(survey, split)
        wanted = None if populations is None else {survey.population(key).id for key in populations}
        known = {name: _id_of(name, survey) for name in self.populations}
        kept, left_out = [], []
        for row in self.frame.to_dicts():
            row["population"] = known.get(row["population"], "")
            why, detail = _refusal(row, survey, split, leaks, wanted)
            if why:
                left_out.append(_reject(row, why, detail))
            else:
                kept.append(row)
        rejects = pl.concat([self.rejects, pl.DataFrame(left_out, schema=REJECTS_SCHEMA)])
        return replace(self, frame=pl.DataFrame(kept, schema=CHATS_SCHEMA), rejects=rejects)


def read_chats(path: Path) -> Chats:
    """The training records of a folder (`data/train.jsonl`, else `train.jsonl`) or of one file of JSON lines.

    Records that say that they are of another split than `train` are left out.

    Raises:
        InputError: there is no such file, it holds no record, or a line is wrong: which, and how to mend it.
    """
    file = _file(path)
    rows: list[dict[str, Any]] = []
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    rows.append(_record(line, file, number))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({error})", where=str(file), mend="give JSON lines in UTF-8, one record a line"
        ) from error
    twice = [name for name, count in Counter(row["id"] for row in rows).items() if count > 1]
    if twice:
        raise InputError(f"two records have the id {twice[0]!r}", where=str(file), mend="give each its own, or none")
    if not rows:
        raise InputError("holds no chat record", where=str(file), mend='write lines such as {"messages": […]}')
    train = [row for row in rows if row["split"] in ("", "train")]
    others = [_reject(row, f"split {row['split']}", "") for row in rows if row["split"] not in ("", "train")]
    return Chats(pl.DataFrame(train, schema=CHATS_SCHEMA), pl.DataFrame(others, schema=REJECTS_SCHEMA))


def turns_of(messages: Sequence[Mapping[str, str]]) -> Iterator[tuple[Prompt, str]]:
    """Each turn of the assistant, after the prompt that it answers: all that was said before it."""
    system = messages[0]["content"] if messages[0]["role"] == "system" else None
    talk = [message["content"] for message in messages if message["role"] != "system"]
    before: tuple[Said, ...] = ()
    for asked, said in zip(talk[::2], talk[1::2], strict=True):
        yield Prompt(asked, system=system, before=before), said
        before = (*before, Said("user", asked), Said("assistant", said))


def _file(path: Path) -> Path:
    if path.is_file():
        return path
    for place in _PLACES:
        if (path / place).is_file():
            return path / place
    raise InputError(
        "no chat records here", where=str(path), mend=f"give a folder that holds {_PLACES[0]}, or a file of JSON lines"
    )


def _record(line: str, file: Path, number: int) -> dict[str, Any]:
    """The row of a line.

    Raises:
        InputError: it is wrong.
    """
    where = f"{file}, line {number}"
    try:
        found = json.loads(line)
        json.dumps(found, ensure_ascii=False).encode()  # half of a surrogate pair can be written in JSON, not kept
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON of texts ({error})", where=where, mend="write one record a line") from error
    if not isinstance(found, dict):
        raise InputError(f"{_short(found)} is no record", where=where, mend='write {"messages": […]}')
    row: dict[str, Any] = {}
    for name in _TEXTS:
        value = found.get(name)
        if not isinstance(value, str | None):
            raise InputError(f"{name} is {_short(value)}", where=where, mend="give a text, or leave it out")
        row[name] = value or ""
    if row["split"] not in ("", *SPLITS):
        raise InputError(
            f"split is {row['split']!r}", where=where, mend=f"use one of {', '.join(SPLITS)}, or leave it out"
        )
    sources = found.get("sources") or []
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        raise InputError(f"sources is {_short(sources)}", where=where, mend="give a list of texts, or leave it out")
    return {
        **row, "id": row["id"] or f"{file.name}:{number}", "sources": sources,
        "messages": _messages(found.get("messages"), where),
    }  # fmt: skip


def _messages(found: Any, where: str) -> list[dict[str, str]]:
    """The chat of a record.

    Raises:
        InputError: it is none, or its turns do not follow each other.
    """
    if not isinstance(found, list) or not found:
        raise InputError(f"messages is {_short(found)}", where=where, mend="give a list of turns")
    chat: list[dict[str, str]] = []
    for place, turn in enumerate(found, start=1):
        at = f"{where}, turn {place}"
        if not isinstance(turn, dict) or not isinstance(turn.get("content"), str):
            raise InputError(f"{_short(turn)} is no turn", where=at, mend='write {"role": "user", "content": "a text"}')
        said = chat[-1]["role"] if chat else ""
        expected = {"": ("system", "user"), "user": ("assistant",)}.get(said, ("user",))
        if turn.get("role") not in expected:
            raise InputError(
                f"role is {_short(turn.get('role'))}", where=at, mend=f"{' or '.join(expected)} is to speak here"
            )
        if not turn["content"].strip():
            raise InputError("content is empty", where=at, mend="leave the record out, or say something")
        chat.append({"role": turn["role"], "content": turn["content"]})
    if chat[-1]["role"] != "assistant":
        raise InputError("the assistant does not have the last word", where=where, mend="end with an assistant turn")
    return chat


def _refusal(
    row: Mapping[str, Any], survey: Survey, split: Split, leaks: Leaks, wanted: set[str] | None
) -> tuple[str, str]:
    """Why a record may not be learnt from, and what of it; "" where it may."""
    question, people = row["question"], row["population"]
    if question in split.held_out:
        return "held-out question", question
    # A cell of a people, such as MAR[sex=female] or Morocco (sex: female), is of that people.
    if {people, _id_of(re.split(r"\s*[\[(]", people)[0], survey)} & set(split.unseen):
        return "held-out people", people
    if wanted is not None and people not in wanted:
        return "another people", people
    of = survey.by_id.get(question)
    shown = "\n".join(of.texts.values()) if of else ""
    text = "\n".join(message["content"] for message in row["messages"])
    return leaks.found(text, shown), ""


def _id_of(people: str, survey: Survey) -> str:
    """The id of a people by an id or name that the survey or CLDR knows; as it is written otherwise."""
    for known in (survey.population, country):
        try:
            return known(people).id
        except PopulationError:
            continue
    return people


def _reject(row: Mapping[str, Any], reason: str, detail: str) -> dict[str, str]:
    text = row["messages"][-1]["content"]
    return {"stage": _STAGE, "id": row["id"], "reason": reason, "detail": detail, "text": text}


def _named(frame: pl.DataFrame, column: str) -> list[str]:
    return sorted(set(frame[column].to_list()) - {""})


def _short(value: Any) -> str:
    """A value as JSON, at most 60 characters of it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
