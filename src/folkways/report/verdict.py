"""The finding in one sentence, and the numbers of the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from folkways.report.lines import Line, lines_of, measure_of
from folkways.report.page import Estimate, KeyFigure, shown

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.probes.gate import Gate

_ASKED = {
    "persona": "asked to speak as an average person of each people (persona)",
    "observer": "asked to forecast an average person of each people (observer)",
    "neutral": "asked for its own answer (neutral)",
}


def skill_name(measure: str) -> str:
    """The summary's metric for the skill of this measure: NVAS scores single answers, so its guess is the midpoint."""
    return "skill" if measure == "score" else f"{measure}_skill_midpoint"


def blind_guesses(measure: str) -> tuple[str, ...]:
    """The baselines that know nothing of any people: the better of them is what skill is measured from."""
    return ("midpoint", "uniform") if measure == "score" else ("midpoint",)


def ceiling_name(measure: str) -> str:
    """The summary's metric for the human ceiling of this measure."""
    return "ceiling" if measure == "score" else f"{measure}_ceiling"


def form_of(measure: str) -> str:
    """How values of this measure are shown."""
    return "score" if measure == "score" else "points"


def summary_value(alignment: Alignment, line: Line, metric: str, population: str = "", topic: str = "") -> Estimate:
    """One number of the summary."""
    rows = line.of(alignment.summary).filter(
        (pl.col("metric") == metric) & (pl.col("population") == population) & (pl.col("topic") == topic)
    )
    return Estimate.of(rows.row(0, named=True) if rows.height else None)


def blind_metric(alignment: Alignment, line: Line, measure: str) -> str:
    """The best blind guess on this line: the baseline of skill."""
    names = [f"{measure}_{guess}" for guess in blind_guesses(measure)]
    return max(names, key=lambda name: summary_value(alignment, line, name).value or 0.0)


def verdict_of(alignment: Alignment, gate: Gate) -> str:
    """The finding in one sentence, with an interval.

    It speaks of the first line: persona where it was asked, else observer, else neutral.
    """
    lines = lines_of(alignment)
    if not lines:
        return "No answer of the model could be scored."
    line, measure = lines[0], measure_of(alignment)
    skill = summary_value(alignment, line, skill_name(measure))
    number = f"skill {shown(skill, 'skill')}".replace(" ", "\N{NO-BREAK SPACE}")  # an interval stays in one piece
    if gate.verdict == "not measurable":
        failed = sum(not check.passed for check in gate.checks)
        return (
            f"{line.model} cannot be measured by this instrument: it fails {failed} of {len(gate.checks)} control "
            f"checks, so its score ({number}) says nothing about any people."
        )
    peoples = line.of(alignment.cells)["population"].n_unique()
    whom = "this people" if peoples == 1 else f"these {peoples} peoples"
    middle = blind_metric(alignment, line, measure).endswith("midpoint")
    guess = "a constant guess at the middle of the scale" if middle else "a guess spread evenly over the options"
    if skill.value is None or skill.low is None or skill.high is None:
        finding = f"was compared with {whom}, on too few questions for an interval: {number}"
    elif skill.high < 0:
        finding = f"comes less close to {whom} than {guess}: {number}"
    elif skill.low > 0:
        finding = f"comes closer to {whom} than {guess}, {shown(skill.value, 'percent')} of the way to them: {number}"
    else:
        finding = f"cannot be told apart from {guess} in how close it comes to {whom}: {number}"
    finding += _by_topic(alignment, line, measure)
    untested = "; whether it answers by content at all was not tested" if gate.verdict == "not tested" else ""
    return f"{line.model}, {_ASKED[line.framing]}, {finding}{untested}."


def _by_topic(alignment: Alignment, line: Line, measure: str) -> str:
    """The same with every topic counting alike, where there are several."""
    if len({topic for topic in line.of(alignment.summary)["topic"] if topic}) < 2:
        return ""
    alike = summary_value(alignment, line, f"{skill_name(measure)}@topics")
    if alike.value is None:
        return ""
    number = shown(alike, "skill").replace(" ", "\N{NO-BREAK SPACE}")
    return f" (every topic counting alike, {number})"


def key_figures_of(alignment: Alignment) -> tuple[KeyFigure, ...]:
    """Skill of each line, beside its score, ceiling and baselines."""
    measure = measure_of(alignment)
    form = form_of(measure)
    found = []
    for line in lines_of(alignment)[:4]:
        score = summary_value(alignment, line, measure).value
        blind = summary_value(alignment, line, blind_metric(alignment, line, measure)).value
        pooled = summary_value(alignment, line, f"{measure}_pooled").value
        ceiling = summary_value(alignment, line, ceiling_name(measure)).value
        others = f", the other peoples’ answer {shown(pooled, form)}" if pooled is not None else ""
        name = "score" if measure == "score" else "NVAS"
        remark = (
            f"{name} {shown(score, form)} of 100; a blind guess scores {shown(blind, form)}{others}, "
            f"somebody who knows their true shares {shown(ceiling, form)}"
        )
        skill = summary_value(alignment, line, skill_name(measure))
        remark += _by_topic(alignment, line, measure).replace(" (", "; skill with ").rstrip(")")
        found.append(KeyFigure(f"Skill · {line.label}", skill, "skill", remark))
    return tuple(found)
