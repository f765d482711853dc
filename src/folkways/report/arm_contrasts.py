"""The table that sets one arm of a comparison against each of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from folkways.report.page import Column, Estimate, Table, shown

if TYPE_CHECKING:
    from folkways.adapt.comparing.comparison import Comparison

_PEOPLES = {"seen": "peoples it learnt from", "unseen": "held-out peoples", "region": "peoples of a held-out region"}


def contrast_tables(comparison: Comparison) -> list[Table]:
    """One table a group of peoples; none where no arm was singled out."""
    found = comparison.contrasts
    columns = (
        Column("over", "over"), Column("more", "more skill", "skill"),
        Column("detectable", "could have been seen", "skill"), Column("seeds", "by seed"),
    )  # fmt: skip
    tables = []
    for group in found["group"].unique(maintain_order=True):
        rows = found.filter(found["group"] == group).to_dicts()
        caption = (
            f"How much more skill {rows[0]['arm']} has than each other arm, on held-out questions, {_PEOPLES[group]}. "
            "Paired by question and by seed; the 95 % interval is of the difference itself. Above 0: it is closer. "
            "Could have been seen: the least true difference that this comparison finds in four of five repetitions."
        )
        shown_rows = tuple(
            {
                "over": row["over"],
                "more": Estimate.of(row),
                "detectable": row["detectable"],
                "seeds": ", ".join(shown(v, "skill") for v in row["seeds"]) if len(row["seeds"]) > 1 else "one",
            }
            for row in rows
        )
        tables.append(Table(f"contrasts-{group}", caption, columns, shown_rows))
    return tables
