"""From a description to a folder that PEFT, vLLM and llama.cpp's converter read: an ordinary LoRA adapter."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.adapt.card import model_card
from folkways.adapt.hyper.layout import problems
from folkways.adapt.hyper.shape import Shape
from folkways.adapt.hyper.stored import Stored
from folkways.adapt.lora import AdapterRecord, hub_name
from folkways.encoders import TextEncoder
from folkways.errors import InputError, ModelError
from folkways.models.fingerprint import fingerprint
from folkways.runs import write_atomically

if TYPE_CHECKING:
    from torch import Tensor

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


def emit(
    folder: Path,
    description: str,
    out: Path,
    *,
    towards: str = "",
    weight: float = 0.0,
    encoder: TextEncoder | None = None,
    stored: Stored | None = None,
) -> dict[str, Any]:
    """Write the adapter of a description.

    Args:
        folder: of the hypernetwork.
        description: any words; of `per-culture` the id of a people.
        out: the adapter's folder; made anew.
        towards: a second description, to stand between the two.
        weight: of the second: 0 is the first alone, 1 the second.
        encoder: where it is loaded already.
        stored: the hypernetwork, where it is read already.

    Returns:
        `milliseconds` from the text's vector to the matrices, `encoding` those of the text, `parameters` and `bytes` of
        the adapter.

    Raises:
        InputError: there is no hypernetwork, an empty description, a weight outside 0 … 1, or a variant that has
            nothing between two descriptions.
        ModelError: the encoder is not there, or what was written is no adapter that engines load.
    """
    if not description.strip():
        raise InputError("the description is empty", mend="say of whom the adapter is to speak")
    if not 0 <= weight <= 1 or (weight and not towards.strip()):
        raise InputError(f"weight {weight} towards {towards!r}", mend="give --towards TEXT and a weight from 0 to 1")
    known = stored or Stored.read(folder)
    if towards and known.network.variant in ("per-culture", "shared"):
        raise InputError(f"{known.network.variant} has nothing between two peoples", mend="leave --towards out")
    start = time.perf_counter()
    ends = known.vectors([description, towards] if towards else [description], encoder)
    encoded = time.perf_counter()
    pairs = matrices(known, between(ends[0], ends[-1], weight))
    took = time.perf_counter() - encoded
    told = description if not weight else f"{description}\n({weight:.0%} of the way towards:)\n{towards}"
    write_adapter(out, known.network.shape, pairs, _record(known, told, folder))
    if found := problems(out):
        (out / CONFIG).unlink()
        raise ModelError(f"no adapter that engines load: {found[0]}", where=str(out), mend="report this")
    return {
        "milliseconds": 1000 * took,
        "encoding": 1000 * (encoded - start),
        "parameters": sum(a.numel() + b.numel() for a, b in pairs),
        "bytes": (out / WEIGHTS).stat().st_size,
    }


def between(one: Tensor, other: Tensor, weight: float) -> Tensor:
    """A vector on the straight line from one to the other, at the length that vectors of texts have."""
    mixed = (1 - weight) * one + weight * other
    return mixed / mixed.norm() * one.norm()


def matrices(stored: Stored, vector: Tensor) -> list[tuple[Tensor, Tensor]]:
    """(A of shape [r, in], B of shape [out, r]) of every place for one vector: what is emitted is folded into A."""
    import torch

    with torch.no_grad():
        return [move.folded(0) for move in stored.moves(vector[None])]


def write_adapter(out: Path, shape: Shape, pairs: list[tuple[Tensor, Tensor]], record: AdapterRecord) -> None:
    """Write matrices as a folder of PEFT, with the record and the card."""
    from safetensors.torch import save

    tensors = {}
    for place, (down, up) in zip(shape.places, pairs, strict=True):
        for letter, matrix in (("A", down), ("B", up)):
            tensors[f"base_model.model.{place.name}.lora_{letter}.weight"] = matrix.float().contiguous()
    config: dict[str, Any] = {
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": hub_name(record.base),
        "inference_mode": True, "r": shape.rank, "lora_alpha": shape.alpha, "lora_dropout": 0.0, "bias": "none",
        "fan_in_fan_out": False, "use_rslora": False, "target_modules": sorted(shape.kinds),
        "layers_to_transform": list(shape.layers),
    }  # fmt: skip
    (out / CONFIG).unlink(missing_ok=True)  # written last: a folder that holds it is whole
    write_atomically(out / WEIGHTS, save(tensors, {"format": "pt"}))
    record.save(out)
    write_atomically(out / "README.md", model_card(record).encode())
    write_atomically(out / CONFIG, json.dumps(config, indent=2, sort_keys=True).encode())


def _record(stored: Stored, description: str, folder: Path) -> AdapterRecord:
    record, shape = stored.record, stored.network.shape
    lora = {"rank": shape.rank, "alpha": shape.alpha, "modules": list(shape.kinds), "layers": len(shape.layers)}
    return AdapterRecord(
        "hyper", record.base, record.base_revision, record.survey, record.survey_digest, record.split_digest,
        record.questions, record.populations, record.seed,
        {"lora": lora, **{name: record.settings[name] for name in ("variant", "steps", "encoder")}},
        {**record.parents, "description": description, "hypernetwork": fingerprint(folder)},
        {name: record.results[name] for name in ("steps", "seconds", "parameters", "first_loss", "last_loss")},
    )  # fmt: skip
