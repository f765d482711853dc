"""Reading labels from the tokens that a provider shows."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import ModelError
from folkways.models.top_tokens import Position, read_labels


def place(written: str, shown: dict[str, float]) -> Position:
    return Position(written.encode(), {name.encode(): math.log(p) for name, p in shown.items()})


def test_surface_variants_are_summed() -> None:
    scores = read_labels([place("1", {"1": 0.4, " 1": 0.2, "١": 0.1, "2": 0.2, "1.": 0.05})], ["1", "2"], tokens=1)
    assert scores.mass == pytest.approx((0.7, 0.2))
    assert scores.off_label == pytest.approx(0.1)
    assert scores.unseen == pytest.approx(0.05)


def test_a_label_that_begins_another_is_told_by_the_next_position() -> None:
    first = place("1", {"1": 0.8, "2": 0.2})
    then = place("0", {"0": 0.5, ".": 0.3, "1": 0.1})
    scores = read_labels([first, then], ["1", "2", "10"], tokens=1)
    assert scores.mass == pytest.approx((0.8 * 0.4, 0.2, 0.8 * 0.5))
    assert scores.unseen == pytest.approx(0.8 * 0.1)


def test_what_the_text_does_not_settle_is_unseen() -> None:
    scores = read_labels([place("2", {"1": 0.3, "2": 0.7})], ["1", "2", "10"], tokens=1)
    assert scores.mass == pytest.approx((0.0, 0.7, 0.0))
    assert scores.unseen == pytest.approx(0.3)


def test_probabilities_of_another_place_are_not_read() -> None:
    """llama.cpp joins the bytes of a character into one place, and shows the probabilities of its last byte."""
    shown = {bytes([163]): math.log(0.9), bytes([165]): math.log(0.1)}
    scores = read_labels([Position("أ".encode(), shown)], ["1", "2"], tokens=1)
    assert scores.mass == (0.0, 0.0)
    assert scores.unseen == 1.0


def test_a_label_in_pieces_of_characters_is_read() -> None:
    first, second = "٣".encode()[:1], "٣".encode()[1:]
    place = Position(first, {first: math.log(0.8), b"3": math.log(0.1)})
    then = Position(second, {second: math.log(0.75), b"\xa4": math.log(0.25)})
    scores = read_labels([place, then], ["3", "4"], tokens=1)
    assert scores.mass == pytest.approx((0.1 + 0.8 * 0.75, 0.8 * 0.25))


def test_what_is_no_probability_is_refused() -> None:
    for positions in ([], [Position(b"1", {})], [Position(b"1", {b"1": 1.5})], [Position(b"1", {b"1": math.nan})]):
        with pytest.raises(ValueError):
            read_labels(positions, ["1", "2"], tokens=1)
    with pytest.raises(ModelError, match="both written"):
        read_labels([place("1", {"1": 0.5})], ["1", "١"], tokens=1)


@given(st.lists(st.floats(0.001, 1), min_size=3, max_size=8), st.integers(1, 8))
def test_the_truth_lies_within_the_bound(weights: list[float], k: int) -> None:
    """Cutting a full distribution to its top k never moves a label's probability by more than `unseen`."""
    total = sum(weights)
    full = {str(i + 1): w / total for i, w in enumerate(weights)}
    labels = list(full)
    shown = dict(sorted(full.items(), key=lambda pair: -pair[1])[:k])
    scores = read_labels([place(max(full, key=lambda t: full[t]), shown)], labels, tokens=1)
    for label, mass in zip(labels, scores.mass, strict=True):
        assert mass - 1e-9 <= full[label] <= mass + scores.unseen + 1e-9
    assert sum(scores.mass) + scores.off_label == pytest.approx(1)
