"""A batch of 16 LoRA adapters beside a batch of one, and beside one adapter after another.

    python benchmarks/adapters.py [--adapters 16] [--pairs 5]

SmolLM2-135M-Instruct in float32, 8 prompts an adapter that share little but the system turn. Mixed: all prompts in one
call, each with its own adapter. One: the same number of different prompts with one adapter.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from folkways.models import Prompt
from folkways.models.loading import load_local
from folkways.models.local import LocalModel

WORDS = [
    "family",
    "work",
    "friends",
    "faith",
    "money",
    "health",
    "land",
    "water",
    "school",
    "law",
    "trade",
    "song",
    "bread",
    "river",
    "market",
    "stone",
]


def adapter(model: LocalModel, folder: Path, seed: int, rank: int = 8) -> None:
    """A random LoRA of the query and value projections, in PEFT's format."""
    import json

    from safetensors.torch import save_file

    draw = torch.Generator().manual_seed(seed)
    tensors = {}
    for name, module in model._model.named_modules():
        if name.endswith(("q_proj", "v_proj")):
            out, given = module.weight.shape
            tensors[f"base_model.model.{name}.lora_A.weight"] = torch.randn(rank, given, generator=draw) * 0.02
            tensors[f"base_model.model.{name}.lora_B.weight"] = torch.randn(out, rank, generator=draw) * 0.02
    folder.mkdir()
    save_file(tensors, folder / "adapter_model.safetensors")
    config = {"peft_type": "LORA", "r": rank, "lora_alpha": 16, "target_modules": ["q_proj", "v_proj"]}
    (folder / "adapter_config.json").write_text(json.dumps(config))


def prompts(names: Sequence[str], each: int) -> list[Prompt]:
    """As many prompts as adapters times `each`, which share little behind the system turn."""
    return [
        Prompt(
            f"{WORDS[i % 16]} {WORDS[(i // 16 + i) % 16]} {i}: how much does it matter to you, from 1 to 4?",
            adapter=name,
        )
        for i, name in enumerate(name for name in names for _ in range(each))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--adapters", type=int, default=16)
    parser.add_argument("--pairs", type=int, default=5)
    given = parser.parse_args()
    model = load_local("smollm2", dtype="fp32")
    with tempfile.TemporaryDirectory() as folder:
        names = [f"a{i}" for i in range(given.adapters)]
        for seed, name in enumerate(names):
            adapter(model, Path(folder) / name, seed)
        model.adapt({name: Path(folder) / name for name in names})
    shown = prompts(names, 8)
    labels = [["1", "2", "3", "4"]] * len(shown)
    runs = {
        "all adapters in one call": lambda: model.score(shown, labels),
        "one adapter, as many prompts": lambda: model.score([Prompt(p.user, adapter=names[0]) for p in shown], labels),
        "one adapter after another": lambda: [
            model.score(shown[i : i + 8], labels[:8]) for i in range(0, len(shown), 8)
        ],
        "no adapter": lambda: model.score([Prompt(p.user) for p in shown], labels),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for work in runs.values():
        work()
    for _ in range(given.pairs):
        for name, work in runs.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    ours = times["all adapters in one call"]
    print(f"{len(shown)} prompts, {len(names)} adapters of rank 8\n")
    print("| | seconds: min, median, max | over all adapters in one call, median |\n|---|---|---|")
    for name, found in times.items():
        ratio = statistics.median(t / o for t, o in zip(found, ours, strict=True))
        print(f"| {name} | {min(found):.2f}, {statistics.median(found):.2f}, {max(found):.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
