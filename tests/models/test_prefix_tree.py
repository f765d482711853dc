"""A prefix tree holds each beginning once, and every prompt finds its tokens along its path."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkways.models.prefix_tree import Pack, plan_packs, unique_tokens

sequences = st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=9), min_size=1, max_size=12)
budgets = st.integers(1, 30)


def spelled(packs: list[Pack]) -> dict[int, tuple[list[int], list[int]]]:
    """For each prompt the tokens along its path and their depths."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    tokens: list[int] = []
    depths: list[int] = []
    for pack in packs:
        tokens = [*(tokens[place] for place in pack.carried), *pack.tokens]
        depths = [*(depths[place] for place in pack.carried), *pack.depths]
        for row, path in pack.paths.items():
            found[row] = ([tokens[place] for place in path], [depths[place] for place in path])
    return found


@given(sequences, budgets)
def test_every_prompt_is_spelled_by_its_path(prompts: list[list[int]], budget: int) -> None:
    found = spelled(plan_packs(prompts, budget=budget))
    assert {row: tokens for row, (tokens, _) in found.items()} == dict(enumerate(prompts))
    assert all(depths == list(range(len(prompts[row]))) for row, (_, depths) in found.items())


@given(sequences, budgets)
def test_each_beginning_is_computed_once_whatever_the_budget(prompts: list[list[int]], budget: int) -> None:
    beginnings = {tuple(prompt[: i + 1]) for prompt in prompts for i in range(len(prompt))}
    assert sum(len(pack.tokens) for pack in plan_packs(prompts, budget=budget)) == len(beginnings)
    assert unique_tokens(prompts) == len(beginnings)


@given(sequences, budgets)
def test_a_pack_keeps_its_budget_unless_one_run_exceeds_it(prompts: list[list[int]], budget: int) -> None:
    for pack in plan_packs(prompts, budget=budget):
        runs = [length for group in pack.groups for length in group.lengths]
        assert sum(runs) == len(pack.tokens)
        assert len(pack.tokens) <= budget or len(runs) == 1


@given(sequences, budgets, st.randoms())
def test_the_order_of_the_prompts_changes_nothing(prompts: list[list[int]], budget: int, chance) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(prompts)))
    chance.shuffle(order)
    mixed = plan_packs([prompts[i] for i in order], budget=budget)
    assert [pack.tokens for pack in mixed] == [pack.tokens for pack in plan_packs(prompts, budget=budget)]


@given(sequences, budgets)
def test_a_run_sees_exactly_what_stands_before_it(prompts: list[list[int]], budget: int) -> None:
    for pack in plan_packs(prompts, budget=budget):
        for group in pack.groups:
            for start, length in zip(group.starts, group.lengths, strict=True):
                first = start - len(pack.carried)
                assert pack.depths[first : first + length] == [len(group.prefix) + i for i in range(length)]
                assert all(place < start for place in group.prefix)
