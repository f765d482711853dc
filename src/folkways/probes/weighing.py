"""How firmly a text states an option that it names."""

from __future__ import annotations

import re

from folkways.probes.demurring import BRIEF, questioned
from folkways.probes.mentions import Mention
from folkways.probes.replies import LANGUAGES, every
from folkways.probes.spelling import rule

_WINDOW = 120
_CLAUSE = r"[^\w.!?\n؟]*"
_FILLED = rf"(?:{{gap}}(?<!\w)(?:{every('between', 'options')})(?!\w))*{{gap}}$"
_NOUN = rule(every("nouns"), r"(?<!\w)(?:{})(?!\w)" + _FILLED.replace("{gap}", r"[^\w.!?؟;]*"))
_VERB = rule(every("verbs"), r"(?<!\w)(?:{})(?!\w)" + _FILLED.replace("{gap}", _CLAUSE))
_OPTION = rule(every("options"), r"(?<!\w)(?:{})(?!\w)" + _CLAUSE + "$")
AFTER = rule(
    every("after"),
    rf"[^\w.!?\n؟,;،؛:]*(?:(?:{every('options', 'between')}|را)(?!\w)[^\w.!?\n؟,;،؛:]*)*(?:{{}})(?!\w)",
)
_DENIED = rule(every("denials"), r"[^\w.!?\n؟;:—]*(?:{})(?!\w)")
_MANY = rule(every("many"), r"(?<!\w)(?:{})(?!\w)(?:[^\w,،;؛.!?؟\n]+\w+){0,6}[^\w,،;؛.!?؟\n]*$")
CONTRAST = rule(every("contrasts"))
_COPULA = rule(
    every("nouns"),
    r"(?<!\w)(?:{})(?!\w)(?:[^\w.!?؟\n]+\w+){0,9}?\s(?:is|be|was|هو|هي)(?!\w)"
    rf"(?:{_CLAUSE}(?:{every('between', 'options')})(?!\w)){{0,2}}{_CLAUSE}$",
)
_SHARE = rule(every("shares") + "|%", r"(?<!\w)(?:{})(?:[^\w.!?؟\n]+\w+){0,6}[^\w.!?؟\n]*$")
_CLAIMS = rule(every("claims"), r"(?<!\w)(?:{})\s(?:\w+ly\s)?$")
_PARTICLE = rule(every("particles"), r"(?:{})$")
_NEVER = rule(every("never"), r"(?:{})")
_ASSENT = rule(every("yes", "no"), r"(?:{})")
_NEGATED = rule(every("negations"), r"(?<!\w)(?:{})\s+(?:\w+\s+)?$")
_LEAD = re.compile(rf"[\W_]*(?:(?:{every('options')})(?!\w)[\W_]*)*$", re.IGNORECASE)
_ALONE_BEFORE = re.compile(rf"(?:^|[\n.!?؟:>])[^\w\n]*(?:(?:{every('options')})(?!\w)[^\w\n]*)*$", re.IGNORECASE)
_ALONE_LEAD = re.compile(r"(?:^|[\n.!?؟])(?:[^\w\n,،]*\w++){0,3}[^\w\n,،]*$")
_ALONE_AFTER = re.compile(r"[^\w\n<?؟]*(?:\n|$|<)")
_CLOSING = re.compile(rf"[,;،؛:][^\w.!?؟]*(?:(?:{every('options')})(?!\w)[^\w.!?؟]*)*$", re.IGNORECASE)
_CLOSED = re.compile(r"[^\w?؟]*[.!][^\w?؟]*")
_OF_TEN = rule(every("total"), r"\d+\s*(?:{})\s*\d+")
_STOP = re.compile(rf"[^\w]*(?:(?:{every('assures')}|است|هست)(?!\w)[^\w]*)*(?:$|[.,،؛;:!\n—]|\s-)")
_OPENING = re.compile(r"(?:[^\w.!?؟\n,;،؛]*\w++){0,4}[^\w.!?؟\n,;،؛]*")
_SELF = rule(
    "i|we|yes|well|honestly|personally|ben|biz|evet|açıkçası|şahsen|من|ما|بله|راستش|شخصا|أنا|نحن|نعم|بصراحة|صراحة|"
    "شخصيا",
    r"\W*(?:(?:{})(?!\w)\W*){1,3}",
)
_ENDS = re.compile(r"[^\w?؟,،:]*(?:[.!\n—]|\s-|[,،] (?:in my|to me|i think|i would say|i'd say|في راي))", re.IGNORECASE)
# "That is" draws a conclusion where it opens a sentence.
_OPENS = rule("يعني|یعنی|این یعنی|yani", r"(?:.*[.!?؟\n،,]\s*)?(?:{})\W*")
END = re.compile(r"[.!?؟\n]")
_BREAK = re.compile(r"[.!?؟\n,،;؛:]")
_COMMA = re.compile(r"[,،;؛—]|\s-")
_DRAWN = rule(every("contrasts") + "|so|therefore|thus|hence|پس|بنابراین|لذا|إذن|لذلك|o yüzden|dolayısıyla|o halde")
_OTHERS_SAY = re.compile(
    r"(?<!\w)(?:some|others|a few|few|certain)(?: (?!(?:but|my|i|while)\b)\w+){0,9} (?:would|will|might|may|could) "
    r"(?:answer|respond|reply|choose|pick|say|select)\W*(?:(?:with|option|number|for)\W*)*$",
    re.IGNORECASE,
)
# After a refusal: "I can tell you that 90% of respondents chose 1", "1 was the most frequent answer".
_FACTS = re.compile(
    r"(?<!\w)(?:said|say|chose|picked|selected|answered|reported|gave|rated|told|found|was|were|"
    r"showed?s?)(?!\w)[^.!?\n]*$",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"(?<!\w)(?:(?:i|we)(?: can|'d| could| would|'ll|'m| am| may)[^.!?\n]* (?:tell|share|summari[sz]e|report|point|"
    r"note|"
    r"mention|say|provide|offer|outline|describe|explain|discuss)|according to|surveys?|polls?|wave \d|pew|wvs|"
    r"barometer)"
    r"(?!\w)(?:(?!(?<!\w)(?:so i|i'd|i would|average|typical|would)(?!\w))[^.!?\n])*$",
    re.IGNORECASE,
)
SHARED = re.compile(
    r"(?:%|percent|per cent)[^.!?\n;]*(?<!\w)(?:said|say|chose|answered|picked|selected|responded|reported|described|"
    r"rated|called|considered)(?!\w)[^.!?\n;]*$",
    re.IGNORECASE,
)
# What stands before an option that is not chosen, whose it is when it is another's, and what stands behind it.
_PASSED_OVER = {
    language: (
        rule(words.aside, rf"(?<!\w)(?:{{}})(?!\w)[^\w.!?\n؟,،]*(?:(?:{every('options')})(?!\w){_CLAUSE})?$"),
        rule(words.others, r"(?<!\w)(?:{})(?!\w)(?:[^\w,،;؛.!?؟\n]+\w+){0,6}[^\w,،;؛.!?؟\n]*$"),
        rule(words.rejects, r"[^\w.!?\n؟;:,،؛—]*(?:{})(?!\w)"),
    )
    for language, words in LANGUAGES.items()
}


