"""Chance for several prompts in one batch, to each its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Chance:
    """Draws the next tokens of a batch: a processor of logits after which the likeliest token is the one drawn.

    Each prompt has a generator of its own, so that what is drawn for it does not depend on the others. A token is
    drawn by the race of exponentials (the largest p / E with E of the unit exponential distribution is token i with
    probability p_i), which is how `torch.multinomial` draws one: a prompt alone gets the draws of transformers' own
    sampling under the same seed.

    Args:
        seeds: one for each prompt.
        n: texts of each prompt, whose rows stand one behind the other.
        temperature: by which logits are divided.
    """

    def __init__(self, seeds: Sequence[int], n: int, temperature: float) -> None:
        self.n = n
        self._seeds = seeds
        self._temperature = temperature
        self._generators: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Scores (rows, vocabulary) of which the largest of each row is the token drawn."""
        import torch

        if not self._generators:
            self._generators = [torch.Generator(scores.device).manual_seed(seed) for seed in self._seeds]
        races = torch.empty_like(scores)
        for place, generator in enumerate(self._generators):
            races[place * self.n : (place + 1) * self.n].exponential_(1, generator=generator)
        return torch.softmax(scores / self._temperature, dim=-1).div_(races)
