"""Two alignments on common cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from folkways.alignment import Alignment, align, compare, compare_conditions
from folkways.answers import Answers
from folkways.errors import AnswersError
from folkways.surveys import Survey


@pytest.fixture(scope="module")
def survey(random_survey: Callable[..., Survey]) -> Survey:
    return random_survey(questions=40)


@pytest.fixture(scope="module")
def first(survey: Survey, random_answers: Callable[..., Answers]) -> Alignment:
    return align(random_answers(survey, ("persona", "observer")), survey, replicates=0)


def overall(rows: pl.DataFrame) -> dict:
    return rows.filter(pl.col("population") == "").row(0, named=True)


def test_an_alignment_does_not_differ_from_itself(first: Alignment) -> None:
    row = overall(compare(first, first).rows)
    assert row["difference"] == row["low"] == row["high"] == 0
    assert row["p_value"] == row["p_holm"] == 1
    assert row["bound_low"] == row["bound_high"] == 0


def test_swapping_the_two_changes_the_sign_and_nothing_else(
    first: Alignment, survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    second = align(random_answers(survey, ("persona", "observer"), seed=1), survey, replicates=0)
    one, two = (overall(compare(a, b).rows) for a, b in ((first, second), (second, first)))
    assert one["difference"] == pytest.approx(-two["difference"])
    assert one["low"] == pytest.approx(-two["high"], abs=1e-3)
    assert one["p_value"] == two["p_value"]
    assert one["bound_low"] == pytest.approx(-two["bound_high"])


def test_only_common_cells_are_compared_and_the_bounds_hold_the_missing_ones(
    first: Alignment, survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    frame = random_answers(survey, ("persona",), seed=1).frame.filter(pl.col("population") != "MAR")
    second = align(Answers(frame), survey, replicates=0)
    found = compare(first, second)
    row = overall(found.rows)
    assert (row["cells"], row["cells_a"], row["cells_b"]) == (120, 160, 120)
    kept = first.cells.filter((pl.col("framing") == "persona") & (pl.col("population") != "MAR"))
    assert row["mean_a"] == pytest.approx(kept["score"].mean())
    assert row["bound_low"] < row["difference"] < row["bound_high"]
    assert row["bound_high"] - row["bound_low"] == pytest.approx(40 / 160)
    assert found.info["without_partner"] == ["m observer en direct raw"]


def test_the_bounds_hold_the_cells_that_neither_side_answered(
    survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    """Against every way to fill in the missing scores with the worst and the best."""
    whole = [align(random_answers(survey, ("persona",), seed=seed), survey, replicates=0) for seed in (1, 2)]
    kept = [
        align(Answers(random_answers(survey, ("persona",), seed=seed).frame[cut:]), survey, replicates=0)
        for seed, cut in ((1, 14), (2, 8))
    ]
    row = overall(compare(*kept).rows)
    assert (row["cells"], row["cells_a"], row["cells_b"], row["cells_people"]) == (153, 153, 156, 160)
    truth = overall(compare(*whole).rows)["difference"]
    assert row["bound_low"] <= truth <= row["bound_high"]
    assert row["bound_high"] - row["bound_low"] == pytest.approx((3 * 1 + 4 * 2) / 160)


def test_a_better_model_is_found_better_with_a_small_p_value(
    first: Alignment, survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    shares = survey.human.group_by("question", "population", maintain_order=True).agg("share")
    perfect = [{"question": q, "population": p, "probs": s} for q, p, s in shares.iter_rows()]
    row = overall(compare(first, align(answer_rows(survey, perfect), survey, replicates=0)).rows)
    assert row["low"] > 0
    assert row["p_value"] == pytest.approx(1 / 1001)
    assert row["mean_b"] == pytest.approx(1)


def test_conditions_of_one_table_are_compared_with_each_other(first: Alignment) -> None:
    rows = compare_conditions(first, metric="nvas").rows
    assert overall(rows)["a"].startswith("m · persona")
    assert overall(rows)["b"].startswith("m · observer")
    assert set(rows["population"]) == {"", "EGY", "TUR", "IRN", "MAR"}


def test_surveys_or_conditions_that_do_not_meet_are_refused(
    first: Alignment, survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    neutral = align(random_answers(survey, ("neutral",)), survey, replicates=0)
    with pytest.raises(AnswersError, match="no condition is in both"):
        compare(first, neutral)
    with pytest.raises(AnswersError, match="different surveys"):
        compare(first, replace(first, survey="another"))
    with pytest.raises(ValueError, match="unknown metric"):
        compare(first, first, metric="charm")
