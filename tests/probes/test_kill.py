"""`kill -9` at ten random moments of a probe of the embedded model: the same shards in the end."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from folkways.probes import read_answers
from folkways.runs import Run

ARGUMENTS = [
    "smollm2", "menavalues", "--populations", "EGY,TUR", "--limit", "8", "--framings", "neutral,persona", "--seed", "1",
]  # fmt: skip


def _command(out: Path) -> list[str]:
    return [sys.executable, "-m", "folkways.cli", "probe", *ARGUMENTS, "--out", str(out)]


@pytest.mark.model
def test_ten_kills_leave_the_shards_of_an_uninterrupted_run(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    subprocess.run(_command(whole), check=True, capture_output=True)
    rng = random.Random(int(os.environ.get("FOLKWAYS_KILL_SEED", "0")))
    progress = []
    for _ in range(10):
        process = subprocess.Popen(_command(cut), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(2, 12))
        process.send_signal(signal.SIGKILL)
        process.wait()
        progress.append(len(Run.read(cut).done()) if (cut / "run.json").exists() else 0)
    subprocess.run(_command(cut), check=True, capture_output=True)
    one, two = Run.read(whole), Run.read(cut)
    assert one.done() == two.done()
    for index in one.done():
        assert one.shard_path(index).read_bytes() == two.shard_path(index).read_bytes()
    assert read_answers(whole).frame.equals(read_answers(cut).frame)
    scores = [
        json.loads((folder / "report.json").read_text())["run"]["alignment"]["summary"] for folder in (whole, cut)
    ]
    assert scores[0]
    assert scores[0] == scores[1]
    assert progress == sorted(progress)
