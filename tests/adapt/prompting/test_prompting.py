"""Strategies compose in the order in which they are named, and every word has its source."""

import itertools
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.adapt.prompting import STRATEGIES, Prompting, compose, load_prompting, parse_strategy, read_prompting
from folkways.adapt.prompting.passage import GAPS, KINDS
from folkways.adapt.prompting.wordings import LANGUAGES, wording
from folkways.errors import InputError
from folkways.norms import NormBook
from folkways.norms.ruled import rules_book
from folkways.norms.topics import topic_of
from folkways.populations import community, country
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split
from tests.adapt.prompting.conftest import WordEncoder

EVERY = (
    "none",
    "identity",
    "demographics",
    "anthropological",
    "few-shot:nearest:top:3",
    "few-shot:random:shares:2",
    "norms:all",
    "norms:topic",
    "norms:nearest:2",
    "norms:other:topic",
    "norms:shuffled:topic",
    "profile",
)


@pytest.fixture(scope="module")
def made(people: Survey, split: Split, book: NormBook, encoder: WordEncoder) -> dict[str, Prompting]:
    return {name: compose(name, people, split=split, book=book, encoder=encoder) for name in EVERY}


def test_every_strategy_is_tried_here() -> None:
    assert {name.split(":")[0] for name in EVERY} == set(STRATEGIES)


