"""The words of a norm or a question: stems, synonyms, antonyms, and words that deny."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that carry no matter of their own.
_EMPTY = _listed("""
    a an the of in on at to for from by with as about into over under and or nor but if than that this these those
    it its their them they he she his her we us our you your i me my who whom whose which what when where how
    why is are was were be been being am do does did done have has had having can could may might must shall
    should will would not no there here also so such very much more less most many few some any all every each
    other others own same even just only both between among during after before up down out off again toward
    towards through per etc eg ie people person persons respondents population say says said think thinks
    thought believe believes believed feel feels felt consider considers considered regard regards see sees
    seen view views viewed find finds describe describes rate rates indicate opinion opinions hold holds held
    following statement list please extent generally speaking something one two thing things way ways home
    national whether because let get gets got take takes taken make makes made making put tend tends general
    reject rejects rejected rejecting oppose opposes opposed opposing agree agrees agreed disagree disagrees
    deny denies refuse refuses majority minority great deal role idea little lot key dispute disputes link
    links rank ranks play plays next live living happen happens mean means problem problems objection issue
    issues content pleased complain complains lament laments provide provided life lives come comes use uses
    used using enjoy enjoys broad public report reports reported want wants wanted wish wishes prefer prefers
    like likes love choose chooses chose choosing pick favor favour favors favours according seek seeks
""")

#: Each line one matter: the words count as the same. Stems, so that endings do not matter.
_SYNONYMS = """
religion religious faith
god allah
pray prayer praying
heaven paradise afterlife
mosque church
family relatives kin
child children kid kids youngster youngsters pre-school offspring
native-born locals local-born nationals
weapon weapons gun guns arms armed firearm firearms
stranger strangers
monitor monitoring supervise supervising supervision
improve improving improvement
humiliate humiliated humiliation humiliating
parent parents mother mothers father fathers
woman women female girl girls wife wives
man men male males boy boys husband husbands
neighbor neighbour neighbors neighbours neighborhood neighbourhood nextdoor
job jobs employment employer work working labor labour vacancy vacancies hire hiring workplace
unemployment jobless
money income earn earns earning wage
court courts judiciary judicial justice judge
police policemen
army military armedforces soldiers soldier troops
parliament legislature legislative parliamentary
government governmental authorities cabinet
politics political politician politicians politically
party parties
election elections electoral vote votes voter voters voting ballot poll polls
bribe bribes bribery bribed
corrupt corruption graft embezzlement
media press newspaper newspapers journalist journalists
tv television
internet online web
phone mobile cellphone smartphone
pay paid pays paying
teach taught learn learns learned
emigrate emigration emigrating leave abroad
immigrant immigrants immigration foreigner foreigners migrants foreign
gay homosexual homosexuals homosexuality lesbian same-sex
premarital marriage marry
university universities college higher
school schools education educational
health healthcare medical hospital hospitals medicine
water tap
road roads highway highways
electricity electrical power grid
tax taxes taxation
usa america american us united-states washington
russia russian moscow
china chinese beijing
iran iranian tehran
israel israeli
recognize recognise recognition
turkey turkish ankara
france french paris
saudi saudis
palestine palestinian palestinians
islam islamic muslim muslims sharia shariah
democracy democratic democratically democracies
equal equality equally
free freedom freely
safe safety security secure unsafe
war wars fight
terror terrorism terrorist terrorists
violence violent
hit beat beating beats hits hitting slap slapping
steal stealing theft
cheat cheating dodge dodging evade evading avoid avoiding
fare bus transport transportation
abort abortion abortions
divorce divorced divorces
suicide kill
death-penalty execution executions capital-punishment
drink drinkers drinking alcohol drunk drunks
drug drugs addict addicts
sick ill illness
aids hiv
race racial color colour
language languages
worried worry worries worrying fear fears afraid anxious anxiety concern concerned concerns unworried unconcerned
nationality nationalities
scarce short scarcity shortage shortages scant
widespread rife rampant pervasive prevalent endemic
opportunity opportunities chance chances
president premier
friend friends colleague colleagues
leisure free-time pastime
happy happiness unhappy
satisfy satisfied dissatisfied satisfaction
world globe
town city village
petition petitions
demonstration demonstrations protest protests demonstrate
boycott boycotts
union unions
charity charitable humanitarian
club organization organisation organizations association associations
threat threaten threatens threatening danger dangerous
stability stable
news current event events
rich wealthy wealth
hospitality hospitable guest guests
poor poverty
inequality gap disparity unequal
strike strikes
price prices inflation cost costs
science scientific technology technological
lazy laziness
duty obligation
obey obedience obedient obeying
imagine imagination imaginative creativity
responsible responsibility
independent independence
determine determination perseverance
thrift thrifty saving frugal frugality
tolerance tolerant respect
manner manners polite politeness
unselfish unselfishness selfish
luck lucky fortune
compete competition
environment environmental
incentive incentives
leader leaders leadership
business businesses company companies executive executives entrepreneur entrepreneurs
account accounts
reform reforms gradual gradually gradualness
revolution revolutionary
member members membership belong
dignity dignified
violate violated violation violations compromise compromised
discuss discusses talk talks talking discussing
country nation homeland
prepared ready
self-esteem self-worth self-respect
wealth richness
direction heading headed track
authority rulers ruler
"""

#: Pairs that turn a sentence round; each is symmetric.
_ANTONYMS = """
better worse
more less
good bad
right wrong
safe unsafe
secure insecure
trust distrust
easy difficult
compatible incompatible
prepared unprepared
effective ineffective
increase decrease
strengthen weaken
help harm
useful useless
emigrate stay
succeed fail
fair unfair
"""

#: Of these, the ones of grammar: they deny within what is judged as well.
PLAIN_DENIALS = frozenset(("not", "no", "never", "neither", "without", "cannot", "nobody", "none", "nothing"))
#: Words that deny what they are said of.
DENYING = _listed("""
    nothing not no never neither without cannot nobody none lack lacks lacking lacked little hardly barely scarcely
    rarely
    seldom refuse refuses refused reject rejects rejected rejecting deny denies denied oppose opposes opposed
    opposing object objects against dislike dislikes low lower weak poor poorly bad badly disagree disagrees
    disagreed doubt doubts unable unwilling uninterested unconvinced unacceptable unlikely fail fails failed
    hostile averse absent reluctant dismiss dismisses disbelieve unimportant sceptical skeptical wary
    suspicious distrust distrusts distrusted mistrust mistrusts mistrusted condemn condemns condemned
    disapprove disapproves disapproved frown frowned rejection disapproval resist resists
    dissatisfied dissatisfaction unhappy doubted doubting ruled unthinkable unheard dismal scant
    unimpressed negatively disinterested
