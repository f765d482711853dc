"""Conversations are planned so that no people is privileged, none is held twice, and order of input does not matter."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.conversation import ORDERS, ConversationPlan, Participant
from folkways.dialogues.opening import openers
from folkways.dialogues.ordering import speakers
from folkways.dialogues.planning import plan_conversations, unplanned
from folkways.dialogues.seeding import seeds
from folkways.errors import InputError
from tests.dialogues.talkers import survey

SEEDS, _ = seeds(survey(5))
PEOPLE = st.sampled_from("ABCDEFG")


@given(st.lists(st.lists(PEOPLE, min_size=2, max_size=2, unique=True), max_size=40))
def test_each_people_opens_its_part_of_its_conversations_whoever_meets_whom(pairs: list[list[str]]) -> None:
    _fair(pairs)


@given(st.integers(2, 5).flatmap(lambda g: st.lists(st.lists(PEOPLE, min_size=g, max_size=g, unique=True))))
def test_each_people_opens_its_part_in_groups_of_any_size(groups: list[list[str]]) -> None:
    _fair(groups)


def _fair(groups: list[list[str]]) -> None:
    opened = Counter(group[place] for group, place in zip(groups, openers(groups), strict=True))
    for people in {people for group in groups for people in group}:
        due = sum((Fraction(1, len(group)) for group in groups if people in group), Fraction(0))
        assert floor(due) <= opened[people] <= ceil(due)


@settings(deadline=None, max_examples=20)
@given(st.integers(2, 7), st.integers(1, 6), st.integers(2, 4), st.integers(1, 3), st.integers(0, 99))
def test_plans_are_balanced_and_each_is_held_once(
    peoples: int, questions: int, participants: int, conversations: int, seed: int
) -> None:
    some = ("EGY", "IRN", "MAR", "TUN", "LBN", "IRQ", "QAT")[:peoples]
    given_seeds, _ = seeds(survey(questions, some))
    plans = plan_conversations(given_seeds, participants=participants, conversations=conversations, seed=seed)
    if peoples < participants:
        assert plans == [] and unplanned(given_seeds, plans).height == given_seeds.height
        return
    assert len({plan.id for plan in plans}) == len(plans)
    takes_part = Counter(member.seed for plan in plans for member in plan.participants)
    assert set(takes_part) == set(given_seeds["id"]) and min(takes_part.values()) >= conversations
    opened = Counter(plan.participants[0].population for plan in plans)
    member_of = Counter(member.population for plan in plans for member in plan.participants)
    for people in some:
        due = Fraction(member_of[people], participants)
        assert floor(due) <= opened[people] <= ceil(due)
    if peoples % participants == 0:
        assert max(opened.values()) - min(opened[people] for people in some) <= 1
    own = {row["id"]: (row["population"], row["question"]) for row in given_seeds.iter_rows(named=True)}
    for plan in plans:
        assert len({member.population for member in plan.participants}) == participants
        assert len({member.name for member in plan.participants}) == participants
        assert all(own[member.seed] == (member.population, plan.question) for member in plan.participants)


def test_everybody_meets_everybody_before_anybody_meets_twice() -> None:
    plans = plan_conversations(SEEDS, conversations=3)
    met = Counter(frozenset(member.population for member in plan.participants) for plan in plans)
    assert len(met) == 6 and set(met.values()) == {5}


def test_the_same_peoples_meeting_again_have_another_draw() -> None:
    plans = plan_conversations(SEEDS.filter(pl.col("population").is_in(["EGY", "TUR"])), conversations=4)
    by_question = [[plan.draw for plan in plans if plan.question == f"q{i}"] for i in range(5)]
    assert by_question == [[0, 1, 2, 3]] * 5


def test_all_draws_of_a_people_are_talked_about() -> None:
    drawn, _ = seeds(survey(2), mode="draw", draws=3)
    plans = plan_conversations(drawn)
    assert {member.seed for plan in plans for member in plan.participants} == set(drawn["id"])
    assert unplanned(drawn, plans).is_empty()


def test_plans_do_not_depend_on_the_order_of_the_seeds() -> None:
    plans = plan_conversations(SEEDS, seed=7)
    assert plan_conversations(SEEDS.sample(fraction=1, shuffle=True, seed=1), seed=7) == plans
    assert plan_conversations(SEEDS, seed=8) != plans


def test_a_question_that_one_people_answers_has_no_conversation_and_its_seed_says_so() -> None:
    few = SEEDS.filter((pl.col("question") != "q1") | (pl.col("population") == "EGY"))
    plans = plan_conversations(few)
    assert "q1" not in {plan.question for plan in plans}
    left = unplanned(few, plans)
    assert left.select("stage", "reason", "detail", "text").rows() == [
        ("conversations", "too few peoples answer this question", "q1: 1", "choice-1-EGY")
    ]
    assert left["id"].to_list() == few.filter(question="q1")["id"].to_list()


def test_personas_and_languages_are_given_to_the_peoples_they_belong_to() -> None:
    known = {"EGY": [{"sex": "Female", "age": "30-44"}], "TUR": [{"gender": "man"}]}
    plans = plan_conversations(SEEDS, personas=known, languages={"EGY": "ar"})
    members = {member.population: member for plan in plans for member in plan.participants}
    assert members["EGY"].persona == (("age", "30-44"), ("sex", "Female"))
    assert (members["EGY"].language, members["TUR"].language, members["IRN"].persona) == ("ar", "en", ())
    from folkways.dialogues.naming import names_of

    assert {m.name for p in plans for m in p.participants if m.population == "EGY"} <= set(names_of("EGY", "female"))
    assert {m.name for p in plans for m in p.participants if m.population == "TUR"} <= set(names_of("TUR", "male"))


def test_the_values_of_a_demographic_cell_belong_to_its_persona() -> None:
    cells = SEEDS.with_columns(
        population=pl.col("population").replace({"EGY": "EGY[age=18-29,sex=male]"}), id=pl.col("id") + "x"
    )
    plans = plan_conversations(cells, languages={"EGY": "ar"}, personas={"EGY": [{"age": "60", "faith": "Muslim"}]})
    members = [m for plan in plans for m in plan.participants if m.population.startswith("EGY")]
    own = (("age", "18-29"), ("faith", "Muslim"), ("sex", "male"))
    assert members and all((member.persona, member.language) == (own, "ar") for member in members)


@pytest.mark.parametrize("order", ORDERS)
@given(size=st.integers(2, 5), turns=st.integers(5, 15), seed=st.integers(0, 50))
def test_nobody_speaks_twice_in_a_row_and_the_first_participant_opens(
    order: str, size: int, turns: int, seed: int
) -> None:
    members = tuple(Participant(f"s{i}", people, f"N{i}") for i, people in enumerate("ABCDE"[:size]))
    places = speakers(ConversationPlan("q", "t", members, order=order, turns=turns), seed)
    assert len(places) == turns and places[0] == 0 and set(places) <= set(range(size))
    assert all(a != b for a, b in pairwise(places))
    if order != "drawn":
        assert all(len(set(places[at : at + size])) == size for at in range(0, turns - size + 1, size))


def test_drawn_orders_differ_between_conversations_and_seeds() -> None:
    plan = plan_conversations(SEEDS, participants=4, order="drawn", turns=12)[0]
    assert speakers(plan, 0) == speakers(plan, 0) != speakers(plan, 1)
    assert speakers(plan, 0) != speakers(replace(plan, draw=1), 0)


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ({"participants": 1}, "1 participants"),
        ({"style": "loose"}, "unknown style 'loose'"),
        ({"order": "loud"}, "unknown order 'loud'"),
        ({"participants": 3, "turns": 2}, "2 turns for 3 participants"),
        ({"conversations": 0}, "0 conversations"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_mend(asked_for: dict, says: str) -> None:
    with pytest.raises(InputError, match=f"{says}.*Mend"):
        plan_conversations(SEEDS, **asked_for)
    with pytest.raises(InputError, match="occurs twice"):
        plan_conversations(pl.concat([SEEDS, SEEDS]))
    with pytest.raises(InputError, match="lack the column topic"):
        plan_conversations(SEEDS.drop("topic"))
