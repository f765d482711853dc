"""Samples as a data set that others load, and the checked door through which it comes back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.card import card as written
from folkways.dialogues.licensing import admit
from folkways.dialogues.opinion import KINDS
from folkways.dialogues.record import DatasetRecord, Stage
from folkways.dialogues.sample import SAMPLES_SCHEMA, SPLITS
from folkways.errors import InputError
from folkways.runs import write_atomically, write_frame

README = "README.md"
# What every card of ours holds; a folder with another README is somebody else's.
_OURS = ("---\npretty_name: ", "\n- folkways\n")
_ROLES = ("system", "user", "assistant")
_TEXTS = tuple(name for name, kind in SAMPLES_SCHEMA.items() if kind == pl.String)
# These are "" in a baseline made of seeds, and a topic or language may be unknown.
_MAY_BE_EMPTY = ("opinion", "conversation", "topic", "language")


def export(
    samples: pl.DataFrame,
    folder: Path,
    *,
    card: DatasetRecord,
    accept: Iterable[str] = (),
    only: Iterable[str] = (),
) -> Path:
    """Write a folder that `datasets.load_dataset` reads: `README.md`, `data/*.jsonl` and the same as `parquet/*`.

    A split without samples has no file. The bytes depend on the arguments alone.

    Args:
        samples: `SAMPLES_SCHEMA`, in any order; they are written by id.
        folder: made if absent; an earlier export in it is replaced.
        card: what the run did.
        accept, only: licences; see `licensing.admit`.

    Returns:
        The folder.

    Raises:
        InputError: nothing to write, samples that are not in order, sources that may not be mixed, or a folder that
            holds something else.
        RunError: the folder cannot be written.
    """
    where = "samples"
    if missing := [name for name in SAMPLES_SCHEMA if name not in samples.columns]:
        raise InputError(f"has no column {missing[0]!r}", where=where, mend=f"give {', '.join(SAMPLES_SCHEMA)}")
    accepted = sorted(set(accept))
    kept = admit(samples.select(list(SAMPLES_SCHEMA)), accept=accepted, only=only).sort("id")
    if kept.is_empty():
        raise InputError("there are none", where=where, mend="hold more conversations, or look at what was left out")
    _check_all((row, f"{where}, {row['id']}") for row in kept.iter_rows(named=True))
    if left := samples.height - kept.height:
        stage = Stage("licence", "records", samples.height, kept.height, {"another licence": left})
        card = replace(card, stages=(*card.stages, stage))
    _clear(folder)
    # First, so that a folder that was cut short is known as ours.
    write_atomically(folder / README, written(card, kept, accepted=accepted).encode())
    for split in SPLITS:
        part = kept.filter(pl.col("split") == split)
        if part.height:
            lines = b"".join(_line(row) for row in part.iter_rows(named=True))
            write_atomically(folder / "data" / f"{split}.jsonl", lines)
            write_frame(folder / "parquet" / f"{split}.parquet", part)
    return folder


def read_samples(folder: Path) -> pl.DataFrame:
    """The samples of an exported folder, from its JSON lines, by id.

    Raises:
        InputError: there are none, or a line is not a sample: says the file, the line, the value and the mend.
    """
    files = [folder / "data" / f"{split}.jsonl" for split in SPLITS]
    there = [file for file in files if file.is_file()]
    if not there:
        raise InputError(
            "no data set here (data/*.jsonl is missing)", where=str(folder), mend="give the folder of an export"
        )
    found = [(row, place) for file in there for row, place in _read(file)]
    _check_all(iter(found))
    rows = [{name: row[name] for name in SAMPLES_SCHEMA} for row, _ in found]
    return pl.DataFrame(rows, schema=SAMPLES_SCHEMA).sort("id")


def _line(row: Mapping[str, Any]) -> bytes:
    ordered = {"messages": row["messages"], **{name: row[name] for name in SAMPLES_SCHEMA if name != "messages"}}
    return (json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _read(file: Path) -> Iterator[tuple[dict[str, Any], str]]:
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(file), mend="export it again, in UTF-8") from error
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        place = f"{file}, line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"is not JSON ({error})", where=place, mend="write one object a line") from error
        if not isinstance(row, dict):
            raise InputError(f"is a {type(row).__name__}", where=place, mend="write one object a line")
        if row.get("split") != file.stem:
            raise InputError(
                f"split is {row.get('split')!r} in the file of {file.stem}", where=place, mend="move it to its file"
            )
        yield row, place


def _check_all(rows: Iterator[tuple[dict[str, Any], str]]) -> None:
    seen: dict[str, str] = {}
    for row, place in rows:
        _check(row, place)
        if row["id"] in seen:
            raise InputError(f"id {row['id']!r} is there already ({seen[row['id']]})", where=place, mend="keep one")
        seen[row["id"]] = place


def _check(row: Mapping[str, Any], place: str) -> None:
    """Refuse what is not a sample."""
    if missing := [name for name in SAMPLES_SCHEMA if name not in row]:
        raise InputError(f"has no {missing[0]!r}", where=place, mend=f"give {', '.join(SAMPLES_SCHEMA)}")
    for name in _TEXTS:
        value = row[name]
        if not isinstance(value, str) or not (value.strip() or name in _MAY_BE_EMPTY):
            raise InputError(f"{name} is {_short(value)}", where=place, mend=f"give {name} as a text")
    for name, known in (("split", SPLITS), ("kind", KINDS)):
        if row[name] not in known:
            raise InputError(f"{name} is {_short(row[name])}", where=place, mend=f"use one of {', '.join(known)}")
    if not isinstance(row["phrasing"], int) or isinstance(row["phrasing"], bool):
        raise InputError(f"phrasing is {_short(row['phrasing'])}", where=place, mend="give a whole number")
    sources = row["sources"]
    if not isinstance(sources, list) or not sources or not all(isinstance(name, str) and name for name in sources):
        raise InputError(f"sources are {_short(sources)}", where=place, mend="name each source as a text")
    _check_messages(row["messages"], place)


def _check_messages(messages: object, place: str) -> None:
    mend = "give a list of {role, content}, with the assistant last"
    if not isinstance(messages, list) or not messages:
        raise InputError(f"messages are {_short(messages)}", where=place, mend=mend)
    for message in messages:
        if not isinstance(message, dict) or set(message) != {"role", "content"}:
            raise InputError(f"a message is {_short(message)}", where=place, mend=mend)
        if message["role"] not in _ROLES:
            raise InputError(f"role is {_short(message['role'])}", where=place, mend=f"use {', '.join(_ROLES)}")
        if not isinstance(message["content"], str) or not message["content"].strip():
            raise InputError(f"content is {_short(message['content'])}", where=place, mend="write what was said")
    roles = [message["role"] for message in messages]
    turns = roles[1:] if roles[0] == "system" else roles
    if turns != ["user", "assistant"] * (len(turns) // 2) or not turns:
        raise InputError(f"roles are {', '.join(roles)}", where=place, mend="let user and assistant take turns")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"


def _clear(folder: Path) -> None:
    """Take an earlier export away; refuse anything else."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError("is a file", where=str(folder), mend="choose another folder")
    if not any(folder.iterdir()):
        return
    readme = folder / README
    text = readme.read_text("utf-8", errors="replace") if readme.is_file() else ""
    if not text.startswith(_OURS[0]) or _OURS[1] not in text:
        raise InputError("holds something that is not an export", where=str(folder), mend="choose another folder")
    for split in SPLITS:
        for file in (folder / "data" / f"{split}.jsonl", folder / "parquet" / f"{split}.parquet"):
            file.unlink(missing_ok=True)
