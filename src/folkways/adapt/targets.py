"""What traces are to be written for: a training question, a people, and the answer that the trace must end in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from folkways.errors import InputError
from folkways.populations import Population
from folkways.probes.design import Cell
from folkways.probes.orders import check_order, orders_for
from folkways.runs import digest
from folkways.surveys import Question, Survey

KEEP = ("top", "proportion")

#: By question and population.
Shares = dict[tuple[str, str], tuple[float, ...]]

_KEY = ("question", "population", "option")


@dataclass(frozen=True, slots=True)
class Tracing:
    """How traces are made.

    Attributes:
        keep: `top`: a trace is kept where it ends in the answer that most people give; `proportion`: answers are drawn
            in proportion to the people's shares, and a teacher that does not come to the drawn one is told it.
        draws: traces wanted for each question and people.
        tries: texts that a teacher writes for each before it is told the answer, or given up.
        max_tokens: of a text.
        orders: in which the options stand, in turn.
        labels: label set.
        seed: of the draws.

    Raises:
        InputError: a level is unknown or a number is below 1.
    """

    keep: str = "top"
    draws: int = 1
    tries: int = 4
    max_tokens: int = 256
    orders: tuple[str, ...] = ("given", "reversed")
    labels: str = "digits"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.keep not in KEEP:
            raise InputError(f"unknown way of keeping traces {self.keep!r}", mend=f"use {' or '.join(KEEP)}")
        for name in ("draws", "tries", "max_tokens"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}", mend="give at least 1")
        for order in self.orders:
            check_order(order)

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Target:
    """One trace that is wanted.

    Attributes:
        cell: the prompt of the probe that it answers, as a persona that thinks first.
        code: the option that it must end in.
        shares: of the people, over the substantive options in canonical order; sum 1.
        draw: which of the draws of this question and people, from 0.
    """

    cell: Cell
    code: str
    shares: tuple[float, ...]
    draw: int

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.cell.question

    @property
    def population(self) -> Population:
        """Who is asked."""
        assert self.cell.population is not None
        return self.cell.population

    @property
    def share(self) -> float:
        """The share of the people that gives the answer."""
        return self.shares[self.question.codes.index(self.code)]

    def random(self, seed: int, what: str) -> random.Random:
        """Chance that depends on the target, the seed and the purpose alone."""
        key = [seed, what, self.question.id, self.population.id, self.code, self.draw]
        return random.Random(int(digest(key), 16))


def shares_of(survey: Survey) -> Shares:
    """The peoples' shares of the substantive options, in canonical order, sum 1, by question and population.

    A people that was not asked, or gave no such answer, has no entry.
    """
    given = {(q, p, o): share for q, p, o, share in survey.human.select(*_KEY, "share").iter_rows()}
    found: Shares = {}
    for question, people in survey.cells.select("question", "population").iter_rows():
        shares = [given[question, people, code] for code in survey.by_id[question].codes]
        if sum(shares) > 0:
            found[question, people] = tuple(share / sum(shares) for share in shares)
    return found


def targets(survey: Survey, tracing: Tracing) -> list[Target]:
    """The traces that are wanted of a survey's training side, question by question.

    Args:
        survey: what may be learnt from, and nothing else: see `Split.training`.
        tracing: the settings.
    """
    return list(_targets(survey, tracing))


def drawn(shares: tuple[float, ...], n: int, start: float) -> list[int]:
    """n options in proportion to their shares, by systematic sampling: each comes ⌊n·share⌋ or ⌈n·share⌉ times.

    Args:
        shares: sum 1.
        n: how many.
        start: uniform in [0, 1).

    >>> drawn((0.5, 0.3, 0.2), 10, 0.5)
    [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]
    """
    ends = np.cumsum(shares) / np.sum(shares)
    return [min(int(np.searchsorted(ends, (i + start) / n, side="right")), len(shares) - 1) for i in range(n)]


def _targets(survey: Survey, tracing: Tracing) -> Iterator[Target]:
    turn, known = 0, shares_of(survey)
    for question in survey.questions:
        language = question.language
        orders = orders_for(question, tracing.orders)
        for people in survey.populations:
            shares = known.get((question.id, people.id))
            if shares is None:
                continue
            if tracing.keep == "top":
                places = [shares.index(max(shares))] * tracing.draws
            else:
                chance = random.Random(int(digest([tracing.seed, question.id, people.id]), 16))
                places = drawn(shares, tracing.draws, chance.random())
            for draw, place in enumerate(places):
                order = orders[turn % len(orders)]
                cell = Cell(
                    question, people, "persona", language, order, tracing.labels, "plain", "before",
                    reasoning="reasoned",
                )  # fmt: skip
                yield Target(cell, question.codes[place], shares, draw)
                turn += 1
