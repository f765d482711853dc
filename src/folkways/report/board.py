"""Many models in one order as a page: who leads, the means beside what they are read against, how ranks are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from folkways.alignment.leaderboard import LOSSES
from folkways.populations import language_name
from folkways.report.lines import FRAMING_ORDER, FRAMING_WORDS, measure_of
from folkways.report.page import Column, Estimate, Figure, Items, KeyFigure, Page, Pairs, Section, Table, Text, shown
from folkways.report.score_plots import Series, draw_dots
from folkways.report.verdict import blind_guesses

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.alignment.leaderboard import Leaderboard

_FAILED = "not measurable"
_CONDITION = ("framing", "language", "reasoning")
_ENTRY = Series("entry", "mean of an entry", "#D55E00", "diamond")
_GREY = Series("grey", "mean of an entry that is not measurable", "#8a8f94", "circle")
_MARKS = {
    "blind": Series("blind", "blind guess", "#59636e", "bar"),
    "pooled": Series("pooled", "answer of the other peoples", "#56B4E9", "bar"),
    "ceiling": Series("ceiling", "ceiling (knows the true shares)", "#1f2328", "bar"),
}
_GUESSES = {
    "midpoint": "the middle of the scale",
    "uniform": "an even spread over the options",
    "pooled": "the average answer of the other peoples",
    "ceiling": "the ceiling, somebody who knows the true shares",
}
_REASONING = {"direct": "answering at once", "reasoned": "thinking in words first"}
_LABEL = 30


@dataclass(frozen=True)
class _Board:
    """One condition: its rows, best first, and what they are read against."""

    key: tuple[str, ...]
    rows: list[dict[str, Any]]
    references: dict[str, float]
    metric: str

    @property
    def name(self) -> str:
        return " · ".join(self.key)

    @property
    def measurable(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["gate"] != _FAILED]

    @property
    def leaders(self) -> list[dict[str, Any]]:
        """Measurable entries than which no measurable one is better beyond chance."""
        able = self.measurable
        return [row for i, row in enumerate(able) if all(better["name"] in row["ties"] for better in able[:i])]

    @property
    def blind(self) -> float | None:
        """The better of the guesses that know nothing."""
        guesses = [self.references[g] for g in blind_guesses(self.metric) if g in self.references]
        return max(guesses, default=None)

    def shown(self, value: Any) -> str:
        return shown(value, form_of(self.metric))


def form_of(metric: str) -> str:
    """How means of this metric are shown: scores of 0 to 1 times 100, NVAS as it is, divergences in their unit."""
    return "points" if metric.startswith("nvas") else "skill" if metric in LOSSES else "score"


def leaderboard_page(
    board: Leaderboard, alignments: Mapping[str, Alignment], gates: Mapping[str, Mapping[str, Any] | None], *,
    calibration: str = "raw", survey: str = "", title: str = "", command: str = "",
) -> Page:  # fmt: skip
    """The page of a leaderboard; its JSON holds all rows, those of other calibrations too.

    Args:
        board: from `leaderboard`.
        alignments: what was ordered, by the names that were given to `leaderboard`.
        gates: the record of each one's validity gate, by the same names; None where there were no controls.
        calibration: which of the orders is shown.
        survey: the survey's title.
        title: heading.
        command: what was typed.

    Raises:
        ValueError: no order has this calibration.
    """
    boards = _boards(board, gates, calibration)
    if not boards:
        raise ValueError(f"no order has the calibration {calibration!r}")
    first = next(iter(alignments.values()))
    verdicts = {"not tested" if gate is None else str(gate["verdict"]) for gate in gates.values()}
    shares = _coverage(alignments)
    sections = [_condition(each, shares, gates, f"order-{n}", board.info) for n, each in enumerate(boards)]
    sections += [_compared(boards, alignments, board.info, survey or first.survey), _made(board.info)]
    sections.append(_repeat(board.info, command, first.survey))
    entries = len({row["name"] for each in boards for row in each.rows})
    lead = boards[0]
    record = board.to_record()
    for row in record["rows"]:
        row["gate"] = _verdict(gates[row["entry"]])
    return Page(
        title=title or f"Which of these {entries} comes closest to the people?",
        verdict=(f"{_asked(lead, True)}: " if len(boards) > 1 else "") + _headline(lead),
        sections=tuple(sections),
        kicker=f"folkways leaderboard · {survey or first.survey} · {entries} entries · "
        f"{len(boards)} way{'' if len(boards) == 1 else 's'} of asking",
        key_figures=tuple(_key(lead, row) for row in lead.measurable[:4]),
        badge=verdicts.pop() if len(verdicts) == 1 else "",
        facts={**record, "gates": {name: None if gate is None else dict(gate) for name, gate in gates.items()}},
    )


def _boards(board: Leaderboard, gates: Mapping[str, Mapping[str, Any] | None], calibration: str) -> list[_Board]:
    made = []
    shown_rows = board.rows.filter(pl.col("calibration") == calibration)
    for key, part in shown_rows.group_by(_CONDITION, maintain_order=True):
        here = pl.all_horizontal(pl.col(n) == v for n, v in zip(_CONDITION, key, strict=True))
        found = board.references.filter(here & (pl.col("calibration") == calibration))
        rows = [{**row, "gate": _verdict(gates[row["entry"]])} for row in part.to_dicts()]
        references = dict(found.select("reference", "mean").iter_rows())
        made.append(_Board(tuple(map(str, key)), rows, references, str(board.info["metric"])))
    place = {framing: i for i, framing in enumerate(FRAMING_ORDER)}
    return sorted(made, key=lambda b: (-len(b.rows), place.get(b.key[0], len(place)), b.key[1:]))


def _verdict(gate: Mapping[str, Any] | None) -> str:
    return "not tested" if gate is None else str(gate["verdict"])


def _asked(board: _Board, start: bool = False) -> str:
    framing, language, reasoning = board.key
    words = (
        f"asked in {language_name(language)}, {FRAMING_WORDS.get(framing, framing)}, "
        f"{_REASONING.get(reasoning, reasoning)}"
    )
    return words[0].upper() + words[1:] if start else words


def _headline(board: _Board) -> str:
    """Who leads, or that the first cannot be told apart."""
    able, leaders = board.measurable, board.leaders
    if not able:
        return "none of the entries can be measured by this instrument, so their order says nothing about any people."
    number = f"{_measure(board.metric)} {_estimate(board, able[0])}".replace(" ", "\N{NO-BREAK SPACE}")
    rest = len(able) - len(leaders)
    if len(able) == 1:
        said = f"only {able[0]['name']} can be measured by this instrument ({number}), so there is no order"
    elif len(leaders) == 1:
        near = [row["name"] for row in able[1:] if row["name"] in able[0]["ties"]]  # beaten by another one
        others = "the other entry" if rest == 1 else f"all {rest} others"
        if near:
            others = f"all others but {_listed(near)}, which {'is' if len(near) == 1 else 'are'} behind another one"
        said = f"{able[0]['name']} leads ({number}), told apart from {others}"
    elif rest == 0:
        said = f"{_all(len(able))} entries cannot be told apart: {_listed([r['name'] for r in leaders])}"
        said += f"; the first has {number}"
    else:
        block = able[: len(leaders)] == leaders
        who = (
            f"the first {len(leaders)} of {len(able)}" if block else f"{len(leaders)} of {len(able)} share the lead and"
        )
        said = f"{who} cannot be told apart: {_listed([r['name'] for r in leaders])}; the first has {number}"
    lost = len(board.rows) - len(able)
    if lost:
        said += f"; left out: {lost} {'entry that is' if lost == 1 else 'entries that are'} not measurable"
    blind = board.blind
    if blind is not None and able[0]["mean"] < blind:
        said += f"; even the first scores less than a guess that knows nothing of any people ({board.shown(blind)})"
    return f"{said}."


def _all(count: int) -> str:
    return "the two" if count == 2 else f"all {count}"


def _listed(names: Sequence[str]) -> str:
    if len(names) > 5:
        return f"{', '.join(names[:4])} and {len(names) - 4} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _measure(metric: str) -> str:
    return {"score": "score", "nvas": "NVAS"}.get(metric, metric)


def _axis(metric: str) -> str:
    scale = {"points": "NVAS (0–100)" if metric == "nvas" else metric, "skill": metric}.get(
        form_of(metric), f"{metric} × 100"
    )
    return f"{scale}, farther {'left' if metric in LOSSES else 'right'} is closer to the people"


def _estimate(board: _Board, row: Mapping[str, Any]) -> str:
    return board.shown(Estimate.of(row, "mean"))


def _rank(row: Mapping[str, Any]) -> str:
    return f"{row['rank']}{'=' if row['ties'] else ''}"


def _range(row: Mapping[str, Any]) -> str:
    low, high = row["rank_low"], row["rank_high"]
    return str(low) if low == high else f"{low} to {high}"


def _key(board: _Board, row: Mapping[str, Any]) -> KeyFigure:
    tied = len(row["ties"])
    remark = f"rank {_rank(row)}, " + (f"tied with {tied} more" if tied else "tied with none")
    return KeyFigure(row["name"], Estimate.of(row, "mean"), form_of(board.metric), remark)


def _condition(
    board: _Board, shares: Mapping[tuple[str, ...], tuple[int, int]],
    gates: Mapping[str, Mapping[str, Any] | None], id: str, info: Mapping[str, Any],
) -> Section:  # fmt: skip
    confidence = float(info["confidence"])
    said = _headline(board)
    blocks: list[Any] = [Text((f"{_asked(board, True)}. {said[0].upper()}{said[1:]}",))]
    failed = {row["entry"]: gates[row["entry"]] for row in board.rows if row["gate"] == _FAILED}
    if failed:
        reasons = tuple(f"{name} is not measurable: {gate['reason']}" for name, gate in failed.items() if gate)
        blocks.append(Text((*reasons, "Grey entries are kept for the record: their numbers say nothing about any "
                            "people, though they keep their place among the ranks."), "warning"))  # fmt: skip
    blocks += [_figure(board, id, confidence), _table(board, shares, id, confidence)]
    return Section(id, board.name, tuple(blocks))


def _figure(board: _Board, id: str, confidence: float) -> Figure:
    unit = 100.0 if form_of(board.metric) == "score" else 1.0
    labels = _labels(board.rows)
    rows = []
    for row, label in zip(board.rows, labels, strict=True):
        lane = "grey" if row["gate"] == _FAILED else "entry"
        rows.append(
            {"group": label, "series": lane, "lane": "entry", "value": row["mean"] * unit, "low": row["low"] * unit,
             "high": row["high"] * unit, "name": row["name"], "rank": row["rank"]}
        )  # fmt: skip
    marks = {"blind": board.blind, "pooled": board.references.get("pooled"), "ceiling": board.references.get("ceiling")}
    uprights = [(_MARKS[key], value * unit) for key, value in marks.items() if value is not None]
    drawn = [s for s in (_ENTRY, _GREY) if any(r["series"] == s.key for r in rows)]
    alt = f"Means of {board.name}: " + "; ".join(f"{_rank(r)} {r['name']} {_estimate(board, r)}" for r in board.rows)
    alt += "".join(f"; {series.label} {value:.1f}" for series, value in uprights)
    spread = max(r["high"] for r in rows) - min(r["low"] for r in rows)
    wide, narrow = draw_dots(
        rows, drawn, x_title=_axis(board.metric), alt_text=alt, name=id, offset=False, uprights=uprights,
        number=".2f" if form_of(board.metric) == "skill" else ".0f" if spread > 4 else ".1f",
    )  # fmt: skip
    lead = board.rows[0]
    caption = (
        "One row an entry, the best on top; before its name stands its rank, with “=” where it is tied. The mark is "
        f"its mean over the {lead['cells']:,} cells (a question in one people) that all entries answered, the line its "
        f"{confidence:.0%} interval (questions resampled). Lines may overlap although two entries are told apart: "
        "they answered the same questions, so their difference is surer than either mean."
    )
    if uprights:
        caption += (
            " Upright lines are what a mean must be read against, on the same cells: grey, a guess that knows nothing "
            "of any people; light blue, the average answer of the other peoples, which knows the region but not this "
            "people; black, the ceiling, what somebody who knows the true shares would score (not 100, since the "
            "survey is a sample). Left of the grey line, knowing nothing would have done better."
        )
    legend = tuple((s.label, s.colour, s.shape) for s in (*drawn, *(s for s, _ in uprights)))
    return Figure(f"{id}-means", "Means over common cells", caption, alt, wide, narrow, tuple(rows), legend)


def _labels(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rank and name, short enough for a picture, each its own."""
    found: list[str] = []
    for row in rows:
        name = " ".join(row["name"].split())
        if len(name) > _LABEL:
            name = f"{name[: _LABEL // 2 - 1]}…{name[-_LABEL // 2 :]}"
        label, number = f"{_rank(row)} {name}", 1
        while label in found:
            number += 1
            label = f"{_rank(row)} {name} ({number})"
        found.append(label)
    return found


