"""How far people agree with what verification decided: the figures of an audit for the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.dialogues.auditing import said_of
from folkways.dialogues.verdict import STATUSES
from folkways.errors import InputError
from folkways.judges.agreement import cohen
from folkways.judges.calibration import wilson
from folkways.judges.resampling import Estimate


@dataclass(frozen=True, slots=True)
class Audited:
    """People against the pipeline on the audited opinions.

    What is grey has no verdict of the pipeline and counts in `accepted` alone. The sample follows the sizes of the
    strata, but each has at least one row: where n is small, rare statuses and languages weigh more than they should.

    Attributes:
        asked: rows of the sheet.
        answered: those with a verdict of a person.
        agreement: share of the answered and not grey on which people say the same; Wilson interval.
        kappa: Cohen's, of the same; bootstrap interval; NaN where one of them says one and the same throughout.
        accepted: status → share that people accept; Wilson interval; no units, no figure.
    """

    asked: int
    answered: int
    agreement: Estimate
    kappa: Estimate
    accepted: Mapping[str, Estimate]

    def __str__(self) -> str:
        """One line for a card."""
        if not self.answered:
            return "no person has said anything yet"
        return f"people agree on {self.agreement} of {self.agreement.units} audited opinions (kappa {self.kappa})"


def audited(verified: pl.DataFrame, audit: pl.DataFrame, *, seed: int = 0) -> Audited:
    """The figures of an audit.

    Args:
        verified: as verification left it, before the audit was applied: afterwards people would agree with themselves.
        audit: of `AUDIT_SCHEMA`.
        seed: of the bootstrap.

    Raises:
        InputError: the audit was applied already, or does not belong to these opinions.
    """
    said = said_of(verified, audit)
    rows = [
        (row["id"], row["status"], row["person"])
        for row in verified.sort("id").iter_rows(named=True)
        if row["id"] in said
    ]
    if again := [key for key, _, person in rows if person is not None]:
        raise InputError(f"people have already decided on {again[0]}", mend="give the frame as verification left it")
    pipeline = {"kept": "accept", "rewritten": "accept", "rejected": "reject"}
    both = [(pipeline[status], said[key]) for key, status, _ in rows if status in pipeline]
    kappa = cohen([ours for ours, _ in both], [theirs for _, theirs in both], ("accept", "reject"), seed=seed)
    accepted: dict[str, Any] = {}
    for status in STATUSES:
        answers = [said[key] == "accept" for key, of, _ in rows if of == status]
        accepted[status] = wilson(sum(answers), len(answers))
    agreed = wilson(sum(ours == theirs for ours, theirs in both), len(both))
    return Audited(audit.height, len(rows), agreed, kappa, accepted)
