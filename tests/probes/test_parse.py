"""Written answers are read as a person would read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.probes.parse import parse

FOUR = ["Very important", "Rather important", "Not very important", "Not at all important"]
AGREE = ["Strongly agree", "Agree", "Disagree", "Strongly disagree"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3", 2),
        ("3.", 2),
        (" 2\n", 1),
        ("**4**", 3),
        ("(1)", 0),
        ("1. Very important", 0),
        ("Answer: 2", 1),
        ("The answer is 2.", 1),
        ("I would choose option 4", 3),
        ("Between 1 and 4, I say 3", 2),
        ("On a scale from 1 to 4, my answer is 2.", 1),
        ("First I thought the answer is 1, but no: my answer is 4.", 3),
        ("As an AI I have no opinions, but an average person would choose 1.", 0),
        ("٣", 2),
        ("۴", 3),
        ("Rather important", 1),
        ("I think it is not very important to them.", 2),
        ("Number 2 because family matters", 1),
    ],
)
def test_an_answer_is_found(text: str, place: int) -> None:
    parsed = parse(text, "1234", FOUR)
    assert (parsed.state, parsed.index) == ("answered", place)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't answer that.",
        "As an AI language model, I do not have personal opinions.",
        "I cannot provide an opinion on a scale from 1 to 4.",
        "It is not appropriate to generalise about a people.",
        "I have no personal opinion.",
    ],
)
def test_a_refusal_is_a_refusal(text: str) -> None:
    assert parse(text, "1234", FOUR).state == "refused"


def test_a_cut_text_is_truncated_and_a_whole_one_malformed() -> None:
    text = "When we consider the many aspects of life in the region"
    assert parse(text, "1234", FOUR, truncated=True).state == "truncated"
    assert parse(text, "1234", FOUR).state == "malformed"
    assert parse("", "1234", FOUR).state == "malformed"


def test_an_answer_before_the_cut_counts() -> None:
    assert parse("2. Because people", "1234", FOUR, truncated=True).index == 1


def test_a_number_outside_the_labels_is_not_mapped_to_an_option() -> None:
    assert parse("7", "1234", FOUR).state == "malformed"
    assert parse("12", "1234", FOUR).state == "malformed"
    assert parse("3.5", "1234", FOUR).state == "malformed"


def test_a_label_outweighs_an_option_that_is_a_number() -> None:
    assert parse("1", "1234", ["4", "3", "2", "1"]).index == 0
    assert parse("Answer: 2", "1234", ["4", "3", "2", "1"]).index == 1


def test_labels_of_any_kind_are_found() -> None:
    assert parse("*", ["*", "+"], ["Yes", "No"]).index == 0
    assert parse("My choice is ii.", ["i", "ii"], ["Yes", "No"]).index == 1
    assert parse("Answer: b", "AB", ["Yes", "No"]).index == 1


def test_agree_is_not_found_inside_disagree() -> None:
    assert parse("Strongly disagree", "ABCD", AGREE).index == 3
    assert parse("They disagree.", "ABCD", AGREE).index == 2


def test_the_article_a_is_not_the_label_a() -> None:
    assert parse("A person there would pick C", "ABCD", AGREE).index == 2
    assert parse("A", "ABCD", AGREE).index == 0


def test_two_options_without_a_choice_are_malformed() -> None:
    assert parse("Strongly agree or strongly disagree", "ABCD", AGREE).state == "malformed"


@given(st.text(max_size=60), st.booleans())
def test_every_text_has_one_class(text: str, truncated: bool) -> None:
    parsed = parse(text, "1234", FOUR, truncated=truncated)
    assert parsed.state in {"answered", "refused", "truncated", "malformed"}
    assert (parsed.index is not None) == (parsed.state == "answered")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I choose the highest number on the scale.", 9),
        ("بالاترین عدد را انتخاب می‌کنم.", 9),
        ("پایین‌ترین نمره را می‌دهم.", 0),
        ("En yüksek puanı veriyorum.", 9),
        ("أختار أعلى درجة.", 9),
    ],
)
def test_an_end_of_a_bare_scale_is_found_whatever_its_labels_are(text: str, place: int) -> None:
    numbers = [str(number) for number in range(1, 11)]
    assert parse(text, numbers, numbers).index == place
    assert parse(text, "ABCDEFGHIJ", numbers).index == place


def test_the_highest_is_the_end_that_does_not_deny() -> None:
    assert parse("I'd give it full marks.", "ABCD", FOUR).index == 0
    # The numbers say that the last is the highest, the wordings that the first is.
    assert parse("I'd give it full marks.", "1234", FOUR).state == "malformed"
