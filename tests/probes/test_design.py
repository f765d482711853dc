"""What is asked, and in which words."""

import itertools
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import InputError, SurveyError
from folkways.populations import country
from folkways.probes import Design, plan
from folkways.probes.controls import contrast_questions
from folkways.probes.design import Cell, choose_questions, render
from folkways.probes.labels import labels
from folkways.probes.orders import permutation
from folkways.surveys import Survey, load_survey
from folkways.surveys.translation import Provenance, Translation, translated
from tests.probes.synthetic import ContentModel


def test_every_cell_of_the_design_occurs_once_and_neutral_once_for_all(survey: Survey) -> None:
    design = Design(labels=("digits", "letters"), templates=("plain", "poll"))
    people = survey.populations
    cells = list(design.cells(survey, people))
    keys = [(c.question.id, c.population, c.framing, c.order, c.labels, c.template) for c in cells]
    assert len(set(keys)) == len(keys)
    assert len(cells) == 30 * (1 + 3 + 3) * 2 * 2 * 2


def test_nominal_lists_are_shifted_and_ordinal_scales_are_never_shuffled(survey: Survey) -> None:
    design = Design(orders=("given", "reversed", "shift-1"))
    for cell in design.cells(survey, survey.populations):
        if cell.question.scale == "ordinal":
            assert cell.order in ("given", "reversed")
        else:
            assert cell.order == "given" or cell.order.startswith("shift")


def test_the_cue_stands_before_or_after(survey: Survey) -> None:
    for cue, first in (("before", True), ("after", False)):
        cell = Cell(survey.questions[0], country("EGY"), "persona", "en", "given", "digits", "plain", cue)
        text = render(cell).user
        assert (text.index("person from Egypt") < text.index("matter number 0")) is first


@pytest.mark.parametrize("language", ["en", "ar", "fa", "tr"])
@pytest.mark.parametrize("template", ["plain", "poll"])
@pytest.mark.parametrize("framing", ["persona", "observer"])
def test_prompts_with_the_identity_last_differ_in_little_more_than_the_peoples_name(
    language: str, template: str, framing: str
) -> None:
    whole = load_survey("menavalues")
    question = next(q for q in whole.questions if language in q.texts)
    shown = [
        render(Cell(question, country(people), framing, language, "given", "digits", template, "after")).user
        for people in ("EGY", "TUR")
    ]
    common = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(*shown, strict=False)))
    assert common > 0.85 * max(map(len, shown))
    assert all(len(text) - common < 45 for text in shown)


def test_the_order_changes_places_and_not_words(survey: Survey) -> None:
    question = survey.questions[2]
    texts = [
        render(Cell(question, None, "neutral", "en", order, "digits", "plain", "before")).user
        for order in ("given", "reversed")
    ]
    assert texts[0] != texts[1]
    assert sorted(texts[0].replace("1.", "").split()) != []
    for option in question.substantive:
        assert all(option.text("en") in text for text in texts)


@pytest.mark.parametrize("bad", [{"framings": ("ghost",)}, {"orders": ("random",)}, {"labels": ("a|A",)},
                                 {"templates": ("x",)}, {"cue": "inside"}, {"framings": ()},
                                 {"reasoning": ("deep",)}])  # fmt: skip
def test_unknown_levels_are_refused(bad: dict) -> None:
    with pytest.raises(InputError, match="Mend"):
        Design(**bad)


def test_a_limit_draws_exactly_so_many_within_topics(survey: Survey) -> None:
    part = choose_questions(survey, survey.populations, 9, seed=3)
    assert len(part.questions) == 9
    topics = [q.topic for q in part.questions]
    assert {topics.count(t) for t in ("t0", "t1", "t2")} == {3}
    again = choose_questions(survey, survey.populations, 9, seed=3)
    assert [q.id for q in part.questions] == [q.id for q in again.questions]


