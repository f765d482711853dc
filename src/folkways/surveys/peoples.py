"""Which respondents belong to which population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import PopulationError, SurveyError
from folkways.populations import Population, community, country
from folkways.surveys.codebook import Codebook
from folkways.surveys.question import canonical_code

Members = NDArray[np.bool_]


def members_of(
    frame: pl.DataFrame, codebook: Codebook, by: Sequence[str], labels: Mapping[str, Mapping[str, str]], file: Path
) -> tuple[dict[Population, Members], list[tuple[str, str, str, int]]]:
    """The rows of every population, and of every demographic cell in `by`.

    Args:
        frame: one row a respondent.
        codebook: names the population column; its `populations`, else the file's value labels, say what a code means.
        by: demographic columns of the codebook's `cells`.
        labels: column → code → label, as the file has them.
        file: for messages.

    Returns:
        Population → mask of shape (respondents,); and rows of `EXCLUDED_SCHEMA` for respondents in no cell.

    Raises:
        SurveyError: a respondent has no population.
        PopulationError: a country is not known.
    """
    whole = _wholes(frame, codebook, labels, file)
    groups: dict[Population, Members] = {}
    outside: list[tuple[str, str, str, int]] = []
    texts = [_labelled(frame[column], codebook.cells[column]) for column in by]
    for people, members in whole.items():
        groups[people] = members
        if not by:
            continue
        inside = np.zeros(frame.height, bool)
        combinations = pl.DataFrame(texts).filter(pl.Series(members)).drop_nulls().unique().sort(by)
        for values in combinations.iter_rows():
            cell = members.copy()
            for column, value in zip(texts, values, strict=True):
                cell &= (column == value).fill_null(False).to_numpy()
            groups[people.cell(**dict(zip(by, values, strict=True)))] = cell
            inside |= cell
        missed = int((members & ~inside).sum())
        if missed:
            outside.append(("", people.id, f"in no cell of {', '.join(by)}; counted in the whole only", missed))
    return groups, outside


def _wholes(
    frame: pl.DataFrame, codebook: Codebook, labels: Mapping[str, Mapping[str, str]], file: Path
) -> dict[Population, Members]:
    if not codebook.population:
        return {_people(codebook.single, str(file)): np.ones(frame.height, bool)}
    column = frame[codebook.population]
    where = f"{file}, column {codebook.population}"
    meaning = dict(labels.get(codebook.population, {})) | dict(codebook.populations)
    groups: dict[Population, Members] = {}
    for value in column.unique(maintain_order=True):
        text = "" if value is None else str(value).strip()
        if not text or text == "nan":
            row = int(np.argmax((column.is_null() | (column.cast(pl.String).str.strip_chars() == text)).to_numpy()))
            raise SurveyError(
                "has no population", where=f"{file}, row {row + 1}", mend=f"fill in {codebook.population}"
            )
        code = canonical_code(value)
        people = _people(meaning.get(code, code), where)
        rows = (column == value).fill_null(False).to_numpy()
        groups[people] = groups[people] | rows if people in groups else rows
    return groups


def _people(text: str, where: str) -> Population:
    try:
        return country(text)
    except PopulationError:
        if len(text) in (2, 3) and text.isupper():
            raise PopulationError(f"unknown country {text!r}", where=where, mend="use ISO codes") from None
        if text.lstrip("-").isdigit():
            raise PopulationError(
                f"nothing says which people code {text} is", where=where, mend="add `populations` to the codebook"
            ) from None
        slug = "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
        return community(slug, text)


def _labelled(column: pl.Series, labels: Mapping[str, str]) -> pl.Series:
    """The label of every respondent's value, null where the codebook has none."""
    found = {value: labels.get(canonical_code(value)) for value in column.unique() if value is not None}
    texts = [None if value is None else found[value] for value in column.to_list()]
    return pl.Series(column.name, texts, pl.String)
