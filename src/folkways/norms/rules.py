"""Mine norms without a model: plain sentences from strong majorities and strong contrasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

import polars as pl

from folkways.norms.cells import Cell, cells, divided
from folkways.norms.norm import Norm
from folkways.norms.phrasing import Choice, choices
from folkways.norms.quantifiers import MOST, NEARLY_ALL, wilson
from folkways.norms.readings import LANGUAGE, Reading, read
from folkways.norms.topics import topic_of, topics_of
from folkways.surveys import Survey

#: A contrast: the lower confidence bound lies so far above the mean of the other peoples, and at least so many others
#: were asked. It is told only of the people with the largest share.
CONTRAST, OTHERS = 0.15, 3
CHECKER = "rules"


@dataclass(frozen=True, slots=True)
class _Candidate:
    norm: Norm
    score: float
    kind: str
    family: str


def mine_rules(survey: Survey, *, populations: Iterable[str] | None = None, per_topic: int = 5) -> tuple[Norm, ...]:
    """Norms from the survey's shares alone.

    Args:
        survey: what may be learnt from: hand in the training part of a split.
        populations: ids or names; all of the survey's where None.
        per_topic: how many norms a people and topic (`topics.topic_of`) at most.

    Returns:
        Norms by population and topic, strongest first. "Most" says that at least 60 % chose it, "nearly all" 90 %:
        the lower bound of the 95 % Wilson interval at the cell's effective number of respondents must reach it.
        "More than elsewhere in this survey" says that the lower bound lies 15 points above the mean of at least three
        other peoples, and that none has a larger share. Questions that were put to a few ("how often do you use your
        account?") say nothing of a people and are left out. About two in five of a topic's norms are contrasts, where
        there are enough.

    Raises:
        PopulationError: a population is unknown.

    Source: the baseline without a model of docs/methods/entailment.md.
    """
    people = [survey.population(p) for p in populations] if populations is not None else list(survey.populations)
    found = cells(survey)
    few = put_to_few(survey)
    possible: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for question in survey.questions:
        if LANGUAGE not in question.texts:
            continue
        reading = read(question)
        told = choices(reading) if question.id not in few else ()
        asked = {p.id: found[question.id, p.id] for p in survey.populations if (question.id, p.id) in found}
        for population in people:
            if population.id in asked and told:
                possible[population.id, topic_of(question)] += _candidates(
                    reading, told, population.id, population.label, asked
                )
    return tuple(n for p in people for t in topics_of(survey) for n in _best(possible[p.id, t], per_topic))


def _candidates(
    reading: Reading, told: tuple[Choice, ...], population: str, label: str, asked: dict[str, Cell]
) -> list[_Candidate]:
    made = []
    if majority := _majority(told, asked[population]):
        choice, share, low = majority
        quantifier = "Nearly all" if low >= NEARLY_ALL else "Most"
        text = choice.sentence(label, quantifier, _percent(share))
        made.append(_candidate(reading, population, text, choice, asked[population], share, "majority"))
    contrast = max(
        (c for c in told),
        key=lambda c: asked[population].share(c.codes) - _elsewhere(c, population, asked),
        default=None,
    )
    if contrast and len(asked) > OTHERS and _stands_out(contrast, population, asked):
        share, mean = asked[population].share(contrast.codes), _elsewhere(contrast, population, asked)
        note = f"{_percent(share)}, elsewhere {_percent(mean)} on average"
        text = _told_first(contrast, label, note)
        made.append(_candidate(reading, population, text, contrast, asked[population], share - mean, "contrast"))
    return made


def _percent(share: float) -> str:
    """Never 100 % where somebody said otherwise.

    >>> _percent(0.966), _percent(0.998), _percent(0.0)
    ('97 %', 'over 99 %', '0 %')
    """
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def put_to_few(survey: Survey) -> frozenset[str]:
    """The questions that some people were asked on condition of an earlier answer: a cell has a base of its own.

    A cell counts where its number of respondents is less than half of the people's median over all questions.
    """
    usual = pl.col("n_eff").median().over("population")
    small = survey.cells.filter(pl.col("n_eff") < usual / 2)
    return frozenset(small["question"])


def _told_first(choice: Choice, label: str, note: str) -> str:
    if choice.asked:
        return f"{choice.asked}, people in {label} {choice.says} more than elsewhere in this survey ({note})."
    return f"More than elsewhere in this survey, people in {label} {choice.says} ({note})."


def _majority(told: tuple[Choice, ...], cell: Cell) -> tuple[Choice, float, float] | None:
    """The most telling choice that most people made: the narrowest set of options that reaches "most"."""
    reached = []
    for choice in told:
        share = cell.share(choice.codes)
        low = wilson(share, cell.n_eff)[0]
        if low >= MOST:
            reached.append((len(choice.codes), choice, share, low))
    return min(reached, key=lambda r: (r[0], -r[2]))[1:] if reached else None


def _elsewhere(choice: Choice, population: str, asked: dict[str, Cell]) -> float:
    return fmean([cell.share(choice.codes) for p, cell in asked.items() if p != population] or [1.0])


def _stands_out(choice: Choice, population: str, asked: dict[str, Cell]) -> bool:
    share, cell = asked[population].share(choice.codes), asked[population]
    most = max(c.share(choice.codes) for p, c in asked.items() if p != population)
    return (
        wilson(share, cell.n_eff)[0] - _elsewhere(choice, population, asked) >= CONTRAST
        and share > most
        and share >= 0.3
    )


def _candidate(
    reading: Reading, population: str, text: str, choice: Choice, cell: Cell, score: float, kind: str
) -> _Candidate:
    question = reading.question
    share = cell.share(choice.codes)
    norm = Norm(
        population,
        topic_of(question),
        text,
        method="rules",
        shown=(question.id,),
        verdict="supported",
        checker=CHECKER,
        strength=share,
        divided=divided([cell.shares[c] for c in question.codes]),
        evidence=(question.id,),
    )
    return _Candidate(norm, score, kind, reading.family.name if reading.family else "")


def _best(possible: list[_Candidate], n: int) -> list[Norm]:
    """The strongest, first no two of a scale, then of what is left; no question and no text twice."""
    contrasts = round(n * 0.4)
    taken: list[_Candidate] = []
    for kind, room in (("contrast", contrasts), ("majority", n)):
        ranked = sorted((c for c in possible if c.kind == kind), key=lambda c: -c.score)
        kinds: set[str] = set()
        first = [c for c in ranked if not (c.family in kinds or kinds.add(c.family))]
        for candidate in [*first, *ranked]:
            used = {t.norm.evidence for t in taken} | {(t.norm.text,) for t in taken}
            free = n - len(taken) if kind == "majority" else room - len(taken)
            if free > 0 and candidate.norm.evidence not in used and (candidate.norm.text,) not in used:
                taken.append(candidate)
    return [c.norm for c in sorted(taken, key=lambda c: (c.kind != "majority", -c.score))]
