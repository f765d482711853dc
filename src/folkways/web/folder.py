"""A folder of runs as it lies on disk: what each run is, how far it has come, and whether somebody is at work on it."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from folkways.errors import FolkwaysError, RunError
from folkways.runs import Run
from folkways.web.searching import RUN, name_below, search

#: A run that wrote nothing for this many seconds, or for `PATIENCE` times its slowest shard, is called stopped; one
#: that has no shard yet may still be loading its model.
QUIET, QUIET_AT_FIRST, PATIENCE = 60.0, 300.0, 3.0

_LARGEST = 64 * 2**20
_TAIL = 64 * 1024
_SHARD = re.compile(r"\d{6}\.parquet")

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class RunCard:
    """One run of the folder, read without opening its answers.

    Attributes:
        id: names it in addresses.
        path: where it lies.
        name: its path below the folder of runs.
        state: `finished`, `running`, `stopped` or `damaged`.
        reason: what is damaged.
        config: what the run was started with; may lack anything.
        started: when, UTC, as written.
        touched: when anything was last written, seconds since the epoch.
        shards, shards_done: in all and on disk.
        prompts_done: rows in the shards on disk.
        prompts_all: rows when finished; while it is not, at most so many.
        seconds_left: a guess from the pace so far, None where there is none.
        stamp: changes when any file that results are made from changes.
    """

    id: str
    path: Path
    name: str
    state: str
    reason: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    started: str = ""
    touched: float = 0.0
    shards: int = 0
    shards_done: int = 0
    prompts_done: int = 0
    prompts_all: int = 0
    seconds_left: float | None = None
    stamp: Stamp = ()

    @property
    def model(self) -> str:
        """Whose answers, as the run says."""
        return str(self.config.get("model") or "?")

    @property
    def survey(self) -> str:
        """Name of the survey, as the run says."""
        return str(self.config.get("survey") or "?")

    @property
    def share(self) -> float:
        """How much is done, 0..1."""
        return self.shards_done / self.shards if self.shards else 0.0

    @property
    def report(self) -> Path | None:
        """The report in the run's own folder, if there is one; a link that leads out of the folder is none."""
        path = self.path / "report.html"
        inside = path.is_file() and path.resolve().parent == self.path.resolve()
        return path if inside else None


class RunsFolder:
    """All runs below one folder. Addresses name runs by ids made here; no path is ever taken from a request.

    Raises:
        RunError: there is no such folder.
    """

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise RunError("no such folder", where=str(root), mend="give a folder that holds runs of `folkways probe`")
        self.root = root
        self._lock = threading.Lock()
        self._paths: dict[str, Path] = {}
        self._rows: dict[Path, dict[str, tuple[int, int, int]]] = {}

    def cards(self) -> list[RunCard]:
        """Every run, the last touched first."""
        with self._lock:
            self._paths = {run_id(name_below(self.root, path)): path for path in search(self.root, RUN)}
            self._rows = {path: rows for path, rows in self._rows.items() if path in set(self._paths.values())}
            found = [self._card(key, path) for key, path in self._paths.items()]
        return sorted(found, key=lambda card: (-card.touched, card.name))

    def card(self, key: str) -> RunCard | None:
        """The run with this id, None where there is none."""
        with self._lock:
            path = self._paths.get(key)
            if path is not None and path.is_dir():
                return self._card(key, path)
        return next((card for card in self.cards() if card.id == key), None)

    def _card(self, key: str, path: Path) -> RunCard:
        name = name_below(self.root, path)
        files = _stat(path)
        touched = max((file.st_mtime for file in files.values()), default=0.0)
        stamp = tuple((name, file.st_mtime_ns, file.st_size) for name, file in sorted(files.items()))
        base = RunCard(key, path, name, "damaged", touched=touched, stamp=stamp)
        try:
            record = _record(path)
            rows = self._counted(path, files)
        except (FolkwaysError, OSError, AttributeError, RecursionError) as error:
            return _with(base, reason=str(error))
        config, shards = record["config"], record["shards"]
        done = len(rows)
        size = config.get("shard") if isinstance(config.get("shard"), int) else max(rows.values(), default=64)
        finished = done == shards
        pace = _seconds(path)
        return _with(
            base,
            state="finished" if finished else "running" if _alive(touched, pace, done) else "stopped",
            config=config,
            started=str(record.get("started", "")),
            shards=shards,
            shards_done=done,
            prompts_done=sum(rows.values()),
            prompts_all=sum(rows.values()) if finished else shards * int(size),
            seconds_left=(shards - done) * sum(pace) / len(pace) if pace and not finished else None,
        )

    def _counted(self, path: Path, files: Mapping[str, os.stat_result]) -> dict[str, int]:
        """Rows of every shard, from its footer; read again only where the file has changed."""
        known = self._rows.setdefault(path, {})
        for name, file in files.items():
            if not name.startswith("shards/"):
                continue
            mark = (file.st_mtime_ns, file.st_size)
            if known.get(name, ())[:2] != mark:
                known[name] = (*mark, _rows(path / name))
        for name in [name for name in known if name not in files]:
            del known[name]
        return {name: rows for name, (_, _, rows) in known.items()}


def run_id(name: str) -> str:
    """An id for addresses: readable, and told apart by a hash where names read alike.

    >>> run_id("Llama 3/base")
    'llama-3-base-262c2da7'
    """
    readable = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:48]
    return f"{readable or 'run'}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _stat(path: Path) -> dict[str, os.stat_result]:
    """Size and time of every file that results are made from."""
    found = {}
    for name in ("run.json", "progress.jsonl", "survey/survey.json", "survey/human.parquet"):
        file = path / name
        if file.is_file():
            found[name] = file.stat()
    shards = path / "shards"
    if shards.is_dir():
        for entry in os.scandir(shards):
            if _SHARD.fullmatch(entry.name) and entry.is_file():
                found[f"shards/{entry.name}"] = entry.stat()
    return found


def _record(path: Path) -> dict[str, Any]:
    file = path / "run.json"
    if file.is_file() and file.stat().st_size > _LARGEST:
        raise RunError("run.json is far too large", where=str(file))
    record = Run.read(path).record
    shards = record["shards"]
    if not isinstance(record["config"], dict) or not isinstance(shards, int) or shards < 1:
        raise RunError("run.json is damaged (config or shards)", where=str(file))
    return record


def _rows(shard: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_metadata(shard).num_rows
    except (pa.ArrowException, OSError) as error:
        raise RunError(
            "shard is damaged", where=str(shard), mend="delete this file and give the same probe command again"
        ) from error


def _seconds(path: Path) -> list[float]:
    """Seconds that the latest shards took."""
    try:
        with (path / "progress.jsonl").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(float(json.loads(line)["seconds"]))
        except (ValueError, TypeError, KeyError):  # a line cut by a kill
            continue
    return found


def _alive(touched: float, pace: list[float], done: int) -> bool:
    patience = QUIET if done else QUIET_AT_FIRST
    return time.time() - touched < max(patience, PATIENCE * max(pace, default=0.0))


def _with(card: RunCard, **changes: Any) -> RunCard:
    from dataclasses import replace

    return replace(card, **changes)
