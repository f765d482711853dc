"""Nothing of a held-out question or of an unseen people's answers reaches a prompt."""

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl
import pytest

from folkways.adapt.prompting import Passage, Prompting, compose
from folkways.errors import InputError
from folkways.norms import Norm, NormBook
from folkways.norms.topics import topic_of
from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.prompting.conftest import WordEncoder
from tests.adapt.prompting.test_prompting import EVERY

TOLD = tuple(name for name in EVERY if name.startswith(("few-shot", "norms", "profile")))


def _plainly(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _rendered(made: Prompting, people: Survey, split: Split) -> Iterator[tuple[str, str, str, Passage]]:
    """Every prompt of a probe of the held-out questions: question, population, language, passage."""
    for question in split.held_out:
        for code in split.seen:
            for language in ("en", "ar", "fa", "tr"):
                passage = made.passage(people.by_id[question], people.population(code), language, thinks=True)
                yield question, code, language, passage


@pytest.fixture(scope="module")
def hidden(people: Survey, split: Split) -> Survey:
    """The same survey with other answers wherever nothing may be learnt: shares turned round."""
    secret = pl.col("question").is_in(split.held_out) | pl.col("population").is_in(split.unseen)
    turned = pl.col("share").reverse().over("question", "population")
    return replace(people, human=people.human.with_columns(share=pl.when(secret).then(turned).otherwise("share")))


@pytest.mark.parametrize("name", EVERY)
def test_no_prompt_holds_the_wording_of_a_held_out_question(
    name: str, people: Survey, split: Split, book: NormBook, encoder: WordEncoder
) -> None:
    made = compose(name, people, split=split, book=book, encoder=encoder)
    held = {tag: [_plainly(people.by_id[q].text(tag)) for q in split.held_out] for tag in ("en", "ar", "fa", "tr")}
    for _, _, language, passage in _rendered(made, people, split):
        said = f" {_plainly(passage.text)} "
        assert [text for text in held[language] if f" {text} " in said] == []
        rests = {i for sentence in passage.sentences for i in sentence.source.ids}
        assert not rests & set(split.held_out)
        assert rests & set(people.by_id) <= made.seen <= set(split.train)


@pytest.mark.parametrize("name", EVERY)
def test_other_answers_to_held_out_questions_and_of_unseen_peoples_change_no_prompt(
    name: str, people: Survey, hidden: Survey, split: Split, book: NormBook, encoder: WordEncoder
) -> None:
    assert hidden.digest != people.digest
    made = compose(name, people, split=split, book=book, encoder=encoder)
    blind = compose(
        name,
        hidden,
        split=replace(split, survey_digest=hidden.digest),
        book=replace(book, survey_digest=hidden.digest),
        encoder=encoder,
    )
    one = [(q, p, tag, passage.text) for q, p, tag, passage in _rendered(made, people, split)]
    assert one == [(q, p, tag, passage.text) for q, p, tag, passage in _rendered(blind, people, split)]


@pytest.mark.parametrize("name", ["few-shot:nearest:shares:3", "few-shot:random:top:3", "profile"])
def test_other_answers_to_training_questions_do_change_them(
    name: str, people: Survey, split: Split, encoder: WordEncoder
) -> None:
    turned = people.human.with_columns(share=pl.col("share").reverse().over("question", "population"))
    other = replace(people, human=turned)
    one = compose(name, people, split=split, encoder=encoder)
    two = compose(name, other, split=replace(split, survey_digest=other.digest), encoder=encoder)
    asked = (people.by_id[split.held_out[0]], people.population("EGY"), "en")
    assert one.passage(*asked).text != two.passage(*asked).text


@pytest.mark.parametrize("name", TOLD)
def test_of_an_unseen_people_nothing_is_told(
    name: str, people: Survey, split: Split, book: NormBook, encoder: WordEncoder
) -> None:
    made = compose(name, people, split=split, book=book, encoder=encoder)
    asked, morocco = people.by_id[split.held_out[0]], people.population("MAR")
    if name.startswith("norms:other"):  # a control: what is told is of another people, by design
        passage = made.passage(asked, morocco, "en")
        assert all("norm of MAR" not in sentence.source.note for sentence in passage.sentences)
        return
    with pytest.raises(InputError, match="MAR"):
        made.passage(asked, morocco, "en")


def test_a_book_that_rests_on_a_held_out_question_or_an_unseen_people_is_refused(
    people: Survey, split: Split, book: NormBook
) -> None:
    for leak in (
        Norm("EGY", "t", "from a held-out question", evidence=split.held_out[:1]),
        Norm("EGY", "t", "shown a held-out question", shown=split.held_out[:1]),
        Norm("MAR", "t", "from an unseen people", evidence=split.train[:1]),
    ):
        with pytest.raises(InputError, match=r"held[- ]out"):
            compose("identity", people, split=split, book=book.with_norms([*book.norms, leak]))
    with pytest.raises(InputError, match="held-out"):
        compose("identity", people, split=split, book=replace(book, questions=split.held_out[:1]))
    with pytest.raises(InputError, match="another version"):
        compose("identity", people, split=split, book=replace(book, survey_digest="other"))


def test_norms_that_rest_on_no_answers_may_speak_of_an_unseen_people(
    people: Survey, split: Split, book: NormBook
) -> None:
    asked = people.by_id[split.held_out[0]]
    known = Norm("MAR", topic_of(asked), "What a model knows of Morocco.", method="topic")
    made = compose("norms:topic", people, split=split, book=book.with_norms([*book.norms, known]))
    assert "What a model knows of Morocco." in made.context(asked, people.population("MAR"), "en", False)
    shuffled = compose("norms:shuffled", people, split=split, book=book.with_norms([*book.norms, known]))
    assert all(known.text not in passage.text for *_, passage in _rendered(shuffled, people, split))


def test_the_norms_of_another_survey_have_no_question_in_common_with_this_one(
    people: Survey, split: Split, book: NormBook
) -> None:
    foreign = replace(book, survey="elsewhere", survey_digest="other", questions=split.held_out)
    made = compose("norms:all", people, split=split, book=foreign)
    assert made.seen == frozenset()
    for *_, passage in _rendered(made, people, split):
        assert all(len(sentence.source.ids) == 1 for sentence in passage.sentences)


def test_without_a_split_what_may_be_shown_cannot_be_scored(people: Survey, encoder: WordEncoder) -> None:
    made = compose("few-shot:nearest", people, encoder=encoder)
    assert made.seen == set(people.by_id)
    few = compose("few-shot:random:2", people)
    shown = {
        i
        for question in people.questions
        for one in people.populations
        for tag in ("en", "ar")
        for s in few.passage(question, one, tag).sentences[1:]
        for i in s.source.ids
    }
    assert shown <= few.seen < set(people.by_id)


def test_a_question_is_never_shown_before_itself(people: Survey, encoder: WordEncoder) -> None:
    for name in ("few-shot:nearest:3", "few-shot:random:3"):
        made = compose(name, people, encoder=encoder)
        for question in people.questions:
            passage = made.passage(question, people.population("EGY"), "en")
            assert all(question.id not in s.source.ids for s in passage.sentences)
