"""Small pictures as inline SVG. Lengths are percentages, so that they fit any width without a script or a style.

In a page that runs from right to left they are mirrored. Colours come from the style sheet; the stripes of the model's
bars from a pattern with the id `stripes` that every page carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup


def share_bar(
    share: float, label: str, *, model: bool = False, low: float | None = None, high: float | None = None,
    mirrored: bool = False,
) -> Markup:  # fmt: skip
    """One horizontal bar of a share 0..1, with a thin line from `low` to `high` if they are given.

    Args:
        share: its length.
        label: what a screen reader says.
        model: striped in the model's colour; else plain in the people's.
        low, high: ends of the line.
        mirrored: grows from the right.
    """
    parts = ['<rect class="track" x="0" y="3" width="100%" height="11"/>', _bar(share, model, mirrored)]
    if low is not None and high is not None:
        parts += _line(low, high, 8.5, mirrored)
    return _picture("bar", 17, label, parts)


def _bar(share: float, model: bool, mirrored: bool) -> str:
    start = 1 - share if mirrored else 0.0
    fill = 'class="model" fill="url(#stripes)"' if model else 'class="people"'
    return f'<rect {fill} x="{_p(start)}" y="3" width="{_p(share)}" height="11"/>'


def interval_plot(
    estimate: float | None, low: float | None, high: float | None, label: str, *,
    ticks: Sequence[tuple[str, float | None]] = (), least: float = 0.0, most: float = 1.0, mirrored: bool = False,
    zero: bool = False,
) -> Markup:  # fmt: skip
    """A point with its interval on a line from `least` to `most`.

    Args:
        estimate, low, high: the point and its interval; None is left out.
        label: what a screen reader says.
        ticks: class name and place of marks, such as the ceiling.
        zero: whether a line marks 0.
    """

    def at(value: float) -> float:
        return min(1.0, max(0.0, (value - least) / (most - least)))

    def x(value: float) -> str:
        place = at(value)
        return _p(1 - place if mirrored else place)

    parts = ['<line class="axis" x1="0" x2="100%" y1="12" y2="12"/>']
    if zero:
        parts.append(f'<line class="zero" x1="{x(0)}" x2="{x(0)}" y1="1" y2="23"/>')
    parts += [
        f'<line class="tick {name}" x1="{x(value)}" x2="{x(value)}" y1="4" y2="20"/>'
        for name, value in ticks
        if value is not None
    ]
    if low is not None and high is not None:
        parts.append(f'<line class="interval" x1="{x(low)}" x2="{x(high)}" y1="12" y2="12"/>')
    if estimate is not None:
        parts.append(f'<circle class="point" cx="{x(estimate)}" cy="12" r="4.5"/>')
    return _picture("plot", 24, label, parts)


def stacked_bar(parts: Sequence[tuple[str, float]], label: str, *, mirrored: bool = False) -> Markup:
    """Shares of a whole, side by side, each with its class name; they add up to at most 1."""
    drawn, start = [], 0.0
    for name, share in parts:
        left = 1 - start - share if mirrored else start
        drawn.append(f'<rect class="{escape(name)}" x="{_p(left)}" y="0" width="{_p(share)}" height="14"/>')
        start += share
    return _picture("stack", 14, label, drawn)


def _line(low: float, high: float, y: float, mirrored: bool) -> list[str]:
    a, b = (1 - high, 1 - low) if mirrored else (low, high)
    ends = [f'<line class="range" x1="{_p(x)}" x2="{_p(x)}" y1="{y - 4}" y2="{y + 4}"/>' for x in (a, b)]
    return [f'<line class="range" x1="{_p(a)}" x2="{_p(b)}" y1="{y}" y2="{y}"/>', *ends]


def _p(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


def _picture(kind: str, height: int, label: str, parts: Sequence[str]) -> Markup:
    inside = "".join(parts)
    spoken = escape(label, quote=True)
    return Markup(f'<svg class="{kind}" width="100%" height="{height}" role="img" aria-label="{spoken}">{inside}</svg>')
