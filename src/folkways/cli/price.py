"""The price of a provider's tokens, as a person gives it."""

from __future__ import annotations

from collections.abc import Sequence
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


def prices_of(text: str | None, models: Sequence[str]) -> dict[str, Price]:
    """The price of each provider's model: one `read,written` for one model, `MODEL=read,written;…` for several.

    Raises:
        InputError: it is not amounts, names another model, leaves one out, or is one price for several.

    >>> prices_of("2.5,10", ["api:openai/gpt-4o"])
    {'api:openai/gpt-4o': Price(read=2.5, written=10.0)}
    """
    from folkways.errors import InputError

    if text is None:
        return {}
    if "=" not in text:
        if len(models) > 1:
            raise InputError(
                f"--price {text!r} is one price for {len(models)} models",
                mend=f"name each: --price '{';'.join(f'{name}=2.5,10' for name in models)}'",
            )
        price = price_of(text)
        return {name: price for name in models if price is not None}
    found: dict[str, Price] = {}
    for part in text.split(";"):
        name, _, amounts = part.strip().rpartition("=")
        price = price_of(amounts)
        if name not in models or price is None:
            raise InputError(
                f"--price names {name!r}", mend=f"name one of {', '.join(models) or 'the models of providers'}"
            )
        found[name] = price
    if lacking := [name for name in models if name not in found]:
        raise InputError(f"--price does not name {lacking[0]}", mend=f"add ';{lacking[0]}=2.5,10'")
    return found
