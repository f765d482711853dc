"""Differences between peoples and within them: dispersion, and the disagreement that an average hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.populations import language_name
from folkways.report.lines import lines_of
from folkways.report.page import Column, Estimate, Figure, Section, Table
from folkways.report.score_plots import Series, draw_dots
from folkways.report.scores import names_of
from folkways.report.svg import PEOPLE

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.surveys.survey import Survey


def dispersion_section(alignment: Alignment, survey: Survey, *, prefix: str = "", grey: str = "") -> Section | None:
    """Whether peoples differ in the model as they do in life; None where one population or only neutral was asked."""
    confidence = float(alignment.info.get("confidence", 0.95))
    lines = [line for line in lines_of(alignment) if line.framing != "neutral"]
    table, rows = [], []
    for line in lines:
        found = {r["name"]: r for r in line.of(alignment.structure).to_dicts()}
        ratio = found.get("dispersion_ratio")
        if ratio is None or ratio["estimate"] is None or ratio["populations"] < 2:
            continue
        rows.append({"group": line.short, "series": line.short, "lane": line.short, "value": ratio["estimate"],
                     "low": ratio["low"], "high": ratio["high"]})  # fmt: skip
        table.append(
            {
                "line": line.label,
                "ratio": Estimate.of(ratio),
                "model": _percent(found.get("dispersion_model")),
                "people": _percent(found.get("dispersion_people")),
                "rho": Estimate.of(found.get("structure_rho")),
                "questions": ratio["questions"],
            }
        )
    if not rows:
        return None
    series = [Series(x.short, x.label, x.colour, x.shape) for x in lines]
    alt = "; ".join(f"{r['group']}: dispersion ratio {r['value']:.2f}" for r in rows)
    wide, narrow = draw_dots(
        rows, series, x_title="spread between peoples in the model ÷ spread in life (dashed line: equal)", alt_text=alt,
        name=f"{prefix}dispersion", reference=1.0, zero=True, number=".1f", offset=False,
    )  # fmt: skip
    caption = (
        "How far apart the model sets the peoples, against how far apart they are. 1 (dashed): as in life. Towards 0: "
        "the model gives one answer for all of them. Above 1: it exaggerates their differences. "
        f"Lines: {confidence:.0%} intervals, questions resampled."
    )
    blocks: list[Any] = [
        Figure("dispersion", "Are the peoples as different as in life?", caption, alt, wide, narrow, tuple(rows)),
        Table(
            "dispersion-table",
            "Spread is the standard deviation between peoples’ mean answers, in % of the scale, averaged over "
            "questions. Structure is the rank correlation of the distances between peoples: 1 if those that differ in "
            f"life are those that differ in the model, 0 if there is no relation. Brackets: {confidence:.0%} "
            "intervals.",
            (Column("line", "Way of asking"), Column("ratio", "Ratio", "skill"),
             Column("model", "Spread, model (%)", "score"),
             Column("people", "Spread, people (%)", "score"), Column("rho", "Structure", "skill"),
             Column("questions", "Questions", "count")),
            tuple(table),
        ),
    ]  # fmt: skip
    blocks += _within_languages(alignment, survey, confidence)
    return Section(f"{prefix}dispersion", "Differences between peoples", tuple(blocks), grey=grey)


def _within_languages(alignment: Alignment, survey: Survey, confidence: float) -> list[Any]:
    """Whether peoples that share a language become one people."""
    names = {p.id: p.label for p in survey.populations}
    rows, groups = [], {}
    for line in lines_of(alignment):
        for r in line.of(alignment.collapse).to_dicts():
            rows.append(
                {"line": line.short, "shared": f"{language_name(r['shared'])} ({len(r['populations'])})",
                 "ratio": Estimate(r["ratio"], r["low"], r["high"]), "knower": r["knower"],
                 "model": r["model_spread"], "people": r["people"], "questions": r["questions"]}
            )  # fmt: skip
            groups[language_name(r["shared"])] = ", ".join(names[p] for p in r["populations"])
    if not rows:
        return []
    caption = (
        "The same within peoples that share their first language (their number in brackets). A ratio near 0: the model "
        "speaks of them as of one people, however well it tells them from others. Read it against the ratio of "
        "somebody who knows the true shares, which is below 1, since some of the spread between surveys is chance. "
        f"Brackets: {confidence:.0%} intervals, questions resampled. "
        + " ".join(f"{tag}: {peoples}." for tag, peoples in groups.items())
    )
    columns = (
        Column("line", "Way of asking"), Column("shared", "First language"), Column("ratio", "Ratio", "skill"),
        Column("knower", "Who knows", "skill"), Column("model", "Spread, model (%)", "score"),
        Column("people", "Spread, people (%)", "score"), Column("questions", "Questions", "count"),
    )  # fmt: skip
    return [Table("collapse", caption, columns, tuple(rows))]


def disagreement_section(alignment: Alignment, survey: Survey, *, prefix: str = "", grey: str = "") -> Section | None:
    """How much people of one population disagree, and how much spread the model gives them."""
    from folkways.alignment.disagreement import disagreement

    confidence = float(alignment.info.get("confidence", 0.95))
    line, names = lines_of(alignment)[0], names_of(survey)
    found = line.of(disagreement(alignment, confidence=confidence))
    place = {p.id: i for i, p in enumerate(survey.populations)}
    single = found.filter(pl.col("side") == "model")["estimate"].max() == 0
    rows = [
        {"group": names[r["population"]], "series": r["side"], "lane": r["side"], "value": 100 * r["estimate"],
         "low": None if r["low"] is None else 100 * r["low"], "high": None if r["high"] is None else 100 * r["high"]}
        for r in sorted(found.to_dicts(), key=lambda r: (place[r["population"]], r["side"] != "people"))
        if r["estimate"] is not None and not (single and r["side"] == "model")
    ]  # fmt: skip
    if not rows:
        return None
    series = [Series("people", "people", PEOPLE), Series("model", line.label, line.colour, line.shape)]
    alt = "Disagreement within each people: " + "; ".join(f"{r['group']} {r['series']} {r['value']:.0f}" for r in rows)
    wide, narrow = draw_dots(
        rows, series, x_title="disagreement: 0 all give one answer, 100 all options equally common", alt_text=alt,
        name=f"{prefix}disagreement", offset=False,
    )  # fmt: skip
    reading = (
        " The model is not drawn: its answers here are single choices, which have no spread at all."
        if single
        else " The model’s mark should lie on the people’s: to the left it speaks with one voice where people do not, "
        "to the right it hedges where people agree."
    )
    caption = (
        "No people is of one mind. For each, how evenly its answers spread over the options (entropy as a share of its "
        "maximum, mean over questions). The farther right, the less any single answer can stand for the people."
        f"{reading} Lines: {confidence:.0%} intervals, questions resampled."
    )
    figure = Figure(
        "disagreement",
        "Disagreement within each people",
        caption,
        alt,
        wide,
        narrow,
        tuple(rows),
        () if single else tuple((s.label, s.colour, s.shape) for s in series),
    )
    return Section(f"{prefix}disagreement", "What the average hides", (figure,), grey=grey)


def _percent(row: dict[str, Any] | None) -> Estimate:
    return Estimate.of(row)
