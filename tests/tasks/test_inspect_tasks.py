"""Inspect runs our tasks, and its log comes back as the answers that were given."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from folkways.errors import InputError
from folkways.probes import read_run

pytest.importorskip("inspect_ai")

from inspect_ai import eval as run_eval
from inspect_ai.log import EvalLog
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.model._model_output import Logprob, Logprobs, TopLogprob
from inspect_ai.scorer import SampleScore, Score
from inspect_ai.scorer import stderr as inspect_stderr

from folkways.tasks.inspect_log import import_inspect_log
from folkways.tasks.inspect_tasks import menavalues, stderr_by_question


def reply(text: str, shown: dict[str, float] | None = None) -> ModelOutput:
    output = ModelOutput.from_content("mockllm/model", text)
    output.usage = ModelUsage(input_tokens=9, output_tokens=1, total_tokens=10)
    if shown:
        tops = [TopLogprob(token=t, logprob=math.log(p), bytes=list(t.encode())) for t, p in shown.items()]
        first = Logprob(token=text, logprob=math.log(shown[text]), bytes=list(text.encode()), top_logprobs=tops)
        output.choices[0].logprobs = Logprobs(content=[first])
    return output


def evaluated(tmp_path: Path, outputs: list[ModelOutput], **settings: Any) -> EvalLog:
    task = menavalues(populations="EGY", questions=2, orders="given")
    model = get_model("mockllm/model", custom_outputs=outputs * 100)
    (log,) = run_eval(task, model=model, log_dir=str(tmp_path / "logs"), display="none", **settings)
    assert log.status == "success", log.error
    return log


def test_texts_of_a_log_come_back_with_their_classes(tmp_path: Path) -> None:
    log = evaluated(
        tmp_path, [reply("1"), reply("I'm sorry, I cannot answer that.")], limit=2, temperature=0.0, max_samples=1
    )
    answers = import_inspect_log(Path(log.location), tmp_path / "run")
    assert answers.items.sort("state")["state"].to_list() == ["answered", "refused"]
    row = answers.items.filter(answers.items["state"] == "answered").row(0, named=True)
    assert row["method"] == "greedy"
    assert row["probs"][row["codes"].index(row["parsed"])] == 1.0
    assert log.results is not None
    found = {name: metric.value for name, metric in log.results.scores[0].metrics.items()}
    assert found["answered"] == found["refused"] == 0.5
    assert 0 <= found["score"] <= 1
    again, survey = read_run(tmp_path / "run")
    assert again.frame.equals(answers.frame)
    assert survey.name == "menavalues"


def test_log_probabilities_of_a_log_come_back_with_their_bound(tmp_path: Path) -> None:
    log = evaluated(tmp_path, [reply("1", {"1": 0.6, "2": 0.3})], limit=1)
    row = import_inspect_log(Path(log.location), tmp_path / "run").items.row(0, named=True)
    assert row["method"] == "logprobs"
    assert row["probs"][:2] == pytest.approx([2 / 3, 1 / 3])
    assert row["unseen"] == pytest.approx(0.1)


def test_epochs_come_back_as_shares(tmp_path: Path) -> None:
    log = evaluated(tmp_path, [reply("1"), reply("2"), reply("1"), reply("1")], limit=1, epochs=4, max_samples=1)
    row = import_inspect_log(Path(log.location), tmp_path / "run").items.row(0, named=True)
    assert row["method"] == "sampled"
    assert row["probs"][:2] == [0.75, 0.25]


def test_a_log_of_another_task_is_refused(tmp_path: Path) -> None:
    from inspect_ai import Task
    from inspect_ai.dataset import Sample

    (log,) = run_eval(
        Task(dataset=[Sample(input="x")]),
        model=get_model("mockllm/model", custom_outputs=[reply("1")]),
        log_dir=str(tmp_path), display="none",
    )  # fmt: skip
    with pytest.raises(InputError, match="not of a task of folkways"):
        import_inspect_log(Path(log.location), tmp_path / "run")


def test_the_clustered_error_is_that_of_inspect_where_all_is_answered() -> None:
    draw = np.random.default_rng(3)
    scores = [
        SampleScore(score=Score(value=float(draw.random())), sample_metadata={"question": f"q{i % 5}", "control": ""})
        for i in range(30)
    ]
    ours, theirs = stderr_by_question()(scores), inspect_stderr(cluster="question")(scores)  # type: ignore[arg-type]
    assert ours == pytest.approx(theirs, rel=1e-9)


@pytest.mark.model
def test_inspect_eval_runs_the_task_by_name_on_a_real_model(tmp_path: Path) -> None:
    from folkways.models.smollm2 import embedded_model

    command = [
        str(Path(sys.executable).parent / "inspect"), "eval", "folkways/menavalues", "--model", "hf/local",
        "-M", f"model_path={embedded_model()}", "-M", "device=cpu", "-T", "questions=1", "-T", "populations=EGY",
        "--max-tokens", "8", "--limit", "2", "--display", "none", "--log-dir", str(tmp_path),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    (log,) = tmp_path.glob("*.eval")
    answers = import_inspect_log(log, tmp_path / "run")
    assert len(answers) == 2
    assert set(answers.frame["state"]) <= {"answered", "refused", "truncated", "malformed"}
