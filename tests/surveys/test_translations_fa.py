"""The Persian wording of the benchmark's questions: whole, telling its options apart, and marked as unreviewed."""

import re
import unicodedata
from pathlib import Path

import pytest

from folkways.surveys import Question, Survey, load_survey
from folkways.surveys.menavalues import folder
from folkways.surveys.translation import Translation

LETTERS = set("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئأؤءةۀ")
MARKS = set("\u0654\u064b\u200c")  # hamza above, tanvin, the zero-width non-joiner
POINT = re.compile(r"point (\d+) of (\d+) between '(.*)' and '(.*)'")


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


@pytest.fixture(scope="module")
def translated(survey: Survey) -> list[Question]:
    return [q for q in survey.questions if "fa" in q.texts]


def test_the_questions_in_persian_are_those_in_arabic(survey: Survey, translated: list[Question]) -> None:
    assert len(translated) == 75
    assert [q.id for q in translated] == [q.id for q in survey.questions if "ar" in q.texts]
    assert len({q.text("fa") for q in translated}) == 75


def test_every_option_has_its_own_persian_text(translated: list[Question]) -> None:
    for question in translated:
        words = [option.texts["fa"] for option in question.options]
        assert len(set(words)) == len(words), question.id


def test_words_are_spelt_with_persian_letters_and_not_with_their_arabic_doubles(translated: list[Question]) -> None:
    for question in translated:
        for text in (question.text("fa"), *(option.texts["fa"] for option in question.options)):
            letters = {c for c in text if unicodedata.category(c) in ("Lo", "Mn", "Cf")}
            assert letters <= LETTERS | MARKS, (question.id, letters - LETTERS - MARKS)
            assert not re.search(r"\u200c[\s«»،.؟]|[\s«»]\u200c", text), question.id
            assert text.count("«") == text.count("»")
            assert text == text.strip()


def test_points_keep_their_place_and_quote_the_ends_in_order(translated: list[Question]) -> None:
    for question in translated:
        first, last = question.options[0].texts["fa"], question.options[-1].texts["fa"]
        for option in question.options:
            found = POINT.fullmatch(option.texts["en"])
            assert bool(found) == (not option.named), question.id
            if found:
                assert option.texts["fa"] == f"درجهٔ {found[1]} از {found[2]} میان «{first}» و «{last}»"


def test_one_english_end_of_a_scale_has_one_persian_wording(translated: list[Question]) -> None:
    ends = {
        (option.texts["en"].casefold(), option.texts["fa"])
        for question in translated
        for option in question.options
        if option.texts["en"].casefold()
        in {"strongly agree", "strongly disagree", "completely agree", "completely disagree", "never", "yes", "no"}
    }
    assert len(ends) == len({english for english, _ in ends}) == len({persian for _, persian in ends}) == 7


def test_it_says_that_nobody_reviewed_it(survey: Survey) -> None:
    origin = survey.translations["fa"]
    assert (origin.by, origin.kind, origin.status) == ("folkways", "machine", "unreviewed")


def test_iranians_are_asked_in_persian(survey: Survey) -> None:
    assert survey.native(survey.population("IRN")) == "fa"


def test_the_file_is_what_writing_it_again_gives(tmp_path: Path) -> None:
    path = folder() / "translations" / "fa.json"
    Translation.read(path).write(tmp_path / "fa.json")
    assert (tmp_path / "fa.json").read_bytes() == path.read_bytes()
