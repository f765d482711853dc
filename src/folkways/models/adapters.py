"""LoRA adapters of several kinds in one batch: each token is moved by the adapter of its own prompt.

Folders are those of PEFT (`adapter_config.json`, `adapter_model.safetensors`). The base weights stay as they are: where
a module has adapters, x·Aᵀ·Bᵀ·s is added to its output for the tokens of each (Hu et al. 2021, arXiv 2106.09685;
s is α/r, or α/√r where the folder says rsLoRA, Kalajdzievski 2023, arXiv 2312.03732).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from folkways.errors import ModelError
from folkways.models.fingerprint import fingerprint

_HEAD = "base_model.model."
#: Settings of PEFT that are understood here, or say nothing of what an adapter does; any other that is set is refused.
_KNOWN = frozenset(
    (
        *("alpha_pattern", "auto_mapping", "base_model_name_or_path", "bias", "ensure_weight_tying", "exclude_modules"),
        *("inference_mode", "init_lora_weights", "layers_pattern", "layers_to_transform", "lora_alpha", "lora_dropout"),
        *("megatron_core", "peft_type", "peft_version", "qalora_group_size", "r", "rank_pattern", "revision"),
        *("runtime_config", "target_modules", "task_type", "use_rslora", "corda_config", "eva_config", "loftq_config"),
    )
)
#: Ways of starting that leave the base weights as they are.
_PLAIN_STARTS = (True, False, "gaussian", "eva", "orthogonal")

#: (A of shape [r, in], B of shape [out, r] times its scale) by module.
Low = tuple[Any, Any]


@dataclass(slots=True)
class _Mix:
    """Which adapter each token has: `kinds` of shape [rows, tokens] or [rows, 1]; -1 has none."""

    kinds: Any
    places: dict[int, dict[int, Any]] = field(default_factory=dict)

    def of(self, tokens: int) -> dict[int, Any]:
        """For each adapter in use the places of its tokens among so many, rows one behind the other."""
        if tokens not in self.places:
            rows = len(self.kinds)
            flat = self.kinds.expand(rows, tokens // rows).flatten()
            self.places[tokens] = {
                kind: (flat == kind).nonzero().flatten() for kind in flat.unique().tolist() if kind >= 0
            }
        return self.places[tokens]


_mix: ContextVar[_Mix | None] = ContextVar("mix", default=None)


class Adapters:
    """LoRA adapters by name, put on a transformers model.

    Args:
        model: the base model; `put_on` hooks the modules that an adapter moves.
        folders: a folder of PEFT for each name.

    Attributes:
        moves: names of the modules that an adapter moves.

    Raises:
        ModelError: a folder is no LoRA adapter, does not fit the model, or does more than LoRA.
    """

    def __init__(self, model: Any, folders: Mapping[str, Path]) -> None:
        self.names = tuple(folders)
        ends = [model.get_input_embeddings(), model.get_output_embeddings()]
        modules = {name: module for name, module in model.named_modules() if all(module is not end for end in ends)}
        by_module: dict[str, dict[int, Low]] = {}
        prints = {}
        for kind, (name, folder) in enumerate(folders.items()):
            for module, low in _read(folder, modules).items():
                by_module.setdefault(module, {})[kind] = low
            settings = (folder / "adapter_config.json").read_bytes()
            prints[name] = hashlib.sha256(fingerprint(folder).encode() + settings).hexdigest()[:16]
        self.fingerprints = prints
        self.moves = tuple(by_module)
        self._moved = [(modules[name], _moved(lows)) for name, lows in by_module.items()]
        self._hooks: list[Any] = []

    def kind(self, name: str) -> int:
        """The number of an adapter; -1 for none.

        Raises:
            ModelError: no adapter has this name.
        """
        if not name:
            return -1
        if name not in self.names:
            raise ModelError(f"no adapter {name!r}", mend=f"use one of {', '.join(self.names)}")
        return self.names.index(name)

    def put_on(self) -> None:
        """Let the adapters move the model, inside `mixed`."""
        self._hooks = [module.register_forward_hook(hook) for module, hook in self._moved]

    def remove(self) -> None:
        """Take the hooks from the model."""
        for hook in self._hooks:
            hook.remove()


@contextmanager
def mixed(kinds: Sequence[Sequence[int]] | None, device: Any) -> Iterator[None]:
    """Within it each token of a batch has its own adapter.

    Args:
        kinds: numbers of adapters, shape [rows, tokens], or [rows, 1] where a row has one; None leaves all as they are.
        device: where the model lies.
    """
    import torch

    if kinds is None or all(kind < 0 for row in kinds for kind in row):
        yield
        return
    token = _mix.set(_Mix(torch.tensor(kinds, device=device)))
    try:
        yield
    finally:
        _mix.reset(token)


def _moved(lows: Mapping[int, Low]) -> Any:
    def hook(_module: Any, arguments: tuple[Any, ...], output: Any) -> Any:
        mix = _mix.get()
        if mix is None:
            return None
        given = arguments[0]
        flat = given.reshape(-1, given.shape[-1])
        moved = output.reshape(-1, output.shape[-1]).clone()
        for kind, places in mix.of(len(flat)).items():
            if kind in lows:
                down, up = lows[kind]
                whole = len(places) == len(flat)
                step = ((flat if whole else flat[places]) @ down.T) @ up.T
                moved = moved + step if whole else moved.index_add_(0, places, step)
        return moved.reshape(output.shape)

    return hook


def _read(folder: Path, modules: Mapping[str, Any]) -> dict[str, Low]:
    """The matrices of an adapter by the module that they move, B times its scale."""
    from safetensors.torch import load_file

    where = str(folder)
    settings, weights = folder / "adapter_config.json", folder / "adapter_model.safetensors"
    if not settings.is_file() or not weights.is_file():
        raise ModelError(
            "no adapter here (adapter_config.json and adapter_model.safetensors)",
            where=where,
            mend="name a folder that PEFT's save_pretrained wrote",
        )
    try:
        config = json.loads(settings.read_text("utf-8"))
    except ValueError as error:
        raise ModelError("adapter_config.json is damaged", where=where, mend="save the adapter again") from error
    more = sorted(name for name, value in config.items() if value and name not in _KNOWN)
    if config.get("init_lora_weights", True) not in _PLAIN_STARTS:
        more.append(f"init_lora_weights {config['init_lora_weights']}")
    if config.get("bias", "none") != "none":
        more.append(f"bias {config['bias']}")
    if config.get("peft_type") != "LORA" or more:
        raise ModelError(
            f"not a plain LoRA adapter ({', '.join(more) or config.get('peft_type') or 'no peft_type'})",
            where=where,
            mend="merge it into its model with PEFT's merge_and_unload and name the merged folder",
        )
    found: dict[str, dict[str, Any]] = {}
    for key, tensor in load_file(weights).items():
        module, _, part = key.removeprefix(_HEAD).rpartition(".lora_")
        if part not in ("A.weight", "B.weight") or module not in modules:
            raise ModelError(
                f"tensor {key} fits no inner module of the model",
                where=where,
                mend="name the model that it was trained on; an adapter of embeddings or output must be merged into it",
            )
        found.setdefault(module, {})[part[0]] = tensor
    return {module: _scaled(module, pair, config, modules[module], where) for module, pair in found.items()}


def _scaled(module: str, pair: Mapping[str, Any], config: Mapping[str, Any], base: Any, where: str) -> Low:
    weight = getattr(base, "weight", None)
    if weight is None or {"A", "B"} != set(pair) or (pair["B"].shape[0], pair["A"].shape[1]) != tuple(weight.shape):
        raise ModelError(
            f"the adapter of {module} does not fit its weight",
            where=where,
            mend="name the model that it was trained on",
        )
    rank = pair["A"].shape[0]
    alpha = _of(config.get("alpha_pattern"), module, config.get("lora_alpha", rank))
    scale = alpha / (rank**0.5 if config.get("use_rslora") else rank)
    return pair["A"].to(weight), (pair["B"].float() * scale).to(weight)


def _of(pattern: Mapping[str, Any] | None, module: str, otherwise: Any) -> Any:
    """The value of the first pattern that matches the end of the module's name, as PEFT matches it."""
    return next((v for key, v in (pattern or {}).items() if re.match(rf"(.*\.)?({key})$", module)), otherwise)
