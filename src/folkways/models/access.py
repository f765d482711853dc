"""How a model is asked: the interface behind which every engine stands.

Probes speak to `Model` only. The local engine and its successors (prefix trees, remote providers) implement it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from folkways.errors import InputError


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier turn of a chat.

    Attributes:
        role: `user` or `assistant` (the model itself).
        text: what was said.
    """

    role: str
    text: str

    def __post_init__(self) -> None:
        if self.role not in ("user", "assistant"):
            raise InputError(f"no turn of a chat is of {self.role!r}", mend="use user or assistant; see Prompt.system")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is shown before it answers.

    Attributes:
        user: the user's turn.
        system: the system turn, if any.
        prefix: the start of the model's own turn, put there for it (such as `Answer: `).
        thinking: a model that has its own way of thinking first is let to; others are not touched by it.
        adapter: the name of the adapter that a local model answers with; see `LocalModel.adapt`.
        before: earlier turns of the chat, the oldest first; the user's turn follows them.
    """

    user: str
    system: str | None = None
    prefix: str = ""
    thinking: bool = False
    adapter: str = ""
    before: tuple[Said, ...] = ()

    def record(self) -> dict[str, Any]:
        """JSON-ready: what is shown; adapter and earlier turns where there are some."""
        shown = {**asdict(self), "before": [asdict(said) for said in self.before]}
        return {name: value for name, value in shown.items() if value or name not in ("adapter", "before")}


@dataclass(frozen=True, slots=True)
class LabelScores:
    """The probabilities of the labels at the answer position.

    Attributes:
        mass: one probability per label, in the order asked, surface variants summed; not renormalised.
        off_label: 1 - sum(mass): what falls on no label.
        tokens: length of the prompt in tokens.
        unseen: probability that the provider did not show (all but its top k): each label may hold up to so much
            more than `mass` says; 0 where everything was seen. It is part of `off_label`.
    """

    mass: tuple[float, ...]
    off_label: float
    tokens: int
    unseen: float = 0.0


@dataclass(frozen=True, slots=True)
class Generation:
    """A text that a model wrote.

    Attributes:
        text: without special tokens.
        truncated: it stopped at the token limit, not of itself.
        tokens: how many tokens were written.
    """

    text: str
    truncated: bool
    tokens: int


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a report says of a model.

    Attributes:
        name: as the user gave it.
        revision: a fingerprint of the weights or the provider's version; part of a run's identity.
        dtype: numeric type in which probabilities were computed.
        details: parameters, chat template or not, library versions; JSON-ready.
    """

    name: str
    revision: str
    dtype: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that gave nothing that can be read, after all retries: a row of its own state, never a refusal.

    Attributes:
        kind: `timeout`, `rate limit`, `server`, `connection`, `authentication`, `bad request`, `malformed` or
            `refused by provider`.
        message: one line, without secrets.
    """

    kind: str
    message: str


Progress = Callable[[int], None]


class Described(Protocol):
    """What is known of a model before it is asked."""

    @property
    def info(self) -> ModelInfo:
        """What a report says of the model. `details["logprobs"]` is False where only texts can be had."""
        ...

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """Length of each rendered prompt in tokens: the estimate that is printed before a run."""
        ...


class Model(Described, Protocol):
    """Whom we ask."""

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> Sequence[LabelScores | Failure]:
        """Label probabilities at the answer position, one result a prompt, in order.

        Args:
            prompts: what is shown.
            labels: for each prompt its labels (distinct texts such as `1` or `B`).

        Raises:
            ModelError: labels collide or cannot be written in the model's tokens.
        """
        ...

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> Sequence[Generation | Failure]:
        """Greedy continuations, one a prompt, in order."""
        ...

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> Sequence[Sequence[Generation | Failure]]:
        """`n` continuations of each prompt, drawn at random, in the order of the prompts.

        Args:
            prompts: what is shown.
            max_tokens: where a text is cut.
            n: texts of each prompt.
            seed: of the draws; those of a prompt do not depend on what else is asked.
            temperature: what the logits are divided by before a token is drawn; 1 draws from the model's own
                probabilities, less keeps closer to the likeliest token.

        Raises:
            InputError: the temperature is not above 0.
        """
        ...


def checked_temperature(temperature: float) -> float:
    """A temperature that texts can be drawn at.

    Raises:
        InputError: it is 0 or less, or no finite number.

    >>> checked_temperature(1)
    1.0
    """
    if not (math.isfinite(temperature) and temperature > 0):
        raise InputError(
            f"no text can be drawn at temperature {temperature:g}",
            mend="give one above 0; for the likeliest text use generate",
        )
    return float(temperature)
