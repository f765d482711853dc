"""What a written answer says: one of the options, a refusal, a text cut short, or nothing usable.

The four classes are kept apart: a text that stopped at the token limit is not a refusal, and a refusal is not a
malformed answer. The language is found from the text, since a model that is asked in Arabic may answer in English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from folkways.probes.demurring import BRIEF, demur, questioned, refuses, speaks_of_it
from folkways.probes.listed import chosen
from folkways.probes.loosely import loosely
from folkways.probes.mentions import Mention, found_in
from folkways.probes.replies import DEMURS, LANGUAGES, REFUSALS, every, speaks, tongues
from folkways.probes.spelling import fold, rule

_WINDOW = 120
_FEW = 6
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
_DENIED = rule(every("denials"), r"[^\w.!?\n؟;:—]*(?:{})(?!\w)")
_MANY = rule(every("many"), r"(?<!\w)(?:{})(?!\w)(?:[^\w,،;؛.!?؟\n]+\w+){0,6}[^\w,،;؛.!?؟\n]*$")
_CONTRAST = rule(every("contrasts"))
_COPULA = rule(
    every("nouns"),
    r"(?<!\w)(?:{})(?!\w)(?:[^\w.!?؟\n]+\w+){0,9}?\s(?:is|be|was|هو|هي)(?!\w)"
    rf"(?:{_CLAUSE}(?:{every('between', 'options')})(?!\w)){{0,2}}{_CLAUSE}$",
)
_SHARE = rule(every("shares") + "|%", r"(?<!\w)(?:{})(?:[^\w.!?؟\n]+\w+){0,6}[^\w.!?؟\n]*$")
_CLAIMS = rule(every("claims"), r"(?<!\w)(?:{})\s(?:\w+ly\s)?$")
_GREETS = rule(every("greets"), r"\W*(?:{})(?!\w)")
_CODE = re.compile(r"(?:^|\n)\s*(?:def \w+\(|import \w+|from \w+ import|function \w+\(|public |#include|print\()")
_ONLY_ASKS = re.compile(r"(?:[^.!?؟]*[?؟])+\W*")
_PARTICLE = rule(every("particles"), r"(?:{})$")
_NEVER = rule(every("never"), r"(?:{})")
_ASSENT = rule(every("yes", "no"), r"(?:{})")
_NEGATED = rule(every("negations"), r"(?<!\w)(?:{})\s+(?:\w+\s+)?$")
_LEAD = re.compile(rf"[\W_]*(?:(?:{every('options')})(?!\w)[\W_]*)*$", re.IGNORECASE)
_ALONE_BEFORE = re.compile(rf"(?:^|[\n.!?؟:>])[^\w\n]*(?:(?:{every('options')})(?!\w)[^\w\n]*)*$", re.IGNORECASE)
_ALONE_LEAD = re.compile(r"(?:^|[\n.!?؟])(?:[^\w\n,،]*\w+){0,3}[^\w\n,،]*$")
_ALONE_AFTER = re.compile(r"[^\w\n<?؟]*(?:\n|$|<)")
_CLOSING = re.compile(rf"[,;،؛:][^\w.!?؟]*(?:(?:{every('options')})(?!\w)[^\w.!?؟]*)*$", re.IGNORECASE)
_CLOSED = re.compile(r"[^\w?؟]*[.!][^\w?؟]*")
_STOP = re.compile(r"[^\w]*(?:$|[.,،؛;:!\n—]|\s-)")
_OPENING = re.compile(r"(?:[^\w.!?؟\n,;،؛]*\w+){0,4}[^\w.!?؟\n,;،؛]*")
_ENDS = re.compile(r"[^\w?؟,،]*(?:[.!\n—]|\s-|[,،] (?:in my|to me|i think|i would say|i'd say|في راي))", re.IGNORECASE)
_END = re.compile(r"[.!?؟\n]")
_BREAK = re.compile(r"[.!?؟\n,،;؛:]")
_COMMA = re.compile(r"[,،;؛—]|\s-")
_SENTENCE = re.compile(r"[.!?؟\n]+(?=\s|$)")
_DRAWN = rule(every("contrasts") + "|so|therefore|thus|hence|پس|بنابراین|لذا|إذن|لذلك|o yüzden|dolayısıyla|o halde")
_FINISHED = re.compile(r"[^\w?؟,،]*[.!\n]")
_TURN = re.compile(rf"{_END.pattern}|{_CONTRAST.pattern}", re.IGNORECASE)
# What stands before an option that is not chosen, whose it is when it is another's, and what stands behind it.
_PASSED_OVER = {
    language: (
        rule(words.aside, rf"(?<!\w)(?:{{}})(?!\w)[^\w.!?\n؟,،]*(?:(?:{every('options')})(?!\w){_CLAUSE})?$"),
        rule(words.others, r"(?<!\w)(?:{})(?!\w)(?:[^\w,،;؛.!?؟\n]+\w+){0,6}[^\w,،;؛.!?؟\n]*$"),
        rule(words.rejects, r"[^\w.!?\n؟;:,،؛—]*(?:{})(?!\w)"),
    )
    for language, words in LANGUAGES.items()
}


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
    if _CODE.search(clean):
        return Parsed("truncated" if truncated else "malformed")
    found = found_in(clean, labels, options)
    several = len({m.index for m in found}) > 1
    named = chosen(clean, found)
    plain = _lower(clean)
    evasive = {i for i, option in enumerate(options) if refuses("i " + fold(option).lower())}
    offered = [m for m in named if m.index in evasive and (m.paired or m.kind == "wording")]
    of = tongues(clean)
    refusals = [
        match.span()
        for language in of
        for match in REFUSALS[language].finditer(plain)
        if not any(match.start() < m.end and m.start < match.end() for m in offered)
    ]
    weighed = [(max(_weight(clean, m, refusals, of), 3 if m in offered else 0), m) for m in named]
    best = max((weight for weight, _ in weighed), default=0)
    if best >= 3:
        return Parsed("answered", [mention.index for weight, mention in weighed if weight == best][-1])
    if refusals:
        return Parsed("refused")
    asks = bool(_GREETS.match(clean) or _ONLY_ASKS.fullmatch(clean))
    brief = speaks(clean) or len(clean.split()) <= BRIEF
    demurs = demur([DEMURS[language] for language in of], plain, options) if brief and not truncated else -1
    spoken = _spoken(clean, weighed, truncated, demurs)
    if len(spoken) > 1 and not truncated and demurs < 0:
        spoken = _last(clean, weighed) or spoken
    repeated = (
        None
        if truncated or (several and not spoken and not named)
        else loosely(clean, options, closest=not any(weight for weight, _ in weighed))
    )
    if not truncated and demurs < 0 and (concluded := _concluded(clean, options, found)) is not None:
        return Parsed("answered", concluded)
    if len(spoken) == 1 and (repeated is None or demurs >= 0 or several):
        return Parsed("answered", spoken.pop())
    if len(spoken) < 2 and repeated is not None and (spoken or repeated not in {m.index for m in found}):
        return Parsed("answered", repeated)
    if demurs >= 0 or (not truncated and speaks_of_it(clean, plain, options, of, asks, bool(found))):
        return Parsed("refused")
    return Parsed("truncated" if truncated else "malformed")


def _spoken(text: str, weighed: list[tuple[int, Mention]], truncated: bool, demur: int) -> set[int]:
    """The options that are spoken of without being chosen, those named most firmly."""
    turn = _TURN.search(text, demur) if demur >= 0 else None
    last = turn.end() if turn else len(text)
    for weight, kinds in ((2, _KINDS), (1, ("label", "place")), (1, ("wording",))):
        named = [m for w, m in weighed if w == weight and m.kind in kinds]
        if demur >= 0:
            # "I don't see it as an option 3" refuses, "Very happy, I cannot complain" answers.
            plain = len(text.split()) <= _FEW and not questioned(text)
            # "No, I disagree. That's none of their business."
            named = [
                m
                for m in named
                if m.start > last
                or (m.kind == "wording" and (plain or " " in text[m.start : m.end]))
                or (_FINISHED.match(text, m.end) and not _END.search(text, 0, m.start) and speaks(text[: m.end]))
            ]
        if named:
            return {m.index for m in named} if not truncated or all(_says(text, m) for m in named) else set()
    return set()


def _concluded(text: str, options: Sequence[str], found: list[Mention]) -> int | None:
    """The option that the last of several sentences repeats in its own words, where it names none."""
    ends = [match.end() for match in _SENTENCE.finditer(text.rstrip(" .!*\n\"'"))]
    if len(ends) < 2 or any(m.end > ends[-1] for m in found):
        return None
    return loosely(text[ends[-1] :], options)


def _last(text: str, weighed: list[tuple[int, Mention]]) -> set[int]:
    """The one option of the last sentence, where a text weighs several in sentences before."""
    ends = [match.end() for match in _SENTENCE.finditer(text.rstrip(" .!*\n\"'"))]
    if len(ends) < 2:
        return set()
    closing = {m.index for weight, m in weighed if weight and m.start >= ends[-1]}
    return closing if len(closing) == 1 else set()


def _lower(text: str) -> str:
    """In small letters of the same length, so that places in one text are places in the other."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _said(text: str, truncated: bool) -> str:
    """What stands outside the thought; a thought that was cut says nothing."""
    after = re.split(r"</think(?:ing)?>", text)[-1]
    open_thought = re.search(r"<think(?:ing)?>", after)
    return (after[: open_thought.start()] if open_thought and truncated else after).strip()


