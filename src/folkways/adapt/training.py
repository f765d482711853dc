"""What every training has in common: its settings, its checkpoints, going on after a kill, and what it leaves behind.

A training folder holds `run.json` (what decides the result), `checkpoints/` while it runs, and in the end `adapter/`
(PEFT), `losses.csv` and `training.json`. The same command goes on from the newest whole checkpoint: one that carries a
mark, which is written after all of its files. All of it runs under `accelerate launch` as well.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.adapt.card import model_card
from folkways.adapt.lora import AdapterRecord, hub_name
from folkways.errors import InputError, ModelError, RunError
from folkways.models.loading import quiet
from folkways.runs import Run, write_atomically

#: One row an optimiser step. `margin` and `accuracy` are those of preference pairs: how much more of the implicit
#: reward the chosen text has, and the share of pairs in which it has more; null in other trainings.
LOSSES_SCHEMA: dict[str, Any] = {
    "step": pl.Int64,
    "epoch": pl.Float64,
    "loss": pl.Float64,
    "learning_rate": pl.Float64,
    "gradient": pl.Float64,
    "margin": pl.Float64,
    "accuracy": pl.Float64,
}
_LOGGED = {"gradient": "grad_norm", "margin": "rewards/margins", "accuracy": "rewards/accuracies"}

#: Called with the steps that are done and those that there are.
Progress = Callable[[int, int], None]

_CHECKPOINT = re.compile(r"checkpoint-(\d+)")
_MARK = "whole.json"
_LEFT = "training.json"


@dataclass(frozen=True, slots=True)
class Training:
    """How an adapter is trained.

    Attributes:
        steps: optimiser steps; where absent, `epochs` decides.
        epochs: times that every example is seen.
        batch: examples a step on each process.
        accumulate: batches a step; the step sees `batch` × `accumulate` × processes examples.
        learning_rate: of AdamW, at the end of the warmup; it falls to 0 in a straight line.
        warmup: the share of the steps in which the learning rate rises from 0.
        max_length: most tokens of an example; a longer one is left out and counted, never cut.
        save_steps: steps from one checkpoint to the next.
        seed: of the adapter's first values, the order of the examples and dropout.

    Raises:
        InputError: a number that makes no sense.
    """

    steps: int | None = None
    epochs: float = 3.0
    batch: int = 4
    accumulate: int = 1
    learning_rate: float = 2e-4
    warmup: float = 0.05
    max_length: int = 1024
    save_steps: int = 50
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("steps", "epochs", "batch", "accumulate", "learning_rate", "max_length", "save_steps"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise InputError(f"{name} is {value}", mend="give a positive number")
        if not 0 <= self.warmup < 1:
            raise InputError(f"warmup is {self.warmup}", mend="give a share of the steps, from 0 to below 1")

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return asdict(self)


def processes() -> Any:
    """The processes that share a training, each with a GPU of its own where there are some."""
    import torch
    from accelerate import PartialState

    return PartialState(cpu=not torch.cuda.is_available())


def training_dtype() -> str:
    """In which numbers a base model is held while it is trained: bf16 on a GPU, fp32 on a processor."""
    import torch

    return "bf16" if torch.cuda.is_available() else "fp32"


def arguments(out: Path, training: Training, **more: Any) -> dict[str, Any]:
    """What `transformers.TrainingArguments`, and TRL's, are made with: no reports, no network, one seed.

    Args:
        out: the training folder.
        training: the settings.
        more: what the kind of training adds, or sets otherwise.
    """
    import torch

    gpu = torch.cuda.is_available()
    return {
        "output_dir": str(out / "checkpoints"),
        "max_steps": training.steps or -1,
        "num_train_epochs": training.epochs,
        "per_device_train_batch_size": training.batch,
        "gradient_accumulation_steps": training.accumulate,
        "learning_rate": training.learning_rate,
        "lr_scheduler_type": "linear",
        "warmup_steps": training.warmup,
        "optim": "adamw_torch",
        "save_strategy": "steps",
        "save_steps": training.save_steps,
        # Two, so that a whole one stands while the next is written and the last but one is deleted.
        "save_total_limit": 2,
        "logging_strategy": "steps",
        "logging_steps": 1,
        "logging_nan_inf_filter": False,
        "seed": training.seed,
        "data_seed": training.seed,
        "bf16": gpu,
        "use_cpu": not gpu,
        "gradient_checkpointing": gpu,
        "dataloader_pin_memory": gpu,
        "report_to": "none",
        "push_to_hub": False,
        "disable_tqdm": True,
        "log_level": "error",
        **more,
    }


@contextmanager
def silent() -> Iterator[None]:
    """Within it the libraries of training print no bars and notes, and send no word about their use."""
    import datasets
    from huggingface_hub import constants

    told, bars = constants.HF_HUB_DISABLE_TELEMETRY, datasets.are_progress_bars_disabled()
    constants.HF_HUB_DISABLE_TELEMETRY = True
    datasets.disable_progress_bars()
    try:
        with quiet(), warnings.catch_warnings():
            # Of the libraries to one another: a name in one that another has not yet changed.
            warnings.simplefilter("ignore", FutureWarning)
            yield
    finally:
        constants.HF_HUB_DISABLE_TELEMETRY = told
        if not bars:
            datasets.enable_progress_bars()


def begin(out: Path, config: Mapping[str, Any]) -> dict[str, Any] | None:
    """Start a training in this folder, or go on with the one that is there.

    Args:
        out: the folder; made if absent.
        config: everything that decides the result, JSON-ready.

    Returns:
        What `finish` left, where the training has come to its end; None where there is something to do.

    Raises:
        RunError: the folder holds another training or foreign files, or cannot be written.
    """
    # The first process makes the folder, so that the others find it whole.
    with processes().main_process_first():
        Run.open(out, config, shards=0)
    left = out / _LEFT
    try:
        return json.loads(left.read_text("utf-8")) if left.exists() else None
    except ValueError as error:
        raise RunError("is damaged", where=str(left), mend="delete it and give the same command again") from error


def fitting(
    examples: Sequence[Mapping[str, list[int]]], most: int, what: str
) -> tuple[list[dict[str, list[int]]], int]:
    """The examples of at most so many tokens, and how many are longer.

    A pair is as long as its prompt and the longer of its replies.

    Raises:
        InputError: none fits.
    """

    def length(example: Mapping[str, list[int]]) -> int:
        replies = [len(example[name]) for name in ("chosen_ids", "rejected_ids") if name in example]
        return len(example["prompt_ids"]) + max(replies) if replies else len(example["input_ids"])

    kept = [dict(example) for example in examples if length(example) <= most]
    if not kept:
        shortest = min(map(length, examples), default=0)
        raise InputError(
            f"no {what} to train on ({len(examples)} in all, the shortest of {shortest} tokens, at most {most} read)",
            mend="make some, or allow longer ones",
        )
    return kept, len(examples) - len(kept)


def constructed(make: Callable[[], Any]) -> Any:
    """The trainer that TRL or PEFT makes, or their refusal as one line.

    Raises:
        ModelError: the model and the settings do not go together.
    """
    try:
        return make()
    except (ValueError, NotImplementedError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(
            f"this model cannot be trained so: {first}", mend="choose other modules or settings"
        ) from error


def newest(out: Path) -> Path | None:
    """The newest whole checkpoint of a training folder; None where there is none."""
    found = [
        (int(match[1]), folder)
        for folder in (out / "checkpoints").glob("checkpoint-*")
        if (match := _CHECKPOINT.fullmatch(folder.name)) and (folder / _MARK).is_file()
    ]
    return max(found)[1] if found else None


def run(trainer: Any, out: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Train to the end, from the newest whole checkpoint where there is one.

    Args:
        trainer: a transformers Trainer whose arguments came from `arguments`.
        out: the training folder.
        progress: called after each step.

    Returns:
        `steps`, `first_loss`, `last_loss` (means of the first and last tenth of the steps, at least one),
        `seconds` of training in all, `processes`, and `resumed`: the steps that were there already.

    Raises:
        ModelError: the loss is no longer a number.
    """
    from transformers import PrinterCallback

    whole = newest(out)
    before = json.loads((whole / _MARK).read_text("utf-8")) if whole else {"step": 0, "seconds": 0.0}
    with trainer.accelerator.main_process_first():
        if trainer.is_world_process_zero():
            for folder in (out / "checkpoints").glob("checkpoint-*"):
                if not (folder / _MARK).is_file():  # cut by a kill while it was written
                    shutil.rmtree(folder)
    trainer.remove_callback(PrinterCallback)
    clock = time.monotonic()
    trainer.add_callback(_watcher(progress, lambda: before["seconds"] + time.monotonic() - clock))
    with silent():
        trainer.train(resume_from_checkpoint=str(whole) if whole else None)
    losses = losses_of(trainer)["loss"]
    tenth = max(1, len(losses) // 10)
    return {
        "steps": trainer.state.global_step,
        "first_loss": losses.head(tenth).mean(),
        "last_loss": losses.tail(tenth).mean(),
        "seconds": round(before["seconds"] + time.monotonic() - clock, 3),
        "processes": trainer.accelerator.num_processes,
        "resumed": before["step"],
    }


def losses_of(trainer: Any) -> pl.DataFrame:
    """One row a step (`LOSSES_SCHEMA`), those before a kill included."""
    rows = [
        {name: entry.get(_LOGGED.get(name, name)) for name in LOSSES_SCHEMA}
        for entry in trainer.state.log_history
        if "loss" in entry
    ]
    return pl.DataFrame(rows, schema=LOSSES_SCHEMA)


def finish(trainer: Any, out: Path, record: AdapterRecord) -> Path:
    """Write the adapter with its record and its card; then `leave` it.

    Returns:
        The folder of the adapter.
    """
    with silent():
        trainer.save_model(str(out / "adapter.part"))  # every process takes part: the weights may lie on several

    def write(making: Path) -> None:
        kept = ("adapter_config.json", "adapter_model.safetensors")
        for file in making.iterdir():
            if file.name not in kept:
                shutil.rmtree(file) if file.is_dir() else file.unlink()
        settings = json.loads((making / kept[0]).read_text("utf-8"))
        settings["base_model_name_or_path"] = hub_name(record.base)
        settings["target_modules"] = sorted(settings["target_modules"])
        write_atomically(making / kept[0], json.dumps(settings, indent=2, sort_keys=True).encode())
        record.save(making)
        write_atomically(making / "README.md", model_card(record).encode())

    return leave(trainer, out, "adapter", write, record.results)


def leave(
    trainer: Any, out: Path, name: str, write: Callable[[Path], None], results: Mapping[str, Any]
) -> Path:  # fmt: skip
    """Write what was trained, the losses and `training.json`; then drop the checkpoints.

    Args:
        trainer: that came to its end.
        out: the training folder.
        name: of the folder in it that holds what was trained.
        write: fills the folder; the first process alone calls it.
        results: for `training.json`; see `begin`.

    Returns:
        The folder.
    """
    made, making = out / name, out / f"{name}.part"
    if trainer.is_world_process_zero():
        making.mkdir(exist_ok=True)
        write(making)
        if made.exists():
            shutil.rmtree(made)  # of an end that was cut before `training.json`
        making.rename(made)
        write_atomically(out / "losses.csv", losses_of(trainer).write_csv().encode())
        write_atomically(out / _LEFT, json.dumps(results, indent=1).encode())
        shutil.rmtree(out / "checkpoints", ignore_errors=True)
    trainer.accelerator.wait_for_everyone()
    return made


def _watcher(progress: Progress | None, seconds: Callable[[], float]) -> Any:
    from transformers import TrainerCallback

    class Watcher(TrainerCallback):
        """Says how far a training is, stops one that has gone astray, and marks checkpoints that are whole."""

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if progress is not None and state.is_world_process_zero:
                progress(state.global_step, state.max_steps)

        def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
            loss = (logs or {}).get("loss", 0.0)
            if not math.isfinite(loss):
                raise ModelError(
                    f"the loss is {loss} at step {state.global_step}", mend="lower the learning rate and train again"
                )

        def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            processes().wait_for_everyone()  # each process writes the state of its own random numbers
            if state.is_world_process_zero:
                mark = {"step": state.global_step, "seconds": round(seconds(), 3)}
                folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
                write_atomically(folder / _MARK, json.dumps(mark).encode())

    return Watcher()
