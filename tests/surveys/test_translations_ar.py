"""The Arabic wording of the benchmark's questions: whole, telling its options apart, and marked as unreviewed."""

import re
from pathlib import Path

import pytest

from folkways.surveys import Question, Survey, load_survey
from folkways.surveys.menavalues import folder
from folkways.surveys.translation import Translation

ARABIC = re.compile(r"[\u0621-\u064a]")
POINT = re.compile(r"point (\d+) of (\d+) between '(.*)' and '(.*)'")


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


@pytest.fixture(scope="module")
def translated(survey: Survey) -> list[Question]:
    return [q for q in survey.questions if "ar" in q.texts]


def test_seventy_five_questions_have_an_arabic_text(translated: list[Question]) -> None:
    assert len(translated) == 75
    assert all(ARABIC.search(q.text("ar")) for q in translated)


def test_every_option_has_its_own_arabic_text(translated: list[Question]) -> None:
    for question in translated:
        words = [option.texts["ar"] for option in question.options]
        assert all(ARABIC.search(text) for text in words), question.id
        assert len(set(words)) == len(words), question.id


def test_nothing_is_left_in_english_and_digits_are_european(translated: list[Question]) -> None:
    for question in translated:
        for text in (question.text("ar"), *(option.texts["ar"] for option in question.options)):
            assert not re.search(r"[A-Za-z'\"٠-٩]", text), (question.id, text)


def test_quotation_marks_come_in_pairs(translated: list[Question]) -> None:
    for question in translated:
        for text in (question.text("ar"), *(option.texts["ar"] for option in question.options)):
            assert text.count("«") == text.count("»"), (question.id, text)
            assert text == text.strip()


def test_points_keep_their_place_and_quote_the_ends_in_order(translated: list[Question]) -> None:
    for question in translated:
        first, last = question.options[0].texts["ar"], question.options[-1].texts["ar"]
        for option in question.options:
            found = POINT.fullmatch(option.texts["en"])
            assert bool(found) == (not option.named), question.id
            if found:
                assert option.texts["ar"] == f"الدرجة {found[1]} من {found[2]} بين «{first}» و«{last}»"


def test_the_same_end_of_a_scale_is_worded_alike_where_the_english_is(translated: list[Question]) -> None:
    ends = {
        (option.texts["en"].casefold(), option.texts["ar"])
        for question in translated
        for option in question.options
        if option.texts["en"].casefold() in {"strongly agree", "strongly disagree", "completely agree", "never"}
    }
    assert len(ends) == 4


def test_it_says_that_nobody_reviewed_it(survey: Survey) -> None:
    origin = survey.translations["ar"]
    assert (origin.by, origin.kind, origin.status) == ("folkways", "machine", "unreviewed")


def test_arabic_speaking_peoples_are_asked_in_arabic(survey: Survey) -> None:
    assert {survey.native(survey.population(code)) for code in ("EGY", "MAR", "TUN", "QAT", "PSE")} == {"ar"}


def test_the_file_is_what_writing_it_again_gives(tmp_path: Path) -> None:
    path = folder() / "translations" / "ar.json"
    Translation.read(path).write(tmp_path / "ar.json")
    assert (tmp_path / "ar.json").read_bytes() == path.read_bytes()
