"""Do peoples who share a language become one people in the model?

The dispersion between populations (see `dispersion`), within each group of populations whose first language is the
same: fourteen Arabic-speaking countries, say. Demographic cells are left out: a people is no group of peoples. A model
that answers by language, or by region, gives the whole group one answer, and its ratio falls towards 0, even where it
tells that group well from others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.bootstrap import Weights, interval
from folkways.alignment.dispersion import between_populations, cell_cube
from folkways.alignment.grid import Grid
from folkways.populations import Population

Floats = NDArray[np.float64]
_LINE = ("model", "framing", "language", "reasoning", "calibration")

#: One row per line × group of peoples that share their first language (`shared`, a language tag). `ratio` is the
#: model's dispersion over the people's, averaged over questions first, with an interval (questions resampled). `knower`
#: is the ratio of somebody who knows the true shares: below 1, since the people's dispersion holds sampling noise.
COLLAPSE_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(_LINE, pl.String),
    "shared": pl.String,
    "people": pl.Float64,
    "model_spread": pl.Float64,
    "ratio": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "knower": pl.Float64,
    "populations": pl.List(pl.String),
    "questions": pl.Int64,
}


def language_groups(populations: Sequence[Population]) -> dict[str, list[int]]:
    """Language tag → places of the populations whose most used language it is; groups of two and more, largest first.

    A country whose CLDR list opens with a language of administration belongs to that one: Sudan's opens with English,
    so where another language of a population is the first of at least two others, the largest such group takes it.
    Demographic cells belong to none: they are no peoples.
    """
    first: dict[str, list[int]] = {}
    for i, people in enumerate(populations):
        if people.languages and not people.cell_values:
            first.setdefault(people.languages[0].split("-")[0], []).append(i)
    alone = [members[0] for members in first.values() if len(members) == 1]
    large = {tag: list(members) for tag, members in first.items() if len(members) >= 2}
    for i in alone:
        tags = [tag for t in populations[i].languages[1:] if (tag := t.split("-")[0]) in large]
        if tags:
            large[max(tags, key=lambda tag: len(first[tag]))].append(i)
    return {tag: sorted(large[tag]) for tag in sorted(large, key=lambda tag: (-len(large[tag]), tag))}


def collapse_table(
    line: Mapping[str, str],
    grid: Grid,
    populations: Sequence[Population],
    rows: NDArray[np.int64],
    q: Floats,
    weights: Weights,
    confidence: float,
) -> pl.DataFrame:
    """Dispersion within each language group, of one line (`COLLAPSE_SCHEMA`).

    Args:
        line: its names.
        grid: the people.
        populations: of the survey, in the grid's order.
        rows, q: the answered cells and the model's distributions, shapes [N] and [N, K].
        weights, confidence: of the bootstrap; populations are never resampled.
    """
    people, model, present = cell_cube(grid, rows, q)
    noise = np.zeros(present.shape)
    noise[grid.question[rows], grid.population[rows]] = _sampling_variance(grid)[rows]
    span, found = grid.high - grid.low, []
    for tag, members in language_groups(populations).items():
        here = present[:, members]
        spread = np.stack(
            [between_populations(x[:, members], grid.values, grid.ordinal, here, span) for x in (people, model)], 1
        )
        told = np.isfinite(spread[:, 0])
        if not told.any():
            continue
        chance = np.where(here, noise[:, members], 0.0).sum(axis=1) / np.maximum(here.sum(axis=1), 1)
        true = np.sqrt(np.maximum(spread[told, 0] ** 2 - chance[told], 0.0))
        drawn = weights.question[:, told]
        total = drawn.sum(axis=1, keepdims=True)
        means = np.divide(
            drawn @ np.column_stack([spread[told], true]), total, out=np.full((len(drawn), 3), np.nan), where=total > 0
        )
        ratio = np.divide(means[:, 1], means[:, 0], out=np.full(len(means), np.nan), where=means[:, 0] > 1e-12)
        low, high = interval(ratio[:, None], confidence)
        asked = [grid.populations[i] for i in members if present[:, i].any()]
        if len(asked) < 2:
            continue
        found.append(
            {**line, "shared": tag, "people": means[0, 0], "model_spread": means[0, 1], "ratio": ratio[0],
             "low": low[0], "high": high[0],
             "knower": means[0, 2] / means[0, 0] if means[0, 0] > 1e-12 else np.nan,
             "populations": asked, "questions": int(told.sum())}
        )  # fmt: skip
    return pl.DataFrame(found, schema=COLLAPSE_SCHEMA, nan_to_null=True)


def _sampling_variance(grid: Grid) -> Floats:
    """Variance of a people's mean place on the scale, or half the sum of those of its shares, at n_eff; shape [C]."""
    at = grid.question
    place = (grid.values - grid.low[:, None])[at] / (grid.high - grid.low)[at, None]
    place = np.where(grid.mask[at], place, 0.0)
    on_scale = (grid.p * place**2).sum(axis=1) - (grid.p * place).sum(axis=1) ** 2
    off_scale = 0.5 * (grid.p * (1 - grid.p)).sum(axis=1)
    return np.where(grid.ordinal[at], on_scale, off_scale) / np.maximum(grid.n_eff, 1.0)
