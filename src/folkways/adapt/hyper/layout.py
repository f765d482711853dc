"""Whether a folder is laid out as vLLM reads LoRA adapters: what its loader asks of names, shapes and settings.

Source: vLLM's `PEFTHelper` and `LoRAModel.from_local_checkpoint` (0.6 to 0.11), as their documentation describes them:
plain LoRA without bias, DoRA and saved modules; a rank that some `--max-lora-rank` allows; every tensor an A or B of a
target module, named as PEFT names it, each A with its B.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

#: The most that `--max-lora-rank` can be set to.
LARGEST_RANK = 512
_NAME = re.compile(r"base_model\.model\.(?P<module>.+)\.lora_(?P<letter>[AB])\.weight")


def problems(folder: Path) -> list[str]:
    """What an engine would refuse, each in one line; empty where nothing is wrong.

    Args:
        folder: of an adapter.
    """
    from safetensors import SafetensorError, safe_open

    settings, weights = folder / "adapter_config.json", folder / "adapter_model.safetensors"
    try:
        config = json.loads(settings.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return [f"adapter_config.json cannot be read ({error})"]
    found = _settings(config)
    try:
        with safe_open(weights, "numpy") as file:
            shapes = {key: tuple(file.get_slice(key).get_shape()) for key in file.keys()}  # noqa: SIM118 # not a dict
            types = {file.get_slice(key).get_dtype() for key in shapes}
    except (OSError, SafetensorError) as error:
        return [*found, f"adapter_model.safetensors cannot be read ({error})"]
    if not shapes:
        found.append("there is no tensor")
    if strange := sorted(types - {"F32", "F16", "BF16"}):
        found.append(f"tensors are of type {strange[0]}")
    return found + _tensors(shapes, config)


def _settings(config: dict[str, Any]) -> list[str]:
    found = []
    if config.get("peft_type") != "LORA":
        found.append(f"peft_type is {config.get('peft_type')!r}")
    rank = config.get("r")
    if not isinstance(rank, int) or not 1 <= rank <= LARGEST_RANK:
        found.append(f"r is {rank!r}")
    if not isinstance(config.get("lora_alpha"), int | float):
        found.append(f"lora_alpha is {config.get('lora_alpha')!r}")
    if not isinstance(config.get("target_modules"), list) or not config.get("target_modules"):
        found.append("target_modules is no list of names")
    found += [f"{name} is set" for name in ("use_dora", "modules_to_save", "rank_pattern") if config.get(name)]
    if config.get("bias", "none") != "none":
        found.append(f"bias is {config['bias']!r}")
    return found


def _tensors(shapes: dict[str, tuple[int, ...]], config: dict[str, Any]) -> list[str]:
    found, pairs = [], {}
    for key, shape in shapes.items():
        match = _NAME.fullmatch(key)
        if match is None:
            found.append(f"tensor {key} is no A or B")
        elif match["module"].rpartition(".")[2] not in (config.get("target_modules") or ()):
            found.append(f"tensor {key} is of no target module")
        else:
            pairs.setdefault(match["module"], {})[match["letter"]] = shape
    for module, of in pairs.items():
        if set(of) != {"A", "B"}:
            found.append(f"{module} lacks its {'B' if 'A' in of else 'A'}")
        elif any(len(shape) != 2 for shape in of.values()) or of["A"][0] != config.get("r") or of["B"][1] != of["A"][0]:
            found.append(f"the shapes of {module} do not fit the rank")
    return found
