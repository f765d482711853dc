"""Every score of a cell: bounds, symmetry, best at identity, invariances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy, wasserstein_distance

from folkways.alignment.agreement import hard_agreement, soft_accuracy
from folkways.alignment.divergence import KL_SMOOTHING, js_divergence, kl_divergence, total_variation
from folkways.alignment.nvas import central_value, nvas
from folkways.alignment.score import headline
from folkways.alignment.shifts import consistency
from folkways.alignment.wasserstein import w1_distance, w1_similarity

Floats = NDArray[np.float64]


def given(**strategies: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Hypothesis without a deadline (numpy's first call is slow), 80 examples."""
    return lambda test: settings(deadline=None, max_examples=80)(hypothesis.given(**strategies)(test))


@st.composite
def distributions(draw: st.DrawFn, count: int = 2) -> tuple[Floats, ...]:
    """Distributions over the same 2 to 36 options, with zeros and point masses among them."""
    k = draw(st.integers(2, 36))
    found = []
    for _ in range(count):
        weights = draw(st.lists(st.integers(0, 50), min_size=k, max_size=k))
        if not any(weights):
            weights[draw(st.integers(0, k - 1))] = 1
        found.append(np.array(weights, np.float64) / sum(weights))
    return tuple(found)


def padded(p: Floats, more: int = 3) -> Floats:
    return np.concatenate([p, np.zeros(more)])


def kl(p: Floats, q: Floats) -> float:
    return float(kl_divergence(p, q, np.ones(p.shape, bool)))


DISTANCES = {
    "w1": lambda p, q: float(w1_distance(p, q, len(p))),
    "jsd": lambda p, q: float(js_divergence(p, q)),
    "tv": lambda p, q: float(total_variation(p, q)),
    "kl": kl,
}


@pytest.mark.parametrize("name", DISTANCES)
@given(pair=distributions())
def test_a_distance_is_zero_between_equals_and_never_negative(name: str, pair: tuple[Floats, ...]) -> None:
    p, q = pair
    assert DISTANCES[name](p, p) == pytest.approx(0, abs=1e-12)
    assert DISTANCES[name](p, q) >= 0


@pytest.mark.parametrize("name", ["w1", "jsd", "tv"])
@given(pair=distributions())
def test_w1_jsd_and_total_variation_are_symmetric_and_at_most_one(name: str, pair: tuple[Floats, ...]) -> None:
    p, q = pair
    assert DISTANCES[name](p, q) == pytest.approx(DISTANCES[name](q, p), abs=1e-12)
    assert DISTANCES[name](p, q) <= 1


@pytest.mark.parametrize("name", ["w1", "tv"])
@given(three=distributions(3))
def test_w1_and_total_variation_obey_the_triangle_inequality(name: str, three: tuple[Floats, ...]) -> None:
    p, q, r = three
    distance = DISTANCES[name]
    assert distance(p, r) <= distance(p, q) + distance(q, r) + 1e-12


@given(three=distributions(3))
def test_the_square_root_of_jsd_obeys_the_triangle_inequality(three: tuple[Floats, ...]) -> None:
    p, q, r = three
    a, b, c = (np.sqrt(DISTANCES["jsd"](*pair)) for pair in ((p, r), (p, q), (q, r)))
    assert a <= b + c + 1e-7


@given(pair=distributions())
def test_reversing_an_ordinal_scale_leaves_w1_unchanged(pair: tuple[Floats, ...]) -> None:
    p, q = pair
    assert DISTANCES["w1"](p[::-1], q[::-1]) == pytest.approx(DISTANCES["w1"](p, q), abs=1e-12)


@pytest.mark.parametrize("name", ["jsd", "tv", "kl"])
@given(pair=distributions(), seed=st.integers(0, 1000))
def test_renaming_nominal_options_leaves_the_distance_unchanged(name: str, pair: tuple[Floats, ...], seed: int) -> None:
    p, q = pair
    order = np.random.default_rng(seed).permutation(len(p))
    assert DISTANCES[name](p[order], q[order]) == pytest.approx(DISTANCES[name](p, q), abs=1e-9)


@given(pair=distributions(), seed=st.integers(0, 1000))
def test_renaming_nominal_options_leaves_agreement_unchanged(pair: tuple[Floats, ...], seed: int) -> None:
    p, q = pair
    order = np.random.default_rng(seed).permutation(len(p))
    assert hard_agreement(p[order], q[order]) == pytest.approx(hard_agreement(p, q))
    assert soft_accuracy(p[order], q[order]) == pytest.approx(soft_accuracy(p, q))


@given(pair=distributions())
def test_padding_changes_no_score(pair: tuple[Floats, ...]) -> None:
    p, q = pair
    x, y, k = padded(p), padded(q), len(p)
    mask = np.arange(len(x)) < k
    values = np.arange(1.0, len(x) + 1)
    assert w1_distance(x, y, k) == pytest.approx(w1_distance(p, q, k), abs=1e-12)
    assert js_divergence(x, y) == pytest.approx(js_divergence(p, q), abs=1e-12)
    assert total_variation(x, y) == pytest.approx(total_variation(p, q), abs=1e-12)
    assert kl_divergence(x, y, mask) == pytest.approx(kl(p, q), abs=1e-12)
    assert hard_agreement(x, y) == hard_agreement(p, q)
    assert soft_accuracy(x, y) == pytest.approx(soft_accuracy(p, q), abs=1e-12)
    for ordinal in (True, False):
        padded_central = central_value(x, values, ordinal)
        assert padded_central == pytest.approx(central_value(p, values[:k], ordinal), abs=1e-9)


