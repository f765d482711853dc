"""The report of adapters from descriptions: whether the words make a difference, and what each way learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.report.closer import closer_report
from folkways.report.page import Column, Estimate, Section, Table, Text, shown

if TYPE_CHECKING:
    from folkways.adapt.comparing.comparison import Comparison

#: What a description must beat, to have been read.
CONTROLS = ("nonsense", "shuffled")
#: Fewer say too little of how much depends on the seed.
SEEDS = 3


def emitted_report(comparison: Comparison, out: Path, *, command: str = "") -> Path:
    """Write the page of `folkways adapt hyper eval`.

    Raises:
        RunError: the disk is full or the folder cannot be written.
    """
    lead = next(group for group in ("unseen", "region", "seen") if comparison.facts["groups"].get(group))
    sections = [_read_with_care(), _counts(comparison.facts["counts"], comparison.facts["emission"])]
    return closer_report(
        comparison, out, command=command, verdict=words_verdict(comparison, lead), lead=lead, more=sections
    )


def words_verdict(comparison: Comparison, group: str) -> str:
    """Whether a people's own description does more than one that says nothing, and more than no description at all.

    Args:
        comparison: with contrasts of one arm.
        group: of peoples.
    """
    rows = {row["over"]: row for row in comparison.contrasts.filter(comparison.contrasts["group"] == group).to_dicts()}
    if not rows:
        return "No hypernetwork was compared."
    arm = next(iter(rows.values()))["arm"]
    peoples = {
        "unseen": "these held-out peoples", "region": "these peoples of a held-out region",
        "seen": "these peoples, from which it learnt",
    }[group]  # fmt: skip
    controls = {name: row for name in CONTROLS if (row := rows.get(f"{arm}:{name}"))}
    told = "; ".join(
        f"over {_CALLED[name]} {shown(Estimate.of(row), 'skill')} (a true {_least(row)} would have been found in "
        "four of five repetitions)"
        for name, row in controls.items()
    )
    seeds = min((len(row["seeds"]) for row in controls.values()), default=0)
    if len(controls) < len(CONTROLS) or seeds < SEEDS:
        missing = [_CALLED[name] for name in CONTROLS if name not in controls]
        missing += [f"{SEEDS} seeds"] if seeds < SEEDS else []
        said = f"Whether the words make a difference cannot be said without {' and '.join(missing)}"
        said += f": for {peoples}, {arm} gains {told}" if told else ""
    elif all(row["low"] > 0 for row in controls.values()):
        said = f"The words make a difference: for {peoples}, {arm} with their own description gains in skill, {told}"
    else:
        said = f"It is not shown that the words make a difference: for {peoples}, {arm} gains {told}"
    others = [name for name in ("untouched", "shared", "described") if name in rows]
    against = [f"{name} {shown(Estimate.of(rows[name]), 'skill')}" for name in others]
    return f"{said}. Its skill less that of others: {', '.join(against)}." if against else f"{said}."


def _least(row: Mapping[str, Any]) -> str:
    """The least difference that could have been seen, a hundredth at least."""
    return shown(max(row["detectable"], 0.01), "skill")


_CALLED = {"nonsense": "nonsense", "shuffled": "somebody else’s description"}


def _read_with_care() -> Section:
    return Section(
        "care", "What the arms were told",
        (
            Text(
                (
                    "The question names no people. Only the adapter can tell them apart, or the description before it "
                    "(described). The untouched model and shared answer for all peoples alike.",
                    "per-culture is a LoRA of each people’s own, learnt from its own answers to training questions, "
                    "of the held-out peoples too: what data of the very people give in as many steps, no bound.",
                    "The descriptions of held-out peoples tell some of their answers to training questions. No answer "
                    "that is scored is in any description, and no hypernetwork has learnt from a held-out people.",
                    "Intervals are over questions and seeds, for these peoples: other peoples may differ by more. "
                    "Nonsense, and whose description is given to whom, change with the seed.",
                )
            ),
        ),
    )  # fmt: skip


def _counts(counts: Sequence[Mapping[str, Any]], emission: Mapping[str, float]) -> Section:
    columns = (
        Column("base", "base model"), Column("rank", "rank", "count"), Column("diag", "diag", "count"),
        Column("square", "square", "count"), Column("text-to-lora", "Text-to-LoRA", "count"),
        Column("lora", "one LoRA", "count"), Column("ratio", "Text-to-LoRA : diag"),
    )  # fmt: skip
    rows = tuple({**row, "ratio": f"{row['text-to-lora'] / row['diag']:.1f}"} for row in counts)
    caption = (
        "Numbers that are learnt. For Mistral-7B: query and value projections of all layers and a text vector of 1,024 "
        "numbers, as in the published experiments. For this base model: the layers and modules that were moved."
    )
    said = (
        f"From the vector of a description to an adapter: {emission['milliseconds']:.1f} ms; the vector itself: "
        f"{emission['encoding']:.0f} ms (medians on this machine)."
    )
    return Section(
        "parameters",
        "What each way learns, and how fast it emits",
        (Table("counts", caption, columns, rows), Text((said,))),
    )
