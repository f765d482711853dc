"""A text collection that a person points to, cut into passages, each with the place where it stands."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from folkways.errors import InputError

TEXTS = (".txt", ".md")
TABLES = (".jsonl", ".csv", ".parquet")
#: Most characters of a passage; a longer paragraph is cut at the end of a sentence or a word.
PASSAGE = 1000

_STOP = re.compile(r"(?<=[.!?…؟۔।])\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text.

    Attributes:
        pointer: `file:line`, the line on which it begins (for tables of Parquet the row), counted from 1.
        text: what stands there.
    """

    pointer: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What claims of fact are looked up in.

    Attributes:
        path: as it was given.
        passages: in the order of files and lines.
        files: how many files were read.
        skipped: files and rows that hold no text, with the reason.
    """

    path: str
    passages: tuple[Passage, ...]
    files: int
    skipped: tuple[str, ...] = ()


def read_collection(path: Path, *, column: str = "text") -> Collection:
    """Read a folder of texts, or one file.

    Args:
        path: a folder (all `.txt` and `.md` in it, at any depth), such a file, or a `.jsonl`, `.csv` or `.parquet`
            with one text a row.
        column: of a table, the one that holds the text.

    Raises:
        InputError: there is nothing there, it cannot be read, the column is missing, a value is no text, or no text
            is found.
    """
    skipped: list[str] = []
    if path.is_dir():
        every = sorted((file for file in path.rglob("*") if file.is_file()), key=lambda f: f.relative_to(path).parts)
        files = [file for file in every if file.suffix.lower() in TEXTS]
        skipped += [f"{file.relative_to(path).as_posix()}: not a .txt or .md" for file in every if file not in files]
        found = [p for file in files for p in _paragraphs(_decoded(file), file.relative_to(path).as_posix())]
    elif not path.exists():
        raise InputError("there is no such file or folder", where=str(path), mend="check the path of the collection")
    elif path.suffix.lower() in TEXTS:
        files = [path]
        found = list(_paragraphs(_decoded(path), path.name))
    elif path.suffix.lower() in TABLES:
        files = [path]
        found = []
        for line, text in _rows(path, column):
            if text.strip():
                found += [Passage(f"{path.name}:{line}", piece) for piece in _cut(text)]
            else:
                skipped.append(f"{path.name}:{line}: no text")
    else:
        raise InputError(
            f"a {path.suffix or 'nameless kind of'} file is not read",
            where=str(path),
            mend=f"give a folder, or a file of the kind {', '.join((*TEXTS, *TABLES))}",
        )
    if not found:
        raise InputError("holds no text", where=str(path), mend="point to a collection with texts in it")
    return Collection(str(path), tuple(found), len(files), tuple(skipped))


def _decoded(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not UTF-8 (byte {error.start})", where=str(path), mend="save it as UTF-8, or take it out"
        ) from error
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", where=str(path), mend="check it") from error


def _paragraphs(text: str, name: str) -> Iterator[Passage]:
    """Blank lines part passages; the pieces of a long one carry the line on which their paragraph begins."""
    begun, lines = 0, list[str]()
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            begun = begun if lines else number
            lines.append(line)
        elif lines:
            yield from (Passage(f"{name}:{begun}", piece) for piece in _cut("\n".join(lines)))
            lines = []


def _cut(text: str) -> Iterator[str]:
    """Pieces of at most `PASSAGE` characters, of whole sentences where one fits."""
    piece = ""
    for sentence in _STOP.split(text.strip()):
        for part in _short(sentence):
            if piece and len(piece) + 1 + len(part) > PASSAGE:
                yield piece
                piece = ""
            piece = f"{piece} {part}" if piece else part
    if piece:
        yield piece


def _short(sentence: str) -> Iterator[str]:
    rest = sentence.strip()
    while len(rest) > PASSAGE:
        at = rest.rfind(" ", 0, PASSAGE)
        at = at if at > 0 else PASSAGE
        yield rest[:at]
        rest = rest[at:].strip()
    if rest:
        yield rest


def _rows(path: Path, column: str) -> Iterable[tuple[int, str]]:
    kind = path.suffix.lower()
    if kind == ".jsonl":
        return _json_rows(path, column)
    if kind == ".csv":
        return _csv_rows(path, column)
    return _parquet_rows(path, column)


def _json_rows(path: Path, column: str) -> Iterator[tuple[int, str]]:
    # Only a line feed ends a record: JSON may hold other line separators as they are.
    for number, line in enumerate(_decoded(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError("is not JSON", where=where, mend="write one JSON object a line") from error
        if not isinstance(record, dict) or column not in record:
            raise InputError(f"has no {column!r}", where=where, mend="name the field that holds the text")
        yield number, _text(record[column], column, where)


def _csv_rows(path: Path, column: str) -> Iterator[tuple[int, str]]:
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        if column not in (reader.fieldnames or ()):
            raise InputError(
                f"has no column {column!r}",
                where=str(path),
                mend=f"name one of {', '.join(reader.fieldnames or ('none',))}",
            )
        begins = reader.line_num + 1
        for row in reader:
            yield begins, _text(row[column], column, f"{path}, line {begins}")
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"is not CSV ({error})", where=str(path), mend="save it as CSV in UTF-8") from error


def _parquet_rows(path: Path, column: str) -> Iterator[tuple[int, str]]:
    try:
        frame = pl.read_parquet(path)
    except Exception as error:  # polars raises several unrelated types on a damaged file
        raise InputError("is not Parquet", where=str(path), mend="write the file anew") from error
    if column not in frame.columns:
        raise InputError(
            f"has no column {column!r}", where=str(path), mend=f"name one of {', '.join(frame.columns) or 'none'}"
        )
    for number, value in enumerate(frame[column].to_list(), 1):
        yield number, _text(value, column, f"{path}, row {number}")


def _text(value: object, column: str, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{column} is {value!r}", where=where, mend="give text, or name another column")
    return value
