"""The words by which replies refuse or answer, one file a language.

A model that is asked in Arabic may answer in English, so a text is read by the rules of the languages it may be in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from folkways.probes.replies import ar, en, fa, tr
from folkways.probes.replies.idioms import IDIOMS
from folkways.probes.replies.impersonal import IMPERSONAL
from folkways.probes.replies.tongues import tongues
from folkways.probes.replies.unlived import UNLIVED
from folkways.probes.replies.words import ReplyWords
from folkways.probes.spelling import fold, rule, spaced

__all__ = ["DEMURS", "LANGUAGES", "REFUSALS", "TOPICS", "ReplyWords", "every", "speaks", "tongues"]

LANGUAGES: Mapping[str, ReplyWords] = {"en": en.WORDS, "ar": ar.WORDS, "fa": fa.WORDS, "tr": tr.WORDS}


def every(*fields: str, of: Collection[str] = tuple(LANGUAGES)) -> str:
    """The patterns of these kinds in all languages, or those named, for folded text.

    >>> "seçenek" in every("options"), "secene[kg]" in every("options"), "or" in every("joins").split("|")
    (False, True, True)
    """
    patterns = (getattr(LANGUAGES[language], field) for field in fields for language in of)
    return "|".join(spaced(fold(pattern)) for pattern in patterns if pattern)


def _small(patterns: list[str]) -> re.Pattern[str]:
    """For folded text in small letters, which is searched twice as fast as text in any."""
    # Arabic writes "and" and "so" onto the word.
    return re.compile(rule("|".join(patterns), r"(?<!\w)[وف]?(?:{})(?!\w)").pattern)


#: How a model says that it will not answer, by language.
REFUSALS = {
    language: _small(
        [
            *(pattern for patterns in words.refusals.values() for pattern in patterns),
            *IMPERSONAL[language],
            *UNLIVED[language],
            *IDIOMS[language],
        ]
    )
    for language, words in LANGUAGES.items()
}

#: Looser words of a refusal, for texts that state no option.
DEMURS = {language: _small([*words.demurs]) for language, words in LANGUAGES.items()}

#: Words of a refusal that an essay may have as well.
TOPICS = {language: _small([*words.topics]) for language, words in LANGUAGES.items()}

_SELVES = {language: rule(words.selves) for language, words in LANGUAGES.items() if words.selves}


def speaks(text: str) -> bool:
    """Whether a first person speaks in a folded text.

    >>> speaks(fold("من نمی‌دانم")), speaks(fold("رأي من الآراء في البلد"))
    (True, False)
    """
    return any(_SELVES[language].search(text) for language in tongues(text))
