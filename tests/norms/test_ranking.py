"""Norms are ranked by verdict, strength and coverage, and the best of each topic are kept."""

from hypothesis import given
from hypothesis import strategies as st

from folkways.norms.norm import VERDICTS, Norm
from folkways.norms.ranking import best, ranked


def norm(place: int, verdict: str, strength: float | None, evidence: int, topic: str = "A") -> Norm:
    return Norm(
        "EGY", topic, f"Norm {place}.", verdict=verdict, strength=strength, evidence=tuple(map(str, range(evidence)))
    )


def test_support_comes_before_strength_and_strength_before_coverage() -> None:
    right = [
        norm(0, "supported", 0.9, 3),
        norm(1, "supported", 0.9, 1),
        norm(2, "supported", 0.6, 9),
        norm(3, "unchecked", None, 0),
        norm(4, "not tested", None, 0),
        norm(5, "contradicted", 0.1, 4),
    ]
    assert ranked(reversed(right)) == tuple(right)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(VERDICTS),
            st.one_of(st.none(), st.floats(0, 1)),
            st.integers(0, 5),
            st.sampled_from("AB"),
        ),
        max_size=20,
    ),
    st.integers(1, 4),
)
def test_what_is_kept_is_never_worse_than_what_is_dropped_of_the_same_topic(rows: list, per_topic: int) -> None:
    norms = ranked(norm(place, *row) for place, row in enumerate(rows))
    kept, dropped = best(norms, per_topic)
    assert sorted([*kept, *dropped], key=lambda n: n.id) == sorted(norms, key=lambda n: n.id)
    for topic in "AB":
        mine = [n for n in kept if n.topic == topic]
        assert len(mine) == min(per_topic, sum(n.topic == topic for n in norms))
        for other in dropped:
            if other.topic == topic:
                assert all(ranked([other, n])[0] == n or ranked([n, other])[0] == n for n in mine)
