"""A tidy table: one row per question, population and option, with a share, a percentage or a count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import PopulationError, SurveyError
from folkways.populations import Population, community, parse_population
from folkways.surveys.microdata import column_names, read_columns
from folkways.surveys.question import Option, Question, canonical_code
from folkways.surveys.survey import EXCLUDED_SCHEMA, HUMAN_SCHEMA, Survey

REQUIRED = ("question", "population", "option")
AMOUNTS = ("share", "percent", "count")
KNOWN = (
    *REQUIRED, *AMOUNTS, "n", "n_eff", "text", "option_text", "scale", "topic", "substantive", "language",
    "population_name",
)  # fmt: skip

_TRUTH = {
    **dict.fromkeys(("true", "1", "1.0", "yes", "y", "t"), True),
    **dict.fromkeys(("false", "0", "0.0", "no", "n", "f"), False),
}

#: How far shares of a cell may miss 1: rounding of published tables. They are then renormalised.
TOLERANCE = 0.005


def from_tidy(file: Path, *, name: str | None = None, n: float | None = None, language: str = "en") -> Survey:
    """Read a tidy table.

    Columns: `question`, `population`, `option`, and one of `share` (0–1), `percent` (0–100), `count`. Optional: `n`
    (respondents of the cell), `n_eff`, `text`, `option_text`, `scale` (ordinal, nominal), `topic`, `substantive`
    (true, false), `language` of the wording, `population_name` (makes a community of an id that is no country). What is
    said of a question, an option or a cell may stand in one of its rows only. Options stand in the order of their codes
    where all are numbers, else as they first occur.

    Args:
        file: csv (any delimiter), tsv or parquet.
        name: of the survey; the file's name by default.
        n: respondents of every cell, where the table does not say.
        language: of the wording where the table does not say, BCP 47.

    Raises:
        SurveyError: a column is missing, shares do not sum to 1, a row occurs twice, a share is negative, …
        PopulationError: a population is neither a country nor has a name.
    """
    columns = column_names(file)
    missing = [c for c in REQUIRED if c not in columns]
    amount = [c for c in AMOUNTS if c in columns]
    if missing or len(amount) != 1:
        what = f"column {missing[0]!r} is missing" if missing else "needs exactly one of share, percent, count"
        raise SurveyError(what, where=str(file), mend=f"give {', '.join(REQUIRED)} and one of {', '.join(AMOUNTS)}")
    frame = read_columns(file, [c for c in KNOWN if c in columns], literal=("population",)).with_row_index("row", 1)
    frame = _numbered(frame, amount[0], file)
    frame = frame.with_columns(
        pl.col("question", "population").cast(pl.String),
        pl.col("option").map_elements(canonical_code, return_dtype=pl.String),
    )
    _refuse_doubles(frame, file)
    cell = ["question", "population"]
    total = pl.col("amount").sum().over(cell)
    frame = frame.with_columns(total=total)
    notes: tuple[str, ...] = ()
    if amount[0] == "count":
        frame = frame.with_columns(n=pl.col("total"))
        bad = frame.filter(pl.col("total") <= 0)
    else:
        off = (pl.col("total") / (1.0 if amount[0] == "share" else 100.0) - 1).abs()
        bad = frame.filter(off > TOLERANCE)
        notes = _rounding(frame.with_columns(off=off))
    if bad.height:
        row = bad.row(0, named=True)
        raise SurveyError(
            f"{amount[0]}s of question {row['question']!r}, population {row['population']!r} sum to {row['total']:.4g}",
            where=f"{file}, row {row['row']}",
            mend="complete the cell's options, or correct its numbers",
        )
    frame = _sized(_agreed(_judged(frame, file), file), n, file)
    peoples = _peoples(frame, file)
    frame = frame.with_columns(
        share=pl.col("amount") / pl.col("total"),
        population=pl.col("population").replace_strict({k: p.id for k, p in peoples.items()}),
        n=pl.col("n").round().cast(pl.Int64),
        central=pl.lit(None, pl.Float64),
    )
    _refuse_doubles(frame, file)  # `EGY` and `Egypt` are one people
    frame, left_out = _substantive_only(frame)
    if frame.is_empty():
        raise SurveyError("nobody gave a substantive answer", where=str(file), mend="check the column substantive")
    return Survey(
        name=name or file.stem,
        title=name or file.stem,
        questions=tuple(_questions(frame, language, file)),
        populations=tuple(p for p in {p.id: p for p in peoples.values()}.values() if p.id in set(frame["population"])),
        human=frame.select(list(HUMAN_SCHEMA)),
        excluded=left_out,
        notes=notes,
    )


def _refuse_doubles(frame: pl.DataFrame, file: Path) -> None:
    double = frame.filter(frame.select(REQUIRED).is_duplicated()).sort(*REQUIRED, "row")
    if double.height:
        row = double.row(1, named=True)
        raise SurveyError(
            f"option {row['option']!r} of question {row['question']!r}, population {row['population']!r} occurs twice",
            where=f"{file}, row {row['row']}",
            mend="keep one row per question, population and option",
        )


def _rounding(frame: pl.DataFrame) -> tuple[str, ...]:
    """A note where shares of a cell miss 1 by more than the arithmetic does."""
    cells = frame.unique(["question", "population"])
    missed = cells.filter(pl.col("off") > 1e-9)["off"]
    if missed.is_empty():
        return ()
    most = max(missed.to_list())
    return (f"The shares of {len(missed)} of {cells.height} cells miss 1, by up to {most:.2g}: renormalised.",)


def _judged(frame: pl.DataFrame, file: Path) -> pl.DataFrame:
    """With `substantive` true, false or null."""
    if "substantive" not in frame.columns:
        return frame
    said = pl.col("substantive").cast(pl.String).str.strip_chars().str.to_lowercase().replace("", None)
    bad = frame.filter(said.is_not_null() & ~said.is_in(list(_TRUTH)))
    if bad.height:
        row = bad.row(0, named=True)
        raise SurveyError(
            f"substantive is {row['substantive']!r}", where=f"{file}, row {row['row']}", mend="write true or false"
        )
    return frame.with_columns(substantive=said.replace_strict(_TRUTH, default=None, return_dtype=pl.Boolean))


def _substantive_only(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Without the cells in which nobody gave a substantive answer; and those cells, counted."""
    if "substantive" not in frame.columns:
        return frame, pl.DataFrame(schema=EXCLUDED_SCHEMA)
    answered = pl.col("share").filter(pl.col("substantive").fill_null(True)).sum().over("question", "population") > 0
    lost = frame.filter(~answered).group_by("question", "population", maintain_order=True).agg(pl.col("n").first())
    left_out = lost.select(
        "question", "population", reason=pl.lit("nobody gave a substantive answer"), count=pl.col("n").fill_null(0)
    )
    return frame.filter(answered), left_out


