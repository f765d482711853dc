"""Key–value states of prompts whose common beginnings were computed once, as caches that texts are continued from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

States = list[tuple[Any, Any]]


@dataclass(slots=True)
class PrefixStates:
    """States of a tree's tokens, and where each prompt's own stand among them.

    Attributes:
        layers: of each pass, for each layer, keys and values (key–value heads, places, size).
        paths: for each prompt the places of its tokens in all passes one behind the other.
    """

    layers: list[States] = field(default_factory=list)
    paths: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _places: int = 0

    def add(self, states: States, paths: dict[int, tuple[int, ...]]) -> None:
        """Put the states of one more pass behind those of the others."""
        self.layers.append(states)
        self.paths |= {row: tuple(place + self._places for place in path) for row, path in paths.items()}
        self._places += states[0][0].shape[1]

    def cache(self, rows: Sequence[int], width: int) -> Any:
        """A cache of its own for these prompts, padded at the left to `width` places, which a mask must hide."""
        import torch
        from transformers import DynamicCache

        places = torch.tensor([[0] * (width - len(self.paths[row])) + [*self.paths[row]] for row in rows])
        cache = DynamicCache()
        for layer, passes in enumerate(zip(*self.layers, strict=True)):
            keys, values = (_taken([of[side] for of in passes], places) for side in (0, 1))
            cache.update(keys, values, layer)
        return cache


def _taken(parts: list[Any], places: Any) -> Any:
    """(prompts, heads, width, size) from (heads, places, size) of each pass."""
    import torch

    whole = parts[0] if len(parts) == 1 else torch.cat(parts, 1)
    found = whole[:, places.flatten().to(whole.device)]
    return found.reshape(len(whole), *places.shape, -1).transpose(0, 1).contiguous()
