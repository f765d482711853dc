"""Supervised fine-tuning on reasoning traces, by TRL's SFTTrainer: the loss is that of the reply alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from folkways.adapt.lora import AdapterRecord, Lora, require_libraries
from folkways.adapt.traces import Traces, label_of, prompt_of
from folkways.adapt.training import (
    Progress,
    Training,
    arguments,
    begin,
    constructed,
    finish,
    fitting,
    run,
    silent,
    training_dtype,
)
from folkways.adapt.turns import Turns
from folkways.models.loading import open_weights
from folkways.probes.wordings import wording
from folkways.surveys import Survey
from folkways.surveys.split import Split


def sft(
    base: str,
    survey: Survey,
    split: Split,
    traces: Traces,
    out: Path,
    *,
    training: Training | None = None,
    lora: Lora | None = None,
    packing: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Train an adapter on traces; the same call goes on where a training was cut.

    Args:
        base: the model's name; see `load_model`.
        survey: the whole of it.
        split: what of it is held out.
        traces: made from the training side.
        out: the training folder; see `training`.
        training, lora: the settings.
        packing: put several examples into one row of `max_length` tokens.
        progress: called with the steps that are done and those that there are.

    Returns:
        The folder of the adapter.

    Raises:
        ModelError: the base cannot be trained so, or the loss is no longer a number.
        InputError: no trace fits, or one is of a held-out question.
        RunError: the folder holds another training.
    """
    require_libraries()
    training, lora = training or Training(), lora or Lora()
    split.check(survey)
    kept = traces.kept.to_dicts()
    split.refuse((row["question"] for row in kept), "training")
    model, tokenizer, info = open_weights(base, dtype=training_dtype())
    settings = {**training.to_record(), "lora": lora.to_record(), "packing": packing}
    parents = {"traces": traces.digest, "teacher": traces.config["teacher"], "norms": traces.config["norms_digest"]}
    config = {"kind": "sft", "base": [info.name, info.revision], "split": split.digest, **settings, **parents}
    if begin(out, config) is not None:
        return out / "adapter"
    examples, long = fitting(_examples(kept, survey, Turns(tokenizer, base)), training.max_length, "trace")
    trainer = _trainer(model, tokenizer, examples, out, training, lora, packing)
    results = {**run(trainer, out, progress), "examples": len(examples), "too_long": long, "traces": traces.counts}
    record = AdapterRecord.of(
        "sft", info, survey, split, questions=sorted({row["question"] for row in kept}),
        populations=sorted({row["population"] for row in kept}), seed=training.seed, settings=settings,
        parents=parents, results=results,
    )  # fmt: skip
    return finish(trainer, out, record)


def _examples(rows: list[dict[str, Any]], survey: Survey, turns: Turns) -> list[dict[str, list[int]]]:
    """`input_ids`, and `completion_mask` with 1 where a token is of the reply."""
    found = []
    for row in rows:
        cell, prompt = prompt_of(row, survey)
        answer = f"{wording(cell.language).answer} {label_of(cell, row['code'])}"
        shown, reply = turns.prompt(prompt), turns.reply(prompt, row["thought"], answer)
        found.append({"input_ids": shown + reply, "completion_mask": [0] * len(shown) + [1] * len(reply)})
    return found


def _trainer(
    model: Any,
    tokenizer: Any,
    examples: list[dict[str, list[int]]],
    out: Path,
    training: Training,
    lora: Lora,
    packing: bool,
) -> Any:
    from datasets import Dataset
    from trl import SFTConfig, SFTTrainer  # pyright: ignore[reportPrivateImportUsage]

    settings = arguments(
        out, training, max_length=training.max_length, packing=packing, completion_only_loss=True, pad_to_multiple_of=8
    )
    with silent():
        return constructed(
            lambda: SFTTrainer(
                model=model,
                args=SFTConfig(**settings),
                train_dataset=Dataset.from_list(examples),
                processing_class=tokenizer,
                peft_config=lora.config(),
            )
        )