def _numbered(frame: pl.DataFrame, amount: str, file: Path) -> pl.DataFrame:
    frame = frame.with_columns(amount=pl.col(amount).cast(pl.Float64, strict=False))
    bad = frame.filter(pl.col("amount").is_null() | ~pl.col("amount").is_finite() | (pl.col("amount") < 0))
    if bad.height:
        row = bad.row(0, named=True)
        raise SurveyError(
            f"{amount} is {row[amount]!r}", where=f"{file}, row {row['row']}", mend="give a finite number, not negative"
        )
    for column in REQUIRED:
        empty = frame.filter(pl.col(column).is_null() | (pl.col(column).cast(pl.String).str.strip_chars() == ""))
        if empty.height:
            raise SurveyError(
                f"{column} is empty", where=f"{file}, row {empty['row'][0]}", mend=f"fill in the {column}"
            )
    return frame


def _agreed(frame: pl.DataFrame, file: Path) -> pl.DataFrame:
    """What is said of a question, an option or a cell is said alike in its rows, and then said in all of them."""
    one_of = {
        ("question",): ("text", "scale", "topic", "language"),
        ("question", "option"): ("option_text", "substantive"),
        ("question", "population"): ("n", "n_eff"),
        ("population",): ("population_name",),
    }
    for key, columns in one_of.items():
        for column in (c for c in columns if c in frame.columns):
            said = pl.col(column).drop_nulls().first().over(key)
            bad = frame.filter(pl.col(column) != said)
            if bad.height:
                row = bad.row(0, named=True)
                what = ", ".join(f"{name} {row[name]!r}" for name in key)
                raise SurveyError(
                    f"{column} {row[column]!r} contradicts an earlier row of {what}",
                    where=f"{file}, row {row['row']}",
                    mend=f"give one {column}",
                )
            frame = frame.with_columns(said.alias(column))
    return frame


