"""Finding a survey's population by the names that people use for a country."""

from __future__ import annotations

import contextlib
import unicodedata

from folkways.errors import PopulationError
from folkways.populations import Population, country
from folkways.surveys import Survey

#: English names in common use that CLDR writes otherwise.
_COMMON = {
    "bosnia": "BIH",
    "burma": "MMR",
    "cape verde": "CPV",
    "czech rep": "CZE",
    "czech republic": "CZE",
    "dominican rep": "DOM",
    "great britain": "GBR",
    "hong kong": "HKG",
    "ivory coast": "CIV",
    "korea": "KOR",
    "korea south": "KOR",
    "kyrgyz rep": "KGZ",
    "macedonia": "MKD",
    "macedonia rep": "MKD",
    "palestine": "PSE",
    "slovak rep": "SVK",
    "south korea": "KOR",
    "state of palestine": "PSE",
    "swaziland": "SWZ",
    "turkey": "TUR",
    "uae": "ARE",
    "uk": "GBR",
    "usa": "USA",
    "united states of america": "USA",
    "viet nam": "VNM",
}


def find_population(survey: Survey, text: str) -> Population:
    """The population of the survey that this text names: its id, its name there, an ISO code, or a common name.

    Raises:
        PopulationError: the survey has no such population.
    """
    try:
        return survey.population(text.strip())
    except PopulationError as unknown:
        folded = _folded(text)
        for people in survey.populations:
            if folded in (_folded(people.name), _folded(people.label)):
                return people
        try:
            code = _COMMON.get(folded) or country(text).id
        except PopulationError:
            raise unknown from None
        for people in survey.populations:
            if people.id == code:
                return people
            try:
                if country(people.id).id == code or _COMMON.get(_folded(people.name)) == code:
                    return people
            except PopulationError:
                continue
        raise unknown from None


def country_named(text: str) -> Population | None:
    """The country of this ISO code, CLDR name or common English name; None where no single country has it.

    >>> country_named("U.S.A."), country_named("Arab countries")
    (Population(id='USA', name='United States', languages=('en',), demonym=None, cell_values=()), None)
    """
    for name in (_COMMON.get(_folded(text)), text, text.replace(" and ", " & ")):  # CLDR writes an ampersand
        with contextlib.suppress(PopulationError):
            if name:
                return country(name)
    return None


def spelled_out(survey: Survey, text: str) -> Population | None:
    """The population that a text names of which nobody says that it names a people.

    A short text may be anything ("no", "de", "ar", "are"): it counts only as a population's id or name, or as an
    ISO-3 code in capitals.
    """
    text = text.strip()
    for people in survey.populations:
        if text in (people.id, people.name, people.label):
            return people
    letters = text.replace(".", "")
    if len(letters) < 3 or (len(letters) == 3 and not letters.isupper()):
        return None
    try:
        return find_population(survey, text)
    except PopulationError:
        return None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(plain.casefold().replace("&", "and").replace(".", "").split())
