"""What people answered to a Qualtrics survey: the csv or tsv of its "Export data", as a survey of ours.

The rows hold recode values ("Use numeric values") or wordings ("Use choice text").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from folkways.errors import PopulationError, SurveyError
from folkways.populations import parse_population
from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.plain_text import plain_text
from folkways.surveys.qualtrics import Questionnaire
from folkways.surveys.qualtrics_export import Export, people_only, read_export
from folkways.surveys.qualtrics_items import Asked, language_tag
from folkways.surveys.question import Question, canonical_code
from folkways.surveys.respondents import from_frame
from folkways.surveys.survey import EXCLUDED_SCHEMA, Survey

#: An export may mark questions that were seen and not answered so.
SEEN = "-99"


def from_responses(
    file: Path,
    asked: Questionnaire,
    *,
    name: str,
    codebook: Codebook | None = None,
    population: str | None = None,
    by: tuple[str, ...] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Aggregate an export of responses.

    Args:
        file: csv or tsv, with numeric values or with choice text.
        asked: the questions, from `read_qsf`.
        name: of the survey.
        codebook: weights, design, populations; its `questions` replace those of the `.qsf` (columns go by our ids).
        population: a column or question that says who a respondent is, or the one people of all, such as `EGY`.
        by: questions, or columns of the codebook's `cells`; every combination becomes a population beside the whole.
        progress: called with (questions done, questions in all).

    Previews, tests and what Qualtrics takes for spam are left out and counted. Unfinished responses are kept: what was
    not answered is counted question by question. Who does not say which people they belong to, or answers that beside
    the options ("prefer not to say"), is left out and counted.

    Raises:
        SurveyError: the file is no export, nobody says whose answers these are, or a value is no option.
        PopulationError: a country is not known.
    """
    export, nobody = people_only(read_export(file))
    known = {one.question.id: one for one in asked.asked}
    column, single = _whose(export, known, codebook, population)
    book = _book(asked, codebook, column, single, by, known)
    by_text = _by_text(export, known)
    export, unsaid = _of_some_people(export, known.get(column), book, by_text)
    frame, absent = _coded(export, known, book, [c for c in (column, *by) if c], by_text)
    named = {column, *by}
    items = tuple(i for i in book.items if i.column in frame.columns and i.column not in named)
    if not items:
        raise SurveyError(
            "answers none of the survey's questions", where=str(file), mend="give the export of this very survey"
        )
    book = replace(book, items=tuple(map(_with_seen, items)))
    made = from_frame(frame, book, name=name, file=file, labels={}, by=by, progress=progress)
    left_out = [(one, "", reason, 1) for one, reason in absent.items()]
    left_out += [(id, "", "says who the respondent is", 1) for id in known if id in named]
    lost = pl.DataFrame(left_out, schema=EXCLUDED_SCHEMA, orient="row")
    return replace(
        made,
        questions=tuple(_completed(q, known.get(q.id)) for q in made.questions),
        excluded=pl.concat([asked.excluded, nobody, unsaid, lost, made.excluded]),
        notes=(*made.notes, *asked.notes),
        translations=asked.translations(_spoken(export)),
    )


def _whose(
    export: Export, known: Mapping[str, Asked], codebook: Codebook | None, population: str | None
) -> tuple[str, str]:
    """The column, or the one people."""
    book = codebook or Codebook(())
    if population is None:
        if not book.population and not book.single:
            raise SurveyError(
                "nothing says whose answers these are",
                where=str(export.file),
                mend="say --population COLUMN, or --population EGY where all are of one people",
            )
        return book.population, book.single
    if population in known or population in export.rows.columns:
        return population, ""
    try:
        parse_population(population)
    except PopulationError as error:
        raise PopulationError(
            f"{population!r} is neither a column nor a country",
            where=str(export.file),
            mend="name a column or question of the export, or an ISO code; a community goes by `single` of a codebook",
        ) from error
    return "", population


def _book(
    asked: Questionnaire,
    given: Codebook | None,
    column: str,
    single: str,
    by: tuple[str, ...],
    known: Mapping[str, Asked],
) -> Codebook:
    """What is said by the codebook, completed from the questionnaire."""
    book = given or asked.codebook()
    unknown = [item.column for item in book.items if item.column not in known]
    if unknown:
        raise SurveyError(
            f"question {unknown[0]!r} of the codebook is not in {asked.path.name}",
            where=str(asked.path),
            mend=f"use one of {', '.join(list(known)[:12])}",
        )
    aside = _aside(known[column].question, book) if column in known else set()
    options = known[column].question.options if column in known else ()
    meaning = {o.code: o.text(asked.language) for o in options if o.code not in aside}
    cells = {
        name: {o.code: o.text(asked.language) for o in known[name].question.substantive}
        for name in by
        if name in known and name not in book.cells
    }
    return replace(
        book,
        population=column,
        single=single,
        populations={**meaning, **book.populations},
        title=book.title or asked.name,
        cells={**cells, **book.cells},
    )


def _aside(question: Question, book: Codebook) -> set[str]:
    """Codes of the question of the population that say no people."""
    item = next((i for i in book.items if i.column == question.id), None)
    codes = {o.code for o in question.options if not o.substantive} | {SEEN}
    if item is not None:
        codes = (codes - set(item.options)) | {*item.aside, *item.missing}
    return codes - set(book.populations)


