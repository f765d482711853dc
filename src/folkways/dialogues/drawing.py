"""Draws from a people's distribution that come as near to it as so many draws can."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction


def drawn(shares: Sequence[float], draws: int, chance: random.Random) -> list[int]:
    """Positions drawn with these shares: systematic sampling with one random start.

    Every position is drawn `draws` × share times, rounded down or up; over many starts its mean is exactly that. The
    draws come in a random order. (Largest remainders would give the most frequent answer for a single draw every
    time, and independent draws would stray by chance.)

    Args:
        shares: not negative, with a positive sum.
        draws: how many.
        chance: what draws.

    Source: Madow, W. G. 1949. On the theory of systematic sampling, II. Annals of Mathematical Statistics 20.

    >>> sorted(drawn([0.5, 0.5], 4, random.Random(0)))
    [0, 0, 1, 1]
    """
    # Fractions, since sums of floats would move a bound past a point that lies on it.
    parts = [Fraction(share) for share in shares]
    total = sum(parts)
    start = Fraction(chance.random())
    found: list[int] = []
    bound = Fraction(0)
    for position, part in enumerate(parts):
        bound += part * draws / total
        while len(found) < draws and start + len(found) < bound:
            found.append(position)
    chance.shuffle(found)
    return found
