"""What distribution matching learns from: a question as the probe asks it, and how each people answered.

Prompts about one question begin alike, up to where the people is named. They lie in one row: the shared beginning once,
then a branch for each people, which sees the beginning and itself. So a row costs its distinct tokens, and its
gradients are those of the prompts one by one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.models.labels import LabelTrie, label_trie
from folkways.models.rendering import Renderer
from folkways.populations import Population
from folkways.probes.design import Cell, render
from folkways.surveys import Question, Survey

#: Questions with more options are asked by letters: `1` and `10` begin alike, and are not told apart by one token.
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Branch:
    """One prompt after the beginning that it shares.

    Attributes:
        population, question: ids.
        tokens: what follows the shared beginning, at least one token.
        ways: for each option in the order shown the tokens that write its label.
        target: the people's shares of the options in the order shown, sum 1.
    """

    population: str
    question: str
    tokens: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]
    target: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Prompts about one question: the tokens that all begin with, and their branches."""

    shared: tuple[int, ...]
    branches: tuple[Branch, ...]
    ordinal: bool

    @property
    def tokens(self) -> int:
        """How many tokens are computed."""
        return len(self.shared) + sum(len(b.tokens) for b in self.branches)


@dataclass(frozen=True, slots=True)
class Formats:
    """How training prompts look: each row draws one of each, so that no single look is learnt.

    Attributes:
        framings: `persona`, `observer`; `neutral` names no people, so that something else has to tell them apart.
        orders, labels, templates: as in a probe.
        cue: where the people is named; as it will be probed.
        languages: tags; a question without a text in the one drawn is asked in its own.
    """

    framings: tuple[str, ...] = ("persona",)
    orders: tuple[str, ...] = ("given", "reversed")
    labels: tuple[str, ...] = ("digits", "letters")
    templates: tuple[str, ...] = ("plain", "poll")
    cue: str = "after"
    languages: tuple[str, ...] = ()


def rows(
    survey: Survey, tokenizer: Any, *, formats: Formats, peoples: int, seed: int, limit: int | None = None
) -> Iterator[Row]:
    """Rows without end: all questions in a random order, then again in another.

    Args:
        survey: its training part: every question and people in it is learnt from.
        tokenizer: of the model.
        formats: what is drawn for each row.
        peoples: at most so many peoples a row, drawn anew each time.
        seed: of all draws.
        limit: stop after so many rows.
    """
    rng = random.Random(seed)
    shares = substantive_shares(survey)
    known = {p.id: p for p in survey.populations}
    answered: dict[str, list[str]] = {}
    for question, people in shares:
        answered.setdefault(question, []).append(people)
    tries: dict[tuple[str, ...], tuple[tuple[int, ...], ...]] = {}
    renderer = Renderer(tokenizer)
    made = 0
    pool = [q for q in survey.questions if q.id in answered]
    while True:
        for question in rng.sample(pool, len(pool)):
            if limit is not None and made >= limit:
                return
            asked = sorted(answered[question.id])
            chosen = [known[p] for p in rng.sample(asked, min(peoples, len(asked)))]
            cells = _cells(question, chosen, formats, rng)
            yield _row(cells, renderer, tokenizer, tries, shares)
            made += 1


def substantive_shares(survey: Survey) -> dict[tuple[str, str], NDArray[np.float64]]:
    """The people's shares over the substantive options, sum 1, by (question, population)."""
    place = {(q.id, code): i for q in survey.questions for i, code in enumerate(q.codes)}
    size = {q.id: len(q.codes) for q in survey.questions}
    found: dict[tuple[str, str], NDArray[np.float64]] = {}
    for question, people, option, share in survey.human.select("question", "population", "option", "share").iter_rows():
        if (question, option) in place:
            found.setdefault((question, people), np.zeros(size[question]))[place[question, option]] = share
    return {key: values / values.sum() for key, values in found.items() if values.sum() > 0}


def _cells(question: Question, peoples: Sequence[Population], formats: Formats, rng: random.Random) -> list[Cell]:
    tag = rng.choice(formats.languages) if formats.languages else question.language
    label_set = rng.choice(formats.labels) if len(question.codes) <= MOST_DIGITS else "letters"
    drawn = rng.choice(formats.framings), tag if tag in question.texts else question.language
    order, template = rng.choice(formats.orders), rng.choice(formats.templates)
    return [Cell(question, people, *drawn, order, label_set, template, formats.cue) for people in peoples]


def _row(
    cells: Sequence[Cell],
    renderer: Renderer,
    tokenizer: Any,
    tries: dict[tuple[str, ...], tuple[tuple[int, ...], ...]],
    shares: dict[tuple[str, str], NDArray[np.float64]],
) -> Row:
    sequences = [tuple(renderer.tokens(render(cell))) for cell in cells]
    # Every branch keeps its last token: that is where the answer is read.
    common = _common([sequence[:-1] for sequence in sequences])
    names = cells[0].label_texts
    if names not in tries:
        tries[names] = label_tokens(label_trie(tokenizer, names))
    branches = []
    for cell, sequence in zip(cells, sequences, strict=True):
        assert cell.population is not None
        target = shares[cell.question.id, cell.population.id][list(cell.shown)]
        branches.append(
            Branch(
                cell.population.id, cell.question.id, sequence[common:], tries[names], tuple(target.tolist())
            )
        )  # fmt: skip
    return Row(sequences[0][:common], tuple(branches), cells[0].question.scale == "ordinal")


def _common(sequences: Sequence[tuple[int, ...]]) -> int:
    """How many tokens all of them begin with."""
    least, most = min(sequences), max(sequences)
    pairs = enumerate(zip(least, most, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(least), len(most)))


def label_tokens(trie: LabelTrie) -> tuple[tuple[int, ...], ...]:
    """The single tokens that write each label.

    Raises:
        InputError: a label takes more than one token, or begins another.
    """
    ways: list[list[int]] = [[] for _ in trie.names]
    for token, node in trie.root.children.items():
        if node.label >= 0 and not node.children:
            ways[node.label].append(token)
    if short := [name for name, found in zip(trie.names, ways, strict=True) if not found]:
        raise InputError(
            f"the label {short[0]!r} is not one token to this model", mend="train with another label set: letters"
        )
    return tuple(tuple(found) for found in ways)
