"""From a World Values Survey file to sums over its respondents: all that the Inglehart–Welzel axes need of it.

Respondents' rows are read, summed and forgotten. What is kept: for every pattern of answered items, the summed weight,
answers and products over all peoples; and for every people the mean of each item, with its design bootstrap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import SurveyError
from folkways.populations import Population
from folkways.surveys.codebook import Codebook
from folkways.surveys.design import draw_design
from folkways.surveys.microdata import column_names, read_columns, spellings, value_labels
from folkways.surveys.peoples import members_of
from folkways.surveys.question import canonical_code
from folkways.surveys.respondents import FEWEST
from folkways.surveys.ten_items import COLUMNS, TEN_ITEMS
from folkways.surveys.weights import check_weights
from folkways.surveys.wvs import PEOPLES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Codes above zero that lie outside an item's scale.
_OUTSIDE = {"Q254": ("5",)}


@dataclass(frozen=True)
class ValueSums:
    """Sums over respondents; M patterns, D = 10 items, P peoples, B bootstrap replicates.

    Attributes:
        patterns: which items are answered, shape [M, D].
        weight: summed weight of each pattern, shape [M]; every people weighs the same in all.
        first, second: summed weighted answers, shape [M, D], and products, shape [M, D, D]; 0 where not answered.
        populations: P of them.
        means: weighted mean of each item in each people, shape [P, D]; NaN below 30 answers.
        replicates: the same under the design bootstrap, shape [P, B, D].
        answers: answers by people and item, shape [P, D].
        respondents: by people, shape [P].
        left_out: respondents who answered none of the ten items, or whose weight is 0.
    """

    patterns: Bools
    weight: Floats
    first: Floats
    second: Floats
    populations: tuple[Population, ...]
    means: Floats
    replicates: Floats
    answers: NDArray[np.int64]
    respondents: NDArray[np.int64]
    left_out: int


def read_value_sums(
    file: Path, *, replicates: int = 200, seed: int = 0, progress: Callable[[int, int], None] | None = None
) -> ValueSums:
    """Sum the ten items of a World Values Survey wave 7 file.

    Args:
        file: csv, sav or dta as downloaded, one country or all; column names in any case.
        replicates: of the design bootstrap; primary sampling units are `I_PSU` where the file has it, else
            respondents.
        seed: of the bootstrap.
        progress: called with (peoples done, peoples in all).

    Raises:
        SurveyError: the layout is not that of wave 7, a weight or a code is bad, or nobody answered.
    """
    present = {name.upper() for name in column_names(file)}
    missing = [name for name in ("B_COUNTRY_ALPHA", "W_WEIGHT", *COLUMNS) if name not in present]
    if missing:
        raise SurveyError(
            f"column {missing[0]!r} is missing",
            where=str(file),
            mend="give the World Values Survey wave 7 file as downloaded, with all its items",
        )
    design = ["I_PSU"] if "I_PSU" in present else []
    spelled = spellings(file, ["B_COUNTRY_ALPHA", "W_WEIGHT", *design, *COLUMNS])
    frame = read_columns(file, list(spelled.values()), literal=(spelled["B_COUNTRY_ALPHA"],))
    frame = frame.select(pl.col(theirs).alias(ours) for ours, theirs in spelled.items())
    book = Codebook(items=(), population="B_COUNTRY_ALPHA", populations=PEOPLES)
    found = value_labels(file)
    labels = {ours: found[theirs] for ours, theirs in spelled.items() if theirs in found}
    groups, _ = members_of(frame, book, (), labels, file)
    given = frame["W_WEIGHT"].cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    weights = check_weights(given, f"{file}, column W_WEIGHT")
    values = _values(frame, file)
    seen = np.isfinite(values)
    used = seen.any(axis=1) & (weights > 0)
    if not used.any():
        raise SurveyError("nobody answered any of the ten items", where=str(file), mend="check the codes of the items")
    unit = (
        frame["I_PSU"].cast(pl.String).fill_null("").rank("dense").cast(pl.Int64).to_numpy()
        if design
        else np.arange(frame.height)
    )
    zero = np.where(seen, values, 0.0)
    even = np.zeros(frame.height)
    means, drawn, answers, kept = [], [], [], []
    for done, (people, members) in enumerate(groups.items(), 1):
        mine = members & used
        count = (seen & mine[:, None]).sum(axis=0)
        if (count >= FEWEST).any():
            even[mine] = weights[mine] / weights[mine].sum()
            home, cloud = _means(zero[mine], seen[mine], weights[mine], unit[mine], replicates, seed)
            means.append(np.where(count >= FEWEST, home, np.nan))
            drawn.append(cloud)
            answers.append(count)
            kept.append((people, int(mine.sum())))
        if progress:
            progress(done, len(groups))
    if not kept:
        raise SurveyError(f"no people has {FEWEST} answers to any of the ten items", where=str(file))
    even *= sum(n for _, n in kept) / len(kept)
    return ValueSums(
        **_by_pattern(zero, seen, even),
        populations=tuple(people for people, _ in kept),
        means=np.array(means),
        replicates=np.array(drawn),
        answers=np.array(answers),
        respondents=np.array([n for _, n in kept]),
        left_out=int((~used).sum()),
    )


def _values(frame: pl.DataFrame, file: Path) -> Floats:
    """Every respondent's value on each item, shape [N, D], NaN where a part has no answer on the scale."""
    found = []
    for item in TEN_ITEMS:
        total = np.zeros(frame.height)
        for column, points in item.parts.items():
            total = total + _points(frame[column], column, points, file)
        found.append(total)
    return np.stack(found, axis=1)


