"""What a hypernetwork is trained to make small: the distance to the people's answers, or the loss of a completion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from folkways.adapt.hyper.lessons import Batch
from folkways.adapt.hyper.live import Live
from folkways.adapt.matching import log_masses, loss_of

if TYPE_CHECKING:
    from torch import Tensor

    from folkways.adapt.hyper.heads import Move


def loss_on(live: Live, moves: Sequence[Move], given: Batch, kind: str) -> Tensor:
    """The loss of one batch.

    Args:
        live: the base.
        moves: for the rows of the batch.
        given: answers (see `matching.loss_of`), or completions: the mean negative log-probability of their tokens.
        kind: of answers: `kl` or `wasserstein`.
    """
    if given.target.shape[1]:
        return loss_of(log_masses(answer_logits(live, moves, given), given.ways), given.target, given.ordinal, kind)
    import torch

    logits = _forward(live, moves, given)
    ids = given.ids[given.row]
    return torch.nn.functional.cross_entropy(logits[given.learnt].float(), ids.roll(-1, 1)[given.learnt])


def answer_logits(live: Live, moves: Sequence[Move], given: Batch) -> Tensor:
    """The logits after the prompt of each row, shape [R, V]; no others go through the output layer."""
    import torch

    places, index = torch.unique(given.at, return_inverse=True)
    return _forward(live, moves, given, logits_to_keep=places)[torch.arange(len(index), device=index.device), index]


def _forward(live: Live, moves: Sequence[Move], given: Batch, **more: Any) -> Tensor:
    ids = given.ids if live.grows else given.ids[given.row]
    with live.moved(moves, given.row if live.grows else None):
        return live.model(input_ids=ids, use_cache=False, **more).logits
