"""The report of a comparison: which way of bringing the model closer works for whom, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.adapt.comparing.gains import POOLED
from folkways.errors import PopulationError
from folkways.populations import parse_population
from folkways.report.arm_contrasts import contrast_tables
from folkways.report.page import Column, Estimate, Figure, KeyFigure, Page, Pairs, Section, Table, Text, render, shown
from folkways.report.score_plots import Series, draw_dots

if TYPE_CHECKING:
    from folkways.adapt.comparing.comparison import Comparison, Line

_SEEN = Series("seen", "peoples it learnt from", "#1f6f6b")
_UNSEEN = Series("unseen", "peoples that were held out", "#b4572e", "diamond")
_REGION = Series("region", "peoples of a region that was held out", "#5b4a8a", "square")
_SERIES = (_SEEN, _UNSEEN, _REGION)
#: Below this part of people's own dispersion a model gives all peoples about the same answer.
_ALIKE = 0.25
_TITLES = {
    "seen": "Held-out questions, peoples it learnt from",
    "unseen": "Held-out questions, held-out peoples",
    "region": "Held-out questions, peoples of a held-out region",
}


def closer_report(
    comparison: Comparison, out: Path, *, command: str = "", verdict: str = "", lead: str = "seen",
    more: Sequence[Section] = (),
) -> Path:  # fmt: skip
    """Write the page of a comparison, and its facts as JSON beside it.

    Args:
        comparison: what is shown.
        out: the page.
        command: that made it.
        verdict: the first sentence; what the best arm gains where absent.
        lead: the group of peoples whose figures stand at the top.
        more: sections behind that of the gains.

    Raises:
        RunError: the disk is full or the folder cannot be written.
    """
    others = list(comparison.lines[1:])
    gated = [line for line in comparison.lines if set(line.gate) != {"not tested"}]
    passed = {line.arm: sum(v == "measurable" for v in line.gate) for line in gated}
    grey = (
        "no arm passes the validity gate, so these figures say how far label probabilities lie from people’s shares, "
        "not what the model holds."
        if not any(passed.values())
        else ""
    )
    facts = comparison.facts
    page = Page(
        title=f"What brings {comparison.model} closer to these peoples?",
        verdict=verdict or _verdict(comparison),
        kicker=f"folkways {facts.get('verb', 'adapt compare')} · {comparison.survey} · "
        f"{facts['questions']} held-out questions · "
        f"{len(facts['populations'])} populations · seeds {', '.join(map(str, facts['seeds']))}",
        key_figures=_key_figures(comparison, others, lead),
        badge="measurable"
        if gated == list(comparison.lines) and all(passed[line.arm] == len(line.gate) for line in gated)
        else "not measurable"
        if not any(passed.values())
        else "",
        sections=(
            _gains(comparison),
            *more,
            _spread(comparison),
            _cost(comparison),
            _behaviour(comparison),
            _gate(comparison, grey),
            _method(comparison, command),
        ),
        facts=comparison.to_record(),
    )
    return render(page, out)


def _verdict(comparison: Comparison) -> str:
    """The arm that gains most on held-out questions of the seen peoples, and what the interval says of it."""
    found = [
        (gain["estimate"], line.arm, gain)
        for line in comparison.lines[1:]
        if (gain := comparison.value(line.arm, "seen", "gain"))
    ]
    if not found:
        return "Only the untouched model was asked."
    _, arm, gain = max(found, key=lambda row: row[0])
    what = f"{arm} changes skill on held-out questions by {shown(Estimate.of(gain), 'skill')}"
    if gain["low"] > 0:
        said = f"{what}: closer to the peoples it learnt from"
    elif gain["high"] < 0:
        said = f"Nothing brought the model closer; the best, {what}"
    else:
        said = f"No arm is shown to help: the best, {what}, which may be chance"
    away = comparison.value(arm, "unseen", "gain")
    if away is not None:
        said += f"; for held-out peoples by {shown(Estimate.of(away), 'skill')}"
    pooled = comparison.value(arm, "seen", "to_pooled")
    if pooled is not None:
        said += f". Against the pooled answer of the other peoples it stands at {_points(pooled)} points"
    apart = comparison.value(arm, "all", "dispersion_ratio")
    if apart is not None and apart["high"] < _ALIKE:
        said += f". It hardly tells the peoples apart (dispersion {shown(Estimate.of(apart), 'skill')} of theirs)"
    return said[:1].upper() + said[1:] + "."


def _points(row: dict[str, Any]) -> str:
    return shown(Estimate(*(100 * row[n] for n in ("estimate", "low", "high"))), "points")


def _key_figures(comparison: Comparison, others: list[Line], lead: str) -> tuple[KeyFigure, ...]:
    found = [KeyFigure("untouched, skill", Estimate.of(comparison.value("untouched", lead, "skill")), "skill")]
    for line in others[:3]:
        each = comparison.value(line.arm, lead, "skill")
        if each:
            remark = f"seeds: {', '.join(shown(v, 'skill') for v in each['seeds'])}" if len(each["seeds"]) > 1 else ""
            found.append(KeyFigure(f"{line.arm}, skill", Estimate.of(each), "skill", remark))
    return tuple(found)


def _gains(comparison: Comparison) -> Section:
    rows = [
        {"group": arm, "series": s.key, "lane": s.key, "value": v["estimate"], "low": v["low"], "high": v["high"]}
        for arm in _with_pooled(comparison)
        for s in _SERIES
        if (v := comparison.value(arm, s.key, "skill"))
    ]
    series = [s for s in _SERIES if any(r["series"] == s.key for r in rows)]
    wide, narrow = draw_dots(
        rows, series, x_title="skill: 0 = knows nothing of any people, 1 = as good as people allow",
        alt_text=f"Skill of {len(comparison.lines)} arms on held-out questions", name="closer-skill", reference=0.0,
        zero=True, number=".2f",
    )  # fmt: skip
    figure = Figure(
        "closer-skill", "How close each comes on questions that nobody learnt from",
        "Skill with its 95 % interval over questions and seeds. The dashed line is a model that knows nothing: the "
        "better of uniform and midpoint.",
        f"Skill of {', '.join(line.arm for line in comparison.lines)}", wide, narrow, tuple(rows),
        tuple((s.label, s.colour, s.shape) for s in series),
    )  # fmt: skip
    tables = [_gain_table(comparison, group) for group in _TITLES if comparison.facts["groups"].get(group)]
    return Section("gains", "Closer, on what was held out", (figure, *tables, *contrast_tables(comparison)))


def _with_pooled(comparison: Comparison) -> list[str]:
    return [*(line.arm for line in comparison.lines), POOLED]


def _gain_table(comparison: Comparison, group: str) -> Table:
    rows = []
    for arm in _with_pooled(comparison):
        of = {m: comparison.value(arm, group, m) for m in ("score", "skill", "gain", "to_pooled", "skill_pooled")}
        seeds = of["skill"]["seeds"] if of["skill"] else []
        rows.append(
            {
                "arm": arm,
                "score": Estimate.of(of["score"]),
                "skill": Estimate.of(of["skill"]),
                "gain": Estimate(None) if arm == "untouched" else Estimate.of(of["gain"]),
                "to_pooled": Estimate(None) if arm == POOLED else Estimate.of(of["to_pooled"]),
                "seeds": ", ".join(shown(v, "skill") for v in seeds) if len(seeds) > 1 else "one",
            }
        )
    first = comparison.value("untouched", group, "score") or {}
    names = ", ".join(_name(p) for p in comparison.facts["groups"][group])
    columns = (
        Column("arm", "arm"), Column("score", "score", "score"), Column("skill", "skill", "skill"),
        Column("gain", "skill less untouched", "skill"), Column("to_pooled", "score less pooled others", "score"),
        Column("seeds", "skill by seed"),
    )  # fmt: skip
    caption = (
        f"{_TITLES[group]} ({names}): {first.get('questions', 0)} questions, {first.get('cells', 0)} cells. "
        "95 % intervals over questions and seeds; differences are paired. Pooled others: the mean answer of "
        "the other peoples to the very question, which no arm has seen."
    )
    return Table(f"gains-{group}", caption, columns, tuple(rows), stacked=True)


def _name(population: str) -> str:
    try:
        return parse_population(population).label
    except PopulationError:  # a community, named by its id
        return population


def _spread(comparison: Comparison) -> Section:
    rows = tuple(
        {"arm": line.arm, "ratio": Estimate.of(comparison.value(line.arm, "all", "dispersion_ratio"))}
        for line in comparison.lines
    )
    caption = (
        "How far the peoples lie from one another in the model, over how far they lie apart among people. Below 1: the "
        "model makes them alike. Above 1: it makes them more different than they are, which is how a stereotype looks."
    )
    table = Table("dispersion", caption, (Column("arm", "arm"), Column("ratio", "dispersion ratio", "skill")), rows)
    return Section("spread", "Are the peoples still told apart?", (table,))


def _cost(comparison: Comparison) -> Section:
    rows = []
    for line in comparison.lines:
        kept = line.retention
        rows.append(
            {
                "arm": line.arm,
                "facts": Estimate(kept.accuracy, kept.low, kept.high),
                "change": Estimate(None)
                if line.arm == "untouched"
                else Estimate(kept.change, kept.change_low, kept.change_high),
                "refused": line.refused,
                "off": line.off_label,
                "tokens": line.tokens,
                "parameters": line.parameters or None,
                "seconds": line.seconds or None,
            }
        )
    columns = (
        Column("arm", "arm"), Column("facts", "facts known", "score"), Column("change", "change", "score"),
        Column("refused", "refuses", "percent"), Column("off", "off the options", "percent"),
        Column("tokens", "tokens a prompt", "count"), Column("parameters", "trained parameters", "count"),
        Column("seconds", "seconds of training", "count"),
    )  # fmt: skip
    facts = comparison.lines[0].retention.facts
    written = sum(comparison.lines[0].states.values())
    refuses = f" Refuses: of {written} written answers to held-out questions." if written else ""
    caption = (
        f"Facts: {facts} questions that no culture disputes, the right answer against three wrong ones (25 by "
        f"chance), in hundredths.{refuses} Seconds: of one seed, on this machine."
    )
    return Section("cost", "What it costs", (Table("cost", caption, columns, tuple(rows), stacked=True),))


def _behaviour(comparison: Comparison) -> Section:
    judged = [(line.arm, line.behaviour) for line in comparison.lines if line.behaviour is not None]
    if not judged:
        return Section(
            "behaviour", "What it says when it is free to speak", (Text(("No open-ended prompts were put.",)),)
        )
    rows = tuple(
        {
            "arm": arm,
            "wins": Estimate(found.estimate, found.low, found.high),
            "band": "–"
            if found.band_low is None
            else f"{100 * found.band_low:.0f} to {100 * (found.band_high or 0):.0f}",
            "counts": "yes" if found.counts else "no",
            "prompts": found.prompts,
        }
        for arm, found in judged
    )
    columns = (
        Column("arm", "arm"), Column("wins", "preferred to untouched (50 = alike)", "score"),
        Column("band", "a second draw alone"), Column("counts", "more than that?"),
        Column("prompts", "prompts", "count"),
    )  # fmt: skip
    caption = (
        f"Open-ended answers before and after, judged blind and from both sides. The judge is "
        f"{judged[0][1].calibration}. A figure inside the band of a second draw says nothing."
    )
    text = Text(("Survey answers can move while behaviour does not. So the same model is asked for advice as well.",))
    return Section(
        "behaviour", "What it says when it is free to speak", (text, Table("behaviour", caption, columns, rows))
    )


def _gate(comparison: Comparison, grey: str) -> Section:
    rows = tuple(
        {
            "arm": line.arm,
            "passed": f"{sum(v == 'measurable' for v in line.gate)} of {len(line.gate)}",
            "reason": line.reason,
        }
        for line in comparison.lines
        if set(line.gate) != {"not tested"}
    )
    columns = Column("arm", "arm"), Column("passed", "measurable, of trials"), Column("reason", "why (first trial)")
    caption = (
        "The validity gate asks whether answers follow what is asked or the look of the page. Its checks of order, "
        "labels and contrast ask without naming a people, so a prompt does not reach them: there it stands where the "
        "untouched model does."
    )
    blocks: list[Any] = [Table("gate", caption, columns, rows, stacked=True)]
    if grey:
        blocks.insert(0, Text((f"Read the figures above with this in mind: {grey}",), style="warning"))
    return Section("gate", "Is there anything to measure?", tuple(blocks))


def _method(comparison: Comparison, command: str) -> Section:
    facts = comparison.facts
    design = facts["design"]
    pairs = [
        ("model", f"{comparison.model} ({facts['dtype']})"),
        ("survey", comparison.survey),
        ("licence of the survey", facts["licence"] or "not stated"),
        (
            "split",
            f"{facts['training_questions']} training questions, {facts['held_out_questions']} held out, "
            f"{facts['questions']} of them asked; {facts['split']}",
        ),
        ("asked", f"{', '.join(design['framings'])}; options {', '.join(design['orders'])}; cue {design['cue']}"),
        ("seeds", ", ".join(map(str, facts["seeds"]))),
        (
            "intervals",
            f"{100 * facts['confidence']:g} %, {facts['replicates']:,} resamples of questions, crossed with seeds "
            "(n − 1 of n); with three seeds they are rough",
        ),
    ]
    if command:
        pairs.append(("command", f"$ {command}"))
    return Section("method", "How it was made, and how to repeat it", (Pairs(tuple(pairs)),))
