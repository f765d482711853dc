"""Whether an arm keeps the peoples apart as they are apart: dispersion of the model over that of people, over seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.adapt.comparing.gains import GAINS_SCHEMA, draw, draw_seeds
from folkways.alignment.bootstrap import interval
from folkways.alignment.dispersion import between_populations
from folkways.surveys import Survey

Floats = NDArray[np.float64]


def dispersion_table(
    cells: Mapping[str, Sequence[pl.DataFrame]],
    survey: Survey,
    *,
    replicates: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """The dispersion ratio of every arm (`GAINS_SCHEMA`, group `all`, measure `dispersion_ratio`).

    1: the peoples differ in the model as much as among people; above 1 they are made more different than they are.

    Args:
        cells: as for `gains_table`.
        survey: for the values of the options.
        replicates, seed, confidence: of the bootstrap over questions and seeds.
    """
    rng = np.random.default_rng([seed, 5])
    rows: list[dict[str, Any]] = []
    for arm, trials in cells.items():
        spread = [_spread(trial, survey) for trial in trials]
        people, model = spread[0][:, 0], np.stack([of[:, 1] for of in spread])
        drawn = draw(rng, len(people), len(people), replicates)
        whole = drawn @ people
        ratios = np.divide(model @ drawn.T, whole, out=np.full((len(model), len(drawn)), np.nan), where=whole > 0)
        draws = (draw_seeds(rng, len(trials), replicates).T * ratios).sum(axis=0)
        low, high = (float(x[0]) for x in interval(draws[:, None], confidence))
        rows.append(
            {
                "arm": arm, "group": "all", "measure": "dispersion_ratio", "estimate": float(draws[0]), "low": low,
                "high": high, "seeds": ratios[:, 0].tolist(), "cells": trials[0].height, "questions": len(people),
                "populations": trials[0]["population"].n_unique(),
            }
        )  # fmt: skip
    return pl.DataFrame(rows, schema=GAINS_SCHEMA)


def _spread(cells: pl.DataFrame, survey: Survey) -> Floats:
    """The dispersion of people and of the model in each question that two peoples or more answered, shape [Q, 2]."""
    found = []
    for (name,), part in cells.sort("question", "population").group_by(["question"], maintain_order=True):
        if part.height < 2:
            continue
        values = np.array([survey.by_id[str(name)].values], float)
        ordinal = np.array([part["scale"][0] == "ordinal"])
        present = np.ones((1, part.height), bool)
        span = values[:, -1] - values[:, 0]
        found.append(
            [
                between_populations(np.array([part[side].to_list()], float), values, ordinal, present, span)[0]
                for side in ("p", "q")
            ]
        )
    return np.array(found).reshape(-1, 2)
