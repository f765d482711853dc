"""Persian prompts are whole sentences about the people who are asked for."""

import string

import pytest

from folkways.populations import Population, community, country
from folkways.probes.framings import FRAMINGS, TEMPLATES
from folkways.probes.wordings import wording
from folkways.probes.wordings.fa import people

WORDING = wording("fa")
PEOPLES = {
    "country": (country("EGY"), "اهل مصر"),
    "cell": (country("IRN").cell(sex="female"), "اهل ایران (sex: female)"),
    "community": (community("azeri", "آذری‌ها"), "از آذری‌ها"),
}


def test_it_says_that_nobody_reviewed_it() -> None:
    assert WORDING.provenance == "translated by: folkways, unreviewed"


def test_every_framing_and_template_is_worded() -> None:
    assert set(WORDING.phrasings) == {(framing, template) for framing in FRAMINGS for template in TEMPLATES}


@pytest.mark.parametrize(("population", "named"), PEOPLES.values(), ids=PEOPLES)
def test_cues_name_the_people_and_leave_no_braces(population: Population, named: str) -> None:
    for (framing, _), words in WORDING.phrasings.items():
        for cue in (words.before, words.after):
            said = cue.format(people=people(population))
            assert (named in said) == (framing != "neutral")
            assert not set("{}") & set(said)


@pytest.mark.parametrize("kind", ["digits", "letters", "custom"])
def test_the_last_line_says_what_to_write(kind: str) -> None:
    name = WORDING.kinds[kind]
    for words in WORDING.phrasings.values():
        assert name in words.reply.format(kind=name)
        reasoned = words.reasoned.format(kind=name, answer=WORDING.answer)
        assert name in reasoned
        assert WORDING.answer in reasoned


def test_the_words_are_persian_beside_their_placeholders() -> None:
    texts = [t for words in WORDING.phrasings.values() for t in (words.before, words.after, words.task, words.options)]
    for text in [*texts, *WORDING.nonsense, WORDING.answer, *WORDING.kinds.values()]:
        bare = "".join(part for part, *_ in string.Formatter().parse(text))
        assert not set(bare) & set(string.ascii_letters)


def test_made_up_words_stand_in_each_nonsense_question() -> None:
    assert all("blaxdle" in stem.format(word="blaxdle") for stem in WORDING.nonsense)
    assert len(set(WORDING.nonsense)) == 2


@pytest.mark.parametrize(
    ("code", "name"),
    [("SAU", "عربستان سعودی"), ("PSE", "فلسطین"), ("TUR", "ترکیه"), ("IRN", "ایران"), ("HKG", "هنگ‌کنگ")],
)
def test_countries_have_their_persian_names(code: str, name: str) -> None:
    assert people(country(code)) == f"اهل {name}"


def test_a_community_with_a_short_capital_id_keeps_its_own_name() -> None:
    assert people(community("QQQ", "گروه")) == "از گروه"
