"""What a written answer says: one of the options, a refusal, a text cut short, or nothing usable.

The four classes are kept apart: a text that stopped at the token limit is not a refusal, and a refusal is not a
malformed answer. The language is found from the text, since a model that is asked in Arabic may answer in English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from folkways.probes.closing import closed
from folkways.probes.demurring import BRIEF, demur, questioned, refuses, speaks_of_it
from folkways.probes.listed import chosen
from folkways.probes.loosely import loosely
from folkways.probes.mentions import Mention, found_in
from folkways.probes.plainly import (
    alike,
    awaits,
    corrected,
    depends,
    explained,
    forced,
    lead,
    pointed,
    reasons,
    swings,
    taken_back,
    that,
    undertakes,
)
from folkways.probes.replies import DEMURS, REFUSALS, every, speaks, tongues
from folkways.probes.spelling import fold, rule
from folkways.probes.weighing import AFTER, CONTRAST, END, SHARED, weigh

_FEW = 6
_MASK = "_"
# A text that names options more often than twice this is read at both ends.
_MOST = 80
_KINDS = ("label", "place", "wording")

_GREETS = rule(every("greets"), r"\W*(?:{})(?!\w)")
_CODE = re.compile(r"(?:^|\n)\s*(?:def \w+\(|import \w+|from \w+ import|function \w+\(|public |#include|print\()")
_BABBLE = re.compile(r"(?<!\w)(\w+)(?:\s+\1(?!\w)){4}", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?<=[.!\n])\s*(?:i hope (?:this|that|it) helps|(?:please )?let me know|please (?:note|keep in mind|feel free)|"
    r"feel "
    r"free|is there anything|would you like|if you(?:'d like| would like| want| have (?:any|more)| need))(?!\w).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_ASKS = re.compile(r"(?:[^.!?؟]*[?؟])+\W*")
_SENTENCE = re.compile(r"[.!?؟\n]+(?=\s|$)")
_STOPS = re.compile(r"[\"')*]*[.!]\s")
_FINISHED = re.compile(r"[^\w?؟,،]*[.!\n]")
_TOLD = rule(
    rf"{every('options')}|scale|مقیاس|مقياس|المقياس|طیف|ölçe\w+|statements?|ifade\w*|görüş\w*|عبارة|العبارة|عبارت|"
    rf"گزاره|جمله ?ی?"
)
_IS = rule("است|هستند|هستم|هستیم", r"\s(?:{})$")
_LOOP = re.compile(r"(.{20,}?[.!?؟])(?:\s*\1)+\s*(?P<rest>.*)", re.DOTALL)
_BEGINS = re.compile(
    rf"[\W_]*(?:(?:{every('options')}|statement|عبارت|گزاره ?ي?|جمله ?ي?|العبارة)(?!\w)[\W_]*)*", re.IGNORECASE
)
_GOES_ON = rule(
    "because|since|as|for|لأن|چون|زیرا|چرا ?که|çünkü|است|هست|dir|dır", r"[^\w\s]*\s*(?:$|[^\w\s]|(?:{})(?!\w))"
)
_TURN = re.compile(rf"{END.pattern}|{CONTRAST.pattern}", re.IGNORECASE)


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
    A label that the first words announce outweighs what follows, unless later words take it back.

    >>> parse("Between 1 and 4, I say 3.", "1234", ["a", "b", "c", "d"]).index
    2
    >>> parse("٢", "1234", ["a", "b", "c", "d"]).index
    1
    >>> parse("As an AI, I cannot answer.", "12", ["Yes", "No"]).state
    'refused'
    >>> parse("My answer is 1; it is not right to judge others.", "12", ["Yes", "No"]).index
    0
    >>> parse("2'yi seçiyorum", "12", ["Evet", "Hayır"]).index
    1
    >>> parse("Well, let me think about the", "12", ["Yes", "No"], truncated=True).state
    'truncated'
    """
    clean = _said(fold(text), truncated)
    if _CODE.search(clean):
        return Parsed("truncated" if truncated else "malformed")
    found = found_in(clean, labels, options)
    loop = _LOOP.fullmatch(clean)
    if loop and not found and _ONLY_ASKS.fullmatch(loop[1]) and loop[1].startswith(loop["rest"]):
        return Parsed("malformed")
    several = len({m.index for m in found}) > 1
    named = chosen(clean, found)
    plain = _lower(clean)
    masked = _masked(clean, found)
    evasive = {i for i, option in enumerate(options) if refuses("i " + fold(option).lower())}
    offered = [m for m in named if m.index in evasive and (m.paired or m.kind == "wording")]
    of = tongues(clean)
    refusals = [
        match.span()
        for language in of
        for match in REFUSALS[language].finditer(_lower(masked))
        if not any(match.start() < m.end and m.start < match.end() for m in offered)
    ]
    if truncated and refusals:
        named = [m for m in named if not reasons(clean, m, refusals[0][1])]
    named = [*named[:_MOST], *named[_MOST:][-_MOST:]]
    if first := lead(clean, plain, named, of):
        refusals = [span for span in refusals if span[0] >= first.end]
    weighed = [(max(weigh(clean, masked, m, refusals, of), 3 if m in offered else 0), m) for m in named]
    weighed = [(max(w, 3) if w and m is first else w, m) for w, m in weighed]
    if truncated:
        weighed = [(1 if w == 3 and _unfinished(clean, m) else w, m) for w, m in weighed]
    told = max((weight for weight, _ in weighed), default=0) < 3 and len(clean.split()) > BRIEF
    if found and _ONLY_ASKS.fullmatch(clean) and (told or len({m.index for m in found}) > 2):
        return Parsed("refused" if refusals else "malformed")
    if not truncated:
        weighed = closed(clean, weighed, after=max((end for _, end in refusals), default=0))
    if (plainly := _plainly(clean, weighed, first, refusals, options)) is not None:
        return plainly
    best = max((weight for weight, _ in weighed), default=0)
    if best < 4 and not truncated and not refusals and named and alike(clean, found, after=named[-1].end):
        return Parsed("malformed")
    if best >= 3:
        return Parsed("answered", [mention.index for weight, mention in weighed if weight == best][-1])
    if refusals:
        return Parsed("truncated" if truncated and undertakes(clean, refusals[-1][1]) else "refused")
    if not truncated and alike(clean, found):
        return Parsed("malformed")
    asks = bool(_GREETS.match(clean) or _ONLY_ASKS.fullmatch(clean))
    if _ONLY_ASKS.fullmatch(clean) and several:
        return Parsed("truncated" if truncated else "malformed")
    brief = speaks(clean) or len(clean.split()) <= BRIEF
    demurs = demur([DEMURS[language] for language in of], plain, options) if brief and not truncated else -1
    body = _COURTESY.sub("", clean) if demurs >= 0 else clean
    # An offer after an answer refuses nothing.
    if body != clean and demur([DEMURS[language] for language in of], _lower(body), options) < 0:
        concluded = _concluded(body, options, [m for m in found if m.end <= len(body)])
        if concluded is not None:
            return Parsed("answered", concluded)
    spoken = _spoken(clean, weighed, truncated, demurs)
    if len(spoken) > 1 and not truncated and demurs < 0:
        spoken = _last(clean, weighed) or spoken
    repeated = (
        None
        if truncated or (several and not spoken and not named)
        else loosely(clean, options, closest=not any(weight for weight, _ in weighed), other=not spoken)
    )
    if not truncated and demurs < 0 and (concluded := _concluded(clean, options, found)) is not None:
        return Parsed("answered", concluded)
    if len(spoken) == 1 and (repeated is None or demurs >= 0 or several):
        return Parsed("answered", spoken.pop())
    if len(spoken) < 2 and repeated is not None and (spoken or repeated not in {m.index for m in found}):
        return Parsed("answered", repeated)
    if demurs >= 0 or (not truncated and speaks_of_it(clean, plain, options, of, asks, bool(found))):
        return Parsed("refused")
    return Parsed("truncated" if truncated and not _BABBLE.search(clean) else "malformed")


