"""Answers that are stated at first sight, whatever words of a refusal or of the topic follow them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from folkways.probes.loosely import loosely
from folkways.probes.mentions import Mention
from folkways.probes.replies import REFUSALS, every, speaks
from folkways.probes.replies.plain import PLAIN
from folkways.probes.replies.stated import ALIKE, STATED
from folkways.probes.spelling import fold, rule, spaced
from folkways.probes.weighing import AFTER

_NEAR = 100
_MOST = 4
_FIRST = 90
_SHORT = 200


def _all(field: str) -> str:
    return "|".join(spaced(fold(getattr(words, field))) for words in PLAIN.values())


_ONLY = re.compile(rf"(?<!\w)(?:{_all('only')})(?!\w)", re.IGNORECASE)
_STATED = re.compile(rf"(?<!\w)(?:{'|'.join(spaced(fold(words)) for words in STATED.values())})", re.IGNORECASE)
_ALIKE = rule(ALIKE)
_HELLO = rule(
    "hi|hello|hey|merhaba|selam|سلام|مرحبا|أهلا|السلام علیکم|السلام عليكم",
    r"\A\W*(?:{})(?: \w+)?\s?[!.،,]+\s*",
)
_BACK = re.compile(r"\W*(?:(?:so|and|therefore|thus|yes|پس|و|بله|یعنی|نعم|إذن|işte|evet|yani)\W+)?", re.IGNORECASE)
_VOICED = re.compile(
    rf"(?<!\w)[وف]?(?:{_all('voiced')})\s?:[\W_]*(?:(?:{every('options')})(?!\w)[\W_]*)?$",
    re.IGNORECASE,
)
_REPENTS = re.compile(rf"(?<!\w)(?:{_all('repents')})(?!\w)", re.IGNORECASE)
_DEPENDS = re.compile(rf"(?<!\w)(?:{_all('depends')})(?!\w)", re.IGNORECASE)
_THAT = re.compile(rf"(?<!\w)(?:{_all('that')})(?!\w)", re.IGNORECASE)
_UNDERTAKES = re.compile(
    "|".join(rf"(?<!\w)[وف]?(?:{spaced(fold(w.undertakes))})" for w in PLAIN.values() if w.undertakes)
)
_SWINGS = re.compile(
    "|".join(rf"(?<!\w)(?:{spaced(fold(w.swings))})" for w in PLAIN.values() if w.swings), re.IGNORECASE
)
_AWAITS = re.compile(rf"(?<!\w)(?:{_all('awaits')})(?!\w)", re.IGNORECASE)
_EXPLAINS = re.compile(rf"(?<!\w)(?:{_all('explains')})\W*(?:{every('options')}|\W)*$", re.IGNORECASE)
_ENDED = re.compile(r"[\"')*\]]*\s?(?:است|هست|ه|dir|dur)?[\"')*\]]*\s*(?:$|[.,،؛;:!\n—(]|-\s)")
_BROKEN = re.compile(r"[.!?؟\n;؛]")
_SENTENCES = re.compile(r"(?<=[.!?؟\n])\s+")
_THEN = re.compile(
    rf"\W*(?:(?:{every('between', 'options', 'nouns', 'verbs')}|بل|rather|actually|make|to|i|mean|"
    rf"meant)(?!\w)\W*){{0,6}}",
    re.IGNORECASE,
)
_SAYS = rule(
    every("nouns", "verbs")
    + "|(?:option|one|number) (?:that|which)|الخيار الذي|الرقم الذي|گزینه ای که|bana (?:uyan|göre)",
    r"(?<!\w)(?:{})(?!\w)",
)


def lead(text: str, plain: str, named: Sequence[Mention], of: Sequence[str]) -> Mention | None:
    """The label or place that the first words announce or choose, none of which refuses."""
    first = next(iter(named), None)
    if not first or first.start > _FIRST or (first.kind == "wording" and not first.paired):
        return None
    before = _HELLO.sub("", text[: first.start])
    chosen = AFTER.match(text, first.end)
    if _BROKEN.search(before) or not (chosen or _ENDED.match(text, first.end)):
        return None
    if re.search(r"\w", before) and not chosen and not _SAYS.search(before):
        return None
    end = chosen.end() if chosen else first.end
    refused = any(REFUSALS[language].search(plain, 0, end) for language in of)
    return None if refused else first


def taken_back(text: str, start: int) -> int:
    """Where words end that take back what was said; -1 without."""
    return max((match.end() for match in _REPENTS.finditer(text, start)), default=-1)


def corrected(text: str, back: int, named: Sequence[Mention]) -> int | None:
    """The option that follows at once on words that take back another one."""
    following = next((m for m in named if m.start >= back), None)
    if following and _THEN.fullmatch(text, back, following.start) and _ENDED.match(text, following.end):
        return following.index
    return None


def explained(text: str, mention: Mention) -> bool:
    """A heading of an explanation stands before: "Reasons for the choice: - Option 1"."""
    return bool(_EXPLAINS.search(text[max(0, mention.start - _NEAR) : mention.start]))


def forced(text: str, named: Sequence[Mention]) -> int | None:
    """The option besides which nothing can be said, or that follows "I answer from the point of view of …:"."""
    for mention in (*named[:_MOST], *named[_MOST:][-_MOST:])[::-1]:
        before = text[max(0, mention.start - _NEAR) : mention.start]
        after = text[mention.end : mention.end + _NEAR]
        before = re.split(r"[.!?؟\n]", before)[-1]
        after = re.split(r"[.!?؟\n]", after)[0]
        if _ONLY.search(f"{before}§{after}") or _STATED.search(f"{before}§{after}"):
            return mention.index
        if mention.kind != "wording" and _VOICED.search(before) and _ENDED.match(after):
            return mention.index
    return None


def that(text: str, options: Sequence[str]) -> int | None:
    """The option whose words stand in the sentence that says "I choose that"."""
    for sentence in reversed(_SENTENCES.split(text)[-4:]):
        if match := _THAT.search(sentence):
            return loosely(sentence[: match.start()], options)
    return None


def pointed(text: str, options: Sequence[str], named: Sequence[Mention]) -> int | None:
    """The option that was spoken of last before a sentence "That's the one I'd pick"."""
    starts = [0, *(at.end() for at in _SENTENCES.finditer(text))]
    for last, begin in reversed([*itertools.pairwise(starts)][-_MOST:]):
        match = _THAT.search(text, begin, begin + _NEAR)
        if match and _BACK.fullmatch(text, begin, match.start()):
            before = [m for m in named if last <= m.start < begin]
            return before[-1].index if before else loosely(text[last:begin], options)
    return None


def alike(text: str, found: Sequence[Mention], *, after: int = 0) -> bool:
    """A short text says of two options, in words behind this place, that they are chosen alike."""
    return len({m.index for m in found}) == 2 and len(text) < _SHORT and bool(_ALIKE.search(text, after))


def depends(text: str, named: Sequence[Mention]) -> bool:
    """One sentence leaves several options to several kinds of people, and none is named after it."""
    match = _DEPENDS.search(text)
    several = {m.index for m in named if match and m.start > match.end()}
    if not match or len(several) < 2 or any(m.start < match.end() for m in named):
        return False
    between = text[match.end() : named[-1].start]
    # The ending of "1'i seçer" is no first person.
    return not re.search(r"[.!?؟\n]\s", between[2:]) and not speaks(re.sub(r"'\w+", "", between))


def swings(text: str, named: Sequence[Mention]) -> bool:
    """One sentence chooses one option at times and another at others, and nothing is named after it."""
    return any(
        match.end() >= named[-1].end and len({m.index for m in named if match.start() <= m.start}) > 1
        for match in (_SWINGS.finditer(text) if named else ())
    )


def undertakes(text: str, start: int) -> bool:
    """Words behind this place say that an answer will follow."""
    return bool(_UNDERTAKES.search(text, start))


def awaits(text: str) -> bool:
    """The text asks for the question."""
    return len(text) < 300 and bool(_AWAITS.search(text))


def reasons(text: str, mention: Mention, end: int) -> bool:
    """The mention numbers the first of the reasons that follow words of a refusal."""
    head = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return (
        mention.kind == "label"
        and mention.index == 0
        and mention.start > end
        and not re.search(r"\w", head)
        and bool(re.match(r"[.):-]", text[mention.end :]))
    )
