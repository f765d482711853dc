"""Finding what lies below a folder: runs, and folders of dialogues."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

#: Folders below the given one that are searched.
DEPTH = 3

RUN, DIALOGUES = "run", "dialogues"


def kind_of(folder: Path) -> str | None:
    """What a folder is; None for neither a run nor a folder of dialogues."""
    if (folder / "dialogues.json").is_file():
        return DIALOGUES
    return RUN if (folder / "run.json").is_file() or (folder / "shards").is_dir() else None


def search(folder: Path, kind: str, depth: int = DEPTH) -> Iterator[Path]:
    """Folders of this kind at and below this one, by name.

    Links are not followed, so that nothing outside is ever shown; nothing is looked for inside what was found: the
    stages of a folder of dialogues are no runs of their own.
    """
    found = kind_of(folder)
    if found is not None:
        if found == kind:
            yield folder
        return
    if depth == 0:
        return
    try:
        inside = sorted((entry for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)), key=_by_name)
    except OSError:
        return
    for entry in inside:
        if not entry.name.startswith("."):
            yield from search(folder / entry.name, kind, depth - 1)


def name_below(root: Path, path: Path) -> str:
    """What a found folder is called: its path below the root, or the root's own name."""
    relative = path.relative_to(root).as_posix()
    return root.resolve().name if relative == "." else relative


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name
