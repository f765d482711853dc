"""What SFT and DPO have in common, from the base model to the adapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from folkways.adapt.lora import AdapterRecord, Lora, require_libraries
from folkways.adapt.training import Progress, Training, begin, finish, fitting, run, training_dtype
from folkways.adapt.turns import Turns
from folkways.models.loading import open_weights
from folkways.surveys import Survey
from folkways.surveys.split import Split

Example = dict[str, list[int]]

#: Of (model, tokenizer, examples): the trainer.
Make = Callable[[Any, Any, Sequence[Example]], Any]


@dataclass(frozen=True)
class Material:
    """What an adapter learns from.

    Attributes:
        what: one example of it, for messages: `trace`.
        questions, populations: ids of those whose answers are in it.
        parents: fingerprints of what it was made from; part of the training's identity.
        counts: how it came about, for the results; JSON-ready.
        examples: its examples in the tokens of a model.
    """

    what: str
    questions: Sequence[str]
    populations: Sequence[str]
    parents: Mapping[str, Any]
    counts: Mapping[str, Any]
    examples: Callable[[Turns], list[Example]]


def tune(
    method: str,
    base: str,
    survey: Survey,
    split: Split,
    material: Material,
    out: Path,
    make: Make,
    *,
    training: Training,
    lora: Lora,
    settings: Mapping[str, Any],
    progress: Progress | None = None,
) -> Path:
    """Train an adapter; the same call goes on where a training was cut.

    Args:
        method: `sft` or `dpo`.
        base: the model's name; see `load_model`.
        survey: the whole of it.
        split: what of it is held out.
        material: made from the training side.
        out: the training folder; see `training`.
        make: makes the trainer.
        training, lora: the settings.
        settings: further ones, which decide the result too.
        progress: called with the steps that are done and those that there are.

    Returns:
        The folder of the adapter.

    Raises:
        ModelError: the base cannot be trained so, or the loss is no longer a number.
        InputError: no example fits, or the material is of a held-out question.
        RunError: the folder holds another training.
    """
    require_libraries()
    split.check(survey)
    split.refuse(material.questions, "training")
    model, tokenizer, info = open_weights(base, dtype=training_dtype())
    whole = {**training.to_record(), "lora": lora.to_record(), **settings}
    config = {
        "kind": method, "base": [info.name, info.revision], "split": split.digest, **whole, **material.parents,
    }  # fmt: skip
    if begin(out, config) is not None:
        return out / "adapter"
    examples, long = fitting(material.examples(Turns(tokenizer, base)), training.max_length, material.what)
    trainer = make(model, tokenizer, examples)
    results = {
        **run(trainer, out, progress), "examples": len(examples), "too_long": long, **_tokens(examples),
        **material.counts,
    }  # fmt: skip
    record = AdapterRecord.of(
        method, info, survey, split, questions=sorted(material.questions), populations=sorted(material.populations),
        seed=training.seed, settings=whole, parents=dict(material.parents), results=results,
    )  # fmt: skip
    return finish(trainer, out, record)


def _tokens(examples: Sequence[Example]) -> dict[str, float]:
    """Mean tokens of an example, and of them those that the loss is of; nothing of pairs."""
    if "completion_mask" not in examples[0]:
        return {}
    return {
        "tokens": round(float(np.mean([len(example["input_ids"]) for example in examples])), 3),
        "learnt_tokens": round(float(np.mean([sum(example["completion_mask"]) for example in examples])), 3),
    }
