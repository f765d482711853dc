"""What a written answer says: one of the options, a refusal, a text cut short, or nothing usable.

The four classes are kept apart: a text that stopped at the token limit is not a refusal, and a refusal is not a
malformed answer. The rules of all languages hold together, since a model that is asked in Arabic may answer in English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from folkways.probes.mentions import Mention, mentions
from folkways.probes.replies import REFUSAL, every
from folkways.probes.spelling import fold, rule

_WINDOW = 120
_KINDS = ("label", "place", "wording")

_CLAUSE = r"[^\w.!?\n؟]*"
_FILLED = rf"(?:{{gap}}(?<!\w)(?:{every('between', 'options')})(?!\w))*{{gap}}$"
_NOUN = rule(every("nouns"), r"(?<!\w)(?:{})(?!\w)" + _FILLED.replace("{gap}", r"[^\w.!?؟]*"))
_VERB = rule(every("verbs"), r"(?<!\w)(?:{})(?!\w)" + _FILLED.replace("{gap}", _CLAUSE))
_OPTION = rule(every("options"), r"(?<!\w)(?:{})(?!\w)" + _CLAUSE + "$")
_AFTER = rule(
    every("after"),
    rf"[^\w.!?\n؟,;،؛:]*(?:(?:{every('options', 'between')}|را)(?!\w)[^\w.!?\n؟,;،؛:]*)*(?:{{}})(?!\w)",
)
_ASIDE = rule(every("aside"), rf"(?<!\w)(?:{{}})(?!\w){_CLAUSE}(?:(?:{every('options')})(?!\w){_CLAUSE})?$")
_OTHERS = rule(every("others"), r"(?<!\w)(?:{})(?!\w)(?:[^\w,،;؛.!?؟\n]+\w+){0,6}[^\w,،;؛.!?؟\n]*$")
_REJECTS = rule(every("rejects"), r"[^\w.!?\n؟;:]*(?:{})(?!\w)")
_DENIED = rule(every("denials"), r"[^\w.!?\n؟;:]*(?:{})(?!\w)")
_PARTICLE = rule(every("particles"), r"(?:{})$")
_NEGATED = rule(every("negations"), r"(?<!\w)(?:{})\s+(?:\w+\s+)?$")
_LEAD = re.compile(rf"[\W_]*(?:(?:{every('options')})(?!\w)[\W_]*)*$", re.IGNORECASE)
_ALONE_BEFORE = re.compile(rf"(?:^|[\n.!?؟:>])[^\w\n]*(?:(?:{every('options')})(?!\w)[^\w\n]*)*$", re.IGNORECASE)
_ALONE_AFTER = re.compile(r"[^\w\n<?؟]*(?:\n|$|<)")
_STOP = re.compile(r"[^\w]*(?:$|[.,،؛;:!\n])")
_END = re.compile(r"[.!?؟\n]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The class of a text, and the place of the option that it names (0-based), where it names one."""

    state: str
    index: int | None = None


