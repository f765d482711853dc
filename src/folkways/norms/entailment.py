"""Check a norm against what a survey's people said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean
from typing import Protocol

import polars as pl

from folkways.encoders import TextEncoder
from folkways.norms.book import NormBook
from folkways.norms.cells import Cell, cells, divided
from folkways.norms.likeness import Likeness
from folkways.norms.matching import Match, Matcher
from folkways.norms.norm import Norm
from folkways.norms.quantifiers import PLAIN, Quantifier, quantifier, wilson
from folkways.norms.readings import LANGUAGE, Reading, read
from folkways.norms.scope import of_a_part, testable
from folkways.norms.stance import Claim, claim
from folkways.norms.words import without_people
from folkways.surveys import Survey

#: A question is about a norm from this score on; see docs/methods/entailment.md.
ABOUT = 0.37
#: Questions whose score lies so near to the best one's are evidence as well, where they say the same.
NEAR = 0.06
#: And so near that either may be meant: where they disagree, nothing is called contradicted.
TIED = 0.015
#: Where the best cannot be read, one that lies farther below is not taken in its place.
UNREAD = 0.15
#: Questions with more options to choose between ("to which country?") are asked beside what a sentence says.
FEW_OPTIONS = 5
_COMPARED = re.compile(r"(?P<how>more|less) than (?:elsewhere|other peoples)(?: in this survey)?,?", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*%[^()]*\)")
#: "More than elsewhere" holds from this distance to the mean of the others on.
MORE = 0.05
_QUOTES = re.compile(r"[“\"](?P<quoted>[^”\"]+)[”\"]")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a checker found.

    Attributes:
        verdict: `supported`, `contradicted` or `not tested`.
        evidence: ids of the questions that it rests on.
        strength: the share of people who chose what the norm claims, 0 to 1; None where nothing tests it.
        divided: entropy of the answers over the largest possible, 0 to 1; None where nothing tests it.
        reason: in words.
    """

    verdict: str
    evidence: tuple[str, ...] = ()
    strength: float | None = None
    divided: float | None = None
    reason: str = ""


class Checker(Protocol):
    """Gives a verdict on norms."""

    @property
    def name(self) -> str:
        """What a norm book says of it."""
        ...

    def check(self, norm: Norm) -> Finding:
        """What the survey says of one norm."""
        ...


class Evidence:
    """A survey, read for checking: its readings, cells, and the questions that a sentence is about."""

    def __init__(self, survey: Survey, encoder: TextEncoder) -> None:
        self.survey = survey
        self.readings = {q.id: read(q) for q in survey.questions if LANGUAGE in q.texts}
        self._matcher = Matcher(tuple(self.readings.values()), encoder)
        self.likeness = Likeness(self._matcher, self._matcher.encode)

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        """Answers by (question, population)."""
        return cells(self.survey)

    @cached_property
    def asked(self) -> dict[str, frozenset[str]]:
        """The ids of the questions that each people answered."""
        grouped = self.survey.human.group_by("population").agg(pl.col("question").unique())
        return {p: frozenset(q) & self.readings.keys() for p, q in grouped.iter_rows()}

    def sentence(self, norm: Norm) -> str:
        """The norm's text without the names of its people."""
        names = [p.name for p in self.survey.populations if p.id == norm.population]
        demonyms = [p.demonym for p in self.survey.populations if p.id == norm.population and p.demonym]
        return without_people(norm.text, [*names, *demonyms])

    def about(self, norm: Norm, rest: str) -> tuple[Match, ...]:
        """The questions that the norm is about, best first, those beyond doubt only."""
        found = self._matcher.matches(rest, self.asked.get(norm.population, frozenset()))
        return tuple(m for m in found if m.score >= ABOUT)

    def like(self, norm: Norm, rest: str) -> tuple[Match, ...]:
        """The questions whose answers say the like of the norm in other words, best first."""
        asked = self.asked.get(norm.population, frozenset())
        return self.likeness.matches(rest, [r for i, r in self.readings.items() if i in asked])

    def divided(self, question: str, population: str) -> float:
        """How divided a people is over a question."""
        cell = self.cells[question, population]
        return divided([cell.shares[c] for c in self.readings[question].question.codes])


