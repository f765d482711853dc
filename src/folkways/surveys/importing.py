"""Bring a survey of one's own into the cache: aggregates, never rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace as replaced
from pathlib import Path

from folkways.errors import SurveyError
from folkways.surveys.catalogue import available, imported_folder
from folkways.surveys.survey import Survey

#: What may be said beside the file, by layout.
_TAKES: dict[str, tuple[str, ...]] = {
    "tidy": ("n",),
    "respondents": ("codebook", "by"),
    "wvs": ("codebook", "by"),
    "ess": ("codebook", "by"),
    "globalopinionqa": ("n",),
    "menavalues": (),
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
    progress: Progress | None = None,
) -> Survey:
    """Read a survey file in one of the known layouts.

    Args:
        form: one of `FORMATS`.
        file: the file.
        name: of the survey; the layout's or the file's own by default.
        codebook: YAML or JSON; needed by `respondents`, optional for `wvs` and `ess`.
        by: demographic columns of the codebook's `cells`.
        n: respondents a cell, for layouts that may not say (`tidy`, `globalopinionqa`).
        progress: called with (questions done, questions in all).

    Raises:
        SurveyError: the layout is unknown, has no use for an argument that was given, or the file is not in it.
    """
    if form not in _TAKES:
        raise SurveyError(f"unknown layout {form!r}", mend=f"use one of {', '.join(FORMATS)}")
    given = {"codebook": codebook is not None, "by": bool(by), "n": n is not None}
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
