"""Bring a survey of one's own into the cache: aggregates, never rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING

from folkways.errors import SurveyError
from folkways.surveys.catalogue import available, imported_folder
from folkways.surveys.survey import Survey

if TYPE_CHECKING:
    from folkways.surveys.codebook import Codebook

#: What may be said beside the file, by layout.
_TAKES: dict[str, tuple[str, ...]] = {
    "tidy": ("n",),
    "respondents": ("codebook", "by"),
    "wvs": ("codebook", "by"),
    "ess": ("codebook", "by"),
    "globalopinionqa": ("n",),
    "menavalues": (),
    "qsf": ("responses", "population", "codebook", "by"),
}
FORMATS = tuple(_TAKES)

Progress = Callable[[int, int], None]


def read_survey(
    form: str,
    file: Path,
    *,
    name: str | None = None,
    codebook: Path | None = None,
    by: tuple[str, ...] = (),
    n: int | None = None,
    responses: Path | None = None,
    population: str | None = None,
    progress: Progress | None = None,
) -> Survey:
    """Read a survey file in one of the known layouts.

    Args:
        form: one of `FORMATS`.
        file: the file.
        name: of the survey; the layout's or the file's own by default.
        codebook: YAML or JSON; needed by `respondents`, optional for `wvs` and `ess`.
        by: demographic columns of the codebook's `cells`; of a `qsf`, its questions too.
        n: respondents a cell, for layouts that may not say (`tidy`, `globalopinionqa`).
        responses: of a `qsf`, the export of what people answered; without it the survey holds questions alone.
        population: of a `qsf`, the column that says who a respondent is, or the one people of all.
        progress: called with (questions done, questions in all).

    Raises:
        SurveyError: the layout is unknown, has no use for an argument that was given, or the file is not in it.
    """
    if form not in _TAKES:
        raise SurveyError(f"unknown layout {form!r}", mend=f"use one of {', '.join(FORMATS)}")
    given = {
        "codebook": codebook is not None,
        "by": bool(by),
        "n": n is not None,
        "responses": responses is not None,
        "population": population is not None,
    }
    idle = [option for option, is_given in given.items() if is_given and option not in _TAKES[form]]
    if idle:
        users = ", ".join(other for other, taken in _TAKES.items() if idle[0] in taken)
        raise SurveyError(
            f"--{idle[0]} has no effect on the layout {form}",
            where=str(file),
            mend=f"leave it out; it is for {users}",
        )
    from folkways.surveys.codebook import read_codebook

    book = read_codebook(codebook) if codebook else None
    if form == "tidy":
        from folkways.surveys.tidy import from_tidy

        return from_tidy(file, name=name, n=n)
    if form == "globalopinionqa":
        from folkways.surveys.globalopinionqa import load_globalopinionqa

        return load_globalopinionqa(file, n=1000 if n is None else n, name=name or form)
    if form == "menavalues":
        from folkways.surveys.menavalues_sheet import convert

        survey = convert(file, progress=progress)
        return replaced(survey, name=name) if name else survey
    if form == "qsf":
        return _qsf(file, book, name=name, responses=responses, population=population, by=by, progress=progress)
    if form == "wvs":
        from folkways.surveys.wvs import load_wvs

        return load_wvs(file, name=name or "wvs7", codebook=book, by=by, progress=progress)
    if form == "ess":
        from folkways.surveys.ess import load_ess

        return load_ess(file, name=name or "ess", codebook=book, by=by, progress=progress)
    from folkways.surveys.respondents import from_respondents

    if book is None:
        raise SurveyError("needs a codebook", where=str(file), mend="give --codebook FILE.yaml")
    return from_respondents(file, book, name=name or file.stem, by=by, progress=progress)


def _qsf(
    file: Path,
    book: Codebook | None,
    *,
    name: str | None,
    responses: Path | None,
    population: str | None,
    by: tuple[str, ...],
    progress: Progress | None,
) -> Survey:
    from folkways.surveys.qualtrics import from_qsf, read_qsf
    from folkways.surveys.qualtrics_responses import from_responses

    if responses is not None:
        return from_responses(
            responses, read_qsf(file), name=name or file.stem, codebook=book, population=population, by=by,
            progress=progress,
        )  # fmt: skip
    if book or population or by:
        raise SurveyError(
            "a codebook, --population and --by say how responses are read, and there are none",
            where=str(file),
            mend="give --responses EXPORT.csv as well, or leave them out",
        )
    return from_qsf(file, name=name)


def free_folder(name: str, *, replace: bool = False) -> Path:
    """Where a survey of this name would be kept. Ask before a long conversion.

    Raises:
        SurveyError: the name is not usable or taken.
    """
    if not re.fullmatch(r"[\w][\w.-]*", name):
        raise SurveyError(f"name {name!r} is not usable", mend="use letters, digits, dots and dashes")
    if any(row["name"] == name and row["origin"] == "package" for row in available()):
        raise SurveyError(f"name {name!r} is that of a survey in the package", mend="choose another --name")
    folder = imported_folder() / name
    if (folder / "survey.json").exists() and not replace:
        raise SurveyError(
            f"a survey {name!r} is there already", where=str(folder), mend="choose another --name or --replace"
        )
    return folder


def keep_survey(survey: Survey, *, name: str, replace: bool = False) -> Path:
    """Keep a survey in the cache under a name.

    Raises:
        SurveyError: the name is not usable or taken.
    """
    folder = free_folder(name, replace=replace)
    replaced(survey, name=name).save(folder)
    return folder
