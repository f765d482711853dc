"""Nothing that is scored stands in a prompt that mines: no held-out wording, no held-out share, no held-out people."""

import re
from collections.abc import Sequence
from dataclasses import fields

import pytest

from folkways.errors import InputError
from folkways.norms.planning import plan_mining
from folkways.norms.prompts import ASKED
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split, split_survey
from tests.norms.scripted import Scripted, tell_tale

SHOWING = [method for method in ASKED if method != "topic"]


class Leaking(Split):
    """A split that hands out everything to learn from."""

    def training(self, survey: Survey) -> Survey:
        return survey


class Silent(Leaking):
    """… and refuses nothing."""

    def refuse(self, questions: object, what: str) -> None:
        return None


def as_kind(split: Split, kind: type[Split]) -> Split:
    return kind(*(getattr(split, field.name) for field in fields(split)))


def plain(text: str) -> str:
    return " " + " ".join(re.findall(r"[\w%]+", text.casefold())) + " "


def leaks(texts: Sequence[str], survey: Survey, split: Split) -> set[str]:
    """What of the held-out side of a survey whose shares are all different stands in these texts."""
    shown = " ".join(plain(text) for text in texts)
    found = set()
    for question in split.held_out:
        wordings = [survey.by_id[question].text("en"), *(o.text("en") for o in survey.by_id[question].options)]
        found |= {f"wording of {question}" for wording in wordings if plain(wording) in shown}
    for row in survey.human.iter_rows(named=True):
        scored = row["question"] in split.held_out or row["population"] in split.unseen
        if scored and f" {row['share']:.0%} " in shown:
            found.add(f"share of {row['question']} in {row['population']}")
    return found | {f"people {people}" for people in split.unseen if plain(survey.population(people).name) in shown}


@pytest.fixture
def survey() -> Survey:
    return tell_tale()


@pytest.fixture
def split(survey: Survey) -> Split:
    return split_survey(survey, share=0.34, populations=["NOR"], seed=1)


def prompts(survey: Survey, split: Split, method: str, budget: int = 1500) -> list[str]:
    made = plan_mining(Scripted(lambda _: ""), survey, method=method, split=split, prompt_tokens=budget)
    return [ask.prompt.user for ask in made.asks]


@pytest.mark.parametrize("method", ASKED)
@pytest.mark.parametrize("budget", [150, 1500])
def test_no_prompt_holds_a_held_out_wording_share_or_people(
    survey: Survey, split: Split, method: str, budget: int
) -> None:
    assert leaks(prompts(survey, split, method, budget), survey, split) == set()


def test_the_test_knows_every_share_and_wording_that_a_prompt_may_show(survey: Survey, split: Split) -> None:
    shown = " ".join(map(plain, prompts(survey, split, "answer-shares")))
    for question in split.train:
        assert plain(survey.by_id[question].text("en")) in shown
        rows = survey.human.filter(question=question).filter(population="EGY")
        assert all(f" {share:.0%} " in shown for share in rows["share"])


@pytest.mark.parametrize("method", SHOWING)
def test_a_leaking_split_is_caught_before_anything_is_asked(survey: Survey, split: Split, method: str) -> None:
    with pytest.raises(InputError, match="held-out questions would be used for mining norms"):
        prompts(survey, as_kind(split, Leaking), method)


@pytest.mark.parametrize("method", SHOWING)
def test_the_test_of_leaks_can_fail(survey: Survey, split: Split, method: str) -> None:
    found = leaks(prompts(survey, as_kind(split, Silent), method), survey, split)
    assert {f"wording of {question}" for question in split.held_out} <= found
    assert "people NOR" in found
    if method == "answer-shares":
        assert {f"share of {q.id} in NOR" for q in survey.questions} <= found
        assert {f"share of {question} in EGY" for question in split.held_out} <= found


@pytest.mark.parametrize("method", ASKED)
def test_a_people_that_is_held_out_cannot_be_asked_for(survey: Survey, split: Split, method: str) -> None:
    with pytest.raises(InputError, match="NOR is held out by the split"):
        plan_mining(Scripted(lambda _: ""), survey, method=method, split=split, populations=["Norway"])


@pytest.mark.parametrize("method", ASKED)
def test_no_held_out_wording_of_the_embedded_survey_stands_in_a_prompt(method: str) -> None:
    survey = load_survey("menavalues")
    split = split_survey(survey, populations=["MAR"])
    made = plan_mining(Scripted(lambda _: ""), survey, method=method, split=split, populations=["EGY", "TUR"])
    shown = " ".join(plain(ask.prompt.user) for ask in made.asks)
    trained = [plain(survey.by_id[question].text("en")) for question in split.train]
    # Some stems are shared by questions of other options ("Which of these statements …?").
    own = [
        text
        for text in (plain(survey.by_id[question].text("en")) for question in split.held_out)
        if not any(text in other for other in trained)
    ]
    assert len(own) > 150
    assert [text for text in own if text in shown] == []
    assert {question for ask in made.asks for question in ask.shown} <= set(split.train)
