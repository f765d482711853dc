"""Where a text names an option: by its label, by its wording, by its place, or by two of these at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from folkways.probes.loosely import denies
from folkways.probes.replies import LANGUAGES, every, tongues
from folkways.probes.replies.reworded import reworded
from folkways.probes.spelling import ZWNJ, fold, rule, spaced, wording_rule

_SUFFIX = rf"(?:{every('suffixes')})(?!\w)"
_OPTION = every("options")
#: Most words of a text in which other words for an option are taken for it.
_SHORT = 45

_TOTAL = rule(every("total"), r"\s*(?:{})\s*(\d+)(?!\d)")
_RANGE_BEHIND = rule(every("joins"), r"(?:\s*(?<!\w)(?:{})\s*|-)(\d+)")
_RANGE_BEFORE = rule(every("joins"), r"(?<!\d)(\d+)(?:'?\w*\s+(?:{})\s*|-)$")
_UNIT = rule(every("units"), r"(?![^\w\n]*\s-\s)[^\w.!?\n؟:,;—]*(?:{})(?!\w)")
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
    r"one|answer|statement|alternative|box|category|proposition|sentence|description|viewpoint|(?:ال)?(?:إجابة|جواب|"
    r"عبارة|رأي|مقولة|موقف|احتمال|بديل|فكرة|توجه|وصف|جملة|مستوى|خانة|فئة|تصريح|طرح)|عبارت|گزاره ?ی?|جمله ?ی?|دیدگاه|"
    r"نظر|رویکرد|حالت|ifade\w*|önerme\w*|cümle\w*"
)
# Where an ordinal is a sentence by itself, or what is taken.
_BEGINS = r"(?:\A|(?<=[.!?؟؛:\n]\s)|(?<=\n))"
_BECAUSE = "[،,] (?:because|since|لأن|چون|زیرا|چرا ?که|çünkü)"
_TAKEN = r"(?:را|رو) (?:انتخاب|ترجیح|(?:بر ?)?می ?\w+م|بزن|بنویس|ثبت)(?!\w)"
# Fewer options are no scale on which a number is high or low.
_SCALED = 7
# "The former Soviet bloc" is no option.
_BEHIND = (
    r"(?=\W*(?:$|[.,;:!?)\n—]|(?:is|was|has|would|seems|fits|describes|matches|comes|wins|it|because|since|as|for|by|"
    r"one|option|statement|view|answer|position|of)(?!\w)))"
)
_PAIRS = ((f"the former{_BEHIND}", f"the latter{_BEHIND}"), ("اولی", "دومی"))
_OF_PAIR = re.compile(rf"(?<!\w)the (?:(former)|latter){_BEHIND}", re.IGNORECASE)
_SO = "so|therefore|hence|thus|then|إذن|إذا|لذلك|لذا|پس|بنابراین|yani|öyleyse|o (?:halde|hâlde|yüzden)"
_PICKED = r"(?=\W*(?:\Z|[.!?\n،,;؛:]|(?:منها|علي|لان\w*|بلا|دون|فهو|فهي|وهو|وهي|اي|اقرب|اصدق|انسب|اصح|اصوب|ادق)(?!\w)))"
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
_NUMBER_BEFORE = re.compile(
    rf"(?:^|[.!?؟؛\n:]|(?<!\w)(?:{every('verbs', 'nouns', 'options')}|{_COMES_TO})(?!\w))"
    rf"(?:[^\w.!?]{{0,4}}(?:{every('between')}|{_SCALE})(?!\w)){{0,6}}\W{{0,4}}$",
    re.IGNORECASE,
)
_NUMBER_LAST = rule(every("namely"), r"[,،:;؛.!?؟—-]\s(?:(?:{})\s)?$")
_NUMBER_ENDS = re.compile(r"\W*(?:\Z|[.!\n])")
_NUMBER_SAID = re.compile(rf"\s+(?:{every('after')})(?!\w)", re.IGNORECASE)
_OUT_OF = re.compile(rf"\s+out of (?:{'|'.join(LANGUAGES['en'].numerals)}|\d+)(?=\W*(?:$|[.,;!\n]))", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(
    rf"\s+out of (?:{'|'.join(LANGUAGES['en'].numerals)}|\d+)(?!\w)|\W*(?:$|[.,;:!\n،؛—])|"
    rf"\s+(?:{_IS_IT})\W*(?:$|[.,;:!\n،؛—])|"
    rf"\s*(?:{every('total')})\s*(?:10|{_TEN})(?!\w)|\s+(?:because|since|as|for|لان|چون|"
    rf"çünkü)(?!\w)|"
    rf"\W+(?:{every('after', 'hedges', 'assures')})(?!\w)",
    re.IGNORECASE,
)
_OF_TEN = re.compile(rf"\s*(?:{every('total')})\s*(?:10|{_TEN})\W*(?:$|[.,;:!\n،؛—])", re.IGNORECASE)
_ENDS = {field: rule(every(field)) for field in ("lowest", "middle", "highest") if every(field)}
_EVADES = [rule(pattern) for words in LANGUAGES.values() for pattern in (words.unsure, words.withholds) if pattern]
_EVADED = re.compile(r"\W*(?:\Z|[.,،!\n]|(?:والله|بصراحه|حقيقه|صراحه|بالضبط|في الحقيقه)(?!\w))")
_SAME = rule(
    every("namely"),
    rf"[^\w.]*(?:[.][^\w.]*)?(?:(?<!\w)(?:{{}})(?!\w)[^\w.]*(?:(?:{_OPTION}|the|an?)(?!\w)[^\w.]*){{0,2}})?",
)


def _folded(pattern: str) -> str:
    return spaced(fold(pattern))


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
    numbered = all(label.isdigit() for label in labels)
    placed = [*_numbers(text, labels), *_places(text, len(options), numbered), *_ends(text, options)]
    placed += _extremes(text, labels, options)
    placed = [m for m in placed if not any(_overlap(m, o) for o in (*worded, *labelled))]
    found = sorted((*worded, *labelled, *placed), key=lambda m: m.start)
    if len(options) > len(_PAIRS[0]):
        found = sorted((*found, *_of_pair(text, found)), key=lambda m: m.start)
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
        for match in (*wording_rule(options[index]).finditer(text), *_evading(options[index], text)):
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
    if len(text.split(None, _SHORT)) <= _SHORT:
        ways = [reworded(option) for option in options]
        for index, way in enumerate(ways):
            for match in way.finditer(text) if way else ():
                said = Mention(*match.span(), index, "wording")
                within = [m for m in found if _overlap(said, m)]
                # "Agree strongly" has "agree" in it.
                shorter = all(
                    said.start <= m.start and m.end <= said.end and m.end - m.start < len(match[0]) for m in within
                )
                if shorter and sum(bool(other and other.fullmatch(text, *match.span())) for other in ways) == 1:
                    found = [*(m for m in found if m not in within), said]
    for index, head in _heads(options).items():
        match = head.search(text)
        if match and not any(m.start <= match.start(1) < m.end for m in found):
            found.append(Mention(match.start(1), match.end(1), index, "wording"))
    return found


def _evading(option: str, text: str) -> list[re.Match[str]]:
    """Other words for an option by which one says that one does not know or does not tell."""
    folded = fold(option).strip(" .")
    kinds = [evades for evades in _EVADES if evades.fullmatch(folded)]
    return [match for evades in kinds for match in evades.finditer(text) if _EVADED.match(text, match.end())]


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
    left = r"(?<![\w%$€-])(?<!\d[.,٫])(?<!(?i:n)/)"
    if label.isdigit():
        # Arabic writes "and", "so", "with" and "for" onto the number.
        left = rf"(?:{left}|(?<=[وفبل])(?<!\w[وفبل]))"
        return re.compile(rf"{left}{label}(?!\s?%|[.,٫]\d|-\d)(?:'?{_SUFFIX}|(?!\w))", re.IGNORECASE)
    same = re.escape(label) if len(label) == 1 else f"(?i:{re.escape(label)})"
    small = rf"|{label.lower()}(?=[).:](?!\w)|[\"')*\].]*\s*$)" if len(label) == 1 and label.isalpha() else ""
    return re.compile(rf"{left}(?:{same}(?:'(?i:{_SUFFIX})|(?!\w|'\w)){small})")


def _labels(text: str, labels: Sequence[str]) -> list[Mention]:
    found, lengths = [], set()
    article = "en" in tongues(text)
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
            elif _is_word(label, match[0], text[:start], rest) and (article or not match[0].startswith(label)):
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
            if words.picks:
                rules.append((place, rule(f"({name})", r"[،,:]\s(?:{})(?=\W*\Z)")))
                rules.append((place, rule(f"({name})", rf"(?<!\w)(?:{_folded(words.picks)})\W+(?:{{}}){_PICKED}")))
            if words.placed:
                rules.append((place, rule(rf"(?:{name}){words.placed}")))
            # "The first or second option" names both.
            rules.append((place, rule(rf"(?:{name})(?= (?:{words.joins}) \w+ {noun})")))
        if words.placed:
            rules.append((k - 1, rule(rf"(?:{words.last}){words.placed}")))
            if k % 2:
                rules.append((k // 2, rule(words.middle)))
            if k >= _SCALED:
                rules += [(0, rule(words.lowest)), (k - 1, rule(words.highest))]
        if k == len(_PAIRS[0]):
            rules += [(place, rule(word)) for pair in _PAIRS for place, word in enumerate(pair)]
        rules.append((k - 1, rule(rf"{noun} (?:{words.last})|(?:{words.last}) {noun}")))
        if words.picks:
            rules.append((k - 1, rule(f"({words.last})", rf"(?<!\w)(?:{_folded(words.picks)})\W+(?:{{}}){_PICKED}")))
    return rules


def _places(text: str, k: int, numbered: bool) -> list[Mention]:
    return [
        Mention(*match.span("at" if "at" in pattern.groupindex else pattern.groups), index, "place")
        for index, pattern in (*_place_rules(k), *_said_places(k, numbered))
        for match in pattern.finditer(text)
    ]


@functools.lru_cache(maxsize=32)
def _said_places(k: int, numbered: bool) -> list[tuple[int, re.Pattern[str]]]:
    """English places without a noun, where they are chosen, are all of the text, or are told from how many."""
    words = LANGUAGES["en"]
    said = [(place, name) for place, name in enumerate(words.ordinals[:k])]
    said.append((k - 1, words.last))
    if k > 2:
        said.append((k - 2, "(?:second|next)[- ]to[- ](?:the )?last|last but one|penultimate"))
    if k % 2:
        said.append(
            (k // 2, rf"(?:middle|central|mid)[- ]?(?:{words.options}|{_STATEMENT}|value|ground|of the (?:scale|road))")
        )
    if numbered:
        point = f"(?:{words.options}|value|score|mark|rating|figure|end)"
        on = r"(?: (?:possible|available))?(?: (?:on|of) (?:the|this|your) scale)?"
        said.append(
            (k - 1, rf"(?:highest|maximum|top)(?: possible)? {point}{on}|(?:very )?top of the scale|maximum|full marks")
        )
        said.append((0, rf"(?:lowest|minimum|bottom)(?: possible)? {point}{on}|(?:very )?bottom of the scale|minimum"))
    chosen = (
        rf"(?<!\w)(?:{words.verbs}|{words.nouns}|take|takes|took|be)(?!\w)(?:\W*(?:{words.between})(?!\w)){{0,4}}?\W*"
    )
    stop = r"(?=\W*(?:$|[.,;:!)\n—]| - ))"
    many = rf"(?:{'|'.join(words.numerals[1:])}|\d+|{words.options}|{_STATEMENT}s)"
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


def _of_pair(text: str, found: list[Mention]) -> list[Mention]:
    """ "The former" or "the latter" of the two options that were spoken of last."""
    pairs = []
    for match in _OF_PAIR.finditer(text):
        before = [m.index for m in found if m.end <= match.start()]
        if len(before) > 1 and before[-1] != before[-2]:
            pairs.append(Mention(*match.span(), before[-2 if match[1] else -1], "place"))
    return pairs


def _ends(text: str, options: Sequence[str]) -> list[Mention]:
    """The ends of a scale of numbers, and the middle where there is one, if they are announced or stand alone."""
    k = len(options)
    places = {"lowest": 0, "highest": k - 1} if 2 * sum(option.strip().isdigit() for option in options) > k else {}
    if k % 2:
        places["middle"] = k // 2
    return [
        Mention(match.start(), match.end(), index, "place")
        for field, index in places.items()
        for match in (_ENDS[field].finditer(text) if field in _ENDS else ())
        if _NUMBER_BEHIND.match(text, match.end())
        and _NUMBER_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
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
        # "Of the four" counts them.
        and not text[: match.start()].lower().endswith(("the ", "all ", "these ", "those "))
        and _NUMBER_BEHIND.match(text, match.end())
        and (
            _NUMBER_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
            or _OUT_OF.match(text, match.end())
            or (len(labels) == 10 and _OF_TEN.match(text, match.end()))
            or (value != "1" and _NUMBER_SAID.match(text, match.end()))
            or text[match.start() - 1 : match.start()] == "ف"
            or (
                _NUMBER_LAST.search(text[max(0, match.start() - 12) : match.start()])
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
