"""A questionnaire without people's answers, asked in the name of peoples."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from folkways.errors import InputError
from folkways.populations import community, country
from folkways.probes import Design, execute, read_run, validity_gate
from folkways.probes.design import render
from folkways.probes.questionnaire import plan_questionnaire
from folkways.surveys.value_items import value_items
from tests.probes.synthetic import ContentModel, PlaceModel

PEOPLES = (country("EGY"), community("sami", "the Sámi people"))
DESIGN = Design(("persona",), templates=("plain", "poll"))


def test_every_question_is_asked_in_the_name_of_every_people_in_every_format() -> None:
    survey = value_items()
    made = plan_questionnaire(PlaceModel(), survey, PEOPLES, design=DESIGN)
    asked = [cell for cell in made.cells if not cell.control]
    assert len(asked) == 24 * 2 * 2 * 2
    assert len({render(cell).user for cell in asked}) == len(asked)
    for cell in asked:
        assert cell.population is not None
        assert cell.population.name.removeprefix("the ") in render(cell).user
    assert {cell.control for cell in made.cells} == {"", "format", "nonsense"}


def test_a_stopped_run_goes_on_and_reads_back_the_same(tmp_path: Path) -> None:
    survey = value_items()
    made = plan_questionnaire(PlaceModel(), survey, PEOPLES, design=DESIGN)
    whole = execute(made, PlaceModel(), None)
    execute(made, PlaceModel(), tmp_path / "run")
    (tmp_path / "run" / "shards" / "000001.parquet").unlink()
    execute(made, PlaceModel(), tmp_path / "run")
    answers, read = read_run(tmp_path / "run")
    assert answers.frame.equals(whole.frame)
    assert read.digest == survey.digest
    assert validity_gate(answers, survey).verdict == "not measurable"


def test_a_model_that_follows_the_options_keeps_to_them_in_either_order() -> None:
    survey = value_items()
    model = ContentModel(survey)
    model.known = {q.text("en"): {q.options[1].text("en"): 1.0} for q in survey.questions}
    answers = execute(plan_questionnaire(model, survey, PEOPLES, design=DESIGN), model, None)
    best = answers.items.select(pl.col("probs").list.arg_max())["probs"]
    assert best.unique().to_list() == [1]


@pytest.mark.parametrize(
    ("peoples", "design", "says"),
    [
        ((), DESIGN, "no population"),
        ((PEOPLES[0], PEOPLES[0]), DESIGN, "is there twice"),
        (PEOPLES, Design(), "names no people"),
        (PEOPLES, Design(("persona",), reasoning=("reasoned",)), "own language"),
    ],
)
def test_what_cannot_be_asked_is_refused(peoples, design: Design, says: str) -> None:
    with pytest.raises(InputError, match=says):
        plan_questionnaire(PlaceModel(), value_items(), peoples, design=design)
