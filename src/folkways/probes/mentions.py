"""Where a text names an option: by its label, by its wording, by its place, or by two of these at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from folkways.probes.loosely import denies
from folkways.probes.replies import LANGUAGES, every, tongues
from folkways.probes.spelling import ZWNJ, fold, rule, spaced, wording_rule

_SUFFIX = rf"(?:{every('suffixes')})(?!\w)"
_OPTION = every("options")

_TOTAL = rule(every("total"), r"\s*(?:{})\s*(\d+)(?!\d)")
_RANGE_BEHIND = rule(every("joins"), r"(?:\s*(?<!\w)(?:{})\s*|-)(\d+)")
_RANGE_BEFORE = rule(every("joins"), r"(?<!\d)(\d+)(?:'?\w*\s+(?:{})\s*|-)$")
_UNIT = rule(every("units"), r"[^\w.!?\n؟:,]*(?:{})(?!\w)")
# Turkish writes "the 5th century" as "5. yüzyıl".
_POINT = re.compile(r"\A[.]\s(?=[a-z])")
_NOUN_BEHIND = re.compile(rf"(?![.]\s+no(?!\w))[.]?['\"]*\s*(?:numarali\s*)?(?:{_OPTION})(?!\w)", re.IGNORECASE)
_NUMBERED = rule(
    "question|item|section|q|soru|madde|bölüm|(?:ال)?سؤال|پرسش|سؤال|سوال",
    r"(?<!\w)(?:{})\s*(?:no|numara|رقم|شماره)?[.:#]?\s*$",
)
_ARTICLE = re.compile(r"\s+[a-z]")
_AFTER_LETTER = rule(every("joins", "options", "after") + "|is|because|since|seems|çünkü", r"\s+(?:{})(?!\w)")
_CALLED = re.compile(r"(?<!\w)(?:option|letter|statement)\s$", re.IGNORECASE)
_LOWER = re.compile(r"(?:^|[\n:(\"'*\[])\s*$|(?<!\w)(?:is|option|answer|choose|pick|say)\s*$", re.IGNORECASE)
_ZERO = {"en": "zero", "ar": "صفر", "fa": "صفر", "tr": "sıfır"}
_STATEMENT = (
    r"one|answer|statement|alternative|(?:ال)?(?:إجابة|جواب|عبارة|رأي|مقولة)|عبارت|گزاره ?ی?|جمله ?ی?|دیدگاه|نظر|"
    r"رویکرد|حالت|ifade\w*|önerme\w*|"
    r"cümle\w*"
)
_PAIRS = (("the former", "the latter"), ("اولی", "دومی"))
# Where an ordinal is a sentence by itself, or what is taken.
_BEGINS = r"(?:\A|(?<=[.!?؟؛:\n]\s)|(?<=\n))"
_BECAUSE = "[،,] (?:because|since|لأن|چون|زیرا|چرا ?که|çünkü)"
_TAKEN = "(?:را|رو) (?:انتخاب|ترجیح|(?:بر ?)?می ?\\w+م|بزن|بنویس|ثبت)(?!\\w)"
_SO = "so|therefore|hence|thus|then|إذن|إذا|لذلك|لذا|پس|بنابراین|yani|öyleyse|o (?:halde|hâlde|yüzden)"
_TEN = spaced(fold("|".join(words.numerals[-1] for words in LANGUAGES.values())))
_NUMBERS = {
    language: [
        (str(value), rule(word, r"(?<!\w)(?:{})(?:y?[iu](?!\w)|(?!\w))"))
        for value, word in enumerate((_ZERO[language], *words.numerals))
    ]
    for language, words in LANGUAGES.items()
}
_SCALE = rf"myself|us|me|نفسي|خودم|(?:10|{_TEN}) (?:uzerinden|من|از|of)".replace(" ", r"\s+")
_COMES_TO = spaced(fold("می ?شود|می ?شه|میشه|یعنی|روی"))
_IS_IT = spaced(fold("است|هست|می ?باشد|می ?شود|خواهد بود"))
_NUMBER_BEFORE = re.compile(
    rf"(?:^|[.!?؟؛\n:]|(?<!\w)(?:{every('verbs', 'nouns', 'options')}|{_COMES_TO})(?!\w))"
    rf"(?:[^\w.!?]{{0,4}}(?:{every('between')}|{_SCALE})(?!\w)){{0,6}}\W{{0,4}}$",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(r"[,،:;؛.!?؟—-]\s")
_NUMBER_ENDS = re.compile(r"\W*(?:\Z|[.!\n])")
_NUMBER_SAID = re.compile(rf"\s+(?:{every('after')})(?!\w)", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(
    rf"\W*(?:$|[.,;:!\n،؛—])|\s+(?:{_IS_IT})\W*(?:$|[.,;:!\n،؛—])|\s*(?:{every('total')})\s*(?:10|{_TEN})(?!\w)|"
    rf"\s+(?:because|since|as|for|لان|چون|"
    rf"çünkü)(?!\w)|"
    rf"\W+(?:{every('after', 'hedges')})(?!\w)",
    re.IGNORECASE,
)
_OF_TEN = re.compile(rf"\s*(?:{every('total')})\s*(?:10|{_TEN})\W*(?:$|[.,;:!\n،؛—])", re.IGNORECASE)
_SAME = rule(
    every("namely"),
    rf"[^\w.]*(?:[.][^\w.]*)?(?:(?<!\w)(?:{{}})(?!\w)[^\w.]*(?:(?:{_OPTION}|the|an?)(?!\w)[^\w.]*){{0,2}})?",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a folded text that names an option.

    Attributes:
        start, end: the characters it takes.
        index: the place of the option (0-based).
        kind: `label`, `wording` or `place` ("the second option").
        paired: label and wording stand together.
    """

    start: int
    end: int
    index: int
    kind: str
    paired: bool = False


