"""Turkish prompts are whole sentences about the people who are asked for."""

import re

import pytest

from folkways.populations import Population, community, country
from folkways.probes.framings import FRAMINGS, TEMPLATES
from folkways.probes.wordings import wording
from folkways.probes.wordings.tr import people

WORDING = wording("tr")
PEOPLES = {
    "back vowels": (country("EGY"), "Mısır halkından"),
    "front vowels": (country("TUR"), "Türkiye halkından"),
    "dotted capital": (country("IRN"), "İran halkından"),
    "two words": (country("SAU"), "Suudi Arabistan halkından"),
    "short name": (country("PSE"), "Filistin halkından"),
    "cell": (country("MAR").cell(sex="female"), "Fas halkından (sex: female)"),
    "community": (community("laz", "Laz"), "Laz topluluğundan"),
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
            assert (f"{named} ortalama bir kişi" in said or f"{named} tipik bir birey" in said) == (
                framing != "neutral"
            )
            assert not set("{}") & set(said)


def test_no_suffix_is_put_on_what_is_filled_in() -> None:
    texts = [t for words in WORDING.phrasings.values() for t in (words.before, words.after, words.reply)]
    for text in [*texts, *WORDING.nonsense]:
        assert not re.search(r"\}['’\w]", text), text


@pytest.mark.parametrize("kind", ["digits", "letters", "custom"])
def test_the_last_line_says_what_to_write(kind: str) -> None:
    name = WORDING.kinds[kind]
    for words in WORDING.phrasings.values():
        assert re.search(rf"(seçeneğin|yanıtın) {name} (yazın|belirtin)", words.reply.format(kind=name))
        reasoned = words.reasoned.format(kind=name, answer=WORDING.answer)
        assert re.search(rf"“{WORDING.answer}” ve .* {name} yaz", reasoned)


def test_made_up_words_stand_in_each_nonsense_question() -> None:
    assert all("blaxdle" in stem.format(word="blaxdle") for stem in WORDING.nonsense)
