"""The embedded model: 8 peoples, 10 seeds each, killed twice on the way, and the same dataset to the byte."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from folkways.dialogues.exporting import read_samples
from folkways.dialogues.stages import DialogueFolder

PEOPLES = "EGY,TUR,IRN,MAR,JOR,TUN,LBY,IRQ"
RUN = [sys.executable, "-m", "folkways.cli", "dialogues", "run", "smollm2", "menavalues", "--populations", PEOPLES,
       "--limit", "10", "--turns", "4", "--grey", "--dtype", "fp32"]  # fmt: skip


def whole(out: Path) -> float:
    started = time.monotonic()
    subprocess.run([*RUN, "--out", str(out)], check=True)
    return time.monotonic() - started


def killed(out: Path, after: float) -> None:
    process = subprocess.Popen([*RUN, "--out", str(out)])
    time.sleep(after)
    assert process.poll() is None, "it ended before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.slow
@pytest.mark.model
def test_killed_twice_the_embedded_model_gives_the_same_dataset(tmp_path: Path) -> None:
    seconds = whole(tmp_path / "whole")
    for share in (0.3, 0.4):
        killed(tmp_path / "killed", seconds * share)
    again = whole(tmp_path / "killed")
    expected = digests(tmp_path / "whole" / "dataset")
    assert digests(tmp_path / "killed" / "dataset") == expected
    folder = DialogueFolder.read(tmp_path / "whole")
    seeds, turns = folder.table("seed"), folder.table("generate")
    assert seeds["population"].n_unique() == 8
    assert all(count >= 10 for count in seeds["population"].value_counts()["count"])
    samples = read_samples(folder.dataset())
    print(
        f"\n{turns['conversation'].n_unique()} conversations, {turns.height} turns, {folder.table('extract').height} "
        f"opinions, {samples.height} records; {seconds:.0f} s without a kill, {again:.0f} s after two; "
        f"{len(expected)} files equal to the byte"
    )
