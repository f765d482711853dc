"""Where a text names an option by its place among the others ("the second one")."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from folkways.probes.replies import LANGUAGES
from folkways.probes.spelling import ZWNJ, fold, rule, spaced

_STATEMENT = (
    r"one|answer|statement|alternative|box|category|proposition|sentence|description|viewpoint|(?:ال)?(?:إجابة|جواب|"
    r"عبارة|رأي|مقولة|موقف|احتمال|بديل|فكرة|توجه|وصف|جملة|مستوى|خانة|فئة|تصريح|طرح)|عبارت|گزاره ?ی?|جمله ?ی?|دیدگاه|"
    r"نظر|رویکرد|حالت|ifade\w*|önerme\w*|cümle\w*"
)
# Where an ordinal is a sentence by itself, or what is taken.
_BEGINS = r"(?:\A|(?<=[.!?؟؛:\n]\s)|(?<=\n))"
_BECAUSE = "[،,] (?:because|since|لأن|چون|زیرا|چرا ?که|çünkü)"
_TAKEN = r"(?:را|رو) (?:انتخاب|ترجیح|(?:بر ?)?می ?\w+م|بزن|بنویس|ثبت)(?!\w)"
# "The former Soviet bloc" is no option.
_BEHIND = (
    r"(?=\W*(?:$|[.,;:!?)\n—]|(?:is|was|has|would|seems|fits|describes|matches|comes|wins|it|because|since|as|for|by|"
    r"one|option|statement|view|answer|position|of)(?!\w)))"
)
_PAIRS = ((f"the former{_BEHIND}", f"the latter{_BEHIND}"), ("اولی", "دومی"))
_OF_PAIR = re.compile(rf"(?<!\w)the (?:(former)|latter){_BEHIND}", re.IGNORECASE)
_SO = "so|therefore|hence|thus|then|إذن|إذا|لذلك|لذا|پس|بنابراین|yani|öyleyse|o (?:halde|hâlde|yüzden)"
_PICKED = r"(?=\W*(?:\Z|[.!?\n،,;؛:]|(?:منها|علي|لان\w*|بلا|دون|فهو|فهي|وهو|وهي|اي|اقرب|اصدق|انسب|اصح|اصوب|ادق)(?!\w)))"


@functools.lru_cache(maxsize=32)
def _place_rules(k: int) -> list[tuple[int, re.Pattern[str]]]:
    rules = []
    for words in LANGUAGES.values():
        noun = f"(?:{words.options}|{_STATEMENT})"
        for place, (name, number) in enumerate([*zip(words.ordinals, words.numerals, strict=True)][:k]):
            # "One option" is any of them, "option one" is the first.
            either = f"(?:{name}|{number})"
            alone = rf"{_BEGINS}\W*(?:the )?(?:{name})(?:\W*(?:\Z|[.!\n])|(?={_BECAUSE}))|\A\W*{either}\W*\Z"
            drawn = rf"(?:{_SO})[،,:]? (?:the )?(?:{name})\W*(?:\Z|[.!\n])"
            named = rf"{noun} {either}|(?:{name}) {noun}(?![\s{ZWNJ}]*ها)|(?:{name})(?= {_TAKEN})"
            rules.append((place, rule(rf"{named}|{alone}|{drawn}")))
            if words.picks:
                rules.append((place, rule(f"({name})", r"[،,:]\s(?:{})(?=\W*\Z)")))
                rules.append((place, rule(f"({name})", rf"(?<!\w)(?:{_folded(words.picks)})\W+(?:{{}}){_PICKED}")))
            if words.placed:
                rules.append((place, rule(rf"(?:{name}){words.placed}")))
            # "The first or second option" names both.
            rules.append((place, rule(rf"(?:{name})(?= (?:{words.joins}) \w+ {noun})")))
        if words.placed:
            rules.append((k - 1, rule(rf"(?:{words.last}){words.placed}")))
        if k == len(_PAIRS[0]):
            rules += [(place, rule(word)) for pair in _PAIRS for place, word in enumerate(pair)]
        rules.append((k - 1, rule(rf"{noun} (?:{words.last})|(?:{words.last}) {noun}")))
        if words.picks:
            rules.append((k - 1, rule(f"({words.last})", rf"(?<!\w)(?:{_folded(words.picks)})\W+(?:{{}}){_PICKED}")))
    return rules


def places(text: str, k: int) -> list[tuple[int, int, int]]:
    """Where a folded text names one of `k` options by its place: start, end and index.

    >>> places("I take the second one.", 3)
    [(11, 21, 1)]
    """
    return [
        (*match.span("at" if "at" in pattern.groupindex else pattern.groups), index)
        for index, pattern in (*_place_rules(k), *_said_places(k))
        for match in pattern.finditer(text)
    ]


@functools.lru_cache(maxsize=32)
def _said_places(k: int) -> list[tuple[int, re.Pattern[str]]]:
    """English places without a noun, where they are chosen, are all of the text, or are told from how many."""
    words = LANGUAGES["en"]
    said = [(place, name) for place, name in enumerate(words.ordinals[:k])]
    said.append((k - 1, words.last))
    if k > 2:
        said.append((k - 2, "(?:second|next)[- ]to[- ](?:the )?last|last but one|penultimate"))
    chosen = (
        rf"(?<!\w)(?:{words.verbs}|{words.nouns}|take|takes|took|be)(?!\w)(?:\W*(?:{words.between})(?!\w)){{0,4}}?\W*"
    )
    stop = r"(?=\W*(?:$|[.,;:!)\n—]| - ))"
    many = rf"(?:{'|'.join(words.numerals[1:])}|\d+|{words.options}|(?:{_STATEMENT})s?)"
    told = (
        rf"of (?:the|these|those|your)(?: {many}){{1,2}}|of (?:these|those|them)|"
        r"(?:one )?(?:from the (?:top|list)|on the list|in the list)"
    )
    return [
        (place, re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE))
        for place, name in said
        for pattern in (
            rf"{chosen}(?P<at>(?:the )?(?:{name})){stop}",
            rf"\A\W*(?P<at>(?:the )?(?:{name}))\W*\Z",
            rf"(?<!\w)(?P<at>the (?:{name}))(?= (?:{words.after})(?!\w))",
            rf"(?<!\w)(?:the )?(?:{name}) (?:{told})(?!\w)",
        )
    ]


def of_pair(text: str, found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """ "The former" or "the latter" of the two options that were spoken of last: start, end and index."""
    pairs = []
    for match in _OF_PAIR.finditer(text):
        before = [index for _, end, index in found if end <= match.start()]
        if len(before) > 1 and before[-1] != before[-2]:
            pairs.append((*match.span(), before[-2 if match[1] else -1]))
    return pairs


def _folded(pattern: str) -> str:
    return spaced(fold(pattern))
