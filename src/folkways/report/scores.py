"""How close the model comes: by population, by topic, by framing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.report.lines import Line, lines_of, measure_of
from folkways.report.page import Column, Estimate, Figure, Section, Table, Text, shown
from folkways.report.score_plots import Series, draw_arrows, draw_dots, draw_heatmap
from folkways.report.verdict import blind_guesses, ceiling_name, form_of, skill_name, summary_value

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.surveys.survey import Survey

_MARKS = (
    Series("blind", "blind guess", "#59636e", "bar"),
    Series("pooled", "answer of the other peoples", "#56B4E9", "bar"),
    Series("ceiling", "ceiling (knows the true shares)", "#1f2328", "bar"),
)


def names_of(survey: Survey) -> dict[str, str]:
    """Population id to the name in plots and tables: `Egypt · EGY`."""
    return {p.id: f"{p.label} · {p.id}" if len(p.id) <= 3 else p.label for p in survey.populations}


def population_section(alignment: Alignment, survey: Survey, *, prefix: str = "", grey: str = "") -> Section:
    """Scores by population against ceiling and baselines, and the skill in a table."""
    lines, names = lines_of(alignment), names_of(survey)
    present = set(alignment.cells["population"])
    ids = [p.id for p in survey.populations if p.id in present]
    skill = {p: summary_value(alignment, lines[0], skill_name(measure_of(alignment)), population=p).value for p in ids}
    ids.sort(key=lambda p: -(skill[p] or 0.0))
    groups = [(names[p], {"population": p}) for p in ids]
    blocks: list[Any] = [_why(alignment)]
    if len(groups) > 1:
        blocks.append(_against(alignment, lines, groups, "population", prefix, "Each population against its baselines"))
    everyone = [("All of them", {}), *groups]
    blocks.append(_table(alignment, lines, everyone, "population", "Population"))
    return Section(f"{prefix}populations", "How close, people by people", tuple(blocks), grey=grey)


def topic_section(alignment: Alignment, survey: Survey, *, prefix: str = "", grey: str = "") -> Section | None:
    """Scores by topic, and skill by population and topic; None where the survey has a single topic."""
    from folkways.alignment.crossing import skill_by_topic

    topics = sorted({t for t in alignment.summary["topic"] if t})
    if len(topics) < 2:
        return None
    lines, names, measure = lines_of(alignment), names_of(survey), measure_of(alignment)
    groups = [(t, {"topic": t}) for t in topics]
    blocks: list[Any] = [_against(alignment, lines, groups, "topic", prefix, "Each topic against its baselines")]
    tail = [("Mean of the topics", {"metric": "@topics"})]
    blocks.append(_table(alignment, lines, [*groups, *tail], "topic", "Topic"))
    crossed = lines[0].of(skill_by_topic(alignment, measure=measure, confidence=_confidence(alignment)))
    order = {p.id: i for i, p in enumerate(survey.populations)}
    rows = [
        {
            "group": names[r["population"]], "code": r["population"], "topic": r["topic"], "skill": r["skill"],
            "low": r["low"], "high": r["high"],
            "questions": r["questions"],
            "unsure": r["skill"] is not None and (r["low"] is None or r["low"] <= 0 <= r["high"]),
        }
        for r in sorted(crossed.to_dicts(), key=lambda r: (order[r["population"]], r["topic"]))
    ]  # fmt: skip
    if rows:
        alt = "Skill by population and topic: " + "; ".join(
            f"{r['group']}, {r['topic']} {shown(r['skill'], 'skill')}" for r in rows[:40]
        )
        wide, narrow = draw_heatmap(rows, alt_text=alt, name=f"{prefix}heatmap")
        caption = (
            f"Skill of {lines[0].model} ({lines[0].label}). Rows are peoples, columns topics. Orange, below 0: worse "
            "than a guess that knows nothing of any people; blue, above 0: better; 1 would be as close as "
            f"somebody who knows the true shares. Hatched: the {_confidence(alignment):.0%} interval holds 0, or there "
            "are fewer than five questions, so neither better nor worse can be said. Colours stop at −1 and 1."
        )
        blocks.append(
            Figure("heatmap", "Where it comes close, and where it does not", caption, alt, wide, narrow, tuple(rows))
        )
    return Section(f"{prefix}topics", "By topic", tuple(blocks), grey=grey)


def framing_section(alignment: Alignment, survey: Survey, *, prefix: str = "", grey: str = "") -> Section | None:
    """What the framing changes, as arrows and effects; None where only one framing was asked."""
    lines, names, measure = lines_of(alignment), names_of(survey), measure_of(alignment)
    group = [line for line in lines if (line.model, *line.key[2:]) == (lines[0].model, *lines[0].key[2:])]
    order = [line for name in ("neutral", "persona", "observer") for line in group if line.framing == name]
    if len(order) < 2:
        return None
    unit = 100.0 if measure == "score" else 1.0
    shared: pl.DataFrame | None = None
    for line in order:
        part = line.of(alignment.cells).select("question", "population", (pl.col(measure) * unit).alias(line.framing))
        shared = part if shared is None else shared.join(part, on=["question", "population"])
    assert shared is not None
    means = shared.group_by("population").agg(pl.len().alias("questions"), *(pl.col(x.framing).mean() for x in order))
    place = {p.id: i for i, p in enumerate(survey.populations)}
    rows = [
        {"group": names[r["population"]], **{x.framing: r[x.framing] for x in order}, "questions": r["questions"]}
        for r in sorted(means.to_dicts(), key=lambda r: place[r["population"]])
    ]
    blocks: list[Any] = []
    if rows:
        series = [Series(x.framing, x.label, x.colour, x.shape) for x in order]
        path = " → ".join(x.framing for x in order)
        alt = f"Shift {path} by population: " + "; ".join(
            f"{r['group']} " + " to ".join(f"{r[x.framing]:.1f}" for x in order) for r in rows
        )
        title = f"{'score × 100' if measure == 'score' else 'NVAS (0–100)'}, farther right is closer to the people"
        wide, narrow = draw_arrows(rows, series, x_title=title, alt_text=alt, name=f"{prefix}framings")
        caption = (
            f"Where the model stands under each way of asking ({path}); the arrow points from one to the next. Only "
            "questions that it answered under all of them are counted, so a shift is no change of questions. An arrow "
            "to the right: that way of asking brings it closer to the people. The arrows carry no intervals: "
            "read them beside the interval lines of the plot by population, and the effects below."
        )
        blocks.append(Figure("framings", f"From {path}", caption, alt, wide, narrow, tuple(rows), _legend(series)))
    effects = alignment.effects.filter((pl.col("population") == "") & (pl.col("calibration") == "raw"))
    if effects.height:
        blocks.append(_effects(effects, _confidence(alignment)))
    return Section(f"{prefix}framing", "What the way of asking changes", tuple(blocks), grey=grey) if blocks else None


def calibration_table(alignment: Alignment) -> Table | None:
    """Raw and content-free calibrated scores side by side; None where nothing was calibrated."""
    calibrated = lines_of(alignment, "content-free")
    if not calibrated:
        return None
    measure = measure_of(alignment)
    rows = []
    for line in [*lines_of(alignment), *calibrated]:
        rows.append(
            {
                "line": line.short, "calibration": line.key[4],
                "score": summary_value(alignment, line, measure),
                "skill": summary_value(alignment, line, skill_name(measure)),
            }
        )  # fmt: skip
    columns = (Column("line", "Framing"), Column("calibration", "Probabilities"),
               Column("score", "Score", form_of(measure)),
               Column("skill", "Skill", "skill"))  # fmt: skip
    return Table(
        "calibration",
        "Raw, and content-free: divided by what the model answers to a question about a made-up word, which takes out "
        "a liking for a place or a label. Brackets: 95 % intervals, questions resampled.",
        columns, tuple(rows),
    )  # fmt: skip


def _why(alignment: Alignment) -> Text:
    if measure_of(alignment) == "nvas":
        return Text((
            "These answers are single choices, not distributions. A single choice laid beside the spread of a people’s "
            "answers would lose points for having no spread, whatever it says; so what is compared is the central "
            "value: NVAS = 100 · (1 − |people’s mean − model’s answer| / length of the scale), with the mode in place "
            "of the mean where options have no order.",
        ))  # fmt: skip
    return Text((
        "Score = 1 − the share of the scale by which the model’s distribution of answers would have to be moved to "
        "become the people’s (Wasserstein distance); where options have no order, 1 − Jensen–Shannon divergence. "
        "Shown × 100: 100 is the same distribution.",
    ))  # fmt: skip


def _against(
    alignment: Alignment,
    lines: list[Line],
    groups: list[tuple[str, dict[str, str]]],
    what: str,
    prefix: str,
    title: str,
) -> Figure:
    measure = measure_of(alignment)
    unit = 100.0 if measure == "score" else 1.0
    rows = []
    for group, where in groups:
        for line in lines:
            score = summary_value(alignment, line, measure, **where)
            if score.value is None:
                continue
            blind = max(
                (v for b in blind_guesses(measure)
                 if (v := summary_value(alignment, line, f"{measure}_{b}", **where).value) is not None), default=None,
            )  # fmt: skip
            marks = {
                "blind": blind,
                "pooled": summary_value(alignment, line, f"{measure}_pooled", **where).value,
                "ceiling": summary_value(alignment, line, ceiling_name(measure), **where).value,
            }
            here = {"group": group, "lane": line.short}
            for key, value in marks.items():
                if value is not None:
                    rows.append({**here, "series": key, "value": value * unit, "low": None, "high": None})
            rows.append(
                {**here, "series": line.short, "value": score.value * unit,
                 "low": None if score.low is None else score.low * unit,
                 "high": None if score.high is None else score.high * unit}
            )  # fmt: skip
    guess = replace(_MARKS[0], label=f"blind guess ({' or '.join(blind_guesses(measure))})")
    series = [*(Series(x.short, x.label, x.colour, x.shape) for x in lines), guess, *_MARKS[1:]]
    alt = f"Score by {what}: " + "; ".join(
        f"{r['group']} {r['series']} {r['value']:.1f}"
        for r in rows
        if r["series"] not in ("blind", "pooled", "ceiling")
    )
    name = "score × 100" if measure == "score" else "NVAS (0–100)"
    wide, narrow = draw_dots(
        rows, series, x_title=f"{name}, farther right is closer to the people", alt_text=alt, name=f"{prefix}by-{what}"
    )
    caption = (
        f"One row a {what} and way of asking. The coloured mark is the model, its line the "
        f"{_confidence(alignment):.0%} interval (questions resampled). Upright bars are what it must be read against, "
        "on the same questions: grey, a guess that knows nothing of any people; light blue, the average answer of the "
        "other peoples, which knows the region but not this people; black, the ceiling, what somebody who knows "
        "the true shares would score (not 100, since the survey is a sample). Good is to the right of the blue bar. "
        "Left of the grey bar, knowing nothing would have done better."
    )
    return Figure(f"by-{what}", title, caption, alt, wide, narrow, tuple(rows), _legend(series))


def _table(
    alignment: Alignment, lines: list[Line], groups: list[tuple[str, dict[str, str]]], what: str, title: str
) -> Table:
    measure = measure_of(alignment)
    form, rows = form_of(measure), []
    for group, where in groups:
        place = {k: v for k, v in where.items() if k != "metric"}
        tail = where.get("metric", "")
        for line in lines:
            score = summary_value(alignment, line, measure + tail, **place)
            if score.value is None:
                continue
            counted = line.of(alignment.cells)
            for key, value in place.items():
                counted = counted.filter(pl.col(key) == value)
            blind = [
                summary_value(alignment, line, f"{measure}_{b}{tail}", **place).value for b in blind_guesses(measure)
            ]
            pooled = "skill_pooled" if measure == "score" else f"{measure}_skill_pooled"
            rows.append(
                {
                    "group": group, "line": line.short,
                    "skill": summary_value(alignment, line, skill_name(measure) + tail, **place),
                    "skill_pooled": summary_value(alignment, line, pooled + tail, **place),
                    "score": score,
                    "blind": max((b for b in blind if b is not None), default=None),
                    "pooled": summary_value(alignment, line, f"{measure}_pooled{tail}", **place).value,
                    "ceiling": summary_value(alignment, line, ceiling_name(measure) + tail, **place).value,
                    "questions": counted["question"].n_unique(),
                }
            )  # fmt: skip
    name = "Score × 100" if measure == "score" else "NVAS"
    return Table(
        f"by-{what}-table",
        f"Skill = (score − guess)/(ceiling − guess): 0 is no better than the guess, 1 as close as somebody who "
        f"knows the true shares, below 0 worse. “Skill” is against a blind guess, “skill against others” against the "
        f"average answer of the other peoples. Brackets: {_confidence(alignment):.0%} intervals, questions resampled.",
        (
            Column("group", title), Column("line", "Way of asking"), Column("skill", "Skill", "skill"),
            Column("score", name, form), Column("blind", "Blind guess", form), Column("pooled", "Other peoples", form),
            Column("ceiling", "Ceiling", form), Column("skill_pooled", "Skill against others", "skill"),
            Column("questions", "Questions", "count"),
        ),
        tuple(rows),
    )  # fmt: skip


def _effects(effects: pl.DataFrame, confidence: float) -> Table:
    words = {
        "FCS": ("Persona against observer (FCS)", "100: both ways of asking give the same answer"),
        "SPD": ("Own answer against persona (SPD)", "100: naming a people changes nothing"),
        "steerability": ("Gain from naming the people", "above 0: naming the people brings the model closer to it"),
    }
    rows = [
        {"name": words.get(r["name"], (r["name"], ""))[0], "model": r["model"],
         "estimate": Estimate.of(r) if r["name"] != "steerability" else Estimate(
             *(None if r[k] is None else 100 * r[k] for k in ("estimate", "low", "high"))),
         "reading": words.get(r["name"], ("", r["unit"]))[1], "questions": r["questions"]}
        for r in effects.to_dicts()
    ]  # fmt: skip
    return Table(
        "effects",
        f"Effects of the way of asking, on the cells answered both ways, in points of 100. Brackets: {confidence:.0%} "
        "intervals, questions resampled.",
        (Column("name", "Effect"), Column("model", "Model"), Column("estimate", "Points", "points"),
         Column("reading", "How to read it", "prose"), Column("questions", "Questions", "count")),
        tuple(rows),
    )  # fmt: skip


def _legend(series: list[Series]) -> tuple[tuple[str, str, str], ...]:
    return tuple((s.label, s.colour, s.shape) for s in series)


def _confidence(alignment: Alignment) -> float:
    return float(alignment.info.get("confidence", 0.95))
