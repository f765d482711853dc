"""Who stands for whom: a set of rows in which no two are alike, and for every other row one of them that it is like."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

#: How alike the rows of each pair are; NaN where they are not alike enough. Takes two lists of rows, [P] each.
Compare = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]

#: Rows that stay with which the others of one bucket are compared at most: bounds the time on texts that share a frame
#: of words and yet differ. Beyond it duplicates may be missed; nothing is joined that is not alike.
MOST = 200


def leaders(
    keys: NDArray[np.uint32], used: NDArray[np.bool_], compare: Compare, *, most: int = MOST
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Keep the first of those that are alike, in order of rank.

    A row stays when it is like no row before it that stays; every other row is *directly* like the one that stands for
    it. So a chain (a like b, b like c, a unlike c) never joins its ends, as clusters by union–find would. The result is
    the lexicographically first maximal independent set of the graph of likeness (Blelloch, Fineman & Shun, SPAA 2012),
    found in rounds: the first of all its buckets stays, and those like it leave. Time and memory follow the number of
    entries in buckets, never that of pairs.

    Args:
        keys: rows that have the same key in a column share a bucket and are compared; [N, bands], in order of rank,
            the best first.
        used: rows without are compared with nothing, [N].
        compare: the likeness of pairs.
        most: see `MOST`.

    Returns:
        For each row the row that stands for it (itself where it stays), and how alike they are (1 where it stays).
    """
    n = len(keys)
    leader, likeness = np.arange(n), np.ones(n)
    group, member = _buckets(keys, used)
    met = np.zeros(int(group[-1]) + 1 if len(group) else 0, np.int64)
    while len(group):
        first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
        size = np.diff(np.concatenate([first, [len(group)]]))
        # A row stays where it is the first of every bucket that it is in.
        stays = np.bincount(member[first], minlength=n) == np.bincount(member, minlength=n)
        head = np.repeat(member[first], size)
        leads = stays[head] & (head != member)
        pairs = np.unique(head[leads].astype(np.int64) << 32 | member[leads])
        left, right = pairs >> 32, pairs & 0xFFFFFFFF
        like = compare(left, right)
        found = np.flatnonzero(~np.isnan(like))
        # Of several, the most alike, then the best in rank.
        found = found[np.lexsort((left[found], -like[found], right[found]))]
        found = found[np.concatenate([[True], right[found][1:] != right[found][:-1]])] if len(found) else found
        leader[right[found]], likeness[right[found]] = left[found], like[found]
        done = np.zeros(n, bool)
        done[member[first][stays[member[first]]]] = True
        done[right[found]] = True
        met[group[first]] += stays[member[first]]
        keep = ~done[member] & (met[group] < most)
        group, member = _with_company(group[keep], member[keep])
    return leader, likeness


def _buckets(keys: NDArray[np.uint32], used: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Entries (bucket, row) of all buckets with two rows or more, by bucket and within it by rank."""
    rows = np.flatnonzero(used).astype(np.int32)
    groups, members, before = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)], 0
    for band in range(keys.shape[1]):
        column = keys[rows, band]
        order = np.argsort(column, kind="stable")
        group = np.cumsum(np.concatenate([[0], column[order][1:] != column[order][:-1]]), dtype=np.int32)[: len(order)]
        group, member = _with_company(group, rows[order])
        if len(group):
            group = np.cumsum(np.concatenate([[0], group[1:] != group[:-1]]), dtype=np.int32) + np.int32(before)
            before = int(group[-1]) + 1
            groups.append(group)
            members.append(member)
    return np.concatenate(groups), np.concatenate(members)


def _with_company(
    group: NDArray[np.int32], member: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Without the entries that are alone in their bucket."""
    if not len(group):
        return group, member
    same = group[1:] == group[:-1]
    kept = np.concatenate([[False], same]) | np.concatenate([same, [False]])
    return group[kept], member[kept]
