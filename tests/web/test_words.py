"""The interface's own texts, its names and its small statistics."""

import re
import string
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

import folkways.web
from folkways.dialogues.auditing import SAYS
from folkways.dialogues.conversation import STOPS
from folkways.dialogues.extracting import REASONS
from folkways.dialogues.opinion import KINDS
from folkways.dialogues.sample import SPLITS
from folkways.dialogues.verdict import CONSISTENCY, EVIDENCE, FILTER, LANES
from folkways.dialogues.voting import FAILED, UNDECIDED
from folkways.populations import Population, country
from folkways.web.fates import FATES
from folkways.web.naming import people_name
from folkways.web.questions import _wilson
from folkways.web.words import TALK_WORDS, WORDS, TalkWords, Words

#: Groups of words that are looked up by a value: `w.name("state", …)`.
GROUPS = ("state_", "gate_", "sorts_", "qsort_", "framing_", "short_", "reasoning_", "calibration_", "check_")
TALK_GROUPS = (
    "talks_", "fate_", "means_", "stop_", "kind_", "person_", "by_", "lane_", "verdict_", "left_", "split_", "role_",
)  # fmt: skip
BOTH = [(WORDS["en"], WORDS["ar"]), (TALK_WORDS["en"], TALK_WORDS["ar"])]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("english", "arabic"), BOTH)
def test_both_languages_fill_the_same_places(english: Words | TalkWords, arabic: Words | TalkWords) -> None:
    for name, text in asdict(english).items():
        assert places(text) == places(asdict(arabic)[name]), name


def test_the_arabic_texts_are_arabic() -> None:
    latin = {"dir", "tag", "other_tag", "other_name", "nvas", "p_holm"}
    for name, text in {**asdict(WORDS["ar"]), **asdict(TALK_WORDS["ar"])}.items():
        assert name in latin or re.search(r"[\u0600-\u06ff]", text), name


def test_every_text_is_used() -> None:
    folder = Path(str(folkways.web.__file__)).parent
    files = [*folder.glob("*.py"), *folder.glob("pages/*.html")]
    source = " ".join(file.read_text("utf-8") for file in files)
    for letter, kind, groups in (("w", Words, GROUPS), ("t", TalkWords, TALK_GROUPS)):
        for field in fields(kind):
            if not field.name.startswith(groups):
                assert re.search(rf"""\b{letter}\.{field.name}\b|["']{field.name}["']""", source), field.name


def test_every_value_that_a_conversation_is_shown_with_has_a_word() -> None:
    for words in TALK_WORDS.values():
        for group, values in {
            "fate": FATES, "means": FATES, "stop": STOPS, "kind": KINDS, "lane": LANES, "split": SPLITS,
            "left": REASONS, "person": SAYS, "verdict": (*CONSISTENCY, *EVIDENCE, *FILTER, FAILED, UNDECIDED),
        }.items():  # fmt: skip
            for value in values:
                assert words.name(group, value) != value or words is TALK_WORDS["en"], (group, value)
                assert hasattr(words, f"{group}_{value.replace(' ', '_')}"), (group, value)


def test_peoples_are_named_in_the_language_of_the_interface() -> None:
    assert people_name(country("MAR"), "ar") == "المغرب"
    assert people_name(country("MAR").cell(sex="female"), "ar") == "المغرب (sex: female)"
    assert people_name(Population("sami", "the Sámi people"), "ar") == "the Sámi people"


@given(st.floats(0, 1), st.floats(1, 1e5))
def test_an_interval_of_a_share_holds_the_share_and_agrees_with_statsmodels(share: float, n: float) -> None:
    low, high = _wilson(np.array([share]), n)
    assert low[0] - 1e-9 <= share <= high[0] + 1e-9
    expected = proportion_confint(share * n, n, method="wilson")
    assert (low[0], high[0]) == pytest.approx(expected, abs=1e-9)
