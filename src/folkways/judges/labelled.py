"""Texts that people labelled: what a model is set against as a classifier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.runs import digest
from folkways.surveys.microdata import column_names, read_columns
from folkways.surveys.question import canonical_code

#: One row per text. `culture` is "" where the table names none.
LABELLED_SCHEMA: dict[str, Any] = {"id": pl.String, "culture": pl.String, "label": pl.String, "text": pl.String}

#: Rows that were put aside, and why. `row` counts from 1, without the header.
ASIDE_SCHEMA: dict[str, Any] = {"row": pl.Int64, "reason": pl.String, "text": pl.String}


@dataclass(frozen=True)
class Labelled:
    """A labelled set.

    Attributes:
        frame: of `LABELLED_SCHEMA`, in the order of the file.
        labels: all that occur, sorted (numbers by size).
        aside: of `ASIDE_SCHEMA`.
        source: name of the file.
    """

    frame: pl.DataFrame
    labels: tuple[str, ...]
    aside: pl.DataFrame
    source: str


def read_labelled(path: Path, *, text: str = "text", label: str = "label", culture: str | None = "culture") -> Labelled:
    """Read a labelled set.

    Labels are kept as they are, however fine-grained. Put aside with the reason are rows without a text or a label, the
    second of two rows alike, and all rows of a text that has several labels within a culture. Ids are fingerprints of
    culture and text, so that two runs on two orders or parts of a set can be joined.

    Args:
        path: csv with any delimiter, tsv, jsonl or parquet.
        text, label: names of these columns.
        culture: name of the column of peoples, languages or communities; None where there is none.

    Raises:
        InputError: the file cannot be read, lacks a column, has a row without culture, or holds fewer than two labels.
    """
    wanted = [text, label] if culture is None else [text, label, culture]
    if len(set(wanted)) < len(wanted):
        raise InputError(
            f"one column is asked for twice ({', '.join(wanted)})", where=str(path), mend="name the text and the label"
        )
    table = _table(path, wanted)
    rows: list[dict[str, Any]] = []
    aside: list[dict[str, Any]] = []
    for number, row in enumerate(table.iter_rows(named=True), 1):
        said, code = (_text(row[text]).strip(), canonical_code(_text(row[label])))
        group = "" if culture is None else _text(row[culture]).strip()
        if culture is not None and not group:
            raise InputError(
                f"column {culture!r} is empty", where=f"{path}, row {number}", mend="fill it, or say that there is none"
            )
        if not said or not code:
            aside.append({"row": number, "reason": f"no {'text' if not said else 'label'}", "text": said})
            continue
        rows.append({"row": number, "id": "t" + digest([group, said])[:12], "culture": group, "label": code,
                     "text": said})  # fmt: skip
    kept, double = _told_apart(rows)
    labels = sorted({row["label"] for row in kept}, key=_by_size)
    if len(labels) < 2:
        raise InputError(f"holds {len(labels)} labels", where=str(path), mend="give texts of at least two labels")
    return Labelled(
        pl.DataFrame(kept, schema=LABELLED_SCHEMA),
        tuple(labels),
        pl.DataFrame(sorted([*aside, *double], key=lambda row: row["row"]), schema=ASIDE_SCHEMA),
        path.name,
    )


def _table(path: Path, wanted: list[str]) -> pl.DataFrame:
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        column_names(path)
        return read_columns(path, wanted, literal=[] if path.suffix.lower() == ".parquet" else wanted)
    try:
        table = pl.read_ndjson(path, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"cannot be read ({str(error).splitlines()[0][:160]})", where=str(path), mend="give one JSON object a line"
        ) from error
    if missing := [name for name in wanted if name not in table.columns]:
        raise InputError(
            f"column {missing[0]!r} is missing", where=str(path), mend=f"choose among {', '.join(table.columns)}"
        )
    return table.select(wanted)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _told_apart(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows whose text has one label in its culture, each once; and the others, with the reason."""
    labels: dict[str, set[str]] = {}
    for row in rows:
        labels.setdefault(row["id"], set()).add(row["label"])
    kept: dict[str, dict[str, Any]] = {}
    aside: list[dict[str, Any]] = []
    for row in rows:
        if len(labels[row["id"]]) > 1:
            reason = f"the text has several labels: {', '.join(sorted(labels[row['id']]))}"
            aside.append({"row": row["row"], "reason": reason, "text": row["text"]})
        elif row["id"] in kept:
            aside.append({"row": row["row"], "reason": f"as row {kept[row['id']]['row']}", "text": row["text"]})
        else:
            kept[row["id"]] = row
    return [{name: row[name] for name in LABELLED_SCHEMA} for row in kept.values()], aside


def _by_size(label: str) -> tuple[int, float, str]:
    try:
        return 0, float(label), label
    except ValueError:
        return 1, 0.0, label