def test_the_plan_depends_on_the_seed_alone(survey: Survey) -> None:
    model = ContentModel(survey)
    one, two = (plan(model, survey, limit=12, seed=5) for _ in range(2))
    assert one.config == two.config
    assert one.config != plan(model, survey, limit=12, seed=6).config


def test_contrast_items_are_those_on_which_all_peoples_agree(survey: Survey) -> None:
    found = {q.id for q in contrast_questions(survey)}
    assert found
    for q in found:
        shares = survey.human.filter((survey.human["question"] == q) & (survey.human["option"] == "1"))["share"]
        assert float(shares.min()) >= 0.6 or int(q[1:]) % 3  # type: ignore[arg-type]


def test_labels_that_collide_are_refused() -> None:
    with pytest.raises(InputError, match="collide"):
        labels("x|y| X", 3)
    with pytest.raises(InputError, match="2 labels for 3 options"):
        labels("x|y", 3)


@given(st.sampled_from(["given", "reversed", "shift-1", "shift-3", "shift-40"]), st.integers(2, 36))
def test_an_order_is_a_permutation(name: str, k: int) -> None:
    assert sorted(permutation(name, k)) == list(range(k))


@given(st.sampled_from(["digits", "letters"]), st.integers(2, 60))
def test_label_sets_have_distinct_labels(name: str, k: int) -> None:
    assert len(set(labels(name, k))) == k


def _in_arabic(survey: Survey, ids: list[str]) -> Survey:
    words = {q: {o.code: f"خيار {o.code}" for o in survey.by_id[q].options} for q in ids}
    made = Translation("s", "ar", Provenance("a test", "machine"), {q: f"سؤال {q}" for q in ids}, words)
    return translated(survey, made)


def test_a_people_is_asked_in_the_source_and_in_its_own_language(survey: Survey) -> None:
    both = _in_arabic(survey, [q.id for q in survey.questions])
    design = Design(languages=("source", "native"))
    assert design.spoken(both, both.populations) == {"EGY": ("en", "ar"), "TUR": ("en",), "IRN": ("en",)}
    cells = list(design.cells(both, both.populations))
    asked = {(c.framing, c.population.id if c.population else "", c.language) for c in cells}
    assert ("persona", "EGY", "ar") in asked
    assert ("persona", "TUR", "ar") not in asked
    assert {key for key in asked if key[0] == "neutral"} == {("neutral", "", "en"), ("neutral", "", "ar")}
    arabic = render(next(c for c in cells if c.language == "ar" and c.framing == "persona")).user
    assert "خيار 1" in arabic
    assert "مصر" in arabic
    assert "Egypt" not in arabic


def test_only_questions_with_a_text_in_every_language_are_drawn(survey: Survey) -> None:
    ids = [q.id for q in survey.questions[:7]]
    part = choose_questions(_in_arabic(survey, ids), survey.populations, None, 0, ("en", "ar"))
    assert [q.id for q in part.questions] == ids
    with pytest.raises(SurveyError, match="no text in 'ar'"):
        Design(languages=("ar",)).spoken(survey, survey.populations)
    with pytest.raises(InputError, match="no prompt templates in 'tlh'"):
        Design(languages=("tlh",)).spoken(survey, survey.populations)


def test_a_people_is_not_asked_what_its_own_were_not_asked(survey: Survey) -> None:
    gone = survey.questions[0].id
    human = survey.human.filter((pl.col("question") != gone) | (pl.col("population") != "EGY"))
    cells = list(Design().cells(replace(survey, human=human), survey.populations))
    about = {c.population.id for c in cells if c.question.id == gone and c.population}
    assert about == {"TUR", "IRN"}


def test_reasoned_cells_ask_to_think_and_come_last(survey: Survey) -> None:
    cells = list(Design(reasoning=("direct", "reasoned")).cells(survey, survey.populations))
    half = len(cells) // 2
    assert {c.reasoning for c in cells[:half]} == {"direct"}
    assert all('"Answer:"' in render(c).user and render(c).thinking for c in cells[half:])
