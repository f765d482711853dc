"""What is judged: one text, or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from folkways.errors import InputError
from folkways.populations import Population


@dataclass(frozen=True, slots=True)
class Item:
    """One text to be judged.

    Attributes:
        id: unique among the items judged together.
        text: what is judged.
        prompt: what the text answers, if anything.
        context: what the judge should know, such as the norms of a people.
        population: the people concerned; it is named to the judge.
    """

    id: str
    text: str
    prompt: str = ""
    context: str = ""
    population: Population | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two responses to one prompt. The judge is told neither whose they are nor that there are arms.

    Attributes:
        id: unique among the pairs judged together.
        prompt: what both answer; pairs with the same prompt form one cluster.
        a, b: the responses of arm A and arm B.
        context, population: as in `Item`.
    """

    id: str
    prompt: str
    a: str
    b: str
    context: str = ""
    population: Population | None = None


def check_items(items: Sequence[Item] | Sequence[Pair]) -> None:
    """Refuse what cannot be judged.

    Raises:
        InputError: there is nothing, an id occurs twice, or a text or a pair's prompt is empty.
    """
    if not items:
        raise InputError("there is nothing to judge", mend="give at least one item")
    seen: set[str] = set()
    for item in items:
        where = f"item {item.id!r}"
        if item.id in seen:
            raise InputError("the id occurs twice", where=where, mend="give every item its own id")
        seen.add(item.id)
        needed = ("text",) if isinstance(item, Item) else ("prompt", "a", "b")
        for key in needed:
            if not getattr(item, key).strip():
                raise InputError(f"{key} is empty", where=where, mend="leave out what is empty, and count it")
