"""The validity gate on real text: the embedded model fails it, a model that answers by content passes it."""

import pytest

from folkways.models import load_model
from folkways.probes import probe, validity_gate
from folkways.surveys import load_survey
from tests.probes.synthetic import ContentModel


@pytest.mark.model
def test_smollm2_is_not_measurable_on_menavalues() -> None:
    survey = load_survey("menavalues")
    answers = probe(load_model("smollm2"), survey, populations=["EGY"], framings=("neutral",), limit=12)
    gate = validity_gate(answers, survey)
    assert gate.verdict == "not measurable"
    failed = {check.name for check in gate.checks if not check.passed}
    assert {"reversal", "contrast"} <= failed


def test_a_model_that_knows_the_people_is_measurable_on_menavalues() -> None:
    survey = load_survey("menavalues")
    answers = probe(ContentModel(survey), survey, populations=["EGY", "TUR"], limit=40)
    gate = validity_gate(answers, survey)
    assert gate.verdict == "measurable", gate.reason
