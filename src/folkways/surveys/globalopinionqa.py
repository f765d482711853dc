"""GlobalOpinionQA (Durmus et al. 2023): the published csv, or the same rows as JSON.

The csv keeps options as the text of a list and distributions as the text of a Python defaultdict; keys such as
"S. Africa (Current national sample)" name country and sample. No numbers of respondents are given. The data are
CC BY-NC-SA 4.0: they are read from the user's copy and never shipped.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import PopulationError, SurveyError
from folkways.populations import Population, country
from folkways.surveys.aside import is_aside, is_volunteered
from folkways.surveys.graded import graded
from folkways.surveys.question import Option, Question
from folkways.surveys.survey import EXCLUDED_SCHEMA, HUMAN_SCHEMA, Survey

_DEFAULTDICT = re.compile(r"^\s*defaultdict\(<class '\w+'>,\s*(\{.*\})\)\s*$", re.DOTALL)
_SAMPLE = re.compile(r"^(?P<country>.*?)\s*\((?P<sample>[^()]*sample[^()]*)\)\s*$", re.IGNORECASE)
# Names in the file that are not CLDR's.
_NAMES = {
    "Britain": "GBR", "Great Britain": "GBR", "S. Korea": "KOR", "S. Africa": "ZAF", "Czech Rep.": "CZE",
    "Turkey": "TUR", "Hong Kong SAR": "HKG", "Macau SAR": "MAC", "Taiwan ROC": "TWN", "Burma/Myanmar": "MMR",
    "Myanmar": "MMR", "Bosnia Herzegovina": "BIH", "Palest. ter.": "PSE", "Palestinian territories": "PSE",
    "Dem. Rep. of Congo": "COD", "Ivory Coast": "CIV", "Macedonia": "MKD", "U.S.": "USA", "USA": "USA",
    "Trinidad and Tobago": "TTO", "Hong Kong": "HKG", "Macao": "MAC",
}  # fmt: skip


def load_globalopinionqa(file: Path, *, n: int = 1000, name: str = "globalopinionqa") -> Survey:
    """Read GlobalOpinionQA.

    Args:
        file: the csv (columns `question`, `selections`, `options`) or a JSON list of `country`, `question`, `options`,
            `distribution`.
        n: respondents assumed for every cell: the source gives none.
        name: of the survey.

    Rows whose shares do not sum to 1, countries that are not known, doubled cells and samples other than the current
    national one are excluded and counted. "Don't know" and the like are kept outside the scale.

    Raises:
        SurveyError: the file is not one of the two layouts, or nothing is left.
    """
    if n < 1:
        raise SurveyError(f"n is {n}", where=str(file), mend="give at least 1 respondent a cell")
    questions: dict[str, Question] = {}
    peoples: dict[str, Population] = {}
    cells: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    national: set[tuple[str, str]] = set()
    lost: dict[tuple[str, str, str], int] = {}

    def leave_out(question: str, people: str, reason: str) -> None:
        lost[question, people, reason] = lost.get((question, people, reason), 0) + 1

    for text, options, place, shares in _rows(file):
        made = _question(text, options)
        if made is None:
            leave_out("", "", "fewer than two substantive options, or an option twice")
            continue
        match = _SAMPLE.match(place)
        if match and "current" not in match["sample"].lower():
            leave_out(made.id, "", f"sample is not the current national one ({match['sample']})")
            continue
        found = _country(match["country"] if match else place)
        if found is None:
            leave_out("", "", f"not a country that CLDR knows: {place}")
            continue
        if len(shares) != len(options) or not all(s >= 0 for s in shares) or abs(sum(shares) - 1) > 0.02:
            leave_out(made.id, found.id, "shares do not sum to 1")
            continue
        aside = {o.code for o in made.options if not o.substantive}
        if not any(s > 0 and str(i + 1) not in aside for i, s in enumerate(shares)):
            leave_out(made.id, found.id, "nobody gave a substantive answer")
            continue
        if (made.id, found.id) in cells:
            better = match is not None and (made.id, found.id) not in national
            leave_out(made.id, found.id, "occurs twice; the national sample, else the first, is kept")
            if not better:
                continue
        if match:
            national.add((made.id, found.id))
        questions[made.id] = made
        peoples[found.id] = found
        total = sum(shares)
        cells[made.id, found.id] = [
            (made.id, found.id, str(i + 1), share / total, float(n), None, None) for i, share in enumerate(shares)
        ]
    if not cells:
        raise SurveyError("holds no usable row", where=str(file), mend="give GlobalOpinionQA as published")
    return Survey(
        name=name,
        title="GlobalOpinionQA",
        citation="Durmus, E., et al. (2023). Towards Measuring the Representation of Subjective Global Opinions in "
        "Language Models. arXiv:2306.16388",
        licence="CC BY-NC-SA 4.0",
        url="https://arxiv.org/abs/2306.16388",
        questions=tuple(questions.values()),
        populations=tuple(peoples[key] for key in sorted(peoples)),
        human=pl.DataFrame([row for rows in cells.values() for row in rows], schema=HUMAN_SCHEMA, orient="row"),
        excluded=pl.DataFrame([(*key, count) for key, count in lost.items()], schema=EXCLUDED_SCHEMA, orient="row"),
        notes=(
            f"The source gives no respondent numbers: {n:,} are assumed for every cell.",
            "The source does not say which scales are ordinal: options that read as a graded scale are taken in the "
            "order given, all others as nominal.",
        ),
    )


def _rows(file: Path) -> Iterator[tuple[str, list[str], str, list[float]]]:
    """Question, options, country key, shares."""
    if not file.is_file():
        raise SurveyError("no such file", where=str(file), mend="give the csv or JSON file")
    if file.suffix.lower() == ".json":
        try:
            records = json.loads(file.read_text("utf-8"))
            for record in records:
                yield (
                    str(record["question"]), [str(o) for o in record["options"]], str(record["country"]),
                    [float(s) for s in record["distribution"]],
                )  # fmt: skip
        except (ValueError, KeyError, TypeError) as error:
            raise SurveyError(f"is not the JSON layout ({error!r})", where=str(file), mend="see the docs") from error
        return
    try:
        frame = pl.read_csv(file, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise SurveyError(f"cannot be read ({str(error)[:120]})", where=str(file)) from error
    missing = [c for c in ("question", "selections", "options") if c not in frame.columns]
    if missing:
        raise SurveyError(f"column {missing[0]!r} is missing", where=str(file), mend="give the csv as published")
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        where = f"{file}, row {number}"
        options = _literal(row["options"], where)
        match = _DEFAULTDICT.match(row["selections"] or "")
        selections = _literal(match[1] if match else row["selections"], where)
        if not isinstance(options, list) or not isinstance(selections, dict):
            raise SurveyError(
                "options or selections have another layout", where=where, mend="give the csv as published"
            )
        for place, given in selections.items():
            try:
                shares = [float(s) for s in given]
            except (ValueError, TypeError) as error:
                raise SurveyError(
                    f"shares of {place!r} are no numbers ({str(given)[:50]})",
                    where=where,
                    mend="give the csv as published",
                ) from error
            yield str(row["question"]), [str(o) for o in options], str(place), shares


def _literal(text: str | None, where: str) -> Any:
    try:
        return ast.literal_eval(text or "")
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError) as error:  # what nesting can raise
        raise SurveyError(
            f"cannot be read: {str(text)[:50]!r}", where=where, mend="give the csv as published"
        ) from error


def _question(text: str, options: list[str]) -> Question | None:
    if len(set(options)) != len(options) or not text.strip():
        return None
    aside = {str(i) for i, t in enumerate(options, 1) if is_aside(t)}
    volunteered = {str(i) for i, t in enumerate(options, 1) if is_volunteered(t)}
    texts = {str(i): " ".join(t.split()) or "(blank)" for i, t in enumerate(options, 1)}
    read_out = {code: t for code, t in texts.items() if code not in aside | volunteered}
    order = graded(read_out)
    outside = aside | volunteered if order else aside
    substantive = order or [code for code in texts if code not in outside]
    if len(substantive) < 2:
        return None
    return Question(
        id=f"g{hashlib.sha256(json.dumps([text, options]).encode()).hexdigest()[:8]}",
        texts={"en": text.strip()},
        options=tuple(Option(code, {"en": texts[code]}) for code in substantive)
        + tuple(Option(code, {"en": texts[code]}, substantive=False) for code in texts if code in outside),
        scale="ordinal" if order else "nominal",
        notes=("what people volunteered is kept outside the graded scale",) if order and volunteered else (),
    )


def _country(text: str) -> Population | None:
    key = text.strip()
    try:
        return country(_NAMES.get(key, key))
    except PopulationError:
        return None