def _plainly(
    text: str,
    weighed: list[tuple[int, Mention]],
    first: Mention | None,
    refusals: list[tuple[int, int]],
    options: Sequence[str],
) -> Parsed | None:
    """What the text says at first sight, where it does not take it back."""
    named = [m for _, m in weighed]
    weight = next((w for w, m in weighed if m is first), 0)
    if first and weight >= 3:
        back = taken_back(text, first.end)
        later = [m for w, m in weighed if m.start > first.end and m.index != first.index and w >= weight]
        if back >= 0 and not any(m.start > first.end for m in named) and any(s >= first.end for s, _ in refusals):
            return Parsed("refused")
        if back >= 0 and (other := corrected(text, back, named)) is not None:
            return Parsed("answered", other)
        if back < 0 and weight == 4 and all(explained(text, m) for m in later):
            return Parsed("answered", first.index)
    if depends(text, named) or swings(text, named):
        return Parsed("malformed")
    if not any(w == 4 for w, _ in weighed):
        for only in (forced(text, named), pointed(text, options, named)):
            if only is not None:
                return Parsed("answered", only)
        if not any(w >= 3 for w, _ in weighed) and (chosen_one := that(text, options)) is not None:
            return Parsed("answered", chosen_one)
    if not refusals and not any(w > 3 for w, _ in weighed) and awaits(text):
        return Parsed("malformed")
    return None


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
                or (_FINISHED.match(text, m.end) and not END.search(text, 0, m.start) and speaks(text[: m.end]))
            ]
        if named:
            return {m.index for m in named} if not truncated or all(_says(text, m) for m in named) else set()
    return set()


