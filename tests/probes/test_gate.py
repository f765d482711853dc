"""The gate tells a model that answers by content from one that answers by place."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.answers import Answers
from folkways.probes import calibrate, probe, validity_gate
from folkways.probes.variance import shares
from folkways.surveys import Survey
from tests.probes.synthetic import ContentModel, PlaceModel


def _gate(model: object, survey: Survey):
    return validity_gate(probe(model, survey), survey)  # type: ignore[arg-type]


def test_a_model_that_answers_by_content_is_measurable(survey: Survey) -> None:
    gate = _gate(ContentModel(survey), survey)
    assert gate.verdict == "measurable", gate.reason
    assert {c.name for c in gate.checks} == {"reversal", "nonsense", "labels", "contrast", "off_label"}


def test_a_model_that_likes_the_first_place_is_not_measurable(survey: Survey) -> None:
    gate = _gate(PlaceModel(), survey)
    assert gate.verdict == "not measurable"
    failed = {c.name for c in gate.checks if not c.passed}
    assert {"reversal", "contrast"} <= failed
    assert "place" in gate.reason


def test_a_uniform_model_is_not_measurable(survey: Survey) -> None:
    class Uniform(PlaceModel):
        def weights(self, prompt, options):
            return np.ones(len(options))

    gate = _gate(Uniform(), survey)
    assert gate.verdict == "not measurable"
    assert not next(c for c in gate.checks if c.name == "reversal").passed


def test_answers_without_controls_are_not_tested(survey: Survey) -> None:
    answers = probe(ContentModel(survey), survey, limit=5)
    assert validity_gate(Answers(answers.items), survey).verdict == "not tested"


def test_variance_of_a_place_model_is_order_and_of_a_content_model_is_question(survey: Survey) -> None:
    def share(model: object, component: str) -> float:
        table = _gate(model, survey).variance.filter(pl.col("design") == "format")
        return float(table.filter(pl.col("component") == component)["share"][0])

    assert share(PlaceModel(), "order") > 0.8
    assert share(ContentModel(survey), "question") > 0.9


@given(st.integers(2, 6), st.integers(2, 3), st.integers(2, 4), st.integers(0, 2**32 - 1))
def test_variance_shares_are_parts_of_one(q: int, a: int, b: int, seed: int) -> None:
    cube = np.random.default_rng(seed).normal(size=(q, a, b))
    parts = shares(cube)
    assert parts is not None
    assert parts.sum() == pytest.approx(1)
    assert (parts >= 0).all()
    assert shares(3 * cube + 2) == pytest.approx(parts)


def test_variance_shares_equal_an_ordinary_anova() -> None:
    """Two factors: sums of squares from the textbook formulas, written out."""
    cube = np.random.default_rng(1).normal(size=(5, 3))
    total = ((cube - cube.mean()) ** 2).sum()
    question = 3 * ((cube.mean(1) - cube.mean()) ** 2).sum()
    assert shares(cube) == pytest.approx([question / total, 1 - question / total, 0], abs=1e-12)


def test_calibration_takes_a_pure_liking_for_a_place_away(survey: Survey) -> None:
    class Pure(PlaceModel):
        def weights(self, prompt, options):
            return np.array([0.7, *[0.3 / (len(options) - 1)] * (len(options) - 1)])

    answers = probe(Pure(), survey)
    calibrated = calibrate(answers)
    assert calibrated is not None
    assert len(calibrated) == len(answers.items)
    for probs in calibrated.frame["probs"]:
        assert list(probs) == pytest.approx([1 / len(probs)] * len(probs))


def test_too_few_questions_are_not_a_test(survey: Survey) -> None:
    gate = validity_gate(probe(ContentModel(survey), survey, limit=3), survey)
    assert gate.verdict == "not tested"
    assert "Too few questions" in gate.reason


def test_each_language_has_its_own_verdict(survey: Survey) -> None:
    good, bad = probe(ContentModel(survey), survey), probe(PlaceModel(), survey)
    arabic = bad.frame.with_columns(language=pl.lit("ar"), model=pl.lit("content"))
    gate = validity_gate(Answers(pl.concat([arabic, good.frame])), survey)
    assert (gate.language, gate.verdict) == ("en", "measurable")
    assert gate.others["ar"].verdict == "not measurable"
    assert gate.to_record()["others"]["ar"]["verdict"] == "not measurable"
    alone = validity_gate(good, survey)
    assert [c.estimate for c in gate.checks] == [c.estimate for c in alone.checks]


def test_answers_after_reasoning_do_not_enter_the_gate(survey: Survey) -> None:
    good = probe(ContentModel(survey), survey)
    thought = good.items.with_columns(reasoning=pl.lit("reasoned"), off_label=1.0)
    gate = validity_gate(Answers(pl.concat([good.frame, thought])), survey)
    assert [c.estimate for c in gate.checks] == [c.estimate for c in validity_gate(good, survey).checks]
