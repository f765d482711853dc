"""Intervals cover what they should, and tests have the size that they claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import t
from statsmodels.stats.multitest import multipletests

from folkways.alignment.bootstrap import bootstrap_means, draw_weights, interval
from folkways.alignment.paired import equivalence, holm, sign_flip
from folkways.alignment.skill import skill

Floats = NDArray[np.float64]


def crossed(questions: int, populations: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    q, p = np.divmod(np.arange(questions * populations), populations)
    return q, p


def means_of(values: Floats, questions: int, populations: int, *, cluster: str = "question", seed: int = 0):
    q, p = crossed(questions, populations)
    weights = draw_weights(questions, populations, replicates=400, seed=seed, cluster=cluster)
    return bootstrap_means(values[:, None], q, p, np.zeros(questions, np.int64), populations, weights)


def test_the_interval_covers_the_truth_about_as_often_as_it_says_and_ignoring_questions_would_not() -> None:
    rng = np.random.default_rng(1)
    hits, student_hits, naive_hits, trials = 0, 0, 0, 600
    for trial in range(trials):
        shared = np.repeat(rng.normal(0, 1, 60), 8)  # what a question does to all its populations
        values = shared + rng.normal(0, 0.3, 480)
        low, high = interval(means_of(values, 60, 8, seed=trial).overall, 0.95)
        hits += low[0] < 0 < high[0]
        by_question = values.reshape(60, 8).mean(axis=1)
        student_hits += abs(values.mean()) < t.ppf(0.975, 59) * by_question.std(ddof=1) / np.sqrt(60)
        naive_hits += abs(values.mean()) < 1.96 * values.std() / np.sqrt(480)
    assert 0.92 <= hits / trials <= 0.98
    assert abs(hits - student_hits) / trials < 0.025  # exact for this simulation
    assert naive_hits / trials < 0.7


def test_resampling_populations_as_well_widens_the_interval_when_populations_differ() -> None:
    rng = np.random.default_rng(1)
    values = np.tile(rng.normal(0, 1, 10), 80) + rng.normal(0, 1, 800)
    widths = []
    for cluster in ("question", "question+population"):
        low, high = interval(means_of(values, 80, 10, cluster=cluster).overall, 0.95)
        widths.append(float(high[0] - low[0]))
    assert widths[1] > 2 * widths[0]


def test_the_means_equal_those_of_a_plain_loop_over_resamples() -> None:
    rng = np.random.default_rng(2)
    questions, populations = 9, 4
    q, p = crossed(questions, populations)
    kept = rng.random(len(q)) < 0.8
    q, p = q[kept], p[kept]
    values = rng.random((len(q), 3))
    values[rng.random(values.shape) < 0.2] = np.nan
    topic = np.arange(questions) % 2
    for cluster in ("question", "question+population"):
        weights = draw_weights(questions, populations, replicates=5, seed=3, cluster=cluster)
        means = bootstrap_means(values, q, p, topic, populations, weights)
        for b in range(6):
            w = weights.question[b, q] * (1 if weights.population is None else weights.population[b, p])
            for m in range(3):
                known = np.isfinite(values[:, m])
                for here, found in (
                    (known, means.overall[b, m]),
                    (known & (topic[q] == 1), means.topic[b, 1, m]),
                ):
                    expected = np.average(values[here, m], weights=w[here]) if w[here].sum() else np.nan
                    np.testing.assert_allclose(found, expected, atol=1e-12)
                here = known & (p == 2)
                own = weights.question[b, q[here]]
                expected = np.average(values[here, m], weights=own) if own.sum() else np.nan
                np.testing.assert_allclose(means.population[b, 2, m], expected, atol=1e-12)


def test_the_first_row_is_the_estimate_and_the_same_seed_gives_the_same_interval() -> None:
    values = np.random.default_rng(4).random(120)
    one, two, other = (means_of(values, 30, 4, seed=seed).overall for seed in (0, 0, 1))
    assert one[0, 0] == pytest.approx(values.mean())
    assert (one == two).all()
    assert not (one == other).all()


def test_an_unknown_way_to_cluster_is_refused() -> None:
    with pytest.raises(ValueError, match="cluster must be"):
        draw_weights(3, 3, replicates=1, seed=0, cluster="country")


def test_without_resamples_there_is_no_interval() -> None:
    low, high = interval(np.ones((1, 2)), 0.95)
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@settings(deadline=None)
@given(baseline=st.floats(0, 0.9), gap=st.floats(0.01, 0.1), share=st.floats(-2, 1))
def test_skill_is_zero_at_the_baseline_one_at_the_ceiling_and_linear_between(
    baseline: float, gap: float, share: float
) -> None:
    b, c = np.array(baseline), np.array(baseline + gap)
    assert skill(b, b, c) == pytest.approx(0)
    assert skill(c, b, c) == pytest.approx(1)
    assert skill(b + share * gap, b, c) == pytest.approx(share, abs=1e-6)


def test_skill_is_undefined_where_the_baseline_reaches_the_ceiling() -> None:
    assert np.isnan(skill(np.array(0.5), np.array(0.9), np.array(0.9)))


def test_sign_flips_are_uniform_where_nothing_differs_and_small_where_all_does() -> None:
    rng = np.random.default_rng(5)
    found = [sign_flip(rng.normal(0, 1, 25), permutations=199, seed=i) for i in range(400)]
    assert 0.02 < np.mean(np.array(found) <= 0.05) < 0.085
    assert sign_flip(np.full(25, 0.1), permutations=199, seed=0) == 1 / 200
    assert sign_flip(np.zeros(4), permutations=99, seed=0) == 1


def test_a_permutation_p_value_is_never_zero_and_does_not_depend_on_the_sign() -> None:
    sums = np.random.default_rng(6).normal(1, 1, 40)
    assert sign_flip(sums, permutations=99, seed=0) >= 1 / 100
    assert sign_flip(sums, permutations=999, seed=0) == sign_flip(-sums, permutations=999, seed=0)


@settings(deadline=None, max_examples=50)
@given(p_values=st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_equals_statsmodels(p_values: list[float]) -> None:
    expected = np.asarray(multipletests(p_values, method="holm")[1])
    np.testing.assert_allclose(holm(p_values), expected, rtol=0, atol=1e-12)


def test_equivalence_is_shown_by_precision_and_not_by_ignorance() -> None:
    rng = np.random.default_rng(7)
    assert equivalence(rng.normal(0, 0.002, 999), 0.02) == 1 / 1000
    assert equivalence(rng.normal(0, 0.1, 999), 0.02) > 0.2
    assert equivalence(rng.normal(0.05, 0.002, 999), 0.02) == 1
