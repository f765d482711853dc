"""The design bootstrap, against formulas written out separately."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.surveys.design import design_effective_n, draw_design
from folkways.surveys.weights import kish_effective_n


def _effective(codes, weights, psu, stratum=None, *, k: int = 2, replicates: int = 1500) -> float:
    nowhere = np.zeros(codes.size, np.int64)
    design = draw_design(psu, nowhere if stratum is None else stratum, np.ones(codes.size, bool), replicates=replicates)
    return design_effective_n(codes, weights, design.unit, design.factor, k)


def test_it_finds_the_variance_that_clusters_cause() -> None:
    rng = np.random.default_rng(1)
    clusters, size = 100, 20
    own, each = rng.integers(0, 2, clusters)[:, None], rng.integers(0, 2, (clusters, size))
    table = np.where(rng.random((clusters, size)) < 0.5, own, each)
    found = _effective(table.ravel(), np.ones(table.size), np.repeat(np.arange(clusters), size))
    # Clusters of equal size, drawn with replacement: Var(p) = Σ (p_c − p)² / (C (C − 1)).
    variance = table.mean(axis=1).var(ddof=1) / clusters
    p = table.mean()
    assert found == pytest.approx(p * (1 - p) / variance, rel=0.1)
    assert found < table.size / 3


def test_it_finds_the_variance_of_a_weighted_share() -> None:
    rng = np.random.default_rng(2)
    n = 1500
    codes, weights = rng.integers(0, 2, n), rng.uniform(0.2, 3, n)
    found = _effective(codes, weights, np.arange(n))
    # The linearised variance of a ratio: n / (n − 1) Σ (w (y − p))² / (Σ w)².
    p = weights[codes == 1].sum() / weights.sum()
    variance = n / (n - 1) * ((weights * (codes - p)) ** 2).sum() / weights.sum() ** 2
    assert found == pytest.approx(p * (1 - p) / variance, rel=0.1)


def test_clusters_of_one_mind_count_once() -> None:
    rng = np.random.default_rng(0)
    psu = np.repeat(np.arange(200), 10)
    codes = np.repeat(rng.integers(0, 3, 200), 10)
    assert _effective(codes, np.ones(2000), psu, k=3) == pytest.approx(200, rel=0.15)


def test_strata_that_explain_the_answer_raise_the_effective_number() -> None:
    rng = np.random.default_rng(3)
    stratum = np.repeat([0, 1], 500)
    codes = (rng.random(1000) < np.where(stratum == 0, 0.05, 0.95)).astype(np.int64)
    each, weights = np.arange(1000), np.ones(1000)
    assert _effective(codes, weights, each, stratum) > 3 * _effective(codes, weights, each)


def test_a_lonely_unit_is_put_together_with_another_stratum() -> None:
    codes = np.array([0, 1, 0, 1, 1])
    stratum = np.array([0, 0, 1, 2, 2])
    design = draw_design(np.arange(5), stratum, np.ones(5, bool), replicates=4000)
    assert design.factor.mean(axis=0) == pytest.approx(np.ones(5), abs=0.1)
    assert design.factor.var(axis=0).min() > 0
    found = design_effective_n(codes, np.ones(5), design.unit, design.factor, 2)
    assert np.isfinite(found) and found > 0


def test_a_single_unit_gives_no_replicates_and_kish() -> None:
    weights = np.array([1.0, 2.0, 3.0])
    assert _effective(np.array([0, 1, 1]), weights, np.zeros(3, np.int64)) == pytest.approx(36 / 14)


def test_one_answer_for_all_falls_back_on_kish() -> None:
    weights = np.array([1.0, 2.0, 3.0])
    assert _effective(np.zeros(3, np.int64), weights, np.arange(3)) == pytest.approx(kish_effective_n(weights))


def test_units_of_other_peoples_take_no_part() -> None:
    psu = np.array([1, 1, 2, 1, 2, 3])
    members = np.array([True, True, True, False, False, False])
    design = draw_design(psu, np.zeros(6, np.int64), members)
    assert design.unit.tolist() == [0, 0, 1, -1, -1, -1]
    assert design.factor.shape == (200, 2)


def test_a_part_of_a_sample_has_the_variance_of_a_domain() -> None:
    rng = np.random.default_rng(5)
    n = 3000
    inside = rng.random(n) < 0.3
    codes = rng.integers(0, 2, n)
    design = draw_design(np.arange(n), np.zeros(n, np.int64), np.ones(n, bool), replicates=1500)
    found = design_effective_n(codes[inside], np.ones(inside.sum()), design.unit[inside], design.factor, 2)
    assert found == pytest.approx(inside.sum(), rel=0.1)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 100))
def test_the_unit_of_the_weights_does_not_matter(seed: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    codes, weights, psu = rng.integers(0, 3, 60), rng.uniform(0.5, 2, 60), rng.integers(0, 12, 60)
    one = _effective(codes, weights, psu, k=3, replicates=50)
    assert _effective(codes, weights * factor, psu, k=3, replicates=50) == pytest.approx(one)
