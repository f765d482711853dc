"""Norms are read out of lists of every kind, and what is none is counted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.norms.reading import read_norms

TWO = ("People put their family first.", "Most people pray every day.")
FA = ("مردم خانواده را مهم‌ترین چیز می‌دانند.", "بیشتر مردم هر روز نماز می‌خوانند.")
AR = ("يضع الناس الأسرة في المقام الأول.", "يصلي معظم الناس كل يوم في بيوتهم.")
TR = ("İnsanlar ailelerini her şeyin önüne koyar.", "Çoğu insan her gün dua eder.")

TEXTS = {
    "numbered": ("1. {0}\n2. {1}", TWO),
    "brackets": ("1) {0}\n2) {1}", TWO),
    "in brackets": ("(1) {0}\n(2) {1}", TWO),
    "named": ("Norm 1: {0}\nNorm 2: {1}", TWO),
    "bullets": ("Here are some norms:\n- {0}\n- {1}\nI hope this helps!", TWO),
    "stars": ("* {0}\n* {1}", TWO),
    "round bullets": ("• {0}\n• {1}", TWO),
    "bold": ("1. **{0}**\n2. **{1}**", TWO),
    "bold number": ("**1.** {0}\n**2.** {1}", TWO),
    "bold heading": ("1. **Family**: {0}\n2. **Prayer** – {1}", TWO),
    "heading in the bold": ("1. **Family:** {0}\n2. **Prayer:** {1}", TWO),
    "heading on its own line": ("1. **Family**\n   {0}\n2. **Prayer**\n   {1}", TWO),
    "heading and bullet": ("1. **Family:**\n   - {0}\n\n2. **Prayer:**\n   - {1}", TWO),
    "bare heading": ("1. Family: {0}\n2. Prayer: {1}", TWO),
    "quotes": ('1. "{0}"\n2. “{1}”', TWO),
    "preamble": ("Sure! Here are 2 norms of people in Egypt:\n\n1. {0}\n2. {1}\n\nLet me know if you need more.", TWO),
    "explained": ("1. {0} This shows in what they say.\n2. {1} (It is a duty.) They begin early.", TWO),
    "wrapped": ("1. People put their\nfamily first.\n2. Most people pray\n   every day.", TWO),
    "blank lines": ("1. {0}\n\n\n2. {1}\n", TWO),
    "bare lines": ("{0}\n{1}", TWO),
    "thought": ("<think>1. People may be like this in some way.</think>1. {0}\n2. {1}", TWO),
    "json": ('["{0}", "{1}"]', TWO),
    "fenced json": ('```json\n[\n "{0}",\n "{1}"\n]\n```', TWO),
    "json objects": ('{{"norms": [{{"id": 1, "norm": "{0}"}}, {{"id": 2, "norm": "{1}"}}]}}', TWO),
    "Persian digits": ("۱. {0}\n۲. {1}", FA),
    "Persian named": ("در اینجا دو هنجار:\n\nهنجار ۱: {0}\nهنجار ۲: {1}", FA),
    "Arabic digits": ("١. {0}\n٢. {1}", AR),
    "Arabic dash": ("١- {0}\n٢- {1}", AR),
    "Turkish": ("İşte iki norm:\n1. {0}\n2. {1}", TR),
    "markdown title": ("### Norms\n\n1. {0}\n2. {1}", TWO),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_list_is_read_whatever_its_form(kind: str) -> None:
    form, norms = TEXTS[kind]
    assert read_norms(form.format(*norms)).norms == norms


def test_an_item_with_a_short_form_in_it_is_not_cut_there() -> None:
    text = "1. People trust the U.S. less than others do.\n2. People avoid vices, e.g. alcohol and gambling."
    assert read_norms(text).norms == (
        "People trust the U.S. less than others do.",
        "People avoid vices, e.g. alcohol and gambling.",
    )


@pytest.mark.parametrize("text", ["1. {0}\n2. Most people pray every", '["{0}", "Most people pray ev', "- {0}\n- Most"])
def test_the_last_item_of_a_text_that_was_cut_is_dropped(text: str) -> None:
    found = read_norms(text.format(TWO[0]), truncated=True)
    assert found.norms == TWO[:1]
    if not text.startswith("["):  # what a JSON list lacks at its end is not known
        assert found.dropped == {"cut off": 1}


def test_a_last_item_that_is_whole_is_kept_though_the_text_was_cut() -> None:
    assert read_norms(f"1. {TWO[0]}\n2. {TWO[1]}", truncated=True).norms == TWO


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with generalisations about a whole people.",
        "As an AI language model, I cannot describe what a nationality believes.",
        "متأسفم، من نمی‌توانم در این باره نظر بدهم.",
        "عذراً، لا أستطيع الإجابة عن هذا السؤال.",
        "Üzgünüm, bu konuda yardımcı olamam.",
    ],
)
def test_a_refusal_holds_no_norm_and_says_so(text: str) -> None:
    found = read_norms(text)
    assert found.norms == ()
    assert found.refused


def test_a_norm_about_what_people_do_not_do_is_no_refusal() -> None:
    text = "1. People do not talk about politics with strangers.\n2. People cannot accept that a guest pays."
    assert len(read_norms(text).norms) == 2


def test_what_is_no_norm_is_counted_by_its_reason() -> None:
    asked = "How important is God in your life?"
    items = [
        TWO[0],
        TWO[0].upper(),
        "Egypt",
        f"{asked} Very important",
        "Do people pray every day?",
        "People say " * 30,
    ]
    text = "\n".join(f"{place}. {item}" for place, item in enumerate(items, start=1))
    found = read_norms(text, shown=[asked])
    assert found.norms == TWO[:1]
    assert found.dropped == {
        "said twice": 1,
        "too short": 1,
        "repeats the prompt": 1,
        "a heading or a question": 1,
        "too long": 1,
    }


@pytest.mark.parametrize("text", ["", "   \n", "```\n```", "1.\n2.\n3.", "[]", "{}", '{"norms": []}', "[1, 2]"])
def test_a_text_without_norms_gives_none(text: str) -> None:
    assert read_norms(text).norms == ()


@given(st.text(max_size=400), st.booleans())
def test_no_text_is_too_strange_to_be_read(text: str, truncated: bool) -> None:
    for norm in read_norms(text, truncated=truncated).norms:
        assert norm == " ".join(norm.split())
        assert len(norm.split()) >= 4


@given(st.lists(st.sampled_from([*TWO, *FA, *AR, *TR]), min_size=1, max_size=8, unique=True))
def test_a_json_list_and_a_numbered_list_say_the_same(norms: list[str]) -> None:
    numbered = "\n".join(f"{place}. {norm}" for place, norm in enumerate(norms, start=1))
    assert read_norms(json.dumps(norms)).norms == read_norms(numbered).norms == tuple(norms)


def test_what_an_assistant_says_around_a_list_is_no_norm() -> None:
    text = f"Sure, I can help with that.\n{TWO[0]}\nI hope this helps you to understand the people."
    found = read_norms(text)
    assert found.norms == TWO[:1]
    assert found.dropped == {"in the first person": 2}