def weigh(text: str, masked: str, mention: Mention, refusals: list[tuple[int, int]], of: tuple[str, ...]) -> int:
    """How firmly this mention states the answer.

    4 the answer is announced by its name, or is the first line; 3 a choice is stated, or stands alone or first; 2 it is
    called an option; 1 it is mentioned; 0 it is set aside.
    """
    offset = max(0, mention.start - _WINDOW)
    before, after = masked[offset : mention.start], text[mention.end : mention.end + _WINDOW]
    word = text[mention.start : mention.end]
    several = mention.kind != "wording" or mention.paired or " " in word
    brief = len(text.split(None, BRIEF)) <= BRIEF
    # "I never vote" names the option "Never", while "no" and, in a longer text, "never" are words like others.
    never = brief and mention.kind == "wording" and bool(_NEVER.fullmatch(word))
    particle = mention.kind == "wording" and bool(_PARTICLE.match(word)) and not never
    if particle and not _STOP.match(after) and not AFTER.match(after):
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
    if not alone and _OTHERS_SAY.search(before):
        return 0
    if (
        _TELLING.search(before)
        and _FACTS.search(text[offset : mention.end + _WINDOW].split("\n")[0])
        and any(end <= mention.start for _, end in refusals)
    ):
        return 0
    if announced := _NOUN.search(before) or _COPULA.search(before):
        end = END.search(after)
        asked = end is not None and end[0] in "?؟" and not alone
        firm = not particle or not refusals or _ALONE_AFTER.match(after)
        return 4 if firm and not asked and not _within(offset + announced.start(), mention.start, refusals) else 0
    if _set_aside(before, after, alone, of):
        return 0
    if mention.kind == "label" and _OF_TEN.fullmatch(word) and not refusals:
        return 3
    first = not offset and bool(_LEAD.match(before))
    stated = _VERB.search(before)
    if not alone and (_MANY.search(before) or SHARED.search(before)):
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
    # "I disagree, nothing else can be said."
    if not particle and _SELF.fullmatch(text, 0, mention.start) and _STOP.match(after) and not CONTRAST.search(after):
        return 3
    # "It's very bad. We can't go on like this."
    if not particle and _OPENING.fullmatch(text, 0, mention.start) and _ENDS.match(after):
        return 3
    # "I'm very happy to help" says nothing of happiness.
    if mention.kind == "wording" and " " in word and _CLAIMS.search(before) and not after.startswith(" to "):
        return 3
    if AFTER.match(after) or (several and _turns(text, mention, refusals)):
        return 3
    return 2 if mention.paired or _OPTION.search(before) else 1


def _turns(text: str, mention: Mention, refusals: list[tuple[int, int]]) -> bool:
    """After the last words of refusal a "but" leads to this mention."""
    end = max((stop for _, stop in refusals), default=len(text))
    turn = _DRAWN if mention.paired else CONTRAST
    return end <= mention.start and bool(turn.search(text, end, mention.start))


def _within(start: int, end: int, refusals: list[tuple[int, int]]) -> bool:
    """The announcing words belong to a refusal: "I cannot choose 2"."""
    return any(start < stop and begin < end for begin, stop in refusals)


def _set_aside(before: str, after: str, alone: bool, of: tuple[str, ...]) -> bool:
    if alone:
        return False
    end = END.search(after)
    # "I don't trust them, why would I?" asks after the comma.
    asked = end and end[0] in "?؟" and not (_ALONE_LEAD.search(before) and _COMMA.search(after[: end.start()]))
    return bool(asked) or any(
        ((words := aside.search(before)) and not _OPENS.fullmatch(before, 0, words.end()))
        or others.search(before)
        or rejects.match(after)
        for aside, others, rejects in (_PASSED_OVER[language] for language in of)
    )
