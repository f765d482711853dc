"""Raking reproduces the margins it is given, and refuses those that cannot be met."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import SurveyError
from folkways.surveys.raking import rake


def _sample(seed: int, n: int) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    # Every combination occurs, so that all positive margins can be met together.
    pairs = [(s, a) for s in "fm" for a in ("young", "middle", "old")]
    drawn = [pairs[i] for i in rng.integers(0, 6, n)]
    return pl.DataFrame({"sex": [s for s, _ in pairs + drawn], "age": [a for _, a in pairs + drawn]})


@settings(deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(20, 200),
    st.floats(0.1, 0.9),
    st.lists(st.floats(0.1, 1), min_size=3, max_size=3),
)
def test_margins_are_reproduced(seed: int, n: int, women: float, ages: list[float]) -> None:
    frame = _sample(seed, n)
    margins = {
        "sex": {"f": women, "m": 1 - women},
        "age": dict(zip(("young", "middle", "old"), ages, strict=True)),
    }
    weights = rake(frame, margins)
    assert (weights > 0).all()
    assert weights.mean() == pytest.approx(1)
    for column, shares in margins.items():
        whole = sum(shares.values())
        for value, share in shares.items():
            got = weights[(frame[column] == value).to_numpy()].sum() / weights.sum()
            assert got == pytest.approx(share / whole, abs=1e-8)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 100))
def test_the_unit_of_the_starting_weights_does_not_matter(seed: int, factor: float) -> None:
    frame = _sample(seed, 50)
    start = np.random.default_rng(seed).uniform(0.5, 2, frame.height)
    margins = {"sex": {"f": 0.5, "m": 0.5}, "age": {"young": 0.3, "middle": 0.4, "old": 0.3}}
    assert np.allclose(rake(frame, margins, start=start), rake(frame, margins, start=start * factor))


def test_a_sample_that_meets_its_margins_is_left_alone() -> None:
    frame = pl.DataFrame({"sex": ["f", "m"] * 10})
    assert np.allclose(rake(frame, {"sex": {"f": 50, "m": 50}}), 1)


@pytest.mark.parametrize(
    ("margins", "says"),
    [
        ({"shoe": {"f": 1.0}}, "column 'shoe' is missing"),
        ({"sex": {"f": 1.0}}, "has no margin"),
        ({"sex": {"f": 0.4, "m": 0.4, "x": 0.2}}, "nobody has sex 'x'"),
        ({"sex": {"f": 1.0, "m": 0.0}}, "margin of 0"),
        ({"sex": {"f": 1.4, "m": -0.4}}, "margin"),
    ],
)
def test_margins_that_cannot_be_met_are_refused(margins: dict, says: str) -> None:
    frame = pl.DataFrame({"sex": ["f", "m", "m"]})
    with pytest.raises(SurveyError, match=says):
        rake(frame, margins)


def test_contradicting_margins_are_refused_and_not_half_met() -> None:
    frame = pl.DataFrame({"a": ["x", "x", "y"], "b": ["u", "u", "v"]})
    with pytest.raises(SurveyError, match="still missed"):
        rake(frame, {"a": {"x": 0.5, "y": 0.5}, "b": {"u": 0.9, "v": 0.1}})


@pytest.mark.parametrize("start", [[1.0, -1.0, 1.0], [1.0, float("nan"), 1.0], [0.0, 0.0, 0.0]])
def test_bad_starting_weights_are_refused(start: list[float]) -> None:
    frame = pl.DataFrame({"sex": ["f", "m", "m"]})
    with pytest.raises(SurveyError):
        rake(frame, {"sex": {"f": 0.5, "m": 0.5}}, start=np.array(start))
