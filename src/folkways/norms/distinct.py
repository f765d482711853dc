"""Norms that say the same, kept once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from folkways.encoders.encoder import TextEncoder
from folkways.norms.norm import Norm

#: Cosine from which two norms are taken to say the same. Chosen for `e5-small` on 24 pairs of paraphrases and 24 pairs
#: of different norms of one topic (in the tests): it joins 10 of the first and 1 of the second ("accept" against
#: "condemn"). Its cosines lie close together (paraphrases 0.89 to 0.98, others 0.83 to 0.97), so no threshold parts
#: them well; this one is high since a norm that is lost weighs more than one that is said twice.
SAME = 0.955


def distinct(
    norms: Sequence[Norm], encoder: TextEncoder, *, threshold: float = SAME
) -> tuple[tuple[Norm, ...], tuple[Norm, ...]]:
    """The norms without those that say what an earlier one of the same people and language says.

    Args:
        norms: the best first.
        encoder: of their texts.
        threshold: least cosine of two texts that say the same.

    Returns:
        Those that stay, and those that repeat one of them, both in order.
    """
    if not norms:
        return (), ()
    vectors = encoder.encode([norm.text for norm in norms])
    kept: dict[tuple[str, str], list[int]] = {}
    stays = np.zeros(len(norms), bool)
    for at, norm in enumerate(norms):
        before = kept.setdefault((norm.population, norm.language), [])
        if before and float((vectors[before] @ vectors[at]).max()) >= threshold:
            continue
        before.append(at)
        stays[at] = True
    return (
        tuple(norm for norm, stay in zip(norms, stays, strict=True) if stay),
        tuple(norm for norm, stay in zip(norms, stays, strict=True) if not stay),
    )
