"""Exact label probabilities from a transformers model, in plain batches.

`Scorer` is the place of an engine: `BatchScorer` computes every prompt by itself; `tree_scoring` computes once what
prompts share.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from folkways.models.batches import plan_batches
from folkways.models.labels import LabelTrie

_log = logging.getLogger(__name__)

#: Paths reached with less probability are not followed.
NEGLIGIBLE = 1e-6

Conditional = dict[tuple[int, ...], dict[int, float]]


class Scorer(Protocol):
    """An engine that reads the mass of labels after prompts."""

    def __call__(
        self,
        prompts: Sequence[Sequence[int]],
        tries: Sequence[LabelTrie],
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[tuple[float, ...], float]]:
        """For each prompt (token ids) and its trie: the mass of each label, and the mass on none."""
        ...


class BatchScorer:
    """One forward pass a batch of prompts, then one a level of the trie on top of the prompts' key–value states.

    A label's probability is the product of its tokens' probabilities (chain rule). Paths reached with probability at
    most 1e-6 are not followed: what lies below such a path stays with the label that ends there, or on no label. Each
    therefore moves at most 1e-6, and all together at most 1e-6 times the number of paths not followed.

    Prompts are padded at the right, where a causal model cannot see the padding, so the first pass needs no mask.
    Models that carry a state through the padding, or see a sliding window, are computed in batches of equal lengths
    and without reuse of states.

    Args:
        model: a causal language model of transformers, in evaluation mode.
        budget: most tokens of a batch, padding counted.
    """

    def __init__(self, model: Any, *, budget: int) -> None:
        self._model = model
        self._budget = budget
        self._context = getattr(model.config.get_text_config(decoder=True), "max_position_embeddings", None)
        self.plain = _attends_plainly(model)
        if not self.plain:
            _log.info("%s: padding would disturb this architecture; equal lengths only", type(model).__name__)

    def __call__(
        self,
        prompts: Sequence[Sequence[int]],
        tries: Sequence[LabelTrie],
        progress: Callable[[int], None] | None = None,
    ) -> list[tuple[tuple[float, ...], float]]:
        """For each prompt (token ids) and its trie: the mass of each label, and the mass on none."""
        import torch

        results: list[tuple[tuple[float, ...], float]] = [((), 1.0)] * len(prompts)
        with torch.inference_mode():
            for batch in plan_batches([len(prompt) for prompt in prompts], budget=self._budget, pad=self.plain):
                chosen = [tries[row] for row in batch.rows]
                conditionals = self._batch([prompts[row] for row in batch.rows], chosen, batch.width)
                for row, trie, conditional in zip(batch.rows, chosen, conditionals, strict=True):
                    results[row] = trie.masses(conditional)
                if progress is not None:
                    progress(len(batch.rows))
        return results

    def _batch(self, prompts: list[Sequence[int]], tries: list[LabelTrie], width: int) -> list[Conditional]:
        if self._context is not None:
            width = min(width, self._context)  # learned positions end there, padding included
        several = any(trie.depth for trie in tries)
        following, cache = self._forward(prompts, width, keep=several and self.plain)
        conditionals: list[Conditional] = [{} for _ in prompts]
        reach: list[dict[tuple[int, ...], float]] = [{(): 1.0} for _ in prompts]
        pairs: list[tuple[int, tuple[int, ...]]] = [(row, ()) for row in range(len(prompts))]
        while True:
            read_children(following, pairs, tries, conditionals, reach)
            pairs = deeper(tries, range(len(tries)), len(pairs[0][1]) + 1, reach)
            if not pairs:
                return conditionals
            following = self._extend(prompts, pairs, cache, width)

    def _forward(self, sequences: Sequence[Sequence[int]], width: int, *, keep: bool) -> tuple[Any, Any]:
        """Logits after the last token of each sequence, and the key–value states where they are kept."""
        import torch

        ids = torch.zeros((len(sequences), width), dtype=torch.long)
        for row, sequence in enumerate(sequences):
            ids[row, : len(sequence)] = torch.tensor(sequence)
        last = torch.tensor([len(sequence) - 1 for sequence in sequences])
        output = self._call(last, input_ids=ids, use_cache=keep)
        return output.logits[:, 0], output.past_key_values if keep else None

    def _extend(
        self, prompts: list[Sequence[int]], pairs: list[tuple[int, tuple[int, ...]]], cache: Any, width: int
    ) -> Any:
        """Logits after each (prompt, path)."""
        import torch

        depth = len(pairs[0][1])
        size = max(1, self._budget // (width + depth))
        found = []
        for start in range(0, len(pairs), size):
            part = pairs[start : start + size]
            if cache is None:
                found.append(self._recompute(prompts, part))
                continue
            rows = torch.tensor([row for row, _ in part])
            lengths = torch.tensor([len(prompts[row]) for row, _ in part])
            steps = torch.arange(depth)
            visible = torch.cat(
                [(torch.arange(width) < lengths[:, None]).long(), torch.ones((len(part), depth), dtype=torch.long)],
                dim=1,
            )
            output = self._call(
                torch.full((len(part),), depth - 1),
                input_ids=torch.tensor([path for _, path in part]),
                attention_mask=visible,
                position_ids=lengths[:, None] + steps,
                past_key_values=_rows_of(cache, rows.to(self._model.device)),
                use_cache=True,
            )
            found.append(output.logits[:, 0])
        return torch.cat(found)

    def _recompute(self, prompts: list[Sequence[int]], pairs: list[tuple[int, tuple[int, ...]]]) -> Any:
        sequences = [[*prompts[row], *path] for row, path in pairs]
        return self._forward(sequences, len(sequences[0]), keep=False)[0]

    def _call(self, last: Any, **inputs: Any) -> Any:
        return forward_at(self._model, range(len(last)), last, **inputs)


def forward_at(model: Any, rows: Sequence[int], columns: Any, **inputs: Any) -> Any:
    """Run the model with logits at one place each of some rows, (places, 1, vocabulary).

    The other logits would cost 1.3 to 2.5 times as much in all.
    """
    import torch

    device = model.device
    at = torch.as_tensor(list(rows), device=device), torch.as_tensor(columns, device=device)

    def only_these(_module: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        return (arguments[0][at].unsqueeze(1), *arguments[1:])

    head = model.get_output_embeddings()
    hook = head.register_forward_pre_hook(only_these) if head is not None else None
    try:
        output = model(
            **{name: value.to(device) if torch.is_tensor(value) else value for name, value in inputs.items()}
        )
    finally:
        if hook is not None:
            hook.remove()
    if hook is None or output.logits.shape[:2] != (len(at[0]), 1):  # an architecture that makes its logits elsewhere
        output.logits = output.logits[at].unsqueeze(1)
    return output


def read_children(
    following: Any,
    pairs: list[tuple[int, tuple[int, ...]]],
    tries: Sequence[LabelTrie],
    conditionals: list[Conditional],
    reach: list[dict[tuple[int, ...], float]],
) -> None:
    """Note the probability of every child token after each (prompt, path), one row of logits a pair."""

    # By hand: torch's softmax over a whole vocabulary errs by up to 2e-5 on processors of short vectors (AVX2).
    logits = following.float()
    shifted = logits - logits.amax(-1, keepdim=True)
    totals = shifted.exp().sum(-1).cpu().double()
    wanted = [list(tries[row].nodes[path].children) for row, path in pairs]
    lines = [line for line, tokens in enumerate(wanted) for _ in tokens]
    columns = [token for tokens in wanted for token in tokens]
    values = iter((shifted[lines, columns].cpu().double().exp() / totals[lines]).tolist())
    for (row, path), tokens in zip(pairs, wanted, strict=True):
        conditionals[row][path] = {token: next(values) for token in tokens}
        for token, value in conditionals[row][path].items():
            reach[row][(*path, token)] = reach[row][path] * value


def deeper(
    tries: Sequence[LabelTrie], rows: Iterable[int], depth: int, reach: list[dict[tuple[int, ...], float]]
) -> list[tuple[int, tuple[int, ...]]]:
    """The (prompt, path) pairs of a depth that are worth following."""
    return [
        (row, path)
        for row in rows
        for path in tries[row].inner
        if len(path) == depth and reach[row].get(path, 0.0) > NEGLIGIBLE
    ]


def _rows_of(cache: Any, rows: Any) -> Any:
    """A cache of its own for the chosen rows, so that the prompts' states are not written over."""
    from transformers import DynamicCache

    chosen = DynamicCache()
    for index, layer in enumerate(cache.layers):
        chosen.update(layer.keys[rows], layer.values[rows], index)
    return chosen


def _attends_plainly(model: Any) -> bool:
    """Whether right padding is invisible and states can be continued: full attention and explicit positions."""
    config = model.config.get_text_config(decoder=True)
    kinds = getattr(config, "layer_types", None) or []
    return (
        "position_ids" in inspect.signature(model.forward).parameters
        and not getattr(model, "_is_stateful", False)
        and not any(kind != "full_attention" for kind in kinds)
        and (bool(kinds) or not getattr(config, "sliding_window", None))
    )
