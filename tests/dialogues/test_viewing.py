"""A turn is cut into pieces that are the turn when joined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.viewing import marked
from folkways.errors import InputError


@settings(deadline=None)
@given(st.text(), st.lists(st.integers(0, 30)), st.randoms(use_true_random=False))
def test_the_pieces_joined_are_the_text_and_every_span_is_one_piece(text: str, cuts: list[int], random) -> None:
    borders = sorted({cut for cut in cuts if cut <= len(text)})
    spans = [(a, b, f"o{a}") for a, b in zip(borders[::2], borders[1::2], strict=False)]
    mixed = random.sample(spans, len(spans))
    pieces = marked(text, mixed)
    assert "".join(piece for piece, _ in pieces) == text
    assert [(piece, name) for piece, name in pieces if name is not None] == [(text[a:b], n) for a, b, n in spans]
    assert all(piece for piece, _ in pieces)


@pytest.mark.parametrize("span", [(0, 0, "o"), (3, 2, "o"), (-1, 2, "o"), (0, 9, "o")])
def test_a_span_outside_of_the_text_is_refused(span: tuple[int, int, str]) -> None:
    with pytest.raises(InputError, match=r"span o: characters .* are no passage of a text of 8"):
        marked("We pray.", [span])


def test_spans_that_overlap_are_refused_and_spans_that_touch_are_not() -> None:
    with pytest.raises(InputError, match="span o2: overlaps span o1"):
        marked("We pray.", [(2, 8, "o2"), (0, 3, "o1")])
    assert marked("家庭很重要", [(2, 5, "b"), (0, 2, "a")]) == [("家庭", "a"), ("很重要", "b")]
