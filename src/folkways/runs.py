"""Resumable runs on disk: a folder with `run.json` and append-only Parquet shards.

A run is a plan cut into numbered shards. A shard is written whole, to a temporary file that is renamed, so that a
run killed at any moment holds only finished shards; the same command computes the missing ones. What a shard holds
depends on the plan alone, never on when it was computed: wall-clock facts go to `progress.jsonl`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import RunError

FORMAT = 1
_SHARD = re.compile(r"(\d{6})\.parquet")


def digest(value: object) -> str:
    """SHA-256 of a JSON-ready value, independent of key order; the first 16 hex digits.

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    Raises:
        RunError: the disk is full or the folder cannot be written; the old file stays as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> RunError:
    return RunError(
        f"cannot write ({error.strerror or error})",
        where=str(path),
        mend="free some space or choose another folder, then give the same command again",
    )


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write a frame as Parquet, atomically.

    Raises:
        RunError: the disk is full or the folder cannot be written.
    """
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    write_atomically(path, buffer.getvalue())


class Run:
    """One run folder.

    `Run.open` makes it or goes on with it; `missing` says which shards are still to do; `write` adds one.
    """

    def __init__(self, path: Path, record: dict[str, Any]) -> None:
        self.path = path
        self.record = record

    @classmethod
    def open(cls, path: Path, config: Mapping[str, Any], *, shards: int) -> Run:
        """Start a run in this folder, or go on with the one that is there.

        Args:
            path: the folder; made if absent.
            config: everything that decides the result, JSON-ready.
            shards: how many shards the plan has.

        Raises:
            RunError: the folder holds another run or foreign files, or cannot be written.
        """
        fingerprint = digest({"config": dict(config), "shards": shards, "format": FORMAT})
        file = path / "run.json"
        if file.exists():
            run = cls.read(path)
            if run.record["fingerprint"] != fingerprint:
                changed = sorted(
                    key for key in {*run.record["config"], *config} if run.record["config"].get(key) != config.get(key)
                )
                raise RunError(
                    f"holds another run (differs in: {', '.join(changed) or 'format'})",
                    where=str(path),
                    mend="choose another --out, or repeat the command that started this run",
                )
            return run
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise RunError("is not empty and is not a run", where=str(path), mend="choose another --out")
        from folkways.version import __version__

        record = {
            "format": FORMAT,
            "folkways": __version__,
            "fingerprint": fingerprint,
            "shards": shards,
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "config": dict(config),
        }
        run = cls(path, record)
        write_atomically(file, json.dumps(record, indent=2, ensure_ascii=False).encode())
        return run

    @classmethod
    def read(cls, path: Path) -> Run:
        """The run in this folder.

        Raises:
            RunError: there is none, or its `run.json` is damaged or of a later format.
        """
        file = path / "run.json"
        if not file.exists():
            raise RunError("no run here (run.json is missing)", where=str(path), mend="give the folder of a probe")
        try:
            record = json.loads(file.read_text("utf-8"))
            if not {"fingerprint", "shards", "config"} <= set(record):
                raise ValueError("a key is missing")
        except (ValueError, TypeError) as error:
            raise RunError(
                "run.json is damaged", where=str(file), mend="start the probe again in a new folder"
            ) from error
        if record.get("format") != FORMAT:
            raise RunError(
                f"run format {record.get('format')} is not {FORMAT}", where=str(file), mend="use a matching folkways"
            )
        return cls(path, record)

    @property
    def config(self) -> dict[str, Any]:
        """What decides the result, as the run was started with it."""
        return self.record["config"]

    def shard_path(self, index: int) -> Path:
        """Where the shard with this number lies."""
        return self.path / "shards" / f"{index:06d}.parquet"

    def done(self) -> list[int]:
        """The numbers of the shards that are on disk, in order."""
        folder = self.path / "shards"
        if not folder.is_dir():
            return []
        return sorted(int(m[1]) for f in folder.iterdir() if (m := _SHARD.fullmatch(f.name)))

    def missing(self) -> list[int]:
        """The numbers of the shards still to compute, in order."""
        have = set(self.done())
        return [i for i in range(self.record["shards"]) if i not in have]

    def write(self, index: int, frame: pl.DataFrame, *, note: Mapping[str, Any] | None = None) -> None:
        """Keep a finished shard, and a line of wall-clock facts beside it.

        Raises:
            RunError: the shard is there already, or the disk is full.
        """
        path = self.shard_path(index)
        if path.exists():
            raise RunError("shard is there already", where=str(path), mend="run one process on a run folder at a time")
        write_frame(path, frame)
        line = {"shard": index, "rows": frame.height, "time": time.time(), **(note or {})}
        log = self.path / "progress.jsonl"
        try:
            with log.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(line) + "\n")
        except OSError as error:
            raise _unwritable(log, error) from error

    def frames(self) -> Iterable[pl.DataFrame]:
        """The shards on disk, in order.

        Raises:
            RunError: a shard cannot be read.
        """
        for index in self.done():
            path = self.shard_path(index)
            try:
                yield pl.read_parquet(path)
            except Exception as error:  # polars raises several unrelated types on a damaged file
                raise RunError(
                    "shard is damaged", where=str(path), mend="delete this file and give the same probe command again"
                ) from error

    def seconds(self) -> float:
        """Seconds of computing so far, summed over the shards' own clocks."""
        log = self.path / "progress.jsonl"
        if not log.exists():
            return 0.0
        total = 0.0
        for line in log.read_text("utf-8").splitlines():
            try:
                total += float(json.loads(line).get("seconds", 0.0))
            except ValueError:  # a line cut by a kill
                continue
        return total

    @property
    def complete(self) -> bool:
        """Whether every shard is on disk."""
        return not self.missing()
