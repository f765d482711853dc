"""LoRA adapters on a transformers model, by PEFT: put on, trained, and written as a folder that says what it is."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from folkways.errors import InputError, ModelError
from folkways.models.access import ModelInfo
from folkways.runs import write_atomically
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: Beside PEFT's own files: what the adapter was trained on.
RECORD = "folkways.json"
METHODS = ("matching", "sft", "dpo", "hyper")


@dataclass(frozen=True, slots=True)
class Lora:
    """The shape of an adapter (Hu et al. 2021, arXiv 2106.09685).

    Attributes:
        rank: r.
        alpha: the update is scaled by α/r.
        dropout: of the input of the update, while training.
        modules: names of the linear layers that are moved; `all-linear` for every one but the output.

    Raises:
        InputError: a rank below 1, or no modules.
    """

    rank: int = 8
    alpha: float = 16.0
    dropout: float = 0.0
    modules: tuple[str, ...] = ("all-linear",)

    def __post_init__(self) -> None:
        if self.rank < 1 or not self.modules:
            raise InputError(f"LoRA of rank {self.rank} on {len(self.modules)} modules", mend="give at least one")

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {**asdict(self), "modules": list(self.modules)}

    def config(self) -> Any:
        """As PEFT's configuration."""
        from peft import LoraConfig

        modules: Any = self.modules[0] if self.modules == ("all-linear",) else list(self.modules)
        alpha: Any = self.alpha  # PEFT takes a fraction, though it says int
        return LoraConfig(
            r=self.rank, lora_alpha=alpha, lora_dropout=self.dropout, target_modules=modules, task_type="CAUSAL_LM"
        )

    def put_on(self, model: Any, *, seed: int) -> Any:
        """The model with a fresh adapter, its first values drawn from the seed.

        Raises:
            ModelError: the model has no such modules.
        """
        import warnings

        import torch
        from peft import get_peft_model

        torch.manual_seed(seed)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # PEFT reads settings that transformers renames
                return get_peft_model(model, self.config())
        except ValueError as error:
            raise ModelError(
                f"LoRA cannot be put on: {str(error).splitlines()[0]}", mend="name modules that the model has"
            ) from error


def require_libraries() -> None:
    """Refuse to start where what training needs is not installed.

    Raises:
        ModelError: says which, and how to get it.
    """
    for name in ("torch", "transformers", "accelerate", "datasets", "peft", "trl"):
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise ModelError(f"training needs {name}", mend="install it with pip install 'folkways[train]'") from error


def hub_name(base: str) -> str:
    """The name by which transformers and PEFT find a base model: on the hub, or the folder as it was given."""
    from folkways.models.smollm2 import HUB_NAME

    return HUB_NAME if base == "smollm2" else base


@dataclass(frozen=True)
class AdapterRecord:
    """What an adapter was trained on: kept beside it, and what a probe checks before it scores with it.

    Attributes:
        method: `matching`, `sft`, `dpo`, or `hyper` for one that a hypernetwork emits.
        base, base_revision: the model that it moves.
        survey, survey_digest, split_digest: where its training data come from.
        questions, populations: whose answers it has seen.
        seed: of initialisation and order of the data.
        settings: LoRA, learning rate, steps and the rest; JSON-ready.
        parents: where the survey comes from and its licence, and fingerprints of what else went in: a norm book, the
            teacher's texts.
        results: what training gave: losses, seconds, examples; JSON-ready.
    """

    method: str
    base: str
    base_revision: str
    survey: str
    survey_digest: str
    split_digest: str
    questions: tuple[str, ...]
    populations: tuple[str, ...]
    seed: int
    settings: dict[str, Any]
    parents: dict[str, Any]
    results: dict[str, Any]

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise InputError(f"unknown way of training {self.method!r}", mend=f"use one of {', '.join(METHODS)}")

    @classmethod
    def of(
        cls, method: str, base: ModelInfo, survey: Survey, split: Split, *, questions: Sequence[str],
        populations: Sequence[str], seed: int, settings: dict[str, Any], parents: dict[str, Any],
        results: dict[str, Any],
    ) -> AdapterRecord:  # fmt: skip
        """The record of a training that just ended.

        Raises:
            InputError: it learnt from a question that is held out.
        """
        split.refuse(questions, "training")
        source = {name: getattr(survey, name) for name in ("title", "citation", "licence", "url")}
        parents = {"survey": source, **parents}
        return cls(
            method, base.name, base.revision, survey.name, split.survey_digest, split.digest, tuple(questions),
            tuple(populations), seed, settings, parents, results,
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write it beside the adapter."""
        record = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}
        write_atomically(folder / RECORD, json.dumps(record, indent=1, ensure_ascii=False).encode())

    @classmethod
    def read(cls, folder: Path) -> AdapterRecord | None:
        """The record beside an adapter; None for an adapter that was trained elsewhere.

        Raises:
            InputError: it is damaged.
        """
        file = folder / RECORD
        if not file.exists():
            return None
        try:
            record = json.loads(file.read_text("utf-8"))
            fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in record.items()}
            return cls(**fields)
        except (ValueError, TypeError, AttributeError) as error:
            raise InputError(
                f"the record of the adapter is damaged ({error})", where=str(file), mend="train the adapter again"
            ) from error
