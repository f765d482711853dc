"""One call of a model: all that decides its answer, but for the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from folkways.models.access import Prompt


@dataclass(frozen=True, slots=True)
class Call:
    """What `generate`, `sample` or `score` is asked for one prompt.

    Attributes:
        kind: `generate`, `sample` or `score`.
        prompt: what is shown.
        labels: of a score.
        max_tokens: of a text.
        n: texts that are drawn; 1 where nothing is drawn.
        seed, temperature: of the draws.
    """

    kind: str
    prompt: Prompt
    labels: tuple[str, ...] = ()
    max_tokens: int = 0
    n: int = 1
    seed: int = 0
    temperature: float = 1.0

    def record(self) -> dict[str, Any]:
        """JSON-ready: what belongs to its kind; the temperature where it is not 1."""
        common = {"kind": self.kind, "prompt": self.prompt.record()}
        if self.kind == "score":
            return common | {"labels": list(self.labels)}
        if self.kind == "generate":
            return common | {"max_tokens": self.max_tokens}
        warmth = {} if self.temperature == 1.0 else {"temperature": self.temperature}
        return common | {"max_tokens": self.max_tokens, "n": self.n, "seed": self.seed} | warmth


@runtime_checkable
class Keeping(Protocol):
    """A model that keeps its answers in a store of its own."""

    def unanswered(self, call: Call) -> int:
        """How many of a call's answers are not kept yet; 0 where asking it costs nothing."""
        ...
