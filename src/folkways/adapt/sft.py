"""Supervised fine-tuning on traces or on chat records, by TRL's SFTTrainer: the loss is that of the replies alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from folkways.adapt.chats import Chats, turns_of
from folkways.adapt.lora import Lora
from folkways.adapt.traces import Traces, label_of, prompt_of
from folkways.adapt.training import Progress, Training, arguments, constructed, silent
from folkways.adapt.tuning import Example, Make, Material, tune
from folkways.adapt.turns import Turns
from folkways.errors import InputError
from folkways.models.access import Prompt
from folkways.probes.wordings import wording
from folkways.runs import write_frame
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: In the training folder: the chat records that were not learnt from, and why (`REJECTS_SCHEMA`).
LEFT_OUT = "left-out.parquet"


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
    kept = traces.kept.to_dicts()
    material = Material(
        what="trace",
        questions=sorted({row["question"] for row in kept}),
        populations=sorted({row["population"] for row in kept}),
        parents={"traces": traces.digest, "teacher": traces.config["teacher"], "norms": traces.config["norms_digest"]},
        counts={"traces": traces.counts},
        examples=lambda turns: _of_traces(kept, survey, turns),
    )
    training, lora = training or Training(), lora or Lora()
    return tune(
        "sft", base, survey, split, material, out, _maker(out, training, lora, packing), training=training, lora=lora,
        settings={"packing": packing}, progress=progress,
    )  # fmt: skip


def sft_on_chats(
    base: str,
    survey: Survey,
    split: Split,
    chats: Chats,
    out: Path,
    *,
    training: Training | None = None,
    lora: Lora | None = None,
    packing: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Train an adapter on chat records; the same call goes on where a training was cut.

    Records of what is held out are left out (`Chats.learnable`), counted, and kept in `LEFT_OUT`. Each turn of an
    assistant is an example: it is learnt after all that was said before it.

    Args:
        base: the model's name; see `load_model`.
        survey: the whole of it.
        split: what of it is held out.
        chats: from `read_chats`.
        out: the training folder; see `training`.
        training, lora: the settings.
        packing: put several examples into one row of `max_length` tokens.
        progress: called with the steps that are done and those that there are.

    Returns:
        The folder of the adapter.

    Raises:
        ModelError: the base cannot be trained so, or the loss is no longer a number.
        InputError: no record may be learnt from, or none fits.
        SurveyError: the survey is not the one that was split.
        RunError: the folder holds another training.
    """
    split.check(survey)
    kept = chats.learnable(survey, split)
    if kept.frame.is_empty():
        raise InputError(
            f"no chat record may be learnt from; left out: {kept.counts['left_out']}",
            mend="give records of training questions and of seen peoples",
        )
    talks = kept.frame["messages"].to_list()
    material = Material(
        what="chat record",
        questions=kept.questions,
        populations=kept.populations,
        parents={"chats": kept.digest, "licences": kept.licences},
        counts={"chats": kept.counts},
        examples=lambda turns: [_of_turn(*turn, turns) for chat in talks for turn in turns_of(chat)],
    )
    training, lora = training or Training(), lora or Lora()
    adapter = tune(
        "sft", base, survey, split, material, out, _maker(out, training, lora, packing), training=training, lora=lora,
        settings={"packing": packing}, progress=progress,
    )  # fmt: skip
    if not (out / LEFT_OUT).exists():
        write_frame(out / LEFT_OUT, kept.rejects)
    return adapter


def _of_traces(rows: list[dict[str, Any]], survey: Survey, turns: Turns) -> list[Example]:
    found = []
    for row in rows:
        cell, prompt = prompt_of(row, survey)
        answer = f"{wording(cell.language).answer} {label_of(cell, row['code'])}"
        found.append(_masked(turns.prompt(prompt), turns.reply(prompt, row["thought"], answer)))
    return found


def _of_turn(prompt: Prompt, said: str, turns: Turns) -> Example:
    return _masked(turns.prompt(prompt), turns.said(said))


def _masked(shown: list[int], reply: list[int]) -> Example:
    """`input_ids`, and `completion_mask` with 1 where a token is of the reply."""
    return {"input_ids": shown + reply, "completion_mask": [0] * len(shown) + [1] * len(reply)}


def _maker(out: Path, training: Training, lora: Lora, packing: bool) -> Make:
    def make(model: Any, tokenizer: Any, examples: Sequence[Example]) -> Any:
        from datasets import Dataset
        from trl import SFTConfig, SFTTrainer  # pyright: ignore[reportPrivateImportUsage]

        settings = arguments(
            out, training, max_length=training.max_length, packing=packing, completion_only_loss=True,
            pad_to_multiple_of=8,
        )  # fmt: skip
        with silent():
            return constructed(
                lambda: SFTTrainer(
                    model=model,
                    args=SFTConfig(**settings),
                    train_dataset=Dataset.from_list(list(examples)),
                    processing_class=tokenizer,
                    peft_config=lora.config(),
                )
            )

    return make