def found_in(text: str, labels: Sequence[str], options: Sequence[str]) -> list[Mention]:
    """Where a folded text names options, in order, without numbers that count something else."""
    worded = _wordings(text, labels, options)
    labelled = [m for m in _labels(text, labels) if not any(w.start <= m.start < w.end for w in worded)]
    placed = [*_numbers(text, labels), *_places(text, len(options)), *_extremes(text, labels, options)]
    placed = [m for m in placed if not any(_overlap(m, o) for o in (*worded, *labelled))]
    found = sorted((*worded, *labelled, *placed), key=lambda m: m.start)
    return _merged(text, found)


def _overlap(a: Mention, b: Mention) -> bool:
    return a.start < b.end and b.start < a.end


def _wordings(text: str, labels: Sequence[str], options: Sequence[str]) -> list[Mention]:
    """Longest first, so that "agree" is not found in "do not agree"; an option "2" is not found in the label 2."""
    found: list[Mention] = []
    taken = {"", *(fold(label).lower() for label in labels)}
    for index in sorted(range(len(options)), key=lambda i: -len(fold(options[i]))):
        if fold(options[index]).strip("\"'. ").lower() in taken:
            continue
        for match in wording_rule(options[index]).finditer(text):
            mention = Mention(match.start(), match.end(), index, "wording")
            if not any(_overlap(mention, other) for other in found):
                found.append(mention)
    for index, option in enumerate(options):
        tail = re.split(r"[,،;:(]", option)[-1].strip(" )")
        if (
            tail != option.strip()
            and " " in tail
            and sum(bool(wording_rule(tail).search(fold(o))) for o in options) == 1
        ):
            spans = [m.span() for m in wording_rule(tail).finditer(text)]
            found += [
                Mention(*at, index, "wording")
                for at in spans
                if not any(_overlap(Mention(*at, 0, ""), m) for m in found)
            ]
    for index, head in _heads(options).items():
        match = head.search(text)
        if match and not any(m.start <= match.start(1) < m.end for m in found):
            found.append(Mention(match.start(1), match.end(1), index, "wording"))
    return found


