"""Personal data, slurs and sweeping sentences are found by rules; insults by the judge; nothing without a reason."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.dialogues.consistency import Claim
from folkways.dialogues.generalising import sweeping
from folkways.dialogues.personal_data import luhn, personal_data
from folkways.dialogues.screening import screen
from folkways.dialogues.slurs import Slur, read_slurs, slurs_in
from folkways.errors import InputError
from folkways.models.access import Failure
from folkways.populations import community, country
from tests.dialogues.judging import Scripted

TUR = country("TUR")


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ("Write to ana.b+c@mail.example.org.", "blocked", "an e-mail address"),
        ("See https://ana:pw@example.org/x", "blocked", "a link to a person's page"),
        ("I am on www.example.org/user/ana", "blocked", "a link to a person's page"),
        ("It is at https://example.org/@ana", "blocked", "a link to a person's page"),
        ("Follow @ana_b on there", "grey", "the name of an account"),
        ("Pay to DE89 3704 0044 0532 0130 00 please", "blocked", "an account number (IBAN)"),
        ("Pay to GB82WEST12345698765432.", "blocked", "an account number (IBAN)"),
        ("My card is 4111 1111 1111 1111", "blocked", "a card number"),
        ("Card 4111-1111-1111-1112", "grey", "a long number"),
        ("Call +90 212 555 01 23", "blocked", "a telephone number"),
        ("Call (030) 1234-5678", "blocked", "a telephone number"),
        ("اتصل على ٠١٠١٢٣٤٥٦٧٨", "blocked", "a telephone number"),
        ("电话：０１０-１２３４-５６７８", "blocked", "a telephone number"),
        ("My number is 123-45-6789", "grey", "a long number"),
        ("ID 10203040506", "grey", "a long number"),
    ],
)
def test_personal_data_are_found_by_their_form(text: str, verdict: str, reason: str) -> None:
    assert [(flag.verdict, flag.reason) for flag in personal_data(text)] == [(verdict, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "I am Ana, and Mehmet is my uncle.",
        "In 1995-2005 it was so, and on 2019-05-12 it ended.",
        "About 1 400 000 000 people, or 1.400.000.000.",
        "We are 85 million; 45% fast for 30 days.",
        "Read https://example.org/news/2024/rice",
        "At 10:30 we eat 3 or 4 dishes.",
        "DE89 is a road",
    ],
)
def test_names_years_amounts_and_common_links_are_no_personal_data(text: str) -> None:
    assert personal_data(text) == []


@given(st.text(alphabet="0123456789", min_size=12, max_size=18), st.integers(1, 9))
def test_one_digit_of_ten_completes_a_number_and_any_change_of_it_breaks_it(digits: str, by: int) -> None:
    (check,) = [d for d in "0123456789" if luhn(digits + d)]
    assert not luhn(digits + str((int(check) + by) % 10))


@given(st.text(max_size=80))
def test_any_text_can_be_screened(text: str) -> None:
    flags = [*personal_data(text), *sweeping(text, TUR), *slurs_in(text, [Slur("x", 1)])]
    assert all(flag.verdict in ("blocked", "grey") and flag.reason for flag in flags)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("All Germans are cold.", "blocked"),
        ("Every German is on time, I think.", "blocked"),
        ("I hear that Egyptians always come late.", "blocked"),
        ("Chinese people never say no.", "blocked"),
        ("Everyone in France smokes.", "blocked"),
        ("All people from Norway are rich.", "blocked"),
        ("In Germany people always wait.", "blocked"),
        ("All Turks are hospitable.", "grey"),
        ("Turkish people never let a guest go hungry.", "grey"),
        ("Nobody in Türkiye eats alone.", "grey"),
        ("We always offer tea.", "grey"),
        ("All Danes are tall.", "grey"),
        ("I know that Muslims never drink.", "grey"),
        ("Women always cook at home.", "grey"),
    ],
)
def test_what_is_said_of_all_of_another_people_is_blocked_and_of_others_grey(text: str, verdict: str) -> None:
    assert [flag.verdict for flag in sweeping(text, TUR)] == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "Germans are often on time.",
        "Most Egyptians pray.",
        "All Turkish food is good.",
        "All guests are welcome.",
        "Children always eat first.",
        "They never told me.",
        "People in Norway like the sea.",
        "My Uncle never cried.",
    ],
)
def test_what_is_said_of_some_or_of_no_group_is_not_sweeping(text: str) -> None:
    assert sweeping(text, TUR) == []


def test_a_people_is_its_own_by_name_and_demonym_and_in_its_cells() -> None:
    sami = community("sami", "the Sámi people", demonym="Sámi")
    assert [flag.verdict for flag in sweeping("Sámi people always share.", sami)] == ["grey"]
    assert [flag.verdict for flag in sweeping("All Norwegians are rich.", sami)] == ["blocked"]
    assert [flag.verdict for flag in sweeping("All Turks are kind.", TUR.cell(sex="female"))] == ["grey"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He is a Blörk!", True), ("BLO\u0308RK", True), ("blörks", False), ("A dirty-dog lives.", True),
        ("dirty dogs", False), ("这是坏蛋吧", True), ("坏人", False),
    ],
)  # fmt: skip
def test_a_slur_is_found_as_whole_words_in_any_case_and_script(text: str, found: bool) -> None:
    assert bool(slurs_in(text, [Slur("blörk", 1), Slur("dirty dog", 2), Slur("坏蛋", 3)])) is found


def test_the_reason_of_a_slur_names_its_line_and_not_the_word(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("# words\n\nblork\n", "utf-8")
    (flag,) = slurs_in("A blork.", read_slurs(tmp_path / "list"))
    assert "line 3" in flag.reason and "blork" not in flag.reason


@pytest.mark.parametrize(
    ("data", "says"), [(b"# none\n", "holds no word"), (b"\xff", "not UTF-8"), (b"ok\n!!\n", "line 2: '!!' is no word")]
)
def test_a_list_of_slurs_that_is_none_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "list").write_bytes(data)
    with pytest.raises(InputError, match=f"{says}.*Mend"):
        read_slurs(tmp_path / "list")


def test_a_list_of_slurs_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_slurs(tmp_path / "none")


def claim(text: str, language: str = "en") -> Claim:
    return Claim("o1", text, "belief", language, "TUR", "Türkiye", "?", "Yes")


@pytest.mark.parametrize(("sure", "verdict"), [(0.49, "clean"), (0.5, "grey"), (0.8, "grey"), (0.81, "blocked")])
def test_the_judges_probability_of_an_insult_is_cut_in_three(sure: float, verdict: str) -> None:
    judge = Scripted(lambda *_: "insulting", sure=sure)
    (found,) = screen(judge, [claim("Tea is good.")], [TUR], (), 3)
    assert (found.verdict, found.insult) == (verdict, pytest.approx(sure))
    assert bool(found.reason) is (verdict != "clean")


def test_written_votes_are_cut_by_their_share_and_each_answer_stands_in_each_place_equally_often() -> None:
    judge = Scripted(lambda *_: "insulting", logprobs=False)
    assert screen(judge, [claim("x")], [TUR], (), 3)[0].verdict == "blocked"
    assert len(judge.calls[0]) == 4
    assert sum(prompt.user.index("Yes:") < prompt.user.index("No:") for prompt in judge.calls[0]) == 2
    lone = Scripted(lambda *_: "!A")  # nothing on any letter
    assert screen(lone, [claim("x")], [TUR], (), 3)[0].verdict == "failed"


def test_the_worse_verdict_counts_and_all_reasons_are_told() -> None:
    judge = Scripted(lambda *_: "insulting", sure=0.6)
    (found,) = screen(judge, [claim("All Germans are cold, @ana_b says.")], [TUR], (Slur("cold", 1),), 3)
    assert (found.verdict, found.by_rules, found.judged) == ("blocked", "blocked", "grey")
    assert found.reason == (
        "the name of an account; a word of the list of slurs (line 1); says something of all members of another "
        "people; perhaps insulting to a group (0.60)"
    )
    failing = Scripted(lambda *_: Failure("timeout", "gave up"))
    assert screen(failing, [claim("Tea.")], [TUR], (), 3)[0].verdict == "failed"
    assert screen(failing, [claim("Call +90 212 555 01 23")], [TUR], (), 3)[0].verdict == "blocked"


def test_rules_for_english_are_not_put_to_other_languages() -> None:
    judge = Scripted(lambda *_: "decent")
    assert screen(judge, [claim("All Germans are cold.", "de")], [TUR], (), 3)[0].verdict == "clean"
    assert screen(judge, [claim("All Germans are cold.", "en-GB")], [TUR], (), 3)[0].verdict == "blocked"


@pytest.mark.parametrize("text", ["a" * 20000, "a.b" * 8000, "1" * 20000, "A" * 20000, "http://" + "a" * 20000])
def test_a_long_run_of_characters_does_not_hold_the_rules_up(text: str) -> None:
    started = time.process_time()
    personal_data(text)
    sweeping(text, TUR)
    assert time.process_time() - started < 1
