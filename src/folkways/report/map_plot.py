"""The cultural map as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.report.labels import place_labels
from folkways.report.lines import Line
from folkways.report.svg import INK, NARROW, PEOPLE, SOFT, WIDE, chart_of, theme, to_svg


@dataclass(frozen=True)
class Drawing:
    """What a map shows.

    Attributes:
        points: kind (people, model or guess), model, framing, language, reasoning, population, x, y.
        ellipses: the same keys, step, x, y: closed outlines.
        x_title, y_title: of the axes.
        codes: name peoples by their codes, where there are too many for names.
        rays: lines from a model's point: x, y, x2, y2 and the keys of its line.
    """

    points: pl.DataFrame
    ellipses: pl.DataFrame
    x_title: str
    y_title: str
    codes: bool = False
    rays: tuple[dict[str, Any], ...] = ()


def draw_map(found: Drawing, names: dict[str, str], lines: list[Line], alt_text: str, name: str) -> tuple[str, str]:
    """The map as SVG, wide and narrow.

    People are dots with their ellipses; a model's points have the colour and shape of their line, a thin line leads
    from each people to what the model said in its name, and an arrow from persona to observer. A guess that knows
    nothing is a grey cross.

    Args:
        found: the map.
        names: population id to name.
        lines: colours and shapes of the model's lines.
        alt_text: for a screen reader.
        name: unique on the page.
    """
    return (
        to_svg(_chart(found, names, lines, WIDE, short=False), alt_text, f"{name}-wide"),
        to_svg(_chart(found, names, lines, NARROW, short=True), alt_text, f"{name}-narrow"),
    )


def _chart(found: Drawing, names: dict[str, str], lines: list[Line], width: int, *, short: bool) -> Any:
    import altair as alt

    plot_width = width - 24
    drawn = found.ellipses.filter((pl.col("kind") == "people") | (pl.col("population") == ""))
    xs = [*found.points["x"], *drawn["x"], *(row["x2"] for row in found.rays)]
    ys = [*found.points["y"], *drawn["y"], *(row["y2"] for row in found.rays)]
    # One unit is equally long on both axes, or distances would lie; names need room at the sides.
    span_x, span_y = max(xs) - min(xs), max(ys) - min(ys)
    unit = (plot_width - (90 if not short else 50)) / max(span_x, 1e-9)
    most = 500 if not short else 400
    if span_y * unit > most:
        unit = most / max(span_y, 1e-9)
    plot_height = max(span_y * unit + 60, 260 if not short else 220)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    domain_x = [middle_x - plot_width / unit / 2, middle_x + plot_width / unit / 2]
    domain_y = [middle_y - plot_height / unit / 2, middle_y + plot_height / unit / 2]

    def pixel(row: dict[str, Any]) -> tuple[float, float]:
        return (row["x"] - domain_x[0]) * unit, (domain_y[1] - row["y"]) * unit

    by_key = {line.point_key: line for line in lines}
    people = found.points.filter(pl.col("kind") == "people").to_dicts()
    model = [row for row in found.points.filter(pl.col("kind") == "model").to_dicts() if _key(row) in by_key]
    guess = [{**row, "who": _GUESS} for row in found.points.filter(pl.col("kind") == "guess").to_dicts()]
    named = [*people, *(row for row in model if row["population"] == "" and len(lines) > 1), *guess]
    texts = [
        row.get("who")
        or (row["population"] if short or found.codes else names.get(row["population"], row["population"]))
        or by_key[_key(row)].short
        for row in named
    ]
    spots = place_labels(
        [pixel(row) for row in named], texts, [pixel(row) for row in model], (plot_width, plot_height),
        letter=7.0 if not short else 8.0,
    )  # fmt: skip
    labels = [
        {
            "x": domain_x[0] + cx / unit, "y": domain_y[1] - cy / unit, "text": text, "px": row["x"], "py": row["y"],
            "far": (cx - px) ** 2 + (cy - py) ** 2 > (26 + len(text) * 3.6) ** 2,
        }
        for row, text, (cx, cy) in zip(named, texts, spots, strict=True)
        for px, py in [pixel(row)]
    ]  # fmt: skip
    x = alt.X("x:Q", scale=alt.Scale(domain=domain_x, nice=False), axis=_axis(found.x_title))
    y = alt.Y("y:Q", scale=alt.Scale(domain=domain_y, nice=False), axis=_axis(found.y_title))
    order = ["people", *(line.label for line in lines), _GUESS]
    scale = {
        "color": alt.Scale(domain=order, range=[PEOPLE, *(line.colour for line in lines), SOFT]),
        "shape": alt.Scale(domain=order, range=["circle", *(line.shape for line in lines), "cross"]),
    }
    marks = [{**row, "who": "people"} for row in people] + [{**row, "who": by_key[_key(row)].label} for row in model]
    marks += guess
    outlines = [
        {"x": r["x"], "y": r["y"], "step": r["step"], "id": "/".join(map(str, (*_key(r), r["population"]))),
         "who": by_key[_key(r)].label if r["kind"] == "model" else "people"}
        for r in drawn.to_dicts() if r["kind"] == "people" or _key(r) in by_key
    ]  # fmt: skip
    colour = alt.Color("who:N", scale=scale["color"], legend=None)
    layers = [
        chart_of(outlines)
        .mark_line(filled=True, fillOpacity=0.10, strokeOpacity=0.35, strokeWidth=1)
        .encode(x=x, y=y, detail="id:N", order="step:Q", color=colour,
                fill=alt.Fill("who:N", scale=scale["color"], legend=None))
    ]  # fmt: skip
    home = {row["population"]: row for row in people}
    first: dict[tuple[str, str], dict[str, Any]] = {}
    links, arrows = [], []
    for line in lines:
        for row in model:
            if by_key[_key(row)] is not line or row["population"] not in home:
                continue
            if start := first.get((line.model, row["population"])):
                arrows.append({"x": start["x"], "y": start["y"], "x2": row["x"], "y2": row["y"], "who": line.label})
            else:
                first[line.model, row["population"]] = row
                there = home[row["population"]]
                links.append({"x": there["x"], "y": there["y"], "x2": row["x"], "y2": row["y"], "who": line.label})
    rays = [{**row, "who": by_key[_key(row)].label} for row in found.rays if _key(row) in by_key]
    kinds = ((rays, 0.8, [1, 0], 0.35), (links, 1, [2, 3], 0.45), (arrows, 1.6, [1, 0], 0.7))
    for rows, width_, dash, opacity in kinds:
        if rows:
            layers.append(
                chart_of(rows)
                .mark_rule(strokeWidth=width_, strokeDash=dash, opacity=opacity)
                .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour)
            )
    layers.append(
        chart_of(marks)
        .mark_point(filled=True, size=62 if not short else 46, opacity=0.95, stroke="white", strokeWidth=0.7)
        .encode(
            x=x, y=y,
            color=alt.Color("who:N", scale=scale["color"], legend=None),
            shape=alt.Shape("who:N", scale=scale["shape"], legend=None),
        )
    )  # fmt: skip
    far = [row for row in labels if row["far"]]
    if far:
        layers.append(
            chart_of(far)
            .mark_rule(color=SOFT, strokeWidth=0.6)
            .encode(x=alt.X("px:Q", scale=alt.Scale(domain=domain_x, nice=False), axis=_axis(found.x_title)),
                    y=alt.Y("py:Q", scale=alt.Scale(domain=domain_y, nice=False), axis=_axis(found.y_title)),
                    x2="x:Q", y2="y:Q")
        )  # fmt: skip
    text = chart_of(labels).encode(x=x, y=y, text="text:N")
    halo = text.mark_text(stroke="#ffffff", strokeWidth=3, strokeOpacity=0.85, fontSize=13, fontWeight=600)
    layers += [halo, text.mark_text(color=INK, fontSize=13, fontWeight=600)]
    return theme(alt.layer(*layers), width=width, height=int(plot_height + 30))


_GUESS = "even guess"


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["model"], row["framing"], row["language"], row["reasoning"])


def _axis(title: str) -> Any:
    import altair as alt

    return alt.Axis(title=title, labels=False, ticks=False, grid=True, gridOpacity=0.5, tickCount=6, domain=False)
