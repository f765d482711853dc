"""The human ceiling equals what simulated samples of people score."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from folkways.alignment.ceiling import binomial_deviation, js_ceiling, nvas_ceiling, score_ceiling, w1_ceiling
from folkways.alignment.divergence import js_divergence
from folkways.alignment.grid import build_grid
from folkways.alignment.nvas import central_value
from folkways.alignment.wasserstein import w1_similarity
from folkways.surveys import Survey


@settings(deadline=None)
@given(n=st.integers(1, 400), p=st.floats(1e-9, 1) | st.just(0.0))
def test_the_binomial_mean_deviation_is_exact(n: int, p: float) -> None:
    x = np.arange(n + 1)
    direct = float((binom.pmf(x, n, p) * np.abs(x / n - p)).sum())
    assert binomial_deviation(np.array(float(n)), np.array(p)) == pytest.approx(direct, abs=1e-10)


@pytest.mark.parametrize("n", [1, 7, 60, 1200])
def test_the_closed_forms_equal_simulated_samples(n: int) -> None:
    rng = np.random.default_rng(1)
    p = np.array([[0.5, 0.3, 0.15, 0.05, 0.0], [0.25, 0.75, 0.0, 0.0, 0.0]])
    size, k = np.array([float(n)] * 2), np.array([5, 2])
    fresh = rng.multinomial(n, p[:, None], size=(2, 40_000)) / n
    simulated_w1 = w1_similarity(p[:, None], fresh, k[:, None]).mean(axis=1)
    simulated_js = 1 - js_divergence(np.broadcast_to(p[:, None], fresh.shape), fresh).mean(axis=1)
    np.testing.assert_allclose(w1_ceiling(p, size, k), simulated_w1, rtol=0, atol=0.003 / np.sqrt(n) + 1e-5)
    np.testing.assert_allclose(js_ceiling(p, size), simulated_js, rtol=0, atol=0.006 / np.sqrt(n) + 1e-5)


def test_more_people_raise_the_ceiling_and_unanimous_people_have_a_ceiling_of_one(
    hand_survey: Callable[..., Survey], make_question: Callable
) -> None:
    items = [make_question("a", 4), make_question("b", 3, "nominal")]
    mixed = [("a", "EGY", [0.4, 0.3, 0.2, 0.1]), ("b", "EGY", [0.5, 0.3, 0.2])]
    few, many = (build_grid(hand_survey(items, mixed, n)) for n in (50, 5000))
    assert (score_ceiling(few) < score_ceiling(many)).all()
    assert (nvas_ceiling(few) <= nvas_ceiling(many)).all()
    sure = build_grid(hand_survey(items, [("a", "EGY", [0, 1, 0, 0]), ("b", "EGY", [0, 0, 1])], 20))
    assert score_ceiling(sure) == pytest.approx(1)
    assert nvas_ceiling(sure) == pytest.approx(100)


@pytest.mark.parametrize("n", [5, 40, 300])
def test_the_nvas_ceiling_equals_simulated_samples(
    n: int, hand_survey: Callable[..., Survey], make_question: Callable
) -> None:
    items = [make_question("a", 2), make_question("b", 5), make_question("c", 4, "nominal"), make_question("d", 4)]
    shares = [[0.3, 0.7], [0.1, 0.2, 0.3, 0.3, 0.1], [0.35, 0.33, 0.3, 0.02], [0.985, 0.005, 0.005, 0.005]]
    survey = hand_survey(items, [(q.id, "EGY", s) for q, s in zip(items, shares, strict=True)], n)
    found = nvas_ceiling(build_grid(survey))
    rng = np.random.default_rng(2)
    for i, (q, s) in enumerate(zip(items, shares, strict=True)):
        p, values = np.array(s), np.array(q.values)
        fresh = rng.multinomial(n, p, size=40_000) / n
        ordinal = q.scale == "ordinal"
        error = np.abs(central_value(fresh, values, ordinal) - central_value(p, values, ordinal))
        assert found[i] == pytest.approx(100 - 100 * error.mean() / (values[-1] - values[0]), abs=1.0)
        if ordinal and n >= 50:
            assert found[i] == pytest.approx(100 - 100 * error.mean() / (values[-1] - values[0]), abs=0.1)


def test_the_ceiling_is_what_the_true_shares_score_against_a_sample_and_a_second_sample_scores_less() -> None:
    rng = np.random.default_rng(5)
    p, n = np.array([0.1, 0.3, 0.4, 0.2]), 200
    one, two = rng.multinomial(n, p, 20_000) / n, rng.multinomial(n, p, 20_000) / n
    k = np.full(len(one), 4)
    known = w1_ceiling(p[None], np.array([float(n)]), np.array([4]))[0]
    assert w1_similarity(one, p[None], k).mean() == pytest.approx(known, abs=2e-4)
    loss = (1 - w1_similarity(one, two, k).mean()) / (1 - known)
    assert loss == pytest.approx(np.sqrt(2), abs=0.02)
    known = js_ceiling(p[None], np.array([float(n)]))[0]
    assert (1 - js_divergence(one, p[None])).mean() == pytest.approx(known, abs=2e-5)
    assert js_divergence(one, two).mean() / (1 - known) == pytest.approx(2, abs=0.05)
