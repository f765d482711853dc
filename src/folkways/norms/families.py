"""Families of scales: how the ends of a scale are worded, and what people call its poles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from folkways.surveys import Option, Question


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of scale.

    Attributes:
        name: `trust`, `importance`, …
        positive, negative: what its ends are called in questionnaires.
        for_it, against_it: how a sentence names the poles, beyond the scale's own words.
        whole: every option that does not deny belongs to the positive pole ("inactive member").
    """

    name: str
    positive: str
    negative: str
    for_it: str = ""
    against_it: str = ""
    whole: bool = False


#: In the order in which they are tried.
FAMILIES = (
    Family("neighbors", r"i am impartial", r"i do not want them as neighbors",
           r"accept\w*|comfortable|welcome\w*|impartial|happy|fine", r"unwelcome|uncomfortable|mind|avoid\w*"
                                                                     r"|reluctant"),
    Family("importance", r"(?:very|absolutely|extremely) important", r"not (?:at all )?important",
           r"important|importance|matters?|central|dear|priority|prioriti[sz]e|value|valued|cherish\w*|core|essential"
           r"|care|cares|counts?|key|crucial|vital|treasure\w*|prize",
           r"unimportant|irrelevant|indifferent|trivial|secondary|peripheral|marginal|insignificant"),
    Family("trust", r"(?:trust (?:completely|a lot)|i trust .*|a great deal of confidence|greatly trust)",
           r"(?:none at all|(?:i )?do(?:n't| not) trust.*|absolutely no trust)",
           r"trust\w*|confiden\w+|faith|rely|reliable|believe in|favou?rabl\w+|count on",
           r"distrust\w*|mistrust\w*|suspicious|suspicion|wary|doubt\w*|sceptic\w*|skeptic\w*|careful"),
    Family("justified", r"(?:always justifiable|very justified)", r"(?:never justifiable|not justified at all)",
           r"justif\w+|acceptable|accept\w*|fine|ok|okay|tolera\w+|permissible|allow\w*|excus\w+|right"
           r"|defensible|approve\w*",
           r"unjustif\w+|unacceptable|condemn\w*|intolerable|inexcusable|wrong|immoral|disapprov\w+|taboo|sin|sinful"
           r"|forbidden|frown\w*|indefensible|impermissible"),
    Family("right", r"definitely should have the right", r"definitely should not have the right",
           r"right|may|allow\w*|support\w*|accept\w*|entitled", r"may not"),
    Family("agreement", r"(?:strongly |completely |very )?(?:agree\w*|support\w*).*(?<!\))",
           r"(?:strongly |completely |very )?(?:disagree\w*|oppose\w*).*(?<!statements)",
           r"agree\w*|support\w*|favou?r\w*|approve\w*|back|endorse\w*|accept\w*|welcome\w*|acceptable",
           r"disapprov\w+|dispute\w*|dismiss\w*|unacceptable|resist\w*|objectionable"),
    Family("satisfaction", r"(?:very|completely) satisfied", r"(?:very|completely) dissatisfied",
           r"satisf\w+|content\w*|happy|pleased|good", r"dissatisf\w+|unhappy|discontent\w*|unsatisf\w+"
                                                       r"|frustrat\w*|displeased"),
    Family("done", r"have done", r"would never do", r"have|has|had|done", r""),
    Family("membership", r"active member", r"not a member", r"member(?:s|ship)?|belong\w*|join\w*|card-carrying",
           r"non-members?", True),
    Family("part", r"(?:once|multiple times|i continuously took part)", r"(?:never took part|i did not take "
                                                                        r"part at all)",
           r"took part|take part|participat\w+|sign\w*|join\w*", r"abstain\w*", True),
    Family("voting", r"always(?= voting)", r"never(?= voting)", r"vote\w*|always", r"abstain\w*"),
    Family("frequency", r"(?:daily|frequently|often|very often|very frequent|always|several times a day"
           r"|more than once a week|most watched.*)",
           r"(?:never.*|not at all(?: frequent)?|less than once a month|least watched)",
           r"often|regular\w*|frequent\w*|daily|always|widespread|common\w*|every day|watch\w*",
           r"infrequent\w*|uncommon|occasional\w*"),
    Family("yes", r"(?:yes.*|definitely)", r"(?:no(?:,.*)?|not at all|never|definitely not|i don't follow|i "
                                           r"am not affected at all"
           r"|point 4 of 4)",
           r"yes|comfortable|accept\w*|welcome\w*", r"disbelie\w+|mind|uncomfortable|unwelcome|avoid\w*", True),
    Family("state", r"applied completely|consistently implemented|have succeeded in achieving",
           r"completely not applied|never implemented|will not succeed in achieving",
           r"appl\w+|implement\w*|respected|guarantee\w*|protect\w*|succe\w+|enjoy\w*",
           r"violated|ignored|neglect\w*|unequal\w*|fail\w*|discriminat\w+"),
    Family("better", r"better(?: off)?|the world is a lot better off", r"worse(?: off)?|the world is a lot worse off",
           r"better|improv\w+", r"worse|worsen\w*|deteriorat\w+|declin\w+"),
    Family("quality", r"(?:very good|excellent|good|very positive|very favorable|to a large degree/very impressive)",
           r"(?:very bad|very poor|bad|terrible|very negative|very unfavorable|not impressive at all)",
           r"good|well|excellent|positive\w*|favou?rabl\w+|impress\w+|fine|prais\w+|strong|approve\w*|healthy"
           r"|great|satisf\w+|content|pleased|happy",
           r"negative\w*|unfavou?rabl\w+|terribl\w+|dreadful|disappoint\w+|fail\w*|unhealthy|inadequate|critici[sz]e"
           r"|dissatisf\w+|unhappy|dismal\w*|abysmal|awful|appalling|mediocre|inept\w*"),
    Family("essential", r"definitely an essential characteristic of democracy",
           r"not at all an essential characteristic of democracy",
           r"essential|necessary|important|part|core|require\w*|integral", r"inessential|unnecessary|incompatible"),
    Family("amount", r"(?:all|very high risk|a great deal of choice|there is abundant corruption in my "
                     r"country|too much"
           r"|a lot|to a (?:great|large) extent|has a significant impact|reflects citizens' views to a great extent"
           r"|very widespread)",
           r"(?:none|no risk at all|no choice at all|there is no corruption in my country|too little|not at all"
           r"|it doesn't at all|to a small extent|has no impact|does not reflect citizens' views at all"
           r"|it does not at all represent societal sectors|not widespread at all)",
           r"high|widespread|abundant|rife|much|great|lot|large|common|pervasive|endemic|rampant|serious|influential"
           r"|powerful|considerable|contribut\w+|reflect\w*|significant",
           r"limited|minimal|negligible|powerless|insignificant|lacking|absent"),
    Family("degree", r"(?:very|completely|most) (?!difficult)(?P<word>.*)",
           r"(?:not (?:at all )?|completely (?:un|in|non)|least |very )(?P<word>.*?)(?: at all)?",
           r"very"),
)  # fmt: skip


