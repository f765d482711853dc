import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.report.labels import place_labels
from folkways.report.page import Estimate, shown
from folkways.report.svg import to_svg, wrapped


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.6731, "score", "67.3"),
        (78.03, "points", "78.0"),
        (-0.121, "skill", "−0.12"),
        (-0.0004, "skill", "0.00"),
        (5.5e-5, "skill", "0.00"),
        (0.834, "percent", "83 %"),
        (9051, "count", "9,051"),
        (None, "skill", "–"),
        (float("nan"), "skill", "–"),
        (Estimate(-0.12, -0.19, -0.06), "skill", "−0.12 [−0.19, −0.06]"),
        (Estimate(0.5), "skill", "0.50"),
        (Estimate(None, 0.1, 0.2), "skill", "–"),
        (Estimate(0.5, float("nan"), 0.6), "skill", "0.50"),
    ],
)
def test_values_are_shown_rounded_and_signed(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


@given(st.lists(st.tuples(st.floats(20, 780), st.floats(20, 480)), min_size=1, max_size=25))
def test_labels_stay_inside_the_picture(points: list[tuple[float, float]]) -> None:
    texts = ["Country"] * len(points)
    for x, y in place_labels(points, texts, [], (800, 500)):
        assert 0 <= x <= 800 and 0 <= y <= 500


def test_labels_of_close_points_do_not_overlap() -> None:
    points = [(400.0, 250.0), (406.0, 254.0), (395.0, 258.0), (410.0, 246.0)]
    placed = place_labels(points, ["Egypt", "Iraq", "Jordan", "Libya"], [], (800, 500))
    for (ax, ay), (bx, by) in itertools.combinations(placed, 2):
        assert abs(ax - bx) > 15 or abs(ay - by) >= 14


@given(st.text(max_size=200), st.integers(8, 40))
def test_wrapped_lines_keep_their_width_and_at_most_three_lines(text: str, width: int) -> None:
    lines = wrapped(text, width).split("|")
    assert len(lines) <= 3
    assert all(len(line) <= width for line in lines)


def test_ids_inside_a_picture_start_with_its_name() -> None:
    import altair as alt

    chart = alt.Chart(alt.Data(values=[{"a": 1, "b": "<i>x</i>"}])).mark_bar(clip=True).encode(x="a:Q", y="b:N")
    text = to_svg(chart, 'says "x" & <y>', "one-wide")
    assert 'aria-label="says &quot;x&quot; &amp; &lt;y&gt;"' in text
    assert "<i>" not in text
    assert "http" not in text
    assert text.count('id="') == text.count('id="one-wide-')
