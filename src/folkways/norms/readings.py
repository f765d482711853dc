"""What choosing an option says: the object of a question, and where each option stands between two poles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from folkways.norms.families import Family, degree_word, family_of
from folkways.norms.words import matter, stem, words
from folkways.surveys import Option, Question

#: From this distance to the middle on, an option is an intense one ("very", "strongly").
INTENSE = 0.75
LANGUAGE = "en"

_QUOTED = re.compile(r"(?<!\w)['‘\"“](?P<quoted>.{3,}?)['’\"”](?!\w)")
_AFTER_COLON = re.compile(
    r"(?:disagree or agree|agree or disagree|agreement|disagreement|statements?|following|acceptable|taxes on "
    r"the citizens for"
    r"|would be for your country, in your opinion|have as neighbors)[^:.?]*"
    r"(?::|\.{1,2}|(?<=the following)\?)\s*(?P<rest>[^:]+?)[?.]?$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:do you trust|do you have(?: in)?|confidence do you have in(?: your)?|membership status in (?:an? )?"
    r"|do you use"
    r"|do you watch|do you find|would you say(?: you are)?|is such|is(?= god)|(?:do|did|does|are|is) you)\s*"
    r"|,? (?:might you do so|always, usually|frequently, occasionally|or would you never).*$|\((?:first|second|third)"
    r" \w+\)$",
    re.IGNORECASE,
)
_FRAMES = re.compile(
    r"increase taxes|democracy(?=\. How essential)|(?<=violation of )dignity|President/Prime Minister"
    r"|(?<=have as )neighbors"
    r"|self-esteem|Palestinian(?= issue)|(?<=qualities that )children",
    re.IGNORECASE,
)
_CONTRARIES = {
    "close": ("distant", "detached", "remote", "disconnected"),
    "easy": ("hard", "difficult"),
    "worried": ("calm", "relaxed", "unconcerned", "unworried"),
    "proud": ("ashamed",),
    "credible": ("untrustworthy", "unreliable"),
    "interested": ("indifferent", "apathetic", "bored"),
    "secure": ("unsafe", "afraid"),
    "happy": ("sad", "miserable"),
}
#: What is said to be left aside is not what is asked.
_PREAMBLE = re.compile(r"^(?:Independently|Regardless) of [^,]*, |^Apart from weddings and funerals, ")
_NEEDED = re.compile(
    r"(?<=as )neighbors|\bPalestinian(?= issue)|\bworried\b|\bself-esteem\b|\bvictim of crime\b|\bdignity\b"
    r"|(?<=view on )\w+|\bbudget\b|\bthis event\b",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"\b(?:should|must|ought|duty|rights?|important|function of the state|priorit\w+|support|agree|accept\w*|justif\w+"
    r"|qualities|essential|better|good|would|necessary|responsib\w+|best|prefer)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(?:than|better|worse|priorit\w+|rather|only|prefer|choose|more important)\b", re.IGNORECASE)
#: A scale named in the question: its second half says nothing of what is judged.
_ALTERNATIVES = (
    (re.compile(r"\bshould or should not\b"), "should"),
    (re.compile(r"\b(support|agree)(?:/| or )(?:oppose|disagree)\b"), r"\1"),
    (re.compile(r"\b(better off) or worse off\b"), r"\1"),
    (re.compile(r"\b(justified|right) or (?:unjustified|wrong)\b"), r"\1"),
)
_STOCK = re.compile(
    r"^(?:generally speaking|in general|in your (?:personal )?opinion|in your view|in principle|all things considered"
    r"|taking all things together|how (?:much|often|strongly|satisfied|close|important|proud|interested|happy|worried"
    r"|frequently|secure|credible|easy|high|many|serious|would)\b|to what extent|do you (?:think|agree"
    r"|believe|feel|have)"
    r"(?: that| with)?|would you (?:say|describe|evaluate|rate|like to|be)|please indicate (?:whether|how"
    r"|your|if)|are you"
    r"|have you(?: ever)?|how (?:do|does|did|would)|on a scale from 1.5,?)[\s,]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """A question, read.

    Attributes:
        question: the question.
        family: the family of its scale; None where its options are to choose between.
        target: what is judged ("Political Parties"), in the question's words.
        values: for each substantive option its place from -1 (negative end) to 1 (positive end); empty where
            there is no family and no worded ends.
    """

    question: Question
    family: Family | None
    target: str
    values: tuple[float, ...]

    @cached_property
    def matter(self) -> frozenset[str]:
        """Stems of what is judged."""
        return matter(self.target)

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """Stems of the target, whole and by each of its names: "Public Security (the Police)", "friends/colleagues"."""
        parts = re.split(r"[/()]", self.target)
        named = [matter(p) for p in parts if len(parts) > 1 and len(p.split()) < 7]
        return (self.matter, *(n for n in named if n))

    @cached_property
    def frame(self) -> frozenset[str]:
        """Stems of what the judgement is about, outside the target: a sentence should have one of them.

        Only where the target alone would be misread: "help for the poor" as a reason for taxes.
        """
        text = self.question.text(LANGUAGE)
        return matter(" ".join(found[0] for found in _FRAMES.finditer(text))) - self.matter

    def may_be_meant(self, said: frozenset[str]) -> bool:
        """Whether stems of a sentence have what a question like this cannot be about without ("as neighbors")."""
        text = self.question.text(LANGUAGE)
        return all(said & matter(found[0]) for found in _NEEDED.finditer(text))

    @cached_property
    def normative(self) -> bool:
        """Whether it asks what ought to be, not what is."""
        options = " ".join(o.text(LANGUAGE) for o in worded(self.question)) if self.family is None else ""
        is_so = self.family is not None and self.family.name in ("state", "frequency", "done", "degree", "satisfaction")
        return not is_so and _OUGHT.search(f"{self.question.text(LANGUAGE)} {options}") is not None

    @cached_property
    def all_matter(self) -> frozenset[str]:
        """Stems of everything that the question says."""
        worded = " ".join(o.text(LANGUAGE) for o in self.question.substantive if o.named)
        return matter(f"{_PREAMBLE.sub('', self.question.text(LANGUAGE))} {worded} {self.target}") | self.matter

    @cached_property
    def target_words(self) -> frozenset[str]:
        """Lower-case words of what is judged and their stems: they carry no stance of the speaker."""
        found = words(self.target)
        return frozenset(found) | frozenset(stem(w) for w in found)

    @property
    def compares(self) -> bool:
        """Whether it asks for a comparison itself, or to choose."""
        options = " ".join(o.text(LANGUAGE) for o in worded(self.question)) if self.family is None else ""
        return _COMPARES.search(f"{self.question.text(LANGUAGE)} {options}") is not None

    @property
    def degree(self) -> str:
        """The adjective of a scale of degree."""
        return degree_word(self.question) if self.family and self.family.name == "degree" else ""

    @cached_property
    def contrary(self) -> str:
        """A pattern of the contraries of that adjective: `insecure`, `distant`; "" where there is no adjective."""
        if not self.degree:
            return ""
        return "|".join((rf"(?:un|in|ir|im|non-?|dis){self.degree}", *_CONTRARIES.get(self.degree, ())))

    def side(self, sign: int, *, intense: bool = False, far: bool = False) -> frozenset[str]:
        """The codes of one side of the scale.

        Args:
            sign: 1 or -1.
            intense: only those of the intense options.
            far: only the end of the scale.
        """
        least = 0.999 if far else INTENSE if intense else 1e-9
        return frozenset(c for c, v in zip(self.question.codes, self.values, strict=True) if v * sign >= least)

    @property
    def middle(self) -> frozenset[str]:
        """The codes of neither side."""
        return frozenset(self.question.codes) - self.side(1) - self.side(-1)


def read(question: Question) -> Reading:
    """What its options say."""
    found = family_of(question)
    target = _target(question.text(LANGUAGE))
    if found is None:
        return Reading(question, None, target, _between_ends(question))
    family, first_is_high = found
    return Reading(question, family, target, _values(question, family, first_is_high))


def _target(text: str) -> str:
    text = re.sub(r"\s*Here is the list:.*$|\s*\([^()]*etc\.\)", "", text)
    text = _PREAMBLE.sub("", text)
    for both, one in _ALTERNATIVES:
        text = both.sub(one, text)
    for rule in (_QUOTED, _AFTER_COLON):
        if found := rule.search(text):
            return next(v for v in found.groupdict().values() if v).strip(" .?")
    sentences = re.split(r"(?<=[.?!])\s+", text)
    asked = next((s for s in reversed(sentences) if s.endswith(("?", ":"))), sentences[-1])
    shorter = asked
    for _ in range(3):
        shorter = _STOCK.sub("", shorter).strip()
    return _AROUND.sub("", shorter).strip(" .?:,") or asked


_DENIES = re.compile(
    r"^(?:no\b|not\b|never|none|do(?:n't| not)|i (?:do|did|am) not|rarely|(?:in|un)\w+ to some|will not|non-"
    r"|would never)",
    re.I,
)


def _values(question: Question, family: Family, first_is_high: bool) -> tuple[float, ...]:
    options = [o for o in question.substantive if not o.text(LANGUAGE).startswith("another answer (code")]
    n = len(options)
    placed = {o.code: (1 - 2 * i / (n - 1)) * (1 if first_is_high else -1) for i, o in enumerate(options)}
    if family.whole:
        for option in options:
            if option.named:
                denies = bool(_DENIES.match(option.text(LANGUAGE))) and abs(placed[option.code]) < 1
                size = abs(placed[option.code]) or 0.33
                low = placed[option.code] == -1 or denies
                placed[option.code] = -size if low else size
    return tuple(placed.get(c, 0.0) for c in question.codes)


def _between_ends(question: Question) -> tuple[float, ...]:
    """The first worded end is -1 and the last is 1, where all between is unworded ("point 2 of 10 between …")."""
    options = question.substantive
    if len(options) < 3 or not (options[0].named and options[-1].named) or any(o.named for o in options[1:-1]):
        return ()
    return tuple(-1 + 2 * i / (len(options) - 1) for i in range(len(options)))


def worded(question: Question) -> tuple[Option, ...]:
    """The substantive options that have a wording of their own."""
    return tuple(o for o in question.substantive if o.named and not o.text(LANGUAGE).startswith("another answer"))
