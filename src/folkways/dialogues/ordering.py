"""Who speaks when."""

from __future__ import annotations

import random

from folkways.dialogues.conversation import ConversationPlan
from folkways.errors import InputError
from folkways.runs import digest


def speakers(plan: ConversationPlan, seed: int) -> list[int]:
    """The places of those who speak, one a turn; the first participant opens, and nobody speaks twice in a row.

    Args:
        plan: of the conversation; its `order` is one of `ORDERS`.
        seed: of what is drawn, together with the plan's id.

    Raises:
        InputError: the order is unknown.
    """
    size = len(plan.participants)
    everybody = list(range(size))
    chance = random.Random(digest([seed, plan.id, "order"]))
    if plan.order == "round-robin":
        return [turn % size for turn in range(plan.turns)]
    found = [0]
    if plan.order == "drawn":
        while len(found) < plan.turns:
            found.append(chance.choice([place for place in everybody if place != found[-1]]))
    elif plan.order == "shuffled":
        found += chance.sample(everybody[1:], size - 1)
        while len(found) < plan.turns:
            first = chance.choice([place for place in everybody if place != found[-1]])
            found += [first, *chance.sample([place for place in everybody if place != first], size - 1)]
    else:
        raise InputError(f"unknown order {plan.order!r}", mend="use round-robin, shuffled or drawn")
    return found[: plan.turns]