@given(names=st.permutations(EVERY).flatmap(lambda p: st.integers(1, 5).map(lambda n: p[:n])), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_text_is_its_sentences_in_the_order_of_the_strategies(
    names: list[str], data: st.DataObject, people: Survey, split: Split, made: dict[str, Prompting]
) -> None:
    one = people.population(data.draw(st.sampled_from(split.seen)))
    language = data.draw(st.sampled_from(LANGUAGES))
    question = people.by_id[data.draw(st.sampled_from(split.held_out))]
    both = Prompting(made["none"].material, {"*": parse_strategy("+".join(names))})
    passage = both.passage(question, one, language, thinks=data.draw(st.booleans()))
    # Walk through the text: nothing but the sentences and the gaps between them.
    rest = passage.text
    for place, sentence in enumerate(passage.sentences):
        gap = "" if place == 0 else sentence.gap
        assert not gap or gap in GAPS
        assert sentence.source.kind in KINDS and sentence.text
        assert rest.startswith(gap + sentence.text)
        rest = rest[len(gap + sentence.text) :]
    assert rest == ""
    alone = [made[name].passage(question, one, language).sentences for name in names]
    expected = list(dict.fromkeys(s.text for s in itertools.chain(*alone)))
    weighed = wording(language).weigh
    assert list(dict.fromkeys(s.text for s in passage.sentences if s.text != weighed)) == expected


def test_a_strategy_twice_or_unknown_or_with_foreign_options_is_refused() -> None:
    for text in (
        "identity+identity",
        "charm",
        "identity:3",
        "few-shot:far",
        "norms:topic:4",
        "few-shot:0",
        "profile:x",
        "",
    ):
        with pytest.raises(InputError):
            parse_strategy(text)


def test_the_neutral_framing_gets_no_text(people: Survey, made: dict[str, Prompting]) -> None:
    assert all(prompting.context(people.questions[0], None, "en", False) == "" for prompting in made.values())


def test_norms_are_to_be_weighed_only_by_a_model_that_thinks_first(people: Survey, made: dict[str, Prompting]) -> None:
    one, question = people.population("EGY"), people.questions[0]
    for language in LANGUAGES:
        weigh = wording(language).weigh
        assert weigh not in made["norms:all"].context(question, one, language, False)
        assert made["norms:all"].context(question, one, language, True).endswith("\n" + weigh)


def test_few_shot_shows_the_answers_that_people_gave(people: Survey, split: Split, made: dict[str, Prompting]) -> None:
    one = people.population("TUR")
    asked = people.by_id[split.held_out[0]]
    shown = [
        s for s in made["few-shot:random:shares:2"].passage(asked, one, "en").sentences if s.source.ids != ("few-shot",)
    ]
    assert len(shown) == 2
    for sentence in shown:
        question = people.by_id[sentence.source.ids[0]]
        rows = people.human.filter((people.human["question"] == question.id) & (people.human["population"] == "TUR"))
        by_code = dict(zip(rows["option"], rows["share"], strict=True))
        whole = sum(by_code[code] for code in question.codes)
        for option in question.substantive if question.scale == "ordinal" else ():
            assert f"{option.text('en')} ({round(100 * by_code[option.code] / whole)}%)" in sentence.text
        assert sentence.source.licence == people.licence != ""


def test_the_nearest_question_comes_last(
    people: Survey, split: Split, made: dict[str, Prompting], encoder: WordEncoder
) -> None:
    asked, one = people.by_id[split.held_out[0]], people.population("EGY")
    shown = made["few-shot:nearest:top:3"].passage(asked, one, "en").sentences[1:]
    vector = encoder.encode([asked.text("en")])[0]
    likeness = {
        q: float(encoder.encode([people.by_id[q].text("en")])[0] @ vector)
        for q, p in made["none"].material.answers
        if p == "EGY"
    }
    found = [likeness[s.source.ids[0]] for s in shown]
    assert found == pytest.approx(sorted(likeness.values())[-3:], abs=1e-6)


def test_topic_norms_are_of_the_topic_and_rejected_ones_are_left_out(
    people: Survey, split: Split, book: NormBook
) -> None:
    from dataclasses import replace

    one = people.population("EGY")
    asked = people.by_id[split.held_out[0]]
    own = book.of("EGY", topic=topic_of(asked), language="en")
    fewer = book.with_norms(replace(n, status="rejected") if n == own[0] else n for n in book.norms)
    said = compose("norms:topic", people, split=split, book=fewer).context(asked, one, "en", False)
    assert [norm.text in said for norm in own] == [False, True]
    assert all(
        norm.text not in said for norm in book.norms if norm.population != "EGY" or norm.topic != topic_of(asked)
    )


def test_norms_mined_from_a_survey_reach_the_prompt_of_a_held_out_question_on_their_topic(
    people: Survey, split: Split
) -> None:
    mined = rules_book(people, split, per_topic=2)
    asked = next(people.by_id[q] for q in split.held_out if mined.of("EGY", topic=topic_of(people.by_id[q])))
    said = compose("norms:topic", people, split=split, book=mined).context(asked, people.population("EGY"), "en", False)
    assert all(norm.text in said for norm in mined.of("EGY", topic=topic_of(asked)))


def test_the_control_gives_the_norms_of_one_other_people_and_names_it(
    people: Survey, split: Split, book: NormBook
) -> None:
    prompting = compose("norms:other", people, split=split, book=book, seed=5)
    asked = people.by_id[split.held_out[0]]
    for code in split.seen:
        giver = prompting.facts()["norms_of_others"][f"{code} en"]
        assert giver != code
        sentences = prompting.passage(asked, people.population(code), "en").sentences[1:]
        assert [s.text for s in sentences] == [
            f"- {n.text}" for n in book.of(giver, topic=topic_of(asked), language="en")
        ]
        assert all(s.source.note.startswith(f"CONTROL (other): norm of {giver}") for s in sentences)


def test_shuffled_norms_are_the_same_norms_dealt_anew(people: Survey, split: Split, book: NormBook) -> None:
    asked = people.by_id[split.held_out[0]]
    dealt = []
    for seed in range(5):
        prompting = compose("norms:shuffled:all", people, split=split, book=book, seed=seed)
        hands = [
            [s.source.ids[0] for s in prompting.passage(asked, people.population(code), "en").sentences[1:]]
            for code in split.seen
        ]
        assert sorted(itertools.chain(*hands)) == sorted(n.id for n in book.norms if n.language == "en")
        assert [len(hand) for hand in hands] == [len(book.of(code, language="en")) for code in split.seen]
        dealt.append(tuple(map(tuple, hands)))
    assert len(set(dealt)) > 1


def test_demographics_names_languages_from_the_cldr_and_the_values_of_a_cell(people: Survey) -> None:
    from folkways.adapt.prompting.plain import Plain
    from folkways.adapt.prompting.strategy import Turn

    plain, material = Plain("demographics"), compose("none", people).material
    cell = country("EGY").cell(sex="female")
    said = plain.sentences(material, Turn(people.questions[0], cell, "en"))
    assert [s.source.kind for s in said] == ["fixed", "survey", "cldr"]
    assert "sex: female" in said[1].text and "Arabic" in said[2].text
    sami = community("sami", "the Sámi people", languages=("se",))
    assert [s.source.kind for s in plain.sentences(material, Turn(people.questions[0], sami, "tr"))] == [
        "fixed",
        "survey",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_have_the_same_places_to_fill(language: str) -> None:
    def places(value: object) -> object:
        if isinstance(value, str):
            return sorted(re.findall(r"{\w+}", value))
        return [places(v) for v in (value.values() if isinstance(value, dict) else value)]  # type: ignore[union-attr]

    for field in fields(wording("en")):
        if field.name in ("language", "provenance"):
            continue
        mine, english = getattr(wording(language), field.name), getattr(wording("en"), field.name)
        assert places(mine) == places(english), field.name
        if language != "en" and not re.fullmatch(r"\W*{n}\W*|\W+", str(english)):
            assert mine != english, field.name


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_no_latin_letter_stands_in_the_words_of_a_language_with_its_own(language: str, people: Survey) -> None:
    written = [
        getattr(wording(language), f.name)
        for f in fields(wording(language))
        if f.name not in ("language", "provenance")
    ]
    texts = [t for v in written for t in ([v] if isinstance(v, str) else v.values() if isinstance(v, dict) else v)]
    assert [t for t in texts if re.search(r"[A-Za-z]", re.sub(r"{\w+}", "", t))] == []
    said = compose("demographics+anthropological", people)
    for one in people.populations:
        assert not re.search(r"[A-Za-z]", said.context(people.questions[0], one, language, True))
    assert "unreviewed by native speakers" in wording(language).provenance


def test_a_saved_prompting_comes_back_with_the_same_texts(
    tmp_path: Path, encoder: WordEncoder, split: Split, people: Survey, book: NormBook
) -> None:
    people.save(tmp_path / "people")
    name = "identity+few-shot:nearest:shares:2+norms:nearest:2+norms:other"
    made = compose(name, people, split=split, book=book, encoder=encoder, seed=4, source=str(tmp_path / "people"))
    made.save(tmp_path / "prompts.json")
    again = read_prompting(tmp_path / "prompts.json", encoder=encoder)
    assert again.context is not None and again.to_record() == made.aid().to_record()
    for question in split.held_out[:5]:
        for code in split.seen:
            asked = (people.by_id[question], people.population(code), "fa", True)
            assert again.context(*asked) == made.context(*asked) != ""


def test_a_saved_prompting_of_another_survey_or_of_changed_norms_is_refused(
    tmp_path: Path, people: Survey, book: NormBook, split: Split
) -> None:
    path = tmp_path / "prompts.json"
    with pytest.raises(InputError, match="no prompts here"):
        load_prompting(path)
    compose("norms:all", people, split=split, book=book).save(path)  # the whole survey has this name
    with pytest.raises(InputError, match="not the one that the prompts were made from"):
        load_prompting(path)
    path.write_text(path.read_text("utf-8").replace("EGY en ", "egy en "), "utf-8")
    with pytest.raises(InputError, match="its norms were changed"):
        load_prompting(path)


@pytest.mark.model
def test_a_probe_of_the_embedded_model_reads_the_text() -> None:
    from folkways.models import load_model
    from folkways.probes import probe
    from folkways.surveys.split import split_survey

    survey = load_survey("menavalues").select(questions=[f"m{i:03d}" for i in range(1, 13)])
    held = split_survey(survey, share=0.5, seed=1)
    made = compose("identity+few-shot:random:top:2", survey, split=held)
    model, chosen = load_model("smollm2"), list(held.held_out[:2])
    given = {"populations": ["EGY"], "questions": chosen, "framings": ("persona",), "orders": ("given",)}
    bare, aided = probe(model, survey, **given), probe(model, survey, aid=made.aid(), **given)
    one, two = (a.items.filter(a.items["framing"] == "persona") for a in (bare, aided))
    assert one["question"].to_list() == two["question"].to_list() and one.height >= 2
    assert all(a < b for a, b in zip(one["tokens"], two["tokens"], strict=True))
    assert one["probs"].to_list() != two["probs"].to_list()
    assert aided.info["aid"]["strategies"] == {"*": "identity+few-shot:random:top:2"}
    with pytest.raises(InputError, match="has seen the people's answers"):
        probe(model, survey, aid=made.aid(), populations=["EGY"], questions=sorted(made.seen)[:1])
