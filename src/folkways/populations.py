"""Who the people are: countries, communities and demographic cells of either.

Country names and languages come from the Unicode CLDR through `babel`. CLDR has no demonyms, so a people is
named by its place ("a person from Egypt"); a survey or a community may bring its own demonym.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from folkways.errors import PopulationError

# Withdrawn codes (ISO 3166-3) that CLDR still maps to the successor.
_WITHDRAWN = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}

_CELL = re.compile(r"(?P<people>[^\[\]]+)\[(?P<cell>[^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Population:
    """A people of whom we speak.

    Attributes:
        id: ISO 3166-1 alpha-3 for a country, a slug for a community, `EGY[age=18-29,sex=female]` for a cell.
        name: the place or the community, in English.
        languages: BCP 47 tags, the most widely used official language first.
        demonym: the adjective, where a survey or a community brings one (CLDR has none).
        cell_values: the demographic values that narrow the people, sorted by name.

    >>> country("EGY").cell(sex="female").id
    'EGY[sex=female]'
    """

    id: str
    name: str
    languages: tuple[str, ...] = ()
    demonym: str | None = None
    cell_values: tuple[tuple[str, str], ...] = field(default=())

    def cell(self, **values: str) -> Population:
        """The part of this people that has these demographic values.

        Raises:
            PopulationError: a name or value holds one of the characters `[ ] , =`.
        """
        merged = dict(self.cell_values) | values
        for key, value in merged.items():
            if not value or re.search(r"[\[\],=]", key + value):
                raise PopulationError(
                    f"demographic value {key}={value!r} cannot be part of a population id",
                    mend="use names and values without the characters [ ] , =",
                )
        pairs = tuple(sorted(merged.items()))
        root = self.id.split("[")[0]
        return replace(self, id=f"{root}[{','.join(f'{k}={v}' for k, v in pairs)}]", cell_values=pairs)

    @property
    def label(self) -> str:
        """The name as a reader sees it: `Egypt`, `Egypt (sex: female)`."""
        if not self.cell_values:
            return self.name
        return f"{self.name} ({', '.join(f'{k}: {v}' for k, v in self.cell_values)})"

    def to_record(self) -> dict[str, object]:
        """A JSON-ready dict; `from_record` reads it back."""
        return {
            "id": self.id,
            "name": self.name,
            "languages": list(self.languages),
            "demonym": self.demonym,
            "cell_values": [list(pair) for pair in self.cell_values],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> Population:
        """The population that `to_record` wrote."""
        languages = record.get("languages") or ()
        cells = record.get("cell_values") or ()
        return cls(
            id=str(record["id"]),
            name=str(record["name"]),
            languages=tuple(str(x) for x in languages),  # type: ignore[union-attr]
            demonym=None if record.get("demonym") is None else str(record["demonym"]),
            cell_values=tuple((str(k), str(v)) for k, v in cells),  # type: ignore[union-attr]
        )


def language_name(tag: str) -> str:
    """The English name of a language, from CLDR; the tag itself where CLDR has none.

    >>> language_name("fa"), language_name("pt-BR"), language_name("xx")
    ('Persian', 'Portuguese (Brazil)', 'xx')
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").english_name or tag
    except (UnknownLocaleError, ValueError):
        return tag


@functools.cache
def _territories() -> dict[str, str]:
    """Alpha-3 to alpha-2, from CLDR's aliases; only territories of which CLDR knows the languages."""
    from babel.core import get_global
    from babel.languages import get_territory_language_info

    aliases = get_global("territory_aliases")
    codes = {a: b[0] for a, b in aliases.items() if len(a) == 3 and a.isalpha() and len(b) == 1 and len(b[0]) == 2}
    return {a: b for a, b in codes.items() if a not in _WITHDRAWN and get_territory_language_info(b)}


@functools.cache
def _codes_by_name() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").territories
    known = {str(names[two]).casefold(): three for three, two in sorted(_territories().items()) if two in names}
    return known | {two.casefold(): three for three, two in _territories().items()}


@functools.cache
def country(code: str) -> Population:
    """The country with this ISO 3166-1 code (alpha-2 or alpha-3) or CLDR English name.

    Raises:
        PopulationError: CLDR knows no such country.

    >>> country("EGY").name, country("EG").id, country("Egypt").languages
    ('Egypt', 'EGY', ('ar',))
    """
    from babel import Locale
    from babel.languages import get_official_languages

    key = code.strip()
    three = key.upper() if key.upper() in _territories() else _codes_by_name().get(key.casefold())
    if three is None:
        raise PopulationError(
            f"unknown country {code!r}", mend="use an ISO 3166-1 alpha-3 code such as EGY, or the English CLDR name"
        )
    two = _territories()[three]
    languages = tuple(tag.replace("_", "-") for tag in get_official_languages(two, de_facto=True))
    return Population(id=three, name=str(Locale("en").territories[two]), languages=languages)


def parse_population(text: str) -> Population:
    """A country or a demographic cell of one, from its id.

    Raises:
        PopulationError: the country is unknown or the cell is malformed.

    >>> parse_population("NOR[sex=female]").label
    'Norway (sex: female)'
    """
    match = _CELL.fullmatch(text.strip())
    if not match:
        return country(text)
    pairs = [part.split("=", 1) for part in match["cell"].split(",")]
    if any(len(pair) != 2 for pair in pairs):
        raise PopulationError(f"malformed demographic cell {text!r}", mend="write it as EGY[sex=female,age=18-29]")
    return country(match["people"]).cell(**dict(pairs))


def community(id: str, name: str, *, languages: tuple[str, ...] = (), demonym: str | None = None) -> Population:
    """A people that is not a country, in its own words.

    Raises:
        PopulationError: the id is empty or holds one of the characters `[ ] , =`.

    >>> community("sami", "the Sámi people", languages=("se",)).label
    'the Sámi people'
    """
    if not id.strip() or re.search(r"[\[\],=]", id):
        raise PopulationError(f"community id {id!r} is not usable", mend="use a short slug such as sami-norway")
    return Population(id=id, name=name, languages=languages, demonym=demonym)
