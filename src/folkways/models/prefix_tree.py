"""Prompts as a prefix tree: which tokens are computed, each once, in what order, and what each of them sees.

Prompts are sorted, so that a prompt follows one with which it shares its longest beginning. Only the tokens behind that
beginning are new; they form a run that hangs on a token of an earlier run. Runs that hang on the same token form a
group, whose prefix is read once for all of them. A pack holds as many runs as its budget of new tokens allows; what the
first run of the next pack shares with the last one of this is carried over as states, so that no token is computed
twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Group:
    """Runs of new tokens that continue one common beginning.

    Attributes:
        prefix: places of the tokens that all of them see, from the first of the prompt on.
        starts, lengths: where each run begins among the pack's places, and how long it is.
    """

    prefix: tuple[int, ...]
    starts: tuple[int, ...]
    lengths: tuple[int, ...]


@dataclass(slots=True)
class Pack:
    """What one forward pass computes. A place is a position in what is carried over followed by the new tokens.

    Attributes:
        carried: places of the pack before whose states are carried over; they take the places 0 … len(carried) - 1.
        tokens: the new tokens.
        depths: how many tokens of its prompt stand before each of them.
        kinds: of which kind the prompts of each of them are.
        groups: the runs.
        paths: for each prompt that ends here, the places of all its tokens.
    """

    carried: tuple[int, ...] = ()
    tokens: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    paths: dict[int, tuple[int, ...]] = field(default_factory=dict)


def plan_packs(sequences: Sequence[Sequence[int]], *, budget: int, kinds: Sequence[int] | None = None) -> list[Pack]:
    """Cut prompts into packs of at most `budget` new tokens (a longer run goes alone).

    The new tokens of all packs together are the nodes of the prefix tree: the least that can be computed. Prompts of
    different kinds share nothing: they are trees of their own, which may stand in one pack.

    >>> packs = plan_packs([(1, 2, 3), (1, 2, 4, 5), (1, 6)], budget=100)
    >>> packs[0].tokens, packs[0].depths
    ([1, 2, 3, 4, 5, 6], [0, 1, 2, 2, 3, 1])
    >>> packs[0].paths[1]
    (0, 1, 3, 4)
    >>> [pack.tokens for pack in plan_packs([(1, 2, 3), (1, 2, 4, 5), (1, 6)], budget=3)]
    [[1, 2, 3], [4, 5, 6]]
    """
    packs: list[Pack] = []
    pack = Pack()
    runs: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    path: tuple[int, ...] = ()
    before: Sequence[int] = ()
    of = kinds if kinds is not None else [-1] * len(sequences)
    last = None
    for row in sorted(range(len(sequences)), key=lambda row: (of[row], tuple(sequences[row]))):
        sequence = sequences[row]
        shared = _shared(before, sequence) if of[row] == last else 0
        last = of[row]
        new = len(sequence) - shared
        if new and pack.tokens and len(pack.tokens) + new > budget:
            packs.append(_closed(pack, runs))
            pack, runs = Pack(carried=path[:shared]), {}
            path = tuple(range(shared))
        start = len(pack.carried) + len(pack.tokens)
        if new:
            runs.setdefault(path[:shared], []).append((start, new))
            pack.tokens.extend(sequence[shared:])
            pack.depths.extend(range(shared, len(sequence)))
            pack.kinds.extend([of[row]] * new)
        path = (*path[:shared], *range(start, start + new))
        pack.paths[row] = path
        before = sequence
    if pack.paths:
        packs.append(_closed(pack, runs))
    return packs


def _closed(pack: Pack, runs: dict[tuple[int, ...], list[tuple[int, int]]]) -> Pack:
    pack.groups = [
        Group(prefix, tuple(start for start, _ in found), tuple(length for _, length in found))
        for prefix, found in runs.items()
    ]
    return pack


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the common beginning."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def unique_tokens(sequences: Sequence[Sequence[int]]) -> int:
    """Nodes of the prefix tree: the tokens that must be computed at least.

    >>> unique_tokens([(1, 2, 3), (1, 2, 4, 5), (1, 6)])
    6
    """
    ordered = sorted(map(tuple, sequences))
    befores: list[tuple[int, ...]] = [(), *ordered[:-1]]
    return sum(len(sequence) - _shared(before, sequence) for before, sequence in zip(befores, ordered, strict=True))
