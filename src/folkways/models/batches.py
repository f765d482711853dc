"""Which prompts are computed together: length-sorted batches under a token budget, in shapes that repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Kernels are prepared per shape, so the first call at a new width is slow; widths are therefore rounded up to this.
_WIDTH_STEP = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """Positions of the prompts in one batch and the width, in tokens, to which all of them are padded."""

    rows: tuple[int, ...]
    width: int


def plan_batches(lengths: Sequence[int], *, budget: int, pad: bool = True) -> list[Batch]:
    """Cut prompts into batches, longest first, so that the largest demand on memory comes at once.

    Args:
        lengths: tokens of each prompt.
        budget: most tokens of a batch, padding counted; a prompt that is longer than this goes alone.
        pad: `False` puts only prompts of equal length together, for models that padding would disturb.

    >>> [batch.rows for batch in plan_batches([5, 9, 8, 7], budget=16)]
    [(1,), (2, 3), (0,)]
    """
    order = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    batches: list[Batch] = []
    rows: list[int] = []
    width = 0
    for row in order:
        wanted = -(-lengths[row] // _WIDTH_STEP) * _WIDTH_STEP if pad else lengths[row]
        if rows and ((len(rows) + 1) * width > budget or (not pad and wanted != width)):
            batches.append(Batch(tuple(rows), width))
            rows = []
        if not rows:
            width = wanted
        rows.append(row)
    if rows:
        batches.append(Batch(tuple(rows), width))
    return batches
