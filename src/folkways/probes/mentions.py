"""Where a text names an option: by its label, by its wording, by its place, or by two of these at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from folkways.probes.numerals import numerals
from folkways.probes.places import of_pair, places
from folkways.probes.replies import LANGUAGES, every, tongues
from folkways.probes.replies.reworded import reworded
from folkways.probes.scales import extremes
from folkways.probes.spelling import fold, rule, spaced, wording_rule

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
_EVADES = [rule(pattern) for words in LANGUAGES.values() for pattern in (words.unsure, words.withholds) if pattern]
_EVADED = re.compile(r"\W*(?:\Z|[.,،!\n]|(?:والله|بصراحه|حقيقه|صراحه|بالضبط|في الحقيقه)(?!\w))")
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
    said = [*places(text, len(options)), *extremes(text, labels, options)]
    placed = [Mention(*at, "label") for at in numerals(text, labels)] + [Mention(*at, "place") for at in said]
    placed = [m for m in placed if not any(_overlap(m, o) for o in (*worded, *labelled))]
    found = sorted((*worded, *labelled, *placed), key=lambda m: m.start)
    if len(options) > 2:
        pairs = [Mention(*at, "place") for at in of_pair(text, [(m.start, m.end, m.index) for m in found])]
        found = sorted((*found, *pairs), key=lambda m: m.start)
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
