"""What peoples, languages, dates and spans of time are called in the language of the interface."""

from __future__ import annotations

import functools
from datetime import UTC, datetime, timedelta

from folkways.errors import PopulationError
from folkways.populations import Population, parse_population

#: Digits are the same in both languages of the interface, as in the tables that researchers exchange.
_LOCALES = {"en": "en", "ar": "ar_EG"}


def people_name(people: Population, tag: str) -> str:
    """The people's name: a country's from CLDR, any other as the survey has it.

    >>> from folkways.populations import country
    >>> people_name(country("EGY"), "ar")
    'مصر'
    """
    if tag == "en":
        return people.label
    name = _countries(tag).get(people.name, people.name)
    return people.label.replace(people.name, name, 1)


@functools.cache
def people_of(id: str, tag: str) -> str:
    """The name of a people of which only the id is at hand: a country's or a cell's; else the id itself.

    >>> people_of("EGY", "en"), people_of("sami", "en")
    ('Egypt', 'sami')
    """
    try:
        return people_name(parse_population(id), tag)
    except PopulationError:
        return id


@functools.cache
def _countries(tag: str) -> dict[str, str]:
    """English CLDR names of territories → their names in this language."""
    from babel import Locale

    there = Locale.parse(tag).territories
    return {english: there[code] for code, english in Locale("en").territories.items() if code in there}


@functools.cache
def language_name(language: str, tag: str) -> str:
    """The language's name, its tag where CLDR has none.

    >>> language_name("fa", "en"), language_name("zxx-strange", "en")
    ('Persian', 'zxx-strange')
    """
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-").get_display_name(tag) or language)
    except (UnknownLocaleError, ValueError):
        return language


@functools.cache
def direction(language: str) -> str:
    """`rtl` or `ltr`.

    >>> direction("ar"), direction("fa"), direction("tr")
    ('rtl', 'rtl', 'ltr')
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def when(seconds: float, tag: str) -> str:
    """A moment, given in seconds since the epoch, as date and time of this machine."""
    from babel.dates import format_datetime

    moment = datetime.fromtimestamp(seconds, UTC).astimezone()
    return format_datetime(moment, "d MMM y HH:mm", locale=_LOCALES[tag], tzinfo=moment.tzinfo)


def ago(seconds: float, tag: str) -> str:
    """How long ago, in words."""
    from babel.dates import format_timedelta

    return format_timedelta(-timedelta(seconds=max(1.0, seconds)), add_direction=True, locale=_LOCALES[tag])


def span(seconds: float, tag: str) -> str:
    """A length of time, in words."""
    from babel.dates import format_timedelta

    return format_timedelta(timedelta(seconds=max(1.0, seconds)), locale=_LOCALES[tag])
