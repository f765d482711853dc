"""What a report is made of, and how it becomes one HTML file and a JSON file of the same facts.

A `Page` holds sections; a section holds blocks (text, figures, tables, …). Tables keep raw values: the HTML shows them
rounded, the JSON holds them whole, so that the two cannot disagree.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from folkways.runs import write_atomically


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval; each part may be missing."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any] | None, name: str = "estimate") -> Estimate:
        """From a table's row with the columns `name`, `low` and `high`."""
        return cls(None) if row is None else cls(row.get(name), row.get("low"), row.get("high"))

    def to_record(self) -> dict[str, float | None]:
        """JSON-ready."""
        return {"estimate": _finite(self.value), "low": _finite(self.low), "high": _finite(self.high)}


class Block(Protocol):
    """A part of a section: `kind` names the template that draws it."""

    @property
    def kind(self) -> str:
        """Name of the template."""
        ...

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        ...


@dataclass(frozen=True)
class Text:
    """Paragraphs; `style` is plain, note or warning."""

    paragraphs: tuple[str, ...]
    style: str = "plain"
    kind = "text"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"text": list(self.paragraphs)}


@dataclass(frozen=True)
class Items:
    """A list of sentences under a title."""

    title: str
    items: tuple[str, ...]
    kind = "items"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"title": self.title, "items": list(self.items)}


@dataclass(frozen=True)
class Pairs:
    """Names and values, such as the facts of a run; a value that starts with `$ ` is a command."""

    pairs: tuple[tuple[str, str], ...]
    kind = "pairs"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"facts": dict(self.pairs)}


@dataclass(frozen=True)
class Column:
    """A column of a table; `form` says how values are shown (see `shown`)."""

    key: str
    title: str
    form: str = "text"


