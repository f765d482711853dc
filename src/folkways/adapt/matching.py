"""Distribution matching: a model is trained until its label probabilities are the people's answer distribution.

Source: Suh et al. 2025 (SubPOP, arXiv 2502.16761): LoRA on the forward Kullback–Leibler divergence from the survey's
distribution to the model's. What is trained is what the probe reads: the probabilities of the labels at the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from folkways.adapt.examples import Row
from folkways.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor

LOSSES = ("kl", "wasserstein")


@dataclass(slots=True)
class Batch:
    """Rows as tensors.

    Attributes:
        ids, positions: shape [N, L].
        mask: what each token sees, shape [N, 1, L, L]; 0 where it does, the least number of its type where not.
        row, at: the row and the place of each answer, shape [A].
        ways: the tokens of each label, shape [A, K, W]; -1 where there is none.
        target: the people's shares, shape [A, K]; 0 where there is no option.
        ordinal: shape [A].
    """

    ids: Tensor
    positions: Tensor
    mask: Tensor
    row: Tensor
    at: Tensor
    ways: Tensor
    target: Tensor
    ordinal: Tensor


def batch(rows: Sequence[Row], dtype: Any = None) -> Batch:
    """Put rows side by side, padded at the right; `dtype` is that of the model (float32 where absent)."""
    import torch

    dtype = dtype or torch.float32
    width = max(row.tokens for row in rows)
    options = max(len(b.target) for row in rows for b in row.branches)
    most = max(len(way) for row in rows for b in row.branches for way in b.ways)
    ids, positions = torch.zeros(2, len(rows), width, dtype=torch.long)
    mask = torch.full((len(rows), 1, width, width), torch.finfo(dtype).min, dtype=dtype)
    answers: list[tuple[int, int, Any, Any, bool]] = []
    for n, row in enumerate(rows):
        start = len(row.shared)
        ids[n, :start] = torch.tensor(row.shared, dtype=torch.long)
        positions[n, :start] = torch.arange(start)
        mask[n, 0, :start, :start] = _causal(start, dtype)
        for branch in row.branches:
            end = start + len(branch.tokens)
            ids[n, start:end] = torch.tensor(branch.tokens)
            positions[n, start:end] = len(row.shared) + torch.arange(len(branch.tokens))
            mask[n, 0, start:end, : len(row.shared)] = 0
            mask[n, 0, start:end, start:end] = _causal(len(branch.tokens), dtype)
            ways = torch.full((options, most), -1, dtype=torch.long)
            for k, way in enumerate(branch.ways):
                ways[k, : len(way)] = torch.tensor(way)
            target = torch.zeros(options)
            target[: len(branch.target)] = torch.tensor(branch.target)
            answers.append((n, end - 1, ways, target, row.ordinal))
            start = end
        for place in range(start, width):  # padding sees itself, so that its softmax has a value
            mask[n, 0, place, place] = 0
    row_of, at, ways, target, ordinal = zip(*answers, strict=True)
    return Batch(
        ids, positions, mask, torch.tensor(row_of), torch.tensor(at), torch.stack(ways), torch.stack(target),
        torch.tensor(ordinal),
    )  # fmt: skip


def _causal(n: int, dtype: Any) -> Tensor:
    import torch

    return torch.full((n, n), torch.finfo(dtype).min, dtype=dtype).triu(1)


def log_masses(logits: Tensor, ways: Tensor) -> Tensor:
    """The log-probability of each label at the answer.

    Args:
        logits: at the answers, shape [A, V].
        ways: shape [A, K, W], -1 where there is none.

    Returns:
        Shape [A, K]; -inf where there is no option. A label's ways are summed; nothing is renormalised.
    """
    import torch

    logits = logits.float()
    logs = logits.gather(1, ways.clamp(min=0).flatten(1)) - torch.logsumexp(logits, dim=-1, keepdim=True)
    picked = logs.view(ways.shape)
    return torch.logsumexp(picked.masked_fill(ways < 0, -torch.inf), dim=-1)


def loss_of(masses: Tensor, target: Tensor, ordinal: Tensor, kind: str) -> Tensor:
    """The mean distance from the people to the model.

    - `kl`: Σ p log(p / m), m the probability of each label as it is. As Σ m ≤ 1, what falls on no label counts too:
      the loss is KL(p ‖ m / Σ m) − log Σ m.
    - `wasserstein`: the 1-Wasserstein distance on the scale (0 to 1, steps alike) where the options are ordered, total
      variation where not, of m / Σ m; less log Σ m.

    Args:
        masses: log-probabilities, shape [A, K].
        target: shape [A, K].
        ordinal: shape [A].
        kind: `kl` or `wasserstein`.

    Raises:
        InputError: an unknown kind.
    """
    import torch

    if kind not in LOSSES:
        raise InputError(f"unknown loss {kind!r}", mend=f"use one of {', '.join(LOSSES)}")
    there = torch.isfinite(masses)
    logs = masses.masked_fill(~there, 0.0)
    if kind == "kl":
        return (torch.special.xlogy(target, target) - target * logs).sum(1).mean()
    whole = torch.logsumexp(masses, dim=1)
    q = torch.exp(masses - whole[:, None]).masked_fill(~there, 0.0)
    steps = (there.sum(1) - 1).clamp(min=1)
    inner = there.roll(-1, 1)
    inner[:, -1] = False  # the sums up to the last option are equal
    moved = ((q - target).cumsum(1).abs() * inner).sum(1) / steps
    apart = 0.5 * (q - target).abs().sum(1)
    return (torch.where(ordinal, moved, apart) - whole).mean()


def answer_logits(model: Any, given: Batch) -> Tensor:
    """The logits at the answers, shape [A, V]; only the places that hold an answer go through the output layer."""
    import torch

    places, index = torch.unique(given.at, return_inverse=True)
    output = model(
        input_ids=given.ids,
        attention_mask=given.mask,
        position_ids=given.positions,
        logits_to_keep=places,
        use_cache=False,
    )
    return output.logits[given.row, index]
