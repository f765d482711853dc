"""Agreement is what was published, what others compute, and keeps the properties that define it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import cohen_kappa_score

from folkways.errors import InputError
from folkways.judges import cohen, krippendorff, panel_agreement, percent_agreement
from folkways.judges.agreement import LEVELS
from tests.judges.synthetic import RUBRIC

quick = settings(deadline=None, max_examples=60)
ratings = arrays(
    float, st.tuples(st.integers(2, 4), st.integers(2, 8)), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, np.nan])
)
NAN = float("nan")
# Krippendorff 2011, section C: four observers, twelve units, and the four alphas published with them.
TWELVE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
PUBLISHED = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_is_the_published_one(level: str) -> None:
    found = krippendorff(TWELVE, level)
    assert round(found.value, 3) == PUBLISHED[level]
    assert found.low < found.value < found.high <= 1 and found.units == 11


def test_the_twelve_units_are_those_of_the_shared_file(shared_data: Path) -> None:
    frame = pl.read_csv(shared_data / "human" / "krippendorff_2011_12units.csv").drop("observer")
    assert np.array_equal(frame.cast(pl.Float64).fill_null(NAN).to_numpy(), np.array(TWELVE), equal_nan=True)


def brute_alpha(table: np.ndarray, level: str) -> float:
    """Alpha by its definition, pair by pair (ordinal left out: its distance is tested against the publication)."""
    square = {
        "nominal": lambda a, b: float(a != b),
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
    }[level]
    units = [column[~np.isnan(column)] for column in table.T]
    units = [unit for unit in units if len(unit) > 1]
    pool = np.concatenate(units)
    observed = sum(
        square(a, b) / (len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    ) / len(pool)
    pairs = [square(a, b) for i, a in enumerate(pool) for j, b in enumerate(pool) if i != j]
    return 1 - float(observed) / float(np.mean(pairs))


@quick
@given(ratings, st.sampled_from(["nominal", "interval", "ratio"]))
def test_alpha_is_its_definition_pair_by_pair(table: np.ndarray, level: str) -> None:
    found = krippendorff(table, level, replicates=0)
    assume(not np.isnan(found.value))
    assert found.value == pytest.approx(brute_alpha(table, level))


@quick
@given(ratings, st.sampled_from(LEVELS), st.randoms(use_true_random=False))
def test_alpha_does_not_know_the_order_of_raters_nor_units_that_nobody_rated(table, level, random) -> None:
    found = krippendorff(table, level, replicates=20)
    order = list(range(len(table)))
    random.shuffle(order)
    empty = np.full((len(table), 2), np.nan)
    for same in (table[order], np.concatenate([table, empty], axis=1)):
        other = krippendorff(same, level, replicates=20)
        for name in ("value", "low", "high", "units"):
            assert getattr(other, name) == pytest.approx(getattr(found, name), nan_ok=True)


@quick
@given(ratings, st.permutations([1.0, 2.0, 3.0, 4.0]))
def test_nominal_alpha_does_not_know_the_names_of_the_codes(table: np.ndarray, names: list[float]) -> None:
    renamed = np.where(np.isnan(table), np.nan, np.array([*names, 0.0])[np.nan_to_num(table, nan=5).astype(int) - 1])
    first, second = krippendorff(table, replicates=0).value, krippendorff(renamed, replicates=0).value
    assert second == pytest.approx(first, nan_ok=True)


@quick
@given(ratings, st.sampled_from(LEVELS))
def test_alpha_is_at_most_one_and_one_where_all_raters_agree(table: np.ndarray, level: str) -> None:
    value = krippendorff(table, level, replicates=0).value
    assert np.isnan(value) or value <= 1 + 1e-12
    agreed = np.repeat(table[:1], 3, axis=0)
    same = krippendorff(agreed, level, replicates=0).value
    assert np.isnan(same) or same == pytest.approx(1)


@quick
@given(ratings, st.floats(0.5, 10), st.floats(-5, 5))
def test_interval_alpha_does_not_know_the_unit_of_measurement_and_ordinal_only_the_order(table, a, b) -> None:
    for level, moved in (("interval", a * table + b), ("ordinal", np.exp(table)), ("ratio", a * table)):
        before, after = krippendorff(table, level, replicates=0).value, krippendorff(moved, level, replicates=0).value
        assert after == pytest.approx(before, nan_ok=True, abs=1e-9)


def test_raters_who_guess_agree_no_more_than_chance_and_the_interval_says_so() -> None:
    rng = np.random.default_rng(3)
    hits = 0
    for trial in range(60):
        found = krippendorff(rng.integers(0, 3, (3, 60)), "nominal", replicates=200, seed=trial)
        hits += found.low <= 0 <= found.high
    assert hits >= 51


def test_alpha_of_ratings_that_never_differ_is_not_defined() -> None:
    assert np.isnan(krippendorff([[1, 1], [1, 1]]).value)
    assert np.isnan(krippendorff([[1, NAN], [NAN, 1]]).value)


@pytest.mark.parametrize(
    ("table", "level", "message"),
    [
        ([[1, 2], [1, 2]], "rank", "unknown level"),
        ([[-1, 2], [1, 2]], "ratio", "is below 0"),
        ([1, 2], "nominal", "1 dimensions"),
        ([[np.inf, 2], [1, 2]], "interval", "infinite"),
    ],
)
def test_ratings_that_cannot_be_compared_are_refused(table: list, level: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        krippendorff(table, level)


codes = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=2, max_size=30)


@quick
@given(codes, st.sampled_from(["none", "linear", "quadratic"]))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]], weights: str) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    assume(len({*first, *second}) > 1)
    found = cohen(first, second, "abcd", weights, replicates=0).value
    known = cohen_kappa_score(first, second, labels=list("abcd"), weights=None if weights == "none" else weights)
    assert found == pytest.approx(known, nan_ok=True)
    assert cohen(second, first, "abcd", weights, replicates=0).value == pytest.approx(found, nan_ok=True)


def test_units_that_one_rater_left_out_do_not_count() -> None:
    with_gap = cohen(["a", "b", None, "a"], ["a", "a", "b", "a"], "ab", replicates=50)
    without = cohen(["a", "b", "a"], ["a", "a", "a"], "ab", replicates=50)
    assert with_gap == without and with_gap.units == 3


def test_codes_off_the_scale_are_refused() -> None:
    with pytest.raises(InputError, match="unknown code 'z'"):
        cohen(["a", "z"], ["a", "a"], "ab")
    with pytest.raises(InputError, match="2 and 1 ratings"):
        cohen(["a", "a"], ["a"], "ab")


def test_percent_agreement_counts_pairs_of_raters() -> None:
    assert percent_agreement([[1, 1, 2], [1, 2, 2], [1, 2, 2]], replicates=0).value == pytest.approx(
        (1 + 1 / 3 + 1) / 3
    )


def test_the_agreement_of_a_panel_is_alpha_on_its_rubrics_scale() -> None:
    rows = [(f"j{j}", f"i{i}", code) for j, row in enumerate(["1123", "1133"]) for i, code in enumerate(row)]
    judged = pl.DataFrame([*rows, ("j2", "i0", None)], schema=["judge", "item", "code"], orient="row")
    table = [[0, 0, 1, 2], [0, 0, 2, 2], [NAN] * 4]
    assert panel_agreement(judged, RUBRIC) == krippendorff(table, "ordinal")