@dataclass(frozen=True)
class Table:
    """A table with raw values; a value may be an `Estimate`. A row with a true `grey` is greyed.

    A stacked table shows each row as a card on a narrow screen.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    folded: bool = False
    stacked: bool = False
    kind = "table"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        keys = [c.key for c in self.columns]
        rows = [{k: _plain(row.get(k)) for k in keys} for row in self.rows]
        return {"table": self.name, "caption": self.caption, "rows": rows}


@dataclass(frozen=True)
class Data:
    """Numbers for the JSON file alone, where a table shows them in words."""

    name: str
    rows: tuple[Mapping[str, Any], ...]
    kind = "data"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"data": self.name, "rows": [_plain(row) for row in self.rows]}


@dataclass(frozen=True)
class Figure:
    """A picture in two widths, as SVG text made by `folkways.report.svg`, and the numbers that it shows.

    `legend` rows are label, colour, and shape (`circle`, `diamond`, `square`, `triangle-up`, …, or `bar`).
    """

    name: str
    title: str
    caption: str
    alt: str
    wide: str
    narrow: str
    data: tuple[Mapping[str, Any], ...]
    legend: tuple[tuple[str, str, str], ...] = ()
    kind = "figure"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        data = [{k: _plain(v) for k, v in row.items()} for row in self.data]
        return {"figure": self.name, "title": self.title, "caption": self.caption, "alt": self.alt, "data": data}


@dataclass(frozen=True)
class Contrast:
    """One question with the people's and the model's distribution over its options.

    Attributes:
        question: its id and wording, topic and source.
        score: the model's mean score, `form` of `shown`.
        options: rows of text, people (mean share), low and high (smallest and largest people's share), model.
    """

    id: str
    wording: str
    topic: str
    source: str
    score: float
    score_form: str
    populations: int
    options: tuple[Mapping[str, Any], ...]
    kind = "contrast"

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "question": self.id,
            "wording": self.wording,
            "topic": self.topic,
            "source": self.source,
            "score": self.score,
            "populations": self.populations,
            "options": [dict(o) for o in self.options],
        }


@dataclass(frozen=True)
class Section:
    """A titled part of a page.

    Attributes:
        id: anchor, unique on the page.
        title: heading.
        blocks: what it holds, in order.
        level: 2, or 1 for the opening of a part under which the next sections stand.
        verdict: the part's finding in one sentence (level 1).
        grey: a reason why nothing here can be believed; the section is greyed and says so.
    """

    id: str
    title: str
    blocks: tuple[Any, ...] = ()
    level: int = 2
    verdict: str = ""
    grey: str = ""

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        found: dict[str, Any] = {"id": self.id, "title": self.title, "level": self.level}
        if self.verdict:
            found["verdict"] = self.verdict
        if self.grey:
            found["not_measurable"] = self.grey
        return found | {"blocks": [block.facts() for block in self.blocks]}


@dataclass(frozen=True)
class KeyFigure:
    """One number for the first screen."""

    label: str
    estimate: Estimate
    form: str
    remark: str = ""

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"label": self.label, **self.estimate.to_record(), "remark": self.remark}


@dataclass(frozen=True)
class Page:
    """A whole report.

    Attributes:
        title: heading.
        verdict: the finding in one sentence, with an interval.
        sections: in order.
        kicker: a few words above the title.
        key_figures: the numbers of the first screen.
        badge: the validity gate's verdict, `measurable`, `not measurable` or `not tested`; "" shows none.
        facts: more for the JSON file, under `run`.
    """

    title: str
    verdict: str
    sections: tuple[Section, ...]
    kicker: str = ""
    key_figures: tuple[KeyFigure, ...] = ()
    badge: str = ""
    facts: Mapping[str, Any] | None = None

    def to_record(self) -> dict[str, Any]:
        """What the JSON file holds."""
        from folkways.version import __version__

        return {
            "folkways": __version__,
            "title": self.title,
            "verdict": self.verdict,
            "gate": self.badge,
            "key_figures": [k.facts() for k in self.key_figures],
            "sections": [s.facts() for s in self.sections],
            "run": _plain(dict(self.facts or {})),
        }


def render(page: Page, out: Path) -> Path:
    """Write the page as one self-contained HTML file, and the same facts beside it as JSON.

    Args:
        page: what to write.
        out: the HTML file; the JSON file takes its name with the suffix `.json`.

    Returns:
        The HTML file.

    Raises:
        RunError: the disk is full or the folder cannot be written.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from folkways.version import __version__

    environment = Environment(
        loader=PackageLoader("folkways.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["shown"] = shown
    # The one text that is not escaped: our own SVG, whose texts the drawing library escaped.
    environment.filters["svg"] = Markup
    style = environment.loader.get_source(environment, "style.css")[0] if environment.loader else ""
    html = environment.get_template("page.html").render(page=page, style=Markup(style), version=__version__)
    record = json.dumps(page.to_record(), ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(out.with_suffix(".json"), record.encode())
    write_atomically(out, html.encode())
    return out


def shown(value: Any, form: str = "text") -> str:
    """A value as a reader sees it; `form` is one of the table below, an `Estimate` gets its interval in brackets.

    | form | 0.6731 is shown as |
    |---|---|
    | score | 67.3 (a fraction × 100) |
    | points | 0.7 (already out of 100) |
    | skill | 0.67 |
    | percent | 67 % |
    | count | 1 |

    >>> shown(Estimate(-0.121, -0.19, -0.06), "skill"), shown(0.6731, "score"), shown(9051, "count")
    ('−0.12 [−0.19, −0.06]', '67.3', '9,051')
    """
    if isinstance(value, Estimate):
        if value.value is None:
            return "–"
        if value.low is None or value.high is None or not math.isfinite(value.low + value.high):
            return shown(value.value, form)
        return f"{shown(value.value, form)} [{shown(value.low, form)}, {shown(value.high, form)}]"
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "–"
    if form == "text" or isinstance(value, str):
        return str(value)
    patterns = {"score": "{:.1f}", "points": "{:.1f}", "skill": "{:.2f}", "percent": "{:.0f} %", "count": "{:,.0f}"}
    scaled = value * 100 if form in ("score", "percent") else value
    text = patterns[form].format(scaled)
    if not text.strip("-0. %"):
        text = text.lstrip("-")
    return text.replace("-", "−")


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Estimate):
        return value.to_record()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if value is None or isinstance(value, str | int | float | bool):
        return _finite(value)
    return str(value)
