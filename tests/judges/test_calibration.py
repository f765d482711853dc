"""A judge is held against people, and its figures are never without the result."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr
from statsmodels.stats.proportion import proportion_confint

from folkways.errors import InputError
from folkways.judges import JUDGED_SCHEMA, Calibration, calibrate, krippendorff, mean, share
from folkways.judges.calibration import people_said, spearman, wilson
from folkways.judges.figures import rogan_gladen

CODES = ("1", "2", "3")
VALUES = (1.0, 2.0, 3.0)


def judged_of(codes: list[str | None], judge: str = "x", levels: tuple[str, ...] = CODES) -> pl.DataFrame:
    rows = []
    for i, code in enumerate(codes):
        probs = None if code is None else [float(code == level) for level in levels]
        rows.append((judge, f"i{i}", list(levels), probs, code, 4, 4))
    return pl.DataFrame(rows, schema=JUDGED_SCHEMA, orient="row")


def labels_of(*raters: list[str | None]) -> pl.DataFrame:
    rows = [(f"r{r}", f"i{i}", code) for r, said in enumerate(raters) for i, code in enumerate(said) if code]
    return pl.DataFrame(rows, schema=["rater", "item", "code"], orient="row")


@settings(deadline=None)
@given(st.integers(1, 300), st.floats(0, 1))
def test_wilson_is_that_of_statsmodels(units: int, share_of: float) -> None:
    hits = round(units * share_of)
    found = wilson(hits, units)
    low, high = proportion_confint(hits, units, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_a_judge_is_counted_against_what_most_people_said() -> None:
    judged = judged_of(["1", "2", "3", "3", None, "1"])
    labels = labels_of(
        ["1", "2", "2", "3", "3", "1"], ["1", "2", "2", "3", "3", "2"], ["1", "3", "2", None, None, None]
    )
    found = calibrate(judged, labels, CODES, values=VALUES, replicates=50)["x"]
    assert found.confusion == ((1, 0, 0), (0, 1, 1), (0, 0, 1))
    assert found.accuracy is not None and found.accuracy == wilson(3, 4)
    assert (found.tied, found.unread, found.items, found.state) == (1, 1, 4, "calibrated")
    assert found.majority == 0.5
    assert found.recall == (wilson(1, 1), wilson(1, 2), wilson(1, 1))
    table = [[0, 1, 1, 2, 2, 0], [0, 1, 1, 2, 2, 1], [0, 2, 1, np.nan, np.nan, np.nan]]
    assert found.people is not None and found.people.value == krippendorff(table, "ordinal", replicates=0).value
    assert "of 4 items" in str(found)


def test_without_human_labels_a_judge_is_uncalibrated_and_says_so_wherever_its_figure_is_shown() -> None:
    judged = judged_of(["1", "2", "3"])
    for labels in (None, labels_of([None, None, None, "1"])):
        found = calibrate(judged, labels, CODES, values=VALUES)["x"]
        assert found.state == "uncalibrated" and found.accuracy is None
        figure = share(judged, {"3"}, found)
        assert figure.corrected is None
        assert "uncalibrated" in str(figure) and "uncalibrated" in str(mean(judged, VALUES, found, replicates=20))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=30))
def test_the_rank_correlation_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    x, y = np.array(pairs, float).T
    with np.errstate(all="ignore"):
        known = spearmanr(x, y)[0] if len(set(x)) > 1 and len(set(y)) > 1 else np.nan
    assert spearman(x, y, replicates=0).value == pytest.approx(known, nan_ok=True)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0.55, 1), st.floats(0.55, 1))
def test_the_correction_undoes_what_errors_do_to_a_share(true: float, sensitivity: float, specificity: float) -> None:
    raw = true * sensitivity + (1 - true) * (1 - specificity)
    assert rogan_gladen(np.array(raw), np.array(sensitivity), np.array(specificity)) == pytest.approx(true, abs=1e-6)


def test_the_corrected_share_covers_the_truth_where_the_raw_one_does_not() -> None:
    rng = np.random.default_rng(5)
    covered, missed, trials = 0, 0, 60
    for trial in range(trials):
        truth = rng.random(600) < 0.2
        says = np.where(truth, rng.random(600) < 0.8, rng.random(600) < 0.25)
        judged = judged_of(["1" if one else "2" for one in says], levels=("1", "2"))
        labels = labels_of(["1" if one else "2" for one in truth[:200]])
        calibration = calibrate(judged.head(200), labels, ("1", "2"), replicates=2)["x"]
        figure = share(judged.tail(400), {"1"}, calibration, replicates=400, seed=trial)
        assert figure.corrected is not None
        covered += figure.corrected.low <= 0.2 <= figure.corrected.high
        missed += not figure.raw.low <= 0.2 <= figure.raw.high
    assert covered >= 52 and missed >= 55


def test_a_judge_no_better_than_chance_says_nothing_about_a_share() -> None:
    judged = judged_of(["1", "2"] * 20, levels=("1", "2"))
    calibration = calibrate(judged, labels_of(["2", "1"] * 20), ("1", "2"), replicates=2)["x"]
    figure = share(judged, {"1"}, calibration, replicates=200)
    assert figure.corrected is not None and np.isnan(figure.corrected.value)
    assert (figure.corrected.low, figure.corrected.high) == (0, 1)


def test_a_figure_takes_the_calibration_of_its_own_judge_alone() -> None:
    with pytest.raises(InputError, match="verdicts of x with the calibration of y"):
        share(judged_of(["1"]), {"1"}, Calibration("y", CODES))
    with pytest.raises(InputError, match="unknown level '9'"):
        share(judged_of(["1"]), {"9"}, Calibration("x", CODES))


def test_a_mean_is_that_of_the_expected_values_and_counts_what_went_unread() -> None:
    found = mean(judged_of(["1", "3", "3", None]), VALUES, Calibration("x", CODES), replicates=100)
    assert found.estimate.value == pytest.approx(7 / 3) and found.unread == 1
    assert found.estimate.low < 7 / 3 < found.estimate.high


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (labels_of(["1", "9"]), "row 2 (item i1): label '9' is no level"),
        (pl.concat([labels_of(["1"])] * 2), "rater r0 labelled item i0 twice"),
        (labels_of(["1"]).drop("rater"), "lack the columns rater"),
    ],
)
def test_wrong_human_labels_are_refused(labels: pl.DataFrame, message: str) -> None:
    with pytest.raises(InputError) as refused:
        calibrate(judged_of(["1", "2"]), labels, CODES)
    assert message in str(refused.value)


def test_people_of_two_minds_have_no_common_level() -> None:
    said = people_said(labels_of(["1", "2"], ["2", "2"]), CODES, VALUES)
    assert said["human"].to_list() == [None, "2"] and said["mean"].to_list() == [1.5, 2.0]
