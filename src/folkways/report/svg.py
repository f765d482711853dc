"""Turn an Altair chart into an SVG text that can stand beside others in one page."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

INK, SOFT, FAINT, PAPER = "#1f2328", "#59636e", "#d5d9de", "#ffffff"
#: Okabe–Ito, told apart under the common colour-vision deficiencies.
PEOPLE = "#0072B2"
FRAMING_COLOURS = {"persona": "#D55E00", "observer": "#009E73", "neutral": "#AA4499"}
PALETTE = ("#D55E00", "#009E73", "#AA4499", "#E69F00", "#56B4E9", "#8C6D00", "#5D3A9B", "#666666")
SHAPES = ("diamond", "square", "triangle-up", "cross", "triangle-down", "triangle-right", "triangle-left", "stroke")
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
#: Drawn with this fill, a shape comes out hatched.
HATCH = "#010203"

WIDE, NARROW = 820, 350


def chart_of(rows: Sequence[Mapping[str, Any]]) -> Any:
    """An Altair chart of these rows, carried inside it (Altair's own types are too strict for chained calls)."""
    import altair as alt

    return alt.Chart(alt.Data(values=[dict(row) for row in rows]))  # type: ignore[arg-type]


def theme(chart: Any, *, width: int, height: float) -> Any:
    """The look that all charts share; width and height include axes and legends."""
    return (
        chart.properties(width=width, height=int(height), autosize={"type": "fit", "contains": "padding"})
        .configure(font=FONT, background="transparent", aria=False,
                   padding={"left": 2, "right": 14, "top": 6, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=SOFT, labelFontSize=13, titleFontSize=13, titleFontWeight="normal",
            gridColor=FAINT,
            domainColor=FAINT, tickColor=FAINT, labelLimit=320, titlePadding=8, labelPadding=6, titleLimit=width - 20,
        )
        .configure_legend(
            labelColor=INK, titleColor=SOFT, labelFontSize=13, titleFontSize=13, titleFontWeight="normal",
            titleLimit=width, offset=10,
        )
        .configure_text(color=INK, fontSize=13)
    )  # fmt: skip


def to_svg(chart: Any, alt_text: str, name: str) -> str:
    """The chart as an SVG element that scales with its place and that a screen reader announces as one picture.

    `name` is unique on the page: ids inside the SVG start with it.
    """
    import vl_convert

    text = vl_convert.vegalite_to_svg(chart.to_json(validate=False))
    return _embedded(text, alt_text, name)


def _embedded(text: str, alt_text: str, name: str) -> str:
    """Give ids that are unique on the page, a name, and hatching where it was asked for."""
    mark = re.sub(r"[^a-z0-9-]", "-", name.lower()) + "-"
    text = text[text.index("<svg") :]
    # The drawing library numbers its ids through the life of the process; ours start anew in every picture.
    for number, found in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', text))):
        text = text.replace(f'id="{found}"', f'id="{mark}{number}"').replace(f"url(#{found})", f"url(#{mark}{number})")
    text = text.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "").replace(
        ' xmlns="http://www.w3.org/2000/svg"', ""
    )
    size = re.search(r'<svg[^>]*\bwidth="([\d.]+)"', text)
    spoken = html.escape(alt_text, quote=True)
    style = f' style="max-width:{float(size[1]):.0f}px"' if size else ""
    text = text.replace("<svg", f'<svg role="img" aria-label="{spoken}"{style}', 1)
    if f'fill="{HATCH}"' in text:
        pattern = (
            f'<defs><pattern id="{mark}hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" stroke="#1f2328" stroke-width="1.6" '
            'stroke-opacity="0.45"/></pattern></defs>'
        )
        text = text.replace(f'fill="{HATCH}"', f'fill="url(#{mark}hatch)"')
        end = text.index(">", text.index("<svg")) + 1
        text = text[:end] + pattern + text[end:]
    return text


def wrapped(text: str, width: int, lines: int = 3) -> str:
    """The text with `|` where a label should break; the last line ends in an ellipsis where there is more."""
    import textwrap

    return "|".join(textwrap.wrap(text.replace("|", "/"), width, max_lines=lines, placeholder=" …"))
