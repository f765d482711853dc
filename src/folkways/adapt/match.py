"""Train an adapter by distribution matching, on transformers' Trainer."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from folkways.adapt.examples import Formats, rows
from folkways.adapt.lora import AdapterRecord, Lora, require_libraries
from folkways.adapt.matching import LOSSES, Batch, answer_logits, batch, log_masses, loss_of
from folkways.adapt.training import Progress, Training, arguments, begin, finish, processes, run, silent, training_dtype
from folkways.errors import InputError
from folkways.models.loading import open_weights
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: A step sees two questions, as at most eight peoples answered them: one to two minutes of two cores with the embedded
#: model, whose loss has fallen by the fortieth step. A larger model and a GPU bear more steps.
TRAINING = Training(steps=45, batch=2, learning_rate=1e-3, save_steps=15)
PEOPLES = 8


def match(
    base: str,
    survey: Survey,
    split: Split,
    *,
    out: Path,
    populations: Iterable[str] | None = None,
    lora: Lora | None = None,
    training: Training = TRAINING,
    formats: Formats | None = None,
    loss: str = "kl",
    peoples: int = PEOPLES,
    progress: Progress | None = None,
) -> Path:
    """Train an adapter on the training side of a split; a training that was stopped in this folder goes on.

    Args:
        base: the model, as for `load_model`: one that transformers trains.
        survey, split: only the training questions, as the seen peoples answered them, are read.
        out: the training folder.
        populations: of the seen peoples only these.
        lora, training: the shape of the adapter, and how it is trained; an example is a question (a `Row`).
        formats: how the prompts look.
        loss: `kl` or `wasserstein`.
        peoples: at most so many a row.
        progress: called after each step.

    Returns:
        The folder of the adapter: PEFT's files, `folkways.json` and a card.

    Raises:
        InputError: an unknown loss, no steps, or the neutral framing.
        PopulationError: a population is not one of those that are seen.
        RunError: the folder holds another training, or cannot be written.
        ModelError: the model cannot be loaded or trained.
    """
    require_libraries()
    lora, formats = lora or Lora(), formats or Formats()
    if loss not in LOSSES:
        raise InputError(f"unknown loss {loss!r}", mend=f"use one of {', '.join(LOSSES)}")
    if "neutral" in formats.framings:
        raise InputError("the neutral framing names no people", mend="train persona, observer or both")
    if training.steps is None:
        raise InputError("distribution matching draws its examples without end", mend="say how many steps")
    part = split.training(survey)
    if populations is not None:
        part = part.select(populations=populations)
    model, tokenizer, info = open_weights(base, dtype=training_dtype())
    settings: dict[str, Any] = {
        **training.to_record(), "lora": lora.to_record(), "loss": loss, "peoples": peoples, "formats": asdict(formats),
        "dtype": info.dtype,
    }  # fmt: skip
    peoples_seen = [p.id for p in part.populations]
    config = {
        "kind": "matching", "base": [info.name, info.revision], "split": split.digest, "populations": peoples_seen,
        **settings,
    }  # fmt: skip
    if begin(out, config) is not None:
        return out / "adapter"
    trainer = _trainer(lora.put_on(model, seed=training.seed), tokenizer, part, out, training, formats, loss, peoples)
    results = run(trainer, out, progress)
    record = AdapterRecord.of(
        "matching", info, survey, split, questions=[q.id for q in part.questions], populations=peoples_seen,
        seed=training.seed, settings=settings, parents={}, results=results,
    )  # fmt: skip
    return finish(trainer, out, record)


def _trainer(
    model: Any, tokenizer: Any, part: Survey, out: Path, training: Training, formats: Formats, loss: str, peoples: int
) -> Any:
    from transformers import Trainer, TrainingArguments

    class Matcher(Trainer):
        """A Trainer whose loss lies between the model's label probabilities and the people's shares."""

        def compute_loss(
            self, model: Any, inputs: Any, return_outputs: bool = False, num_items_in_batch: Any = None
        ) -> Any:
            given = Batch(**inputs)
            return loss_of(log_masses(answer_logits(model, given), given.ways), given.target, given.ordinal, loss)

    assert training.steps is not None
    wanted = training.steps * training.batch * training.accumulate * processes().num_processes
    drawn = rows(part, tokenizer, formats=formats, peoples=peoples, seed=training.seed)
    examples: Any = [row for row in itertools.islice(drawn, wanted)]
    dtype = model.dtype

    def collate(chosen: list[Any]) -> dict[str, Any]:
        made = batch(chosen, dtype)
        return {field.name: getattr(made, field.name) for field in dataclasses.fields(Batch)}

    with silent():
        trainer = Matcher(
            model=model,
            args=TrainingArguments(**arguments(out, training, remove_unused_columns=False)),
            train_dataset=examples,
            data_collator=collate,
        )
    trainer.model_accepts_loss_kwargs = False
    return trainer
