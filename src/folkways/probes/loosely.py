"""Which option a text repeats in its own words: shortened, inflected, or with words in between."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence

from folkways.probes.replies.words import either
from folkways.probes.rewording import reworded, stem
from folkways.probes.spelling import fold

_GAP = 4
_SHORT = 8
_LONG = 5
_MOST = 0.6
_SENTENCES = 3
_BROAD = 14
_ENOUGH = 0.5
_CLEAR = 0.35
_NOT = "-"
_DENIES = re.compile(r"m[iu]yor|\wm[ae]z(?:lar)?$|^degil|^sayilm[ae]|^ن(?:مي|دار|يست|باش)")

_SKIPPED = frozenset(
    either(
        "a an the of lazim gerek gerekir olmak olmali بايد يجب لازم to in on that this is are am be it its "
        "and i we they you he she do does would will ادم فردي فرد شخص شخصي هستم هست است هستيم انسان "
        "موافقان مخالفان person kisi insan "
        "bence galiba sanirim herhalde valla vallahi iste yani tabii acikcasi maalesef elhamdulillah sukur hamdolsun "
        "ben biz ancak ama"
    ).split("|")
)
_NEGATIONS = frozenset(
    either("not no never none neither nor hardly لا لم لن ليس ليست لست غير ولا نه نيست degil yok hic hayir").split("|")
)
_WEAK = _NEGATIONS | frozenset(
    either(
        "very quite most people at all much my some more or who ما من الي في علي جدا كثيرا اطلاقا ابدا جد اطلاق"
    ).split("|")
)
# "No, I disagree" does not deny.
_ANSWERED = re.compile(r"^\W*(?:no|نه|لا|hayir|yok)\s*[,،]\s*", re.IGNORECASE)
# Persian words for the same.
_ALIKE = (
    (re.compile(r"هيچ[\s\u200c]*(?:وقت|گاه|موقع)"), "هرگز"),
    (re.compile(r"(?:مواظب|مراقب|محتاط) (?:بود|باش\w*)"), "احتياط كرد"),
    (re.compile(r"\bب?كن(?:ه|د|م|يم|ند|يد|ن)\b|\bكردن\b"), "كرد"),
    (re.compile(r"\bبسيار\b"), "خيلي"),
    (re.compile(r"\b(?:اصلا|هيچ|ابدا)\s(?:\w+\s){0,2}?اهميتي?\s(?:ندار[ده]|ن?مي\W?دهم)"), "اصلا مهم نيست"),
    (re.compile(r"\bيه\b"), "يك"),
    (re.compile(r"\b(?:دفعه|مرتبه)\b"), "بار"),
    (re.compile(r"\bتا (?:حدودي|اندازه ?اي)\b"), "تا حدي"),
    (re.compile(r"\bجواب\b"), "پاسخ"),
)
_ANNOUNCED = re.compile(
    r"^\W*(?:(?:my|the) )?(?:final )?(?:answer|response|reply|choice|selection|rating)(?: is| would be)?\s?:|"
    r"^\W*(?:i'd|i would|i|we'd|we) (?:say|answer|choose|pick|go with|go for)(?: that)?(?!\w)\W*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?؟\n;؛]+(?=([?؟]?))")


def loosely(text: str, options: Sequence[str], *, closest: bool = True, other: bool = True) -> int | None:
    """The one option whose words a sentence of the folded text has in their order, or none.

    A denied sentence repeats no option that does not deny. With `closest`, a short text that repeats none stands for
    the one that it shares the most telling words with. With `other`, so do words of the same meaning.

    >>> loosely("I don't trust them very much.", ["Trust somewhat", "Do not trust very much"])
    1
    >>> loosely("Maintaining order.", ["Maintaining order in the nation", "Fighting rising prices"])
    0
    >>> loosely("I do not trust anyone completely.", ["Trust completely", "Trust somewhat"])
    """
    text = _ANSWERED.sub("", _ANNOUNCED.sub("", text))
    place = _repeated(text, options, closest)
    if place is None and other and (same := reworded(text, options)):
        place = _repeated(*same, closest and len(text.split()) <= _SHORT)
    return place


def _repeated(text: str, options: Sequence[str], closest: bool) -> int | None:
    worded = {i: words for i, option in enumerate(options) if (words := _words(option)) and not option.isdigit()}
    sentences = [words for part in _SENTENCE.finditer(text) if not part[1] and (words := _words(part[0]))]
    if not sentences or not worded:
        return None
    clause = _words(re.split(r"[,،—]|\s-", text.strip(), maxsplit=1)[0])
    for whole in (sentences[0], *([clause] if len(clause) > 1 or {*clause} - _WEAK else [])):
        if not whole or len(whole) > _SHORT:
            continue
        within = [i for i, words in worded.items() if _abridges(whole, words)]
        if len(within) > 1:
            # "Allowed" is not "Should not be allowed".
            within = [i for i in within if bool(_NEGATIONS & {*worded[i]}) == bool(_NEGATIONS & {*whole})]
        if len(within) == 1:
            return within[0]
    found = set()
    for sentence in sentences:
        scores = {i: _matched(words, sentence) for i, words in worded.items()}
        top = max(scores.values())
        if top > 1:
            best = [i for i, score in scores.items() if score == top]
            found.add(best[0] if len(best) == 1 else -1)
    if found:
        return next(iter(found)) if len(found) == 1 and -1 not in found else None
    return _alike(text, options) if closest else None


def _alike(text: str, options: Sequence[str]) -> int | None:
    """The option that a short text's first sentence shares the most telling word stems with."""
    parts = [part for part in _SENTENCE.finditer(text) if part[0].strip()]
    if not parts or len(parts) > _SENTENCES or parts[0][1]:
        return None
    stems = [_stems(option) for option in options]
    clauses = (parts[0][0], re.split("[,،]", parts[0][0])[0])
    return next((place for said in clauses if (place := _closest(_stems(said), stems)) is not None), None)


