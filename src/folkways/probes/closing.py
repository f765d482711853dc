"""The option with which a text that weighs several comes to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkways.probes.mentions import Mention
from folkways.probes.replies import every
from folkways.probes.spelling import rule

_FIRM = 3
_SENTENCE = re.compile(r"(?:[.!?؟](?=[\"')*\]]*(?:\s|$))|\n)[\"')*\]]*")
_TURN = rule(every("contrasts"))
_CONCEDES = rule(
    "though|although|even if|albeit|whereas|while|رغم|وإن كان|مع أن|وإن كانت|هرچند|گرچه|اگرچه|با اینکه|gerçi|"
    "her ne kadar|olsa da"
)
#: Most words behind the option in its sentence.
_BEHIND = 8
#: Most other words of a sentence that says nothing besides the option.
_BRIEF = 4


def closed(text: str, weighed: Sequence[tuple[int, Mention]], *, after: int) -> list[tuple[int, Mention]]:
    """The mentions with the last one raised to a stated choice, where the last of several sentences rests on it.

    Args:
        text: folded.
        weighed: how firmly each mention states the answer.
        after: where the last words of a refusal end; the sentence must begin behind them.
    """
    found = list(weighed)
    ends = [
        match.end()
        for match in _SENTENCE.finditer(text.rstrip(" .!*\n\"'"))
        if not any(m.start < match.start() < m.end for _, m in found)
    ]
    if len(ends) < 2 or not found:
        return found
    last = max(found, key=lambda pair: pair[1].start)
    weight, mention = last
    sentence = text[ends[-1] :]
    others = [m for w, m in found if m.start >= ends[-1] and m.index != mention.index and w]
    apart = all(
        _TURN.search(text, m.end, mention.start) and not _CONCEDES.search(text, m.end, mention.start) for m in others
    )
    if (
        weight
        and ends[-1] >= after
        and mention.start >= ends[-1]
        and apart
        and not sentence.rstrip(" \"'*)").endswith(("?", "؟"))
        and len(re.findall(r"\w+", text[mention.end :])) <= _BEHIND
    ):
        brief = len((text[ends[-1] : mention.start] + text[mention.end :]).split()) <= _BRIEF
        found[found.index(last)] = (max(weight, _FIRM + brief), mention)
    return found
