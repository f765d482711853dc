"""The price of a provider's tokens, as a person gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkways.models.spending import Price


def price_of(text: str | None) -> Price | None:
    """The price that was given, as `read,written`.

    Raises:
        InputError: it is not two amounts.

    >>> price_of("2.5,10")
    Price(read=2.5, written=10.0)
    """
    from folkways.errors import InputError
    from folkways.models.spending import Price

    if text is None:
        return None
    try:
        read, written = (float(part) for part in text.split(","))
    except ValueError:
        read = written = -1.0
    if not (0 <= read < 1e6 and 0 <= written < 1e6):
        raise InputError(
            f"--price {text!r} is not two amounts", mend="give dollars per million tokens, such as --price 2.5,10"
        )
    return Price(read, written)
