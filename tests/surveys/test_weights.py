"""Weights: published facts, independent computations, properties."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.weightstats import DescrStatsW

from folkways.errors import SurveyError
from folkways.surveys.raking import rake
from folkways.surveys.weights import check_weights, kish_effective_n, weighted_shares

WEIGHTS = arrays(float, st.integers(2, 40), elements=st.floats(0.01, 100))


def test_kish_for_norway_in_round_ten(shared_data: Path) -> None:
    frame = pl.read_csv(shared_data / "surveys/ess10no.csv", infer_schema_length=None)
    effective = kish_effective_n(frame["anweight"].to_numpy())
    assert frame.height == 1411
    assert effective == pytest.approx(653, abs=2)
    assert frame.height / effective == pytest.approx(2.16, abs=0.01)


@given(WEIGHTS, st.floats(0.1, 10))
def test_kish_is_at_most_n_and_does_not_depend_on_scale(weights: np.ndarray, factor: float) -> None:
    effective = kish_effective_n(weights)
    assert 1 - 1e-9 <= effective <= len(weights) + 1e-9
    assert kish_effective_n(weights * factor) == pytest.approx(effective)


@given(st.integers(1, 100), st.floats(0.1, 9))
def test_kish_is_n_for_equal_weights(n: int, weight: float) -> None:
    assert kish_effective_n(np.full(n, weight)) == pytest.approx(n)


@given(WEIGHTS)
def test_kish_is_below_n_as_soon_as_one_weight_differs(weights: np.ndarray) -> None:
    assume(weights.max() > 1.01 * weights.min())
    # n − (Σw)²/Σw² = n·Var(w)/mean(w²), so the gap is that of the spread and never rounds to nothing here.
    gap = len(weights) * weights.var() / (weights**2).mean()
    assert gap > 0
    assert len(weights) - kish_effective_n(weights) == pytest.approx(gap, rel=1e-6)


@given(st.data(), WEIGHTS)
def test_weighted_shares_equal_statsmodels(data: st.DataObject, weights: np.ndarray) -> None:
    codes = data.draw(arrays(np.int64, len(weights), elements=st.integers(0, 3)))
    shares = weighted_shares(codes, weights, 4)
    assert shares.sum() == pytest.approx(1)
    for k in range(4):
        assert shares[k] == pytest.approx(DescrStatsW((codes == k).astype(float), weights).mean)


@pytest.mark.parametrize(
    ("bad", "says"), [([1, -1.0], "row 2.*|negative"), ([1, np.nan], "no weight"), ([0, 0], "all weights are 0")]
)
def test_bad_weights_are_refused(bad: list[float], says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        check_weights(np.array(bad, float), "file.csv, column w")


@given(st.integers(0, 2**32 - 1))
def test_raking_meets_its_margins(seed: int) -> None:
    rng = np.random.default_rng(seed)
    frame = pl.DataFrame(
        {"sex": rng.choice(["f", "m"], 200).tolist(), "age": rng.choice(["y", "o", "x"], 200).tolist()}
    )
    assume(frame.unique().height == 6)
    margins = {"sex": {"f": 0.55, "m": 0.45}, "age": {"y": 0.2, "o": 0.5, "x": 0.3}}
    weights = rake(frame, margins)
    assert weights.mean() == pytest.approx(1)
    assert (weights > 0).all()
    for column, shares in margins.items():
        for value, share in shares.items():
            assert weights[(frame[column] == value).to_numpy()].sum() / 200 == pytest.approx(share, abs=1e-6)


def test_raking_refuses_what_it_cannot_meet() -> None:
    frame = pl.DataFrame({"sex": ["f", "f"]})
    with pytest.raises(SurveyError, match="nobody has sex 'm'"):
        rake(frame, {"sex": {"f": 0.5, "m": 0.5}})
    with pytest.raises(SurveyError, match="no margin"):
        rake(frame, {"sex": {"m": 1.0}})
