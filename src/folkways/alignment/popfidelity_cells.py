"""The cell table of the package `popfidelity`: `cell_id, question, option, share, source[, n]`, one row an option.

A source called `survey` (or `human`, `people`) is the people; any other is a model. Further columns (`mode`,
`replicate`, …) tell conditions apart.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from folkways.alignment.alignment import Alignment
from folkways.alignment.table import check_table
from folkways.answers import Answers
from folkways.errors import AnswersError
from folkways.populations import Population
from folkways.surveys import Option, Question, Survey

COLUMNS = ("cell_id", "question", "option", "share", "source")
PEOPLE = ("survey", "human", "people")
_N_UNKNOWN = 1000.0


def is_cells(columns: list[str]) -> bool:
    """Whether a table's header is that of a cell table."""
    return set(COLUMNS) <= set(columns)


def cells_to_table(path: Path, frame: pl.DataFrame, survey: Survey) -> pl.DataFrame:
    """The models' rows as a table of `model, condition, question, country, p_1 … p_k`, one row a cell.

    Args:
        path: for the messages.
        frame: the cell table, as text.
        survey: gives the options their order; an option goes by its code or its wording.

    Raises:
        AnswersError: no model's rows, an unknown question or option, a share that is no number, an option twice.
    """
    models = _checked(path, frame).filter(~pl.col("source").str.to_lowercase().is_in(PEOPLE))
    if models.is_empty():
        raise AnswersError(
            "holds no model's cells", where=str(path), mend="name the model in the column source; people are `survey`"
        )
    more = [n for n in frame.columns if n not in (*COLUMNS, "n")]
    width = max(len(q.codes) for q in survey.questions)
    table: dict[tuple[str, ...], list[str | None]] = {}
    for row in models.iter_rows(named=True):
        where = f"{path}, row {row['_row']} (line {row['_row'] + 1})"
        question = survey.by_id.get(row["question"])
        if question is None:
            raise AnswersError(f"survey {survey.name} has no question {row['question']!r}", where=where)
        places = {o.code: j for j, o in enumerate(question.substantive)}
        places |= {text.casefold(): j for j, o in enumerate(question.substantive) for text in o.texts.values()}
        place = places.get(row["option"], places.get(row["option"].casefold()))
        if place is None:
            raise AnswersError(
                f"option {row['option']!r} is not one of question {question.id}",
                where=where,
                mend=f"use the codes {', '.join(question.codes)}",
            )
        condition = " ".join(f"{row[n]}" for n in more if row[n] is not None) or "persona"
        key = (row["source"], condition, row["question"], row["cell_id"])
        numbers = table.setdefault(key, ["0.0"] * len(question.codes) + [None] * (width - len(question.codes)))
        if numbers[place] != "0.0":
            raise AnswersError(f"option {row['option']!r} of this cell occurs twice", where=where, mend="keep one row")
        numbers[place] = repr(row["share"])
    return pl.DataFrame(
        [(*key, *numbers) for key, numbers in table.items()],
        schema=["model", "condition", "question", "country", *(f"p_{i + 1}" for i in range(width))],
        orient="row",
    ).with_columns(pl.all().cast(pl.String))


def cells_to_survey(path: Path, frame: pl.DataFrame) -> Survey:
    """The people's rows as a survey: options in order of appearance on an ordinal scale, as `popfidelity` takes them.

    Raises:
        AnswersError: no people's rows.
        SurveyError: shares that do not sum to 1, an option twice.
    """
    people = _checked(path, frame).filter(pl.col("source").str.to_lowercase().is_in(PEOPLE))
    if people.is_empty():
        raise AnswersError("holds no people's cells (source survey)", where=str(path), mend="give --survey as well")
    questions = tuple(
        Question(
            id=str(name[0]),
            texts={"en": str(name[0])},
            options=tuple(Option(code, {"en": code}) for code in dict.fromkeys(part["option"])),
        )
        for name, part in people.group_by("question", maintain_order=True)
    )
    n = pl.col("n").cast(pl.Float64, strict=False) if "n" in people.columns else pl.lit(None, pl.Float64)
    human = people.select(
        "question", "option", "share", population="cell_id", n_eff=n.fill_null(_N_UNKNOWN), n=n.cast(pl.Int64),
        central=pl.lit(None, pl.Float64),
    )  # fmt: skip
    unknown = human["n"].null_count()
    notes = (f"No numbers of respondents for some cells: {_N_UNKNOWN:.0f} assumed.",) if unknown else ()
    ids = list(dict.fromkeys(people["cell_id"]))
    return Survey(path.stem, questions, tuple(Population(i, i) for i in ids), human, notes=notes)


def read_cells(path: Path, frame: pl.DataFrame, survey: Survey | None = None) -> tuple[Answers, Survey]:
    """The answers of a cell table, and the survey: the given one, or the people in the table.

    Raises:
        AnswersError: as `cells_to_table` and `cells_to_survey`, and all of `check_table`.
    """
    survey = survey or cells_to_survey(path, frame)
    return check_table(path, cells_to_table(path, frame, survey), survey).answers, survey


def write_cells(alignment: Alignment, survey: Survey) -> pl.DataFrame:
    """People and models as a cell table: `cell_id, question, option, share, n, source, mode`.

    Shares run over the substantive options; `n` is the effective number for people and null for models; `mode` names
    the condition (framing, language, reasoning, calibration).
    """
    codes = pl.DataFrame(
        {"question": [q.id for q in survey.questions], "option": [list(q.codes) for q in survey.questions]},
        schema={"question": pl.String, "option": pl.List(pl.String)},
    )
    cells = alignment.cells.join(codes, on="question", how="left", maintain_order="left")
    mode = pl.concat_str("framing", "language", "reasoning", "calibration", separator="-")
    chosen = pl.col("population").alias("cell_id"), pl.col("question"), pl.col("option")
    people = cells.unique(["question", "population"], maintain_order=True).select(
        *chosen, pl.col("p").alias("share"), pl.col("n_eff").alias("n"), pl.lit("survey").alias("source"),
        pl.lit("").alias("mode"),
    )  # fmt: skip
    models = cells.select(
        *chosen, pl.col("q").alias("share"), pl.lit(None, pl.Float64).alias("n"), pl.col("model").alias("source"),
        mode.alias("mode"),
    )  # fmt: skip
    return pl.concat([people, models]).explode("option", "share")


def _checked(path: Path, frame: pl.DataFrame) -> pl.DataFrame:
    numbered = frame.with_row_index("_row", offset=1).with_columns(pl.col("share").cast(pl.Float64, strict=False))
    bad = numbered.filter(
        pl.any_horizontal(pl.col(COLUMNS).is_null()) | ~pl.col("share").is_finite() | (pl.col("share") < 0)
    )
    if bad.height:
        i = bad["_row"][0]
        raise AnswersError(
            f"share is {frame['share'][i - 1]!r}, cell {frame['cell_id'][i - 1]!r}",
            where=f"{path}, row {i} (line {i + 1})",
            mend="fill every column; shares are numbers between 0 and 1",
        )
    return numbered
