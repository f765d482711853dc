"""Figures on the real survey and on a real model's published answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from folkways.alignment.align import cell_constants
from folkways.alignment.grid import Grid, build_grid
from folkways.alignment.scorecard import Scorecard, score_table
from folkways.alignment.table import read_answer_table
from folkways.surveys import Survey, load_survey


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


@pytest.fixture(scope="module")
def grid(survey: Survey) -> Grid:
    return build_grid(survey)


@pytest.fixture(scope="module")
def card(survey: Survey, shared_data: Path) -> Scorecard:
    table = read_answer_table(shared_data / "menavalues" / "published_llama_answers.csv", survey)
    return score_table(table, survey, replicates=300)


def test_the_midpoint_scores_nvas_78_25_on_the_9051_cells(grid: Grid) -> None:
    assert len(grid) == 9051
    assert cell_constants(grid)["nvas_midpoint"].mean() == pytest.approx(78.25, abs=0.01)


def test_the_mean_of_the_other_countries_scores_nvas_89_57_on_the_cells_that_have_others(grid: Grid) -> None:
    pooled = cell_constants(grid)["nvas_pooled"]
    assert np.isfinite(pooled).sum() == 8973
    assert np.nanmean(pooled) == pytest.approx(89.57, abs=0.05)


def test_every_published_nvas_is_reproduced(card: Scorecard) -> None:
    assert card.rows.height == 14303
    difference = (card.rows["nvas"] - card.rows["published_nvas"].cast(pl.Float64)).abs()
    assert difference.null_count() == 0
    assert difference.max() < 0.02  # type: ignore[operator]


def test_rows_come_out_as_they_went_in(card: Scorecard, shared_data: Path) -> None:
    given = pl.read_csv(shared_data / "menavalues" / "published_llama_answers.csv", infer_schema=False)
    assert card.rows.select(given.columns).equals(given)


def test_the_published_answers_are_worse_than_the_midpoint_in_both_framings(card: Scorecard) -> None:
    for condition in card.record["conditions"]:
        skill = condition["metrics"]["nvas_skill_midpoint"]
        assert skill["low"] < skill["estimate"] < skill["high"] < 0


def test_coverage_counts_every_cell_that_people_answered(card: Scorecard) -> None:
    coverage = card.alignment.coverage
    classes = ["answered", "refused", "truncated", "malformed", "absent"]
    assert (coverage.select(pl.sum_horizontal(classes)).to_series() == coverage["human_cells"]).all()
    assert coverage.filter(pl.col("framing") == "persona")["answered"].sum() == 7539


def test_the_model_spreads_the_countries_less_than_they_differ(card: Scorecard) -> None:
    ratio = card.alignment.structure.filter(pl.col("name") == "dispersion_ratio")
    assert (ratio["high"] < 1).all()