@given(pair=distributions())
def test_agreement_is_between_zero_and_one_and_best_at_identity(pair: tuple[Floats, ...]) -> None:
    p, q = pair
    assert hard_agreement(p, p) == 1
    assert 0 <= hard_agreement(p, q) <= 1
    assert 0 <= soft_accuracy(p, q) <= soft_accuracy(p, p) + 1e-12


@given(pair=distributions(), ordinal=st.booleans())
def test_the_headline_score_is_one_at_identity_and_stays_between_zero_and_one(
    pair: tuple[Floats, ...], ordinal: bool
) -> None:
    p, q = (x[None] for x in pair)
    k, scale = np.array([p.shape[1]]), np.array([ordinal])
    assert headline(p, p, k, scale) == pytest.approx(1, abs=1e-12)
    assert 0 <= headline(p, q, k, scale)[0] <= 1


@given(pair=distributions(), ordinal=st.booleans())
def test_nvas_is_100_at_identity_and_stays_between_0_and_100(pair: tuple[Floats, ...], ordinal: bool) -> None:
    p, q = pair
    values = np.arange(1.0, len(p) + 1)
    a, b = (central_value(x, values, ordinal) for x in (p, q))
    assert nvas(a, a, values[0], values[-1]) == 100
    assert -1e-9 <= nvas(a, b, values[0], values[-1]) <= 100


@given(pair=distributions(), ordinal=st.booleans())
def test_reversing_the_values_of_a_scale_leaves_nvas_unchanged(pair: tuple[Floats, ...], ordinal: bool) -> None:
    p, q = pair
    values = np.arange(1.0, len(p) + 1)
    forward, backward = (
        nvas(central_value(p, v, ordinal), central_value(q, v, ordinal), v[0], v[-1]) for v in (values, values[::-1])
    )
    assert forward == pytest.approx(backward, abs=1e-9)


@given(pair=distributions(), scale=st.floats(0.1, 50), shift=st.floats(-20, 20))
def test_stretching_and_shifting_the_values_leaves_nvas_unchanged(
    pair: tuple[Floats, ...], scale: float, shift: float
) -> None:
    p, q = pair
    values = np.arange(1.0, len(p) + 1)
    other = values * scale + shift
    one, two = (nvas(central_value(p, v, True), central_value(q, v, True), v[0], v[-1]) for v in (values, other))
    assert one == pytest.approx(two, abs=1e-6)


@given(code=st.integers(0, 35), k=st.integers(2, 36), ordinal=st.booleans())
def test_a_single_option_has_exactly_its_own_value(code: int, k: int, ordinal: bool) -> None:
    values = np.linspace(0.3, 4.1, k)
    assert central_value(np.eye(k)[code % k], values, ordinal) == values[code % k]


@given(a=st.floats(1, 5), b=st.floats(1, 5))
def test_framing_consistency_is_symmetric_and_100_for_equal_answers(a: float, b: float) -> None:
    one, five = np.array(1.0), np.array(5.0)
    assert consistency(np.array(a), np.array(b), one, five) == consistency(np.array(b), np.array(a), one, five)
    assert consistency(np.array(a), np.array(a), one, five) == 100


@given(pair=distributions())
def test_the_distances_equal_those_of_scipy(pair: tuple[Floats, ...]) -> None:
    p, q = pair
    places = np.arange(len(p))
    np.testing.assert_allclose(
        w1_distance(p, q, len(p)), wasserstein_distance(places, places, p, q) / (len(p) - 1), rtol=0, atol=1e-9
    )
    np.testing.assert_allclose(js_divergence(p, q), jensenshannon(p, q, 2) ** 2, rtol=0, atol=1e-7)
    smooth = [(x + KL_SMOOTHING) / (1 + len(p) * KL_SMOOTHING) for x in (p, q)]
    np.testing.assert_allclose(kl(p, q), entropy(smooth[0], smooth[1]), rtol=0, atol=1e-9)


def test_moving_answers_further_along_the_scale_costs_more_w1_but_no_more_jsd() -> None:
    here, near, far = np.eye(5)[0], np.eye(5)[1], np.eye(5)[4]
    assert w1_similarity(here, near, 5) > w1_similarity(here, far, 5)
    assert js_divergence(here, near) == js_divergence(here, far) == 1


def test_the_mode_of_tied_options_is_their_mean_and_does_not_depend_on_order() -> None:
    p = np.array([0.4, 0.2, 0.4])
    assert central_value(p, np.array([1.0, 2.0, 3.0]), False) == 2.0
    assert central_value(p[::-1], np.array([1.0, 2.0, 3.0]), False) == 2.0
