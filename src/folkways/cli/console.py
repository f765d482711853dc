"""What the command line says to a person: on standard error, so that standard output stays for data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console


def console() -> Console:
    """Where progress and remarks go."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


@contextmanager
def progress_bar(title: str, remark: Callable[[], str] | None = None) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left, and a remark (such as what was spent) after it; yields a function of (done, total)."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[remark]}"),
    )
    with Progress(*columns, console=console()) as bar:
        task = bar.add_task(title, total=None, remark="")

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, remark=remark() if remark else "")

        yield update


def whole(text: str, what: str) -> int:
    """A whole number from 0.

    Raises:
        InputError: it is none.

    >>> whole("12", "seed")
    12
    """
    from folkways.errors import InputError

    if not text.isdigit():
        raise InputError(f"{what} {text!r} is no whole number", mend="give whole numbers, such as 0,1,2")
    return int(text)


def listed(text: str | None) -> list[str] | None:
    """A comma-separated option as a list, None where it was not given.

    >>> listed("EGY, TUR")
    ['EGY', 'TUR']
    """
    if text is None:
        return None
    return [part.strip() for part in text.split(",") if part.strip()]