class RuleChecker:
    """Reads quantifier, polarity and intensity of an English sentence by rules, and compares them with the shares."""

    name = "rules"

    def __init__(self, survey: Survey, encoder: TextEncoder) -> None:
        self._evidence = Evidence(survey, encoder)

    def check(self, norm: Norm) -> Finding:
        """What the survey says of one norm."""
        if norm.language.split("-")[0] != LANGUAGE:
            return Finding("not tested", reason=f"the rules read English, not {norm.language}")
        sentence = self._evidence.sentence(norm)
        if of_a_part(sentence):
            return Finding("not tested", reason="it speaks of a part of the people")
        compared = _COMPARED.search(sentence)
        if compared:
            sentence = _NOTE.sub("", _COMPARED.sub("", sentence))
        quoted = self._quoted(norm)
        if quoted:
            kind, _ = quantifier(_QUOTES.sub(" ", sentence))
            return self._judged(norm, *quoted, kind, compared)
        kind, rest = quantifier(sentence)
        judged: list[tuple[Match, Finding]] = []
        best = 0.0
        for match in self._evidence.about(norm, rest):
            said = self._claimed(rest, match.reading)
            if said or match.reading.family or len(match.reading.question.codes) <= FEW_OPTIONS:
                best = best or match.score
            if said and match.score >= (judged[0][0].score - NEAR if judged else best - UNREAD):
                judged.append((match, self._judged(norm, match.reading, said, kind, compared)))
        if not judged:
            return self._alike(norm, rest, kind, compared)
        first = judged[0][1]
        others = [f for m, f in judged[1:] if m.reading.matter == judged[0][0].reading.matter]
        tied = [f for m, f in judged[1:] if m.score >= judged[0][0].score - TIED]
        if first.verdict == "contradicted" and any(f.verdict == "supported" for f in (*others, *tied)):
            return replace(first, verdict="not tested", reason="two questions about it disagree")
        same = [f for f in others if f.verdict == first.verdict]
        return replace(first, evidence=(*first.evidence, *(q for f in same for q in f.evidence)))

    def _alike(self, norm: Norm, rest: str, kind: Quantifier, compared: re.Match[str] | None) -> Finding:
        """The verdict by the question that is like the sentence in other words, where all that may be meant agree."""
        matches = self._evidence.like(norm, rest)
        found = []
        for match in matches:
            reading = match.reading
            said = self._claimed(rest, reading)
            if said:
                found.append(self._judged(norm, reading, said, kind, compared))
            elif not found:
                break
        if not found:
            return Finding("not tested", reason="no question is about it")
        if len({f.verdict for f in found}) > 1:
            return replace(found[0], verdict="not tested", reason="the questions that may be meant disagree")
        return found[0]

    def _claimed(self, rest: str, reading: Reading) -> Claim | None:
        """What is claimed, by words or by the statement that is nearest; None where the two differ."""
        if not testable(rest, reading):
            return None
        by_words, nearest = claim(rest, reading), self._evidence.likeness.claim(rest, reading)
        if by_words and nearest and by_words.codes != nearest.codes:
            return None
        return by_words or nearest

    def _quoted(self, norm: Norm) -> tuple[Reading, Claim] | None:
        """The question and the option that a sentence quotes word for word."""
        parts = _QUOTES.findall(norm.text)
        denied = re.search(r"\b(?:not|never) (?:answer|stand)\b", _QUOTES.sub(" ", norm.text)) is not None
        for reading in self._evidence.readings.values() if len(parts) > 1 else ():
            question = reading.question
            if question.text(LANGUAGE) != parts[0] or (question.id, norm.population) not in self._evidence.cells:
                continue
            codes = frozenset(o.code for o in question.substantive if o.text(LANGUAGE) == parts[1])
            rest = frozenset(question.codes) - codes
            if codes and "nearer to" in norm.text and reading.values:
                sign = 1 if codes & reading.side(1) else -1
                codes, rest = reading.side(sign), reading.side(-sign)
            if codes:
                return reading, Claim(rest, rest, codes) if denied else Claim(codes, codes, rest)
        return None

    def _judged(
        self, norm: Norm, reading: Reading, said: Claim, kind: Quantifier, compared: re.Match[str] | None
    ) -> Finding:
        cell = self._evidence.cells[reading.question.id, norm.population]
        verdict, share = verdict_of(said, kind, cell)
        if compared:
            verdict = self._against_others(norm, reading, said, less=compared["how"].lower() == "less")
        return Finding(
            verdict,
            (reading.question.id,),
            share,
            self._evidence.divided(reading.question.id, norm.population),
            f"{share:.0%} chose what it claims ({kind.name}), asked about {reading.target[:80]!r}",
        )

    def _against_others(self, norm: Norm, reading: Reading, said: Claim, *, less: bool) -> str:
        """Whether more of this people than of the others, on average, chose what is claimed."""
        cell = self._evidence.cells[reading.question.id, norm.population]
        ids = {p.id for p in self._evidence.survey.populations} - {norm.population}
        others = [self._evidence.cells.get((reading.question.id, p)) for p in ids]
        shares = [c.share(said.codes) for c in others if c]
        if not shares:
            return "not tested"
        low, high = wilson(cell.share(said.codes), cell.n_eff)
        mean = fmean(shares)
        above, below = low >= mean + MORE, high <= mean - MORE
        if below if less else above:
            return "supported"
        return "contradicted" if (above if less else below) else "not tested"


