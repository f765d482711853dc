"""The table that Qualtrics' "Export data" gives.

The first of its three header rows names the columns, the second words them, the third says in JSON which question a
column answers (`{"ImportId":"QID5_2"}`), which holds even where the names were changed.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from folkways.errors import SurveyError
from folkways.surveys.survey import EXCLUDED_SCHEMA

#: Bits of the column Status.
_NOBODY = {1: "a preview", 2: "a test", 8: "taken for spam by Qualtrics"}


@dataclass(frozen=True)
class Export:
    """A file of responses.

    Attributes:
        file: where it is.
        columns: import id → name of the column.
        rows: as text, empty fields null; `_row` counts respondents from 1.
    """

    file: Path
    columns: dict[str, str]
    rows: pl.DataFrame

    def column(self, id: str, name: str) -> str | None:
        """The column that answers a question."""
        if id in self.columns:
            return self.columns[id]
        return name if name in self.rows.columns else None


def read_export(file: Path) -> Export:
    """The rows of an export, under one header row or three; UTF-8, or UTF-16 as Qualtrics writes tsv.

    Raises:
        SurveyError: there is no such file, it is no table, or it has no rows.
    """
    mend = "give the csv or tsv of Qualtrics' «Export data», unzipped"
    try:
        raw = file.read_bytes()
    except FileNotFoundError as error:
        raise SurveyError("no such file", where=str(file), mend=mend) from error
    except OSError as error:
        raise SurveyError(f"cannot be read ({error.strerror})", where=str(file), mend=mend) from error
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        separator = "\t" if text.partition("\n")[0].count("\t") > text.partition("\n")[0].count(",") else ","
        table = pl.read_csv(io.StringIO(text), has_header=False, infer_schema=False, separator=separator)
    except (UnicodeDecodeError, pl.exceptions.PolarsError) as error:
        reason = str(error).strip().splitlines()[0][:120]
        raise SurveyError(f"cannot be read as a table ({reason})", where=str(file), mend=mend) from error
    names = [(value or "").strip() for value in table.row(0)]
    ids = [_import_id(value) for value in table.row(2)] if table.height > 2 else []
    heads = 3 if any(ids) else 1
    twice = next((n for n in names if n and names.count(n) > 1), None)
    if twice:
        raise SurveyError(f"column {twice!r} occurs twice", where=str(file), mend="rename one of them")
    rows = table.slice(heads).rename({c: n or c for c, n in zip(table.columns, names, strict=True)})
    if rows.is_empty():
        raise SurveyError("has no respondents under its header", where=str(file), mend=mend)
    rows = rows.with_columns(pl.all().str.strip_chars().replace("", None)).with_row_index("_row", 1)
    return Export(file, {i: n for i, n in zip(ids, names, strict=True) if i and n} if any(ids) else {}, rows)


def _import_id(value: str | None) -> str:
    """The question of a column; "" for one of several columns of a question."""
    try:
        record = json.loads(value or "")
    except ValueError:
        return ""
    return str(record.get("ImportId", "")) if isinstance(record, dict) and "choiceId" not in record else ""


def people_only(export: Export) -> tuple[Export, pl.DataFrame]:
    """Without previews, tests and what Qualtrics takes for spam; and those, counted in `EXCLUDED_SCHEMA`.

    Raises:
        SurveyError: nobody is left.
    """
    status = export.column("status", "Status")
    if status is None:
        return export, pl.DataFrame(schema=EXCLUDED_SCHEMA)
    reasons = [_nobody(value) for value in export.rows[status]]
    kept = export.rows.filter(pl.Series([not reason for reason in reasons], dtype=pl.Boolean))
    if kept.is_empty():
        raise SurveyError("holds previews, tests and spam alone", where=str(export.file), mend="export real responses")
    counts = {reason: reasons.count(reason) for reason in reasons if reason}
    lost = [("", "", f"respondent is {reason}", n) for reason, n in counts.items()]
    return replace(export, rows=kept), pl.DataFrame(lost, schema=EXCLUDED_SCHEMA, orient="row")


def _nobody(value: str | None) -> str:
    text = (value or "").casefold()
    if text.isdigit():
        return next((reason for bit, reason in _NOBODY.items() if int(text) & bit), "")
    words = {"preview": _NOBODY[1], "test": _NOBODY[2], "spam": _NOBODY[8]}
    return next((reason for word, reason in words.items() if word in text), "")
