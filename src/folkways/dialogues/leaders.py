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
# Entries of buckets that are looked at at a time.
_ENTRIES = 250_000


def leaders(
    keys: NDArray[np.uint32], used: NDArray[np.bool_], compare: Compare, *, most: int = MOST
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Keep the first of those that are alike, in order of rank.

    A row stays when it is like no row before it that stays; every other row is *directly* like the one that stands for
    A row stays when it is like no row before it that stays; every other row is *directly* like the one that stands for
    it, the first in rank of those that stay that it was found like. So a chain (a like b, b like c, a unlike c) never
    joins its ends, as clusters by union–find would. The rows that stay are the lexicographically first maximal
    independent set of the graph of likeness, found for a stretch of rows at a time (Blelloch, Fineman & Shun, SPAA
    2012). Memory follows the number of entries in buckets, never that of pairs.

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
    decided = np.zeros(n, bool)
    buckets = _Buckets(*_entries(keys, used))
    while len(rows := buckets.next_rows(decided)):
        left, right = buckets.company(rows, decided, most)
        like = compare(left, right)
        alike = ~np.isnan(like)
        left, right, like = left[alike], right[alike], like[alike]
        # In order of rank: who is like an earlier one of these rows that stays, goes.
        among = np.isin(right, rows)
        gone: set[int] = set()
        for one, other in zip(left[among].tolist(), right[among].tolist(), strict=True):
            if one not in gone:
                gone.add(other)
        stays = ~np.isin(left, np.fromiter(gone, np.int64, len(gone)))
        found, first = np.unique(right[stays], return_index=True)
        leader[found], likeness[found] = left[stays][first], like[stays][first]
        decided[rows] = decided[found] = True
        buckets.met_by(rows[leader[rows] == rows])
    return leader, likeness


class _Buckets:
    """Rows by bucket, and buckets by row."""

    def __init__(self, group: NDArray[np.int32], member: NDArray[np.int32]) -> None:
        self._met = np.zeros(int(group[-1]) + 1 if len(group) else 0, np.int64)
        self._fill(group, member)

    def _fill(self, group: NDArray[np.int32], member: NDArray[np.int32]) -> None:
        self._group, self._member = group, member
        sizes = np.bincount(group, minlength=len(self._met))
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        order = np.argsort(member, kind="stable")
        self._rows, first = np.unique(member[order], return_index=True)
        self._of_row, self._row_starts = group[order], np.concatenate([first, [len(order)]])
        mass = np.add.reduceat(sizes[self._of_row], first) if len(first) else first
        self._mass, self._at = np.cumsum(mass), 0

    def next_rows(self, decided: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The next rows in rank that nobody stands for: as many as have `_ENTRIES` entries in their buckets, or one."""
        if np.count_nonzero(decided[self._rows]) > len(self._rows) // 2:
            keep = ~decided[self._member]
            self._fill(*_with_company(self._group[keep], self._member[keep]))
        while self._at < len(self._rows):
            before = self._mass[self._at - 1] if self._at else 0
            end = max(self._at + 1, int(np.searchsorted(self._mass, before + _ENTRIES)))
            rows = self._rows[self._at : end]
            self._at = end
            if not decided[rows].all():
                return rows[~decided[rows]].astype(np.int64)
        return np.zeros(0, np.int64)

    def company(
        self, rows: NDArray[np.int64], decided: NDArray[np.bool_], most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each of the rows with every undecided row behind it in one of its buckets, each pair once, in order."""
        group, of = self._groups(rows)
        open_ = self._met[group] < most
        group, of = group[open_], of[open_]
        places, which = _spans(self._starts[group], self._starts[group + 1])
        left, right = rows[of[which]], self._member[places].astype(np.int64)
        fit = (right > left) & ~decided[right]
        pairs = np.sort(left[fit] << 32 | right[fit])
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])[: len(pairs)]]
        return pairs >> 32, pairs & 0xFFFFFFFF

    def met_by(self, rows: NDArray[np.int64]) -> None:
        """Count that these rows, which stay, were compared with all of their buckets."""
        self._met += np.bincount(self._groups(rows)[0], minlength=len(self._met))

    def _groups(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        at = np.searchsorted(self._rows, rows)
        places, which = _spans(self._row_starts[at], self._row_starts[at + 1])
        return self._of_row[places], which


def _spans(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All places of several spans, and which span each is of."""
    sizes = ends - starts
    which = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(which)) + (starts - np.cumsum(sizes) + sizes)[which], which


def _entries(keys: NDArray[np.uint32], used: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
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


def _with_company(group: NDArray[np.int32], member: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Without the entries that are alone in their bucket."""
    if not len(group):
        return group, member
    same = group[1:] == group[:-1]
    kept = np.concatenate([[False], same]) | np.concatenate([same, [False]])
    return group[kept], member[kept]
