"""The interval of a paired difference covers the truth as often as it says."""

import numpy as np
import polars as pl

from folkways.alignment.bootstrap import bootstrap_means, draw_weights, interval

PAIRS, QUESTIONS, PEOPLES, TRUTH = 200, 80, 6, 0.03


def _covers(rng: np.random.Generator, seed: int) -> bool:
    """One pair of sides: cell differences that share their question's, a fifth of the cells missing on each side."""
    at, people = (x.ravel() for x in np.mgrid[:QUESTIONS, :PEOPLES])
    shared = rng.normal(0, 0.08, QUESTIONS)[at]
    before = rng.beta(6, 2, at.size)
    after = before + TRUTH + shared + rng.normal(0, 0.05, at.size)
    both = (rng.random(at.size) > 0.2) & (rng.random(at.size) > 0.2)
    weights = draw_weights(QUESTIONS, PEOPLES, replicates=999, seed=seed, cluster="question")
    means = bootstrap_means(
        (after - before)[both, None], at[both], people[both], np.zeros(QUESTIONS, np.int64), PEOPLES, weights
    )
    low, high = interval(means.overall, 0.95)
    return bool(low[0] <= TRUTH <= high[0])


def test_of_two_hundred_pairs_about_ninety_five_in_a_hundred_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(20)
    share = float(np.mean([_covers(rng, seed) for seed in range(PAIRS)]))
    assert 0.93 <= share <= 0.97


def test_ignoring_that_cells_share_a_question_would_cover_too_rarely() -> None:
    rng = np.random.default_rng(20)
    hits = []
    for _ in range(PAIRS):
        shared = rng.normal(0, 0.08, (QUESTIONS, 1))
        cells = (TRUTH + shared + rng.normal(0, 0.05, (QUESTIONS, PEOPLES))).ravel()
        half = 1.96 * cells.std(ddof=1) / np.sqrt(cells.size)
        hits.append(abs(cells.mean() - TRUTH) <= half)
    assert float(pl.Series(hits).mean()) < 0.8  # type: ignore[arg-type]
