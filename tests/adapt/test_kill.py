"""`kill -9` of a process that trains an adapter of the embedded model: it goes on and ends at the same weights."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.adapt.lessons import small_split, small_survey
from tests.adapt.talk import fair, write
from tests.adapt.test_training import apart

pytest.importorskip("trl")

PROGRAM = """
import sys
from pathlib import Path

from folkways.adapt.dpo import dpo
from folkways.adapt.lora import Lora
from folkways.adapt.preferences import make_pairs
from folkways.adapt.chats import read_chats
from folkways.adapt.sft import sft, sft_on_chats
from folkways.adapt.targets import Tracing
from folkways.adapt.traces import make_traces, prepare
from folkways.adapt.training import Training
from tests.adapt.lessons import small_book, small_split, small_survey

way, made, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
survey = small_survey()
split, tracing = small_split(survey), Tracing()
settings = {"training": Training(steps=6, batch=1, save_steps=2, learning_rate=1e-3), "lora": Lora(dropout=0.1)}
if way == "chats":
    sft_on_chats("smollm2", survey, split, read_chats(made / "chats"), out, **settings)
    raise SystemExit
lesson = prepare(survey, split, small_book(), None, tracing=tracing)
traces = make_traces(lesson, tracing, made / "traces")
if way == "sft":
    sft("smollm2", survey, split, traces, out, **settings)
else:
    dpo("smollm2", survey, split, make_pairs(lesson, traces, tracing, made / "pairs"), out, **settings)
"""


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("way", ["sft", "dpo", "chats"])
def test_a_training_that_is_killed_twice_ends_at_the_weights_of_one_that_is_not(way: str, tmp_path: Path) -> None:
    def command(out: Path) -> list[str]:
        return [sys.executable, "-W", "ignore", "-c", PROGRAM, way, str(tmp_path), str(out)]

    survey = small_survey()
    write(tmp_path / "chats", fair(survey, small_split(survey)))
    rng = random.Random(int(os.environ.get("FOLKWAYS_KILL_SEED", "0")))
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    subprocess.run(command(whole), check=True, capture_output=True)
    for step in (2, 4):
        process = subprocess.Popen(command(cut), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # The folder appears before the checkpoint is whole, so that the kill may fall into its writing.
        folder = cut / "checkpoints" / f"checkpoint-{step}"
        while not folder.exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    subprocess.run(command(cut), check=True, capture_output=True)
    results = json.loads((cut / "training.json").read_text())
    difference = apart(whole / "adapter", cut / "adapter")
    print(f"{way}: largest difference {difference:.3g}, went on from step {results['resumed']}")
    assert results["resumed"] in (2, 4)
    assert difference <= 1e-5
