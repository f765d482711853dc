"""The three findings by name, each on matched cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.report.page import Column, Estimate, Section, Table, Text

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment

_OPENING = {
    "cross-lingual value shift": "Cross-lingual value shift: the same questions in the survey’s language and in the "
    "people’s own.",
    "reasoning-induced change": "Reasoning-induced change: the same questions answered at once and after thinking.",
}


def findings_section(alignment: Alignment, *, prefix: str = "", grey: str = "") -> Section | None:
    """Language, reasoning and leakage; None where neither was varied and no text was read beside probabilities."""
    if alignment.findings.is_empty() and alignment.leakage.is_empty():
        return None
    confidence = float(alignment.info.get("confidence", 0.95))
    blocks: list[Any] = []
    for name, opening in _OPENING.items():
        rows = alignment.findings.filter(pl.col("name") == name)
        if rows.height:
            blocks += [Text((f"{opening} {_said(rows)}",)), _changes(name, rows, confidence)]
    if alignment.leakage.height:
        blocks += [Text((f"Logit leakage: words that refuse, probabilities that answer. {_leaks(alignment.leakage)}",))]
        blocks.append(_leakage(alignment.leakage, confidence))
    return Section(f"{prefix}findings", "Language, reasoning, and what refusals hide", tuple(blocks), grey=grey)


def _said(rows: pl.DataFrame) -> str:
    """What the tests say, in one sentence."""
    changed = rows.filter(pl.col("p_holm") < 0.05)
    same = rows.filter((pl.col("p_holm") >= 0.05) & (pl.col("p_equivalent") < 0.05))
    parts = []
    for row in changed.to_dicts():
        way = "closer to the people" if row["change"] > 0 else "away from the people"
        parts.append(
            f"{row['framing']} ({row['before']} → {row['after']}) moves {way}, by {100 * row['change']:+.1f} points "
            f"[{100 * row['change_low']:+.1f}, {100 * row['change_high']:+.1f}]"
        )
    if not parts:
        parts.append("no change of the score is larger than chance")
    if same.height:
        parts.append(f"{same.height} of {rows.height} are equivalent to no change, within two points")
    undecided = rows.height - changed.height - same.height
    if undecided:
        parts.append(f"{undecided} of {rows.height} cannot be decided on these questions")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."


def _changes(name: str, rows: pl.DataFrame, confidence: float) -> Table:
    from folkways.alignment.findings import LANGUAGE

    shown = tuple(
        {
            "framing": r["framing"],
            "between": f"{r['before']} → {r['after']}",
            "change": Estimate(
                *(None if r[k] is None else 100 * r[k] for k in ("change", "change_low", "change_high"))
            ),
            "p": r["p_holm"],
            "shift": Estimate(r["shift"], r["shift_low"], r["shift_high"]),
            "consistency": Estimate(r["consistency"], r["consistency_low"], r["consistency_high"]),
            "cells": r["cells"],
            "questions": r["questions"],
        }
        for r in rows.to_dicts()
    )
    return Table(
        name.replace(" ", "-"),
        "Only cells that were answered both ways are counted. Change of score: in points of 100, above 0 means nearer "
        f"to the people afterwards; brackets are {confidence:.0%} intervals (questions resampled), p by sign-flips "
        "over questions, adjusted by Holm. Shift: how much probability moves from one option to another, wherever to; "
        "some of it is noise. Consistency: 100 · (1 − distance of the two central values / length of the scale), 100 "
        "where it stays in place; between languages this is the published CLCS.",
        (
            Column("framing", "Way of asking"), Column("between", "From → to"),
            Column("change", "Change of score", "points"), Column("p", "p (Holm)", "skill"),
            Column("shift", "Shift", "score"),
            Column("consistency", "Consistency (CLCS)" if name == LANGUAGE else "Consistency", "points"),
            Column("cells", "Cells", "count"), Column("questions", "Questions", "count"),
        ),
        shown,
    )  # fmt: skip


def _leaks(rows: pl.DataFrame) -> str:
    read, refused = int(rows["read"].sum()), int(rows["refused"].sum())
    if not refused:
        return f"Of {read:,} answers whose text was read, none refused, so there is nothing that could leak."
    leaked = float((rows["leaked"] * rows["refused"]).sum())
    return (
        f"Of {read:,} answers whose text was read, {refused:,} refused; of these, {leaked:.0f} put more than three "
        "quarters of their probability on one option."
    )


def _leakage(rows: pl.DataFrame, confidence: float) -> Table:
    shown = tuple(
        {
            "line": " · ".join(r[k] for k in ("framing", "language", "reasoning")),
            "read": r["read"],
            "refused": r["refused"],
            "leaked": Estimate(r["leaked"], r["low"], r["high"]),
            "mass": r["mass"],
            "entropy": r["entropy"],
            "expected": r["nvas_expected"],
            "uniform": r["nvas_uniform"],
        }
        for r in rows.to_dicts()
    )
    return Table(
        "leakage",
        "Leaked: share of the refusals whose top option holds more than 75 % of the options’ probability, where the "
        f"options together hold at least 10 % of all ({confidence:.0%} interval, questions resampled). Entropy: 1 is "
        "indifference. The NVAS of a refusal’s expected value means something only as far as it exceeds that of the "
        "uniform distribution, which knows nothing.",
        (
            Column("line", "Way of asking"), Column("read", "Texts read", "count"),
            Column("refused", "Refused", "count"), Column("leaked", "Leaked", "score"),
            Column("mass", "Mass on options", "skill"), Column("entropy", "Entropy", "skill"),
            Column("expected", "NVAS of expected value", "points"), Column("uniform", "NVAS of uniform", "points"),
        ),
        shown,
    )  # fmt: skip
