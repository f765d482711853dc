"""Texts as sets of character n-grams, their exact Jaccard similarity, and MinHash bands that find who is alike.

Characters, since word tokenisers fail for Chinese, Japanese and Thai. MinHash: Broder, "On the resemblance and
containment of documents", SEQUENCES 1997. Banding: Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets",
chapter 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.dialogues.plain_text import dense, letters, plain

#: Characters of an n-gram; half as many (rounded up) in texts of ideographs, kana or Hangul syllables, where one
#: character says as much as two letters.
WIDTH = 3
#: Hash functions of a signature.
HASHES = 80
#: A pair of texts at the threshold is found with at least this probability.
FOUND = 0.995
# Texts at a time: what is worked on stays in the processor's cache.
_BLOCK = 2048
# Pairs of texts whose sets are compared at a time.
_PAIRS = 16384
# Odd multipliers of well-known mixing functions (splitmix64).
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(0x9E3779B97F4A7C15))


@dataclass(frozen=True, slots=True)
class Shingles:
    """The sets of n-grams of N texts, as 32-bit hashes.

    Attributes:
        hashes: of all texts one after another, sorted and distinct within each text.
        starts: where each text's begin, [N + 1].
    """

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many distinct n-grams each text has, [N]; 0 where it has no letter or digit."""
        return np.diff(self.starts)

    def shared(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many n-grams the texts of each pair share.

        Args:
            left, right: indices of texts, [P] each.

        Returns:
            Counts, [P].
        """
        found = np.zeros(len(left), np.int64)
        for at in range(0, len(left), _PAIRS):
            ours, of = self._keys(left[at : at + _PAIRS])
            theirs, _ = self._keys(right[at : at + _PAIRS])
            if len(ours) and len(theirs):
                places = np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)
                found[at : at + _PAIRS] = np.bincount(of[theirs[places] == ours], minlength=len(left[at : at + _PAIRS]))
        return found

    def jaccard(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
        """The share of n-grams that the texts of each pair have in common, of all that either has, [P]; 0 to 1."""
        shared = self.shared(left, right)
        either = self.sizes[left] + self.sizes[right] - shared
        return shared / np.maximum(either, 1)

    def _keys(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The hashes of some texts, each behind its text's place among them: one ascending list; and the places."""
        sizes = self.sizes[rows]
        of = np.repeat(np.arange(len(rows)), sizes)
        within = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return of << 32 | self.hashes[self.starts[rows][of] + within].astype(np.int64), of


def shingles(texts: Sequence[str], *, width: int = WIDTH, dense_width: int | None = None) -> Shingles:
    """The n-grams of texts.

    Args:
        texts: as they were written.
        width: characters of an n-gram. A shorter text is one n-gram.
        dense_width: the same in texts of ideographs, kana or Hangul syllables; None for half of `width`, rounded up.
    """
    hashes, sizes = [np.zeros(0, np.uint32)], [np.zeros(1, np.int64)]
    for at in range(0, len(texts), _BLOCK):
        points, starts = letters([plain(text) for text in texts[at : at + _BLOCK]])
        widths = np.where(dense(points, starts), (width + 1) // 2 if dense_width is None else dense_width, width)
        keys = np.sort(_grams(points, starts, widths))
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)]]
        hashes.append((keys & 0xFFFFFFFF).astype(np.uint32))
        sizes.append(np.bincount(keys >> 32, minlength=len(starts) - 1))
    return Shingles(np.concatenate(hashes), np.cumsum(np.concatenate(sizes)))


def _grams(points: NDArray[np.uint32], starts: NDArray[np.int64], widths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The hash of every n-gram behind its text's index, in order of place."""
    lengths = np.diff(starts)
    of = np.repeat(np.arange(len(lengths)), lengths)
    place = np.arange(len(points))
    width, end = widths[of], starts[1:][of]
    used = (place + width <= end) | (place == starts[:-1][of])
    of, place, width, end = of[used], place[used], width[used], end[used]
    padded = np.concatenate([points, np.zeros(int(widths.max(initial=0)), np.uint32)])
    mixed = width.astype(np.uint64)
    for step in range(int(widths.max(initial=0))):
        inside = (step < width) & (place + step < end)
        mixed = np.where(inside, mixed * _MIX[1] + padded[place + step], mixed)
    return of << 32 | (_mixed(mixed) >> np.uint64(32)).astype(np.int64)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return (values ^ (values >> np.uint64(31))) + _MIX[2]


def rows_of_bands(threshold: float) -> int:
    """How many hashes a band has, so that texts at the threshold share a band with probability `FOUND` or more.

    Args:
        threshold: Jaccard similarity, above 0 and at most 1.

    >>> rows_of_bands(0.8), rows_of_bands(0.5)
    (5, 2)
    """
    fit = [r for r in range(1, HASHES + 1) if 1 - (1 - threshold**r) ** (HASHES // r) >= FOUND]
    return max(fit, default=1)


def sketches(sets: Shingles, rows: int, *, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
    """What is kept of the MinHash signatures.

    Args:
        sets: of N texts.
        rows: hashes of a band.
        seed: of the hash functions.

    Returns:
        A hash of each band, [N, HASHES // rows], and the upper half of each minimum, [N, HASHES]: the share of them
        that two texts have in common estimates their similarity. Both are 0 for a text without n-grams.
    """
    n, bands = len(sets.sizes), HASHES // rows
    draw = np.random.default_rng(seed)
    turned = draw.integers(0, 2**32, HASHES, dtype=np.uint32)
    odd = draw.integers(0, 2**31, HASHES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    keys, upper = np.zeros((n, bands), np.uint32), np.zeros((n, HASHES), np.uint16)
    full = np.flatnonzero(sets.sizes)
    for at in range(0, len(full), _BLOCK):
        block = full[at : at + _BLOCK]
        first, last = sets.starts[block[0]], sets.starts[block[-1] + 1]
        hashes, starts = sets.hashes[first:last], sets.starts[block] - first
        least = np.empty((len(block), HASHES), np.uint32)
        for k in range(HASHES):
            least[:, k] = np.minimum.reduceat((hashes ^ turned[k]) * odd[k], starts)
        upper[block] = (least >> np.uint32(16)).astype(np.uint16)
        band = np.zeros((len(block), bands), np.uint64)
        for row in range(rows):
            band = _mixed(band + least[:, row : bands * rows : rows])
        keys[block] = (band >> np.uint64(32)).astype(np.uint32)
    return keys, upper