#: Of an intense claim ("very important") that a majority shares in kind, this share must choose the intense options.
SOME_INTENSE, MOST_IN_KIND, FEW_INTENSE = 0.3, 0.7, 0.15


def verdict_of(said: Claim, kind: Quantifier, cell: Cell) -> tuple[str, float]:
    """The verdict on a claim about one cell, and the share of people who chose what is claimed."""
    share, whole, other = (cell.share(codes) for codes in (said.codes, said.whole, said.opposite))
    n = cell.n_eff
    holds = kind.holds(share, n)
    if kind.turned or kind.name in ("divided", "about half") or kind.name[-1] == "%":
        return ("not tested" if holds is None else "supported" if holds else "contradicted"), share
    if holds:
        return "supported", share
    if said.intense:
        if kind.holds(whole, n) and whole >= MOST_IN_KIND and share >= SOME_INTENSE:
            return "supported", share
        plainly = kind.holds(whole, n) is False or (kind.low >= 0.5 and wilson(share, n)[1] < FEW_INTENSE)
        return ("contradicted" if plainly else "not tested"), share
    if holds is False or (kind.low <= PLAIN.low and kind.low > 0.3 and wilson(other, n)[0] > 0.5):
        return "contradicted", share
    return "not tested", share


def checked(book: NormBook, checker: Checker, progress: Callable[[int], None] | None = None) -> NormBook:
    """The book with a verdict on each of its norms.

    Args:
        book: its norms keep their order and status.
        checker: gives the verdicts.
        progress: called with the number of norms done.

    Returns:
        A book whose norms have verdict, checker, strength, divided and evidence; the questions that served as evidence
        are among its `questions`.
    """
    norms, used = [], dict.fromkeys(book.questions)
    for done, norm in enumerate(book.norms, start=1):
        found = checker.check(norm)
        used |= dict.fromkeys(found.evidence)
        norms.append(
            replace(
                norm,
                verdict=found.verdict,
                checker=checker.name,
                strength=found.strength,
                divided=found.divided,
                evidence=found.evidence,
            )
        )
        if progress:
            progress(done)
    return replace(book, norms=tuple(norms), questions=tuple(used))
