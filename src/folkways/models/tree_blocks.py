"""The groups of a pack as blocks of index tensors, made once for all layers.

A block holds groups that are computed together: their runs are filled up to one width, their prefixes to one length.
Groups of many queries stand alone, since nothing of their prefix is copied; small ones share a block, since a hundred
small products cost more than a copy of their prefixes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from folkways.models.prefix_tree import Group

#: Most numbers in the scores of one block, over all heads.
SCORES = 2**25
#: Most queries of a group that is computed together with others.
_FEW = 48
#: Most numbers in the copied prefixes of one block and head.
_COPIED = 2**22


@dataclass(frozen=True, slots=True)
class Run:
    """One run by itself.

    Attributes:
        start, stop: among the new tokens.
        places: what it sees, prefix first, shape [shared + length].
        mask: which of them each token sees, shape [length, shared + length]; None where it sees the ones before it.
    """

    start: int
    stop: int
    places: Any
    mask: Any


@dataclass(frozen=True, slots=True)
class Block:
    """Groups together: G of them, R runs each, W tokens a run, P places of prefix.

    Attributes:
        asked: places of the queries among the new tokens, [G, R, W].
        own: the same among all places.
        prefix: [G, P].
        hidden: what of the prefix is filling, [G, P]; None where nothing is.
        later: what of its own run a token does not see, [W, W].
        inside: which queries are no filling, flat, [N]; None where all are.
    """

    asked: Any
    own: Any
    prefix: Any
    hidden: Any
    later: Any
    inside: Any


def lay_out(groups: Sequence[Group], *, carried: int, heads: int, size: int, device: Any) -> list[Run | Block]:
    """Cut the groups of a pack into blocks and single runs.

    Args:
        groups: of a pack.
        carried: how many places hold states from before.
        heads, size: query heads and their size, which bound the memory of a block.
        device: where the tensors shall lie.
    """
    found: list[Run | Block] = []
    small: dict[int, list[Group]] = {}
    for group in groups:
        for part in _parts(group, heads):
            queries = len(part.starts) * max(part.lengths)
            if queries <= _FEW and part.prefix:
                small.setdefault(max(part.lengths), []).append(part)
            elif len(part.starts) == 1:
                found.append(_run(part, carried, device))
            else:
                found.append(_block([part], carried, device))
    for same in small.values():
        found += [_block(part, carried, device) for part in _together(same, heads, size)]
    return found


def _parts(group: Group, heads: int) -> Iterator[Group]:
    """The group in parts whose scores fit, runs of like length together."""
    part: list[tuple[int, int]] = []
    for length, start in sorted(zip(group.lengths, group.starts, strict=True)):
        if part and heads * (len(part) + 1) * length * (len(group.prefix) + length) > SCORES:
            yield _part(group, part)
            part = []
        part.append((length, start))
    yield _part(group, part)


def _part(group: Group, runs: Sequence[tuple[int, int]]) -> Group:
    return Group(group.prefix, tuple(start for _, start in runs), tuple(length for length, _ in runs))


def _together(groups: Sequence[Group], heads: int, size: int) -> Iterator[list[Group]]:
    """Small groups of one width, as many as fit."""
    part: list[Group] = []
    for group in sorted(groups, key=lambda group: len(group.prefix)):
        count, longest = len(part) + 1, len(group.prefix)
        runs = max(len(other.starts) for other in [*part, group])
        scores = heads * count * runs * max(group.lengths) * (longest + max(group.lengths))
        if part and (scores > SCORES or count * longest * size > _COPIED):
            yield part
            part = []
        part.append(group)
    yield part


def _run(group: Group, carried: int, device: Any) -> Run:
    import torch

    (start,), (length,), shared = group.starts, group.lengths, len(group.prefix)
    places = torch.tensor([*group.prefix, *range(start, start + length)], device=device)
    mask = None
    if shared:
        steps = torch.arange(shared + length, device=device)
        mask = steps <= steps[shared:, None]
    return Run(start - carried, start - carried + length, places, mask)


def _block(groups: Sequence[Group], carried: int, device: Any) -> Block:
    import torch

    width = max(max(group.lengths) for group in groups)
    runs = max(len(group.starts) for group in groups)
    shared = max(len(group.prefix) for group in groups)
    # A run that fills up is the group's first one again; behind the end of a run its last place stands in.
    starts = torch.tensor([[*g.starts, *[g.starts[0]] * (runs - len(g.starts))] for g in groups], device=device)
    lengths = torch.tensor([[*g.lengths, *[g.lengths[0]] * (runs - len(g.starts))] for g in groups], device=device)
    real = torch.tensor([[True] * len(g.starts) + [False] * (runs - len(g.starts)) for g in groups], device=device)
    steps = torch.arange(width, device=device)
    own = starts[..., None] + torch.minimum(steps, lengths[..., None] - 1)
    inside = (real[..., None] & (steps < lengths[..., None])).flatten()
    filled = [shared - len(group.prefix) for group in groups]
    prefix = torch.tensor([[*g.prefix, *[0] * fill] for g, fill in zip(groups, filled, strict=True)], device=device)
    hidden = torch.arange(shared, device=device) >= torch.tensor(
        [shared - fill for fill in filled], device=device
    ).unsqueeze(1)
    return Block(
        asked=own - carried,
        own=own,
        prefix=prefix.reshape(len(groups), shared),
        hidden=hidden if any(filled) else None,
        later=steps[None, :] > steps[:, None],
        inside=None if bool(inside.all()) else inside.nonzero().flatten(),
    )
