"""Bounds of what missing cells could change."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.alignment import align
from folkways.alignment.bounds import least_scores
from folkways.alignment.grid import build_grid
from folkways.alignment.score import headline
from folkways.answers import Answers
from folkways.surveys import Survey


def _refusing(answers: Answers, survey: Survey, share: float, seed: int = 0) -> Answers:
    """The same answers with whole cells refused."""
    frame = answers.frame.with_row_index("i")
    keys = frame.select("question", "population").unique(maintain_order=True)
    lost = keys.filter(pl.Series(np.random.default_rng(seed).random(keys.height) < share)).with_columns(
        lost=pl.lit(True)
    )
    frame = frame.join(lost, on=["question", "population"], how="left").sort("i")
    return Answers(
        frame.with_columns(
            state=pl.when("lost").then(pl.lit("refused")).otherwise("state"),
            probs=pl.when(pl.col("lost")).then(None).otherwise("probs"),
        ).drop("i", "lost"),
        answers.info,
    )


def _over_all(frame: pl.DataFrame, measure: str) -> dict:
    return frame.filter((pl.col("population") == "") & (pl.col("measure") == measure)).row(0, named=True)


def test_with_every_cell_answered_both_bounds_are_the_score(
    random_survey: Callable[..., Survey], random_answers: Callable[..., Answers]
) -> None:
    survey = random_survey()
    found = align(random_answers(survey, ("persona",)), survey, replicates=100)
    for measure in ("score", "nvas"):
        row, value = _over_all(found.bounds, measure), found.value(measure, framing="persona")
        assert row["bound_low"] == pytest.approx(value["estimate"])
        assert row["bound_high"] == pytest.approx(value["estimate"])
        assert (row["low"], row["high"]) == pytest.approx((value["low"], value["high"]))
        assert row["cells"] == row["human_cells"] == 48


@pytest.mark.parametrize("seed", range(6))
def test_the_score_of_all_cells_lies_between_the_bounds_whatever_was_refused(
    random_survey: Callable[..., Survey], random_answers: Callable[..., Answers], seed: int
) -> None:
    survey = random_survey(seed=seed)
    answers = random_answers(survey, ("persona",), seed=seed)
    whole = align(answers, survey, replicates=0)
    part = align(_refusing(answers, survey, 0.4, seed), survey, replicates=50)
    for measure in ("score", "nvas"):
        truth = whole.value(measure, framing="persona")["estimate"]
        row = _over_all(part.bounds, measure)
        assert row["cells"] < row["human_cells"]
        assert truth is not None and row["bound_low"] <= truth <= row["bound_high"]
        assert row["low"] <= row["bound_low"] <= row["bound_high"] <= row["high"]
        assert row["skill_low"] <= row["skill_high"]
        each = part.bounds.filter((pl.col("population") != "") & (pl.col("measure") == measure))
        assert each["human_cells"].sum() == row["human_cells"]
        assert (each["bound_low"] * each["human_cells"]).sum() / row["human_cells"] == pytest.approx(row["bound_low"])


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_no_answer_scores_less_than_the_least(random_survey: Callable[..., Survey], seed: int) -> None:
    grid = build_grid(random_survey(6, seed=3))
    least, least_nvas = least_scores(grid)
    rng = np.random.default_rng(seed)
    q = np.where(grid.mask[grid.question], rng.exponential(size=grid.p.shape) ** 3, 0.0)
    q /= q.sum(axis=1, keepdims=True)
    got = headline(grid.p, q, grid.k[grid.question], grid.ordinal[grid.question])
    assert (got >= least - 1e-12).all()
    assert ((least >= 0) & (least_nvas >= 0) & (least_nvas <= 50 + 1e-9)).all()


def test_the_least_is_attained_by_the_far_end_of_the_scale(
    hand_survey: Callable[..., Survey], make_question: Callable
) -> None:
    survey = hand_survey([make_question("q", 3)], [("q", "EGY", (0.8, 0.2, 0.0)), ("q", "TUR", (0.0, 0.0, 1.0))])
    least, nvas = least_scores(build_grid(survey))
    assert least.tolist() == pytest.approx([1 - (0.8 * 2 + 0.2) / 2, 0.0])
    assert nvas.tolist() == pytest.approx([10.0, 0.0])


def test_bounds_do_not_depend_on_the_names_or_the_direction_of_the_options(
    hand_survey: Callable[..., Survey], make_question: Callable
) -> None:
    shares = [(0.5, 0.3, 0.2), (0.1, 0.2, 0.7)]
    one = hand_survey([make_question("q", 3)], [("q", p, s) for p, s in zip(("EGY", "TUR"), shares, strict=True)])
    other = hand_survey(
        [make_question("q", 3)], [("q", p, s[::-1]) for p, s in zip(("EGY", "TUR"), shares, strict=True)]
    )
    for a, b in zip(least_scores(build_grid(one)), least_scores(build_grid(other)), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-12)
