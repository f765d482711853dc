"""SFT and DPO on a random model: they run to the end, go on after a kill, and what is written is what was trained."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from folkways.adapt import training as training_module
from folkways.adapt import tuning as tuning_module
from folkways.adapt.dpo import dpo
from folkways.adapt.lora import AdapterRecord, Lora
from folkways.adapt.preferences import Pairs
from folkways.adapt.sft import sft
from folkways.adapt.traces import Traces, label_of, prompt_of
from folkways.adapt.training import Training, newest
from folkways.errors import FolkwaysError, InputError, ModelError, RunError
from folkways.models.loading import load_local
from folkways.models.rendering import Renderer
from folkways.surveys import Survey
from folkways.surveys.split import Split

pytest.importorskip("trl")
SETTINGS = Training(steps=9, batch=4, save_steps=2, learning_rate=5e-3)
LORA = Lora(rank=4, dropout=0.1)

Train = Callable[..., Path]


class Killed(BaseException):
    """Ends a training where it stands, as a signal does."""


def killed_at(step: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done == step:
            raise Killed

    return progress


@pytest.fixture(params=["sft", "dpo"])
def train(
    request: pytest.FixtureRequest, base: Path, survey: Survey, split: Split, traces: Traces, pairs: Pairs
) -> Train:
    way, data = (sft, traces) if request.param == "sft" else (dpo, pairs)

    def call(out: Path, **more: Any) -> Path:
        return way(str(base), survey, split, data, out, **{"training": SETTINGS, "lora": LORA, **more})  # type: ignore[operator]

    return call


def weights(adapter: Path) -> dict[str, Any]:
    from safetensors.torch import load_file

    return load_file(adapter / "adapter_model.safetensors")


def apart(one: Path, two: Path) -> float:
    """The largest difference between the weights of two adapters."""
    a, b = weights(one), weights(two)
    assert a.keys() == b.keys()
    return max((a[name] - b[name]).abs().max().item() for name in a)


def test_the_loss_falls_and_the_folder_holds_what_it_should(train: Train, tmp_path: Path, survey: Survey) -> None:
    seen: list[tuple[int, int]] = []
    adapter = train(tmp_path / "out", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(i, 9) for i in range(1, 10)]
    assert sorted(f.name for f in adapter.parent.iterdir()) == ["adapter", "losses.csv", "run.json", "training.json"]
    assert sorted(f.name for f in adapter.iterdir()) == [
        "README.md", "adapter_config.json", "adapter_model.safetensors", "folkways.json",
    ]  # fmt: skip
    losses = pl.read_csv(adapter.parent / "losses.csv")
    assert losses["step"].to_list() == list(range(1, 10))
    results = json.loads((adapter.parent / "training.json").read_text())
    assert results["last_loss"] < results["first_loss"] and results["resumed"] == 0
    record = AdapterRecord.read(adapter)
    assert record is not None and record.results == results
    assert set(record.populations) <= {"EGY", "NOR"} and set(record.questions) <= set(survey.by_id)


def test_a_killed_and_resumed_training_ends_where_an_uninterrupted_one_does(train: Train, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    train(whole)
    for step in (3, 7):
        with pytest.raises(Killed):
            train(cut, progress=killed_at(step))
    train(cut)
    assert json.loads((cut / "training.json").read_text())["resumed"] == 6
    assert apart(whole / "adapter", cut / "adapter") <= 1e-6
    assert (whole / "losses.csv").read_text() == (cut / "losses.csv").read_text()


def test_a_checkpoint_that_a_kill_cut_short_is_passed_over(train: Train, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    train(whole)
    with pytest.raises(Killed):
        train(cut, progress=killed_at(5))
    last = newest(cut)
    assert last is not None and last.name == "checkpoint-4"
    (last / "whole.json").unlink()
    (last / "optimizer.pt").write_bytes(b"half")
    (last / "trainer_state.json").write_text('{"global_st')
    assert newest(cut) == last.parent / "checkpoint-2"
    train(cut)
    assert apart(whole / "adapter", cut / "adapter") <= 1e-6


def test_a_training_that_came_to_its_end_is_not_done_again(train: Train, tmp_path: Path) -> None:
    adapter = train(tmp_path / "out")
    before = (adapter / "adapter_model.safetensors").stat().st_mtime_ns
    assert train(tmp_path / "out", progress=killed_at(1)) == adapter
    assert (adapter / "adapter_model.safetensors").stat().st_mtime_ns == before


def test_a_kill_before_the_end_is_written_loses_no_training(
    train: Train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_: Any) -> str:
        raise Killed

    out = tmp_path / "out"
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(training_module, "model_card", cut)
        train(out)
    assert not (out / "adapter").exists()
    train(out, progress=None)
    assert json.loads((out / "training.json").read_text())["resumed"] == 9


def test_another_training_in_the_same_folder_is_refused(train: Train, tmp_path: Path) -> None:
    train(tmp_path / "out")
    with pytest.raises(RunError, match="differs in: steps"):
        train(tmp_path / "out", training=Training(steps=5, batch=4, save_steps=2, learning_rate=5e-3))


def test_the_same_seed_gives_the_same_adapter_and_another_seed_another(train: Train, tmp_path: Path) -> None:
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))
    short = {"steps": 3, "batch": 4, "learning_rate": 5e-3}
    for out, seed in ((one, 0), (two, 0), (other, 1)):
        train(out, training=Training(**short, seed=seed))
    assert apart(one / "adapter", two / "adapter") == 0
    assert apart(one / "adapter", other / "adapter") > 1e-4


def test_an_adapter_is_read_back_bit_by_bit_and_moves_the_model_as_it_did(
    train: Train, tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from peft import PeftModel, get_peft_model_state_dict
    from transformers import AutoModelForCausalLM

    kept: dict[str, Any] = {}
    finish = training_module.finish

    def keeping(trainer: Any, *rest: Any) -> Path:
        kept["model"] = trainer.model
        return finish(trainer, *rest)

    monkeypatch.setattr(tuning_module, "finish", keeping)
    adapter = train(tmp_path / "out")
    trained = kept["model"].eval()
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    read = PeftModel.from_pretrained(model, adapter).eval()
    one, two = get_peft_model_state_dict(trained), get_peft_model_state_dict(read)
    assert one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)
    ids = torch.randint(0, 300, (2, 40), generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        before, after = trained(input_ids=ids).logits, read(input_ids=ids).logits
        with read.disable_adapter():
            bare = read(input_ids=ids).logits
    assert torch.equal(before, after)
    assert (before - bare).abs().max() > 1e-3


def test_the_probe_reads_an_adapter_as_peft_does(
    train: Train, tmp_path: Path, base: Path, traces: Traces, survey: Survey
) -> None:
    from dataclasses import replace

    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    adapter = train(tmp_path / "out")
    cell, prompt = prompt_of(traces.kept.row(0, named=True), survey)
    prompt = replace(prompt, prefix="I think so.\n\nAnswer:")
    ours = load_local(str(base), dtype="fp32")
    bare = ours.score([prompt], [cell.label_texts])[0].mass
    ours.adapt({"it": adapter})
    mass = ours.score([replace(prompt, adapter="it")], [cell.label_texts])[0].mass
    tokenizer: Any = AutoTokenizer.from_pretrained(base)
    model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), adapter).eval()
    ids = Renderer(tokenizer).tokens(prompt)
    with torch.inference_mode():
        probs = model(input_ids=torch.tensor([ids])).logits[0, -1].float().softmax(-1)
    for label, found in zip(cell.label_texts, mass, strict=True):
        variants = {tuple(tokenizer(f"{space}{label}", add_special_tokens=False)["input_ids"]) for space in ("", " ")}
        single = sum(probs[v[0]].item() for v in variants if len(v) == 1)
        longer = len([v for v in variants if len(v) > 1])
        assert found >= single - 1e-4
        assert found <= single + 1e-4 or longer
    assert max(abs(a - b) for a, b in zip(bare, mass, strict=True)) > 1e-4


def test_only_the_reply_is_learnt_and_the_prompt_is_the_probes(
    base: Path, survey: Survey, split: Split, traces: Traces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoTokenizer

    batches: list[Any] = []
    run = training_module.run

    def looking(trainer: Any, *rest: Any) -> dict[str, Any]:
        batches.extend(trainer.get_train_dataloader())
        return run(trainer, *rest)

    monkeypatch.setattr(tuning_module, "run", looking)
    sft(str(base), survey, split, traces, tmp_path / "out", training=Training(steps=1, batch=1), lora=LORA)
    tokenizer: Any = AutoTokenizer.from_pretrained(base)
    rendered = {}
    for row in traces.kept.to_dicts():
        cell, prompt = prompt_of(row, survey)
        reply = f"{row['thought']}\n\nAnswer: {label_of(cell, row['code'])}<|im_end|>"
        rendered[tuple(Renderer(tokenizer).tokens(prompt))] = rendered.get(
            tuple(Renderer(tokenizer).tokens(prompt)), set()
        ) | {reply}
    assert len(batches) == traces.kept.height
    for found in batches:
        labels, ids = found["labels"][0], found["input_ids"][0]
        start = int((labels != -100).nonzero()[0])
        assert tuple(ids[:start].tolist()) in rendered
        learnt = labels[labels != -100].tolist()
        assert tokenizer.decode(learnt) in rendered[tuple(ids[:start].tolist())]


def test_packed_examples_do_not_see_each_other(
    base: Path, survey: Survey, split: Split, traces: Traces, tmp_path: Path
) -> None:
    few = Traces(traces.kept.head(4), traces.config)
    found = []
    for name, packing, batch in (("plain", False, 4), ("packed", True, 1)):
        settings = Training(epochs=1, batch=batch, max_length=8192)
        sft(str(base), survey, split, few, tmp_path / name, lora=Lora(rank=4), packing=packing, training=settings)
        losses = pl.read_csv(tmp_path / name / "losses.csv")
        assert losses.height == 1
        found.append(losses["loss"][0])
    assert abs(found[0] - found[1]) < 1e-5


def test_nothing_is_sent_over_the_network(train: Train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub.utils import _telemetry

    def refuse(*_: Any) -> None:
        raise AssertionError("something would have been sent")

    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    # What TRL tells of its use is sent by a thread of its own, where a refused connection would go unseen.
    monkeypatch.setattr(_telemetry, "_start_telemetry_thread", refuse)
    train(tmp_path / "out", training=Training(steps=2, batch=2, save_steps=1))


def test_a_loss_that_is_no_number_stops_the_training(train: Train, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="the loss is nan at step"):
        train(tmp_path / "out", training=Training(steps=9, batch=4, learning_rate=1e30, warmup=0))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"lora": Lora(modules=("nothing",))}, "cannot be trained so"),
        ({"training": Training(max_length=8)}, "at most 8 read"),
    ],
)
def test_what_cannot_be_trained_is_one_line(train: Train, tmp_path: Path, more: dict[str, Any], says: str) -> None:
    with pytest.raises(FolkwaysError, match=says) as error:
        train(tmp_path / "out", **more)
    assert "\n" not in str(error.value) and "Mend" in str(error.value)


def test_traces_of_a_held_out_question_are_refused(
    base: Path, survey: Survey, split: Split, traces: Traces, tmp_path: Path
) -> None:
    held = split.held_out[0]
    leaked = Traces(traces.frame.with_columns(question=pl.lit(held)), traces.config)
    with pytest.raises(InputError, match="held-out questions would be used for training"):
        sft(str(base), survey, split, leaked, tmp_path / "out", training=SETTINGS)


@pytest.mark.parametrize("given", [{"steps": 0}, {"batch": -1}, {"learning_rate": 0.0}, {"warmup": 1.0}])
def test_settings_that_make_no_sense_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="Mend"):
        Training(**given)