""")

_PLACES = re.compile(r"\bunited states(?: of america)?\b|\bthe states\b|\bu\.s\.?(?:a\.)?(?!\w)", re.IGNORECASE)
_JOINED = (
    (re.compile(r"\bnext[- ]door\b", re.I), "nextdoor"),
    (re.compile(r"\bliv(?:e|ing) (?:beside|next to|alongside|near|close to|among)\b", re.I), "nextdoor"),
    (re.compile(r"\b(?:free|spare) time\b", re.I), "leisure"),
    (re.compile(r"\barmed forces\b", re.I), "armedforces"),
    (re.compile(r"\bin power\b", re.I), "ruling"),
    (re.compile(r"\bcost of living\b", re.I), "prices"),
    (re.compile(r"\bprime minister\b", re.I), "premier"),
    (
        re.compile(
            r"\b(?:people|someone|anyone|those) (?:(?:that |who(?:m)? )?(?:they|you) )?(?:have (?:only )?(?:just )?)?"
            r"(?:meet|met|meeting) for the first time\b|\bpeople they (?:do not|don't) know\b",
            re.I,
        ),
        "strangers",
    ),
    (
        re.compile(
            r"\b(?:sex|sleeping together|sexual (?:relations|intercourse|relationships)|intimacy) "
            r"(?:before|outside(?: of)?|without) (?:marriage|the wedding|wedlock)\b"
            r"|\b(?:pre-?marital|extramarital) (?:sex|sexual relations)\b",
            re.I,
        ),
        "premarital sex",
    ),
    (
        re.compile(
            r"\b(?:life after death|afterlife|after (?:they die|one dies|we die|dying)|life beyond (?:death|the grave)"
            r"|beyond the grave)\b",
            re.I,
        ),
        "afterdeath",
    ),
    (re.compile(r"\bdeath penalty\b|\bcapital punishment\b", re.I), "deathpenalty"),
    (
        re.compile(r"\b(?:attend|go to|visit)(?:s|ing)? (?:the |a )?(?:mosques?|church(?:es)?|prayers? at)\b", re.I),
        "attend religious services",
    ),
    (re.compile(r"\b(?:in|around) (?:their|the) (?:own |local )?area\b", re.I), "in their neighborhood"),
    (re.compile(r"\bhead of state\b", re.I), "president"),
    (re.compile(r"\bsame[- ]sex\b", re.I), "homosexual"),
    (re.compile(r"\b(?:government|state) (?:sector|payroll)\b", re.I), "public sector"),
    (re.compile(r"\bbeing people\b", re.I), "nationality"),
    (re.compile(r"\btel aviv\b", re.I), "israel"),
    (
        re.compile(r"\b(?:hard to (?:come by|find|get)|in short supply|not enough (?=jobs|work|vacancies))\b", re.I),
        "scarce",
    ),
    (re.compile(r"\bdoing as (?:one is|they are|you are) told\b", re.I), "obedience"),
)
_WORD = re.compile(r"[a-z][a-z'’-]*|\d+")
_US = re.compile(r"(?<![a-zA-Z])US(?![a-zA-Z])")


def words(text: str) -> list[str]:
    """Lower-case words in order, with apostrophes straight."""
    shown = _US.sub("usa", _PLACES.sub("usa", text))
    for pattern, joined in _JOINED:
        shown = pattern.sub(joined, shown)
    return [w.strip("'-") for w in _WORD.findall(shown.lower().replace("’", "'")) if w.strip("'-")]


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its English ending, and one word for all of its synonyms.

    >>> stem("parties") == stem("party"), stem("faith") == stem("religious"), stem("trusted")
    (True, True, 'trust')
    """
    return _SAME.get(word) or _SAME.get(_cut(word)) or _cut(word)


