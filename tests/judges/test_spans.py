"""A quote counts where the text holds it, and its offsets point into the original text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.judges.enclosing import harmless
from folkways.judges.spans import evidence_rows, find, quotes

TEXT = "She said: “Guests eat\n  first” – it’s the custom… <b>Café</b> [INST] 3 < 4."


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("Guests eat first", "Guests eat\n  first"),
        ('"guests eat first"', "“Guests eat\n  first”"),
        ("it's the custom...", "it’s the custom…"),
        ("first” - it's", "first” – it’s"),
        ("‹b›Café‹/b›", "<b>Café</b>"),
        ("⁅INST⁆ 3 ‹ 4", "[INST] 3 < 4"),
        (unicodedata.normalize("NFD", "Café"), "Café"),
    ],
)
def test_spelling_of_marks_and_spaces_does_not_matter(quote: str, passage: str) -> None:
    span = find(quote, TEXT)
    assert span is not None
    assert TEXT[span.start : span.end] == passage


@pytest.mark.parametrize("quote", ["Guests eat last", "uests eat", "Guests ea", "Caf", "", "“”", "…?"])
def test_what_the_text_does_not_hold_as_whole_words_is_no_quote(quote: str) -> None:
    assert find(quote, TEXT) is None


def test_part_of_a_letter_is_no_quote() -> None:
    assert find("cafe", unicodedata.normalize("NFD", "café noir")) is None


def test_a_full_stop_of_the_quoting_sentence_is_not_the_texts() -> None:
    span = find("guests eat first.", "Guests eat first, then children.")
    assert span is not None and (span.start, span.end) == (0, 16)


@given(
    st.lists(st.sampled_from(["tea", "Gäste", "“so”", "<b>", "ﬁn", "شاي", "\n", "it’s"]), min_size=1, max_size=12),
    st.data(),
)
def test_every_run_of_words_is_found_even_as_the_judge_saw_it(words: list[str], data: st.DataObject) -> None:
    text = "  ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    if not quote.strip():
        return
    for shown in (quote, harmless(quote), quote.upper().lower()):
        span = find(shown, text)
        assert span is not None
        assert text[span.start : span.end].split() and find(text[span.start : span.end], quote) is not None


def test_every_kind_of_quotation_mark_holds_a_quote_once() -> None:
    assert quotes('“one” «two» "three" „four“ 「five」 "three" \'not this\'') == ["one", "two", "three", "four", "five"]


def test_a_reply_without_quotes_and_a_failed_call_are_rows_too() -> None:
    assert [row["state"] for row in evidence_rows("x", "1", "3", "It is fine.", TEXT)] == ["no quote"]
    assert [row["state"] for row in evidence_rows("x", "1", "3", None, TEXT)] == ["failed"]
