import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from safetensors.torch import load_file

from folkways.adapt.lora import AdapterRecord, Lora
from folkways.adapt.match import match
from folkways.adapt.training import Training
from folkways.errors import InputError, ModelError, RunError
from folkways.models import load_model
from folkways.models.access import Prompt
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split, split_survey

pytestmark = pytest.mark.model

SHORT = Training(steps=6, batch=1, learning_rate=1e-3, save_steps=2)
LORA = Lora(4, modules=("q_proj", "v_proj"))


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


@pytest.fixture(scope="module")
def split(survey: Survey) -> Split:
    return split_survey(survey, populations=["MAR", "TUR"])


@pytest.fixture(scope="module")
def trained(survey: Survey, split: Split, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("match")
    match("smollm2", survey, split, out=out, training=SHORT, lora=LORA, peoples=2)
    return out


def test_training_leaves_an_adapter_its_record_and_its_card_and_no_pickle(trained: Path, split: Split) -> None:
    names = {f.name for f in (trained / "adapter").iterdir()}
    assert names == {"adapter_config.json", "adapter_model.safetensors", "folkways.json", "README.md"}
    assert not [f for f in trained.rglob("*") if f.suffix in (".bin", ".pt", ".pth", ".pkl")]
    record = AdapterRecord.read(trained / "adapter")
    assert record is not None and record.questions == split.train and set(record.populations) == set(split.seen)
    assert record.split_digest == split.digest and record.results["steps"] == 6


def test_a_few_steps_bring_the_loss_down(trained: Path) -> None:
    results = json.loads((trained / "training.json").read_text())
    assert results["last_loss"] < results["first_loss"]


def test_the_adapter_moves_the_model_that_probes(trained: Path) -> None:
    from folkways.models.local import LocalModel

    model = load_model("smollm2", dtype="fp32")
    assert isinstance(model, LocalModel)
    model.adapt({"tuned": trained / "adapter"})
    bare, tuned = model.score(
        [Prompt("Yes? 1. yes 2. no"), Prompt("Yes? 1. yes 2. no", adapter="tuned")], [["1", "2"]] * 2
    )
    assert abs(bare.mass[0] - tuned.mass[0]) > 1e-3


def test_a_finished_training_is_not_done_again(trained: Path, survey: Survey, split: Split) -> None:
    before = (trained / "adapter" / "adapter_model.safetensors").stat().st_mtime_ns
    match("smollm2", survey, split, out=trained, training=SHORT, lora=LORA, peoples=2)
    assert (trained / "adapter" / "adapter_model.safetensors").stat().st_mtime_ns == before


def test_another_training_in_the_same_folder_is_refused(trained: Path, survey: Survey, split: Split) -> None:
    with pytest.raises(RunError, match="holds another run"):
        match("smollm2", survey, split, out=trained, training=SHORT, lora=LORA, peoples=3)


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    survey: Survey, split: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)
    with pytest.raises(ModelError, match=r"training needs peft.*folkways\[train\]"):
        match("smollm2", survey, split, out=tmp_path)


def test_an_unknown_loss_is_refused(survey: Survey, split: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown loss"):
        match("smollm2", survey, split, out=tmp_path, loss="hinge")


def test_a_training_killed_and_gone_on_with_ends_where_an_uninterrupted_one_does(
    trained: Path, survey: Survey, split: Split, tmp_path: Path
) -> None:
    code = (
        "from pathlib import Path; import sys; from tests.adapt.test_match import *; s = load_survey('menavalues')\n"
        "match('smollm2', s, split_survey(s, populations=['MAR', 'TUR']), out=Path(sys.argv[1]), training=SHORT,"
        " lora=LORA, peoples=2)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=os.environ)
    try:
        end = time.monotonic() + 120
        while not list(tmp_path.glob("checkpoints/checkpoint-2/whole.json")):
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not (tmp_path / "adapter").exists()
    match("smollm2", survey, split, out=tmp_path, training=SHORT, lora=LORA, peoples=2)
    ours, theirs = (load_file(p / "adapter" / "adapter_model.safetensors") for p in (tmp_path, trained))
    assert json.loads((tmp_path / "training.json").read_text())["resumed"] >= 2
    assert max(float((ours[k] - theirs[k]).abs().max()) for k in ours) < 1e-6
