"""Who opens each conversation, so that no people is privileged."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from fractions import Fraction


def openers(groups: Sequence[Sequence[str]]) -> list[int]:
    """The place, in each group, of the member that opens it.

    A people that takes part in n groups of g opens n / g of them, rounded down or up. Such a choice always exists
    (it is a flow in a network with whole capacities); it is found by moving openings along paths of groups.

    Args:
        groups: the peoples of each conversation, each people at most once a group.

    >>> openers([["EGY", "TUR"], ["TUR", "EGY"]])
    [0, 0]
    """
    due: dict[str, Fraction] = {}
    for group in groups:
        for people in group:
            due[people] = due.get(people, Fraction(0)) + Fraction(1, len(group))
    opens: Counter[str] = Counter()
    chosen: list[str] = []
    for group in groups:
        opener = max(group, key=lambda people: due[people] - opens[people])
        chosen.append(opener)
        opens[opener] += 1
    for people in sorted(due):
        while opens[people] >= due[people] + 1:
            _move(groups, chosen, opens, people, lambda other: opens[other] < due[other], away=True)
        while opens[people] <= due[people] - 1:
            _move(groups, chosen, opens, people, lambda other: opens[other] > due[other], away=False)
    return [list(group).index(opener) for group, opener in zip(groups, chosen, strict=True)]


def _move(
    groups: Sequence[Sequence[str]],
    chosen: list[str],
    opens: Counter[str],
    people: str,
    ends: Callable[[str], bool],
    *,
    away: bool,
) -> None:
    """Move one opening away from a people, or to it, along the shortest path to one for which `ends` holds."""
    came: dict[str, tuple[str, int] | None] = {people: None}
    waiting = deque([people])
    while waiting:
        here = waiting.popleft()
        if ends(here):
            opens[people] += -1 if away else 1
            opens[here] += 1 if away else -1
            while step := came[here]:
                before, index = step
                chosen[index] = here if away else before
                here = before
            return
        for index, group in enumerate(groups):
            passes = group if away and chosen[index] == here else [chosen[index]] if not away and here in group else []
            for other in passes:
                if other not in came:
                    came[other] = (here, index)
                    waiting.append(other)
    raise AssertionError("a fair choice of openers always exists")
