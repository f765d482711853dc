"""In which numeric type a model computes on this machine."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from folkways.errors import ModelError

NAMES = ("auto", "fp32", "bf16")

# bf16 moves single probabilities by up to some hundredths; it must pay for that.
_WORTHWHILE = 1.5


def choose_dtype(asked: str, device: str) -> str:
    """`fp32` or `bf16`.

    `auto` is bf16 on a GPU; on a processor it is bf16 only where a measurement, made once a process, finds matrix
    products of a small model's shape at least 1.5 times as fast as in fp32, and fp32 otherwise. The answer is kept with
    every run.

    Raises:
        ModelError: a dtype that is not offered.
    """
    if asked not in NAMES:
        raise ModelError(f"unknown dtype {asked!r}", mend=f"choose one of {', '.join(NAMES)}")
    if asked != "auto":
        return asked
    if device != "cpu":
        return "bf16"
    return "bf16" if bf16_speedup() >= _WORTHWHILE else "fp32"


@lru_cache(maxsize=1)
def bf16_speedup() -> float:
    """How many times as fast this processor multiplies in bf16 as in fp32; 0 where it has no bf16 instructions.

    Takes about a tenth of a second. The fastest of interleaved rounds is compared, so that other work on the machine
    hardly matters.
    """
    import torch

    if not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return 0.0
    generator = torch.Generator().manual_seed(0)
    left = torch.randn(512, 576, generator=generator)
    right = torch.randn(1536, 576, generator=generator)
    low = (left.bfloat16(), right.bfloat16())
    best = {"fp32": float("inf"), "bf16": float("inf")}
    with torch.inference_mode():
        for _ in range(12):
            for name, (a, b) in (("fp32", (left, right)), ("bf16", low)):
                start = time.perf_counter()
                torch.nn.functional.linear(a, b)
                best[name] = min(best[name], time.perf_counter() - start)
    return best["fp32"] / best["bf16"]


def torch_dtype(name: str) -> Any:
    """The torch dtype of `fp32` or `bf16`."""
    import torch

    return {"fp32": torch.float32, "bf16": torch.bfloat16}[name]