def _weight(text: str, mention: Mention, refusals: list[tuple[int, int]], of: tuple[str, ...]) -> int:
    """How firmly this mention states the answer.

    4 the answer is announced by its name, or is the first line; 3 a choice is stated, or stands alone or first; 2 it is
    called an option; 1 it is mentioned; 0 it is set aside.
    """
    offset = max(0, mention.start - _WINDOW)
    before, after = text[offset : mention.start], text[mention.end : mention.end + _WINDOW]
    word = text[mention.start : mention.end]
    several = mention.kind != "wording" or mention.paired or " " in word
    brief = len(text.split()) <= BRIEF
    # "I never vote" names the option "Never", while "no" and, in a longer text, "never" are words like others.
    never = brief and mention.kind == "wording" and bool(_NEVER.fullmatch(word))
    particle = mention.kind == "wording" and bool(_PARTICLE.match(word)) and not never
    if particle and not _STOP.match(after):
        return 0
    if (
        never
        and not questioned(text)
        and not _BREAK.search(before)
        and all(mention.start <= start for start, _ in refusals)
    ):
        return 3
    alone = bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after))
    if any(start < mention.end and mention.start < end for start, end in refusals):
        return 0
    if _DENIED.match(after):
        return 0
    if _SHARE.search(before) and any(start >= mention.end for start, _ in refusals):
        return 0
    if announced := _NOUN.search(before) or _COPULA.search(before):
        end = _END.search(after)
        asked = end is not None and end[0] in "?؟" and not alone
        firm = not particle or not refusals or _ALONE_AFTER.match(after)
        return 4 if firm and not asked and not _within(offset + announced.start(), mention.start, refusals) else 0
    if _set_aside(before, after, alone, of):
        return 0
    first = not offset and bool(_LEAD.match(before))
    stated = _VERB.search(before)
    if _MANY.search(before) and not alone:
        return 1
    if stated and not _NEGATED.search(before[: stated.start()]):
        return 0 if _within(offset + stated.start(), mention.start, refusals) else 3
    # "No." before or after a refusal is part of it, and not the answer No.
    if refusals and (particle or _ASSENT.fullmatch(word)) and (alone or first) and not _turns(text, mention, refusals):
        return 0
    if alone:
        return 4 if first else 3
    if several and _CLOSING.search(before) and _CLOSED.fullmatch(text, mention.end):
        return 3
    opens = several and _STOP.match(after) and " " in word
    if first and not (refusals and mention.kind == "wording" and not mention.paired and not opens):
        return 3
    # "It's very bad. We can't go on like this."
    if not particle and _OPENING.fullmatch(text, 0, mention.start) and _ENDS.match(after):
        return 3
    # "I'm very happy to help" says nothing of happiness.
    if mention.kind == "wording" and " " in word and _CLAIMS.search(before) and not after.startswith(" to "):
        return 3
    if _AFTER.match(after) or (several and _turns(text, mention, refusals)):
        return 3
    return 2 if mention.paired or _OPTION.search(before) else 1