def _of_some_people(export: Export, one: Asked | None, book: Codebook, by_text: bool) -> tuple[Export, pl.DataFrame]:
    """Without respondents who do not say which people they belong to; and those, counted in `EXCLUDED_SCHEMA`."""
    nobody = pl.DataFrame(schema=EXCLUDED_SCHEMA)
    column = export.column(one.import_id, book.population) if one else book.population
    if not column or column not in export.rows.columns:
        return export, nobody
    told = export.rows[column].is_not_null()
    if one:
        aside = _aside(one.question, book)
        told &= ~_values(export, one.question, column, aside, by_text).is_in(list(aside)).fill_null(False)
    if told.all():
        return export, nobody
    if not told.any():
        raise SurveyError(
            "no respondent says which people they belong to",
            where=f"{export.file}, column {column}",
            mend="say --population with another column, or EGY where all are of one people",
        )
    lost = [("", "", "does not say which people the respondent belongs to", int((~told).sum()))]
    return replace(export, rows=export.rows.filter(told)), pl.DataFrame(lost, schema=EXCLUDED_SCHEMA, orient="row")


def _with_seen(item: Item) -> Item:
    known = {*item.options, *item.aside, *item.missing}
    return item if SEEN in known else replace(item, missing={**item.missing, SEEN: "seen, not answered"})


def _by_text(export: Export, known: Mapping[str, Asked]) -> bool:
    """Whether the rows hold wordings; an export holds the one or the other throughout."""
    unclear = ""
    for one in known.values():
        column = export.column(one.import_id, one.question.id)
        values = set(export.rows[column].drop_nulls()) if column else set()
        codes, texts = _codes(one.question), _texts(one.question)
        if any(canonical_code(v) not in codes and _folded(v) in texts for v in values):
            return True
        if any(canonical_code(v) in codes and _folded(v) not in texts for v in values):
            return False
        if any(codes.get(canonical_code(v)) != texts.get(_folded(v)) for v in values):
            unclear = one.question.id
    if unclear:
        raise SurveyError(
            f"the values of {unclear} may be recode values or wordings, which differ",
            where=str(export.file),
            mend="export the responses again with numeric values, and another question beside it",
        )
    return False


def _codes(question: Question) -> dict[str, str]:
    return {o.code: o.code for o in question.options}


def _texts(question: Question) -> dict[str, str]:
    """Wording in any language → code; a wording that two options share tells nothing."""
    found: dict[str, set[str]] = {}
    for option in question.options:
        for text in option.texts.values():
            found.setdefault(_folded(text), set()).add(option.code)
    return {text: next(iter(codes)) for text, codes in found.items() if len(codes) == 1}


def _folded(text: str) -> str:
    return " ".join(plain_text(text).casefold().split())


def _coded(
    export: Export, known: Mapping[str, Asked], book: Codebook, needed: list[str], by_text: bool
) -> tuple[pl.DataFrame, dict[str, str]]:
    """The needed columns, named as in the codebook, with codes in those of questions; and the questions without one."""
    design = [*book.weight, *(c for c in (book.psu, book.stratum, book.id) if c)]
    series: dict[str, pl.Series] = {}
    absent: dict[str, str] = {}
    missing = {item.column: item.missing for item in book.items}
    for name in dict.fromkeys([*needed, *design, *(item.column for item in book.items)]):
        one = known.get(name)
        column = export.column(one.import_id, name) if one else name
        if column is None or column not in export.rows.columns:
            if one and name not in (*needed, *design):
                absent[name] = "not in the export"
                continue
            raise SurveyError(f"column {name!r} is missing", where=str(export.file), mend="correct its name")
        values = export.rows[column]
        if one:
            values = _values(export, one.question, column, set(missing.get(name, ())), by_text)
        if name in book.weight and values.null_count():
            row = export.rows["_row"].filter(values.is_null())[0]
            raise SurveyError(
                f"{column} is empty", where=f"{export.file}, row {row}", mend="fill it in, or leave the respondent out"
            )
        series[name] = values.alias(name)
    return pl.DataFrame(list(series.values())), absent


def _values(export: Export, question: Question, column: str, missing: set[str], by_text: bool) -> pl.Series:
    places = _texts(question) if by_text else _codes(question)
    found: dict[str, str] = {}
    for value in export.rows[column].drop_nulls().unique(maintain_order=True):
        code = canonical_code(value)
        place = places.get(_folded(value) if by_text else code)
        if place is None and code not in (*missing, SEEN):
            row = export.rows["_row"].filter((export.rows[column] == value).fill_null(False))[0]
            shown = ", ".join(o.text(question.language) if by_text else o.code for o in question.options)
            raise SurveyError(
                f"{value!r} is no option of question {question.id}",
                where=f"{export.file}, row {row} (under the header rows), column {column}",
                mend=f"export the .qsf and the responses of the same survey; its options are {shown}",
            )
        found[value] = place or code
    return export.rows[column].replace_strict(list(found), list(found.values()), return_dtype=pl.String, default=None)


def _spoken(export: Export) -> frozenset[str]:
    """The languages in which people answered."""
    column = export.column("userLanguage", "UserLanguage")
    used = {language_tag(code) for code in export.rows[column].drop_nulls().unique()} if column else set()
    return frozenset(used) | frozenset(tag.split("-")[0] for tag in used)


def _completed(made: Question, one: Asked | None) -> Question:
    """With the other languages, source and notes of the questionnaire, where the codebook kept wording and options."""
    if one is None:
        return made
    own = one.question
    texts = {o.code: o.texts for o in own.options}
    same = made.text(made.language) == own.text(own.language) and {o.code for o in made.options} == set(texts)
    if not same:
        return replace(made, source=own.source, notes=own.notes)
    options = tuple(replace(o, texts={**texts[o.code], **o.texts}) for o in made.options)
    return replace(made, texts=dict(own.texts), options=options, source=own.source, notes=own.notes)
