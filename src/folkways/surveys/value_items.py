"""The 24 content items of the Values Survey Module 2013: topics in our own words, or a wording that a person supplies.

The questionnaire may not be reprinted, so what ships are paraphrases of its topics, marked as such. They are a
questionnaire alone: a survey that holds no people's answers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from folkways.errors import SurveyError
from folkways.surveys.question import Option, Question
from folkways.surveys.survey import HUMAN_SCHEMA, Survey

COUNT = 24
CODES = ("1", "2", "3", "4", "5")

#: Whether a questionnaire of values is of our paraphrases or of a wording that was supplied: its name.
PARAPHRASED, SUPPLIED = "values-topics", "values-supplied"

_SUPPLIED = (
    "The wording was supplied by the user, and is taken to be in the questionnaire's own order of items and options."
)


def value_items() -> Survey:
    """Our paraphrases of the 24 topics, in English, without people's answers.

    >>> len(value_items().questions), value_items().by_id["m14"].topic
    (24, 'thrift')
    """
    source = files("folkways.surveys") / "data" / "values" / "items.yaml"
    record = yaml.safe_load(source.read_text("utf-8"))
    rows = [{**row, "options": record["scales"][row["scale"]]} for row in record["items"]]
    return _questionnaire(
        rows,
        name=PARAPHRASED,
        title="Topics of the Values Survey Module 2013, in our own words",
        language=record["language"],
        licence="Apache-2.0",
        notes=(
            "Paraphrases of topics, not the questionnaire: figures from them are not figures of the questionnaire.",
        ),
        where="folkways",
    )


def read_vsm_wording(path: Path, *, language: str = "en") -> Survey:
    """The questionnaire's own wording, from a file that you have.

    A csv has the columns `item` (1 to 24, or m01 to m24), `text`, and `options` (five, joined by `|`) or `option_1` to
    `option_5`. A YAML or JSON file is a list of such records, `options` being a list. Options stand in the
    questionnaire's own order, code 1 first; that cannot be checked here.

    Args:
        path: .csv, .yaml, .yml or .json.
        language: of the wording, BCP 47.

    Raises:
        SurveyError: an item is missing, unknown or there twice, has no text, or has not five options that differ.
    """
    where = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SurveyError(f"cannot be read ({error.strerror or error})", where=where, mend="name a file") from error
    if path.suffix.lower() == ".csv":
        rows = _csv_rows(data, where)
    elif path.suffix.lower() in (".yaml", ".yml", ".json"):
        rows = _yaml_rows(data, where)
    else:
        raise SurveyError(
            f"is no wording ({path.suffix or 'no suffix'})", where=where, mend="give .csv, .yaml or .json"
        )
    return _questionnaire(
        rows,
        name=SUPPLIED,
        title="Values Survey Module 2013, wording supplied by the user",
        language=language,
        licence="of the wording that was supplied: not to be passed on",
        notes=(_SUPPLIED,),
        where=where,
    )


def _csv_rows(data: bytes, where: str) -> list[dict[str, Any]]:
    try:
        frame = pl.read_csv(io.BytesIO(data), infer_schema=False, encoding="utf8")
    except pl.exceptions.PolarsError as error:
        raise SurveyError(f"is no csv ({error})", where=where, mend="write it as UTF-8 csv") from error
    spread = [f"option_{code}" for code in CODES]
    rows = []
    for row in frame.iter_rows(named=True):
        if "options" in row:
            options = [part.strip() for part in (row["options"] or "").split("|")]
        else:
            options = [(row.get(name) or "").strip() for name in spread]
        rows.append({**row, "options": options})
    return rows


def _yaml_rows(data: bytes, where: str) -> list[dict[str, Any]]:
    try:
        record = yaml.safe_load(data.decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SurveyError(f"cannot be read ({error})", where=where, mend="write it as UTF-8 YAML or JSON") from error
    rows = record.get("items") if isinstance(record, Mapping) else record
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise SurveyError("holds no list of items", where=where, mend="give records of item, text and options")
    return [dict(row) for row in rows]


def _questionnaire(
    rows: Sequence[Mapping[str, Any]],
    *,
    name: str,
    title: str,
    language: str,
    licence: str,
    notes: tuple[str, ...],
    where: str,
) -> Survey:
    found: dict[int, Question] = {}
    for place, row in enumerate(rows, 1):
        here = f"{where}, item {place}"
        number = _number(row.get("item"), here)
        if number in found:
            raise SurveyError(f"item {number} is there twice", where=here, mend="keep one")
        found[number] = _question(number, row, language, here)
    if missing := [number for number in range(1, COUNT + 1) if number not in found]:
        raise SurveyError(
            f"lacks item {', '.join(map(str, missing))}", where=where, mend=f"give items 1 to {COUNT}, each once"
        )
    return Survey(
        name=name,
        questions=tuple(found[number] for number in sorted(found)),
        populations=(),
        human=pl.DataFrame(schema=HUMAN_SCHEMA),
        title=title,
        licence=licence,
        notes=notes,
    )


def _number(raw: object, where: str) -> int:
    text = str(raw if raw is not None else "").strip().lower().removeprefix("m")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= COUNT:
        raise SurveyError(f"item is {raw!r}", where=where, mend=f"give a number from 1 to {COUNT}")
    return int(text)


def _question(number: int, row: Mapping[str, Any], language: str, where: str) -> Question:
    text = str(row.get("text") or "").strip()
    given = row.get("options")
    if not isinstance(given, list):
        raise SurveyError("options are no list", where=where, mend="give five options, code 1 first")
    options = [str(option if option is not None else "").strip() for option in given]
    if not text:
        raise SurveyError("has no text", where=where, mend="give the question")
    if len(options) != len(CODES) or not all(options) or len(set(options)) != len(CODES):
        raise SurveyError(
            f"has {len([option for option in dict.fromkeys(options) if option])} different options",
            where=where,
            mend="give five options that differ, code 1 first",
        )
    return Question(
        id=f"m{number:02d}",
        texts={language: text},
        options=tuple(Option(code, {language: said}) for code, said in zip(CODES, options, strict=True)),
        scale="ordinal",
        topic=str(row.get("topic") or f"item {number}"),
        source="Values Survey Module 2013",
    )
