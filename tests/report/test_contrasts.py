"""Which questions are drawn where model and people differ most."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from folkways.report.contrasts import A_BATTERY, diversified
from folkways.surveys import Option, Question

OPTIONS = (Option("1", {"en": "yes"}), Option("2", {"en": "no"}))


def _question(i: int, battery: str, topic: str) -> Question:
    return Question(f"q{i}", {"en": f"Do you trust {battery} number {i}?"}, OPTIONS, topic=topic)


def test_ten_items_of_one_battery_do_not_fill_the_page() -> None:
    trust = [_question(i, "it", "trust") for i in range(20)]
    others = [_question(20 + i, f"b{i}", ("trust", "faith", "work")[i % 3]) for i in range(12)]
    chosen = diversified([*trust, *others], 10)
    assert chosen[:2] == ["q0", "q1"]
    assert len(chosen) == 10
    assert sum(q in {x.id for x in trust} for q in chosen) == A_BATTERY
    topics = Counter({q.id: q.topic for q in [*trust, *others]}[q] for q in chosen)
    assert max(topics.values()) <= 5


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=40), st.integers(1, 12))
def test_as_many_as_asked_for_are_chosen_in_order_and_none_twice(kinds: list[tuple[str, str]], count: int) -> None:
    questions = [_question(i, battery, topic) for i, (battery, topic) in enumerate(kinds)]
    chosen = diversified(questions, count)
    assert len(chosen) == min(count, len(questions))
    numbers = [int(q[1:]) for q in chosen]
    assert numbers == sorted(set(numbers))