def _coverage(alignments: Mapping[str, Alignment]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Cells that were asked, and cells answered, by entry, model and condition."""
    found = {}
    by = ["model", *_CONDITION]
    for name, alignment in alignments.items():
        total = alignment.coverage.group_by(by).agg(
            (pl.col("human_cells") - pl.col("absent")).sum().alias("asked"), pl.col("answered").sum()
        )
        for row in total.to_dicts():
            found[(name, *(row[n] for n in by))] = (row["asked"], row["answered"])
    return found


def _table(
    board: _Board, shares: Mapping[tuple[str, ...], tuple[int, int]], id: str, confidence: float
) -> Table:  # fmt: skip
    rows = []
    for row in board.rows:
        asked, answered = shares.get((row["entry"], row["model"], *board.key), (0, row["cells_own"]))
        rows.append(
            {
                "name": row["name"], "rank": _rank(row), "mean": Estimate.of(row, "mean"), "range": _range(row),
                "asked": asked or None, "answered": answered / asked if asked else None,
                "common": row["cells"] / row["cells_own"] if row["cells_own"] else None,
                "gate": row["gate"], "grey": row["gate"] == _FAILED,
            }
        )  # fmt: skip
    name = {"score": "Score × 100", "nvas": "NVAS"}.get(board.metric, board.metric)
    columns = (
        Column("name", "Entry"), Column("rank", "Rank", "count"), Column("mean", name, form_of(board.metric)),
        Column("range", "Rank range", "count"), Column("asked", "Cells asked", "count"),
        Column("answered", "Answered", "percent"), Column("common", "Compared", "percent"),
        Column("gate", "Control checks"),
    )  # fmt: skip
    return Table(
        f"{id}-table",
        "Rank: one more than the entries that are better beyond chance; “=”: tied with at least one other. Rank range: "
        f"where the rank by mean falls in {confidence:.0%} of resamples of the questions. Answered: of the cells that "
        "the entry was asked, how many it gave a usable answer to. Compared: of those, how many are in the mean, since "
        "all other entries answered them too; where it is small, the order rests on a small part of what was asked. "
        "Control checks: whether the entry answers by what the options say and not by their place or label. Brackets: "
        f"{confidence:.0%} intervals.",
        columns, tuple(rows), stacked=True,
    )  # fmt: skip


def _compared(
    boards: Sequence[_Board], alignments: Mapping[str, Alignment], info: Mapping[str, Any], survey: str
) -> Section:
    metric = str(info["metric"])
    rows = [
        {
            "condition": each.name, "entries": len(each.rows), "cells": each.rows[0]["cells"],
            "questions": each.rows[0]["questions"], "populations": each.rows[0]["populations"],
            **each.references,
        }
        for each in boards
    ]  # fmt: skip
    form = form_of(metric)
    known = [name for name in _GUESSES if any(name in each.references for each in boards)]
    titles = {"midpoint": "Middle", "uniform": "Even spread", "pooled": "Other peoples", "ceiling": "Ceiling"}
    caption = (
        "Every way of asking has an order of its own: a model that speaks as a person and one that answers for itself "
        "do different things. Only cells that every entry of a row answered are counted."
    )
    if known:
        caption += f" At the right, what each of these would score on them: {_listed([_GUESSES[n] for n in known])}."
    columns = (
        Column("condition", "Way of asking"), Column("entries", "Entries", "count"), Column("cells", "Cells", "count"),
        Column("questions", "Questions", "count"), Column("populations", "Peoples", "count"),
        *(Column(name, titles[name], form) for name in known),
    )  # fmt: skip
    blocks: list[Any] = [
        Text((f"Survey: {survey}. {_said(metric)}",)),
        Table("compared", caption, columns, tuple(rows), stacked=True),
    ]
    single = [name for name, alignment in alignments.items() if measure_of(alignment) == "nvas"]
    if metric == "score" and single:
        blocks.append(Text((
            f"Single choices, not distributions: {_listed(single)}. Beside the spread of a people’s answers they lose "
            "points for having no spread, whatever they say; --metric nvas compares central values instead.",), "note",
        ))  # fmt: skip
    names = list(dict.fromkeys(row["name"] for each in boards for row in each.rows))
    absent = tuple(
        f"{each.name}: without {_listed(missing)}"
        for each in boards
        if (missing := [n for n in names if n not in {row["name"] for row in each.rows}])
    )
    if absent:
        blocks.append(Items("Missing from an order: not asked in this way, or without an answer", absent))
    return Section("compared", "What was compared", tuple(blocks))


def _said(metric: str) -> str:
    known = {
        "score": "Score = 1 − the share of the scale by which the model’s distribution of answers would have to be "
        "moved to become the people’s (Wasserstein distance); where options have no order, 1 − Jensen–Shannon "
        "divergence. Shown × 100: 100 is the same distribution.",
        "nvas": "NVAS = 100 · (1 − |people’s mean − model’s answer| / length of the scale), with the mode in place of "
        "the mean where options have no order: 100 is the same central value.",
    }
    if metric in known:
        return known[metric]
    return f"Metric: {metric}; {'less' if metric in LOSSES else 'more'} is closer to the people."


def _made(info: Mapping[str, Any]) -> Section:
    confidence = float(info["confidence"])
    items = [
        "Two entries are told apart if their difference, question by question, is larger than chance makes it: the "
        f"signs of whole questions are flipped {info['replicates']:,} times, which shows what differences come about "
        f"where there is none; all pairs of a way of asking share one error of {1 - confidence:.0%} (Holm).",
        "An entry’s rank is one more than the number of entries that are better beyond chance. Those that cannot be "
        "told apart can share a rank; “=” marks them.",
        "Being tied does not carry over: the first may be tied with the second and the second with the third, while "
        "the first is better than the third. So a rank with “=” may differ from its neighbour’s.",
        f"The rank range comes from {info['replicates']:,} resamples of the questions, the same for all entries: in "
        f"{confidence:.0%} of them the rank by mean lies inside it. It says how much the order depends on which "
        "questions were asked.",
        "A tie is no proof of being alike: with more questions the two might be told apart.",
        "An order says who is closer, not who is close. Read every mean against the guesses and the ceiling.",
    ]
    return Section("ranks", "How the ranks are made", (Items("", tuple(items)),))


def _repeat(info: Mapping[str, Any], command: str, survey: str) -> Section:
    from folkways.version import __version__

    pairs = [("Command", f"$ {command}")] if command else []
    pairs += [
        ("Survey", survey), ("Metric", str(info["metric"])), ("Seed", str(info["seed"])),
        ("Resamples and sign flips", f"{info['replicates']:,} of each, clustered by question"),
        ("Intervals", f"{float(info['confidence']):.0%}"), ("Told apart", str(info["told_apart"])),
        ("Versions", f"folkways {__version__}, numpy {np.__version__}, polars {pl.__version__}"),
    ]  # fmt: skip
    return Section("repeat", "How to repeat it", (Pairs(tuple(pairs)),))
