"""A reply in the words of the options, where it has other words of the same meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkways.probes.replies.synonyms import DENIALS, FIRST, NOT_AT_ALL, PHRASES, RATHER, SECOND, VERY, WORDS
from folkways.probes.replies.tongues import tongues
from folkways.probes.spelling import fold, rule

_PREFIX = re.compile(r"^[وف]?(?:ال|بال|لل|كال|[بل](?=\w{4}))(?=\w{3})")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|ا|ه|ون|ين|ات|يم|م|ند|[iu]yor(?:um|uz|lar)?|[iu]r[iu][mz])$")
_OWNED = re.compile(r"(?<=\w{3})(?:هم|هن|ها|نا|كم|ه|ي|ك)$")
_PERSON = re.compile(r"^(?:ب[انيت]?|[ينت])(?=[\u0620-\u064a]{2})")


def stem(word: str) -> str:
    """A folded word without article and the ending of its gender, number or person."""
    return _ENDING.sub("", _PREFIX.sub("", word))


_MEANT = {
    language: (
        (rule(DENIALS[language]), "لا"),
        (rule(NOT_AT_ALL[language]), "اطلاقا"),
        (rule(VERY[language]), "جدا"),
    )
    for language in DENIALS
}
_PHRASES = {language: [(rule(own), rule(other)) for own, other in pairs] for language, pairs in PHRASES.items()}
_GROUPS = {
    language: [frozenset(map(stem, fold(words).split())) for words in groups] for language, groups in WORDS.items()
}
_FIRST = {language: rule(words) for language, words in FIRST.items()}
_SECOND = {language: rule(words, r"[،,؛]?\s*(?<!\w)(?:{})(?!\w)[^.!؟\n]*") for language, words in SECOND.items()}
_RATHER = {
    language: rule(verb, rf"(?<!\w)(?:{{}})\w*\s([^.!؟\n]{{2,60}}?)\s{fold(than)}\s[^.!؟\n]*")
    for language, (verb, than) in RATHER.items()
}


def reworded(text: str, options: Sequence[str]) -> tuple[str, list[str]] | None:
    """The folded text and the options in one choice of words, or none where they have no other.

    >>> reworded(fold("مش سعيد أوي"), ["سعيد", "لست سعيداً جداً"])
    ('لا سعيد جدا', ['سعيد', 'لا سعيدا جدا'])
    """
    language = next((language for language in tongues(text) if language in _MEANT), None)
    if language is None:
        return None
    if not any(first.search(fold(option)) for option in options for first in [_FIRST[language]]):
        text = _FIRST[language].sub("", text)
    text = _RATHER[language].sub(r"\1", _SECOND[language].sub("", text))
    worded = [fold(option).lower() for option in options]
    for own, other in _PHRASES[language]:
        if told := next((match for option in worded if (match := own.search(option))), None):
            text = other.sub(told[0], text)
    for pattern, word in _MEANT[language]:
        text = pattern.sub(word, text)
        worded = [pattern.sub(word, option) for option in worded]
    stems = {stem(word): word for option in worded for word in re.findall(r"\w+", option)}
    return re.sub(r"\w+", lambda match: _same(match[0], stems, language), text), worded


def _same(word: str, stems: dict[str, str], language: str) -> str:
    """The option's word that means the same as this one, or this one."""
    own = stem(word)
    if own in stems:
        return word
    if (first := _PERSON.sub("ا", own)) in stems:
        return stems[first]
    bare = re.sub("^[وف](?=\\w{3})", "", own)
    for other in (bare, _OWNED.sub("", bare)):
        if other in stems:
            return stems[other]
    return next((stems[s] for group in _GROUPS[language] if {own, bare} & group for s in stems if s in group), word)
