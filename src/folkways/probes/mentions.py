"""Where a text names an option: by its label, by its wording, by its place, or by two of these at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from folkways.probes.replies import LANGUAGES, every
from folkways.probes.spelling import fold, rule, wording_rule

_SUFFIX = rf"(?:{every('suffixes')})(?!\w)"
_OPTION = every("options")

_JOIN = rule(every("joins"), rf"[\W_]*(?:(?<!\w)(?:{{}})(?!\w)|[-/~&])[\W_]*(?:(?:{_OPTION})\W*)?")
_TOTAL = rule(every("total"), r"\s*(?:{})\s*(\d+)(?!\d)")
_UNIT = rule(every("units"), r"[^\w.!?\n؟:,]*(?:{})(?!\w)")
_NOUN_BEHIND = re.compile(rf"[.]?['\"]*\s*(?:numarali\s*)?(?:{_OPTION})(?!\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"\s+[a-z]")
_AFTER_LETTER = rule(every("joins", "options", "after") + "|is|because|since|seems|çünkü", r"\s+(?:{})(?!\w)")
_LOWER = re.compile(r"(?:^|[\n:(\"'*\[])\s*$|(?<!\w)(?:is|option|answer|choose|pick|say)\s*$", re.IGNORECASE)
_LINE = re.compile(r"^[\s*>(-]*$")


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


def mentions(text: str, labels: Sequence[str], options: Sequence[str]) -> list[Mention]:
    """The options that a folded text names, in order, without numbers that count something else.

    Ranges ("1 to 4"), open pairs ("2 or 3") and repeated lists of the options name nothing.

    >>> [m.index for m in mentions("Between 1 and 4, 8% say 3", "1234", ["a", "b", "c", "d"])]
    [2]
    """
    worded = _wordings(text, labels, options)
    labelled = [m for m in _labels(text, labels) if not any(w.start <= m.start < w.end for w in worded)]
    placed = [m for m in _places(text, len(options)) if not any(_overlap(m, o) for o in (*worded, *labelled))]
    found = sorted((*worded, *labelled, *placed), key=lambda m: m.start)
    return _chosen(text, _merged(text, found))


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
    return found


@functools.lru_cache(maxsize=256)
def _label_rule(label: str) -> re.Pattern[str]:
    left = r"(?<![\w%$€-])(?<!\d[.,])"
    if label.isdigit():
        # Arabic writes "and", "so", "with" and "for" onto the number.
        left = rf"(?:{left}|(?<=[وفبل])(?<!\w[وفبل]))"
        return re.compile(rf"{left}{label}(?!\s?%|[.,]\d|-\d)(?:'?{_SUFFIX}|(?!\w))", re.IGNORECASE)
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
                if _UNIT.match(rest) or (total and (total[1] != str(len(labels)) or len(labels) == 2)):
                    continue
                end += total.end() if total else 0
            elif _is_word(label, match[0], text[:start], rest):
                continue
            behind = _NOUN_BEHIND.match(text, end)
            found.append(Mention(start, behind.end() if behind else end, index, "label"))
    return [m for m in found if m.start not in lengths]


def _is_word(label: str, found: str, before: str, rest: str) -> bool:
    """The article "A", the pronoun "I", and small letters within a sentence are not labels."""
    if found.startswith(label):
        return label in ("A", "I") and bool(_ARTICLE.match(rest)) and not _AFTER_LETTER.match(rest)
    return len(label) == 1 and not _LOWER.search(before)


@functools.lru_cache(maxsize=32)
def _place_rules(k: int) -> list[tuple[int, re.Pattern[str]]]:
    rules = []
    for words in LANGUAGES.values():
        noun = f"(?:{words.options})"
        for place, (name, number) in enumerate([*zip(words.ordinals, words.numerals, strict=True)][:k]):
            # "One option" is any of them, "option one" is the first.
            either = f"(?:{name}|{number})"
            rules.append((place, rule(rf"{noun} {either}|(?:{name}) {noun}|\A\W*{either}\W*\Z")))
        rules.append((k - 1, rule(rf"{noun} (?:{words.last})|(?:{words.last}) {noun}")))
    return rules


def _places(text: str, k: int) -> list[Mention]:
    return [
        Mention(match.start(), match.end(), index, "place")
        for index, pattern in _place_rules(k)
        for match in pattern.finditer(text)
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
            and re.fullmatch(r"[^\w.]*[.]?[^\w.]*", text[last.end : mention.start])
        ):
            merged[-1] = replace(last, end=mention.end, paired=True)
        elif not last or not _overlap(last, mention):
            merged.append(mention)
    return merged


def _chosen(text: str, found: list[Mention]) -> list[Mention]:
    """Without ranges, open pairs, numbered lines and lists of the options."""
    dropped = _numbered_lines(text, found)
    chain: list[int] = []
    joined = False
    for at, mention in enumerate(found):
        before = found[at - 1] if at else None
        gap = text[before.end : mention.start] if before else ""
        differ = before is not None and before.index != mention.index
        join = differ and bool(_JOIN.fullmatch(gap))
        listed = differ and bool(re.fullmatch(r"[\s\"'*()]*[,،;؛.|]?[\s\"'*()-]*", gap))
        if join or (listed and before is not None and before.kind == mention.kind and before.paired == mention.paired):
            chain.append(at)
            joined |= join or (mention.paired and mention.index == found[at - 1].index + 1)
        else:
            dropped |= set(chain) if _open(chain, joined) else set()
            chain, joined = [at], False
    dropped |= set(chain) if _open(chain, joined) else set()
    return [mention for at, mention in enumerate(found) if at not in dropped]


def _open(chain: list[int], joined: bool) -> bool:
    return len(chain) > 1 and (joined or len(chain) > 2)


def _numbered_lines(text: str, found: list[Mention]) -> set[int]:
    """Lines that begin with the first label, the second, and so on: a list, whatever it lists."""
    run: list[int] = []
    lists: set[int] = set()
    for at, mention in enumerate(found):
        head = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
        if mention.kind != "label" or not _LINE.match(head):
            continue
        if mention.index == len(run):
            run.append(at)
        else:
            run = [at] if mention.index == 0 else []
        if len(run) > 1:
            lists |= set(run)
    return lists
