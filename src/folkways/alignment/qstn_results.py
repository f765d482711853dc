"""Results of QSTN (Kreutner et al. 2026, arXiv:2512.08646): the frame of its parsers, saved as csv or parquet.

`to_dataframe`, `raw_responses`, `parse_json` and `parse_logprobs` with `create_one_dataframe` give one row a
questionnaire and item: `questionnaire_name`, `questionnaire_item_id`, `question`, and the answer as a text
(`llm_response`), a field `answer`, or one column of probabilities for each option or token. Checked against qstn 0.5.4.
"""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from folkways.alignment.samples import (
    CONDITIONS,
    PEOPLE,
    ReadText,
    Sample,
    chosen,
    condition_of,
    option_of,
    people_of,
    question_of,
    to_table,
)
from folkways.answers import FRAMINGS
from folkways.errors import AnswersError
from folkways.surveys import Question, Survey

NAME, ITEM = "questionnaire_name", "questionnaire_item_id"
#: The name that QSTN gives a questionnaire without one: no persona is spoken of.
UNNAMED = "Questionnaire"
_REASONING = ("reasoning", "built_in_reasoning")
#: Columns that a user may add, as in our own table; `reasoning` is QSTN's own: what the model thought.
_TOLD = tuple(name for name in CONDITIONS if name not in _REASONING)
_TEXTS = (
    NAME, ITEM, "question", "llm_response", "source_llm_response", "logprobs", "error_col", "answer", "model",
    *_REASONING, *PEOPLE, *_TOLD,
)  # fmt: skip
#: Probabilities that a model states in words may miss 1 by rounding.
_ROUNDING = 0.02
#: What QSTN writes in the place of an answer where a request failed for good.
_FAILED = "Error: "


def is_qstn(columns: list[str]) -> bool:
    """Whether a table's header is that of QSTN's frames."""
    return NAME in columns and ITEM in columns


