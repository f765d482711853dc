"""Published scores of countries on the six dimensions, from a file that the person has.

No such table ships: its publisher states no licence. Codes in the circulating file are its own (its `NIG` is Nigeria,
its `SLV` Slovenia), so countries are found by name, and what is no single country (regions, language groups, a part
of a population) is put aside with the reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.alignment.place_names import country_named
from folkways.alignment.vsm import DIMENSIONS
from folkways.errors import InputError
from folkways.runs import digest
from folkways.surveys.microdata import column_names, read_columns

#: One row per country and dimension that has a score.
SCORES_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "name": pl.String,
    "dimension": pl.String,
    "score": pl.Float64,
}

#: What was put aside; `dimension` is "" where it is a whole row.
ASIDE_SCHEMA: dict[str, Any] = {"name": pl.String, "dimension": pl.String, "reason": pl.String}

_NONE = {"", "#null!", "null", "na", "n/a", "nan", "-", "."}
_SPELLED = {"ltowvs": "lto", "lto_wvs": "lto", "ind": "ivr"}
_RELEASES = ("release", "version", "edition", "year")

#: Published scores begin at 0; countries that were added later lie up to 20 above the 100 of the first ones.
_RANGE = (0.0, 120.0)


@dataclass(frozen=True)
class CountryScores:
    """A table of published scores.

    Attributes:
        frame: of `SCORES_SCHEMA`, sorted by population and dimension.
        aside: what was put aside and why, of `ASIDE_SCHEMA`.
        source: name of the file, and of the release in it.
        digest: of the scores: two releases differ in it.
    """

    frame: pl.DataFrame
    aside: pl.DataFrame
    source: str

    @property
    def digest(self) -> str:
        """A fingerprint of the scores."""
        return digest(self.frame.sort("population", "dimension").rows())

    def unmatched(self, populations: Iterable[str]) -> tuple[str, ...]:
        """Those of the populations (ids) that have no score, in the order given."""
        known = set(self.frame["population"])
        return tuple(people for people in populations if people not in known)


def read_country_scores(path: Path, *, release: str | None = None) -> CountryScores:
    """Read published scores.

    Columns: `country` (a name), and one or more of pdi, idv, mas, uai, lto (or ltowvs), ivr, in any case. A column
    `population` with ISO 3166-1 alpha-3 codes is taken before the name. `#NULL!` and the like are no score.

    Args:
        path: csv with any delimiter, tsv or parquet.
        release: which, where the file has a column `release` (or `version`, `edition`, `year`) with several.

    Raises:
        InputError: the file is not such a table, a score is no number or outside 0 to 120, there are several releases
            and none was chosen, or a country occurs twice with scores that differ.
    """
    columns, kept = _columns(path)
    table = read_columns(path, kept, literal=kept).with_row_index("row", 2)
    table, chosen = _released(table, columns.get("release"), release, path)
    rows: list[dict[str, Any]] = []
    aside: list[dict[str, str]] = []
    seen: dict[str, dict[str, float]] = {}
    for row in table.iter_rows(named=True):
        where = f"{path}, row {row['row']}"
        name = str(row[columns["country"]] or "").strip()
        code = str(row[columns["population"]] or "").strip() if "population" in columns else ""
        people = country_named(code or name) if code or name else None
        if people is None:
            aside.append({"name": name or code, "dimension": "", "reason": "no single country has this name"})
            continue
        scores = {}
        for dimension in DIMENSIONS:
            if dimension not in columns:
                continue
            score = _score(row[columns[dimension]], f"{where}, {dimension}")
            if score is None:
                aside.append({"name": name, "dimension": dimension, "reason": "no score"})
            else:
                scores[dimension] = score
        if people.id in seen:
            if seen[people.id] != scores:
                raise InputError(
                    f"{people.name} is there twice with scores that differ", where=where,
                    mend="keep the rows of one release, or name the releases in a column `release`",
                )  # fmt: skip
            aside.append({"name": name, "dimension": "", "reason": f"there already as {people.id}, with equal scores"})
            continue
        seen[people.id] = scores
        rows += [{"population": people.id, "name": name, "dimension": d, "score": s} for d, s in scores.items()]
    if not rows:
        raise InputError("holds no score of a country", where=str(path), mend="give a column `country` of names")
    return CountryScores(
        pl.DataFrame(rows, schema=SCORES_SCHEMA).sort("population", "dimension"),
        pl.DataFrame(aside, schema=ASIDE_SCHEMA),
        path.name + (f" ({chosen})" if chosen else ""),
    )


def _columns(path: Path) -> tuple[dict[str, str], list[str]]:
    """Our name of a column → the file's, and the file's that are read."""
    found: dict[str, str] = {}
    for column in column_names(path):
        ours = column.strip().casefold()
        ours = "release" if ours in _RELEASES else _SPELLED.get(ours, ours)
        if ours not in ("country", "population", "release", *DIMENSIONS):
            continue
        if ours in found:
            raise InputError(
                f"columns {found[ours]!r} and {column!r} are both {ours}", where=str(path), mend="keep one"
            )
        found[ours] = column
    if "country" not in found and "population" in found:
        found["country"] = found["population"]
    if "country" not in found or not any(d in found for d in DIMENSIONS):
        raise InputError(
            "is no table of country scores", where=str(path),
            mend=f"give a column country and one or more of {', '.join(DIMENSIONS)}",
        )  # fmt: skip
    return found, list(dict.fromkeys(found.values()))


def _released(table: pl.DataFrame, column: str | None, wanted: str | None, path: Path) -> tuple[pl.DataFrame, str]:
    if column is None:
        if wanted is not None:
            raise InputError(f"names no releases, so {wanted!r} cannot be chosen", where=str(path), mend="leave it out")
        return table, ""
    named = table[column].cast(pl.String).fill_null("")
    known = sorted(set(named))
    if wanted is None and len(known) > 1:
        raise InputError(f"holds {len(known)} releases", where=str(path), mend=f"choose one of {', '.join(known)}")
    chosen = known[0] if wanted is None else wanted
    if chosen not in known:
        raise InputError(f"has no release {chosen!r}", where=str(path), mend=f"choose one of {', '.join(known)}")
    return table.filter(named == chosen), chosen


def _score(raw: object, where: str) -> float | None:
    text = str(raw if raw is not None else "").strip()
    if text.casefold() in _NONE:
        return None
    try:
        score = float(text)
    except ValueError:
        score = math.nan
    if not _RANGE[0] <= score <= _RANGE[1]:
        raise InputError(f"score is {text!r}", where=where, mend="give a number from 0 to 120, or #NULL!")
    return score
