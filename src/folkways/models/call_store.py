"""Answers of models, kept from the moment they arrive, so that nothing is paid for or computed twice.

One SQLite file of JSON records: in the cache folder for providers, in a run's folder for `recorded`. Only answers are
kept, never failures; no key, no header. A process that is killed loses the calls in flight and no other.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from folkways.errors import RunError


class CallStore:
    """A map from the digest of a request to the record of its answer; safe for several threads and processes.

    Args:
        path: of the file; made with its folder where absent. None keeps nothing.

    Raises:
        RunError: it cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path or ":memory:", timeout=60, isolation_level=None, check_same_thread=False)
            self._file.execute("PRAGMA journal_mode=WAL")
            self._file.execute("PRAGMA synchronous=NORMAL")
            self._file.execute("CREATE TABLE IF NOT EXISTS calls (request TEXT PRIMARY KEY, answer TEXT NOT NULL)")
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error

    def get(self, request: str) -> Mapping[str, Any] | None:
        """The record kept for a request, if there is one."""
        try:
            with self._lock:
                row = self._file.execute("SELECT answer FROM calls WHERE request = ?", (request,)).fetchone()
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return None if row is None else json.loads(row[0])

    def put(self, request: str, answer: Mapping[str, Any]) -> None:
        """Keep a record; one that is there already stays."""
        self.put_all({request: answer})

    def put_all(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep all records or, where the process is killed or the disk is full, none; what is there already stays."""
        rows = [(request, json.dumps(answer, ensure_ascii=False)) for request, answer in answers.items()]
        try:
            with self._lock:
                self._file.execute("BEGIN IMMEDIATE")
                try:
                    self._file.executemany("INSERT OR IGNORE INTO calls VALUES (?, ?)", rows)
                    self._file.execute("COMMIT")
                except BaseException:
                    if self._file.in_transaction:  # SQLite ends it itself after some errors
                        self._file.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _broken(self, error: Exception) -> RunError:
        return RunError(
            f"the store of answers cannot be used ({error})",
            where=str(self._path),
            mend="free disk space, or remove the file: its answers are then asked for again",
        )
