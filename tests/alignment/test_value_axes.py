"""Probabilistic components with gaps, varimax, and the Inglehart–Welzel axes of a planted survey."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.surveys.wvs_file import value_file

from folkways.alignment.ppca import fit_ppca, posterior_means
from folkways.alignment.value_axes import ValueAxes, fit_axes
from folkways.alignment.varimax import varimax_rotation
from folkways.errors import SurveyError
from folkways.surveys.ten_items import TEN_ITEMS
from folkways.surveys.value_sums import read_value_sums

PLACES = {"EGY": (-1.0, -1.2), "SWE": (1.4, 1.2), "JPN": (0.0, 1.4), "BRA": (0.5, -0.8), "RUS": (-1.2, 0.6)}


def _sums(x: np.ndarray, weight: np.ndarray | None = None) -> tuple[np.ndarray, ...]:
    seen = np.isfinite(x)
    weight = np.ones(len(x)) if weight is None else weight
    patterns, place = np.unique(seen, axis=0, return_inverse=True)
    place, zero = place.ravel(), np.where(seen, x, 0.0)
    first = np.stack([weight[place == i] @ zero[place == i] for i in range(len(patterns))])
    second = np.stack(
        [(zero[place == i] * weight[place == i, None]).T @ zero[place == i] for i in range(len(patterns))]
    )
    return patterns, np.bincount(place, weight), first, second


def _planted(n: int = 4000, gaps: float = 0.0, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    w = np.array([[0.9, 0.1], [0.8, 0.0], [0.7, 0.2], [0.8, 0.1], [0.1, 0.7], [0.0, 0.8], [0.2, 0.6]])
    x = rng.normal(size=(n, 2)) @ w.T + 0.5 * rng.normal(size=(n, 7)) + np.arange(7)
    x[rng.random(x.shape) < gaps] = np.nan
    return x, w


def test_without_gaps_the_fit_is_the_closed_form_and_scikit_learns() -> None:
    from sklearn.decomposition import PCA

    x, _ = _planted()
    found = fit_ppca(*_sums(x))
    known = PCA(2).fit(x)
    values = np.sort(np.linalg.eigvalsh(np.cov(x.T, bias=True)))
    noise = values[:-2].mean()
    assert found.noise == pytest.approx(noise, rel=1e-5)
    assert found.noise == pytest.approx(known.noise_variance_ * (len(x) - 1) / len(x), rel=1e-5)
    np.testing.assert_allclose(found.mean, x.mean(axis=0), atol=1e-8)
    np.testing.assert_allclose((found.weights**2).sum(axis=0), values[:-3:-1] - noise, rtol=1e-4)
    directions = found.weights / np.sqrt((found.weights**2).sum(axis=0))
    np.testing.assert_allclose(np.abs(np.diag(directions.T @ np.asarray(known.components_).T)), 1, atol=1e-5)
    assert found.log_likelihood[-1] == pytest.approx(
        known.score(x), abs=2e-3
    )  # scikit-learn's covariance has the divisor n - 1


def test_equal_noise_makes_factor_analysis_find_the_same_plane() -> None:
    from sklearn.decomposition import FactorAnalysis

    x, _ = _planted(20_000)
    known = np.asarray(FactorAnalysis(2, tol=1e-6, max_iter=5000).fit(x).components_).T
    mine = fit_ppca(*_sums(x)).weights
    np.testing.assert_allclose(mine @ mine.T, known @ known.T, atol=0.03)


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_every_step_raises_the_likelihood(gaps: float) -> None:
    path = np.array(fit_ppca(*_sums(_planted(500, gaps)[0])).log_likelihood)
    assert len(path) > 1
    assert (np.diff(path) > -1e-9).all()


def test_planted_axes_are_found_through_gaps() -> None:
    x, w = _planted(20_000, 0.3)
    found = fit_ppca(*_sums(x))
    np.testing.assert_allclose(found.weights @ found.weights.T, w @ w.T, atol=0.03)
    np.testing.assert_allclose(found.mean, np.arange(7), atol=0.05)
    assert found.noise == pytest.approx(0.25, abs=0.01)


def test_a_whole_weight_is_as_many_rows() -> None:
    x, _ = _planted(300, 0.2)
    weight = np.random.default_rng(1).integers(1, 4, len(x)).astype(float)
    one, other = fit_ppca(*_sums(x, weight)), fit_ppca(*_sums(np.repeat(x, weight.astype(int), axis=0)))
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-6)


def test_posterior_means_equal_the_conditional_normal() -> None:
    rng = np.random.default_rng(2)
    w, mean, noise = rng.normal(size=(5, 2)), rng.normal(size=5), 0.7
    row = rng.normal(size=5)
    row[[1, 4]] = np.nan
    seen = np.isfinite(row)
    covariance = w[seen] @ w[seen].T + noise * np.eye(seen.sum())
    expected = w[seen].T @ np.linalg.solve(covariance, (row - mean)[seen])
    np.testing.assert_allclose(posterior_means(row[None], mean, w, noise)[0], expected, atol=1e-10)


@pytest.mark.parametrize("seed", range(5))
def test_varimax_equals_statsmodels(seed: int) -> None:
    from statsmodels.multivariate.factor_rotation import rotate_factors

    loadings = np.random.default_rng(seed).normal(size=(10, 2))
    _, known = rotate_factors(loadings, "varimax", algorithm="gpa")
    mine = varimax_rotation(loadings, kaiser=False)
    overlap = np.abs(mine.T @ known)
    assert np.allclose(overlap, np.eye(2), atol=1e-4) or np.allclose(overlap, np.eye(2)[::-1], atol=1e-4)


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=40, deadline=None)
def test_varimax_is_a_rotation_that_no_other_angle_beats(seed: int, kaiser: bool) -> None:
    loadings = np.random.default_rng(seed).normal(size=(8, 2))
    found = varimax_rotation(loadings, kaiser=kaiser)
    np.testing.assert_allclose(found.T @ found, np.eye(2), atol=1e-12)
    scaled = loadings / np.linalg.norm(loadings, axis=1, keepdims=True) if kaiser else loadings

    def criterion(turn: np.ndarray) -> float:
        return float(((scaled @ turn) ** 2).var(axis=0).sum())

    others = [np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) for a in np.linspace(0, np.pi, 60)]
    assert criterion(found) >= max(map(criterion, others)) - 1e-9


@pytest.fixture(scope="module")
def axes(tmp_path_factory: pytest.TempPathFactory) -> ValueAxes:
    file = tmp_path_factory.mktemp("wvs") / "w.csv"
    value_file(PLACES, gaps=0.08, unasked=[("EGY", "Q182")]).write_csv(file)
    return fit_axes(read_value_sums(file, replicates=100))


def test_planted_peoples_lie_where_they_were_planted(axes: ValueAxes) -> None:
    truth = np.array([PLACES[p.id] for p in axes.populations])
    for axis in (0, 1):
        assert np.corrcoef(truth[:, axis], axes.places[:, axis])[0, 1] > 0.97
    loaded = np.abs(axes.loadings).argmax(axis=1)
    assert [("expression", "secular")[i] for i in loaded] == [item.axis for item in TEN_ITEMS]
    assert (axes.loadings[range(10), loaded] > 0.3).all()


def test_complete_answers_give_scores_of_mean_0_and_variance_1(tmp_path: Path) -> None:
    frame = value_file(PLACES).with_columns(W_WEIGHT=pl.lit(1.0))
    frame.write_csv(tmp_path / "w.csv")
    sums = read_value_sums(tmp_path / "w.csv", replicates=0)
    found = fit_axes(sums)
    assert len(sums.patterns) == 1
    covariance = (sums.second[0] - np.outer(sums.first[0], sums.first[0]) / sums.weight[0]) / sums.weight[0]
    turn = (found.weights / found.sd[:, None]) @ np.linalg.inv(
        found.weights.T @ found.weights + found.noise * np.eye(2)
    )  # place() is linear where nothing is missing
    np.testing.assert_allclose(found.unit.T @ turn.T @ covariance @ turn @ found.unit, np.eye(2), atol=2e-3)
    np.testing.assert_allclose(found.places.mean(axis=0), 0, atol=1e-6)


def test_the_axes_do_not_depend_on_the_order_of_respondents_or_columns(tmp_path: Path) -> None:
    frame = value_file(PLACES, n=120, gaps=0.1)
    frame.write_csv(tmp_path / "a.csv")
    mixed = frame.sample(fraction=1.0, shuffle=True, seed=3).select(sorted(frame.columns)).rename(str.lower)
    mixed.write_csv(tmp_path / "b.csv")
    one, other = (fit_axes(read_value_sums(tmp_path / f"{x}.csv", replicates=0)) for x in "ab")
    where = {p.id: place for p, place in zip(other.populations, other.places, strict=True)}
    np.testing.assert_allclose(one.places, [where[p.id] for p in one.populations], atol=1e-6)


@pytest.mark.parametrize("end", ["sav", "dta"])
def test_a_file_of_a_statistics_package_gives_the_same_axes(tmp_path: Path, end: str) -> None:
    import pyreadstat

    frame = value_file(PLACES, n=80)
    frame.write_csv(tmp_path / "w.csv")
    write = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[end]
    write(frame, str(tmp_path / f"w.{end}"))  # type: ignore[arg-type]
    one, other = (fit_axes(read_value_sums(tmp_path / f"w.{x}", replicates=5)) for x in ("csv", end))
    np.testing.assert_allclose(one.places, other.places, atol=1e-9)


def test_kept_axes_place_answers_as_before_and_hold_no_row(axes: ValueAxes, tmp_path: Path) -> None:
    text = json.dumps(axes.to_record(), allow_nan=False)
    (tmp_path / "axes.json").write_text(text)
    again = ValueAxes.read(tmp_path / "axes.json")
    np.testing.assert_allclose(again.place(axes.items), axes.places, atol=1e-12)
    assert len(text) < 1_500 * len(axes.populations) + 4_000


def test_an_item_that_was_never_asked_is_neither_filled_in_nor_an_error(axes: ValueAxes) -> None:
    egypt = [p.id for p in axes.populations].index("EGY")
    assert np.isnan(axes.items[egypt]).sum() == 1
    assert np.isfinite(axes.places[egypt]).all()


def test_a_smaller_sample_has_a_larger_ellipse(tmp_path: Path) -> None:
    areas = []
    for n in (60, 600):
        value_file(PLACES, n=n).write_csv(tmp_path / "w.csv")
        found = fit_axes(read_value_sums(tmp_path / "w.csv", replicates=200))
        areas.append(np.sqrt(np.linalg.det(found.covariances)).mean())
    assert 5 < areas[0] / areas[1] < 20


def test_every_people_weighs_the_same_however_large_its_sample(tmp_path: Path) -> None:
    frame = value_file(PLACES, n=200)
    frame.write_csv(tmp_path / "a.csv")
    pl.concat([frame, *[frame.filter(pl.col("B_COUNTRY_ALPHA") == "EGY")] * 4]).write_csv(tmp_path / "b.csv")
    one, other = (fit_axes(read_value_sums(tmp_path / f"{x}.csv", replicates=0)) for x in "ab")
    np.testing.assert_allclose(one.places, other.places, atol=1e-6)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"Q57": 7.0}, "code '7' is no answer to Q57"),
        ({"W_WEIGHT": -1.0}, "negative weight"),
        ({"B_COUNTRY_ALPHA": "EGY"}, "holds 1 peoples"),
        ({"Q46": -1.0}, "too few items"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_mend(tmp_path: Path, change: dict, words: str) -> None:
    frame = value_file(PLACES, n=60).with_columns(**{k: pl.lit(v) for k, v in change.items()})
    frame.write_csv(tmp_path / "w.csv")
    with pytest.raises(SurveyError, match=words):
        fit_axes(read_value_sums(tmp_path / "w.csv", replicates=0))


def test_a_file_without_the_items_is_refused(tmp_path: Path) -> None:
    value_file(PLACES, n=60).drop("Q182").write_csv(tmp_path / "w.csv")
    with pytest.raises(SurveyError, match="'Q182' is missing"):
        read_value_sums(tmp_path / "w.csv")


def test_northern_ireland_has_no_iso_code_and_is_a_people_all_the_same(tmp_path: Path) -> None:
    value_file({**PLACES, "NIR": (0.0, 0.0)}, n=60).write_csv(tmp_path / "w.csv")
    assert read_value_sums(tmp_path / "w.csv", replicates=0).populations[-1].name == "Northern Ireland"
