"""lm-evaluation-harness runs our export, and its logged samples equal what our own engine reads."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from folkways.errors import InputError
from folkways.tasks.asked import Asked
from folkways.tasks.lm_eval import export_lm_eval, import_lm_eval_samples

ASKED = Asked(populations=("EGY",), questions=2, orders=("given",))


def test_likelihoods_of_logged_samples_become_probabilities(tmp_path: Path) -> None:
    name = export_lm_eval(ASKED, tmp_path)
    documents = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert not documents[0]["control"]
    samples = []
    for document in documents:
        k = len(document["choices"])
        samples.append({"doc": document, "filtered_resps": [[str(math.log(0.5 / k)), "False"]] * k})
    path = tmp_path / "samples_x.jsonl"
    path.write_text("\n".join(map(json.dumps, samples)), "utf-8")
    answers = import_lm_eval_samples(path, tmp_path / "run", model="m")
    assert len(answers) == len(documents)
    assert answers.frame["off_label"].to_numpy() == pytest.approx(0.5)
    assert all(np.allclose(probs, 1 / len(probs)) for probs in answers.frame["probs"])


def test_a_file_that_is_no_log_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "samples_x.jsonl"
    path.write_text('{"doc": {}}\n', "utf-8")
    with pytest.raises(InputError, match="row 1"):
        import_lm_eval_samples(path, tmp_path / "run", model="m")
    with pytest.raises(InputError, match="without a thought"):
        export_lm_eval(Asked(reasoning=("reasoned",)), tmp_path)


@pytest.mark.model
@pytest.mark.skipif(
    importlib.util.find_spec("lm_eval") is None, reason="lm-eval is not installed (pip install lm-eval)"
)
def test_lm_eval_runs_the_export_on_a_real_model(tmp_path: Path) -> None:
    from folkways.models.loading import load_local
    from folkways.models.smollm2 import embedded_model

    name = export_lm_eval(ASKED, tmp_path)
    command = [
        str(Path(sys.executable).parent / "lm_eval"), "--include_path", str(tmp_path), "--tasks", name, "--model", "hf",
        "--model_args", f"pretrained={embedded_model()},dtype=float32", "--device", "cpu", "--apply_chat_template",
        "--log_samples", "--output_path", str(tmp_path / "results"), "--limit", "2",
    ]  # fmt: skip
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(tmp_path / "hf")}
    done = subprocess.run(command, capture_output=True, text=True, env=offline, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    (log,) = (tmp_path / "results").rglob("samples_*.jsonl")
    theirs = import_lm_eval_samples(log, tmp_path / "run", model="smollm2")
    ours = ASKED.plan(load_local("smollm2", dtype="fp32"))
    from folkways.probes.asking import Reading, ask
    from folkways.tasks.asked import numbered

    cells = [cell for _, cell in numbered(ours)][:2]
    frame = ask(load_local("smollm2", dtype="fp32"), cells, Reading())
    # They count one way to write a label, we all: what our engine reads is never less, and the shares are close.
    for one, other in zip(theirs.frame.iter_rows(named=True), frame.iter_rows(named=True), strict=True):
        assert one["question"] == other["question"]
        assert one["off_label"] >= other["off_label"] - 1e-4
        assert np.abs(np.array(one["probs"]) - np.array(other["probs"])).max() < 0.05
