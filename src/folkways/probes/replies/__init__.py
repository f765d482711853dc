"""The words by which replies refuse or answer, one file a language.

The rules of all languages hold for every text, since a model that is asked in Arabic may answer in English.
"""

from __future__ import annotations

from collections.abc import Mapping

from folkways.probes.replies import ar, en, fa, tr
from folkways.probes.replies.words import ReplyWords
from folkways.probes.spelling import fold, rule, spaced

__all__ = ["LANGUAGES", "REFUSAL", "ReplyWords", "every"]

LANGUAGES: Mapping[str, ReplyWords] = {"en": en.WORDS, "ar": ar.WORDS, "fa": fa.WORDS, "tr": tr.WORDS}


def every(*fields: str) -> str:
    """The patterns of these kinds in all languages, for folded text.

    >>> "seçenek" in every("options"), "secene[kg]" in every("options"), "or" in every("joins").split("|")
    (False, True, True)
    """
    patterns = (getattr(words, field) for field in fields for words in LANGUAGES.values())
    return "|".join(spaced(fold(pattern)) for pattern in patterns if pattern)


#: How a model says that it will not answer, in any of the languages.
REFUSAL = rule(
    "|".join(pattern for words in LANGUAGES.values() for patterns in words.refusals.values() for pattern in patterns),
    # Arabic writes "and" and "so" onto the word.
    r"(?<!\w)[وف]?(?:{})(?!\w)",
)
