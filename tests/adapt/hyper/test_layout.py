"""The layout check refuses what an engine would refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from folkways.adapt.hyper.layout import problems

CONFIG = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["q_proj"], "bias": "none"}
Q = "base_model.model.model.layers.0.self_attn.q_proj"


def written(folder: Path, tensors: dict[str, Any] | None = None, **settings: Any) -> Path:
    folder.mkdir(exist_ok=True)
    given = tensors or {f"{Q}.lora_A.weight": torch.zeros(4, 8), f"{Q}.lora_B.weight": torch.zeros(6, 4)}
    save_file(given, folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps({**CONFIG, **settings}))
    return folder


def test_a_plain_adapter_has_no_problem(tmp_path: Path) -> None:
    assert problems(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"peft_type": "IA3"}, "peft_type is 'IA3'"),
        ({"r": 0}, "r is 0"),
        ({"r": 1024}, "r is 1024"),
        ({"lora_alpha": None}, "lora_alpha is None"),
        ({"target_modules": "q_proj"}, "target_modules is no list"),
        ({"use_dora": True}, "use_dora is set"),
        ({"modules_to_save": ["lm_head"]}, "modules_to_save is set"),
        ({"bias": "all"}, "bias is 'all'"),
        ({"target_modules": ["v_proj"]}, "is of no target module"),
    ],
)
def test_settings_that_engines_refuse(tmp_path: Path, settings: dict[str, Any], said: str) -> None:
    assert any(said in line for line in problems(written(tmp_path, **settings)))


@pytest.mark.parametrize(
    ("tensors", "said"),
    [
        ({f"{Q}.lora_A.weight": torch.zeros(4, 8)}, "lacks its B"),
        ({f"{Q}.lora_A.weight": torch.zeros(3, 8), f"{Q}.lora_B.weight": torch.zeros(6, 3)}, "do not fit the rank"),
        ({"lora_A.weight": torch.zeros(4, 8)}, "is no A or B"),
        ({f"{Q}.lora_A.weight": torch.zeros(4, 8, dtype=torch.int8)}, "of type I8"),
    ],
)
def test_tensors_that_engines_refuse(tmp_path: Path, tensors: dict[str, Any], said: str) -> None:
    assert any(said in line for line in problems(written(tmp_path, tensors)))


def test_a_folder_without_an_adapter(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path)[0]
    written(tmp_path)
    (tmp_path / "adapter_model.safetensors").write_bytes(b"no")
    assert any("safetensors cannot be read" in line for line in problems(tmp_path))
