"""Folders of dialogues as they lie on disk: what each is, and how far it has come."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.sample import SPLITS
from folkways.dialogues.stages import STAGES, DialogueFolder, Stage
from folkways.errors import FolkwaysError, RunError
from folkways.web.folder import QUIET_AT_FIRST, Stamp, run_id
from folkways.web.searching import DIALOGUES, name_below, search

#: The stages that go through the conversations a block at a time.
BLOCKWISE = ("generate", "extract", "verify")

_PLAIN = re.compile(r"[a-z]+-[0-9a-f]+")


@dataclass(frozen=True)
class DialogueCard:
    """One folder of dialogues, read without opening its tables.

    Attributes:
        id: names it in addresses.
        path: where it lies.
        name: its path below the folder of runs.
        state: `finished` (all blocks are verified and there is a dataset), `running` (something was written in the
            last minutes), `open` or `damaged`.
        reason: what is damaged.
        told: what it was started with; may lack anything.
        touched: when anything was last written, seconds since the epoch.
        blocks: of conversations, in all.
        done: blocks by stage, of `BLOCKWISE`.
        samples: in the dataset, None where there is none.
        stamp: changes when any file that is shown changes.
    """

    id: str
    path: Path
    name: str
    state: str
    reason: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    touched: float = 0.0
    blocks: int = 0
    done: Mapping[str, int] = field(default_factory=dict)
    samples: int | None = None
    stamp: Stamp = ()

    @property
    def model(self) -> str:
        """Who speaks, as the folder says."""
        return str(self.told.get("model") or "?")

    @property
    def survey(self) -> str:
        """Whose answers are talked about, as the folder says."""
        return str(self.told.get("survey") or "?")

    @property
    def folder(self) -> DialogueFolder:
        """The folder."""
        return DialogueFolder(self.path)


class DialogueFolders:
    """All folders of dialogues below one folder; like runs, they are named by ids made here.

    Args:
        root: searched three levels deep.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._paths: dict[str, Path] = {}

    def cards(self) -> list[DialogueCard]:
        """Every folder of dialogues, the last touched first."""
        with self._lock:
            self._paths = {run_id(name_below(self.root, path)): path for path in search(self.root, DIALOGUES)}
            found = [_card(key, path, name_below(self.root, path)) for key, path in self._paths.items()]
        return sorted(found, key=lambda card: (-card.touched, card.name))

    def card(self, key: str) -> DialogueCard | None:
        """The folder with this id, None where there is none."""
        path = self._paths.get(key)
        if path is not None and path.is_dir():
            return _card(key, path, name_below(self.root, path))
        return next((card for card in self.cards() if card.id == key), None)


def dataset_files(folder: DialogueFolder) -> list[Path]:
    """The dataset's tables, one a split; a link that leads out of the folder is none."""
    files = [folder.dataset() / "parquet" / f"{split}.parquet" for split in SPLITS]
    inside = folder.path.resolve()
    return [file for file in files if file.is_file() and file.resolve().is_relative_to(inside)]


def _card(key: str, path: Path, name: str) -> DialogueCard:
    folder = DialogueFolder(path)
    try:
        stages = _stages(folder)
        files = _files(folder, stages)
        times = [file.stat() for file in files]
        stamp = tuple((str(file), at.st_mtime_ns, at.st_size) for file, at in zip(files, times, strict=True))
        done = {stage: len(stages[stage].run.done()) if stage in stages else 0 for stage in BLOCKWISE}
        blocks = int(stages["generate"].run.record["shards"]) if "generate" in stages else 0
        data = dataset_files(folder)
        samples = sum(_rows(file) for file in data) if data else None
        told = folder.record()["told"]
    except (FolkwaysError, OSError, TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        return DialogueCard(key, path, name, "damaged", reason=str(error), touched=_touched(path))
    touched = max(at.st_mtime for at in times)
    finished = samples is not None and done["verify"] == blocks > 0
    running = time.time() - touched < QUIET_AT_FIRST
    return DialogueCard(
        key, path, name, "finished" if finished else "running" if running else "open",
        told=told if isinstance(told, dict) else {}, touched=touched, blocks=blocks, done=done, samples=samples,
        stamp=stamp,
    )  # fmt: skip


def _stages(folder: DialogueFolder) -> dict[str, Stage]:
    """The stages that have begun. Their folders are named in a file that anybody may have changed."""
    found = {}
    for name, place in folder.record()["stages"].items():
        where = str(folder.path / "dialogues.json")
        if name not in STAGES or not isinstance(place, str) or not _PLAIN.fullmatch(place):
            raise RunError(f"names the stage {name!r} strangely", where=where)
        if (folder.path / place).is_symlink():
            raise RunError(f"the stage {name} is a link", where=where, mend="put the folder itself there")
        if (stage := folder.stage(name)) is not None:
            found[name] = stage
    return found


def _files(folder: DialogueFolder, stages: Mapping[str, Stage]) -> list[Path]:
    files = [folder.path / "dialogues.json", *dataset_files(folder)]
    if folder.audit.is_file():
        files.append(folder.audit)
    for stage in stages.values():
        files += [stage.run.shard_path(block) for block in stage.run.done()]
    return files


def _rows(file: Path) -> int:
    try:
        return int(pl.scan_parquet(file).select(pl.len()).collect().item())
    except Exception as error:  # polars raises several unrelated types on a damaged file
        raise RunError("is damaged", where=str(file), mend="make the dataset again") from error


def _touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
