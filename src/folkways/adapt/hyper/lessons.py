"""What a hypernetwork learns from: questions as peoples answered them, or completions, each with a description.

Every row of a batch has a description of its own. Prompts that are the same (the neutral framing names no people) lie
in a batch once, and grow into a row for each people inside the model; see `models.trunk`.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from folkways.adapt.examples import Formats, rows
from folkways.surveys import Survey

if TYPE_CHECKING:
    from torch import Tensor

#: As the neutral framing asks it, in which nothing but the description tells the peoples apart.
NEUTRAL = Formats(framings=("neutral",))


@dataclass(frozen=True, slots=True)
class Answered:
    """A prompt that one people answered.

    Attributes:
        told: which of the descriptions it is given.
        tokens: of the prompt.
        ways: for each option shown the tokens that write its label.
        target: the people's shares, sum 1.
        ordinal: whether the options are a scale.
    """

    told: int
    tokens: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]
    target: tuple[float, ...]
    ordinal: bool


@dataclass(frozen=True, slots=True)
class Completed:
    """A prompt and what is to be said to it.

    Attributes:
        told: which of the descriptions it is given.
        tokens: of the prompt, then of the completion.
        start: where the completion begins.
    """

    told: int
    tokens: tuple[int, ...]
    start: int


#: What a step sees at a time: the answers to one question, or one completion.
Lesson = tuple[Answered, ...] | tuple[Completed, ...]


def answered(
    survey: Survey, tokenizer: Any, told: Mapping[str, Sequence[int]], *, formats: Formats = NEUTRAL, peoples: int,
    seed: int,
) -> Iterator[Lesson]:  # fmt: skip
    """Lessons without end from a survey's training part.

    Args:
        survey: every question and people in it is learnt from.
        tokenizer: of the model.
        told: by population id the places of its descriptions, of which one is drawn each time.
        formats: how the prompts look.
        peoples: at most so many a question.
        seed: of all draws.
    """
    draw = random.Random(f"{seed}:descriptions")
    for row in rows(survey, tokenizer, formats=formats, peoples=peoples, seed=seed):
        yield tuple(
            Answered(
                draw.choice(told[branch.population]), (*row.shared, *branch.tokens), branch.ways, branch.target,
                row.ordinal,
            )
            for branch in row.branches
        )  # fmt: skip


def shuffled_without_end(lessons: Sequence[Lesson], seed: int) -> Iterator[Lesson]:
    """All lessons in a random order, then again in another."""
    draw = random.Random(f"{seed}:order")
    while True:
        yield from draw.sample(lessons, len(lessons))


@dataclass(slots=True)
class Batch:
    """Lessons as tensors: N distinct prompts, R rows.

    Attributes:
        texts: the vector of each row's description, shape [R, width].
        ids: shape [N, L], padded at the right, which a causal model does not see.
        row: the prompt of each row, shape [R].
        at: the last place of the prompt in each row, shape [R].
        ways, target, ordinal: of answers; see `adapt.matching.Batch`. Of shape [R, 0, 0] and [R, 0] for completions.
        learnt: the places whose next token is learnt, shape [R, L]; all false for answers.
    """

    texts: Tensor
    ids: Tensor
    row: Tensor
    at: Tensor
    ways: Tensor
    target: Tensor
    ordinal: Tensor
    learnt: Tensor


def batch(lessons: Iterable[Lesson], vectors: Tensor) -> Batch:
    """Put lessons into one batch.

    Args:
        lessons: all of answers, or all of completions.
        vectors: of the descriptions, shape [descriptions, width].
    """
    import torch

    items: list[Any] = [item for lesson in lessons for item in lesson]
    unique = {tokens: n for n, tokens in enumerate(dict.fromkeys(item.tokens for item in items))}
    width = max(map(len, unique))
    ids = torch.zeros(len(unique), width, dtype=torch.long)
    for tokens, n in unique.items():
        ids[n, : len(tokens)] = torch.tensor(tokens)
    answers = isinstance(items[0], Answered)
    options = max(len(item.target) for item in items) if answers else 0
    most = max(len(way) for item in items for way in item.ways) if answers else 0
    ways = torch.full((len(items), options, most), -1, dtype=torch.long)
    target = torch.zeros(len(items), options)
    learnt = torch.zeros(len(items), width, dtype=torch.bool)
    for n, item in enumerate(items):
        if answers:
            target[n, : len(item.target)] = torch.tensor(item.target)
            for k, way in enumerate(item.ways):
                ways[n, k, : len(way)] = torch.tensor(way)
        else:
            learnt[n, item.start - 1 : len(item.tokens) - 1] = True
    return Batch(
        vectors[[item.told for item in items]], ids, torch.tensor([unique[item.tokens] for item in items]),
        torch.tensor([len(item.tokens) - 1 for item in items]), ways, target,
        torch.tensor([answers and item.ordinal for item in items]), learnt,
    )  # fmt: skip
