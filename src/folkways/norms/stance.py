"""What a sentence claims of a question: which options its people choose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from folkways.norms.readings import LANGUAGE, Reading, worded
from folkways.norms.words import DENYING, OPPOSITE, PLAIN_DENIALS, matter, stem, words

#: These deny what follows, unless that is a denial itself ("complain that nothing works").
_LAMENTS = frozenset(("complain", "complains", "lament", "laments"))
_NOT_DENYING = re.compile(
    r"\bnot (?:only|just|merely|simply)\b|\bno (?:matter|doubt|wonder)\b|\bwithout (?:a )?doubt\b|\ba little\b"
    r"|\bwhether or not\b|\bnothing (?:is|matters) more\b|\bnone other\b|\bnothing short of\b|\bnothing but\b",
    re.IGNORECASE,
)
_INTENSE = re.compile(
    r"\b(?:very|strongly|completely|absolutely|deeply|extremely|totally|fully|highly|firmly|wholly|utterly|definitely"
    r"|a great deal|great|at all|always|never|a lot|full|abundant\w*|to a great extent|entirely)\b",
    re.IGNORECASE,
)
_DAILY = re.compile(r"\b(?:daily|every day|each day|(?:several|many) times a day)\b", re.IGNORECASE)
_WEEKLY = re.compile(r"\b(?:weekly|every week|each week|once a week)\b", re.IGNORECASE)
_AT_TIMES = re.compile(r"\bat least (?:occasionally|sometimes|now and then|from time to time|once)\b", re.IGNORECASE)
_EQUAL = re.compile(r"\b(?:equally|just as|as \w+ as|no (?:better|worse|less|more)|the same)\b", re.IGNORECASE)
_NO_PROBLEM = re.compile(
    r"\b(?:(?:have|see|has) )?(?:no|not any) (?:problems?|issues?|objections?|harm|trouble|qualms)(?: with| "
    r"to| about| in)?\b"
    r"|\bnothing wrong with\b|\b(?:do not|don't|not) object to\b",
    re.IGNORECASE,
)
_OPPOSITION = re.compile(
    r"\b(?:opposition|resistance|hostility) (?:to|towards?)\b|\b(?:out of the question|ruled out|a non-starter)\b",
    re.IGNORECASE,
)
#: What holds them to it, or when: its denials are not theirs ("if there are not enough jobs, …").
_ASIDE = re.compile(
    r"^\W*(?:if|when|whenever|where|should|even if|although|though|because|since|given|forced|asked)\b[^,]*,"
    r"|\b(?:because|since|even though|although|for fear|whether or not)\b.*$",
    re.IGNORECASE,
)
#: One denial in two words.
_TWICE = re.compile(
    r"\b(?:little or (no)|(never) or (?:hardly|almost) (?:ever|never)|(little),? if any,?)\b", re.IGNORECASE
)
_SUPERLATIVE = re.compile(
    r"\b(?:most|main|biggest|greatest|first|top|prefer\w*|best|favou?rite|chief|primary|leading|second|third"
    r"|least|single"
    r"|number one|why|reasons?|because|due)\b",
    re.IGNORECASE,
)
#: What comes behind is what people do not choose: "security before freedom".
_PREFERRED = re.compile(
    r"\b(?:over|rather than|before|instead of|ahead of|above|more (?:\w+ )?than|and not|as opposed "
    r"to)\b",
    re.IGNORECASE,
)
_PREFERS = re.compile(r"(?P<better>\bprefer\w*\b[^,.]*?) to\b", re.IGNORECASE)
_OTHERS_TOO = re.compile(
    r"\b(?:other than|besides|apart from|as well as|not only|any \w+ (?:but|except))\b", re.IGNORECASE
)
_WILLING = re.compile(r"\b(?:might|could imagine|willing|would consider|open to|prepared to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """The options that a sentence says its people choose.

    Attributes:
        codes: of the options claimed.
        whole: the codes of the same side of the scale, or the same as `codes`.
        opposite: the codes of the other side; a majority there contradicts.
        intense: only intense options are claimed ("very important").
    """

    codes: frozenset[str]
    whole: frozenset[str]
    opposite: frozenset[str]
    intense: bool = False


def claim(sentence: str, reading: Reading) -> Claim | None:
    """What the sentence claims of the question; None where that cannot be read.

    Args:
        sentence: without its quantifier and the names of its people.
        reading: the question.
    """
    if reading.family is None:
        return _chosen(sentence, reading)
    sentence = _OPPOSITION.sub("reject", _without_aside(sentence, reading.target))
    sentence = _TWICE.sub(lambda m: next(g for g in m.groups() if g), _NO_PROBLEM.sub("accept", sentence))
    sign = _sign(sentence, reading)
    name = reading.family.name
    if name == "done":
        return _done(sentence, reading, sign)
    if name == "frequency" and (exact := _frequent(sentence, reading, sign)):
        return exact
    said = len(_INTENSE.findall(sentence)) - len(_INTENSE.findall(reading.target))
    intense = said > 0 and name not in ("yes", "state")
    if name == "membership":
        intense = sign > 0 and "active" in words(sentence)
    codes = reading.side(sign, intense=intense)
    return Claim(codes, reading.side(sign), reading.side(-sign), intense) if codes else None


def _without_aside(sentence: str, target: str) -> str:
    """The main clause; the whole where the question has such a clause with a denial of its own."""
    if any(_plainly(t) for t in words(target)) or re.search(r"\bbecause\b", target, re.IGNORECASE):
        return sentence
    main = _ASIDE.sub(" ", sentence)
    return main if len(main.split()) > 3 else sentence


def _denials(tokens: list[str], text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The words of a sentence that deny, without lexical ones that belong to what is judged."""
    spared = len(_NOT_DENYING.findall(text))
    found = [
        token
        for before, token in zip(["", *tokens], tokens, strict=False)
        if _plainly(token) or (token in DENYING and (before in _JUDGING or not {token, stem(token)} & known))
        if not (token == "poor" and before in ("the", "and", "or"))
    ]
    return found[spared:] or [t for t in tokens if t in _LAMENTS]


