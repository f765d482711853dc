"""Norms out of what a model wrote: lists of any kind, whatever stands around them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from folkways.probes.parse import parse
from folkways.probes.replies import speaks
from folkways.probes.spelling import fold

#: Words of a norm; a shorter item is a heading, a longer one no single sentence.
FEWEST, MOST = 4, 50

# `\d` takes the digits of every script. A word before the number is "Norm 1:", "هنجار ۱:".
_NUMBER = r"(?:(?:\w+\s+)?#?\(?\d{1,3}\s*[.):\-–—،٫、]+|\(\d{1,3}\))"
_NUMBERED = re.compile(rf"^\s*(?:[-*•]\s+)?[*_#\s]*{_NUMBER}[*_]*\s*(?P<said>\S.*)$")
_BULLET = re.compile(r"^(?P<inset>\s*)(?:[-+•●▪◦‣·–—]|\*(?!\*))\s+(?P<said>\S.*)$")
_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
_JSON = re.compile(r"^\s*[\[{]\s*[\[{\"]", re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)+)"(?!\s*:)')
_HEADING = re.compile(r"^(?:\*\*|__)(?P<head>[^*_]{1,60})(?:\*\*|__)\s*[:：.\-–—]?\s*(?P<rest>.*)$")
_LABEL = re.compile(r"^(?P<head>[^:.!?]{1,40}):\s+(?P<rest>\S.*)$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.!?؟])[*_](?!\w)|`")
_QUOTES = "\"'“”„«»‘’"
_ENDS = (".", "!", "?", "؟", "。", "…")
_STOP = re.compile(r"(?<=[.!?؟。])[\"'”»’)]*\s+(?=\S)")
# A stop behind these ends no sentence; nor does one behind a single letter ("U.S.").
_SHORT = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|dr|mr|mrs|st|vb|örn|bkz|\w|\w\.\w)\.$", re.IGNORECASE)
_KEYS = ("norm", "text", "sentence", "statement", "description")


@dataclass(frozen=True, slots=True)
class Written:
    """What was read in one text.

    Attributes:
        norms: one sentence each, in the order written.
        refused: the text declines and holds no norm.
        dropped: reason → number of items that are no norms.
    """

    norms: tuple[str, ...]
    refused: bool = False
    dropped: Mapping[str, int] = field(default_factory=dict)


def read_norms(text: str, *, truncated: bool = False, shown: Sequence[str] = ()) -> Written:
    """The norms in a text.

    Numbered lists, lists with bullets, JSON lists of strings or of objects, and bare lines are read; where items are
    numbered, the lines around them are not taken for norms. Of an item with an explanation its first sentence is kept,
    and of one with a bold or short heading what stands behind it.

    Args:
        text: as the model wrote it.
        truncated: it stopped at the token limit: its last item is dropped unless it ends in a full stop.
        shown: wordings of the questions and options in the prompt: an item that repeats one is no norm.

    >>> read_norms("So:\\n1. **Family:** People put their family first. It is dear to them.\\n2. People pray.")
    Written(norms=('People put their family first.',), refused=False, dropped={'too short': 1})
    """
    body = text.rpartition("</think>")[2] if "</think>" in text else text
    body = _FENCE.sub("", body).strip()
    found_json = _of_json(body)
    items, whole = (_of_lines(body), False) if found_json is None else found_json
    cut = truncated and bool(items) and not body.rstrip(_QUOTES + "*_ ]},\n").endswith(_ENDS)
    found: dict[str, str] = {}
    dropped: Counter[str] = Counter()
    if cut:
        items = items if whole else items[:-1]
        dropped["cut off"] += 1
    said = [_plain(wording) for wording in shown]
    for item in items:
        sentence = _sentence(item)
        key = _plain(sentence)
        reason = _fault(sentence, key, said)
        if reason is None and key in found:
            reason = "said twice"
        if reason is not None:
            dropped[reason] += 1
            continue
        found[key] = sentence
    refused = not found and bool(body) and _refuses(body)
    return Written(tuple(found.values()), refused, dict(dropped))


def _of_json(body: str) -> tuple[list[str], bool] | None:
    """The items of a JSON list, and whether each is whole whatever was cut; None where the text is no JSON."""
    start = _JSON.search(body)
    if start is None or any(_NUMBERED.match(line) for line in body[: start.start()].splitlines()):
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(body[start.start() :].lstrip())
    except ValueError:
        value = _QUOTED.findall(body[start.start() :])
    items = _strings(value)
    return (items, True) if items else None


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    if isinstance(value, dict):
        named = [value[key] for key in _KEYS if key in value]
        return [text for part in (named or value.values()) for text in _strings(part)]
    return []


def _of_lines(body: str) -> list[str]:
    """The items of a list; the lines of a text without one."""
    lines = body.splitlines()
    numbered = [match["said"] if (match := _NUMBERED.match(line)) else None for line in lines]
    if any(numbered):
        return _joined(lines, numbered)
    bullets = [match["said"] if (match := _BULLET.match(line)) else None for line in lines]
    if any(bullets):
        return _joined(lines, bullets)
    return [line for line in lines if line.strip()]


def _joined(lines: Sequence[str], said: Sequence[str | None]) -> list[str]:
    """Each item with the lines that go on with it: those that follow at once, and after a heading the next one."""
    items: list[str] = []
    goes_on = False
    for line, start in zip(lines, said, strict=True):
        if start is not None:
            items.append(start)
            goes_on = True
        elif not line.strip():
            goes_on = goes_on and _only_heading(items[-1])
        elif goes_on and not items[-1].rstrip(_QUOTES + "*_ ").endswith(_ENDS):
            bullet = _BULLET.match(line)
            items[-1] += " " + (bullet["said"] if bullet else line.strip())
        else:
            goes_on = False
    return items


def _only_heading(item: str) -> bool:
    return len(item.split()) < FEWEST or item.rstrip("*_ ").endswith(":")


def _sentence(item: str) -> str:
    """The first sentence of an item, without heading, marks and quotes around it."""
    text = item.strip()
    for pattern in (_HEADING, _LABEL):
        match = pattern.match(text)
        if match and len(match["rest"].split()) >= FEWEST:
            text = match["rest"]
    text = " ".join(_EMPHASIS.sub("", text).split()).strip()
    if text and text[0] in _QUOTES and text.rstrip(".")[-1:] in _QUOTES:
        text = text.strip(_QUOTES) if text[-1] in _QUOTES else text.rstrip(".").strip(_QUOTES) + "."
    for stop in _STOP.finditer(text):
        if not _SHORT.search(text[: stop.start()]):
            return text[: stop.end()].strip()
    return text


def _fault(sentence: str, key: str, shown: Sequence[str]) -> str | None:
    """Why an item is no norm; None where it is one."""
    words = sentence.split()
    if len(words) < FEWEST:
        return "too short"
    if len(words) > MOST:
        return "too long"
    if any(key == said or (len(said.split()) > FEWEST and key.startswith(said)) for said in shown):
        return "repeats the prompt"
    if sentence.endswith((":", "?", "؟")):
        return "a heading or a question"
    # A norm is about people: an "I" offers help, hopes that it helped, or refuses.
    if speaks(fold(sentence)):
        return "in the first person"
    return None


def _refuses(text: str) -> bool:
    # The reader of survey answers knows refusals in every language; the two options stand in no text.
    return parse(text, ["1", "2"], ["\x01", "\x02"]).state == "refused"


def _plain(text: str) -> str:
    """A text for comparison: its words in lower case, without marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))
