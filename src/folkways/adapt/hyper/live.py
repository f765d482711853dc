"""A base model that low-rank updates move while it runs: each row of a batch by an update of its own.

Nothing of the shape of a weight is made, and the base stays as it is. Where only upper layers are moved, rows that ask
the same are one below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from folkways.adapt.hyper.shape import Shape
from folkways.errors import ModelError
from folkways.models.trunk import expanded, upper_layers

if TYPE_CHECKING:
    from folkways.adapt.hyper.heads import Move


class Live:
    """A transformers model with hooks at the places of a shape.

    Args:
        model: the base; frozen from here on.
        shape: where it is moved.

    Raises:
        ModelError: the model has no such places.
    """

    def __init__(self, model: Any, shape: Shape) -> None:
        self.model, self.shape = model, shape
        modules = dict(model.named_modules())
        missing = [place.name for place in shape.places if place.name not in modules]
        if missing:
            raise ModelError(f"the model has no {missing[0]}", mend="name the model that it was trained on")
        for parameter in model.parameters():
            parameter.requires_grad_(False)
        self._moves: Sequence[Move] | None = None
        self._hooks = [
            modules[place.name].register_forward_hook(self._hook(at)) for at, place in enumerate(shape.places)
        ]
        self._upper = upper_layers((place.name for place in shape.places), modules)

    def remove(self) -> None:
        """Take the hooks from the model."""
        for hook in self._hooks:
            hook.remove()

    @contextmanager
    def moved(self, moves: Sequence[Move], rows: Any = None) -> Iterator[None]:
        """Within it the model is moved.

        Args:
            moves: of every place, for R rows, or for one row that holds for all of a batch.
            rows: of the batch that goes in: for each of the R rows that come out the one that asks it. Where the lowest
                moved layer is known the batch grows there; it is to be grown before it goes in otherwise (`grows`).
        """
        self._moves = moves
        try:
            with expanded(self._upper[1], rows) if rows is not None and self._upper else nullcontext():
                yield
        finally:
            self._moves = None

    @property
    def grows(self) -> bool:
        """Whether a batch of distinct questions may go in and grow inside."""
        return self._upper is not None

    def _hook(self, at: int) -> Any:
        def hook(_module: Any, arguments: tuple[Any, ...], output: Any) -> Any:
            if self._moves is None:
                return None
            return output + self.shape.scale * self._moves[at].of(arguments[0])

        return hook
