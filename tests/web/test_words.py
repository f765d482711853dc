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
from folkways.populations import Population, country
from folkways.web.naming import people_name
from folkways.web.questions import _wilson
from folkways.web.words import WORDS, Words

#: Groups of words that are looked up by a value: `w.name("state", …)`.
GROUPS = ("state_", "gate_", "sorts_", "qsort_", "framing_", "short_", "reasoning_", "calibration_", "check_")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_fill_the_same_places() -> None:
    for name, text in asdict(WORDS["en"]).items():
        assert places(text) == places(asdict(WORDS["ar"])[name]), name


def test_the_arabic_texts_are_arabic() -> None:
    latin = {"dir", "tag", "other_tag", "other_name", "nvas", "p_holm"}
    for name, text in asdict(WORDS["ar"]).items():
        assert name in latin or re.search(r"[\u0600-\u06ff]", text), name


def test_every_text_is_used() -> None:
    folder = Path(str(folkways.web.__file__)).parent
    files = [*folder.glob("*.py"), *folder.glob("pages/*.html")]
    source = " ".join(file.read_text("utf-8") for file in files)
    for field in fields(Words):
        if not field.name.startswith(GROUPS):
            assert re.search(rf"""w\.{field.name}\b|["']{field.name}["']""", source), field.name


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
