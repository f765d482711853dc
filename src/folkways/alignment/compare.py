"""Two sets of scores on the cells that both hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import COVERAGE_SCHEMA, LINE, METRICS, Alignment
from folkways.alignment.bootstrap import bootstrap_means, draw_weights, interval
from folkways.alignment.paired import equivalence, holm, sign_flip
from folkways.errors import AnswersError

#: One row per pair of lines. `difference` is B − A, paired over `cells` common cells; `p_value` by sign-flips over
#: questions, `p_holm` adjusted over the rows; `p_equivalent` small where the difference lies within ± `margin`.
#: `bound_low` and `bound_high` are the mean difference over all cells that people answered (`cells_people`), if every
#: missing score, of one side or of both, were the worst or the best possible. `cells_a`, `cells_b`: cells with a score
#: on each side.
COMPARISON_SCHEMA: dict[str, Any] = {
    "a": pl.String,
    "b": pl.String,
    "population": pl.String,
    "metric": pl.String,
    "mean_a": pl.Float64,
    "mean_b": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p_value": pl.Float64,
    "p_holm": pl.Float64,
    "p_equivalent": pl.Float64,
    "cells": pl.Int64,
    "questions": pl.Int64,
    "cells_a": pl.Int64,
    "cells_b": pl.Int64,
    "cells_people": pl.Int64,
    "bound_low": pl.Float64,
    "bound_high": pl.Float64,
}

#: The least and greatest value that a cell can have, for the bounds; metrics without a ceiling have no bounds.
_RANGE = {"nvas": (0.0, 100.0), "kl": (0.0, np.inf)}


@dataclass(frozen=True)
class Comparison:
    """How two sets of scores differ on common cells.

    Attributes:
        rows: `COMPARISON_SCHEMA`; one row per matched condition over all populations, then by population.
        info: metric, replicates, seed, confidence, margin, conditions without a partner; JSON-ready.
    """

    rows: pl.DataFrame
    info: Mapping[str, Any] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"info": dict(self.info), "rows": self.rows.to_dicts()}


def compare(
    a: Alignment,
    b: Alignment,
    *,
    metric: str = "score",
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    margin: float | None = None,
) -> Comparison:
    """Compare two alignments, condition by condition, on the cells that both hold.

    Conditions are matched by framing, language, reasoning and calibration; two that hold one condition each are
    compared whatever it is. Where a side has several models under one condition, every pair of models is compared.

    Args:
        a, b: the two; differences are B − A.
        metric: a name of `METRICS`.
        replicates: bootstrap resamples and sign-flips.
        seed: of both.
        confidence: of the interval.
        margin: differences within ± margin count as none; 0.02 of the metric's range by default.

    Raises:
        AnswersError: no condition has a common cell, or the surveys differ.
        ValueError: an unknown metric.
    """
    if a.survey != b.survey:
        raise AnswersError(
            f"the two were scored against different surveys ({a.survey} and {b.survey})",
            mend="score both against the same survey",
        )
    matched = [name for name in LINE if name != "model"]
    theirs: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for line in _lines(b):
        theirs.setdefault(line[1:], []).append(line)
    pairs = [(x, y) for x in _lines(a) for y in theirs.get(x[1:], [])]
    single = [x for x in _lines(a) if x[-1] == "raw"], [y for y in _lines(b) if y[-1] == "raw"]
    if not pairs and len(single[0]) == len(single[1]) == 1:
        matched, pairs = [], [(single[0][0], single[1][0])]
    used = {x for x, _ in pairs} | {y for _, y in pairs}
    alone = [" ".join(x) for x in {*_lines(a), *_lines(b)} - used]
    if not pairs:
        raise AnswersError(
            "no condition is in both",
            where=f"{' / '.join(matched)} of the two",
            mend="compare runs that share a framing and a language, or files of one condition each",
        )
    extra = {"matched_by": matched, "without_partner": sorted(alone), "coverage": [_covered(x) for x in (a, b)]}
    return _compared(a, b, pairs, metric, replicates, seed, confidence, margin, extra)


def compare_conditions(
    a: Alignment,
    *,
    metric: str = "score",
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    margin: float | None = None,
) -> Comparison:
    """Compare every pair of conditions inside one alignment; arguments and errors as `compare`."""
    pairs = [(x, y) for x, y in itertools.combinations(_lines(a), 2) if x[-1] == y[-1]]
    return _compared(a, a, pairs, metric, replicates, seed, confidence, margin, {"matched_by": []})


def _covered(a: Alignment) -> list[dict[str, Any]]:
    """Of the cells that people answered, how many each condition answered, and what became of the rest."""
    condition = LINE[:-1]
    counts = [name for name, kind in COVERAGE_SCHEMA.items() if kind == pl.Int64]
    return a.coverage.group_by(condition, maintain_order=True).agg(pl.col(counts).sum()).to_dicts()


def _lines(a: Alignment) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(a.cells.select(LINE).iter_rows()))


def _compared(
    a: Alignment,
    b: Alignment,
    pairs: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
    metric: str,
    replicates: int,
    seed: int,
    confidence: float,
    margin: float | None,
    extra: Mapping[str, Any],
) -> Comparison:
    if metric not in METRICS:
        raise ValueError(f"unknown metric {metric!r}; use one of {', '.join(METRICS)}")
    bounds = _RANGE.get(metric, (0.0, 1.0))
    margin = margin if margin is not None else 0.02 * (bounds[1] - bounds[0] if np.isfinite(bounds[1]) else 1.0)
    frames = [_pair(a, b, x, y, metric, bounds, replicates, seed, confidence, margin) for x, y in pairs]
    frames = [frame for frame in frames if frame.height]
    if not frames:
        raise AnswersError("the two have no cell in common", mend="probe the same questions and populations")
    rows = pl.concat(frames)
    rows = rows.sort(pl.col("population") != "", maintain_order=True)
    overall = rows.filter(pl.col("population") == "").height
    adjusted = holm(rows["p_value"][:overall].to_list()) + holm(rows["p_value"][overall:].to_list())
    rows = rows.with_columns(pl.Series("p_holm", adjusted, pl.Float64)).select(list(COMPARISON_SCHEMA))
    info = {
        "metric": metric,
        "difference": "B − A",
        "replicates": replicates,
        "seed": seed,
        "confidence": confidence,
        "margin": margin,
        "holm": "over the overall rows, and over the rows by population",
        **extra,
    }
    return Comparison(rows, info)


def _pair(
    a: Alignment,
    b: Alignment,
    line_a: tuple[str, ...],
    line_b: tuple[str, ...],
    metric: str,
    bounds: tuple[float, float],
    replicates: int,
    seed: int,
    confidence: float,
    margin: float,
) -> pl.DataFrame:
    sides = [
        x.cells.filter(pl.all_horizontal(pl.col(n) == v for n, v in zip(LINE, line, strict=True)))
        .select("question", "population", metric)
        .drop_nulls()
        for x, line in ((a, line_a), (b, line_b))
    ]
    joined = sides[0].join(sides[1], on=["question", "population"], how="full", coalesce=True, suffix="_b")
    common = joined.drop_nulls()
    if common.is_empty():
        return pl.DataFrame(schema=COMPARISON_SCHEMA)
    questions, people = (list(dict.fromkeys(common[name])) for name in ("question", "population"))
    q, j = _codes(common["question"], questions), _codes(common["population"], people)
    x, y = common[metric].to_numpy(), common[f"{metric}_b"].to_numpy()
    weights = draw_weights(len(questions), len(people), replicates=replicates, seed=seed, cluster="question")
    means = bootstrap_means(
        np.stack([y - x, x, y], axis=1), q, j, np.zeros(len(questions), np.int64), len(people), weights
    )
    asked = _people_cells(a, line_a) | _people_cells(b, line_b)
    draws = np.concatenate([means.overall[:, None], means.population], axis=1)
    low, high = interval(draws[..., 0], confidence)
    rows = []
    for i, name in enumerate(["", *people]):
        here = np.ones(len(q), bool) if i == 0 else j == i - 1
        union = joined if i == 0 else joined.filter(pl.col("population") == name)
        whole = max(union.height, sum(asked.values()) if i == 0 else asked.get(name, 0))
        sums = np.bincount(q[here], (y - x)[here], minlength=len(questions)).astype(np.float64)[np.unique(q[here])]
        rows.append(
            {
                "a": _named(line_a),
                "b": _named(line_b),
                "population": name,
                "metric": metric,
                "mean_a": draws[0, i, 1],
                "mean_b": draws[0, i, 2],
                "difference": draws[0, i, 0],
                "low": low[i],
                "high": high[i],
                "p_value": sign_flip(sums, permutations=max(replicates, 1), seed=seed),
                "p_holm": None,
                "p_equivalent": equivalence(draws[1:, i, 0], margin),
                "cells": int(here.sum()),
                "questions": len(sums),
                "cells_a": union[metric].count(),
                "cells_b": union[f"{metric}_b"].count(),
                "cells_people": whole,
                **_bounds(union[metric], union[f"{metric}_b"], whole, bounds),
            }
        )
    return pl.DataFrame(rows, schema=COMPARISON_SCHEMA, nan_to_null=True) if rows else pl.DataFrame()


def _people_cells(a: Alignment, line: tuple[str, ...]) -> dict[str, int]:
    """How many cells people answered, by population, as the coverage of this condition counts them."""
    held = [pl.col(name) == value for name, value in zip(LINE[:-1], line[:-1], strict=True)]
    rows = a.coverage.filter(pl.all_horizontal(held) & (pl.col("population") != ""))
    return dict(rows.group_by("population").agg(pl.col("human_cells").sum()).iter_rows())


def _bounds(x: pl.Series, y: pl.Series, cells: int, bounds: tuple[float, float]) -> dict[str, float | None]:
    """Mean of y − x over all cells, every missing score at its worst and at its best.

    Args:
        x, y: the cells that either side has, null where one lacks it.
        cells: of all that people answered: those beyond are missing on both sides.
        bounds: the least and the greatest score.
    """
    least, most = bounds
    if not np.isfinite(most):
        return {"bound_low": None, "bound_high": None}
    neither = (cells - len(x)) * (most - least)
    low, high = (y.fill_null(least) - x.fill_null(most)).sum(), (y.fill_null(most) - x.fill_null(least)).sum()
    return {"bound_low": (float(low) - neither) / cells, "bound_high": (float(high) + neither) / cells}


def _codes(column: pl.Series, names: list[str]) -> NDArray[np.int64]:
    return column.replace_strict(names, range(len(names)), return_dtype=pl.Int64).to_numpy()


def _named(line: tuple[str, ...]) -> str:
    return " · ".join(part for part in line if part != "raw")
