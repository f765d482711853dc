"""What a provider's answers cost: the meter, and the limit at which it stops."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from folkways.errors import ModelError


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens.

    Attributes:
        read: of the prompt.
        written: of the answer.
    """

    read: float
    written: float

    def of(self, read: int, written: int) -> float:
        """The cost of so many tokens in dollars.

        >>> Price(3, 15).of(1_000_000, 100_000)
        4.5
        """
        return (read * self.read + written * self.written) / 1e6


class LimitError(ModelError):
    """The limit of spending is reached; what was answered is kept."""


@dataclass
class Meter:
    """Counts calls, tokens and dollars while a run goes on.

    Attributes:
        price: None where it is not known; then `max_cost` must be None too.
        max_cost: dollars at which no further call is begun.
        calls: answered by the provider.
        cached: answered from the store, at no cost.
        failed: gave nothing after all retries.
        read, written: tokens that the provider counted.
    """

    price: Price | None = None
    max_cost: float | None = None
    calls: int = 0
    cached: int = 0
    failed: int = 0
    read: int = 0
    written: int = 0
    _held: float = 0.0
    _ratio: float = 1.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        if self.max_cost is not None and self.price is None:
            raise ModelError(
                "a spending limit needs a price, and none is known for this model",
                mend="give dollars for a million tokens read and written, such as --price 2.5,10",
            )

    @property
    def cost(self) -> float | None:
        """Dollars spent, None where the price is not known."""
        return None if self.price is None else self.price.of(self.read, self.written)

    def hold(self, read: int, written: int) -> float:
        """Set aside what a call may cost at most, before it is made; the amount goes back to `settle`.

        Raises:
            LimitError: the limit would be passed.
        """
        if self.price is None:
            return 0.0
        amount = self.price.of(round(read * self._ratio), written)
        with self._lock:
            if self.max_cost is not None and (self.cost or 0.0) + self._held + amount > self.max_cost:
                raise LimitError(
                    f"stopped before the spending limit of ${self.max_cost:g}: "
                    f"${self.cost:.4f} spent in {self.calls:,} calls",
                    mend="run the same command again, where the limit counts anew; answers that were paid for are kept"
                    if self.calls
                    else "raise --max-cost: not one call fits into it",
                )
            self._held += amount
        return amount

    def settle(
        self, held: float, read: int = 0, written: int = 0, *, calls: int = 0, expected: int = 0, failed: int = 0,
        cached: int = 0,
    ) -> None:  # fmt: skip
        """Give back what was set aside for calls, and write down what they took.

        Args:
            held: from `hold`.
            read, written: tokens that the provider counted.
            calls, failed, cached: how many were answered, gave nothing, and were known.
            expected: tokens of the prompt as they were estimated; where the provider counts more, so will `hold`.
        """
        with self._lock:
            self._held -= held
            self.read += read
            self.written += written
            self.calls += calls
            self.failed += failed
            self.cached += cached
            if expected:
                self._ratio = max(self._ratio, read / expected)

    def __str__(self) -> str:
        parts = [f"{self.calls:,} calls", f"{self.read:,} tokens read, {self.written:,} written"]
        if self.cached:
            parts.append(f"{self.cached:,} from the store")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        if self.cost is not None:
            parts.append(f"${self.cost:.4f}")
        return ", ".join(parts)


class Allowance:
    """How many answers several models together may still be asked for.

    Args:
        most: None for any number.

    Attributes:
        calls: answers taken so far.
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.calls = 0
        self._lock = threading.Lock()

    def take(self, answers: int) -> bool:
        """Take so many, or none where they are too many."""
        with self._lock:
            if self.most is not None and self.calls + answers > self.most:
                return False
            self.calls += answers
            return True

    def give_back(self, answers: int) -> None:
        """Answers that were taken and not asked for."""
        with self._lock:
            self.calls -= answers
