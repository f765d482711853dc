"""The tables of the Inglehart–Welzel map: places, loadings, peoples, limits, how to repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from folkways.report.lines import Line
from folkways.report.page import Column, Estimate, Items, Pairs, Section, Table, Text
from folkways.surveys.ten_items import TEN_ITEMS

if TYPE_CHECKING:
    from folkways.alignment.value_map import ValueMap

#: What tells one point of a map from another.
POINT = ("model", "framing", "language", "reasoning", "population")


def is_line(line: Line) -> pl.Expr:
    """Whether a row is of this line."""
    return pl.all_horizontal(pl.col(n) == v for n, v in zip(POINT[:-1], line.point_key, strict=True))


def models_section(found: ValueMap, lines: list[Line]) -> Section:
    """Distances from the people spoken for, and the place of every answer."""
    names = {p.id: p.label for p in found.axes.populations}
    rows, blocks = [], []
    for line in lines:
        for r in found.points.filter((pl.col("kind") == "model") & is_line(line)).to_dicts():
            rows.append(
                {**r, "line": line.label, "whom": names.get(r["population"], r["population"]) or "itself",
                 "nearest": names[r["nearest"]], "missing": ", ".join(r["missing"]) or "none"}
            )  # fmt: skip
    guess = found.points.filter(pl.col("kind") == "guess").row(0, named=True)
    rows.append(
        {**guess, "line": "even guess", "whom": "nobody", "nearest": names[guess["nearest"]], "missing": "none"}
    )
    if found.distances.height:
        blocks.append(
            Table(
                "distances",
                "How far from the people in whose name it spoke: mean distance on the map, on the questions that "
                "both have (in brackets: the least and the most when one of the ten is left out; this is no "
                "confidence interval). The guess is what an even spread over the options would have got. 0 is right "
                "on the people.",
                (Column("line", "Way of asking"), Column("distance", "Distance", "skill"),
                 Column("guess", "Even guess", "skill"), Column("peoples", "Peoples", "count")),
                tuple(
                    {"line": line.label, "distance": Estimate(r["distance"], r["low"], r["high"]),
                     "guess": r["guess"], "peoples": r["peoples"]}
                    for line in lines for r in found.distances.filter(is_line(line)).to_dicts()
                ),
            )
        )  # fmt: skip
    blocks.append(
        Table(
            "places",
            "Where the answers lie. Reach: how far the point moves at most when one question is left out, and which "
            "one; a reach as long as the distance to the next people means that one question decides whom it "
            "resembles.",
            (Column("line", "Way of asking"), Column("whom", "Speaks for"), Column("x", "Self-expression", "skill"),
             Column("y", "Secular-rational", "skill"), Column("nearest", "Nearest people"),
             Column("distance", "Distance", "skill"), Column("reach", "Reach", "skill"),
             Column("hinge", "of leaving out"),
             Column("items", "Of ten", "count"), Column("missing", "Missing", "prose")),
            tuple(rows), folded=len(rows) > 12,
        )
    )  # fmt: skip
    return Section("models", "Where the model lies", tuple(blocks))


def axes_section(found: ValueMap) -> Section:
    """Loadings of the ten items."""
    rows, astray = [], []
    for item, (right, up) in zip(TEN_ITEMS, found.axes.loadings.tolist(), strict=True):
        columns = " + ".join(item.parts)
        rows.append({"item": item.name, "title": item.title, "columns": columns, "right": right, "up": up})
        if (abs(up) > abs(right)) != (item.axis == "secular"):
            astray.append(item.name)
    first, second = found.axes.explained
    blocks: list[Any] = [
        Table(
            "loadings",
            "Loadings: correlations between the ten items and the two axes over respondents. The axes hold "
            f"{first:.0%} and {second:.0%} of the items’ variance. Every item is turned so that a higher value is "
            "the answer named here.",
            (Column("item", "Item"), Column("title", "A high value says", "prose"), Column("columns", "Questions"),
             Column("right", "Self-expression", "skill"), Column("up", "Secular-rational", "skill")),
            tuple(rows),
        )
    ]  # fmt: skip
    if astray:
        words = (
            f"In this file {', '.join(astray)} load{'s' if len(astray) == 1 else ''} more on the other axis than in "
            "the published map (Inglehart & Welzel 2005, p. 49); read the names of the axes with that in mind."
        )
        blocks.append(Text((words,), "note"))
    return Section("axes", "What the axes are made of", tuple(blocks))


def peoples_section(found: ValueMap) -> Section:
    """The peoples in numbers."""
    axes, rows = found.axes, []
    points = {r["population"]: r for r in found.points.filter(pl.col("kind") == "people").to_dicts()}
    for i, people in enumerate(axes.populations):
        half = 1.96 * np.sqrt(np.diag(axes.covariances[i]))
        x, y = axes.places[i]
        point = points[people.id]
        rows.append(
            {"name": people.label, "id": people.id, "x": Estimate(x, x - half[0], x + half[0]),
             "y": Estimate(y, y - half[1], y + half[1]), "n": int(axes.respondents[i]),
             "missing": ", ".join(point["missing"]) or "none"}
        )  # fmt: skip
    table = Table(
        "peoples", "The peoples: places with 95 % intervals (bootstrap of primary sampling units), respondents, and "
        "items that were not asked there; such an item is not filled in, the place rests on the others.",
        (Column("name", "People"), Column("id", "Code"), Column("x", "Self-expression", "skill"),
         Column("y", "Secular-rational", "skill"), Column("n", "Respondents", "count"), Column("missing", "Missing")),
        tuple(rows), folded=True,
    )  # fmt: skip
    return Section("peoples", "The peoples", (table,))


def limits_section() -> Section:
    """What a reader must not read into the map."""
    items = [
        "Two axes hold a small part of what people differ in: two peoples, or a model and a people, may lie in one "
        "spot and still answer most questions differently. The report of the probe compares the answers themselves.",
        "The ellipses hold the sampling of respondents, not the choice of the ten questions or the fitting of the "
        "axes.",
        "The axes are those of this file. They resemble the published map and are not it: that one is fitted on all "
        "waves and on the European Values Study, and shown on another scale.",
        "The names of the axes are Inglehart’s and Welzel’s. Neither end is better than the other.",
        "An average respondent stands for a people of many minds; the spread within a people is larger than that "
        "between most peoples.",
    ]
    return Section("limits", "What this does not show", (Items("", tuple(items)),))


def repeat_section(found: ValueMap, command: str) -> Section:
    """Command, file, method, versions."""
    from folkways.version import __version__

    info = found.axes.info
    pairs = [("Command", f"$ {command}")] if command else []
    pairs += [(str(key).replace("_", " ").capitalize(), str(value)) for key, value in info.items()]
    if found.asked:
        pairs.append(("Questions", ", ".join(f"{q} as {c}" if q != c else q for q, c in found.asked.items())))
    pairs.append(("Method", "probabilistic principal components (Tipping & Bishop 1999) of ten standardised items, "
                  "varimax with Kaiser’s normalisation; peoples weigh the same, respondents by W_WEIGHT"))  # fmt: skip
    pairs.append(("Versions", f"folkways {__version__}, numpy {np.__version__}, polars {pl.__version__}"))
    return Section("repeat", "How to repeat it", (Pairs(tuple(pairs)),))