def _points(column: pl.Series, name: str, points: Mapping[str, float], file: Path) -> Floats:
    places: dict[object, float] = {}
    for value in column.unique(maintain_order=True):
        code = "" if value is None else canonical_code(value)
        if code in points:
            places[value] = points[code]
        elif code in ("", "nan", *_OUTSIDE.get(name, ())) or code.startswith("-"):
            places[value] = float("nan")
        else:
            row = int(np.argmax((column == value).fill_null(False).to_numpy())) + 1
            raise SurveyError(
                f"code {code!r} is no answer to {name}",
                where=f"{file}, row {row}, column {name}",
                mend="give the file with the codes of World Values Survey wave 7",
            )
    return column.replace_strict(list(places), list(places.values()), return_dtype=pl.Float64).to_numpy()


def _means(
    zero: Floats, seen: Bools, weights: Floats, unit: NDArray[np.int64], replicates: int, seed: int
) -> tuple[Floats, Floats]:
    """Weighted item means of one people, shape [D], and their bootstrap, shape [B, D] (NaN where nobody was drawn)."""
    everybody = np.ones(len(weights), bool)
    design = draw_design(unit, np.zeros(len(weights), np.int64), everybody, replicates=replicates, seed=seed)
    if not len(design.factor):  # one sampling unit alone: respondents stand in for it
        design = draw_design(
            np.arange(len(weights)), np.zeros(len(weights), np.int64), everybody, replicates=replicates, seed=seed
        )
    shape = (design.factor.shape[1], zero.shape[1])
    top, bottom = np.zeros(shape), np.zeros(shape)
    np.add.at(top, design.unit, weights[:, None] * zero)
    np.add.at(bottom, design.unit, weights[:, None] * seen)

    def ratio(a: Floats, b: Floats) -> Floats:
        return np.divide(a, b, out=np.full(a.shape, np.nan), where=b > 0)

    return ratio(top.sum(axis=0), bottom.sum(axis=0)), ratio(design.factor @ top, design.factor @ bottom)


def _by_pattern(zero: Floats, seen: Bools, weight: Floats) -> dict[str, NDArray]:
    used = weight > 0
    patterns, place = np.unique(seen[used], axis=0, return_inverse=True)
    place, x, w = place.ravel(), zero[used], weight[used]
    total = np.bincount(place, w, minlength=len(patterns))
    first = np.zeros(patterns.shape)
    np.add.at(first, place, w[:, None] * x)
    second = np.zeros((*patterns.shape, x.shape[1]))
    order = np.argsort(place, kind="stable")
    for i, rows in enumerate(np.split(order, np.cumsum(np.bincount(place, minlength=len(patterns)))[:-1])):
        second[i] = (x[rows] * w[rows, None]).T @ x[rows]
    return {"patterns": patterns, "weight": total, "first": first, "second": second}
