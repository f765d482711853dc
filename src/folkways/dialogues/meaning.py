"""Opinions of one meaning in other words, found by their vectors within small cells of memory."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.encoders import TextEncoder

# Texts that are encoded, and compared with those that stay, at a time.
_SHARD = 1024
# Cosines are rounded before they are compared: the last digits depend on how many vectors are multiplied at once.
_DIGITS = 5

Rows = NDArray[np.int64]


class Meaning:
    """Compares opinions of one cell.

    Only the vectors of those that stay in the current cell, and of one shard, are in memory.

    Args:
        texts: in order of rank, [N].
        cells: opinions of the same number, above 0, may be joined; 0 is joined with nothing, [N].
        encoder: of texts.
        threshold: least cosine.
    """

    def __init__(self, texts: pl.Series, cells: Rows, encoder: TextEncoder, threshold: float) -> None:
        self._texts, self._cells, self._encoder, self._threshold = texts, cells, encoder, threshold
        self._done = np.zeros(0, np.int64)

    def leaders(self, rows: Rows) -> tuple[Rows, NDArray[np.float64]]:
        """For each row the place of the one that stands for it (its own where it stays), and their cosine.

        Args:
            rows: in order of rank. Those that stayed when this was asked last come first and are not compared again
                with one another.
        """
        leader, likeness = np.arange(len(rows)), np.ones(len(rows))
        new = np.ones(len(rows), bool)
        new[: len(self._done)] = rows[: len(self._done)] != self._done
        cells = self._cells[rows]
        order = np.argsort(cells, kind="stable")
        for places in np.split(order, np.flatnonzero(np.diff(cells[order])) + 1):
            if len(places) > 1 and cells[places[0]] > 0 and new[places].any():
                self._cell(rows, places, leader, likeness)
        self._done = rows[leader == np.arange(len(rows))]
        return leader, likeness

    def alike(self, left: Rows, right: Rows) -> NDArray[np.float64]:
        """The cosine of the opinions of each pair; NaN where they may not be joined, [P]."""
        like = np.full(len(left), np.nan)
        fit = np.flatnonzero((self._cells[left] == self._cells[right]) & (self._cells[left] > 0))
        for at in range(0, len(fit), _SHARD):
            part = fit[at : at + _SHARD]
            cosines = np.round((self._vectors(left[part]) * self._vectors(right[part])).sum(axis=1), _DIGITS)
            like[part] = np.where(cosines >= self._threshold, cosines, np.nan)
        return like

    def _cell(self, rows: Rows, places: Rows, leader: Rows, likeness: NDArray[np.float64]) -> None:
        kept, vectors = np.zeros(0, np.int64), None
        for at in range(0, len(places), _SHARD):
            shard = places[at : at + _SHARD]
            found = self._vectors(rows[shard])
            stays = np.ones(len(shard), bool)
            if vectors is not None and len(kept):
                nearest, cosines = _nearest(found, vectors)
                stays = cosines < self._threshold
                leader[shard[~stays]], likeness[shard[~stays]] = kept[nearest[~stays]], cosines[~stays]
            for one in range(len(shard)):
                before = np.flatnonzero(stays[:one])
                if stays[one] and len(before):
                    cosines = np.round(found[before] @ found[one], _DIGITS)
                    best = int(cosines.argmax())
                    if cosines[best] >= self._threshold:
                        stays[one] = False
                        leader[shard[one]], likeness[shard[one]] = shard[before[best]], cosines[best]
            kept = np.concatenate([kept, shard[stays]])
            vectors = found[stays] if vectors is None else np.concatenate([vectors, found[stays]])

    def _vectors(self, rows: Rows) -> NDArray[np.float32]:
        return self._encoder.encode(self._texts.gather(rows).to_list())


def _nearest(found: NDArray[np.float32], kept: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each vector the nearest of those that stay, the first where several are, and its cosine."""
    best, cosines = np.zeros(len(found), np.int64), np.full(len(found), -np.inf)
    for at in range(0, len(kept), 16 * _SHARD):
        like = np.round(found @ kept[at : at + 16 * _SHARD].T, _DIGITS)
        nearest = like.argmax(axis=1)
        values = like[np.arange(len(found)), nearest].astype(np.float64)
        better = values > cosines
        best[better], cosines[better] = nearest[better] + at, values[better]
    return best, cosines
