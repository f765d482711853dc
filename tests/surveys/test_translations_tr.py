"""The Turkish wording of the benchmark's questions: whole, telling its options apart, and marked as unreviewed."""

import re
import unicodedata
from pathlib import Path

import pytest

from folkways.surveys import Question, Survey, load_survey
from folkways.surveys.menavalues import folder
from folkways.surveys.translation import Translation

ALPHABET = set("abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîû")
FOREIGN = {"Twitter"}
POINT = re.compile(r"point (\d+) of (\d+) between '(.*)' and '(.*)'")


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


@pytest.fixture(scope="module")
def translated(survey: Survey) -> list[Question]:
    return [q for q in survey.questions if "tr" in q.texts]


def wordings(questions: list[Question]) -> list[str]:
    return [text for q in questions for text in (q.text("tr"), *(option.texts["tr"] for option in q.options))]


def test_the_questions_in_turkish_are_those_in_arabic(survey: Survey, translated: list[Question]) -> None:
    assert len(translated) == 75
    assert [q.id for q in translated] == [q.id for q in survey.questions if "ar" in q.texts]


def test_every_option_has_its_own_turkish_text(translated: list[Question]) -> None:
    for question in translated:
        words = [option.texts["tr"] for option in question.options]
        assert len(set(words)) == len(words), question.id
        assert all(text != option.texts["en"] for text, option in zip(words, question.options, strict=True))


def test_words_are_spelt_in_the_turkish_alphabet(translated: list[Question]) -> None:
    for text in wordings(translated):
        words = set(re.findall(r"[^\W\d_]+", text)) - FOREIGN
        assert set("".join(words)) <= ALPHABET, text


def test_letters_are_composed_so_that_a_dotted_i_is_one_character(translated: list[Question]) -> None:
    texts = wordings(translated)
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    joined = "".join(texts)
    assert all(letter in joined for letter in "ıİiI")


def test_suffixes_of_names_follow_a_curved_apostrophe_and_quotes_come_in_pairs(translated: list[Question]) -> None:
    for text in wordings(translated):
        assert text.count("“") == text.count("”"), text
        assert not set(text) & set("'\"«»"), text
        assert text == text.strip()


def test_points_keep_their_place_and_quote_the_ends_in_order(translated: list[Question]) -> None:
    for question in translated:
        first, last = question.options[0].texts["tr"], question.options[-1].texts["tr"]
        for option in question.options:
            found = POINT.fullmatch(option.texts["en"])
            assert bool(found) == (not option.named), question.id
            if found:
                point = f"{found[2]} basamaklı ölçekte {found[1]}. basamak"
                assert option.texts["tr"] == f"“{first}” ile “{last}” arasında {point}"


def test_one_english_end_of_a_scale_has_one_turkish_wording_and_another_has_another(
    translated: list[Question],
) -> None:
    ends = {
        (option.texts["en"].casefold(), option.texts["tr"])
        for question in translated
        for option in question.options
        if option.texts["en"].casefold()
        in {"strongly agree", "strongly disagree", "completely agree", "completely disagree", "never", "yes", "no"}
    }
    assert len(ends) == len({english for english, _ in ends}) == len({turkish for _, turkish in ends}) == 7


def test_it_says_that_nobody_reviewed_it(survey: Survey) -> None:
    origin = survey.translations["tr"]
    assert (origin.by, origin.kind, origin.status) == ("folkways", "machine", "unreviewed")


def test_the_turkish_are_asked_in_turkish(survey: Survey) -> None:
    assert survey.native(survey.population("TUR")) == "tr"


def test_the_file_is_what_writing_it_again_gives(tmp_path: Path) -> None:
    path = folder() / "translations" / "tr.json"
    Translation.read(path).write(tmp_path / "tr.json")
    assert (tmp_path / "tr.json").read_bytes() == path.read_bytes()
