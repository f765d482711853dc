"""The answers of one people to one question."""

from __future__ import annotations

import math
from dataclasses import dataclass

from folkways.surveys import Survey


@dataclass(frozen=True, slots=True)
class Cell:
    """The answers of one people to one question: shares by code, over all options, and the effective number."""

    shares: dict[str, float]
    n_eff: float

    def share(self, codes: frozenset[str]) -> float:
        """The share of people who chose one of the options, 0 to 1."""
        # fsum, since a set has another order in every process.
        return min(1.0, math.fsum(self.shares[c] for c in codes))


def divided(shares: list[float]) -> float:
    """Entropy of shares over its maximum, 0 (all agree) to 1 (evenly spread).

    >>> divided([0.5, 0.5]), divided([1.0, 0.0])
    (1.0, 0.0)
    """
    total = sum(shares)
    parts = [s / total for s in shares if s > 0] if total > 0 else []
    return max(0.0, min(1.0, -sum(p * math.log(p) for p in parts) / math.log(len(shares)))) if len(shares) > 1 else 0.0


def cells(survey: Survey) -> dict[tuple[str, str], Cell]:
    """The answers of a survey by (question, population)."""
    found: dict[tuple[str, str], Cell] = {}
    for q, p, option, share, n in survey.human.select("question", "population", "option", "share", "n_eff").iter_rows():
        found.setdefault((q, p), Cell({}, n)).shares[option] = share
    return found
