"""Two processes that share a training end where one does that sees the same examples."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapt.test_training import apart

pytest.importorskip("trl")

PROGRAM = """
import sys
from pathlib import Path

from folkways.adapt.lora import Lora
from folkways.adapt.sft import sft
from folkways.adapt.traces import read_traces
from folkways.adapt.training import Training
from tests.adapt.lessons import small_split, small_survey

base, traces, out, batch = sys.argv[1:]
survey = small_survey()
settings = Training(steps=4, batch=int(batch), save_steps=2, learning_rate=5e-3)
sft(base, survey, small_split(survey), read_traces(Path(traces)), Path(out), training=settings, lora=Lora(rank=4))
"""


@pytest.mark.slow
def test_two_processes_train_what_one_does(base: Path, lesson: object, tmp_path: Path) -> None:
    from folkways.adapt.traces import make_traces
    from tests.adapt.conftest import TRACING

    make_traces(lesson, TRACING, tmp_path / "traces")  # type: ignore[arg-type]
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    one, two = tmp_path / "one", tmp_path / "two"
    data = [str(program), str(base), str(tmp_path / "traces")]
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2", "--master_port", "29631"]
    for command, out, batch in (([sys.executable], one, "4"), (launch, two, "2")):
        done = subprocess.run([*command, *data, str(out), batch], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads((two / "training.json").read_text())["processes"] == 2
    difference = apart(one / "adapter", two / "adapter")
    print(f"one process and two: largest difference {difference:.3g}")
    assert difference <= 1e-4


HYPER = """
import sys
from pathlib import Path

from folkways.adapt.hyper.describing import describe
from folkways.adapt.hyper.train import Form, train
from folkways.adapt.training import Training
from tests.adapt.hyper.test_train import Letters
from tests.adapt.lessons import small_split, small_survey

base, out, batch = sys.argv[1:]
survey = small_survey()
split = small_split(survey)
settings = Training(steps=4, batch=int(batch), save_steps=2, learning_rate=5e-3)
form = Form(rank=4, latent=16)
train(base, survey, split, describe(survey, split), Letters(), out=Path(out), form=form, training=settings)
"""


@pytest.mark.slow
def test_two_processes_train_the_hypernetwork_that_one_does(base: Path, tmp_path: Path) -> None:
    import polars as pl

    program = tmp_path / "program.py"
    program.write_text(HYPER)
    one, two = tmp_path / "one", tmp_path / "two"
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2", "--master_port", "29632"]
    for command, out, batch in (([sys.executable], one, "4"), (launch, two, "2")):
        done = subprocess.run(
            [*command, str(program), str(base), str(out), batch], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads((two / "training.json").read_text())["processes"] == 2
    # Adam makes steps of the same size of gradients that are all but 0: the losses are compared, not the numbers.
    first, second = (pl.read_csv(out / "losses.csv")["loss"].to_list() for out in (one, two))
    difference = max(abs(a - b) for a, b in zip(first, second, strict=True))
    print(f"one process and two: losses {first}, largest difference {difference:.3g}")
    assert difference <= 1e-3
