import json
from pathlib import Path

import pytest

from folkways.errors import InputError
from folkways.populations import Population
from folkways.probes import Aid, Design
from folkways.probes.design import render
from folkways.probes.probe import plan, probe
from folkways.surveys import Question, Survey

from .synthetic import ContentModel


def said(question: Question, population: Population | None, language: str, thinks: bool) -> str:
    return f"{population.id if population else 'nobody'} {question.id} {language} {thinks}"


def test_a_text_stands_before_every_question_as_a_system_turn(survey: Survey) -> None:
    made = plan(ContentModel(survey), survey, limit=3, aid=Aid("text", said))
    for cell in made.cells:
        people = cell.population.id if cell.population else "nobody"
        assert render(cell).system == f"{people} {cell.question.id} en False"


def test_the_text_knows_whether_the_model_thinks_first(survey: Survey) -> None:
    design = Design(framings=("persona",), reasoning=("reasoned",))
    made = plan(ContentModel(survey), survey, limit=2, design=design, aid=Aid("text", said))
    assert all(render(c).system.endswith("True") for c in made.cells if not c.control)  # type: ignore[union-attr]


def test_each_people_is_answered_by_its_adapter_and_the_others_by_the_one_for_all(survey: Survey) -> None:
    made = plan(ContentModel(survey), survey, limit=3, aid=Aid("two", adapters={"EGY": "nile", "*": "rest"}))
    assert {c.adapter for c in made.cells if c.population and c.population.id == "EGY"} == {"nile"}
    assert {c.adapter for c in made.cells if not c.population or c.population.id != "EGY"} == {"rest"}


def test_without_an_aid_prompts_and_run_are_those_of_before(survey: Survey) -> None:
    made = plan(ContentModel(survey), survey, limit=3)
    assert "aid" not in made.config
    assert all(render(c).system is None and not render(c).adapter for c in made.cells)


def test_a_question_whose_answers_an_aid_has_seen_cannot_be_scored(survey: Survey) -> None:
    aid = Aid("norms: mine", seen=frozenset({"q3"}))
    with pytest.raises(InputError, match=r"norms: mine has seen .* 1 of these questions, q3 first"):
        plan(ContentModel(survey), survey, questions=["q1", "q3"], aid=aid)
    plan(ContentModel(survey), survey, questions=["q1", "q2"], aid=aid)


def test_no_control_asks_a_question_that_the_aid_has_seen(survey: Survey) -> None:
    agreed = {
        c.question.id for c in plan(ContentModel(survey), survey, questions=["q1"]).cells if c.control == "contrast"
    }
    assert agreed
    aid = Aid("text", said, seen=frozenset(agreed))
    made = plan(ContentModel(survey), survey, questions=["q1"], aid=aid)
    assert not {c.question.id for c in made.cells} & agreed


def test_a_run_says_what_the_model_was_given(survey: Survey, tmp_path: Path) -> None:
    aid = Aid("text", said, seen=frozenset({"q9"}), facts={"book": "abc"})
    probe(ContentModel(survey), survey, questions=["q1", "q2"], framings=("persona",), aid=aid, out=tmp_path / "run")
    config = json.loads((tmp_path / "run" / "run.json").read_text())["config"]
    assert config["aid"] == {"name": "text", "adapters": {}, "seen": ["q9"], "book": "abc"}
