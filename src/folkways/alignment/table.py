"""Answers that somebody already has: a table of a model's choices, checked row by row at the door."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.alignment.place_names import find_population
from folkways.answers import ANSWERS_SCHEMA, FRAMINGS, STATES, Answers
from folkways.errors import AnswersError, PopulationError
from folkways.surveys import Question, Survey
from folkways.surveys.question import canonical_code

REQUIRED = ("model", "condition", "question", "country")
#: How far a row's p_1 … p_k may miss a sum of 1 before it is refused; within it they are renormalised.
SUM_TOLERANCE = 1e-3
_P = re.compile(r"p_([1-9]\d*)")
_REASONED = {"reasoned", "reasoning", "reason", "cot", "thinking", "think"}
_DENIALS = {"no", "non", "not", "without"}


@dataclass(frozen=True)
class Table:
    """A table that was handed in.

    Attributes:
        path: the file.
        frame: its rows as text, as they came.
        answers: the same rows, checked; row i of one is row i of the other.
        conditions: (framing, language, reasoning) of each text in the column `condition`.
        renormalised: rows whose p_1 … p_k missed 1 by a rounding error.
        between: rows whose answer is a number on the scale that no option has.
        notes: what a reader must know about how the file was read.
    """

    path: Path
    frame: pl.DataFrame
    answers: Answers
    conditions: Mapping[str, tuple[str, str, str]]
    renormalised: int
    between: int
    notes: tuple[str, ...] = ()


def read_table(path: Path) -> pl.DataFrame:
    """A csv or parquet file as a frame of text; empty fields are null.

    Raises:
        AnswersError: there is no such file, it cannot be read, or it has no rows.
    """
    if not path.is_file():
        raise AnswersError("no such file", where=str(path), mend="give a csv or parquet file")
    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            frame = pl.read_parquet(path)
            nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
            frame = frame.drop(nested).with_columns(pl.all().cast(pl.String))
        else:
            separator = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
            frame = pl.read_csv(path, infer_schema=False, separator=separator)
    except pl.exceptions.NoDataError as error:
        raise AnswersError("is empty", where=str(path), mend="give one row per answer under a header") from error
    except Exception as error:  # polars raises several unrelated types on a damaged file
        reason = str(error).strip().splitlines()[0][:160]
        raise AnswersError(
            f"cannot be read ({reason})", where=str(path), mend="save it again as UTF-8 csv or as parquet"
        ) from error
    frame = frame.rename({name: name.strip().removeprefix("\ufeff") for name in frame.columns})
    if frame.is_empty():
        raise AnswersError("has a header but no rows", where=str(path), mend="give one row per answer")
    return frame.with_columns(pl.col(pl.String).str.strip_chars().replace("", None))


def read_answer_table(path: Path, survey: Survey) -> Table:
    """Read `model, condition, question, country` and `answer` or `p_1 … p_k`.

    A question goes by its id or by the number in it (`m001` or `1`); a country by id, ISO code or name; an answer by
    its option code (`1` and `1.0` are the same). `p_1 … p_k` run over the question's substantive options in order and
    win over `answer`. A row without an answer needs a column `state` that says refused, truncated or malformed; an
    answer off the scale ("don't know") counts as refused. A whole number that lies on an ordinal scale between two
    options (the survey names 1, 2 and 5, the answer is 3) is shared between them so that its mean is that number.

    Raises:
        AnswersError: with file, row, value and mend, for anything that does not fit.
    """
    return check_table(path, read_table(path), survey)


def check_table(path: Path, frame: pl.DataFrame, survey: Survey) -> Table:
    """The checks of `read_answer_table` on a frame of text."""
    given = {"population": "country"} if "country" not in frame.columns and "population" in frame.columns else {}
    named = frame.rename(given)
    shares = sorted((n for n in frame.columns if _P.fullmatch(n)), key=lambda n: int(n[2:]))
    missing = [name for name in REQUIRED if name not in named.columns]
    if missing or not (shares or "answer" in frame.columns):
        lacking = [*missing, *([] if shares or "answer" in frame.columns else ["answer (or p_1 … p_k)"])]
        raise AnswersError(
            f"lacks the column {', '.join(lacking)}; it has {', '.join(frame.columns)}",
            where=str(path),
            mend=f"name the columns {', '.join(REQUIRED)}, answer",
        )
    if shares and [int(n[2:]) for n in shares] != list(range(1, len(shares) + 1)):
        raise AnswersError(f"has {', '.join(shares)}", where=str(path), mend="number them p_1, p_2, … without gaps")
    find_question = _questions(survey)
    people: dict[str, str] = {}
    conditions = _conditions(named["condition"].drop_nulls().unique().sort().to_list(), survey)
    columns: dict[str, list[Any]] = {name: [] for name in ANSWERS_SCHEMA}
    first: dict[tuple[str, ...], int] = {}
    renormalised = between = 0
    for i, row in enumerate(named.iter_rows(named=True)):
        where = f"{path}, row {i + 1} (line {i + 2})"
        for name in REQUIRED:
            if row[name] is None:
                mend = "repeat the neutral answer for each country" if name == "country" else "fill it in"
                raise AnswersError(f"{name} is empty", where=where, mend=mend)
        question = find_question(row["question"], where)
        country = people.get(row["country"])
        if country is None:
            country = people[row["country"]] = _population(survey, row["country"], where)
        condition = row["condition"]
        key = (row["model"], condition, question.id, country)
        if key in first:
            raise AnswersError(
                f"the same model, condition, question and country as row {first[key] + 1}",
                where=where,
                mend="keep one row each; average repeated samples into p_1 … p_k",
            )
        first[key] = i
        probs, parsed, state, rounded = _answer(row, question, shares, where)
        renormalised += rounded
        between += state == "answered" and parsed is not None and parsed not in question.codes
        framing, language, reasoning = conditions[condition]
        values = dict(
            model=row["model"], question=question.id, population=country, framing=framing, language=language,
            reasoning=reasoning, order="given", labels="digits", template=condition, cue="before", control="",
            method="imported", codes=list(question.codes), probs=probs, off_label=None, unseen=None, text=None,
            parsed=parsed, state=state, prompt_hash="", tokens=None,
        )  # fmt: skip
        for name, value in values.items():
            columns[name].append(value)
    return Table(
        path=path,
        frame=frame,
        answers=Answers(
            pl.DataFrame(columns, schema=ANSWERS_SCHEMA),
            info={"source": path.name, "rows": frame.height, "survey": survey.name},
        ),
        conditions=conditions,
        renormalised=renormalised,
        between=between,
    )


def _answer(
    row: Mapping[str, str | None], question: Question, shares: list[str], where: str
) -> tuple[list[float] | None, str | None, str, int]:
    """Probabilities, option code, state, and whether the probabilities were renormalised."""
    state = row.get("state")
    if state is not None and state not in STATES:
        raise AnswersError(f"unknown state {state!r}", where=where, mend=f"use one of {', '.join(STATES)}")
    if state not in (None, "answered"):
        return None, None, state, 0
    if any(row[name] is not None for name in shares):
        probs, rounded = _shares(row, question, shares, where)
        return probs, None, "answered", rounded
    code = row.get("answer")
    if code is None:
        raise AnswersError(
            "there is no answer",
            where=where,
            mend="add a column state that says refused, truncated or malformed, or drop the row",
        )
    code = canonical_code(code)
    if code in question.codes:
        return [float(code == other) for other in question.codes], code, "answered", 0
    if code in {o.code for o in question.options}:
        return None, code, "refused", 0
    if (probs := between_options(code, question)) is not None:
        return probs, code, "answered", 0
    raise AnswersError(
        f"answer {row['answer']!r} is not an option of question {question.id}",
        where=where,
        mend=f"use one of {', '.join(o.code for o in question.options)}",
    )


def between_options(code: str, question: Question) -> list[float] | None:
    """A whole number between two neighbouring options of an ordinal scale, as a distribution with that mean."""
    values = question.values
    if question.scale != "ordinal" or not code.lstrip("-").isdecimal() or not question.codes[0].lstrip("-").isdecimal():
        return None
    number = float(code)
    for j, (low, high) in enumerate(itertools.pairwise(values)):
        if low < number < high:
            share = (number - low) / (high - low)
            return [1 - share if i == j else share if i == j + 1 else 0.0 for i in range(len(values))]
    return None


def _shares(row: Mapping[str, str | None], question: Question, names: list[str], where: str) -> tuple[list[float], int]:
    k = len(question.codes)
    numbers: list[float] = []
    for name in names:
        try:
            number = float(row[name] or 0.0)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or number < 0:
            raise AnswersError(f"{name} is {row[name]!r}", where=where, mend="give a number between 0 and 1")
        numbers.append(number)
    if any(numbers[k:]) or (len(numbers) < k):
        raise AnswersError(
            f"question {question.id} has {k} options on its scale ({', '.join(question.codes)}), "
            f"the row uses p_1 … p_{max((i for i, x in enumerate(numbers, 1) if x), default=0)} of {len(numbers)}",
            where=where,
            mend=f"give p_1 … p_{k}, and leave the rest empty",
        )
    total = sum(numbers[:k])
    if abs(total - 1.0) > SUM_TOLERANCE:
        raise AnswersError(f"p_1 … p_{k} sum to {total:.6g}, not 1", where=where, mend="normalise the row")
    return [x / total for x in numbers[:k]], int(abs(total - 1.0) > 1e-9)


def _questions(survey: Survey) -> Callable[[str, str], Question]:
    """A finder by id, or by the number that ends an id where that is unique."""
    by_number: dict[int, list[Question]] = {}
    for question in survey.questions:
        digits = re.search(r"(\d+)$", question.id)
        if digits:
            by_number.setdefault(int(digits[1]), []).append(question)
    known: dict[str, Question] = dict(survey.by_id)

    def find(text: str, where: str) -> Question:
        if text in known:
            return known[text]
        number = canonical_code(text)
        found = by_number.get(int(number), []) if number.isdecimal() else []
        if len(found) != 1:
            first = survey.questions[0].id
            raise AnswersError(
                f"survey {survey.name} has no question {text!r}",
                where=where,
                mend=f"use an id such as {first}, or its number; see `folkways survey show {survey.name}`",
            )
        known[text] = found[0]
        return found[0]

    return find


def _population(survey: Survey, text: str, where: str) -> str:
    try:
        return find_population(survey, text).id
    except PopulationError as error:
        raise AnswersError(error.what, where=where, mend=error.mend) from error


def _conditions(texts: Iterable[str], survey: Survey) -> dict[str, tuple[str, str, str]]:
    """Framing, language and reasoning that each condition's name tells, such as `persona-en-zero`.

    Two conditions are never merged: where several names tell the same three, what else they say (`zero`) is added to
    the reasoning of each, whatever the order of the rows.
    """
    told = {text: _condition(text, survey) for text in texts}
    shared = Counter(found for found, _ in told.values())
    named = {
        text: (*found[:2], f"{found[2]}, {rest}") if shared[found] > 1 and rest else found
        for text, (found, rest) in told.items()
    }
    twice = Counter(named.values())
    return {text: found if twice[found] == 1 else (*found[:2], text) for text, found in named.items()}


def _condition(text: str, survey: Survey) -> tuple[tuple[str, str, str], str]:
    """The three, and the words that tell none of them.

    No framing word means persona, since every row names a country; no word of reasoning, or one that is denied
    (`no-cot`, `non-thinking`), means direct.
    """
    words = [word for word in re.split(r"[^a-z]+", text.casefold()) if word]
    source = survey.questions[0].language
    known = {tag for p in survey.populations for tag in p.languages} | {"en", source}
    framing, language, reasoning = "persona", source, "direct"
    rest: list[str] = []
    seen: set[str] = set()
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        before = words[i - 1] if i else ""
        if word in _DENIALS and following in _REASONED:
            continue
        if word in _REASONED:
            reasoning = reasoning if before in _DENIALS else "reasoned"
        elif word in FRAMINGS and "framing" not in seen:
            framing = word
            seen.add("framing")
        elif word in known and len(word) in (2, 3) and "language" not in seen:
            language = word
            seen.add("language")
        else:
            rest.append(word)
    return (framing, language, reasoning), " ".join(rest)