def qstn_to_table(
    path: Path, frame: pl.DataFrame, survey: Survey, *, model: str | None = None, read: ReadText | None = None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The answers as a table of ours, and what must be said about them.

    QSTN does not write down the model: a column `model` names it, else `model`, else the file. The people are those of
    a column `country` or `population`, else those that the questionnaire's name says (`EGY`, `EGY_observer_3`; never
    `EG`); a questionnaire without a name is the neutral framing. What else its name says is the condition, numbers
    aside: personas and seeds of one people become a distribution. Where a model's reasoning is kept, it is `reasoned`.

    Args:
        path: for the messages.
        frame: as text.
        survey: questions are found by id or wording, options by code or wording.
        model: its name, where the file does not say.
        read: what a written answer says; without it a text is an option or malformed.

    Raises:
        AnswersError: with file, row, value and mend, for anything that does not fit.
    """
    shares = [name for name in frame.columns if name not in _TEXTS and name.strip()]
    counts: Counter[str] = Counter()
    samples: list[Sample] = []
    thought = {row[NAME] for row in frame.iter_rows(named=True) if any(row.get(name) for name in _REASONING)}
    questions: dict[tuple[str, str], Question] = {}
    asked: dict[tuple[str | None, ...], tuple[str, str]] = {}
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        where = f"{path}, row {number} (line {number + 1})"
        for name in (NAME, ITEM):
            if row[name] is None:
                raise AnswersError(f"{name} is empty", where=where, mend="fill it in")
        if row[ITEM] == "-1":
            raise AnswersError(
                "a whole battery is one row", where=where, mend="parse it with qstn.parser.parse_json or to_dataframe"
            )
        item = (row[ITEM], row.get("question") or "")
        if item not in questions:
            questions[item] = question_of(survey, *item, where)
        told = tuple(row.get(name) for name in (NAME, *PEOPLE, *_TOLD))
        if told not in asked:
            asked[told] = _asked_as(row, survey, row[NAME] in thought, where)
        question, (people, condition) = questions[item], asked[told]
        state, probs = _answer(row, question, shares, where, read, counts)
        samples.append(Sample(row.get("model") or model or path.stem, condition, question, people, state, probs))
    table = to_table(path, samples, survey)
    return table, tuple(f"{n:,} {what}." for what, n in counts.items())


def _answer(
    row: Mapping[str, str | None],
    question: Question,
    names: Sequence[str],
    where: str,
    read: ReadText | None,
    counts: Counter[str],
) -> tuple[str, list[float] | None]:
    given = row.get("answer")
    if given is None and row.get("logprobs"):
        tokens = _tokens(row["logprobs"] or "", where)
        found = _shares(tokens, question, where)
        if found is not None:
            return _distribution(found, counts, stated=False)
        counts["rows hold log-probabilities of no option and are read from their text"] += 1
    given = given if given is not None else row.get("llm_response")
    if row.get("error_col") is not None:
        counts[f"rows carry QSTN's mark {(row['error_col'] or '').split(':')[0]}"] += 1
        if given is None:
            return "failed", None
    if given is not None and given.startswith(_FAILED):
        return "failed", None
    if given is not None:
        code = option_of(question, given, where)
        if code is not None:
            return chosen(question, code)
        state, code = read(given, question) if read else ("malformed", None)
        return chosen(question, code) if code is not None else (state, None)
    numbers = {name: _number(row[name], name, where) for name in names if row[name] is not None}
    if not numbers:
        return "failed", None
    found = _shares(numbers, question, where)
    return _distribution(found, counts, stated=True) if found is not None else ("malformed", None)


def _shares(numbers: Mapping[str, float], question: Question, where: str) -> tuple[list[float], float] | None:
    """Mass of each substantive option, and of all tokens; None where no option has any."""
    masses = dict.fromkeys(question.codes, 0.0)
    for text, number in numbers.items():
        code = option_of(question, text, where)
        if code in masses and number > 0:
            masses[code] += number
    return (list(masses.values()), sum(numbers.values())) if any(masses.values()) else None


def _distribution(found: tuple[list[float], float], counts: Counter[str], *, stated: bool) -> tuple[str, list[float]]:
    masses, whole = found
    total = sum(masses)
    if total < whole - 1e-9:
        counts["rows hold mass on no option of the scale: the shares are of the rest"] += 1
    elif stated and abs(whole - 1) > _ROUNDING:
        counts["rows of probabilities do not sum to 1: renormalised"] += 1
    return "answered", [mass / total for mass in masses]


def _asked_as(row: Mapping[str, str | None], survey: Survey, thought: bool, where: str) -> tuple[str, str]:
    """Population ("" for none) and condition."""
    told = [str(row[key]) for key in _TOLD if row.get(key)] + ["reasoned"] * thought
    named = {key: str(row[key]) for key in PEOPLE if row.get(key)}
    name = str(row[NAME]).strip()
    if named:
        return people_of(survey, named, where) or "", condition_of("persona", told)
    if name == UNNAMED or name.casefold() in FRAMINGS[:1]:
        return "", condition_of("neutral", told)
    whole = people_of(survey, {"": name}, where)
    if whole is not None:
        return whole, condition_of("persona", told)
    parts = [part.strip() for part in re.split(r"[_|/:;,]+|\s+-\s+", name) if part.strip()]
    peoples = {part: people for part in parts if (people := people_of(survey, {"": part}, where)) is not None}
    if len(set(peoples.values())) != 1:
        raise AnswersError(
            f"{NAME} {name!r} names no one population of survey {survey.name}",
            where=where,
            mend=f"name them after populations, such as {survey.populations[0].id}_1, or add a column country",
        )
    rest = [part for part in parts if part not in peoples and not part.isdecimal()]
    return next(iter(peoples.values())), condition_of("persona", [*told, *rest])


def _number(text: str | None, name: str, where: str) -> float:
    try:
        number = float(text or "")
    except ValueError:
        number = math.nan
    if math.isnan(number) and (text or "").casefold() == "nan":
        return 0.0
    if not math.isfinite(number) or number < 0:
        raise AnswersError(
            f"{name} is {text!r}", where=where, mend="columns beside QSTN's own hold the probability of an option each"
        )
    return number


def _tokens(text: str, where: str) -> dict[str, float]:
    """Probability of each token in the place of the answer, from the text of a Python dictionary or list."""
    try:
        found = ast.literal_eval(re.sub(r"(?<![\w'\"])-?(?:inf|nan)(?![\w'\"])", "-1e9", text))
        if isinstance(found, list):  # of a provider: for each place of the text, the likeliest tokens
            found = {one["token"]: one["logprob"] for one in found[0]}
        return {str(token): math.exp(float(logprob)) for token, logprob in dict(found).items()}
    except (
        ValueError,
        SyntaxError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
        MemoryError,
        OverflowError,
    ) as error:
        raise AnswersError(
            f"logprobs are {text[:60]!r}", where=where, mend="save the frame of qstn.parser.parse_logprobs"
        ) from error
