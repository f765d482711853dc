"""Which of the options that a text names it leaves open or only lists."""

from __future__ import annotations

import itertools
import re

from folkways.probes.mentions import Mention
from folkways.probes.replies import every
from folkways.probes.spelling import rule

_OPTION = every("options")
#: More options than this with nothing in between are no answer.
_BABBLE = 6

_JOIN = rule(every("joins"), rf"[\W_]*(?:(?<!\w)(?:{{}})(?!\w)|[-/~&]|\s[وف])[\W_]*(?:an? )?(?:(?:{_OPTION})\W*)?")
_HEAD = re.compile(r"(?:^|[.!;؛\n])[\s*\"'(-]*$")
_EXPLAINED = re.compile(r"[\"'*]*\s?(?::|=|-)")
_TICKED = re.compile(r"(?:\[\s?[xX*✓✔]\s?\]|\(\s?[xX*✓✔]\s?\)|[☑☒✅✔✓◉●])[\s*]*$")
_BULLET = re.compile(r"(?:^|\n)\s*[-*•]\s+[\"'*]*$")
_BRACKET = re.compile(r"\w{1,3}\)")
_OFFERED = re.compile(r"(?:[:,;]|,? (?:and|or))\s\($")
_LETTERED = re.compile(r"\w{1,2}[\"'*]*\s?[:=]")
# "Either 1 or 2" in languages that say the same word twice.
_EITHER = rule(
    "یا|چه|خواه|شاید|إما|ربما|ya|ister|ha|belki|maybe|perhaps", rf"(?<!\w)(?:{{}})\s[\"']*(?:(?:{_OPTION})\W*)?$"
)
_RATED = re.compile(r"(?:\s*\w{1,3}\s*[:=-]\s*\d{1,3}(?:\n|$)){3,}\s*")
_MEANS = rule("یعنی|means|demek")
_LINE = rule(_OPTION, r"^[\s*>(•-]*(?:(?:{})[\s*]*)?$")


def chosen(text: str, found: list[Mention]) -> list[Mention]:
    """Without ranges ("1 to 4"), open pairs ("2 or 3"), numbered lines and repeated lists of the options.

    >>> from folkways.probes.mentions import found_in
    >>> text = "Between 1 and 4, 8% say 3"
    >>> [m.index for m in chosen(text, found_in(text, "1234", ["a", "b", "c", "d"]))]
    [2]
    """
    if _RATED.fullmatch(text):
        return []
    between = [text[a.end : b.start] for a, b in itertools.pairwise(found)]
    alone = bool(found) and not re.search(r"\w", "".join([text[: found[0].start], *between, text[found[-1].end :]]))
    bare = alone and all(m.kind == "label" and not m.paired for m in found)
    if alone and len({m.index for m in found}) > 1 and (bare or len(found) > _BABBLE):
        return []
    ticked = [m for m in found if _TICKED.search(text, 0, m.start)]
    if len({m.index for m in ticked}) == 1 and len({m.index for m in found}) > 2:
        return ticked[:1]
    dropped = _numbered_lines(text, found)
    chain: list[int] = []
    joined = linked = False
    for at, mention in enumerate(found):
        before = found[at - 1] if at else None
        gap = text[before.end : mention.start] if before else ""
        differ = before is not None and before.index != mention.index
        join = differ and bool(_JOIN.fullmatch(gap))
        listed = differ and bool(re.fullmatch(r"[\s\"'*()]*[,،;؛.|]?[\s\"'*()-]*(?:an? )?", gap))
        alike = before is not None and before.kind == mention.kind and before.paired == mention.paired
        said = text[max(0, before.start - 30) : before.start] if before else ""
        if differ and _EITHER.search(gap) and _EITHER.search(said) and not re.search(r"[.!?؟\n]", gap):
            dropped |= {at - 1, at}
        # In "from 1 to 10, 7" the comma ends the range.
        if join or (listed and alike and not linked):
            chain.append(at)
            joined |= join or (mention.paired and mention.index == found[at - 1].index + 1)
            linked = join
        else:
            dropped |= set(chain) if _open(chain, joined) else set()
            chain, joined, linked = [at], False, False
    dropped |= set(chain) if _open(chain, joined) else set()
    return [mention for at, mention in enumerate(found) if at not in dropped]


def _open(chain: list[int], joined: bool) -> bool:
    return len(chain) > 1 and (joined or len(chain) > 2)


def _explained(text: str, mention: Mention) -> bool:
    return bool(_EXPLAINED.match(text, mention.end) or _LETTERED.match(text, mention.start))


def _numbered_lines(text: str, found: list[Mention]) -> set[int]:
    """Lines that begin with the first label, the second, and so on, or sentences so: a list, whatever it lists."""
    run: list[int] = []
    lists: set[int] = set()
    explained = [
        at for at, m in enumerate(found) if _HEAD.search(text[max(0, m.start - 20) : m.start]) and _explained(text, m)
    ]
    if len({found[at].index for at in explained}) > 2:
        lists |= set(explained)
    bracketed = [
        at
        for at, m in enumerate(found)
        if m.kind == "label" and _BRACKET.match(text, m.start) and text[m.start - 1 : m.start] != "("
    ]
    meant = [at for at, m in enumerate(found) if m.paired and _MEANS.search(text, m.start, m.end)]
    if len(meant) > 1 and [found[at].index for at in meant] == [*range(len(meant))]:
        lists |= set(meant)
    offered = [
        at
        for at, m in enumerate(found)
        if m.kind == "label" and not m.paired and _OFFERED.search(text[: m.start]) and text[m.end : m.end + 1] == ")"
    ]
    if len(offered) > 2 and [found[at].index for at in offered] == [*range(len(offered))]:
        lists |= set(offered)
    if len(bracketed) > 2 and [found[at].index for at in bracketed] == [*range(len(bracketed))]:
        lists |= set(bracketed)
    bulleted = [at for at, m in enumerate(found) if _BULLET.search(text[max(0, m.start - 20) : m.start])]
    if len(bulleted) > 2 and [found[at].index for at in bulleted] == [*range(len(bulleted))]:
        lists |= set(bulleted)
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
