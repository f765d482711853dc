"""Texts as vectors, each encoded once; whole lists are kept in the cache folder, since encoding is slow."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from folkways.cache import cache_root
from folkways.encoders import TextEncoder
from folkways.runs import digest, write_atomically

Floats = NDArray[np.float32]

#: Lists at least so long are kept on disk.
KEPT = 32


class Vectors:
    """What an encoder made of the texts that it was shown so far."""

    def __init__(self, encoder: TextEncoder) -> None:
        self.encoder = encoder
        self._known: dict[str, Floats] = {}

    def of(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text, shape [N, D]."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoded(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def nearest(self, text: str, among: Sequence[str], k: int) -> list[int]:
        """The places of the k texts most like this one, the nearest first; equals in their own order."""
        if not among:
            return []
        likeness = self.of(among) @ self.of([text])[0]
        return [int(i) for i in np.argsort(-likeness, kind="stable")[:k]]

    def _encoded(self, texts: list[str]) -> Floats:
        if len(texts) < KEPT:
            return self.encoder.encode(texts)
        path = _kept_at(self.encoder.name, texts)
        try:
            kept = np.load(io.BytesIO(path.read_bytes()), allow_pickle=False)
            if kept.ndim == 2 and len(kept) == len(texts):
                return kept
        except (OSError, ValueError, EOFError):
            pass  # not there, or cut by a kill: made again
        made = self.encoder.encode(texts)
        buffer = io.BytesIO()
        np.save(buffer, made, allow_pickle=False)
        write_atomically(path, buffer.getvalue())
        return made


def _kept_at(encoder: str, texts: list[str]) -> Path:
    return cache_root() / "vectors" / f"{digest([encoder, texts])}.npy"
