"""How much more skill one arm has than each of the others: paired by question and by seed.

The gain over the untouched model says whether an arm helps; whether it helps *more* than another is not to be read off
two overlapping intervals. Both arms answer the same questions, and were trained with the same seeds, so questions and
seeds are resampled for both at once (see `gains` for how).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import norm

from folkways.adapt.comparing.gains import UNTOUCHED, draw, draw_seeds, group_of, skills_of
from folkways.alignment.bootstrap import interval
from folkways.errors import AnswersError

POWER = 0.8

#: One row a group and another arm. `estimate` is the skill of `arm` less that of `over`; `seeds` its value for each
#: seed; `detectable` the least true difference that a test at the level of the interval would have found in four of
#: five repetitions: so many standard errors as the quantiles 1 − α/2 and 0.8 of the normal distribution add up to.
CONTRASTS_SCHEMA: dict[str, Any] = {
    "arm": pl.String,
    "over": pl.String,
    "group": pl.String,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "detectable": pl.Float64,
    "seeds": pl.List(pl.Float64),
    "cells": pl.Int64,
    "questions": pl.Int64,
    "populations": pl.Int64,
}


def contrasts_table(
    cells: Mapping[str, Sequence[pl.DataFrame]],
    groups: Mapping[str, Sequence[str]],
    arm: str,
    *,
    replicates: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """The skill of an arm less that of every other (`CONTRASTS_SCHEMA`).

    Args:
        cells: as for `gains_table`; an arm of one trial stands beside every seed of the other.
        groups: the populations of each group; one without cells is left out.
        arm: the one that is compared with all others.
        replicates, seed, confidence: of the bootstrap; percentile intervals.

    Raises:
        AnswersError: the arm is not there, two arms have other numbers of seeds, or have not answered the same cells.
    """
    if arm not in cells:
        raise AnswersError(f"there is no arm {arm!r} to compare with", mend=f"use one of {', '.join(cells)}")
    first = cells[UNTOUCHED][0].sort("question", "population")
    names = first["question"].unique(maintain_order=True).to_list()
    # The questions of the bootstrap are drawn as those of the gains are.
    drawn = draw(np.random.default_rng([seed, 3]), len(names), len(names), replicates)
    trials = max(map(len, cells.values()))
    if odd := [name for name, found in cells.items() if len(found) not in (1, trials)]:
        raise AnswersError(f"arm {odd[0]!r} was tried with other seeds", mend="try all arms with the same seeds")
    rng = np.random.default_rng([seed, 6])
    of_seeds = {1: draw_seeds(rng, 1, replicates), trials: draw_seeds(rng, trials, replicates)}
    rows: list[dict[str, Any]] = []
    for name, peoples in groups.items():
        group = group_of(cells, first, names, list(peoples))
        if not len(group.question):
            continue
        skills = skills_of(group, drawn)
        for over in cells:
            if over == arm:
                continue
            values = skills[arm] - skills[over]
            draws = (of_seeds[len(values)].T * values).sum(axis=0)
            low, high = (float(x[0]) for x in interval(draws[:, None], confidence))
            rows.append(
                {
                    "arm": arm, "over": over, "group": name, "estimate": float(draws[0]), "low": low, "high": high,
                    "detectable": _detectable(draws, confidence),
                    "seeds": values[:, 0].tolist(), "cells": len(group.question),
                    "questions": len(np.unique(group.question)), "populations": group.populations,
                }
            )  # fmt: skip
    return pl.DataFrame(rows, schema=CONTRASTS_SCHEMA)


def _detectable(draws: NDArray[np.float64], confidence: float) -> float:
    """The least difference that is found with a power of `POWER`; the first draw is the estimate itself."""
    if len(draws) < 3:
        return float("nan")
    return float(norm.ppf(0.5 + confidence / 2) + norm.ppf(POWER)) * float(draws[1:].std(ddof=1))
