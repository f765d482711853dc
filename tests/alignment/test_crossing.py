from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tests.report.conftest import Case, make_answers, make_survey

from folkways.alignment import align
from folkways.alignment.crossing import MINIMUM_QUESTIONS, skill_by_topic
from folkways.alignment.disagreement import disagreement, normalised_entropy


@pytest.fixture(scope="module")
def case() -> Case:
    survey = make_survey()
    answers = make_answers(survey)
    return Case(survey, answers, align(answers, survey, replicates=50))


@pytest.mark.parametrize("measure", ["score", "nvas"])
def test_skill_of_one_population_over_its_topics_agrees_with_the_summary(case: Case, measure: str) -> None:
    """With one topic a population × topic cell is the population itself."""
    cells = case.alignment.cells.with_columns(topic=pl.lit("all"))
    alone = replace(case.alignment, cells=cells)
    crossed = skill_by_topic(alone, measure=measure, replicates=20).filter(pl.col("framing") == "persona")
    name = "skill" if measure == "score" else "nvas_skill_midpoint"
    for people, skill in crossed.select("population", "skill").iter_rows():
        expected = case.alignment.value(name, framing="persona", population=people, calibration="raw")["estimate"]
        assert skill == pytest.approx(expected, abs=1e-12)


def test_interval_is_left_out_where_few_questions_stand_behind_it() -> None:
    survey = make_survey(questions=9)  # 5 questions of one topic, 4 of the other
    answers = make_answers(survey, ("persona",))
    crossed = skill_by_topic(align(answers, survey, replicates=20), replicates=200)
    for row in crossed.to_dicts():
        assert (row["low"] is None) == (row["questions"] < MINIMUM_QUESTIONS)
        if row["low"] is not None:
            assert row["low"] <= row["skill"] <= row["high"]
    assert {4, 5} == set(crossed["questions"])


def test_disagreement_is_the_mean_entropy_over_questions(case: Case) -> None:
    found = disagreement(case.alignment, replicates=50)
    part = case.alignment.cells.filter((pl.col("framing") == "persona") & (pl.col("population") == "EGY"))
    for side, column in (("people", "p"), ("model", "q")):
        expected = np.mean([-(np.array(p) * np.log(p)).sum() / np.log(4) for p in part[column].to_list()])
        row = found.filter(
            (pl.col("framing") == "persona") & (pl.col("population") == "EGY") & (pl.col("side") == side)
        ).row(0, named=True)
        assert row["estimate"] == pytest.approx(expected, abs=1e-12)
        assert row["low"] < row["estimate"] < row["high"]


def test_single_choice_has_no_entropy_and_an_even_spread_has_all_of_it() -> None:
    assert normalised_entropy(np.array([0.0, 1.0, 0.0])) == 0.0
    assert normalised_entropy(np.full(7, 1 / 7)) == pytest.approx(1.0)
