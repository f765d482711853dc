"""Raking: weights that bring a sample to known margins, where a file has none.

Source: Deming & Stephan 1940 (iterative proportional fitting).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import SurveyError
from folkways.surveys.weights import check_weights


def rake(
    frame: pl.DataFrame,
    margins: Mapping[str, Mapping[str, float]],
    *,
    start: NDArray[np.float64] | None = None,
    rounds: int = 200,
    tolerance: float = 1e-9,
) -> NDArray[np.float64]:
    """Weights under which every margin of the sample is that of the population.

    Args:
        frame: one row a respondent, with the margin columns.
        margins: column → value → share in the population (renormalised).
        start: shape (respondents,), weights to begin with; equal by default.
        rounds: most passes over the margins.
        tolerance: largest miss of a margin's share at which it stops.

    Returns:
        Shape (respondents,), mean 1.

    Raises:
        SurveyError: a value has no margin or no respondent, or the margins cannot be met together.

    >>> frame = pl.DataFrame({"sex": ["f", "m", "m", "m"]})
    >>> rake(frame, {"sex": {"f": 0.5, "m": 0.5}}).round(4).tolist()
    [2.0, 0.6667, 0.6667, 0.6667]
    """
    weights = np.ones(frame.height) if start is None else check_weights(start, "starting weights").copy()
    plans: list[tuple[str, NDArray[np.int64], NDArray[np.float64]]] = []
    for column, shares in margins.items():
        if column not in frame.columns:
            raise SurveyError(f"column {column!r} is missing", where="raking", mend="rake by columns that the file has")
        values = frame[column].cast(pl.String).to_list()
        for row, value in enumerate(values, 1):
            if value not in shares:
                raise SurveyError(
                    f"{column} is {value!r}, which has no margin", where=f"row {row}", mend="add its share or recode it"
                )
        names = [name for name, share in shares.items() if share > 0]
        place = {name: i for i, name in enumerate(names)}
        empty = [name for name in names if name not in set(values)]
        if empty:
            raise SurveyError(f"nobody has {column} {empty[0]!r}", where="raking", mend="put it together with another")
        outside = [row for row, value in enumerate(values, 1) if value not in place]
        if outside:
            raise SurveyError(
                f"{column} has a margin of 0 but respondents", where=f"row {outside[0]}", mend="give it a share"
            )
        target = np.array([shares[name] for name in names], float)
        plans.append((column, np.array([place[v] for v in values], np.int64), target / target.sum()))
    miss = float("inf")
    for _ in range(rounds):
        miss = 0.0
        for _, codes, target in plans:
            now = np.bincount(codes, weights=weights, minlength=len(target)) / weights.sum()
            miss = max(miss, float(np.abs(now - target).max()))
            weights = weights * (target / now)[codes]
        if miss < tolerance:
            return weights / weights.mean()
    raise SurveyError(
        f"margins are still missed by {miss:.2g} after {rounds} rounds",
        where="raking",
        mend="use fewer or coarser margins",
    )