def family_of(question: Question) -> tuple[Family, bool] | None:
    """The family of a question's scale, and whether its first option is the positive end; None where it has none."""
    options = [o for o in question.substantive if not _unworded(o)]
    if len(options) < 2 or (question.scale == "nominal" and len(options) > 3):
        return None
    first, last = (" ".join(o.text("en").lower().split()) for o in (options[0], options[-1]))
    for family in FAMILIES:
        for up in (True, False):
            high, low = (first, last) if up else (last, first)
            if _is_end(family.positive, high, question) and _is_end(family.negative, low, question):
                if family.name == "degree" and not _same_degree(high, low):
                    continue
                return family, up
    return None


def _is_end(pattern: str, text: str, question: Question) -> bool:
    voting = " voting" if "do you vote" in question.text("en").lower() else ""
    return re.fullmatch(pattern, text) is not None or bool(
        voting and (m := re.match(pattern, text + voting)) and m.end() == len(text)
    )


def _same_degree(high: str, low: str) -> bool:
    """ "Very secure" and "not at all secure", "very easy" and "very difficult"."""
    word = re.sub(r"^(?:very|completely|most) ", "", high).split(" (")[0].split()[0]
    return word[:4] in low or {word, low.split()[-1]} in ({"easy", "difficult"},) or low == "a non-believer"


def _unworded(option: Option) -> bool:
    return option.text("en").startswith("another answer (code")


def degree_word(question: Question) -> str:
    """The adjective of a scale of degree: `proud`, `secure`; "" where there is none."""
    for option in (question.substantive[0], question.substantive[-1]):
        found = re.match(r"(?:very|completely|most|extremely) ([a-z]+)", option.text("en").lower())
        if found:
            return found[1]
    return ""
