"""From what a model wrote to what the others hear: without labels, and without what it wrote for others."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from folkways.dialogues.guiding import MODERATOR_NAME

#: Labels by which models begin the turn of somebody who does not take part.
_ROLES = (MODERATOR_NAME, "User", "Assistant", "System", "Human", "AI")
_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]")
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("「", "」"))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a turn.

    Attributes:
        text: what the others hear; where `flipped`, all that was written.
        cut: something at the end was left out.
        flipped: it speaks for another from its first word.
    """

    text: str
    cut: bool = False
    flipped: bool = False


def cleaned(text: str, name: str, others: Collection[str], *, truncated: bool = False) -> Cleaned:
    """A turn without its speaker's label, up to where it goes on as another speaker.

    Args:
        text: as the model wrote it.
        name: of the speaker.
        others: names of the others.
        truncated: it stopped at the token limit; then a last sentence that was begun is left out, where there is a
            whole one before it.

    >>> cleaned("Mona: I think so. Emre: I do not.", "Mona", ["Emre"])
    Cleaned(text='I think so.', cut=True, flipped=False)
    """
    label = _label(name, [*others, *_ROLES])
    parts: list[str] = []
    begin, cut = 0, False
    for match in label.finditer(text):
        parts.append(text[begin : match.start()])
        begin = match.end()
        if match["who"].casefold() != name.casefold():
            cut = True
            break
    if not cut:
        parts.append(text[begin:])
    spoken = "".join(parts).strip()
    if cut and not spoken:
        return Cleaned(text.strip(), flipped=True)
    if truncated and not cut and (ends := list(_END.finditer(spoken))) and ends[-1].end() < len(spoken):
        spoken, cut = spoken[: ends[-1].end()], True
    return Cleaned(_unquoted(spoken), cut)


def _label(name: str, others: Collection[str]) -> re.Pattern[str]:
    """A label where a sentence could begin, with the marks that models put round it; first the speaker's own ones."""
    who = "|".join(re.escape(other) for other in sorted({name, *others}, key=lambda other: (-len(other), other)))
    place = r"(?:^|(?<=\n)|(?<=[.!?…。！？؟।\"”] )|(?<=[。！？]))[ \t]*"
    before, behind = r"[*_\[(#]*", r"(?: \([^()\n]*\))?[*_\])]* ?[:：][*_]*[ \t]*"
    own = f"(?:{before}{re.escape(name)}{behind})*"
    return re.compile(f"{place}{own}{before}(?P<who>{who}){behind}", re.IGNORECASE)


def _unquoted(text: str) -> str:
    """Without quotation marks round the whole of it."""
    for left, right in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == left and text[-1] == right and left not in inner and right not in inner:
            return inner.strip()
    return text
