"""Small differences that turn what a text says: a negation, a number, the name of a people.

Two texts of nearly the same letters, or of nearly the same vector, may say the opposite ("is important", "is not
important"), or the same of different peoples. What is found here must be equal before they may be taken for the same.
It errs on the side of keeping: words are looked for in all languages at once. Antonyms ("good", "bad") and the names of
peoples that no register holds are not seen.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.dialogues.plain_text import plain
from folkways.errors import PopulationError
from folkways.populations import parse_population
from folkways.runs import digest

#: Negators that stand as words of their own.
_WORDS = (
    "not no never none nor neither nobody nothing without cannot hardly against "  # English
    "nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne weder "  # German
    "ne pas jamais sans aucun aucune rien "  # French
    "nunca jamás sin tampoco nadie nada ningún ninguna ninguno ni "  # Spanish
    "não nem sem jamais ninguém nenhum nenhuma "  # Portuguese
    "non mai senza nessuno niente né "  # Italian
    "değil yok hiç hiçbir asla "  # Turkish
    "не нет ни никогда без никто ничего "  # Russian
    "لا لم لن ليس ليست ليسوا لست لسنا ما غير بدون دون كلا "  # Arabic
    "نه نیست نیستند هیچ هرگز بدون "  # Persian
    "नहीं न मत बिना কখনো না নয় নেই নি "  # Hindi, Bengali
    "tidak bukan tak jangan belum không chẳng chưa đừng "  # Indonesian, Vietnamese
    "안 못 hindi wala"  # Korean, Filipino
)
#: Negators within words, or in scripts that do not part words. The Turkish negative before personal endings is here
#: where it can be told from other syllables.
_PARTS = (
    "n't",
    "n’t",
    *"不没沒無无非未别別",
    *("ない", "なく", "なかっ", "ません", "않", "없", "아니", "못하"),
    *("ไม่", "มิ"),
    *("miyor", "mıyor", "muyor", "müyor", "memeli", "mamalı", "mez", "maz", "medi", "madı"),
    *("نمی",),
)
#: A name is looked for by its first letters, so that "Egyptians" is found by "Egypt".
_STEM = 4


def distinctions(texts: Sequence[str], populations: Iterable[str], languages: Iterable[str]) -> NDArray[np.uint64]:
    """A number a text; texts of different numbers say different things, however alike they are.

    Args:
        texts: as they were written, [N].
        populations: the ids of all peoples whose names are to be told apart.
        languages: of the texts, BCP 47: names are looked for in these and in English.

    Returns:
        A hash of how many negations, which numbers and which names each text holds, [N].
    """
    said = pl.DataFrame({"text": [plain(text) for text in texts]}, schema={"text": pl.String}).lazy()
    text = pl.col("text")
    parts = [
        text.str.count_matches(_negators()).cast(pl.String),
        text.str.extract_all(r"\p{Nd}+").list.sort().list.join(" "),
    ]
    stems = names(populations, languages)
    if stems:
        spelled = "|".join(re.escape(stem) for stem in stems)
        parts.append(text.str.extract_all(spelled).list.sort().list.join(" "))
    found = said.select(pl.concat_str(parts, separator="|")).collect().to_series()
    # A hash of our own: that of polars may change from one version to the next.
    values = {value: np.uint64(int(digest(value), 16)) for value in found.unique().to_list()}
    return np.fromiter((values[value] for value in found.to_list()), np.uint64, len(found))


def names(populations: Iterable[str], languages: Iterable[str]) -> list[str]:
    """Stems of what peoples, their places and their languages are called, from CLDR; the longest first.

    Args:
        populations: ids. Of one that CLDR does not know (a community), the words of the id itself are taken.
        languages: BCP 47, in which names are looked up beside English.

    >>> "egyp" in names(["EGY"], []), "مصر" in names(["EGY"], ["ar"])
    (True, True)
    """
    words = {
        word
        for population in {p.split("[")[0] for p in populations}
        for language in {"en", *(tag.split("-")[0] for tag in languages)}
        for word in _called(population, language)
    }
    stems = {plain(word).removeprefix("ال") for word in words}
    stems = {stem[:_STEM] if stem.isascii() or stem[:1].isalpha() else stem for stem in stems}
    return sorted((stem for stem in stems if len(stem) >= 2), key=lambda stem: (-len(stem), stem))


@functools.cache
def _called(population: str, language: str) -> tuple[str, ...]:
    """Words of the names of a people's place and languages, in one language."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    try:
        known, locale = parse_population(population), Locale.parse(language)
    except PopulationError:
        return tuple(word for word in population.replace("_", "-").split("-") if len(word) >= _STEM)
    except (UnknownLocaleError, ValueError):
        return ()
    codes = get_global("territory_aliases").get(known.id, ())
    called = [locale.territories[code] for code in codes if code in locale.territories]
    called += [locale.languages[tag] for tag in known.languages if tag in locale.languages]
    return tuple(word for name in called for word in str(name).split() if len(word) >= _STEM or not word.isascii())


@functools.cache
def _negators() -> str:
    words = "|".join(sorted({re.escape(word) for word in _WORDS.split()}))
    parts = "|".join(sorted({re.escape(part) for part in _PARTS}))
    return rf"\b(?:{words})\b|{parts}"
