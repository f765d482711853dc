"""The Inglehart–Welzel map as a page: picture, places, axes, limits."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from folkways.report.lines import Line, lines_of
from folkways.report.map_plot import Drawing, draw_map
from folkways.report.page import Figure, Items, Page, Section, Text, shown
from folkways.report.svg import PALETTE, PEOPLE, SHAPES, SOFT
from folkways.report.value_tables import (
    POINT,
    axes_section,
    is_line,
    limits_section,
    models_section,
    peoples_section,
    repeat_section,
)

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.alignment.value_map import ValueMap

_NAMED = 26  # with more peoples than this the picture shows codes
_RAYED = 4  # with more points than this the rays would cover the map
_STEPS = 49
_GREYS = ("#8a8f94", "#a9adb1", "#6b7177")


def value_map_page(
    found: ValueMap, alignments: Mapping[str, Alignment], gates: Mapping[str, Mapping[str, Any]], *,
    title: str = "", command: str = "",
) -> Page:  # fmt: skip
    """The page of a map; its JSON holds the axes as well.

    Args:
        found: from `value_map`.
        alignments: what was placed, by name.
        gates: the record of each one's validity gate, by the same names.
        title: heading.
        command: what was typed.
    """
    failed = {
        model: gates[name]["reason"]
        for name, alignment in alignments.items()
        if gates[name]["verdict"] == "not measurable"
        for model in alignment.cells["model"].unique()
    }
    lines = _lines(alignments, failed)
    verdicts = {gate["verdict"] for gate in gates.values()}
    badge = next((v for v in ("not measurable", "not tested", "measurable") if v in verdicts), "")
    models = ", ".join(dict.fromkeys(line.model for line in lines))
    peoples = len(found.axes.populations)
    sections = [_map(found, lines, failed)]
    if lines:
        sections.append(models_section(found, lines))
    sections += [axes_section(found), peoples_section(found), limits_section(), repeat_section(found, command)]
    return Page(
        title=title
        or (f"Where {models} lies among {peoples} peoples" if lines else f"The values of {peoples} peoples"),
        verdict=_verdict(found, lines, failed),
        sections=tuple(sections),
        kicker=f"folkways map · World Values Survey wave 7 · {int(found.axes.respondents.sum()):,} respondents · "
        f"{peoples} peoples",
        badge=badge,
        facts={
            "axes": found.axes.to_record(),
            "points": found.points.to_dicts(),
            "distances": found.distances.to_dicts(),
            "gates": {name: dict(gate) for name, gate in gates.items()},
            "questions": dict(found.asked),
        },
    )


def _lines(alignments: Mapping[str, Alignment], failed: Mapping[str, str]) -> list[Line]:
    lines = [line for alignment in alignments.values() for line in lines_of(alignment)]
    several = len({line.model for line in lines}) > 1
    if several:
        lines = [
            replace(
                line, label=f"{line.model} · {line.short}",
                short=line.model if line.framing == "neutral" else line.short,
                colour=PALETTE[i % len(PALETTE)], shape=SHAPES[i % len(SHAPES)],
            )
            for i, line in enumerate(lines)
        ]  # fmt: skip
    greys = itertools.cycle(_GREYS)
    return [replace(line, colour=next(greys)) if line.model in failed else line for line in lines]


def _verdict(found: ValueMap, lines: list[Line], failed: Mapping[str, str]) -> str:
    names = {p.id: p.label for p in found.axes.populations}
    if not lines:
        return (
            f"{len(names)} peoples on two axes fitted on their own answers to ten questions, which hold "
            f"{sum(found.axes.explained):.0%} of the differences between respondents."
        )
    line = lines[0]
    if line.model in failed:
        return (
            f"{line.model} cannot be measured by this instrument, so its place on the map says nothing: "
            f"{failed[line.model]}"
        )
    row = found.distances.filter(is_line(line))
    if row.height:
        r = row.row(0, named=True)
        near = (
            "closer to them"
            if r["high"] < r["guess"]
            else "farther"
            if r["low"] > r["guess"]
            else "no nearer for certain"
        )
        return (
            f"{line.model}, in the {line.framing} framing, lies on average {shown(r['distance'], 'skill')} standard "
            f"deviations from the peoples it speaks for ({shown(r['low'], 'skill')} to {shown(r['high'], 'skill')} "
            f"when one question is left out), {near} than a guess that knows nothing ({shown(r['guess'], 'skill')})."
        )
    point = found.points.filter((pl.col("kind") == "model") & is_line(line)).head(1).to_dicts()
    if not point:
        return f"{line.model} answered too few of the ten questions to be placed in the {line.framing} framing."
    guess = found.points.filter(pl.col("kind") == "guess").row(0, named=True)
    return (
        f"{line.model}, answering for itself, lies nearest to {names[point[0]['nearest']]}, "
        f"{shown(point[0]['distance'], 'skill')} standard deviations away; a guess that knows nothing lies nearest to "
        f"{names[guess['nearest']]}. Leaving out one question moves it by up to {shown(point[0]['reach'], 'skill')}."
    )


def _map(found: ValueMap, lines: list[Line], failed: Mapping[str, str]) -> Section:
    axes = found.axes
    codes = len(axes.populations) > _NAMED
    names = {p.id: p.label for p in axes.populations}
    rays = found.rays.filter(pl.col("population") == "").to_dicts()
    model = found.points.filter(pl.col("kind") == "model")
    if model.filter(pl.col("population") == "").height > _RAYED:
        rays = []
    home = {tuple(row[k] for k in POINT): row for row in model.to_dicts()}
    spread = [{**ray, "x2": ray["x"], "y2": ray["y"], "x": home[key]["x"], "y": home[key]["y"]}
              for ray in rays if (key := tuple(ray[k] for k in POINT)) in home]  # fmt: skip
    drawing = Drawing(
        found.points, _ellipses(found), "survival values  →  self-expression values",
        "traditional  →  secular-rational values", codes, tuple(spread),
    )  # fmt: skip
    alt = f"Map of {len(names)} peoples on the Inglehart–Welzel axes: {', '.join(names.values())}."
    if lines:
        alt += f" With the answers of {', '.join(dict.fromkeys(line.model for line in lines))}."
    wide, narrow = draw_map(drawing, names, lines, alt, "value-map")
    legend = (
        ("people", PEOPLE, "circle"),
        *((x.label, x.colour, x.shape) for x in lines),
        ("even guess", SOFT, "cross"),
    )
    caption = (
        "Each dot is a people, where its average respondent lies; its ellipse holds the true place with 95 % "
        "confidence, as far as the sample goes. To the right: self-expression (trust, happiness, petitions, "
        "tolerance, a say in things); to the left: survival (security first). Upwards: secular-rational; downwards: "
        "traditional (God, nation, authority, obedience). One unit is the standard deviation between respondents of "
        "all peoples; it is equally long in both directions. The grey cross is a guess spread evenly over the "
        "options: a model that hedges lands near it, whatever it thinks."
    )
    if spread:
        caption += " Thin rays lead from the model’s own point to where it would lie without one of the ten questions."
    if model.filter(pl.col("population") != "").height:
        caption += (
            " A dotted line leads from a people to what the model said in its name. Good is a point inside its ellipse."
        )
    blocks: list[Any] = []
    if failed:
        blocks.append(Text((*(f"{model}: {why}" for model, why in failed.items()),
                            "Points drawn in grey are not measurable by this instrument."), "warning"))  # fmt: skip
    blocks.append(
        Figure(
            "value-map", "The Inglehart–Welzel map", caption, alt, wide, narrow, tuple(found.points.to_dicts()), legend
        )
    )
    if codes:
        named = ", ".join(f"{id} {name}" for id, name in sorted(names.items()))
        blocks.append(Text((f"Codes: {named}.",), "note"))
    if found.sparse:
        items = tuple(
            f"{' · '.join(part for part in key if part)}: {count} of the ten questions" for key, count in found.sparse
        )
        blocks.append(Items("Not on the map, since too few of the ten questions were answered", items))
    return Section("map", "The map", tuple(blocks))


def _ellipses(found: ValueMap) -> pl.DataFrame:
    """Outlines of the peoples' 95 % ellipses."""
    turn = np.linspace(0, 2 * np.pi, _STEPS)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(-2 * np.log(0.05))
    rows = []
    for people, place, covariance in zip(
        found.axes.populations, found.axes.places, found.axes.covariances, strict=True
    ):
        values, vectors = np.linalg.eigh(covariance)
        outline = place + circle * np.sqrt(np.clip(values, 0, None)) @ vectors.T
        rows += [("people", "", "", "", "", people.id, i, float(x), float(y)) for i, (x, y) in enumerate(outline)]
    return pl.DataFrame(
        rows, schema={**dict.fromkeys(("kind", *POINT), pl.String), "step": pl.Int64, "x": pl.Float64, "y": pl.Float64},
        orient="row",
    )  # fmt: skip
