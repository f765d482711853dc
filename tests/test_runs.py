"""Runs survive."""

import errno
import os
from pathlib import Path

import polars as pl
import pytest

from folkways.errors import RunError
from folkways.runs import Run, write_atomically


def _frame(i: int) -> pl.DataFrame:
    return pl.DataFrame({"x": [i]})


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    run = Run.open(tmp_path / "r", {"a": 1}, shards=3)
    run.write(1, _frame(1), note={"seconds": 2.0})
    again = Run.open(tmp_path / "r", {"a": 1}, shards=3)
    assert again.missing() == [0, 2]
    assert again.seconds() == 2.0
    assert not again.complete


def test_another_command_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    Run.open(tmp_path / "r", {"a": 1, "b": 2}, shards=3)
    with pytest.raises(RunError, match="differs in: a"):
        Run.open(tmp_path / "r", {"a": 2, "b": 2}, shards=3)


def test_a_foreign_folder_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(RunError, match="not empty"):
        Run.open(tmp_path, {}, shards=1)
    assert [f.name for f in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_damaged_shard_is_named_with_its_mend(tmp_path: Path) -> None:
    run = Run.open(tmp_path / "r", {}, shards=1)
    run.write(0, _frame(0))
    run.shard_path(0).write_bytes(b"PAR1 but not really")
    with pytest.raises(RunError, match=r"000000\.parquet: shard is damaged.*delete this file"):
        list(run.frames())


def test_a_damaged_run_json_is_named(tmp_path: Path) -> None:
    Run.open(tmp_path / "r", {}, shards=1)
    (tmp_path / "r" / "run.json").write_text('{"format": 1')
    with pytest.raises(RunError, match=r"run\.json is damaged"):
        Run.read(tmp_path / "r")


def test_a_shard_is_never_written_over(tmp_path: Path) -> None:
    run = Run.open(tmp_path / "r", {}, shards=1)
    run.write(0, _frame(0))
    with pytest.raises(RunError, match="there already"):
        run.write(0, _frame(1))
    assert pl.read_parquet(run.shard_path(0))["x"].to_list() == [0]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "f"
    write_atomically(target, b"old")

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunError, match="No space left"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [f.name for f in tmp_path.iterdir()] == ["f"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_place_that_cannot_be_written_is_one_line() -> None:
    with pytest.raises(RunError, match="cannot write"):
        write_atomically(Path("/dev/full/x"), b"data")


def test_a_line_cut_by_a_kill_does_not_hurt(tmp_path: Path) -> None:
    run = Run.open(tmp_path / "r", {}, shards=2)
    run.write(0, _frame(0), note={"seconds": 1.5})
    with (run.path / "progress.jsonl").open("a") as log:
        log.write('{"shard": 1, "seco')
    assert run.seconds() == 1.5
