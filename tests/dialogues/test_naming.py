"""Every people that the method was published for has names of its own, and nobody is left without one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.dialogues.naming import SEXES, listed, name_for, names_of
from folkways.errors import InputError

#: The peoples of the embedded survey (see `folkways survey show menavalues`), and those of the eight cultures.
MENA = ("EGY", "IRN", "IRQ", "JOR", "LBN", "LBY", "MAR", "TUR", "TUN", "DZA", "SAU", "SDN", "PSE", "KWT", "MRT", "QAT")
PARK = ("BGD", "IND", "CHN", "DEU", "KOR", "PRT", "BRA", "ESP", "MEX", "TUR")


@pytest.mark.parametrize("people", [*MENA, *PARK])
@pytest.mark.parametrize("sex", SEXES)
def test_a_people_has_six_names_of_its_own(people: str, sex: str) -> None:
    names = listed()["peoples"][people][sex]
    assert len(set(names)) >= 6 and all(name.strip() == name and len(name) > 1 for name in names)
    assert set(names) <= set(names_of(people, sex))


def test_no_name_stands_twice_among_a_people_or_a_language() -> None:
    for names in (of for kind in listed().values() for of in kind.values()):
        both = [name.casefold() for sex in SEXES for name in names[sex]]
        assert len(set(both)) == len(both)


def test_a_cell_has_the_names_of_its_people() -> None:
    assert names_of("EGY[age=18-29,sex=female]", "male") == names_of("EGY", "male")


def test_a_people_without_names_has_those_of_its_language_and_a_community_letters() -> None:
    assert names_of("OMN", "female") == listed()["languages"]["ar"]["female"]
    assert names_of("JPN", "male") == listed()["languages"]["ja"]["male"]
    assert names_of("sami-norway", "male")[:3] == ("A", "B", "C")


@given(st.lists(st.sampled_from(["EGY", "TUR", "NOR", "sami-norway"]), min_size=2, max_size=14), st.integers())
def test_names_that_are_taken_are_not_given_again(peoples: list[str], seed: int) -> None:
    chance, taken = random.Random(seed), []
    for people in peoples:
        taken.append(name_for(people, None, chance, taken=taken))
    assert len({name.casefold() for name in taken}) == len(peoples)


def test_a_name_is_of_the_sex_that_is_asked_for() -> None:
    drawn = {name_for("KOR", "female", random.Random(seed)) for seed in range(60)}
    assert drawn == set(names_of("KOR", "female"))
    with pytest.raises(InputError, match="unknown sex 'both'"):
        name_for("KOR", "both", random.Random(0))
