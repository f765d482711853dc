"""A model's answers to the ten items, placed on the Inglehart–Welzel axes among the peoples.

The model lies where the means of its answer distributions lie: both indices are sums over their parts, so their means
follow from the distributions of the parts. An item that it did not answer is left out, never filled in. Beside it lies
a guess that is spread evenly over the options: a model that hedges comes out near it, whatever it thinks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import AnswersError
from folkways.surveys.ten_items import TEN_ITEMS

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.alignment.value_axes import ValueAxes
    from folkways.surveys.survey import Survey

Floats = NDArray[np.float64]

#: One row per point. `kind` is people, model or guess; `population` is "" for answers that belong to no people. `items`
#: of the ten are behind the point. `reach` is how far it moves at most when one of them is left out, `hinge` that item;
#: `nearest` is the people whose point is nearest (another one, for a people), `distance` how far that is, in standard
#: deviations of respondents.
POINTS_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("kind", "model", "framing", "language", "reasoning", "population"), pl.String),
    "x": pl.Float64,
    "y": pl.Float64,
    "items": pl.Int64,
    "missing": pl.List(pl.String),
    "reach": pl.Float64,
    "hinge": pl.String,
    "nearest": pl.String,
    "distance": pl.Float64,
}

#: Where a model's point would lie without one of its items.
RAYS_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("model", "framing", "language", "reasoning", "population", "without"), pl.String),
    "x": pl.Float64,
    "y": pl.Float64,
}

#: How far a model's points lie from the peoples in whose name it spoke, on the items that both have: mean over
#: `peoples`, in standard deviations of respondents; `low` and `high` are the least and the most without one of the
#: items. `guess` is the same for an even guess.
DISTANCES_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("model", "framing", "language", "reasoning"), pl.String),
    "distance": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "guess": pl.Float64,
    "peoples": pl.Int64,
}

MINIMUM_ITEMS = 5
_KEY = ("model", "framing", "language", "reasoning", "population")
_SOURCE = re.compile(r"World Values Survey (?:wave )?7\b.*\b(Q\d+)$")


@dataclass(frozen=True)
class ValueMap:
    """Peoples, a guess and models on the axes.

    Attributes:
        axes: what they lie on.
        points: `POINTS_SCHEMA`.
        rays: `RAYS_SCHEMA`.
        distances: `DISTANCES_SCHEMA`.
        sparse: keys of model points that rest on fewer than five items, with their number; they are not placed.
        asked: survey question id → column of the World Values Survey that it was taken for.
    """

    axes: ValueAxes
    points: pl.DataFrame
    rays: pl.DataFrame
    distances: pl.DataFrame
    sparse: tuple[tuple[tuple[str, ...], int], ...]
    asked: Mapping[str, str]


def item_questions(survey: Survey) -> dict[str, str]:
    """The survey's questions that are parts of the ten items: question id → column (`Q46`).

    A question is known by its id, or by a source such as `World Values Survey 7, Q46`.

    Raises:
        AnswersError: none is in the survey, or one has other option codes than wave 7.
    """
    parts = {column: points for item in TEN_ITEMS for column, points in item.parts.items()}
    found: dict[str, str] = {}
    for question in survey.questions:
        named = _SOURCE.search(question.source)
        column = named[1] if named else question.id.upper()
        if column not in parts or column in found.values():
            continue
        if set(question.codes) != set(parts[column]):
            raise AnswersError(
                f"has the options {', '.join(question.codes)}; World Values Survey 7 has {', '.join(parts[column])}",
                where=f"survey {survey.name}, question {question.id}",
                mend="ask the survey that `folkways survey import wvs` makes, or menavalues",
            )
        found[question.id] = column
    if not found:
        raise AnswersError(
            "has none of the ten items",
            where=f"survey {survey.name}",
            mend="ask the survey that `folkways survey import wvs` makes, or menavalues",
        )
    return found


def value_map(axes: ValueAxes, answered: Mapping[str, tuple[Alignment, Survey]] | None = None) -> ValueMap:
    """Place models on the axes.

    Args:
        axes: from `fit_axes`.
        answered: by a name each, cell scores of a model and the survey that it was asked; raw calibration is placed.

    Raises:
        AnswersError: a survey has none of the ten items, or nothing was answered that could be placed.
    """
    rows: dict[tuple[str, ...], Floats] = {}
    asked: dict[str, str] = {}
    for alignment, survey in (answered or {}).values():
        columns = item_questions(survey)
        asked |= columns
        found = _model_items(alignment, survey, columns)
        twice = [key for key in found if key in rows]
        if twice:
            raise AnswersError(
                f"two runs hold {twice[0][0]!r} in the {twice[0][1]} framing", mend="name each model and framing once"
            )
        rows |= found
    keys = [key for key, row in rows.items() if np.isfinite(row).sum() >= MINIMUM_ITEMS]
    sparse = tuple((key, int(np.isfinite(row).sum())) for key, row in rows.items() if key not in set(keys))
    if answered and not keys:
        raise AnswersError(
            f"no answer rests on {MINIMUM_ITEMS} of the ten items", mend=f"ask the questions {', '.join(asked)}"
        )
    labels = [("people", "", "", "", "", p.id) for p in axes.populations] + [("guess", "", "", "", "", "")]
    labels += [("model", *key) for key in keys]
    values = np.vstack([axes.items, _even_guess()[None], *(rows[key][None] for key in keys)])
    places = axes.place(values)
    points, rays = [], []
    for label, row, place in zip(labels, values, places, strict=True):
        without = _left_out(axes, row)
        moved = {name: float(np.hypot(*(other - place))) for name, other in without.items()}
        hinge = max(moved, key=lambda name: moved[name])
        people, distance = _nearest(axes, place, label)
        missing = [item.name for item, value in zip(TEN_ITEMS, row, strict=True) if np.isnan(value)]
        points.append(
            (*label, *place.tolist(), len(TEN_ITEMS) - len(missing), missing, moved[hinge], hinge, people, distance)
        )
        if label[0] == "model":
            rays += [(*label[1:], name, *other.tolist()) for name, other in without.items()]
    return ValueMap(
        axes=axes,
        points=pl.DataFrame(points, schema=POINTS_SCHEMA, orient="row"),
        rays=pl.DataFrame(rays, schema=RAYS_SCHEMA, orient="row"),
        distances=_distances(axes, {key: rows[key] for key in keys}),
        sparse=sparse,
        asked=asked,
    )


def _model_items(alignment: Alignment, survey: Survey, columns: Mapping[str, str]) -> dict[tuple[str, ...], Floats]:
    """Mean of every item by key; NaN where a part has no answer."""
    cells = alignment.cells.filter((pl.col("calibration") == "raw") & pl.col("question").is_in(list(columns)))
    # An answer in nobody's name is one answer, however many peoples it is set beside.
    cells = cells.with_columns(
        population=pl.when(pl.col("framing") == "neutral").then(pl.lit("")).otherwise("population")
    )
    shares: dict[tuple[str, ...], dict[str, tuple[tuple[str, ...], Floats]]] = {}
    for *key, question, q in cells.select(*_KEY, "question", "q").iter_rows():
        codes = survey.by_id[question].codes
        shares.setdefault(tuple(key), {})[columns[question]] = (codes, np.array(q))
    return {
        key: np.array(
            [
                sum(item.mean(column, *parts[column]) for column in item.parts)
                if all(column in parts for column in item.parts)
                else np.nan
                for item in TEN_ITEMS
            ]
        )
        for key, parts in shares.items()
    }


def _even_guess() -> Floats:
    return np.array([sum(float(np.mean(list(points.values()))) for points in x.parts.values()) for x in TEN_ITEMS])


def _left_out(axes: ValueAxes, row: Floats) -> dict[str, Floats]:
    """Where the row would lie without each of the items that it has."""
    seen = np.flatnonzero(np.isfinite(row))
    copies = np.tile(row, (len(seen), 1))
    copies[np.arange(len(seen)), seen] = np.nan
    return dict(zip((TEN_ITEMS[i].name for i in seen), axes.place(copies), strict=True))


def _distances(axes: ValueAxes, rows: Mapping[tuple[str, ...], Floats]) -> pl.DataFrame:
    home = {people.id: row for people, row in zip(axes.populations, axes.items, strict=True)}
    lines: dict[tuple[str, ...], list[tuple[Floats, Floats]]] = {}
    for key, row in rows.items():
        if key[-1] in home:
            lines.setdefault(key[:-1], []).append((row, home[key[-1]]))
    found = []
    for line, pairs in lines.items():
        model, people = (np.array(side) for side in zip(*pairs, strict=True))
        guess = np.tile(_even_guess(), (len(pairs), 1))
        common = np.isfinite(model) & np.isfinite(people)
        # Column 0 has all common items; column i leaves out item i − 1.
        masks = [common, *(common & (np.arange(len(TEN_ITEMS)) != i) for i in range(len(TEN_ITEMS)))]
        apart = [_mean_distance(axes, model, people, mask) for mask in masks]
        mean = _mean_distance(axes, guess, people, common)
        found.append((*line, apart[0], min(apart[1:]), max(apart[1:]), mean, len(pairs)))
    return pl.DataFrame(found, schema=DISTANCES_SCHEMA, orient="row")


def _mean_distance(axes: ValueAxes, a: Floats, b: Floats, mask: NDArray[np.bool_]) -> float:
    apart = axes.place(np.where(mask, a, np.nan)) - axes.place(np.where(mask, b, np.nan))
    return float(np.hypot(*apart.T).mean())


def _nearest(axes: ValueAxes, place: Floats, label: tuple[str, ...]) -> tuple[str, float]:
    distance = np.hypot(*(axes.places - place).T)
    if label[0] == "people":
        distance[[p.id for p in axes.populations].index(label[-1])] = np.inf
    found = int(distance.argmin())
    return axes.populations[found].id, float(distance[found])