def _turns(text: str, mention: Mention, refusals: list[tuple[int, int]]) -> bool:
    """After the last words of refusal a "but" leads to this mention."""
    end = max((stop for _, stop in refusals), default=len(text))
    turn = _DRAWN if mention.paired else _CONTRAST
    return end <= mention.start and bool(turn.search(text, end, mention.start))


def _within(start: int, end: int, refusals: list[tuple[int, int]]) -> bool:
    """The announcing words belong to a refusal: "I cannot choose 2"."""
    return any(start < stop and begin < end for begin, stop in refusals)


def _set_aside(before: str, after: str, alone: bool, of: tuple[str, ...]) -> bool:
    if alone:
        return False
    end = _END.search(after)
    # "I don't trust them, why would I?" asks after the comma.
    asked = end and end[0] in "?؟" and not (_ALONE_LEAD.search(before) and _COMMA.search(after[: end.start()]))
    return bool(asked) or any(
        aside.search(before) or others.search(before) or rejects.match(after)
        for aside, others, rejects in (_PASSED_OVER[language] for language in of)
    )


def _says(text: str, mention: Mention) -> bool:
    """In a text that was cut, an option that is spoken of is the answer only where a sentence is made of its words."""
    quoted = text[: mention.start].endswith(("'", '"'))
    return mention.kind == "wording" and " " in text[mention.start : mention.end] and not quoted
