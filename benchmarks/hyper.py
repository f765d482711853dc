"""A batch of 16 cultures, each moved by its own description, beside the same batch with one LoRA.

    python benchmarks/hyper.py [--rows 16] [--tokens 96] [--pairs 7]

SmolLM2-135M-Instruct in float32 (another with --model), rank 8 on the query and value projections of all layers. One
LoRA: PEFT's own forward of an adapter that the hypernetwork emitted, for all rows. Every line has the same prompts; a
pair is one pass of each line, in turn. The aim is a ratio of at most 1.1 for `diag` over one LoRA.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel

from folkways.adapt.hyper.description import Description, Descriptions
from folkways.adapt.hyper.emit import matrices, write_adapter
from folkways.adapt.hyper.heads import Hypernetwork, seeded
from folkways.adapt.hyper.live import Live
from folkways.adapt.hyper.shape import Shape
from folkways.adapt.hyper.stored import Stored
from folkways.adapt.lora import AdapterRecord
from folkways.models.loading import open_weights

WIDTH = 384
RECORD = AdapterRecord("hyper", "smollm2", "", "", "", "", (), (), 0, {"lora": {"rank": 8, "alpha": 16.0}}, {}, {})


def moving(variant: str, shape: Shape) -> Hypernetwork:
    """A hypernetwork that moves its model, as after training."""
    network = seeded(variant, shape, WIDTH, seed=0)
    draw = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn(parameter.shape, generator=draw) * 0.01)
    return network


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="smollm2")
    parser.add_argument("--rows", type=int, default=16)
    parser.add_argument("--tokens", type=int, default=96)
    parser.add_argument("--pairs", type=int, default=7)
    given = parser.parse_args()
    model, _, _ = open_weights(given.model, dtype="fp32")
    model.eval()
    shape = Shape.of(model, rank=8)
    networks = {name: moving(name, shape) for name in ("diag", "square", "text-to-lora")}
    texts = torch.randn(given.rows, WIDTH, generator=torch.Generator().manual_seed(1))
    draw = torch.Generator().manual_seed(2)
    ids = torch.randint(1000, 40000, (given.rows, given.tokens), generator=draw).to(model.device)
    with torch.no_grad():
        moves = {name: network(texts) for name, network in networks.items()}
    emitting = {
        name: statistics.median(timed(lambda n=n: n(texts[:1])) for _ in range(20)) for name, n in networks.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        stored = Stored(networks["diag"], "", (), Descriptions((Description("EGY", "Egypt"),)), RECORD)
        write_adapter(Path(folder) / "one", shape, matrices(stored, texts[0]), RECORD)
        base, _, _ = open_weights(given.model, dtype="fp32")
        one = PeftModel.from_pretrained(base, str(Path(folder) / "one")).eval()
    live = Live(model, shape)

    @contextmanager
    def nothing() -> Iterator[None]:
        yield

    def forward(what: Any, context: Callable[[], Any]) -> None:
        with torch.inference_mode(), context():
            what(input_ids=ids, logits_to_keep=1, use_cache=False)

    runs: dict[str, Callable[[], None]] = {
        "one LoRA for all rows (PEFT)": lambda: forward(one, nothing),
        "one LoRA for all rows (ours)": lambda: forward(model, lambda: live.moved([m.__class__(
            m.down, m.middle[:1] if m.middle is not None else None, m.up) for m in moves["diag"]])),
        **{
            f"{given.rows} cultures, {name}": lambda name=name: forward(model, lambda: live.moved(moves[name]))
            for name in moves
        },
        "the model as it is": lambda: forward(model, nothing),
    }  # fmt: skip
    times: dict[str, list[float]] = {name: [] for name in runs}
    for work in runs.values():
        work()
    for _ in range(given.pairs):
        for name, work in runs.items():
            times[name].append(timed(work))
    first = times["one LoRA for all rows (PEFT)"]
    print(f"{given.rows} rows of {given.tokens} tokens, rank 8 on {len(shape.places)} places\n")
    print("| | seconds: min, median, max | over one LoRA (PEFT), median of pairs |\n|---|---|---|")
    for name, found in times.items():
        ratio = statistics.median(t / o for t, o in zip(found, first, strict=True))
        print(f"| {name} | {min(found):.3f}, {statistics.median(found):.3f}, {max(found):.3f} | {ratio:.3f} |")
    print("\nFrom a text's vector to its updates, milliseconds: " + ", ".join(
        f"{name} {1000 * took:.1f}" for name, took in emitting.items()
    ))  # fmt: skip


if __name__ == "__main__":
    main()
