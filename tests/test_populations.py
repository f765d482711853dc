"""Peoples have CLDR's names, and cells of them are peoples too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import PopulationError
from folkways.populations import Population, community, country, parse_population


def test_countries_have_cldr_names_and_languages() -> None:
    assert country("TUR").name == "Türkiye"
    assert country("IRN").languages[0] == "fa"
    assert country("NO").id == "NOR"
    assert country("egypt") == country("EGY")
    assert country("Germany").id == "DEU"
    assert country("DE").id == "DEU"


@pytest.mark.parametrize("bad", ["XX", "Atlantis", "", "EGYPT1"])
def test_an_unknown_country_is_refused_with_a_mend(bad: str) -> None:
    with pytest.raises(PopulationError, match="Mend: use an ISO"):
        country(bad)


def test_a_cell_is_the_same_whatever_the_order_of_its_values() -> None:
    one = country("EGY").cell(sex="female", age="18-29")
    assert one == country("EGY").cell(age="18-29").cell(sex="female")
    assert one.id == "EGY[age=18-29,sex=female]"
    assert parse_population(one.id) == one


def test_a_community_keeps_its_own_name() -> None:
    people = community("sami", "the Sámi people", languages=("se",), demonym="Sámi")
    assert Population.from_record(people.to_record()) == people


@pytest.mark.parametrize("bad", ["EGY[sex]", "EGY[]", "ZZZ[sex=f]"])
def test_a_malformed_cell_is_refused(bad: str) -> None:
    with pytest.raises(PopulationError):
        parse_population(bad)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[\w +.-]{1,9}", fullmatch=True),
                       min_size=1, max_size=3))  # fmt: skip
def test_cells_survive_the_way_to_text_and_back(values: dict[str, str]) -> None:
    people = country("NOR").cell(**values)
    assert Population.from_record(people.to_record()) == people
