"""The words by which replies refuse or answer, one file a language.

The rules of all languages hold for every text, since a model that is asked in Arabic may answer in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from folkways.probes.replies import ar, en, fa, tr
from folkways.probes.replies.words import ReplyWords
from folkways.probes.spelling import fold, rule, spaced

__all__ = ["DEMUR", "LANGUAGES", "REFUSAL", "TOPIC", "ReplyWords", "every", "speaks"]

LANGUAGES: Mapping[str, ReplyWords] = {"en": en.WORDS, "ar": ar.WORDS, "fa": fa.WORDS, "tr": tr.WORDS}


def every(*fields: str) -> str:
    """The patterns of these kinds in all languages, for folded text.

    >>> "seçenek" in every("options"), "secene[kg]" in every("options"), "or" in every("joins").split("|")
    (False, True, True)
    """
    patterns = (getattr(words, field) for field in fields for words in LANGUAGES.values())
    return "|".join(spaced(fold(pattern)) for pattern in patterns if pattern)


def _small(pattern: str) -> re.Pattern[str]:
    """For folded text in small letters, which is searched twice as fast as text in any."""
    # Arabic writes "and" and "so" onto the word.
    return re.compile(rule(pattern, r"(?<!\w)[وف]?(?:{})(?!\w)").pattern)


#: How a model says that it will not answer, in any of the languages.
REFUSAL = _small(
    "|".join(pattern for words in LANGUAGES.values() for patterns in words.refusals.values() for pattern in patterns)
)

#: Looser words of a refusal, for texts that state no option.
DEMUR = _small("|".join(pattern for words in LANGUAGES.values() for pattern in words.demurs))

#: Words of a refusal that an essay may have as well.
TOPIC = _small("|".join(pattern for words in LANGUAGES.values() for pattern in words.topics))

_SELVES = {language: rule(words.selves) for language, words in LANGUAGES.items() if words.selves}
_PERSIAN = re.compile("[پچژگ]")
_ARABIC = re.compile(
    fold(
        r"(?<!\w)(?:[وفبكل]?ال(?!ان|بته)\w{3,}|في|هذا|هذه|إلى|عن|التي|ولا|لكن|قد|بعض|له|لها|هو|هي|لا|هل|ليس|لم|لن|ذلك)(?!\w)"
    )
)


def speaks(text: str) -> bool:
    """Whether a first person speaks in a folded text.

    >>> speaks(fold("من نمی‌دانم")), speaks(fold("رأي من الآراء في البلد"))
    (True, False)
    """
    # The Persian "I" is written as the Arabic "of".
    arabic = _ARABIC.search(text) and not _PERSIAN.search(text)
    return any(pattern.search(text) for language, pattern in _SELVES.items() if not (language == "fa" and arabic))
