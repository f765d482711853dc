"""One survey, one encoder that encodes every text once, and one checker for all tests of norms."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from folkways.encoders import TextEncoder, load_encoder
from folkways.norms import RuleChecker
from folkways.surveys import Survey, load_survey


class Remembering:
    """An encoder that encodes each text once in a session."""

    name = "remembering"

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        if new:
            self._known |= dict(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[t] for t in texts])


@pytest.fixture(scope="session")
def menavalues() -> Survey:
    """The survey in the package."""
    return load_survey("menavalues")


@pytest.fixture(scope="session")
def encoder() -> TextEncoder:
    """The embedded encoder, remembering."""
    return Remembering(load_encoder())


@pytest.fixture(scope="session")
def checker(menavalues: Survey, encoder: TextEncoder) -> RuleChecker:
    """The rules on the whole survey."""
    return RuleChecker(menavalues, encoder)
