"""Dot plots with intervals, arrows and the heatmap."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from folkways.report.page import shown
from folkways.report.svg import HATCH, INK, NARROW, SOFT, WIDE, chart_of, theme, to_svg, wrapped

_BAR = "M-0.16,-1L0.16,-1L0.16,1L-0.16,1Z"
_SPLIT = "split(datum.label, '|')"


@dataclass(frozen=True, slots=True)
class Series:
    """Something that a dot plot shows: a line with intervals, or a mark without."""

    key: str
    label: str
    colour: str
    shape: str = "circle"

    @property
    def is_mark(self) -> bool:
        """Drawn as an upright bar, without an interval."""
        return self.shape == "bar"


def draw_dots(
    rows: Sequence[dict[str, Any]], series: Sequence[Series], *, x_title: str, alt_text: str, name: str,
    reference: float | None = None, zero: bool = False, number: str = ".0f", offset: bool = True,
    uprights: Sequence[tuple[Series, float]] = (),
) -> tuple[str, str]:  # fmt: skip
    """Groups down the side, values along; wide and narrow.

    Args:
        rows: `group`, `series` (a key), `lane` (the series in whose lane it lies), `value`, `low`, `high` (or None).
        series: what is shown, in legend order.
        x_title: what the horizontal axis says.
        alt_text, name: see `to_svg`.
        reference: where an upright line stands.
        zero: whether the axis must hold 0.
        number: format of the axis labels.
        offset: give each lane of a group its own line.
        uprights: what stands at one place in all groups, as lines in the colour of their series.
    """
    return (
        to_svg(_dots(rows, series, x_title, WIDE, reference, zero, number, offset, uprights), alt_text, f"{name}-wide"),
        to_svg(
            _dots(rows, series, x_title, NARROW, reference, zero, number, offset, uprights), alt_text, f"{name}-narrow"
        ),
    )


def _dots(
    rows: Sequence[dict[str, Any]], series: Sequence[Series], x_title: str, width: int, reference: float | None,
    zero: bool, number: str, offset: bool, uprights: Sequence[tuple[Series, float]],
) -> Any:  # fmt: skip
    import altair as alt

    narrow = width < 500
    label = {s.key: s.label for s in series}
    lanes = [s.key for s in series if any(r["lane"] == s.key for r in rows)]
    groups = list(dict.fromkeys(wrapped(r["group"], 16 if narrow else 34) for r in rows))
    data = [
        {**r, "group": wrapped(r["group"], 16 if narrow else 34), "series": label[r["series"]]}
        for r in rows if r["value"] is not None
    ]  # fmt: skip
    numbers = [v for r in data for v in (r["value"], r.get("low"), r.get("high")) if v is not None]
    numbers += [reference] if reference is not None else []
    numbers += [0.0] if zero else []
    numbers += [value for _, value in uprights]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    pad = (high - low or 1.0) * 0.04
    domain = [low - (0 if zero and low >= 0 else pad), high + pad]
    drawn = [s for s in series if any(r["series"] == s.key for r in rows)]
    scale_domain = [label[s.key] for s in drawn]
    colours = alt.Scale(domain=scale_domain, range=[s.colour for s in drawn])
    shapes = alt.Scale(domain=scale_domain, range=[_BAR if s.is_mark else s.shape for s in drawn])
    x = alt.X("value:Q", scale=alt.Scale(domain=domain, nice=False), axis=alt.Axis(
        title=_title(x_title, narrow),
            titleAnchor="end", format=number, tickCount=5 if narrow else 9,
        domain=False, gridOpacity=0.8))  # fmt: skip
    y = alt.Y("group:N", sort=groups, scale=alt.Scale(paddingInner=0.28, paddingOuter=0.15), axis=alt.Axis(
        title=None, labelExpr=_SPLIT, domain=False, ticks=False, labelLimit=180 if narrow else 320))  # fmt: skip
    several = offset and len(lanes) > 1
    place: dict[str, Any] = {"yOffset": alt.YOffset("lane:N", sort=lanes)} if several else {}
    colour = alt.Color("series:N", scale=colours, legend=None)
    base = chart_of(data).encode(y=y, **place)
    layers: list[Any] = []
    if reference is not None:
        line = chart_of([{"value": reference}])
        layers.append(line.mark_rule(color=SOFT, strokeDash=[5, 4], strokeWidth=1.3).encode(x=x))
    for each, value in uprights:
        line = chart_of([{"value": value}])
        layers.append(line.mark_rule(color=each.colour, strokeWidth=2.2).encode(x=x))
    if any(r.get("low") is not None for r in data):
        layers.append(
            base.transform_filter("isValid(datum.low)")
            .mark_rule(strokeWidth=2.2, opacity=0.75)
            .encode(x=alt.X("low:Q", scale=alt.Scale(domain=domain, nice=False)), x2="high:Q", color=colour)
        )
    shape = alt.Shape("series:N", scale=shapes, legend=None)
    for marks, size in ((True, 170 if not several else 95), (False, 66 if not several else 50)):
        keys = [label[s.key] for s in drawn if s.is_mark is marks]
        if keys:
            part = base.transform_filter(alt.FieldOneOfPredicate(field="series", oneOf=keys))
            layers.append(part.mark_point(filled=True, size=size, opacity=1).encode(x=x, color=colour, shape=shape))
    lines = max((g.count("|") + 1 for g in groups), default=1)
    per_group = max(lines * 17 + 5, (13 * len(lanes) if several else 17) + 9)
    return theme(
        alt.layer(*layers), width=width, height=per_group * len(groups) + 46 + 16 * len(_title(x_title, narrow))
    )


def draw_arrows(
    rows: Sequence[dict[str, Any]], series: Sequence[Series], *, x_title: str, alt_text: str, name: str
) -> tuple[str, str]:
    """Where each group moves from one series to the next, wide and narrow.

    Args:
        rows: `group` and one number per series key (or None).
        series: in the order of the arrows.
        x_title, alt_text, name: as in `draw_dots`.
    """
    return (
        to_svg(_arrows(rows, series, x_title, WIDE), alt_text, f"{name}-wide"),
        to_svg(_arrows(rows, series, x_title, NARROW), alt_text, f"{name}-narrow"),
    )


def _arrows(rows: Sequence[dict[str, Any]], series: Sequence[Series], x_title: str, width: int) -> Any:
    import altair as alt

    narrow = width < 500
    points, shafts = [], []
    label = {s.key: s.label for s in series}
    for row in rows:
        group = wrapped(row["group"], 16 if narrow else 34)
        have = [(s, row[s.key]) for s in series if row.get(s.key) is not None]
        points += [{"group": group, "value": value, "series": label[s.key]} for s, value in have]
        for (_, start), (s, end) in itertools.pairwise(have):
            shafts.append({"group": group, "value": start, "to": end, "series": label[s.key], "back": end < start})
    groups = list(dict.fromkeys(wrapped(r["group"], 16 if narrow else 34) for r in rows))
    numbers = [p["value"] for p in points]
    pad = (max(numbers) - min(numbers) or 1.0) * 0.06
    domain = [min(numbers) - pad, max(numbers) + pad]
    names = [label[s.key] for s in series]
    colours = alt.Scale(domain=names, range=[s.colour for s in series])
    shapes = alt.Scale(domain=names, range=[s.shape for s in series])
    x = alt.X("value:Q", scale=alt.Scale(domain=domain, nice=False), axis=alt.Axis(
        title=_title(x_title, narrow),
            titleAnchor="end", format=".2~f", tickCount=5 if narrow else 9,
        domain=False))  # fmt: skip
    y = alt.Y("group:N", sort=groups, scale=alt.Scale(padding=0.3), axis=alt.Axis(
        title=None, labelExpr=_SPLIT, domain=False, ticks=False, labelLimit=180 if narrow else 320))  # fmt: skip
    shaft = chart_of(shafts).encode(y=y, color=alt.Color("series:N", scale=colours, legend=None))
    # The head stands halfway, so that the mark at the end stays readable.
    heads = shaft.transform_calculate(middle="(datum.value + datum.to) / 2")
    head = {"x": alt.X("middle:Q", scale=alt.Scale(domain=domain, nice=False))}
    layers = [
        shaft.mark_rule(strokeWidth=2, opacity=0.6).encode(x=x, x2="to:Q"),
        heads.transform_filter("datum.back").mark_point(filled=True, shape="triangle-left", size=70).encode(**head),
        heads.transform_filter("!datum.back").mark_point(filled=True, shape="triangle-right", size=70).encode(**head),
        chart_of(points).mark_point(filled=True, size=62, opacity=1).encode(
            x=x, y=y, color=alt.Color("series:N", scale=colours, legend=None),
            shape=alt.Shape("series:N", scale=shapes, legend=None)),
    ]  # fmt: skip
    lines = max((g.count("|") + 1 for g in groups), default=1)
    return theme(
        alt.layer(*layers),
        width=width,
        height=max(26, lines * 17 + 5) * len(groups) + 46 + 16 * len(_title(x_title, narrow)),
    )


def draw_heatmap(rows: Sequence[dict[str, Any]], *, alt_text: str, name: str) -> tuple[str, str]:
    """Skill by group and topic, wide and narrow.

    Args:
        rows: `group`, `code` (its name where room is short), `topic`, `skill`, `unsure` (hatched).
        alt_text, name: as in `draw_dots`.
    """
    return (
        to_svg(_heatmap(rows, WIDE), alt_text, f"{name}-wide"),
        to_svg(_heatmap(rows, NARROW), alt_text, f"{name}-narrow"),
    )


def _heatmap(rows: Sequence[dict[str, Any]], width: int) -> Any:
    import altair as alt

    narrow = width < 500
    topics = list(dict.fromkeys(r["topic"] for r in rows))
    steep = len(topics) > (4 if narrow else 6)
    wrap = 20 if steep else 11 if narrow else 22
    data = [
        {**r, "group": wrapped(r["code"] if narrow else r["group"], 16 if narrow else 34),
         "topic": wrapped(r["topic"], wrap, 5),
         "text": shown(r["skill"], "skill"),
         "shade": None if r["skill"] is None else max(-1.0, min(1.0, r["skill"]))}
        for r in rows
    ]  # fmt: skip
    groups = list(dict.fromkeys(r["group"] for r in data))
    heads = max((wrapped(t, wrap, 5).count("|") + 1 for t in topics), default=1)
    x = alt.X("topic:N", sort=[wrapped(t, wrap, 5) for t in topics], scale=alt.Scale(padding=0.03), axis=alt.Axis(
        orient="top", title=None, labelAngle=-90 if steep else 0,
        labelPadding=8 if steep else 8 + 15 * (heads - 1), labelExpr=_SPLIT,
        domain=False, ticks=False, labelLimit=200,
        labelFontSize=12 if narrow else 13, grid=False))  # fmt: skip
    y = alt.Y("group:N", sort=groups, scale=alt.Scale(padding=0.05), axis=alt.Axis(
        title=None, labelExpr=_SPLIT, domain=False, ticks=False, grid=False,
        labelLimit=180 if narrow else 320))  # fmt: skip
    base = chart_of(data).encode(x=x, y=y)
    scale = alt.Scale(domain=[-1, 0, 1], range=["#D55E00", "#f7f7f5", "#0072B2"], interpolate="rgb")
    legend = alt.Legend(
        title="Skill",
        gradientLength=150 if narrow else 280, tickCount=5, orient="bottom", format=".1f", direction="horizontal",
    )  # fmt: skip
    layers = [
        base.mark_rect(stroke="white", strokeWidth=1).encode(color=alt.Color("shade:Q", scale=scale, legend=legend)),
        base.transform_filter("datum.unsure").mark_rect(fill=HATCH),
        base.mark_text(fontSize=13 if not narrow else 12, fontWeight=600, stroke="#ffffff", strokeWidth=3,
                       strokeOpacity=0.75).encode(text="text:N"),
        base.mark_text(fontSize=13 if not narrow else 12, fontWeight=600, color=INK).encode(text="text:N"),
    ]  # fmt: skip
    lines = max((g.count("|") + 1 for g in groups), default=1)
    height = max(28, lines * 17 + 5) * len(groups) + (150 if steep else heads * 16) + 96
    room = 240 + 130 * len(topics) if not narrow else 120 + 90 * len(topics)
    return theme(alt.layer(*layers), width=min(width, room), height=height)


def draw_shares(rows: Sequence[dict[str, Any]], *, x_title: str, alt_text: str, name: str) -> tuple[str, str]:
    """Bars with intervals, wide and narrow.

    Args:
        rows: `group`, `value`, `low`, `high`, `colour`.
        x_title, alt_text, name: as in `draw_dots`.
    """
    return (
        to_svg(_shares(rows, x_title, WIDE), alt_text, f"{name}-wide"),
        to_svg(_shares(rows, x_title, NARROW), alt_text, f"{name}-narrow"),
    )


def _shares(rows: Sequence[dict[str, Any]], x_title: str, width: int) -> Any:
    import altair as alt

    narrow = width < 500
    data = [{**r, "group": wrapped(r["group"], 18 if narrow else 40)} for r in rows]
    top = max([v for r in data for v in (r["value"], r["high"]) if v is not None], default=1.0)
    domain = [0, top * 1.06 or 1.0]
    y = alt.Y("group:N", sort=[r["group"] for r in data], axis=alt.Axis(
        title=None, labelExpr=_SPLIT, domain=False, ticks=False), scale=alt.Scale(padding=0.32))  # fmt: skip
    x = alt.X("value:Q", scale=alt.Scale(domain=domain, nice=False), axis=alt.Axis(
        title=_title(x_title, narrow),
            titleAnchor="end", format=".0f", tickCount=5 if narrow else 9,
        domain=False))  # fmt: skip
    base = chart_of(data).encode(y=y)
    interval = base.transform_filter("isValid(datum.low)").mark_rule(color=INK, strokeWidth=1.6)
    layers = [
        base.mark_bar(opacity=0.85).encode(x=x, color=alt.Color("colour:N", scale=None)),
        interval.encode(x=alt.X("low:Q", scale=alt.Scale(domain=domain, nice=False)), x2="high:Q"),
    ]
    lines = max((r["group"].count("|") + 1 for r in data), default=1)
    return theme(
        alt.layer(*layers),
        width=width,
        height=max(30, lines * 17 + 8) * len(data) + 46 + 16 * len(_title(x_title, narrow)),
    )


def _title(text: str, narrow: bool) -> list[str]:
    return wrapped(text, 36 if narrow else 90).split("|")
