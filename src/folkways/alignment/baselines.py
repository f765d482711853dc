"""What somebody who never asked the model would answer: the numbers that a score has to beat.

| baseline | as a distribution | as a number (NVAS) |
|---|---|---|
| midpoint | all on the middle option, halved over the two middle ones; uniform where nominal | (first + last value)/2 |
| uniform | every option alike | its mean (ordinal) or the mean of all values (nominal: every option is a mode) |
| modal | all on the most common option of the pooled others | the value of that option |
| pooled | mean of the other populations' shares | mean of the other populations' central values |

Midpoint and uniform know nothing of any people; modal and pooled know other peoples but not this one, and are undefined
(`has_others`) where nobody else was asked. Every other single population as a prediction is in `other_populations`.

On the 9,051 cells of MENAValues the midpoint scores NVAS 78.25, and the pooled others 89.57 on the 8,973 cells that
have others; the midpoint is taken of nominal questions as well, and the pooled number is the plain mean of central
values on both scales (the mode of the pooled shares on nominal questions would give 89.76 over all cells).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.agreement import modal
from folkways.alignment.grid import Grid
from folkways.alignment.nvas import central_value

Floats = NDArray[np.float64]


def uniform(grid: Grid) -> Floats:
    """Every option alike, per question; shape [Q, K]."""
    return grid.mask / grid.k[:, None]


def midpoint(grid: Grid) -> Floats:
    """All on the middle of the scale, per question; shape [Q, K]. Nominal questions have no middle: uniform."""
    place = np.arange(grid.mask.shape[1])
    middle = np.abs(2 * place - (grid.k[:, None] - 1)) <= 1
    point = middle / middle.sum(axis=1, keepdims=True)
    return np.where(grid.ordinal[:, None], point, uniform(grid))


def has_others(grid: Grid) -> NDArray[np.bool_]:
    """Whether another population was asked the question of each cell, shape [C]."""
    return np.bincount(grid.question, minlength=len(grid.k))[grid.question] > 1


def pooled_others(grid: Grid) -> Floats:
    """The mean of the other populations' shares, each population counting once; shape [C, K].

    Where nobody else was asked the question it is uniform.
    """
    total = np.zeros(grid.mask.shape)
    np.add.at(total, grid.question, grid.p)
    others = np.bincount(grid.question, minlength=len(grid.k))[grid.question] - 1
    mean = (total[grid.question] - grid.p) / np.maximum(others, 1)[:, None]
    mean = np.maximum(mean, 0.0)
    mean /= np.maximum(mean.sum(axis=1, keepdims=True), 1e-300)
    return np.where((others > 0)[:, None], mean, uniform(grid)[grid.question])


def modal_others(grid: Grid) -> Floats:
    """All on the most common option of the pooled others, shared where several are; shape [C, K]."""
    top = modal(pooled_others(grid)) & grid.mask[grid.question]
    return top / top.sum(axis=1, keepdims=True)


def baseline_distributions(grid: Grid) -> dict[str, Floats]:
    """Each baseline's prediction for every cell, shape [C, K], by name."""
    return {
        "midpoint": midpoint(grid)[grid.question],
        "uniform": uniform(grid)[grid.question],
        "modal": modal_others(grid),
        "pooled": pooled_others(grid),
    }


def baseline_centrals(grid: Grid) -> dict[str, Floats]:
    """Each baseline's prediction of the central value of every cell, shape [C], by name.

    `pooled` is the mean of the other populations' central values; the midpoint where there are none.
    """
    q = grid.question
    middle = ((grid.low + grid.high) / 2)[q]
    values, ordinal = grid.values[q], grid.ordinal[q]
    total = np.bincount(q, grid.central, minlength=len(grid.k))[q]
    others = np.bincount(q, minlength=len(grid.k))[q] - 1
    return {
        "midpoint": middle,
        "uniform": central_value(uniform(grid)[q], values, ordinal),
        "modal": central_value(modal_others(grid), values, ordinal),
        "pooled": np.where(others > 0, (total - grid.central) / np.maximum(others, 1), middle),
    }


def other_populations(grid: Grid) -> tuple[Floats, Floats]:
    """Every other population as the prediction of each population.

    Returns:
        Mean headline score and mean NVAS, each of shape [P, P]: row = the population that is predicted, column = the
        one whose answers are handed in; over the questions that both were asked, NaN where there is none and 100 %
        agreement on the diagonal.
    """
    from folkways.alignment.nvas import nvas
    from folkways.alignment.score import headline

    people = len(grid.populations)
    score = np.full((people, people), np.nan)
    points = np.full((people, people), np.nan)
    for a in range(people):
        for b in range(people):
            both = np.flatnonzero((grid.row[:, a] >= 0) & (grid.row[:, b] >= 0))
            if both.size:
                x, y = grid.row[both, a], grid.row[both, b]
                score[a, b] = headline(grid.p[x], grid.p[y], grid.k[both], grid.ordinal[both]).mean()
                points[a, b] = nvas(grid.central[x], grid.central[y], grid.low[both], grid.high[both]).mean()
    return score, points
