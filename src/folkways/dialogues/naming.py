"""What participants of a conversation are called: given names of their people, from a list of our own.

The list is facts alone (which names are given among a people); nothing of it was copied.
"""

from __future__ import annotations

import functools
import json
import random
import string
from collections.abc import Collection
from importlib.resources import files

from folkways.errors import InputError, PopulationError
from folkways.populations import country

SEXES = ("female", "male")

Names = dict[str, dict[str, tuple[str, ...]]]


@functools.cache
def listed() -> dict[str, Names]:
    """The names by people (ISO 3166-1 alpha-3) and by language (BCP 47), each by sex."""
    raw = json.loads((files("folkways.dialogues") / "names.json").read_text("utf-8"))
    return {
        kind: {key: {sex: tuple(of[sex]) for sex in SEXES} for key, of in names.items()} for kind, names in raw.items()
    }


def names_of(population: str, sex: str) -> tuple[str, ...]:
    """The names from which a member of this people is given one.

    Args:
        population: an id; of a demographic cell, the names are those of the whole.
        sex: `female` or `male`.

    Returns:
        Those of the people, else of its first language for which there are some, else the letters A to Z.
    """
    if sex not in SEXES:
        raise InputError(f"unknown sex {sex!r} of a name", mend=f"use {' or '.join(SEXES)}")
    root = population.split("[")[0]
    known = listed()
    if root in known["peoples"]:
        return known["peoples"][root][sex]
    try:
        tags = country(root).languages
    except PopulationError:  # a community, whose languages its id does not tell
        tags = ()
    for tag in tags:
        if (language := tag.split("-")[0]) in known["languages"]:
            return known["languages"][language][sex]
    return tuple(string.ascii_uppercase)


def name_for(population: str, sex: str | None, chance: random.Random, *, taken: Collection[str] = ()) -> str:
    """A given name for a member of a people.

    Args:
        population: an id.
        sex: `female` or `male`; drawn where None.
        chance: what draws.
        taken: names that others in the conversation have, in any case.

    Raises:
        InputError: the sex is unknown, or more names are taken than there are.

    >>> name_for("EGY", "female", random.Random(0)) in names_of("EGY", "female")
    True
    """
    drawn = chance.choice(SEXES)
    others = {name.casefold() for name in taken}
    for names in (names_of(population, sex or drawn), tuple(string.ascii_uppercase)):
        free = [name for name in names if name.casefold() not in others]
        if free:
            return chance.choice(free)
    raise InputError(f"no name is left for a member of {population}", mend="let fewer take part")
