"""World Values Survey wave 7, as the user downloads it; it may not be redistributed, and only aggregates are kept.

Layout: `B_COUNTRY_ALPHA`, `W_WEIGHT`, `S018`, `I_PSU`, `Q1` … `Q290`. Codes below zero: −1 don't know (a share of its
own, outside the scale), −2 no answer and −3 not applicable (excluded and counted), −4 not asked (drops the country's
cell), −5 and −999 missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from folkways.errors import SurveyError
from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.microdata import column_names
from folkways.surveys.respondents import from_respondents
from folkways.surveys.survey import Survey
from folkways.surveys.wvs_items import wvs_items

MISSING = {
    "-2": "no answer (code -2)",
    "-3": "not applicable (code -3)",
    "-4": "not asked (code -4)",
    "-5": "missing (code -5)",
    "-999": "missing (code -999)",
}
DONT_KNOW = {"-1": "Don't know"}

#: Peoples of the file that ISO 3166-1 has no code of.
PEOPLES = {"NIR": "Northern Ireland"}


def load_wvs(
    file: Path,
    *,
    name: str = "wvs7",
    codebook: Codebook | None = None,
    by: tuple[str, ...] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Aggregate a World Values Survey wave 7 file.

    Args:
        file: csv, sav or dta, one country or all; column names in any case.
        name: of the survey.
        codebook: brings the official wording, or fewer items; its design columns are completed from the layout.
            Without one the items carry their codes in place of the wording, and cannot be asked of a model sensibly.
        by: demographic columns of the codebook's `cells`.
        progress: called with (questions done, questions in all).

    Raises:
        SurveyError: the layout is not that of wave 7, or a weight or code is bad.
    """
    columns = {name.upper() for name in column_names(file)}
    if "B_COUNTRY_ALPHA" not in columns or "W_WEIGHT" not in columns:
        lacking = "B_COUNTRY_ALPHA" if "B_COUNTRY_ALPHA" not in columns else "W_WEIGHT"
        raise SurveyError(f"column {lacking!r} is missing", where=str(file), mend="give the wave 7 file as downloaded")
    book = codebook or Codebook(items=wvs_items())
    volunteered = {item.column: item.aside for item in wvs_items()}
    items = tuple(
        replace(item, missing=_missing(item), aside=_aside(item, volunteered.get(item.column.upper(), {})))
        for item in book.items
        if item.column.upper() in columns
    )
    if not items:
        raise SurveyError("has none of the items", where=str(file), mend="give the file with its columns Q1, Q2, …")
    book = replace(
        book,
        items=items,
        population="B_COUNTRY_ALPHA",
        populations={**PEOPLES, **book.populations},
        weight=book.weight or ("W_WEIGHT",),
        psu=book.psu or ("I_PSU" if "I_PSU" in columns else ""),
        title=book.title or "World Values Survey wave 7",
        citation=book.citation
        or "Haerpfer, C., et al. (eds.) (2022). World Values Survey: Round Seven. JD Systems & WVSA.",
        licence=book.licence or "WVS terms: no redistribution of the data file",
    )
    return from_respondents(file, book, name=name, by=by, progress=progress)


def _missing(item: Item) -> dict[str, str]:
    """The layout's missing codes, unless the codebook gives one another meaning."""
    layout = {code: reason for code, reason in MISSING.items() if code not in (*item.options, *item.aside)}
    return layout | dict(item.missing)


def _aside(item: Item, volunteered: Mapping[str, str]) -> dict[str, str]:
    """What the codebook keeps outside the scale, and what the layout does unless the codebook says otherwise."""
    known = {*item.options, *item.aside, *item.missing}
    more = {code: text for code, text in {**volunteered, **DONT_KNOW}.items() if code not in known}
    return dict(item.aside) | more
