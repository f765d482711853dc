"""Which linear layers of a model are moved, and by updates of which rank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from folkways.errors import InputError, ModelError

_LAYER = re.compile(r"\.(\d+)\.")


@dataclass(frozen=True, slots=True)
class Place:
    """One linear layer of the base model.

    Attributes:
        name: in the model, such as `model.layers.0.self_attn.q_proj`.
        layer: its number.
        kind: the last part of the name.
        given, out: how many features go in and come out.
    """

    name: str
    layer: int
    kind: str
    given: int
    out: int


@dataclass(frozen=True)
class Shape:
    """The places that are moved, and how (Hu et al. 2021, arXiv 2106.09685).

    Attributes:
        rank, alpha: an update has this rank and is scaled by α/r.
        places: in the order of the model.

    Raises:
        InputError: a rank below 1, or nothing to move.
    """

    rank: int
    alpha: float
    places: tuple[Place, ...]

    def __post_init__(self) -> None:
        if self.rank < 1 or not self.places:
            raise InputError(f"rank {self.rank} on {len(self.places)} layers", mend="give at least one of both")

    @property
    def scale(self) -> float:
        """α/r."""
        return self.alpha / self.rank

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of places, each once."""
        return tuple(dict.fromkeys(place.kind for place in self.places))

    @property
    def layers(self) -> tuple[int, ...]:
        """The numbers of the layers that are moved, each once."""
        return tuple(dict.fromkeys(place.layer for place in self.places))

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_record` reads it back."""
        return {"rank": self.rank, "alpha": self.alpha, "places": [asdict(place) for place in self.places]}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Shape:
        """The shape that `to_record` wrote."""
        return cls(record["rank"], record["alpha"], tuple(Place(**place) for place in record["places"]))

    @classmethod
    def of(
        cls, model: Any, *, rank: int = 8, alpha: float = 16.0, modules: Sequence[str] = ("q_proj", "v_proj"),
        layers: int = 0,
    ) -> Shape:  # fmt: skip
        """The shape for a transformers model.

        Args:
            model: a causal language model.
            rank, alpha: of the updates.
            modules: kinds of linear layers; query and value projections, as published.
            layers: only so many of the uppermost layers; 0 for all.

        Raises:
            InputError: a negative number of layers.
            ModelError: the model has no such modules, or they are no plain linear layers.
        """
        import torch

        if layers < 0:
            raise InputError(f"--layers is {layers}", mend="give how many of the upper layers, or 0 for all")
        found = []
        for name, module in model.named_modules():
            kind, number = name.rpartition(".")[2], _LAYER.search(name)
            if kind not in modules or number is None:
                continue
            if not isinstance(module, torch.nn.Linear):
                raise ModelError(f"{name} is no plain linear layer", mend="name other modules: --modules")
            found.append(Place(name, int(number[1]), kind, module.in_features, module.out_features))
        missing = sorted(set(modules) - {place.kind for place in found})
        if missing or not found:
            raise ModelError(
                f"the model has no modules {', '.join(missing)}", mend="name modules that it has: --modules"
            )
        numbers = sorted({place.layer for place in found})
        kept = set(numbers[-layers:] if layers else numbers)
        return cls(rank, alpha, tuple(place for place in found if place.layer in kept))


#: Query and value projections of Mistral-7B, the base of the published experiments: hidden size 4,096, 32 layers, and
#: keys and values of 8 heads of 128.
def mistral_7b(rank: int) -> Shape:
    """The shape of the published experiments, to count parameters by."""
    return Shape(
        rank, 16.0,
        tuple(
            Place(f"model.layers.{layer}.self_attn.{kind}", layer, kind, 4096, out)
            for layer in range(32) for kind, out in (("q_proj", 4096), ("v_proj", 1024))
        ),
    )  # fmt: skip
