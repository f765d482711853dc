"""Train a hypernetwork over many peoples at once, on transformers' Trainer."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.adapt.hyper.description import Description, Descriptions
from folkways.adapt.hyper.lessons import NEUTRAL, Batch, Lesson, answered, batch, shuffled_without_end
from folkways.adapt.hyper.live import Live
from folkways.adapt.hyper.loss import loss_on
from folkways.adapt.hyper.shape import Shape
from folkways.adapt.hyper.stored import Stored, encoded, one_hot
from folkways.adapt.hyper.tables import Table
from folkways.adapt.lora import AdapterRecord, require_libraries
from folkways.adapt.matching import LOSSES
from folkways.adapt.training import Progress, Training, arguments, begin, leave, processes, run, silent, training_dtype
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.models.access import ModelInfo
from folkways.models.loading import open_weights
from folkways.surveys import Survey
from folkways.surveys.split import Split

if TYPE_CHECKING:
    from torch import Tensor

#: A step sees a question as at most eight peoples answered it, or a completion. Half a minute of two cores with the
#: embedded model and `layers=6`; a larger model and a GPU bear many more.
TRAINING = Training(steps=32, batch=1, save_steps=16)
#: Chosen by the loss of the embedded model on training questions, with a seed that is not scored. A step of
#: Text-to-LoRA moves whole matrices through one head, and bears the least.
RATES = {"diag": 1e-3, "square": 1e-3, "text-to-lora": 1e-4, "per-culture": 3e-3, "shared": 3e-3}
PEOPLES = 8
FOLDER = "hypernetwork"


def own(variant: str) -> Training:
    """How a variant is trained where nothing else is asked for.

    Raises:
        InputError: an unknown variant.
    """
    if variant not in RATES:
        raise InputError(f"unknown variant {variant!r}", mend=f"use one of {', '.join(RATES)}")
    return replace(TRAINING, learning_rate=RATES[variant])


@dataclass(frozen=True, slots=True)
class Form:
    """What is trained.

    Attributes:
        variant: see `heads`.
        rank, alpha: of the updates.
        modules: kinds of linear layers that are moved.
        layers: only so many of the uppermost layers; 0 for all, as published.
        latent: size of the states of the hypernetwork.
    """

    variant: str = "diag"
    rank: int = 8
    alpha: float = 16.0
    modules: tuple[str, ...] = ("q_proj", "v_proj")
    layers: int = 0
    latent: int = 128

    def shape(self, model: Any) -> Shape:
        """The places of a model.

        Raises:
            ModelError: the model has no such modules.
        """
        return Shape.of(model, rank=self.rank, alpha=self.alpha, modules=self.modules, layers=self.layers)


def train(
    base: str,
    survey: Survey,
    split: Split,
    descriptions: Descriptions,
    encoder: TextEncoder,
    *,
    out: Path,
    form: Form | None = None,
    populations: Iterable[str] | None = None,
    training: Training | None = None,
    loss: str = "kl",
    peoples: int = PEOPLES,
    progress: Progress | None = None,
) -> Path:
    """Train on a survey's training questions; a training that was stopped in this folder goes on.

    Args:
        base: the model, as for `load_model`: one that transformers trains.
        survey, split: only the training questions are read, as the seen peoples answered them.
        descriptions: of every people; those of the part `training` are learnt with.
        encoder: of the descriptions; frozen.
        out: the training folder.
        form: what is trained.
        populations: ids or names: of the seen peoples only these; of `per-culture`, which tells nothing of one people
            to another, any.
        training: an example is a question; `own` where absent.
        loss: `kl` or `wasserstein`; see `matching.loss_of`.
        peoples: at most so many a question.
        progress: called after each step.

    Returns:
        The folder of the hypernetwork; see `stored`.

    Raises:
        InputError: an unknown loss, no steps, a people without a description, or a held-out question in one.
        PopulationError: a population is not one of those that may be learnt from.
        RunError: the folder holds another training, or cannot be written.
        ModelError: the model cannot be loaded or trained.
    """
    form = form or Form()
    training = training or own(form.variant)
    if loss not in LOSSES:
        raise InputError(f"unknown loss {loss!r}", mend=f"use one of {', '.join(LOSSES)}")
    split.refuse(descriptions.questions, "descriptions")
    split.check(survey)
    alone = form.variant == "per-culture"
    part = survey.select(questions=split.train) if alone and populations is not None else split.training(survey)
    if populations is not None:
        part = part.select(populations=populations)
    known = tuple(people.id for people in part.populations)
    used = Descriptions(tuple(Description(p, p) for p in known)) if alone else descriptions.only(known, "training")
    told = {people: [n for n, item in enumerate(used.items) if item.population == people] for people in known}

    def lessons(tokenizer: Any) -> Iterator[Lesson]:
        return answered(part, tokenizer, told, peoples=peoples, seed=training.seed)

    def record(info: ModelInfo, settings: dict[str, Any], results: dict[str, Any]) -> AdapterRecord:
        return AdapterRecord.of(
            "hyper", info, survey, split, questions=[q.id for q in part.questions], populations=known,
            seed=training.seed, settings=settings, parents={"descriptions": used.digest}, results=results,
        )  # fmt: skip

    settings = {"loss": loss, "peoples": peoples, "formats": asdict(NEUTRAL)}
    source = {"split": split.digest, "populations": list(known)}
    lesson = _Source(used, known if alone else (), settings, source, lessons, record)
    return _train(base, lesson, encoder, out, form, training, loss, progress)


def train_on_table(
    base: str,
    table: Table,
    encoder: TextEncoder,
    *,
    out: Path,
    form: Form | None = None,
    of: tuple[Survey, Split] | None = None,
    training: Training | None = None,
    progress: Progress | None = None,
) -> Path:
    """Train on completions, each with a description; a training that was stopped in this folder goes on.

    Args:
        base, encoder, out, form, progress: as for `train`.
        table: see `tables`.
        of: the survey and the split that the table was made under; the questions that it or a description names
            cannot be scored then.
        training: an example is a completion; `own` where absent.

    Raises:
        InputError: no steps, no completion that fits, a variant that reads no descriptions, or a description that rests
            on a held-out question.
        RunError, ModelError: as for `train`.
    """
    form = form or Form()
    training = training or own(form.variant)
    if form.variant == "per-culture":
        raise InputError("per-culture reads no descriptions", mend="use another variant")
    if of is not None:
        of[1].check(of[0])
        of[1].refuse([*table.questions, *table.descriptions.questions], "completions")

    def lessons(tokenizer: Any) -> Iterator[Lesson]:
        return shuffled_without_end(table.lessons(tokenizer, training.max_length), training.seed)

    def record(info: ModelInfo, settings: dict[str, Any], results: dict[str, Any]) -> AdapterRecord:
        parents: dict[str, Any] = {"table": table.digest, "licences": table.licence or "not stated"}
        if of is not None:
            survey, split = of
            learnt = sorted({*table.questions, *(q for q in table.descriptions.questions if q in survey.by_id)})
            return AdapterRecord.of(
                "hyper", info, survey, split, questions=learnt, populations=table.descriptions.populations,
                seed=training.seed, settings=settings, parents=parents, results=results,
            )  # fmt: skip
        return AdapterRecord(
            "hyper",
            info.name,
            info.revision,
            "",
            "",
            "",
            (),
            table.descriptions.populations,
            training.seed,
            settings,
            parents,
            results,
        )

    lesson = _Source(table.descriptions, (), {"loss": "completion"}, {"table": table.digest}, lessons, record)
    return _train(base, lesson, encoder, out, form, training, "kl", progress)


@dataclass(frozen=True)
class _Source:
    """What is learnt from: `lessons` of a tokenizer, and the `record` of the base, the settings and the results."""

    descriptions: Descriptions
    peoples: tuple[str, ...]
    settings: dict[str, Any]
    source: dict[str, Any]
    lessons: Callable[[Any], Iterator[Lesson]]
    record: Callable[[ModelInfo, dict[str, Any], dict[str, Any]], AdapterRecord]


def _train(
    base: str, source: _Source, encoder: TextEncoder, out: Path, form: Form, training: Training, loss: str,
    progress: Progress | None,
) -> Path:  # fmt: skip
    from folkways.adapt.hyper.heads import seeded

    require_libraries()
    if training.steps is None:
        raise InputError("examples are drawn without end", mend="say how many steps")
    processes()  # gives each of several processes its own GPU before the base is put on one
    model, tokenizer, info = open_weights(base, dtype=training_dtype())
    shape = form.shape(model)
    settings: dict[str, Any] = {
        **training.to_record(), **asdict(form), **source.settings, "dtype": info.dtype,
        "encoder": "" if source.peoples else encoder.name,
    }  # fmt: skip
    settings["modules"] = list(form.modules)
    config = {
        "kind": "hyper", "base": [info.name, info.revision], **source.source,
        "descriptions": source.descriptions.digest, **settings,
    }  # fmt: skip
    if begin(out, config) is not None:
        return out / FOLDER
    items = source.descriptions.items
    vectors = (
        one_hot([item.population for item in items], source.peoples)
        if source.peoples
        else encoded([item.text for item in items], encoder)
    )
    network = seeded(form.variant, shape, vectors.shape[1], form.latent, seed=training.seed)
    network.settle(vectors)
    live = Live(model, shape)
    trainer = _trainer(network, live, source.lessons(tokenizer), vectors, out, training, loss)
    model.to(trainer.args.device)
    results = {**run(trainer, out, progress), "parameters": network.trained()}
    stored = Stored(
        network, settings["encoder"], source.peoples, source.descriptions, source.record(info, settings, results)
    )
    live.remove()
    return leave(trainer, out, FOLDER, stored.save, results)


def _trainer(
    network: Any, live: Live, lessons: Iterator[Lesson], vectors: Tensor, out: Path, training: Training, loss: str
) -> Any:
    from transformers import Trainer, TrainingArguments

    class Emitting(Trainer):
        """A Trainer of the network alone: the base that it moves is frozen, and no part of a checkpoint."""

        def compute_loss(
            self, model: Any, inputs: Any, return_outputs: bool = False, num_items_in_batch: Any = None
        ) -> Any:
            given = Batch(**inputs)
            return loss_on(live, model(given.texts), given, loss)

    assert training.steps is not None
    wanted = training.steps * training.batch * training.accumulate * processes().num_processes
    examples: Any = list(itertools.islice(lessons, wanted))

    def collate(chosen: Sequence[Lesson]) -> dict[str, Any]:
        made = batch(chosen, vectors)
        return {field.name: getattr(made, field.name) for field in dataclasses.fields(Batch)}

    settings = arguments(
        out, training, remove_unused_columns=False, gradient_checkpointing=False, ddp_find_unused_parameters=False
    )
    with silent():
        chosen = TrainingArguments(**settings)
        _ = chosen.device  # finds the GPUs
        chosen._n_gpu = min(chosen._n_gpu, 1)  # rows of one process are not to be spread: A and B are shared by all
        trainer = Emitting(model=network, args=chosen, train_dataset=examples, data_collator=collate)
    trainer.model_accepts_loss_kwargs = False
    return trainer