def parse(text: str, labels: Sequence[str], options: Sequence[str], *, truncated: bool = False) -> Parsed:
    """Read an answer.

    Args:
        text: what the model wrote; a `<think>` part is passed over.
        labels: the labels shown, place by place.
        options: the options' wording, place by place.
        truncated: the text stopped at the token limit.

    An announced answer counts most ("Answer: 2"), then a stated choice or a line of its own, of several the last;
    then the one option that is spoken of at all. A text that refuses is answered only where it also states an answer.

    >>> parse("Between 1 and 4, I say 3.", "1234", ["a", "b", "c", "d"]).index
    2
    >>> parse("٢", "1234", ["a", "b", "c", "d"]).index
    1
    >>> parse("As an AI, I cannot answer.", "12", ["Yes", "No"]).state
    'refused'
    >>> parse("2'yi seçiyorum", "12", ["Evet", "Hayır"]).index
    1
    >>> parse("Well, let me think about the", "12", ["Yes", "No"], truncated=True).state
    'truncated'
    """
    clean = _said(fold(text), truncated)
    refusals = [match.span() for match in REFUSAL.finditer(clean)]
    evasive = {i for i, option in enumerate(options) if REFUSAL.search("I " + fold(option))}
    weighed = [
        (_weight(clean, mention, refusals, mention.index in evasive), mention)
        for mention in mentions(clean, labels, options)
    ]
    best = max((weight for weight, _ in weighed), default=0)
    if best >= 3:
        return Parsed("answered", [mention.index for weight, mention in weighed if weight == best][-1])
    if refusals:
        return Parsed("refused")
    rest = Parsed("truncated" if truncated else "malformed")
    for weight, kinds in ((2, _KINDS), (1, ("label", "place")), (1, ("wording",))):
        named = [m for w, m in weighed if w == weight and m.kind in kinds]
        if named:
            one = len({m.index for m in named}) == 1 and (not truncated or all(_says(clean, m) for m in named))
            return Parsed("answered", named[0].index) if one else rest
    return rest


def _said(text: str, truncated: bool) -> str:
    """What stands outside the thought; a thought that was cut says nothing."""
    after = re.split(r"</think(?:ing)?>", text)[-1]
    open_thought = re.search(r"<think(?:ing)?>", after)
    return (after[: open_thought.start()] if open_thought and truncated else after).strip()


def _weight(text: str, mention: Mention, refusals: list[tuple[int, int]], evasive: bool) -> int:
    """How firmly this mention states the answer.

    4 the answer is announced by its name, or is the first line; 3 a choice is stated, or stands alone or first; 2 it is
    called an option; 1 it is mentioned; 0 it is set aside.
    """
    offset = max(0, mention.start - _WINDOW)
    before, after = text[offset : mention.start], text[mention.end : mention.end + _WINDOW]
    word = text[mention.start : mention.end]
    particle = mention.kind == "wording" and bool(_PARTICLE.match(word))
    if particle and not _STOP.match(after):
        return 0
    alone = bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after))
    if evasive and mention.kind == "wording":
        return 3
    if any(start < mention.end and mention.start < end for start, end in refusals):
        return 0
    if _DENIED.match(after):
        return 0
    if announced := _NOUN.search(before):
        end = _END.search(after)
        asked = end is not None and end[0] in "?؟" and not alone
        firm = not particle or not refusals or _ALONE_AFTER.match(after)
        return 4 if firm and not asked and not _within(offset + announced.start(), mention.start, refusals) else 0
    if _set_aside(before, after, alone):
        return 0
    first = not offset and bool(_LEAD.match(before))
    if refusals and mention.kind == "wording" and not mention.paired and " " not in word and (alone or first):
        return 0
    if alone:
        return 4 if first else 3
    stated = _VERB.search(before)
    if stated and not _NEGATED.search(before[: stated.start()]):
        return 0 if _within(offset + stated.start(), mention.start, refusals) else 3
    if first and not (refusals and mention.kind == "wording" and not mention.paired):
        return 3
    if _AFTER.match(after):
        return 3
    return 2 if mention.paired or _OPTION.search(before) else 1


def _within(start: int, end: int, refusals: list[tuple[int, int]]) -> bool:
    """The announcing words belong to a refusal: "I cannot choose 2"."""
    return any(start < stop and begin < end for begin, stop in refusals)


def _set_aside(before: str, after: str, alone: bool) -> bool:
    end = _END.search(after)
    if alone:
        return False
    return bool((end and end[0] in "?؟") or _ASIDE.search(before) or _OTHERS.search(before) or _REJECTS.match(after))


def _says(text: str, mention: Mention) -> bool:
    """In a text that was cut, an option that is spoken of is the answer only where a sentence is made of its words."""
    quoted = text[: mention.start].endswith(("'", '"'))
    return mention.kind == "wording" and " " in text[mention.start : mention.end] and not quoted