def _closest(said: frozenset[str], stems: Sequence[frozenset[str]]) -> int | None:
    """The place of the stems that are mostly said, weighed by how few of the others have them."""
    if len(said) > _BROAD or len(stems) < 2:
        return None
    weight = {
        stem: math.log(len(stems) / sum(stem in other for other in stems)) for own in stems for stem in own if stem
    }
    scores = []
    for own in stems:
        whole = math.fsum(weight[stem] for stem in own)
        shared = {stem for stem in own & said if weight[stem]}
        fits = (_NOT in own) == (_NOT in said) and len((own & said) - {_NOT}) >= min(
            2, len(own - {_NOT}), len(said - {_NOT})
        )
        scores.append(math.fsum(weight[stem] for stem in shared) / whole if fits and shared - {_NOT} else 0)
    ranked = sorted(scores, reverse=True)
    return scores.index(ranked[0]) if ranked[0] >= _ENOUGH and ranked[0] - ranked[1] >= _CLEAR else None


@functools.lru_cache(maxsize=2048)
def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words, and one mark for any denial."""
    found = set()
    for word in re.findall(r"\w+", re.sub(r"n't\b|cannot", " not", re.sub(r"لا ?بد", "", fold(text).lower()))):
        if word in _NEGATIONS or _DENIES.search(word):
            found.add(_NOT)
        if word.endswith("agreement"):
            continue
        plain = re.sub(r"^(?:ن(?=دار|مي|باش|كن)|ن?مي$)", "", stem(word))
        if len(plain) > 1 and word not in _NEGATIONS - {"hic"} and word not in _SKIPPED:
            found.add(plain[:5] if plain.isascii() else plain[:4])
    return frozenset(found)


@functools.lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    plain = re.sub(r"can't|cannot", "can not", re.sub(r"won't", "will not", fold(text).lower()))
    for words, one in _ALIKE:
        plain = words.sub(one, plain)
    found = re.findall(r"\w+", plain.replace("n't", " not"))
    return tuple(stem(word) for word in found if word not in _SKIPPED)


def denies(text: str) -> bool:
    """A word of the text denies."""
    return _NOT in _stems(text)


def _abridges(part: Sequence[str], words: Sequence[str]) -> bool:
    """The part says what the words say in fewer of them, or is a piece of them."""
    telling = sum(word not in _WEAK for word in part)
    if telling > 1:
        return {*part} <= {*words}
    if not telling:
        rest = iter(words)
        denied = bool(_NEGATIONS & {*words}) and not _NEGATIONS & {*part} and "اطلاق" not in part
        return (words[0] == part[0] and all(word in rest for word in part)) or (
            len(part) == 1 and words[-1] == part[0] and not denied
        )
    rest = iter(words)
    if len(part) > 1 and words[0] == part[0] and all(word in rest for word in part):
        return True
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