def _cut(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    for ending, kept in (
        ("iveness", ""), ("fulness", ""), ("ations", ""), ("ation", ""), ("ities", ""), ("ies", "y"), ("ments", ""),
        ("ment", ""), ("ingly", ""), ("edly", ""), ("ness", ""), ("able", ""), ("ible", ""), ("ings", ""), ("ing", ""),
        ("ity", ""), ("ives", ""), ("ive", ""), ("ions", ""), ("ion", ""), ("ies", "y"), ("ed", ""), ("ly", ""),
        ("es", ""), ("s", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) + len(kept) >= 4 - (ending in ("s", "es")):
            word = word[: len(word) - len(ending)] + kept
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_SAME: dict[str, str] = {}
for _line in _SYNONYMS.strip().splitlines():
    for _word in _line.split():
        _SAME.setdefault(_word, "=" + _line.split()[0])
        _SAME.setdefault(_cut(_word), "=" + _line.split()[0])

OPPOSITE: dict[str, str] = {}
for _line in _ANTONYMS.strip().splitlines():
    _one, _other = _line.split()
    OPPOSITE |= {_one: _other, _other: _one}


def matter(text: str) -> frozenset[str]:
    """The stems of the words that carry matter."""
    return frozenset(stem(w) for w in words(text) if w not in _EMPTY and len(w) > 1 and not _ADVERB.fullmatch(w))


_ADVERB = re.compile(r"(?!family|daily|weekly|early|elderly|environmentally)\w{4,}ly")


def without_people(text: str, names: Iterable[str]) -> str:
    """A text without the names of its people: the name of the place, and capitalised words that begin as it does.

    >>> without_people("Most Egyptians in Egypt pray.", ["Egypt"])
    'Most people here pray.'
    """
    for name in names:
        text = re.sub(rf"\b(?:[Ii]n|[Oo]f|[Ff]rom|[Aa]cross)\s+(?:the\s+)?{re.escape(name)}\b", "here", text)
        text = re.sub(rf"\b{re.escape(name)}(?:'s|’s)?(?!\w)(?!\s+[A-Z])", "people", text)
        for part in name.split():
            start = part[: 4 if len(part) > 4 else len(part)]
            if len(start) >= 4:
                people = rf"\b(?:[Tt]he\s+)?{re.escape(start)}[a-z]*(?:'s|’s|')?(?!\w)(?!\s+[A-Z])(?:\s+people\b)?"
                text = re.sub(people, "people", text)
    return re.sub(r"\bpeople\s+(men|women|citizens|parents|families|voters)\b", r"\1", text)
