"""How many people a sentence speaks of, and whether that many said so."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

#: The share of people that mined sentences call "most" and "nearly all"; the lower confidence bound must reach it.
MOST, NEARLY_ALL = 0.6, 0.9
Z95 = 1.959963984540054


def wilson(share: float, n: float, z: float = Z95) -> tuple[float, float]:
    """The score interval of a share.

    Args:
        share: 0 to 1.
        n: effective number of respondents.
        z: normal quantile; 1.96 gives 95 %.

    Source: Wilson (1927), JASA 22, 209–212; Brown, Cai & DasGupta (2001), Statistical Science 16, 101–133, eq. 4.

    >>> tuple(round(x, 4) for x in wilson(0.0, 10))
    (0.0, 0.2775)
    """
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Quantifier:
    """How many people a sentence speaks of.

    Attributes:
        name: `most`, `few`, …
        low, high: between these shares it holds.
        below, above: under `below` or over `above` it is plainly wrong; between, nothing is said.
        turned: it speaks of few, so that the sentence as a whole denies.
    """

    name: str
    low: float
    high: float = 1.0
    below: float = 0.0
    above: float = 1.0
    turned: bool = False

    def holds(self, share: float, n: float) -> bool | None:
        """Whether so many said it: True or False where the 95 % interval is clear, None between."""
        low, high = wilson(share, n)
        if (self.low <= 0 or low >= self.low) and (self.high >= 1 or high <= self.high):
            return True
        if high < self.below or low > self.above:
            return False
        return None


#: A sentence without a quantifier ("Egyptians trust the army") speaks of more than half.
PLAIN = Quantifier("plain", 0.5, below=0.45)
_KNOWN: tuple[tuple[str, Quantifier], ...] = (
    (r"(?:almost|nearly|virtually|practically|hardly)? ?(?:no ?one|nobody|none|no (?=people|citizens|men"
     r"|women|parents))"
     r"|hardly any(?:one|body)?|scarcely any(?:one|body)?|barely any(?:one|body)?|(?:almost|practically|virtually) no"
     r"(?= people| citizens)|next to no(?:body|ne| one)|a tiny minority",
     Quantifier("hardly any", 0.0, 0.2, above=0.3, turned=True)),
    (r"(?:very |only (?:a )?|relatively |just a )few|few|a (?:small )?minority|seldom do|not many|a handful|a "
     r"small share",
     Quantifier("few", 0.0, 0.35, above=0.45, turned=True)),
    (r"less than half|fewer than half|not (?:a majority|most|even half)|under half",
     Quantifier("less than half", 0.0, 0.5, above=0.5, turned=True)),
    (r"(?:nearly|almost|virtually|practically|just about) (?:all|every ?one|everybody|every)|an overwhelming majority"
     r"|the overwhelming majority|the vast majority|overwhelmingly|universally|almost universally|all"
     r"|everyone|everybody",
     Quantifier("nearly all", 0.8, below=0.7)),
    (r"(?:about|around|roughly|almost|nearly) half", Quantifier("about half", 0.38, 0.62, below=0.38, above=0.62)),
    (r"(?:are |is )?(?:deeply |sharply |evenly )?(?:divided|split)|disagree (?:with each other|among themselves)",
     Quantifier("divided", 0.3, 0.7, below=0.25, above=0.75)),
    (r"(?:more than|over|above) half|(?:the |a )?(?:great |large |clear |solid |strong |big )?majority"
     r"|most(?! of all)"
     r"|mostly|mainly|largely|predominantly|the bulk",
     Quantifier("most", 0.5, below=0.5)),
    (r"(?:a great |a good |very )?many|large numbers|a large share|plenty|widely|commonly|common",
     Quantifier("many", 0.3, below=0.25)),
    (r"some|a number|several(?! times)", Quantifier("some", 0.08, below=0.04)),
    (r"generally|typically|usually|tend(?:s)? to|as a rule|on the whole|in general", PLAIN),
)  # fmt: skip
_PATTERNS = [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), kind) for pattern, kind in _KNOWN]
_PERCENT = re.compile(
    r"(?P<how>more than|over|at least|above|less than|fewer than|under|below|about|around|roughly|nearly|almost)?\s*"
    r"(?P<number>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)",
    re.IGNORECASE,
)
_HOW = (
    r"\b(?P<how>(?:more than|over|at least|less than|fewer than|under|about|around|roughly|nearly|almost)\s+)?"
    r"(?:only )?"
)
_FRACTIONS = tuple(
    (re.compile(rf"{_HOW}(?:{said})(?! (?:more|less))\b(?: of)?", re.IGNORECASE), share)
    for said, share in (
        (r"two[- ]thirds", 67), (r"three[- ]quarters|three (?:in|out of) four", 75), (r"(?:a|one)[- ](?:third)", 33),
        (r"(?:a|one)[- ](?:quarter)|one (?:in|out of) four", 25), (r"one (?:in|out of) five|a fifth", 20),
        (r"one (?:in|out of) ten", 10), (r"nine (?:in|out of) (?:ten|10)", 90), (r"eight (?:in|out of) (?:ten|10)", 80),
        (r"four (?:in|out of) five|four[- ]fifths", 80), (r"seven (?:in|out of) (?:ten|10)", 70),
        (r"six (?:in|out of) (?:ten|10)", 60), (r"one (?:in|out of) three", 33), (r"two (?:in|out of) three", 67),
    )
)  # fmt: skip
#: How far a share may lie from a number that a sentence gives, and how far it is plainly wrong.
NEAR, FAR, TOO_LOW = 0.05, 0.15, 0.3


def quantifier(text: str) -> tuple[Quantifier, str]:
    """How many people a sentence speaks of, and the sentence without the words for it.

    The words count where they stand at the beginning, before a word for people, or are adverbs ("mostly"); a number of
    percent comes before words.

    >>> quantifier("Few people pray.")[0].name, quantifier("People pray.")[0].name
    ('few', 'plain')
    """
    found = [
        (match.start(), match.end(), kind)
        for pattern, kind in _PATTERNS
        for match in pattern.finditer(text)
        if _counts_people(text, match, kind)
    ]
    start, end, kind = min(found, key=lambda f: (f[0], -f[1])) if found else (0, 0, PLAIN)
    rest = text[:start] + " " + text[end:]
    for pattern, share in _FRACTIONS:
        rest = pattern.sub(lambda m, s=share: f"{m['how'] or ''} {s} %", rest, count=1)
    number = _PERCENT.search(rest)
    if number:
        kind = _numbered(number["how"], float(number["number"]) / 100)
        rest = rest[: number.start()] + " " + rest[number.end() :]
    return kind, rest


_ADVERB = re.compile(
    r"mostly|mainly|largely|predominantly|generally|typically|usually|overwhelmingly|universally|almost universally"
    r"|widely|commonly|common|tends? to|as a rule|on the whole|in general|(?:are |is )(?:\w+ly )?(?:divided|split)",
    re.IGNORECASE,
)
_FOLK = re.compile(
    r"\s*(?:of )?(?:the |its |their |all )?(?:\w+ )?(?:people|here|men|women|citizens|parents|families"
    r"|respondents|them"
    r"|those (?:asked|surveyed)|the (?:population|country|public))\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:say|think|believe|feel|agree|hold|that|see|find|want|trust|do|are|is)\b", re.IGNORECASE)


def _counts_people(text: str, match: re.Match[str], kind: Quantifier) -> bool:
    before = text[: match.start()]
    if _ADVERB.fullmatch(match[0]):
        return True
    if _FOLK.match(text, match.end()):
        return not (
            kind.turned and _SAYS.search(before) and not re.search(r"\b(?:by|of|for|something|say)\s*$", before)
        )
    return len(before.split()) <= 3 and not _SAYS.search(before)


def _numbered(how: str | None, share: float) -> Quantifier:
    how = (how or "").lower().strip()
    if how in ("more than", "over", "at least", "above"):
        return Quantifier(f"over {share:.0%}", max(0.0, share - 0.01), below=share - NEAR)
    if how in ("less than", "fewer than", "under", "below"):
        return Quantifier(f"under {share:.0%}", 0.0, min(1.0, share + 0.01), above=share + NEAR)
    return Quantifier(
        f"{share:.0%}", max(0.0, share - NEAR), min(1.0, share + NEAR), below=share - FAR, above=share + TOO_LOW
    )