_JUDGING = frozenset(("as", "is", "are", "very", "so", "seem", "seems"))


def denies(text: str) -> bool:
    """Whether a text denies, an odd number of times."""
    return len(_denials(words(text), text)) % 2 == 1


def _plainly(token: str) -> bool:
    return token in PLAIN_DENIALS or token.endswith("n't")


_PREFIXED = re.compile(
    r"(?:un|in|im|dis)(?P<base>prepared|compatible|effective|fair|safe|equal|just|able|competent|stable)"
)


def _sign(sentence: str, reading: Reading) -> int:
    """1 where the sentence speaks for the positive pole, -1 where against it."""
    assert reading.family is not None
    tokens, target, known = words(sentence), words(reading.target), reading.target_words
    denials = _denials(tokens, sentence, known)
    turned = len(denials) - sum(_plainly(t) for t in target)
    against = re.compile(rf"(?:{reading.family.against_it or '(?!)'}|{reading.contrary or '(?!)'})")
    counted = set(denials)
    for token in tokens:
        if token not in counted and token not in known and against.fullmatch(token):
            turned += 1
            counted.add(token)
    turned += sum(_said_again(token, tokens, target) for token in set(target) - counted)
    turned += sum(_opposed(token, known) for token in set(tokens) - counted)
    turned += sum(_denied_otherwise(token, tokens, denials) for token in set(target))
    if "only" in target and _OTHERS_TOO.search(sentence):
        turned += 1
    if _swapped(tokens, target) or (
        "than" in target and "than" not in tokens and _EQUAL.search(sentence) and not _EQUAL.search(reading.target)
    ):
        turned += 1
    return -1 if turned % 2 else 1


def _said_again(token: str, tokens: list[str], target: list[str]) -> bool:
    """ "They disagree: … even if they disagree": one of the two is the people's."""
    return token in DENYING and not _plainly(token) and tokens.count(token) > target.count(token)


def _opposed(token: str, known: frozenset[str]) -> bool:
    """The sentence has "worse" where the question has "better"."""
    opposite = OPPOSITE.get(token) or OPPOSITE.get(stem(token))
    return bool(opposite and opposite in known and token not in known)


def _denied_otherwise(token: str, tokens: list[str], denials: list[str]) -> bool:
    """The question has "unprepared", the sentence "not ready"."""
    found = _PREFIXED.fullmatch(token)
    return bool(found and denials and token not in tokens and found["base"] not in tokens)


