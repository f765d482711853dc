"""Where a text says the number of an option in words ("seven")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkways.probes.replies import LANGUAGES, every, tongues
from folkways.probes.spelling import fold, rule, spaced

_ZERO = {"en": "zero", "ar": "صفر", "fa": "صفر", "tr": "sıfır"}
_TEN = spaced(fold("|".join(words.numerals[-1] for words in LANGUAGES.values())))
# Arabic writes "so", "with" and the article onto the number.
_ONTO = {"ar": r"(?:(?<!\w)|(?<=(?<!\w)[فب]))(?:(?:(?<=عند\s)|(?<=علي\s)|(?<=في\s)|(?<=حدود\s)|(?<=ب)|(?<=\A))ال)?"}
_NUMBERS = {
    language: [
        (
            str(value),
            rule(word, _ONTO.get(language, r"(?<!\w)") + r"(?:{})(?:y?[iuae](?!\w)|[dt][ae]n?(?!\w)|(?!\w))"),
        )
        for value, word in enumerate((_ZERO[language], *words.numerals))
    ]
    for language, words in LANGUAGES.items()
}
_SCALE = rf"myself|us|me|نفسي|خودم|(?:10|{_TEN}) (?:uzerinden|من|از|of)".replace(" ", r"\s+")
_COMES_TO = spaced(fold("می ?شود|می ?شه|میشه|یعنی|روی"))
_IS_IT = spaced(fold("است|هست|می ?باشد|می ?شود|خواهد بود"))
_BEFORE = re.compile(
    rf"(?:^|[.!?؟؛\n:]|(?<!\w)(?:{every('verbs', 'nouns', 'options')}|take|{_COMES_TO})(?!\w))"
    rf"(?:[^\w.!?]{{0,4}}(?:{every('between')}|{_SCALE})(?!\w)){{0,6}}\W{{0,4}}$",
    re.IGNORECASE,
)
_LAST = rule(every("namely"), r"[,،:;؛.!?؟—-]\s(?:(?:{})\s)?$")
_ENDS = re.compile(r"\W*(?:\Z|[.!\n])")
_SAID = re.compile(rf"\s+(?:{every('after')})(?!\w)", re.IGNORECASE)
_OUT_OF = re.compile(rf"\s+out of (?:{'|'.join(LANGUAGES['en'].numerals)}|\d+)(?=\W*(?:$|[.,;!\n]))", re.IGNORECASE)
_BEHIND = re.compile(
    rf"\s+out of (?:{'|'.join(LANGUAGES['en'].numerals)}|\d+)(?!\w)|\W*(?:$|[.,;:!\n،؛—])|"
    rf"\s+(?:{_IS_IT})\W*(?:$|[.,;:!\n،؛—])|"
    rf"\s*(?:{every('total')})\s*(?:10|{_TEN})(?!\w)|\s+(?:because|since|as|for|لان|چون|"
    rf"çünkü)(?!\w)|"
    rf"\W+(?:{every('after', 'hedges', 'assures')})(?!\w)",
    re.IGNORECASE,
)
_OF_TEN = re.compile(rf"\s*(?:{every('total')})\s*(?:10|{_TEN})\W*(?:$|[.,;:!\n،؛—])", re.IGNORECASE)


def announced(text: str, start: int) -> bool:
    """What stands there in a folded text is announced as an answer, or is the first of its sentence."""
    return bool(_BEFORE.search(text[max(0, start - 60) : start]))


def ends_at(text: str, end: int) -> bool:
    """What ends there in a folded text ends its clause with it."""
    return bool(_BEHIND.match(text, end))


def numerals(text: str, labels: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where labels are written as words, if they stand first or are announced and end there: start, end and index.

    >>> numerals("I'd say seven.", [str(label) for label in range(1, 11)])
    [(8, 13, 6)]
    """
    folded = [*map(fold, labels)]
    return [
        (match.start(), match.end(), folded.index(value))
        for language in tongues(text)
        for value, pattern in _NUMBERS[language]
        if value in folded
        for match in pattern.finditer(text)
        # "Choosing one" chooses no 1.
        if (value != "1" or not text[: match.start()].strip() or (language == "fa" and _ENDS.match(text, match.end())))
        # "Of the four" counts them.
        and not text[: match.start()].lower().endswith(("the ", "all ", "these ", "those "))
        and ends_at(text, match.end())
        and (
            announced(text, match.start())
            or _OUT_OF.match(text, match.end())
            or (len(labels) == 10 and _OF_TEN.match(text, match.end()))
            or (value != "1" and _SAID.match(text, match.end()))
            or text[match.start() - 1 : match.start()] == "ف"
            or (
                _LAST.search(text[max(0, match.start() - 12) : match.start()]) and not text[match.end() :].strip(" .!*")
            )
        )
    ]