def _sized(frame: pl.DataFrame, n: float | None, file: Path) -> pl.DataFrame:
    """With `n` (may be null) and a positive `n_eff`."""
    given = frame if "n" in frame.columns else frame.with_columns(n=pl.lit(n, pl.Float64))
    given = given.with_columns(pl.col("n").cast(pl.Float64, strict=False))
    if n is not None:
        given = given.with_columns(pl.col("n").fill_null(n))
    if "n_eff" not in given.columns:
        given = given.with_columns(n_eff=pl.col("n"))
    given = given.with_columns(pl.col("n_eff").cast(pl.Float64, strict=False).fill_null(pl.col("n")))
    unfit = pl.any_horizontal(
        pl.col(c).is_not_null() & ~(pl.col(c).is_finite() & (pl.col(c) > 0)) for c in ("n", "n_eff")
    )
    bad = given.filter(pl.col("n_eff").is_null() | unfit)
    if bad.height:
        raise SurveyError(
            "number of respondents is not given or not positive",
            where=f"{file}, row {bad['row'][0]}",
            mend="add a column n, or say how many with --n",
        )
    return given


def _peoples(frame: pl.DataFrame, file: Path) -> dict[str, Population]:
    named = frame if "population_name" in frame.columns else frame.with_columns(population_name=pl.lit(None, pl.String))
    found: dict[str, Population] = {}
    for row in named.unique("population", keep="first", maintain_order=True).iter_rows(named=True):
        key = row["population"]
        try:
            found[key] = parse_population(key)
        except PopulationError as error:
            if not row["population_name"]:
                raise PopulationError(
                    f"population {key!r} is no country",
                    where=f"{file}, row {row['row']}",
                    mend="use ISO 3166-1 alpha-3, or name the community in a column population_name",
                ) from error
            found[key] = community(key, str(row["population_name"]))
    return found


def _questions(frame: pl.DataFrame, language: str, file: Path) -> list[Question]:
    made = []
    for (key,), rows in frame.group_by(["question"], maintain_order=True):
        first = rows.row(0, named=True)
        tag = str(first.get("language") or language).strip()
        options = tuple(
            Option(
                row["option"],
                {tag: str(row.get("option_text") or row["option"])},
                substantive=row.get("substantive") is not False,
            )
            for row in _in_order(rows.unique("option", keep="first", maintain_order=True))
        )
        try:
            question = Question(
                id=str(key),
                texts={tag: str(first.get("text") or key)},
                options=options,
                scale=str(first.get("scale") or "ordinal").strip().lower(),  # type: ignore[arg-type]
                topic=str(first.get("topic") or ""),
            )
        except SurveyError as error:
            where = f"{file}, row {first['row']}, {error.where}"
            raise SurveyError(error.what, where=where, mend=error.mend) from error
        made.append(question)
    return made


def _in_order(rows: pl.DataFrame) -> list[dict[str, Any]]:
    numbers = rows["option"].cast(pl.Float64, strict=False)
    ordered = rows if numbers.null_count() else rows.sort(numbers)
    return ordered.to_dicts()