def _concluded(text: str, options: Sequence[str], found: list[Mention]) -> int | None:
    """The option that the last of several sentences repeats in its own words, where it names none."""
    ends = [match.end() for match in _SENTENCE.finditer(text.rstrip(" .!*\n\"'"))]
    if not ends or any(m.end > ends[-1] for m in found):
        return None
    return loosely(text[ends[-1] :], options)


def _last(text: str, weighed: list[tuple[int, Mention]]) -> set[int]:
    """The one option of the last sentence, where a text weighs several in sentences before."""
    ends = [match.end() for match in _SENTENCE.finditer(text.rstrip(" .!*\n\"'"))]
    if len(ends) < 2:
        return set()
    closing = {m.index for weight, m in weighed if weight and m.start >= ends[-1]}
    return closing if len(closing) == 1 else set()


def _masked(text: str, found: list[Mention]) -> str:
    """Without the options' wordings, which may have words of a refusal ("Never justifiable, one cannot …")."""
    for mention in found:
        words = text[mention.start : mention.end]
        if mention.kind == "wording" or mention.paired:
            text = text[: mention.start] + (_MASK * len(words) if " " in words else words) + text[mention.end :]
    return text


def _lower(text: str) -> str:
    """In small letters of the same length, so that places in one text are places in the other."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _said(text: str, truncated: bool) -> str:
    """What stands outside the thought; a thought that was cut says nothing."""
    after = re.split(r"</think(?:ing)?>", text)[-1]
    open_thought = re.search(r"<think(?:ing)?>", after)
    return (after[: open_thought.start()] if open_thought and truncated else after).strip()


def _unfinished(text: str, mention: Mention) -> bool:
    """In a text that was cut, an option begins the text or the last sentence, and something else is said of it."""
    begins = _BEGINS.fullmatch(text, 0, mention.start)
    if not text[mention.end :].strip():
        return not begins and bool(_BEGINS.fullmatch(_SENTENCE.split(text[: mention.start])[-1]))
    return bool(begins) and not _GOES_ON.match(text, mention.end) and not AFTER.match(text, mention.end)


def _says(text: str, mention: Mention) -> bool:
    """In a text that was cut, an option that is spoken of is the answer only where a sentence is made of its words."""
    quoted = text[: mention.start].endswith(("'", '"'))
    sentence = _SENTENCE.split(text[: mention.start])[-1]
    told = quoted or bool(_TOLD.search(sentence))
    if mention.paired and _STOPS.match(text, mention.end):
        return True
    told = told or bool(SHARED.search(sentence))
    return mention.kind == "wording" and " " in _IS.sub("", text[mention.start : mention.end]) and not told
