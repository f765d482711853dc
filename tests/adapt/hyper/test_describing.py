"""Descriptions hold nothing that is scored, and the controls are what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.adapt.hyper.describing import LEADS, describe, nonsense
from folkways.adapt.hyper.description import Description, Descriptions, shuffled
from folkways.encoders import load_encoder
from folkways.errors import InputError
from folkways.norms import Norm, NormBook
from folkways.norms.ruled import rules_for_all
from folkways.populations import community, country
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split, split_survey


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


@pytest.fixture(scope="module")
def split(survey: Survey) -> Split:
    return split_survey(survey, populations=["LBN", "TUN", "KWT"])


@pytest.fixture(scope="module")
def told(survey: Survey, split: Split) -> Descriptions:
    return describe(survey, split, norms=rules_for_all(survey, split))


def test_every_people_has_several_of_both_parts(told: Descriptions, survey: Survey) -> None:
    for people in survey.populations:
        assert len(told.of(people.id, "training")) == len(LEADS["training"]) >= 4
        assert len(told.of(people.id, "held-out")) == len(LEADS["held-out"]) >= 2
        assert all(people.name in item.text for item in told.items if item.population == people.id)


def test_no_description_rests_on_a_held_out_question(told: Descriptions, split: Split) -> None:
    assert told.questions and not told.questions & set(split.held_out)


def test_held_out_descriptions_tell_norms_that_no_training_description_tells(told: Descriptions) -> None:
    for people in told.populations:
        learnt = {q for item in told.of(people, "training") for q in item.questions}
        asked = {q for item in told.of(people, "held-out") for q in item.questions}
        assert asked - learnt, people


def test_descriptions_of_the_seen_know_nothing_of_the_unseen(survey: Survey, split: Split, told: Descriptions) -> None:
    without = survey.select(populations=split.seen)
    cut = split_survey(without)
    # The same training questions, of a survey that never asked the unseen.
    known = Split(
        without.name, without.digest, tuple(q for q in split.train if q in without.by_id), cut.held_out[:1],
        split.seen, (), cut.share, cut.seed,
    )  # fmt: skip
    again = describe(without, known, norms=rules_for_all(without, known))
    for people in split.seen:
        assert [i.text for i in again.of(people, "training")] == [i.text for i in told.of(people, "training")]


def test_the_languages_are_those_of_cldr(told: Descriptions) -> None:
    assert "Spoken there: Persian." in told.of("IRN", "training")[0].text


def test_a_community_without_languages_and_norms_is_described_by_its_name() -> None:
    import polars as pl

    from folkways.surveys import Option, Question

    options = tuple(Option(c, {"en": t}) for c, t in (("1", "Yes"), ("2", "No")))
    questions = tuple(
        Question(f"q{i}", {"en": f"Is {thing} good?"}, options, topic="t")
        for i, thing in enumerate(("the sea in winter", "a long road", "silence at night", "salt in bread"))
    )
    peoples = (community("marsh", "the Marsh people"), country("NOR"))
    rows = [
        {"question": q.id, "population": p.id, "option": o, "share": 0.5, "n_eff": 100.0, "n": 100}
        for q in questions for p in peoples for o in ("1", "2")
    ]  # fmt: skip
    small = Survey("small", questions, peoples, pl.DataFrame(rows))
    cut = split_survey(small)
    told = describe(small, cut, norms=rules_for_all(small, cut))
    first = told.of("marsh", "training")[0]
    assert first.text == "The people of the Marsh people." and first.kind == "named" and first.questions == ()


def test_nonsense_names_nobody_and_differs(survey: Survey) -> None:
    ids = [p.id for p in survey.populations]
    texts = {item.population: item.text for item in nonsense(ids).items}
    assert len(set(texts.values())) == len(ids)
    names = [p.name for p in survey.populations]
    assert not [text for text in texts.values() if any(name in text for name in names)]
    assert nonsense(ids, seed=1).items != nonsense(ids).items


@given(st.integers(2, 20), st.integers(0, 1000))
def test_shuffled_gives_nobody_its_own_and_everybody_one(n: int, seed: int) -> None:
    items = [Description(f"P{i}", f"text of P{i}") for i in range(n)]
    found = shuffled(items, seed)
    assert sorted(item.population for item in found) == sorted(item.population for item in items)
    assert sorted(item.text for item in found) == sorted(item.text for item in items)
    assert all(item.text != f"text of {item.population}" for item in found)


def test_one_people_cannot_be_shuffled() -> None:
    with pytest.raises(InputError, match="one people cannot be given"):
        shuffled([Description("EGY", "a"), Description("EGY", "b")], 0)


def test_descriptions_are_read_back_as_they_were_written(told: Descriptions, tmp_path: Path) -> None:
    told.save(tmp_path / "d.json")
    again = Descriptions.read(tmp_path / "d.json")
    assert again == told and again.digest == told.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json", "not descriptions"),
        ("[]", "holds no description"),
        ('["EGY"]', "'EGY' is no description"),
        ('[{"population": "EGY"}]', "population or text is missing"),
        ('[{"population": "EGY", "text": 3}]', "text is no text"),
        ('[{"population": "EGY", "text": " "}]', "says nothing"),
        ('[{"population": "EGY", "text": "a", "part": "test"}]', "unknown part 'test'"),
    ],
)
def test_descriptions_that_are_none_are_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "d.json").write_text(text)
    with pytest.raises(InputError, match=said):
        Descriptions.read(tmp_path / "d.json")


def test_a_people_without_a_description_is_named(told: Descriptions) -> None:
    with pytest.raises(InputError, match="no training description of NOR"):
        told.of("NOR", "training")


@pytest.mark.model
def test_with_an_encoder_some_descriptions_are_profiles_of_training_answers(survey: Survey, split: Split) -> None:
    few = survey.select(populations=["EGY", "TUR", "LBN", "TUN", "KWT"])
    cut = split_survey(few, populations=["LBN", "TUN", "KWT"])
    told = describe(few, cut, norms=rules_for_all(few, cut), encoder=load_encoder())
    assert {item.kind for item in told.items} == {"norms", "profile"}
    assert not told.questions & set(cut.held_out)
    assert told.of("LBN", "held-out")[1].kind == "profile"


def test_a_norm_that_rests_on_a_held_out_question_is_refused(survey: Survey, split: Split) -> None:
    book = NormBook((Norm("EGY", "t", "Most say so.", evidence=(split.held_out[0],)),))
    with pytest.raises(InputError, match="held-out questions would be used for descriptions"):
        describe(survey, split, norms=book)
