"""Strategies that need no answers: who the people are, and how an anthropologist would look at a question."""

from __future__ import annotations

from dataclasses import dataclass

from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Sentence, Source
from folkways.adapt.prompting.strategy import Maker, Turn, fixed, strategy
from folkways.adapt.prompting.wordings import wording
from folkways.errors import InputError

#: The Unicode licence, under which the CLDR is.
CLDR_LICENCE = "Unicode-3.0"


@dataclass(frozen=True, slots=True)
class Plain:
    """`none` (no text: the untouched model), `identity`, `demographics` or `anthropological`."""

    name: str

    @property
    def encodes(self) -> bool:
        """No."""
        return False

    def sentences(self, material: Material, turn: Turn) -> list[Sentence]:
        """See `Strategy`."""
        words = wording(turn.language)
        if self.name == "none":
            return []
        if self.name == "anthropological":
            return [fixed(text, self.name, words.provenance) for text in words.anthropological]
        identity = fixed(words.identity.format(people=turn.people), "identity", words.provenance)
        return [identity, *_demographics(turn)] if self.name == "demographics" else [identity]

    def questions(self, material: Material) -> frozenset[str]:
        """None."""
        return frozenset()


def _demographics(turn: Turn) -> list[Sentence]:
    """The demographic values of a people, and its languages."""
    words, people = wording(turn.language), turn.population
    found = []
    if people.cell_values:
        values = words.comma.join(f"{name}: {value}" for name, value in people.cell_values)
        found.append(
            Sentence(words.cell.format(values=values), Source("survey", (people.id,), "the cell that was asked"))
        )
    if people.languages:
        names = words.comma.join(language_in(tag, turn.language) for tag in people.languages)
        root = people.id.split("[")[0]
        a_country = len(root) == 3 and root.isupper()
        source = (
            Source("cldr", (root,), "official languages", CLDR_LICENCE)
            if a_country
            else Source("survey", (root,), "languages of the community; their names from CLDR")
        )
        found.append(Sentence(words.languages.format(languages=names), source))
    return found


def language_in(tag: str, language: str) -> str:
    """The name of a language in a language, from CLDR; the tag itself where CLDR has none.

    >>> language_in("fa", "tr"), language_in("ar", "ar"), language_in("xx", "en")
    ('Farsça', 'العربية', 'xx')
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_display_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _maker(name: str) -> Maker:
    def make(options: tuple[str, ...]) -> Plain:
        if options:
            raise InputError(f"{name} takes no options", mend=f"write it as {name}")
        return Plain(name)

    return make


for _name in ("none", "identity", "demographics", "anthropological"):
    strategy(_name)(_maker(_name))