_ANNOUNCED = rf"(?<!\w)(?:{every('nouns')})(?:\s(?:is|would be|هو|هي|من|او))?(?=\W*[\s:])[^\w.!?؟\n]*"


def _heads(options: Sequence[str]) -> dict[int, re.Pattern[str]]:
    """How a text may begin that names an option by its first clause ("Yes, a member"), where only one has it."""
    heads = [re.split(r"[,،;:(]", fold(option))[0].strip().lower() for option in options]
    said = {head: next((kind for kind in _SAID if re.fullmatch(every(kind), head)), head) for head in heads}
    kinds = [said[head] for head in heads]
    begins = rf"(?:\A|{_ANNOUNCED})\W*"
    said_so = rf"(?:{begins}|{_STATED}|{_AT_LAST})"
    return {
        index: re.compile(
            rf"{said_so if kind in _SAID else begins}({_saying(kind, heads[index])})(?!\w)", re.IGNORECASE
        )
        for index, kind in enumerate(kinds)
        if kind and kinds.count(kind) == 1 and (kind in _SAID or kind != fold(options[index]).lower())
    }


_SAID = ("yes", "no")
# "I say no."
_STATED = rf"(?<!\w)(?:{every('verbs')})\W+(?=\w+\W*(?:[.!\n]|\Z))"
# A last sentence begins with "yes," or "no,".
_AT_LAST = r"(?<=[.!?؟\n]\s)(?=\w+[،,][^.!?؟\n]*[.!\"']*\s*\Z)"


def _saying(kind: str, head: str) -> str:
    """Every word for yes or no in the option's language and the first one in others: "he" is a yes in Turkish only."""
    if kind not in _SAID:
        return re.escape(head)
    words = [fold(getattr(language, kind)) for language in LANGUAGES.values()]
    return "|".join(spaced(w) if re.fullmatch(w, head) else w.split("|")[0] for w in words if w)


@functools.lru_cache(maxsize=256)
def _label_rule(label: str) -> re.Pattern[str]:
    left = r"(?<![\w%$€-])(?<!\d[.,٫])"
    if label.isdigit():
        # Arabic writes "and", "so", "with" and "for" onto the number.
        left = rf"(?:{left}|(?<=[وفبل])(?<!\w[وفبل]))"
        return re.compile(rf"{left}{label}(?!\s?%|[.,٫]\d|-\d)(?:'?{_SUFFIX}|(?!\w))", re.IGNORECASE)
    same = re.escape(label) if len(label) == 1 else f"(?i:{re.escape(label)})"
    small = rf"|{label.lower()}(?=[).:](?!\w)|[\"')*\].]*\s*$)" if len(label) == 1 and label.isalpha() else ""
    return re.compile(rf"{left}(?:{same}(?:'(?i:{_SUFFIX})|(?!\w|'\w)){small})")


def _labels(text: str, labels: Sequence[str]) -> list[Mention]:
    found, lengths = [], set()
    for index, label in enumerate(map(fold, labels)):
        for match in _label_rule(label).finditer(text):
            start, end = match.span()
            rest = text[end:]
            if label.isdigit():
                if total := _TOTAL.match(rest):
                    lengths.add(end + total.start(1))
                if _ranges(rest, before := text[max(0, start - 20) : start], labels) or _NUMBERED.search(before):
                    continue
                if _UNIT.match(_POINT.sub(" ", rest)) or (
                    total and (total[1] not in (str(len(labels)), fold(labels[-1])) or len(labels) == 2)
                ):
                    continue
                end += total.end() if total else 0
            elif _is_word(label, match[0], text[:start], rest):
                continue
            behind = _NOUN_BEHIND.match(text, end)
            found.append(Mention(start, behind.end() if behind else end, index, "label"))
    return [m for m in found if m.start not in lengths]


