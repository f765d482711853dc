"""Which option a text repeats in its own words: shortened, inflected, or with words in between."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from folkways.probes.replies.words import either
from folkways.probes.spelling import fold

_GAP = 4
_SHORT = 8
_LONG = 5
_MOST = 0.65

_SKIPPED = frozenset(
    either("a an the of to in on that this is are am be it its and i we they you he she do does would will").split("|")
)
_NEGATIONS = frozenset(
    either("not no never none neither nor hardly لا لم لن ليس ليست لست غير ولا نه نيست degil yok hic hayir").split("|")
)
_WEAK = _NEGATIONS | frozenset(
    either("very quite most people at all much my some more or who ما من الي في علي").split("|")
)
_SENTENCE = re.compile(r"[^.!?؟\n;؛]+(?=([?؟]?))")
_PREFIX = re.compile(r"^[وف]?(?:ال|بال|لل|كال|[بل](?=\w{4}))(?=\w{3})")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|ا|ه|ون|ين|ات)$")


def loosely(text: str, options: Sequence[str]) -> int | None:
    """The one option whose words a sentence of the folded text has in their order, or none.

    A denied sentence repeats no option that does not deny.

    >>> loosely("I don't trust them very much.", ["Trust somewhat", "Do not trust very much"])
    1
    >>> loosely("Maintaining order.", ["Maintaining order in the nation", "Fighting rising prices"])
    0
    >>> loosely("I do not trust anyone completely.", ["Trust completely", "Trust somewhat"])
    """
    worded = {i: words for i, option in enumerate(options) if (words := _words(option)) and not option.isdigit()}
    sentences = [words for part in _SENTENCE.finditer(text) if not part[1] and (words := _words(part[0]))]
    if not sentences or not worded:
        return None
    whole = sentences[0]
    if len(whole) <= _SHORT:
        within = [i for i, words in worded.items() if _abridges(whole, words)]
        if len(within) == 1:
            return within[0]
    found = set()
    for sentence in sentences:
        scores = {i: _matched(words, sentence) for i, words in worded.items()}
        top = max(scores.values())
        if top > 1:
            best = [i for i, score in scores.items() if score == top]
            found.add(best[0] if len(best) == 1 else -1)
    return next(iter(found)) if len(found) == 1 and -1 not in found else None


@functools.lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    plain = re.sub(r"can't|cannot", "can not", re.sub(r"won't", "will not", fold(text).lower()))
    found = re.findall(r"\w+", plain.replace("n't", " not"))
    return tuple(_ENDING.sub("", _PREFIX.sub("", word)) for word in found if word not in _SKIPPED)


def _abridges(part: Sequence[str], words: Sequence[str]) -> bool:
    """The part says what the words say in fewer of them, or is a piece of them."""
    telling = sum(word not in _WEAK for word in part)
    if telling > 1:
        return {*part} <= {*words}
    if not telling:
        rest = iter(words)
        return words[0] == part[0] and all(word in rest for word in part)
    return any(tuple(words[at : at + len(part)]) == tuple(part) for at in range(len(words) - len(part) + 1))


def _matched(option: Sequence[str], sentence: Sequence[str]) -> int:
    """How many of the option's words the sentence has, where it has enough of them close together; else 0."""
    needed = len(option) if len(option) < _LONG else _MOST * len(option)
    # In another order ("most people, one can trust them").
    best = len(option) if len(option) > 3 and {*option} <= {*sentence} and len(sentence) <= 3 * len(option) else 0
    for start, word in enumerate(sentence):
        if word not in option[:3]:
            continue
        taken, last = {word}, start
        for wanted in option[option.index(word) + 1 :]:
            window = sentence[last + 1 : last + 2 + _GAP]
            if wanted in window:
                last += 1 + window.index(wanted)
                taken.add(wanted)
        denies = _NEGATIONS & {*sentence[max(0, start - _GAP) : last + 2]}
        if len(taken) >= needed and (_NEGATIONS & {*option} <= taken) and (not denies or _NEGATIONS & {*option}):
            best = max(best, len(taken))
    return best
