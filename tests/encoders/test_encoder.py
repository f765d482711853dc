import numpy as np
import pytest

from folkways.encoders import load_encoder
from folkways.errors import ModelError


def test_sentences_that_mean_the_same_lie_nearer_than_others_in_two_languages() -> None:
    encoder = load_encoder()
    family, famille, tax = encoder.encode(
        ["Family comes before everything.", "العائلة أهم من كل شيء.", "The government should raise taxes on fuel."]
    )
    assert family @ famille > family @ tax


def test_vectors_have_length_one_and_no_text_gives_no_vector() -> None:
    encoder = load_encoder()
    assert np.allclose(np.linalg.norm(encoder.encode(["a", "b b b"]), axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape[0] == 0


def test_an_unknown_encoder_is_one_line_with_a_mend() -> None:
    with pytest.raises(ModelError, match="Mend"):
        load_encoder("nobody/nothing")
