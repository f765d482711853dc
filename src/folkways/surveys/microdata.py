"""Read the columns that are needed from a file of respondents, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import SurveyError

_STATISTICAL = {".sav": "read_sav", ".zsav": "read_sav", ".dta": "read_dta"}


def column_names(file: Path) -> list[str]:
    """The columns of a file, without reading its rows.

    Raises:
        SurveyError: there is no such file, or it cannot be read.
    """
    if not file.is_file():
        raise SurveyError("no such file", where=str(file), mend="give a csv, tsv, parquet, sav or dta file")
    try:
        if file.suffix.lower() in _STATISTICAL:
            return list(_statistical(file, metadataonly=True)[1].column_names)
        if file.suffix.lower() == ".parquet":
            return list(pl.read_parquet_schema(file))
        separator, quote = _dialect(file)
        names = pl.read_csv(file, separator=separator, n_rows=0, quote_char=quote).columns
        double = [name for name in names if f"{name}_duplicated_0" in names]
        if double:
            raise SurveyError(f"column {double[0]!r} occurs twice", where=str(file), mend="keep one of them")
        return names
    except SurveyError:
        raise
    except Exception as error:  # the readers raise many unrelated types on a damaged file
        raise _unreadable(file, error) from error


def spellings(file: Path, columns: Sequence[str]) -> dict[str, str]:
    """Our name of every column → the file's: the same, or the only one that differs in case alone.

    Raises:
        SurveyError: a name may be one column or another.
    """
    names = column_names(file)
    spelled: dict[str, str] = {}
    for column in columns:
        alike = [name for name in names if name.casefold() == column.casefold()]
        if column not in names and len(alike) > 1:
            raise SurveyError(
                f"column {column!r} may be {alike[0]!r} or {alike[1]!r}",
                where=str(file),
                mend="spell it in the codebook as the file does",
            )
        spelled[column] = column if column in names or not alike else alike[0]
    return spelled


def read_columns(file: Path, columns: Sequence[str], *, literal: Sequence[str] = ()) -> pl.DataFrame:
    """These columns of a file; numbers stay numbers, labels of a statistics package are left aside.

    Args:
        file: csv with any delimiter, tsv, parquet, sav or dta.
        columns: which.
        literal: those in which `NA` is a value (Namibia), not a gap.

    Raises:
        SurveyError: a column is missing, or the file cannot be read or has no rows.
    """
    known = column_names(file)
    missing = [name for name in columns if name not in known]
    if missing:
        has = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
        raise SurveyError(
            f"column {missing[0]!r} is missing (the file has {has})",
            where=str(file),
            mend="correct the name in the codebook, or give the file that has it",
        )
    wanted = list(dict.fromkeys(columns))
    try:
        if file.suffix.lower() in _STATISTICAL:
            frame = _statistical(file, usecols=wanted, output_format="polars", **_user_missing(file))[0]
        elif file.suffix.lower() == ".parquet":
            frame = pl.read_parquet(file, columns=wanted)
        else:
            separator, quote = _dialect(file)
            frame = pl.read_csv(
                file, separator=separator, columns=wanted, infer_schema_length=None, quote_char=quote,
                null_values=["", "NA", "."],
            )  # fmt: skip
            if literal:
                raw = pl.read_csv(
                    file, separator=separator, columns=list(literal), infer_schema=False, quote_char=quote
                )  # fmt: skip
                frame = frame.with_columns(raw[name].replace("", None).alias(name) for name in literal)
    except Exception as error:  # as above
        raise _unreadable(file, error) from error
    if frame.is_empty():
        raise SurveyError("has a header but no respondents", where=str(file), mend="give the file with its rows")
    return frame.select(wanted)


def value_labels(file: Path) -> dict[str, dict[str, str]]:
    """The value labels of a .sav or .dta file: column → code → label; empty for other files."""
    from folkways.surveys.question import canonical_code

    if file.suffix.lower() not in _STATISTICAL:
        return {}
    found = _statistical(file, metadataonly=True)[1].variable_value_labels
    return {name: {canonical_code(code): str(text) for code, text in labels.items()} for name, labels in found.items()}


def _user_missing(file: Path) -> dict[str, bool]:
    # Archives declare "don't know" a missing value of .sav files; without this it would vanish among empty fields.
    return {"user_missing": True} if _STATISTICAL[file.suffix.lower()] == "read_sav" else {}


def _statistical(file: Path, **options: Any) -> tuple[Any, Any]:
    import pyreadstat

    return getattr(pyreadstat, _STATISTICAL[file.suffix.lower()])(str(file), **options)


def _dialect(file: Path) -> tuple[str, str]:
    """Delimiter and quotation mark, from the header line."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        header = lines.readline()
    return max((",", "\t", ";", "|"), key=header.count), "'" if header.startswith("'") else '"'


def _unreadable(file: Path, error: Exception) -> SurveyError:
    reason = str(error).strip().splitlines()[0][:160] if str(error).strip() else type(error).__name__
    return SurveyError(f"cannot be read ({reason})", where=str(file), mend="save it again, UTF-8 if it is text")
