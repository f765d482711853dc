"""What stands before each option: digits, letters, or labels of the user's own."""

from __future__ import annotations

from folkways.errors import InputError

_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def labels(name: str, k: int) -> tuple[str, ...]:
    """The first k labels of a set.

    Args:
        name: `digits` (1, 2, …), `letters` (A … Z, AA, AB, …) or labels of your own, joined by `|`.
        k: how many options are shown.

    Raises:
        InputError: the set is unknown, too short, or two of its labels cannot be told apart.

    >>> labels("digits", 3), labels("letters", 28)[-2:], labels("x|y|z", 2)
    (('1', '2', '3'), ('AA', 'AB'), ('x', 'y'))
    """
    if name == "digits":
        return tuple(str(i + 1) for i in range(k))
    if name == "letters":
        return (_LETTERS + tuple(a + b for a in _LETTERS for b in _LETTERS))[:k]
    if "|" not in name:
        raise InputError(f"unknown label set {name!r}", mend="use digits, letters, or your own such as 'x|y|z'")
    own = tuple(part.strip() for part in name.split("|"))
    if len(own) < k:
        raise InputError(f"label set {name!r} has {len(own)} labels for {k} options", mend="add labels or use digits")
    seen: dict[str, str] = {}
    for label in own:
        key = label.casefold()
        if not key or key in seen:
            raise InputError(
                f"labels {seen.get(key, label)!r} and {label!r} of the set {name!r} collide",
                mend="give every option a label that differs in more than case and spaces",
            )
        seen[key] = label
    return own[:k]


def label_kind(name: str) -> str:
    """`digits`, `letters` or `custom`: how the prompt speaks of the labels."""
    return name if name in ("digits", "letters") else "custom"
