"""Answers of the controls as dense arrays: one probability vector per question and format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from folkways.answers import Answers

Array = np.ndarray

FORMAT = ("order", "labels", "template")


@dataclass(frozen=True)
class Profiles:
    """Probabilities by question and format.

    Attributes:
        by_format: (order, labels, template) → {question: array of shape (K,)}, options in canonical order.
    """

    by_format: Mapping[tuple[str, str, str], Mapping[str, Array]]

    @classmethod
    def of(cls, answers: Answers, control: str, framing: str = "neutral") -> Profiles:
        """The profiles of one control."""
        rows = answers.frame.filter(
            (pl.col("control") == control) & (pl.col("framing") == framing) & pl.col("probs").is_not_null()
        )
        table: dict[tuple[str, str, str], dict[str, Array]] = {}
        for order, labels, template, question, probs in rows.select(*FORMAT, "question", "probs").iter_rows():
            table.setdefault((order, labels, template), {})[question] = np.asarray(probs, float)
        return cls(table)

    def averaged(self, labels: str, template: str | None = None) -> dict[str, Array]:
        """Per question the mean over the two orders (and the templates), so that a liking for a place cancels.

        Questions that lack an order are left out.
        """
        wanted = {key: cells for key, cells in self.by_format.items() if key[1] == labels}
        if template is not None:
            wanted = {key: cells for key, cells in wanted.items() if key[2] == template}
        if {key[0] for key in wanted} < {"given", "reversed"}:
            return {}
        shared = set.intersection(*(set(cells) for cells in wanted.values()))
        return {q: np.mean([cells[q] for cells in wanted.values()], axis=0) for q in sorted(shared)}


def total_variation(p: Array, q: Array) -> float:
    """Half the summed absolute difference of two vectors of shape (K,)."""
    return 0.5 * float(np.abs(p - q).sum())
