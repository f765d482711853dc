"""Chat records as they are named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from folkways.cli.console import listed

if TYPE_CHECKING:
    from folkways.adapt.chats import Chats


def chats_of(text: str | None, option: str) -> dict[str, Chats]:
    """The records of `NAME=FOLDER,…`, by name; none where nothing was given.

    Raises:
        InputError: a part has no name or a name comes twice, or a folder's records are wrong.
    """
    from folkways.adapt.chats import read_chats
    from folkways.errors import InputError

    found: dict[str, Chats] = {}
    for part in listed(text) or []:
        name, given, folder = (piece.strip() for piece in part.partition("="))
        if not (name and given and folder):
            raise InputError(f"{option} {part!r} is no name and folder", mend="write NAME=FOLDER")
        if name in found:
            raise InputError(f"{option} names {name!r} twice", mend="give each its own name")
        found[name] = read_chats(Path(folder).expanduser())
    return found