def _ranges(rest: str, before: str, labels: Sequence[str]) -> bool:
    """The number is an end of a range whose other end is no label; pairs of labels are dropped later."""
    ends = (_RANGE_BEHIND.match(rest), _RANGE_BEFORE.search(before))
    return any(end[1] not in map(fold, labels) for end in ends if end)


def _is_word(label: str, found: str, before: str, rest: str) -> bool:
    """The article "A", the pronoun "I", and small letters within a sentence are not labels."""
    if found.startswith(label):
        called = _CALLED.search(before[-16:]) or _AFTER_LETTER.match(rest)
        called = called or before.lower().endswith(("an ", "the ", "letter "))
        return label in ("A", "I") and bool(_ARTICLE.match(rest)) and not called
    return len(label) == 1 and not _LOWER.search(before)


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
        if k == len(_PAIRS[0]):
            rules += [(place, rule(word)) for pair in _PAIRS for place, word in enumerate(pair)]
        rules.append((k - 1, rule(rf"{noun} (?:{words.last})|(?:{words.last}) {noun}")))
    return rules


def _places(text: str, k: int) -> list[Mention]:
    return [
        Mention(match.start(), match.end(), index, "place")
        for index, pattern in _place_rules(k)
        for match in pattern.finditer(text)
    ]


@functools.cache
def _extreme_rules() -> list[tuple[re.Pattern[str], ...]]:
    return [tuple(rule(word) for word in words.extremes) for words in LANGUAGES.values() if words.extremes]


def _extremes(text: str, labels: Sequence[str], options: Sequence[str]) -> list[Mention]:
    """The lowest, the highest and the middle mark, where it is clear which one that is."""
    last = len(options) - 1
    bare = last > 2 and all(fold(option).isdigit() for option in options[1:last])
    low, high = denies(fold(options[0])), denies(fold(options[last]))
    # On a bare scale the label is the mark, else the end that denies has the least of it.
    first = 0 if (bare and int(fold(labels[0])) < int(fold(labels[last]))) or (low and not high) else last
    sure = bare or low != high
    at = (first if sure else None, None if last % 2 or last < 2 else last // 2, last - first if sure else None)
    return [
        Mention(match.start(), match.end(), index, "place")
        for rules in _extreme_rules()
        for index, pattern in zip(at, rules, strict=True)
        if index is not None
        for match in pattern.finditer(text)
    ]


def _numbers(text: str, labels: Sequence[str]) -> list[Mention]:
    """Labels that are written as words ("seven"), where they stand first or are announced, and end there."""
    folded = [*map(fold, labels)]
    return [
        Mention(match.start(), match.end(), folded.index(value), "label")
        for language in tongues(text)
        for value, pattern in _NUMBERS[language]
        if value in folded
        for match in pattern.finditer(text)
        # "Choosing one" chooses no 1.
        if (
            value != "1"
            or not text[: match.start()].strip()
            or (language == "fa" and _NUMBER_ENDS.match(text, match.end()))
        )
        and _NUMBER_BEHIND.match(text, match.end())
        and (
            _NUMBER_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
            or (len(labels) == 10 and _OF_TEN.match(text, match.end()))
            or (value != "1" and _NUMBER_SAID.match(text, match.end()))
            or (
                _NUMBER_LAST.fullmatch(text[match.start() - 2 : match.start()])
                and not text[match.end() :].strip(" .!*")
            )
        )
    ]


def _merged(text: str, found: list[Mention]) -> list[Mention]:
    """Label and wording of one option side by side are one mention."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.index == mention.index
            and last.kind != mention.kind
            and _SAME.fullmatch(text, last.end, mention.start)
        ):
            merged[-1] = replace(last, end=mention.end, paired=True)
        elif not last or not _overlap(last, mention):
            merged.append(mention)
    return merged
