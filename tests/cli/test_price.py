"""Prices as a person gives them: one for one model, by name for several."""

from __future__ import annotations

import pytest

from folkways.cli.price import price_of, prices_of
from folkways.errors import InputError
from folkways.models.spending import Price

TWO = ("api:openai/gpt-4o", "api:anthropic/claude")


def test_each_model_has_its_own_price() -> None:
    found = prices_of("api:openai/gpt-4o=2.5,10; api:anthropic/claude=3,15", TWO)
    assert found == {TWO[0]: Price(2.5, 10.0), TWO[1]: Price(3.0, 15.0)}
    assert prices_of("2.5,10", TWO[:1]) == {TWO[0]: price_of("2.5,10")}
    assert prices_of(None, TWO) == prices_of("2.5,10", ()) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [("2.5,10", "one price for 2 models.*api:openai/gpt-4o=2.5,10"), ("api:x/y=1,2", "names 'api:x/y'"),
     ("api:openai/gpt-4o=1", "not two amounts"), ("api:openai/gpt-4o=1,2", "does not name api:anthropic/claude")],
)  # fmt: skip
def test_a_price_that_fits_no_model_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        prices_of(text, TWO)
