"""Sentences that say something of everybody in a group ("all X are …", "X people never …"), by rules for English.

The rules know English alone; in other languages a sweeping sentence is found by the judge's question or not at all.
They go by form: whether what is said is kind or true, they cannot tell. About another people than the speaker's own
such a sentence is blocked; about the own one, or a group that the rules cannot place, it is for people to decide.

Peoples are recognised by the CLDR names of countries and their languages with an English ending (Egypt, Egyptians;
Germans from German). A demonym that resembles neither (Danes) is taken for a group that cannot be placed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from folkways.dialogues.personal_data import Flag
from folkways.errors import PopulationError
from folkways.populations import Population

#: Groups other than peoples of whom sweeping things are often said.
_GROUPS = "women|men|girls|boys|wives|husbands|foreigners|immigrants|migrants|refugees|westerners|easterners"
_ENDING = re.compile(
    r"|s|n|ns|an|ans|ian|ians|ean|eans|ese|ish|sh|ch|i|is|er|ers|es|vian|vians|egian|egians|iard|iards|ey"
)
_NAMED = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
_WHO = rf"(?P<who>{_NAMED}|(?i:{_GROUPS}))"
_PEOPLE = r"(?P<people> (?:people|persons?|men|man|women|woman|families|folk))?"
_DOES = (
    r"(?:are|is|were|was|have|has|had|do|does|did|don['’]t|doesn['’]t|will|would|must|should|can|cannot|can['’]t|could|"
    r"always|never|think|thinks|believe|believes|love|loves|hate|hates|like|likes|want|wants|know|knows|agree|agrees)"
)
_ALWAYS = r"(?:always|never|all|invariably|without exception)"
_BE = r"(?:(?:are|is|were|have|will|would|do|can|must) )?"

_ALL = re.compile(rf"\b(?i:all|every|each|no)(?: of)?(?: the)? {_WHO}{_PEOPLE}(?= (?P<does>{_DOES})\b|\W*$)")
_NEVER = re.compile(rf"\b{_WHO}{_PEOPLE} {_BE}{_ALWAYS}\b")
_FROM = re.compile(
    rf"(?P<every>\b(?i:all|every|no) )?\b(?i:people|everyone|everybody|anybody|nobody|men|women) (?:from|in|of) "
    rf"(?:the )?(?P<who>{_NAMED})(?P<always> {_BE}{_ALWAYS}\b)?"
)
_OURS = re.compile(rf"\b(?i:we|us|our people|my people) (?:\w+ )?{_BE}(?:always|never|all)\b")


def sweeping(text: str, own: Population) -> list[Flag]:
    """Sweeping sentences in an English text.

    Args:
        text: what is screened.
        own: the speaker's people.

    >>> from folkways.populations import country
    >>> [(f.verdict, f.reason) for f in sweeping("All Germans are cold.", country("TUR"))]
    [('blocked', 'says something of all members of another people')]
    >>> [(f.verdict, f.reason) for f in sweeping("Turks never forget a guest.", country("TUR"))]
    [('grey', 'says something of all members of the own people')]
    >>> sweeping("All guests are welcome. Children always eat first.", country("TUR"))
    []
    """
    flags = [_flag(_whose(who, own)) for who in _named(" ".join(text.split()))]
    if _OURS.search(text):
        flags.append(_flag("own"))
    return list(dict.fromkeys(flags))


def _flag(whose: str) -> Flag:
    verdict = "blocked" if whose == "another" else "grey"
    what = {"own": "the own people", "another": "another people", "unknown": "a group"}[whose]
    return Flag(verdict, f"says something of all members of {what}")


def _named(text: str) -> Iterator[str]:
    """The groups of whom something sweeping is said."""
    for match in _ALL.finditer(text):
        who = match["who"]
        if match["people"] or match["does"] or who.endswith("s"):
            yield who
    for match in _NEVER.finditer(text):
        who = match["who"]
        # A capital at the start of a sentence says nothing: there a group has to be one that is known.
        starts = match.start() == 0 or text[: match.start()].rstrip()[-1:] in ".!?:;\"“”'"
        if match["people"] or not starts or _is_group(who) or _peoples(who):
            yield who
    for match in _FROM.finditer(text):
        if match["every"] or match["always"] or match[0].split()[0].casefold() in ("everyone", "everybody", "nobody"):
            yield match["who"]


def _is_group(who: str) -> bool:
    return re.fullmatch(_GROUPS, who, re.IGNORECASE) is not None


def _whose(who: str, own: Population) -> str:
    """`own`, `another` or `unknown`."""
    if _is_group(who):
        return "unknown"
    if any(word and _likeness(who, word) for word in (own.name, own.demonym)):
        return "own"
    known = _peoples(who)
    if not known:
        return "unknown"
    return "own" if own.id.split("[")[0] in known else "another"


@functools.cache
def _peoples(who: str) -> frozenset[str]:
    """The countries whose name, or whose main language's name, the word resembles most."""
    likeness = {code: max(_likeness(who, name) for name in names) for code, names in _names().items()}
    best = max(likeness.values())
    if best:
        return frozenset(code for code, value in likeness.items() if value == best)
    # "In Germany" is taken for one name where the sentence begins with it.
    return _peoples(who.split()[-1]) if " " in who else frozenset()


def _likeness(who: str, name: str) -> int:
    """How many letters a word for people shares with a name from the start; 0 where it is no form of it.

    >>> _likeness("Egyptians", "Egypt"), _likeness("Children", "Chile"), _likeness("Turks", "Turkey")
    (5, 0, 4)
    """
    word, name = _letters(who), _letters(name)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    if shared < min(4, len(name)) or shared < len(name) - 3:
        return 0
    return shared if _ENDING.fullmatch(word[shared:]) else 0


def _letters(text: str) -> str:
    """In small letters, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


@functools.cache
def _names() -> dict[str, frozenset[str]]:
    """Country code → its English names: of the place, and of its first official language."""
    from babel import Locale
    from babel.core import get_global

    from folkways.populations import country

    found: dict[str, frozenset[str]] = {}
    english = Locale("en")
    for three, twos in get_global("territory_aliases").items():
        if len(three) != 3 or not three.isalpha() or len(twos) != 1:
            continue
        try:
            people = country(three)
        except PopulationError:  # withdrawn, or nobody lives there
            continue
        tongues = (english.languages.get(tag.split("-")[0]) for tag in people.languages[:1])
        found[three] = frozenset((people.name, *(tongue for tongue in tongues if tongue)))
    return found
