"""Choose a strategy from the scores of all: the best, or a cheaper one that is as good within one standard error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from folkways.errors import InputError

#: One row a candidate and population ("*": all together). `skill` is the headline skill on the training questions, each
#: asked without itself among what the prompt was made from; `low` and `high` bound its bootstrap interval. `se` is half
#: the interval over 1.96. `tokens` is the mean length of its prompts.
CANDIDATES_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "strategy": pl.String,
    "skill": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "se": pl.Float64,
    "questions": pl.Int64,
    "tokens": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The strategy of one population.

    Attributes:
        population: id; `*` for every people that was not searched.
        strategy: the one that is chosen.
        skill, low, high: of the chosen one, on training questions.
        best: the strategy with the highest skill.
        best_skill: its skill.
        questions: how many it was judged by.
        tokens: mean length of the chosen one's prompts.
    """

    population: str
    strategy: str
    skill: float
    low: float
    high: float
    best: str
    best_skill: float
    questions: int
    tokens: float

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return asdict(self)


def choose(candidates: Sequence[Mapping[str, Any]]) -> Choice:
    """The cheapest candidate whose skill is at least the best one's less one standard error of the best one's.

    Source: the one-standard-error rule of Breiman, Friedman, Olshen & Stone (1984), section 3.4.3, with the length of
    the prompts as what is to be kept small.

    Args:
        candidates: rows of `CANDIDATES_SCHEMA` of one population.

    Raises:
        InputError: no candidate has a skill.

    >>> rows = [dict(population="EGY", strategy=s, skill=k, low=k - 0.1, high=k + 0.1, se=0.05, questions=9, tokens=t)
    ...         for s, k, t in (("none", 0.1, 50), ("identity", 0.28, 80), ("few-shot", 0.3, 400))]
    >>> choose(rows).strategy, choose(rows).best
    ('identity', 'few-shot')
    """
    scored = [row for row in candidates if row["skill"] is not None and row["se"] is not None]
    if not scored:
        raise InputError("no strategy could be scored", mend="search with more training questions")
    best = max(scored, key=lambda row: row["skill"])
    good = [row for row in scored if row["skill"] >= best["skill"] - best["se"]]
    chosen = min(good, key=lambda row: row["tokens"])
    kept = ("population", "strategy", "skill", "low", "high", "questions", "tokens")
    return Choice(**{name: chosen[name] for name in kept}, best=best["strategy"], best_skill=best["skill"])
