"""Find a survey by name, folder or file."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from folkways.cache import cache_root
from folkways.errors import SurveyError
from folkways.surveys.survey import Survey


def imported_folder() -> Path:
    """Where imported surveys are kept (aggregates only)."""
    return cache_root() / "surveys"


def _shipped() -> dict[str, Callable[[], Callable[..., Survey]]]:
    return {point.name: point.load for point in entry_points(group="folkways.surveys")}


def available() -> list[dict[str, str]]:
    """What can be loaded by name: name and origin (`package` or `imported`)."""
    rows = [{"name": name, "origin": "package"} for name in sorted(_shipped())]
    if imported_folder().is_dir():
        found = sorted(f.name for f in imported_folder().iterdir() if (f / "survey.json").exists())
        rows += [{"name": name, "origin": "imported"} for name in found]
    return rows


def load_survey(name_or_path: str, **options: Any) -> Survey:
    """A survey by name (`menavalues`, or one that was imported), from a saved folder, a tidy table or a `.qsf`.

    A `.qsf` of Qualtrics holds questions alone: they can be shown and translated, and no model can be compared on them.

    Args:
        name_or_path: see above.
        options: passed to the survey's own loader, such as `wvs_n` of MENAValues, or `n` of a tidy table.

    Raises:
        SurveyError: there is no such survey, or its data are damaged.

    >>> len(load_survey("menavalues").questions)
    864
    """
    shipped = _shipped()
    if name_or_path in shipped:
        return shipped[name_or_path]()(**options)
    for folder in (imported_folder() / name_or_path, Path(name_or_path)):
        if (folder / "survey.json").exists():
            return Survey.read(folder)
    if Path(name_or_path).suffix.lower() in (".csv", ".tsv", ".parquet"):
        from folkways.surveys.tidy import from_tidy

        return from_tidy(Path(name_or_path), **options)
    if Path(name_or_path).suffix.lower() == ".qsf":
        from folkways.surveys.qualtrics import from_qsf

        return from_qsf(Path(name_or_path), **options)
    known = ", ".join(row["name"] for row in available())
    raise SurveyError(
        f"no survey {name_or_path!r}", mend=f"use one of {known}, or bring your own with `folkways survey import`"
    )