def _swapped(tokens: list[str], target: list[str]) -> bool:
    """ "Women … better than men" against "men … better than women"."""
    if "than" not in tokens or "than" not in target:
        return False
    behind = {stem(w) for w in tokens[tokens.index("than") + 1 :][:3]}
    place = target.index("than")
    before, after = ({stem(w) for w in part} for part in (target[:place], target[place + 1 :]))
    return bool(behind & (before - after)) and not behind & (after - before)


def _done(sentence: str, reading: Reading, sign: int) -> Claim:
    """Have done, might do, would never do."""
    done, never, all_of = reading.side(1), reading.side(-1), frozenset(reading.question.codes)
    if _WILLING.search(sentence):
        open_to = all_of - never
        return Claim(open_to, open_to, never) if sign > 0 else Claim(never, never, open_to)
    if sign > 0:
        return Claim(done, done, all_of - done)
    if re.search(r"\bwould\b", sentence):
        return Claim(never, never, all_of - never)
    return Claim(all_of - done, all_of - done, done)


def _frequent(sentence: str, reading: Reading, sign: int) -> Claim | None:
    options, all_of = worded(reading.question), frozenset(reading.question.codes)
    end = reading.side(-1, far=True)
    if _AT_TIMES.search(sentence):
        return Claim(all_of - end, all_of - end, end)
    texts = {o.code: o.text(LANGUAGE).lower() for o in options}
    for said, known in ((_DAILY, r"dai?ly|day"), (_WEEKLY, r"dai?ly|day|week")):
        if said.search(sentence):
            codes = frozenset(c for c, t in texts.items() if re.search(known, t) and "less" not in t)
            if codes:
                return Claim(codes, codes, all_of - codes) if sign > 0 else Claim(all_of - codes, all_of - codes, codes)
    if re.search(r"\bnever\b", sentence) and sign < 0:
        return Claim(end, end, all_of - end)
    return None


def _chosen(sentence: str, reading: Reading) -> Claim | None:
    """The option whose own words the sentence has; its complement where the sentence denies it."""
    options = worded(reading.question)
    sentence = re.sub(r"^[^,]*\bbetween\b[^,]* (?:and|or) [^,]*,", " ", re.sub(r"\bpeople\b", " ", sentence, count=1))
    sentence = _PREFERRED.split(_PREFERS.sub(r"\g<better> rather than", sentence))[0]
    if len(options) > 3 and _SUPERLATIVE.search(reading.question.text(LANGUAGE)) and not _SUPERLATIVE.search(sentence):
        return None
    said = matter(sentence) | frozenset(words(sentence))
    known = {o.code: matter(o.text(LANGUAGE)) | frozenset(words(o.text(LANGUAGE))) for o in options}
    common = frozenset.intersection(*known.values()) if known else frozenset()
    weigh = {c: _own(own - common, said, known) for c, own in known.items()}
    ranked = sorted(weigh, key=lambda c: -weigh[c])
    if not ranked or weigh[ranked[0]] <= 0.15 or (len(ranked) > 1 and weigh[ranked[1]] > 0.8 * weigh[ranked[0]]):
        return None
    code = ranked[0]
    option = next(o for o in options if o.code == code)
    text = option.text(LANGUAGE)
    denied = (len(_denials(words(sentence), sentence)) - len(_denials(words(text), text))) % 2 == 1
    all_of = frozenset(reading.question.codes)
    if reading.values:
        sign = 1 if code in reading.side(1) else -1
        sign = -sign if denied else sign
        return Claim(reading.side(sign), reading.side(sign), reading.side(-sign))
    codes = frozenset((code,))
    return Claim(all_of - codes, all_of - codes, codes) if denied else Claim(codes, codes, all_of - codes)


def _own(own: frozenset[str], said: frozenset[str], known: dict[str, frozenset[str]]) -> float:
    """How much of an option's own words a sentence has; a word of many options counts little."""
    weights = {w: 1 / sum(w in other for other in known.values()) for w in own if len(w) > 2}
    total = sum(weights.values())
    return sum(v for w, v in weights.items() if w in said) / total**0.5 if total else 0.0
