"""What a model is shown when it is asked for norms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import InputError
from folkways.norms.prompts import ASKED, BLOCKS, Block, blocks, shares_of
from folkways.norms.topics import topic_of, topics_of
from folkways.surveys import load_survey
from tests.norms.scripted import Scripted, tell_tale

MENAVALUES = load_survey("menavalues")
LARGEST = "Respondent country’s elected legislature and participation in public/political affairs"
MODEL = Scripted(lambda _: "")


def made(method: str, topic: str = LARGEST, *, budget: int = 1500, seed: int = 0, **more) -> tuple[list[Block], int]:
    people = MENAVALUES.population("EGY")
    settings = {"norms": 10, "language": "en", **more}
    return blocks(
        MODEL, method, people, topic, topics_of(MENAVALUES)[topic], shares_of(MENAVALUES, "EGY"), budget=budget,
        seed=seed, **settings,
    )  # fmt: skip


def test_the_finer_topic_of_a_survey_is_the_topic_of_its_norms() -> None:
    assert topic_of(MENAVALUES.by_id["m001"]) == "Social values, attitudes and stereotypes"
    assert len(topics_of(MENAVALUES)) == 31
    assert sum(map(len, topics_of(MENAVALUES).values())) == len(MENAVALUES.questions)


def test_each_method_shows_more_of_the_answers_than_the_one_before() -> None:
    survey = tell_tale()
    people = survey.population("EGY")
    shown = {
        method: blocks(
            MODEL, method, people, "Family", topics_of(survey)["Family"], shares_of(survey, "EGY"), norms=4,
            language="en", budget=1500, seed=0,
        )[0][0]
        for method in ASKED
    }  # fmt: skip
    texts = {method: block.prompt.user for method, block in shown.items()}
    assert all("person from Egypt" in text and "Family" in text and "4 norms" in text for text in texts.values())
    assert shown["topic"].shown == () and "w0x0" not in texts["topic"]
    assert "Is the matter of w0x0 right? Most people answered: yes-0" in texts["top-answers"]
    assert "no-0" not in texts["top-answers"] and "%" not in texts["top-answers"]
    assert "Is the matter of w0x0 right? yes-0 51%; no-0 49%" in texts["answer-shares"]
    assert set(shown["answer-shares"].shown) == {q.id for q in topics_of(survey)["Family"]}


@settings(deadline=None, max_examples=25)
@given(budget=st.integers(150, 3000), seed=st.integers(0, 9), method=st.sampled_from(ASKED))
def test_no_prompt_is_longer_than_the_budget_and_no_question_is_shown_twice(
    budget: int, seed: int, method: str
) -> None:
    found, left = made(method, budget=budget, seed=seed)
    assert all(count <= budget for count in MODEL.count_tokens([block.prompt for block in found]))
    shown = [question for block in found for question in block.shown]
    assert len(set(shown)) == len(shown)
    assert len(found) <= BLOCKS
    if method != "topic":
        asked = set(shares_of(MENAVALUES, "EGY")) & {q.id for q in topics_of(MENAVALUES)[LARGEST]}
        assert len(shown) + left == len(asked) and set(shown) <= asked


def test_a_seed_draws_the_same_questions_again_and_another_seed_others() -> None:
    first, left = made("answer-shares", budget=600)
    assert left > 0
    assert made("answer-shares", budget=600)[0] == first
    assert set(made("answer-shares", budget=600, seed=1)[0][0].shown) != set(first[0].shown)


def test_shares_are_of_those_who_answered_on_the_scale() -> None:
    for people in ("EGY", "TUR"):
        for question, shares in shares_of(MENAVALUES, people).items():
            assert sum(shares.values()) == pytest.approx(1)
            assert tuple(shares) == MENAVALUES.by_id[question].codes


def test_the_list_is_begun_only_for_a_model_that_goes_on() -> None:
    assert made("topic")[0][0].prompt.prefix == "1. People"
    assert made("topic", language="fa")[0][0].prompt.prefix == "1."
    assert "Write in Persian." in made("topic", language="fa")[0][0].prompt.user
    people, topics = MENAVALUES.population("EGY"), topics_of(MENAVALUES)
    other = Scripted(lambda _: "", continues=False)
    found, _ = blocks(other, "topic", people, LARGEST, topics[LARGEST], {}, norms=4, language="en", budget=900, seed=0)
    assert found[0].prompt.prefix == ""


def test_a_budget_without_room_for_the_instruction_is_refused() -> None:
    with pytest.raises(InputError, match="the instruction alone takes"):
        made("topic", budget=20)
