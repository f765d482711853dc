"""The validity gate as a section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from folkways.report.page import Column, Estimate, Figure, Section, Table, Text, shown
from folkways.report.score_plots import draw_shares
from folkways.report.svg import FRAMING_COLOURS, PEOPLE

if TYPE_CHECKING:
    from folkways.probes.gate import Check, Gate

_DESIGNS = {
    "format": "format controls (all wordings, orders and labels crossed)",
    "persona": "answers given as an average person",
    "observer": "forecasts of an average person",
}
_COMPONENTS = {
    "question": ("which question it is", PEOPLE),
    "population": ("which people it is", PEOPLE),
    "framing": ("how it is addressed", "#8a8f94"),
    "order": ("the order of the options", "#8a8f94"),
    "labels": ("digits or letters", "#8a8f94"),
    "label": ("digits or letters", "#8a8f94"),
    "template": ("the phrasing", "#8a8f94"),
    "residual": ("the rest (combinations)", "#c9cdd1"),
}


def gate_section(gate: Gate, *, prefix: str = "") -> Section:
    """Verdict, checks, variance components and the yardstick of the gate."""
    opening = {
        "measurable": "Before any score is read: does the model answer what is asked? It does, as far as these "
        "controls can tell.",
        "not measurable": "Before any score is read: does the model answer what is asked? These controls say no. Its "
        "scores are shown greyed, for the record only.",
        "not tested": "Before any score is read, one would like to know whether the model answers what is asked, or "
        "the format in which it is asked. That needs control questions, and these answers came without any.",
    }[gate.verdict]
    blocks: list[Any] = [Text((opening,)), Text((gate.reason,), "warning" if gate.verdict != "measurable" else "note")]
    if gate.others:
        blocks.append(_languages(gate))
    if gate.checks:
        blocks.append(_checks(gate))
    if gate.yardstick:
        blocks.append(_yardstick(gate.yardstick, prefix))
    designs = list(dict.fromkeys(gate.variance["design"])) if gate.variance.height else []
    if designs:
        blocks += [_variance(gate, designs[0], prefix), _variance_table(gate)]
    return Section(f"{prefix}gate", "Can these answers be believed?", tuple(blocks))


def _languages(gate: Gate) -> Table:
    rows = [
        {
            "language": tag,
            "verdict": one.verdict,
            "passed": f"{sum(check.passed for check in one.checks)} of {len(one.checks)}",
            "reason": one.reason,
        }
        for tag, one in {gate.language: gate, **gate.others}.items()
    ]
    return Table(
        "gate-languages",
        "The verdict in each language in which the controls were asked. The verdict of the page is that of the first; "
        "scores in a language that fails say as little as those of a model that fails.",
        (
            Column("language", "Language"), Column("verdict", "Verdict"), Column("passed", "Checks passed"),
            Column("reason", "Why", "prose"),
        ),
        tuple(rows),
    )  # fmt: skip


def _checks(gate: Gate) -> Table:
    rows = [
        {
            "title": check.title,
            "passed": check.passed,
            "result": Estimate(check.estimate, check.low, check.high),
            "needed": _needed(check),
            "n": check.n,
            "explanation": check.explanation[:1].upper() + check.explanation[1:],
        }
        for check in gate.checks
    ]
    return Table(
        "checks",
        "The control checks. A check passes only if the whole 95 % interval (in brackets; questions resampled) lies on "
        "the right side of a threshold that was set beforehand. Values are differences or amounts of probability.",
        (
            Column("title", "Check"),
            Column("passed", "Outcome", "verdict"),
            Column("result", "Result", "skill"),
            Column("needed", "Passes if"),
            Column("n", "Questions", "count"),
            Column("explanation", "What was seen", "prose"),
        ),
        tuple(rows),
    )


def _needed(check: Check) -> str:
    side = "below" if check.name == "off_label" else "above"
    return f"all {side} {shown(check.threshold, 'skill')}"


def _yardstick(yardstick: dict[str, float], prefix: str) -> Figure:
    rows = [
        {
            "group": title,
            "value": 100 * yardstick[f"{key}_sd"],
            "low": _percent(yardstick.get(f"{key}_sd_low")),
            "high": _percent(yardstick.get(f"{key}_sd_high")),
            "colour": colour,
        }
        for key, title, colour in (
            ("format", "the model, when only the format changes", "#8a8f94"),
            ("culture", "people, from one people to another", PEOPLE),
        )
        if yardstick.get(f"{key}_sd") is not None
    ]
    ratio = yardstick.get("ratio")
    said = ""
    if ratio is not None:
        said = f" Here it is {ratio:.1f} times as long." if ratio >= 0.05 else " Here it all but vanishes."
    alt = "; ".join(f"{r['group']}: {r['value']:.1f} % of the scale" for r in rows)
    wide, narrow = draw_shares(rows, x_title="standard deviation, in % of the scale", alt_text=alt,
                               name=f"{prefix}yardstick")  # fmt: skip
    return Figure(
        "yardstick", "Format against culture",
        "How far answers move. Grey: the model’s answer to one question when order, labels or phrasing change. Blue: "
        "the answers of different peoples to one question. The grey bar should be much the shorter: otherwise a "
        f"change of layout looks like a change of culture.{said} Black lines: 95 % intervals (questions resampled).",
        alt, wide, narrow, tuple(rows),
    )  # fmt: skip


def _variance(gate: Gate, design: str, prefix: str) -> Figure:
    import polars as pl

    rows = []
    for row in gate.variance.filter(pl.col("design") == design).to_dicts():
        title, colour = _COMPONENTS.get(row["component"], (row["component"], FRAMING_COLOURS["neutral"]))
        rows.append(
            {"group": title, "value": 100 * row["share"], "low": _percent(row["low"]), "high": _percent(row["high"]),
             "colour": colour}
        )  # fmt: skip
    alt = "; ".join(f"{r['group']}: {r['value']:.0f} %" for r in rows)
    wide, narrow = draw_shares(rows, x_title="share of the variation in the model’s answers, %", alt_text=alt,
                               name=f"{prefix}variance-{design}")  # fmt: skip
    return Figure(
        f"variance-{design}", f"What moves the model’s answers: {_DESIGNS.get(design, design)}",
        "Shares of the variation between answers that each factor carries, alone and together with the question. Blue: "
        "content, where the variation should be. Grey: format, which should carry almost nothing. Black lines: 95 % "
        "intervals (questions resampled).",
        alt, wide, narrow, tuple(rows),
    )  # fmt: skip


def _variance_table(gate: Gate) -> Table:
    rows = [
        {
            "design": _DESIGNS.get(row["design"], row["design"]),
            "component": _COMPONENTS.get(row["component"], (row["component"], ""))[0],
            "share": Estimate(row["share"], row["low"], row["high"]),
        }
        for row in gate.variance.to_dicts()
    ]
    return Table(
        "variance-table",
        "The same in numbers, for every part of the probe (shares in %, 95 % intervals)",
        (Column("design", "Answers"), Column("component", "Factor"), Column("share", "Share", "score")),
        tuple(rows), folded=True,
    )  # fmt: skip


def _percent(value: float | None) -> float | None:
    return None if value is None else 100 * value
