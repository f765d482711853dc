"""Convert the MENA Values Benchmark's spreadsheet into a Survey.

The sheet is transposed (a column is a question), its cells are Python text such as `(1.84, {'1': '42.34%'})`, its
codes are `1` in one source and `1.0` in the other. What is mended is noted on the question; what is left out is
counted in `Survey.excluded`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from folkways.errors import SurveyError
from folkways.populations import Population, country
from folkways.surveys.question import Option, Question, Scale, canonical_code
from folkways.surveys.small_base import smallest_base
from folkways.surveys.survey import EXCLUDED_SCHEMA, HUMAN_SCHEMA, Survey
from folkways.surveys.wording import split_wording

ROWS = ("Source", "Sub Question", "Min", "MAX", "Scale", "Category", "Sub Category", "Full Question")

# The sheet's own names where CLDR's differ.
_COUNTRIES = {"Turkey": "TUR", "Palestine": "PSE"}
_CELL = re.compile(r"\((?P<central>[^,{]+), \{(?P<shares>.*)\}\)")
_SHARE = re.compile(r"'([^']+)': '([\d.]+)%'")

#: Options of a question whose statements stand elsewhere, and options that end in the middle of a sentence.
_REFERS = re.compile(r"\(with [12]\)")
_CUT = re.compile(r"\b(?:are|to|they|belong|because)$")

_MEND = "use the file as published"

CITATION = (
    "Zahraei, P. S., & Asgari, E. (2025). I Am Aligned, But With Whom? MENA Values Benchmark for Evaluating Cultural "
    "Alignment and Multilingual Bias in LLMs. arXiv:2510.13154v1"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    central: float
    shares: dict[str, float]


def convert(
    file: Path, *, wvs_n: int = 1200, aoi_n: int = 1600, progress: Callable[[int, int], None] | None = None
) -> Survey:
    """Read the benchmark's spreadsheet.

    Args:
        file: `menavalues_benchmark.xlsx`.
        wvs_n, aoi_n: respondents per country assumed for the two sources, since the sheet gives none.
        progress: called with (questions done, questions in all).

    Raises:
        SurveyError: the file is not that sheet, or a cell cannot be read; names the cell.
    """
    try:
        sheet = pl.read_excel(file, has_header=False, infer_schema_length=0)
    except Exception as error:  # the reader raises its own types for a missing, foreign or damaged file
        raise SurveyError(f"cannot be read as a spreadsheet ({error})", where=str(file)) from error
    rows = {str(row[0]): row[1:] for row in sheet.iter_rows()}
    missing = [name for name in ROWS if name not in rows]
    if missing:
        raise SurveyError(
            f"row {missing[0]!r} is missing", where=str(file), mend="use menavalues_benchmark.xlsx as published"
        )
    names = [name for name in rows if name not in ROWS]
    peoples = {name: _people(name) for name in names}
    questions, human, left_out = [], [], []
    total = len(rows["Source"])
    for column in range(total):
        where = f"{file.name}, column {column + 2}"
        facts = {name: rows[name][column] for name in ROWS}
        cells: dict[str, _Cell] = {}
        for name in names:
            raw = rows[name][column]
            cell = _cell(raw, f"{where}, {name}")
            if isinstance(cell, str):
                left_out.append((f"m{column + 1:03d}", peoples[name].id, cell, 1))
            else:
                cells[name] = cell
        question = _question(column + 1, facts, {code for cell in cells.values() for code in cell.shares}, where)
        questions.append(question)
        assumed = wvs_n if facts["Source"] == "WVS 7" else aoi_n
        for name, cell in cells.items():
            human += _rows(question, peoples[name].id, cell, assumed, f"{where}, {name}")
        if progress:
            progress(column + 1, total)
    small = len({(row[0], row[1]) for row in human if row[5] is not None})
    excluded = pl.DataFrame(left_out, schema=EXCLUDED_SCHEMA, orient="row")
    return Survey(
        name="menavalues",
        title="MENA Values Benchmark",
        citation=CITATION,
        licence="MIT",
        url="https://arxiv.org/abs/2510.13154v1",
        questions=tuple(questions),
        populations=tuple(peoples[name] for name in names),
        human=pl.DataFrame(human, schema=HUMAN_SCHEMA, orient="row"),
        excluded=excluded.group_by("population", "reason", maintain_order=True)
        .agg(pl.col("count").sum())
        .with_columns(question=pl.lit(""))
        .select(list(EXCLUDED_SCHEMA)),
        notes=(
            f"The source gives no respondent numbers: {wvs_n:,} a country are assumed for World Values Survey items "
            f"and {aoi_n:,} for Arab Opinion Index items.",
            f"{small} cells have percentages that only a base of fewer than 200 respondents explains (questions "
            "put to a few); that base is used for them.",
            "Shares are the published percentages, renormalised (sums run from 99.96 to 100.03). NVAS uses the "
            "published central values.",
        ),
    )


def _people(name: str) -> Population:
    known = country(_COUNTRIES.get(name, name))
    return Population(known.id, name, known.languages)


def _cell(raw: str | None, where: str) -> _Cell | str:
    """A cell, or the reason why there is none."""
    if raw is None or not raw.strip():
        return "not asked in this country"
    match = _CELL.fullmatch(raw.strip())
    if not match:
        raise SurveyError(f"cell {raw[:60]!r} cannot be read", where=where, mend=_MEND)
    if not match["shares"]:
        return "asked, but no data published"
    found = _SHARE.findall(match["shares"])
    if len(found) != match["shares"].count(":"):
        raise SurveyError(f"shares {match['shares'][:60]!r} cannot be read", where=where, mend=_MEND)
    shares = {canonical_code(code): float(percent) for code, percent in found}
    if len(shares) != len(found):
        raise SurveyError("an option code occurs twice", where=where, mend=_MEND)
    if abs(sum(shares.values()) - 100) > 0.05:
        raise SurveyError(f"percentages sum to {sum(shares.values()):.2f}", where=where, mend=_MEND)
    return _Cell(float(match["central"]), shares)


def _question(number: int, facts: dict[str, str], used: set[str], where: str) -> Question:
    low, high = int(facts["Min"]), int(facts["MAX"])
    wording = split_wording(facts["Full Question"])
    notes = []
    marked: Scale = "nominal" if facts["Scale"] == "n" else "ordinal"
    scale: Scale = marked
    if facts["Scale"] not in ("y", "n"):
        notes.append(f"scale mark {facts['Scale']!r} read as 'y' (ordinal)")
    item = str(facts["Sub Question"] or "").split(":")[0].strip()
    if facts["Source"] == "WVS 7" and item == "Q56":
        scale = "nominal"
        notes.append("marked ordinal in the source, but its options (better, worse, about the same) are not in order")
    options = []
    for code in range(low, high + 1):
        text = wording.options.get(code)
        if text is None and (scale == "nominal" or (wording.listed and code > max(wording.options))):
            unworded = f"another answer (code {code}, not worded in the source)"
        else:
            unworded = _point(code, low, high, wording.options)
        if text is None and wording.listed and str(code) not in used and len(wording.options) > 2:
            notes.append(f"code {code} is neither worded nor used by anybody: not offered")
            continue
        options.append(Option(str(code), {"en": text or unworded}, named=text is not None))
    for code in sorted({int(c) for c in used} - set(range(low, high + 1))):
        if code not in wording.options:
            raise SurveyError(f"code {code} lies outside {low}–{high}", where=where, mend=_MEND)
        options.append(Option(str(code), {"en": wording.options[code]}, substantive=False))
        notes.append(f"code {code} ({wording.options[code]}) lies below the scale: kept apart as not substantive")
    notes += _doubts(options)
    unnamed = [o.code for o in options if not o.named]
    if unnamed and not {low, high} <= set(wording.options):
        notes.append(f"the source does not word the options {', '.join(unnamed)}")
    source = "World Values Survey 7" if facts["Source"] == "WVS 7" else "Arab Opinion Index 2022"
    return Question(
        id=f"m{number:03d}",
        texts={"en": wording.stem},
        options=tuple(options),
        scale=scale,
        topic=_sentence_case(facts["Category"]),
        subtopic=_sentence_case(facts["Sub Category"]),
        source=f"{source}, {item}" if item else source,
        notes=tuple(notes),
    )


def _doubts(options: list[Option]) -> list[str]:
    """What a reader of the wording must know and the sheet does not say."""
    texts = [(option.code, option.text("en")) for option in options if option.named]
    doubts = []
    if any(_REFERS.search(text) for _, text in texts):
        doubts.append("its options refer to two statements that the source does not print")
    for i, (code, text) in enumerate(texts):
        doubts += [f"options {code} and {c} have the same wording" for c, t in texts[i + 1 :] if t == text]
    cut = [code for code, text in texts if _CUT.search(text)]
    if cut:
        doubts.append(f"the source breaks off the wording of the options {', '.join(cut)}")
    return doubts


def _point(code: int, low: int, high: int, named: dict[int, str]) -> str:
    place, points = code - low + 1, high - low + 1
    if low in named and high in named:
        return f"point {place} of {points} between '{named[low]}' and '{named[high]}'"
    return f"point {place} of {points}"


def _sentence_case(text: str) -> str:
    text = " ".join(str(text).split())
    if text.isupper() or text.replace("&", "").isupper():
        text = text.capitalize()
    return (text[:1].upper() + text[1:]).rstrip(".").replace(" & ", " and ").replace("Respondant", "Respondent")


def _rows(question: Question, people: str, cell: _Cell, assumed: int, where: str) -> list[tuple[object, ...]]:
    offered = {option.code for option in question.options}
    unknown = set(cell.shares) - offered
    if unknown:
        raise SurveyError(f"option code {min(unknown)!r} is not offered", where=where, mend=_MEND)
    base = smallest_base(list(cell.shares.values()))
    total = sum(cell.shares.values())
    return [
        (question.id, people, code, percent / total, float(base or assumed), base, cell.central)
        for code, percent in cell.shares.items()
    ]
