"""Direct preference optimisation on pairs of traces, by TRL's DPOTrainer (Rafailov et al. 2023, arXiv 2305.18290).

The reference is the base model: the adapter is taken off while its log-probabilities are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from folkways.adapt.lora import Lora
from folkways.adapt.preferences import Pairs
from folkways.adapt.traces import label_of, prompt_of
from folkways.adapt.training import Progress, Training, arguments, constructed, silent
from folkways.adapt.tuning import Example, Make, Material, tune
from folkways.adapt.turns import Turns
from folkways.errors import InputError
from folkways.probes.wordings import wording
from folkways.surveys import Survey
from folkways.surveys.split import Split


def dpo(
    base: str,
    survey: Survey,
    split: Split,
    pairs: Pairs,
    out: Path,
    *,
    training: Training | None = None,
    lora: Lora | None = None,
    beta: float = 0.1,
    progress: Progress | None = None,
) -> Path:
    """Train an adapter on preference pairs; the same call goes on where a training was cut.

    Args:
        base: the model's name; see `load_model`.
        survey: the whole of it.
        split: what of it is held out.
        pairs: made from the training side.
        out: the training folder; see `training`.
        training, lora: the settings.
        beta: how strongly the model is held to the base.
        progress: called with the steps that are done and those that there are.

    Returns:
        The folder of the adapter.

    Raises:
        ModelError: the base cannot be trained so, or the loss is no longer a number.
        InputError: no pair fits, one is of a held-out question, or β is not above 0.
        RunError: the folder holds another training.
    """
    training, lora = training or Training(learning_rate=5e-5), lora or Lora()
    if not beta > 0:
        raise InputError(f"beta is {beta}", mend="give a positive number, such as 0.1")
    kept = pairs.kept.to_dicts()
    material = Material(
        what="pair",
        questions=sorted({row["question"] for row in kept}),
        populations=sorted({row["population"] for row in kept} | {row["other"] for row in kept if row["other"]}),
        parents={"pairs": pairs.digest, "teacher": pairs.config["teacher"], "norms": pairs.config["norms_digest"]},
        counts={"pairs": pairs.counts},
        examples=lambda turns: _examples(kept, survey, turns),
    )
    return tune(
        "dpo", base, survey, split, material, out, _maker(out, training, lora, beta), training=training, lora=lora,
        settings={"beta": beta}, progress=progress,
    )  # fmt: skip


def _examples(rows: list[dict[str, Any]], survey: Survey, turns: Turns) -> list[Example]:
    """The tokens of the prompt and of both replies."""
    found = []
    for row in rows:
        cell, prompt = prompt_of(row, survey)
        announced = wording(cell.language).answer
        chosen, rejected = (f"{announced} {label_of(cell, row[code])}" for code in ("code", "rejected_code"))
        found.append(
            {
                "prompt_ids": turns.prompt(prompt),
                "chosen_ids": turns.reply(prompt, row["chosen"], chosen),
                "rejected_ids": turns.reply(prompt, row["rejected"], rejected),
            }
        )
    return found


def _maker(out: Path, training: Training, lora: Lora, beta: float) -> Make:
    def make(model: Any, tokenizer: Any, examples: Sequence[Example]) -> Any:
        from datasets import Dataset
        from trl import DPOConfig, DPOTrainer  # pyright: ignore[reportPrivateImportUsage]

        settings = arguments(out, training, max_length=training.max_length, beta=beta, loss_type=["sigmoid"])
        with silent():
            trainer = constructed(
                lambda: DPOTrainer(
                    model=model,
                    args=DPOConfig(**settings),
                    # TRL tokenizes the texts that it is given, special tokens and all; it is given one that says
                    # nothing.
                    train_dataset=Dataset.from_list([{"prompt": "?", "chosen": "1", "rejected": "2"}]),
                    processing_class=tokenizer,
                    peft_config=lora.config(),
                )
            )
        trainer.train_dataset = Dataset.from_list(list(examples))
        return trainer

    return make
