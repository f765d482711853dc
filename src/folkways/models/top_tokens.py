"""Label probabilities from the most probable tokens that a provider shows.

A provider shows the top k of each position (at most 20 in most chat APIs). What is not shown is not zero: it is
bounded by what the shown tokens leave, and the bound is kept (`LabelScores.unseen`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from folkways.errors import ModelError
from folkways.models.access import LabelScores
from folkways.models.labels import surface_variants


@dataclass(frozen=True, slots=True)
class Position:
    """One place of a written text.

    Attributes:
        written: the token that was written, as bytes: tokens may be pieces of a character.
        shown: log-probabilities of the tokens that were shown for this place.
    """

    written: bytes
    shown: Mapping[bytes, float]


def read_labels(positions: Sequence[Position], labels: Sequence[str], *, tokens: int) -> LabelScores:
    """Share the shown mass among the labels.

    A label that begins another (`1` and `10`, where digits are tokens of their own) is told from it by the next
    position, which is known only along the text that was written; off that path the mass is somewhere among these
    labels, nobody knows where, and counts as unseen.

    Args:
        positions: of the written answer, the first first; one or more.
        labels: distinct texts.
        tokens: length of the prompt.

    Raises:
        ModelError: two labels are written alike.
        ValueError: there is no position, or its log-probabilities cannot be probabilities.

    >>> p = Position(b"1", {b"1": math.log(0.6), b" 2": math.log(0.25), b"I": math.log(0.1)})
    >>> scores = read_labels([p], ["1", "2", "3"], tokens=9)
    >>> [round(mass, 2) for mass in scores.mass], round(scores.off_label, 2), round(scores.unseen, 2)
    ([0.6, 0.25, 0.0], 0.15, 0.05)
    """
    owner: dict[bytes, int] = {}
    for index, label in enumerate(labels):
        for variant in surface_variants(label):
            if owner.setdefault(variant.encode(), index) != index:
                raise ModelError(f"two labels are both written {variant!r}", mend="choose labels that differ")
    if not positions:
        raise ValueError("nothing was written")
    mass = [0.0] * len(labels)
    unseen = _share(positions, b"", 1.0, owner, mass)
    total = sum(mass)
    if total > 1.0:  # rounding of the provider's logarithms
        mass = [value / total for value in mass]
    off = max(0.0, 1.0 - sum(mass))
    return LabelScores(mass=tuple(mass), off_label=off, tokens=tokens, unseen=min(unseen, off))


def _share(
    positions: Sequence[Position], before: bytes, reach: float, owner: Mapping[bytes, int], mass: list[float]
) -> float:
    """Hand out `reach`, the mass of the text `before`; return how much of it nobody can place."""
    here = positions[0]
    shown = {token: math.exp(value) for token, value in here.shown.items()}
    if not shown or not all(0 <= p < 1.01 for p in shown.values()) or sum(shown.values()) > 1.01:
        raise ValueError("the log-probabilities are missing or are not logarithms of probabilities")
    if here.written not in shown:
        # Some servers hold back a piece of a character and show the place of the next piece instead.
        return reach
    left = reach * max(0.0, 1.0 - sum(shown.values()))
    unplaced, placed = 0.0, 0.0
    for token, probability in shown.items():
        text = before + token
        longer = any(len(variant) > len(text) and variant.startswith(text) for variant in owner)
        if not token or (text not in owner and not longer):
            continue
        if not longer:
            mass[owner[text]] += reach * probability
        elif token == here.written and len(positions) > 1:
            unplaced += _share(positions[1:], text, reach * probability, owner, mass)
        else:
            unplaced += reach * probability
        placed += reach * probability
    if before in owner:  # what goes on to no longer label is this one
        mass[owner[before]] += max(0.0, reach - placed - left)
    return unplaced + left
