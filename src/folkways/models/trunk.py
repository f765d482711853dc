"""What prompts share below the first layer that an adapter moves, computed once.

Equal prompts under different adapters are one up to there: a question that is put to sixteen peoples, each with an
adapter of its own on the upper third of the layers, costs its lower two thirds once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from folkways.models.adapters import mixed
from folkways.models.batches import plan_batches
from folkways.models.labels import LabelTrie
from folkways.models.scoring import Conditional, deeper, forward_at, read_children

_LAYER = re.compile(r"(.*?\.)(\d+)\.")


def upper_layers(names: Iterable[str], modules: Mapping[str, Any]) -> tuple[int, list[Any]] | None:
    """The number of the lowest layer that holds one of the modules, and the layers from there to the top.

    Args:
        names: of the modules that are moved, such as `model.layers.20.self_attn.q_proj`.
        modules: of the model, by name.

    Returns:
        None where a module lies in no numbered layer, or they lie in several stacks.
    """
    found = [_LAYER.match(name) for name in names]
    stacks = {match[1] if match else "" for match in found}
    if len(stacks) != 1 or "" in stacks:
        return None
    stack, number = stacks.pop(), min(int(match[2]) for match in found if match)
    above: list[Any] = []
    while f"{stack}{number + len(above)}" in modules:
        above.append(modules[f"{stack}{number + len(above)}"])
    return number, above


@contextmanager
def expanded(layers: Sequence[Any], rows: Sequence[int] | Any) -> Iterator[None]:
    """Within it the batch grows at a layer: from there on, row `n` is what was row `rows[n]` below.

    Args:
        layers: of the model, the one where it grows and all above it, which are called with their states first.
        rows: for each row above the layer that below it.
    """
    import torch

    index = torch.as_tensor(rows)
    below = [0]

    def grown(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(grown, value))
        # A vector has no rows: it runs over places. What lies once for all rows may stay so.
        if not torch.is_tensor(value) or value.ndim < 2 or value.shape[0] != below[0] or below[0] == 1:
            return value
        return value[index.to(value.device)]

    def grow(place: int) -> Any:
        def hook(_module: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, Any]:
            states = arguments[0] if arguments else named["hidden_states"]
            if place == 0:
                below[0] = states.shape[0]
                states = states[index.to(states.device)]
            # Masks and positions are handed to every layer as they were at the bottom.
            others = {name: grown(value) for name, value in named.items() if name != "hidden_states"}
            if arguments:
                return (states, *map(grown, arguments[1:])), others
            return (), {"hidden_states": states, **others}

        return hook

    hooks = [layer.register_forward_pre_hook(grow(n), with_kwargs=True) for n, layer in enumerate(layers)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


class TrunkScorer:
    """Label masses of prompts with adapters on the upper layers; see `BatchScorer` for how they are read.

    Args:
        model: a causal language model of transformers that attends plainly, in evaluation mode.
        first: the number of the lowest layer that an adapter moves.
        layers: those from there to the top.
        budget: most tokens of a batch above the layer, padding counted.

    Attributes:
        below, above: tokens that were passed through the layers below and above so far.
    """

    def __init__(self, model: Any, first: int, layers: Sequence[Any], *, budget: int) -> None:
        self._model = model
        self._first = first
        self._layers = layers
        self._budget = budget
        self.below = 0
        self.above = 0

    def __call__(
        self,
        prompts: Sequence[Sequence[int]],
        tries: Sequence[LabelTrie],
        progress: Callable[[int], None] | None,
        kinds: Sequence[int],
    ) -> list[tuple[tuple[float, ...], float]]:
        """For each prompt (token ids) and its trie: the mass of each label, and the mass on none."""
        import torch

        results: list[tuple[tuple[float, ...], float]] = [((), 1.0)] * len(prompts)
        # Equal prompts side by side, so that they come into one batch.
        order = sorted(range(len(prompts)), key=lambda row: (len(prompts[row]), tuple(prompts[row])))
        with torch.inference_mode():
            for batch in plan_batches([len(prompts[row]) for row in order], budget=self._budget):
                rows = [order[place] for place in batch.rows]
                chosen = [tries[row] for row in rows]
                found = self._batch([tuple(prompts[row]) for row in rows], chosen, [kinds[row] for row in rows])
                for row, trie, conditional in zip(rows, chosen, found, strict=True):
                    results[row] = trie.masses(conditional)
                if progress is not None:
                    progress(len(rows))
        return results

    def _batch(
        self, prompts: Sequence[tuple[int, ...]], tries: Sequence[LabelTrie], kinds: Sequence[int]
    ) -> list[Conditional]:
        import torch

        unique = {tokens: n for n, tokens in enumerate(dict.fromkeys(prompts))}
        lower = [unique[tokens] for tokens in prompts]
        lengths = torch.tensor(list(map(len, unique)))
        ids = torch.zeros((len(unique), int(lengths.max())), dtype=torch.long)
        for tokens, n in unique.items():
            ids[n, : len(tokens)] = torch.tensor(tokens)
        following, cache = self._pass(lower, kinds, [len(tokens) - 1 for tokens in prompts], input_ids=ids)
        conditionals: list[Conditional] = [{} for _ in prompts]
        reach: list[dict[tuple[int, ...], float]] = [{(): 1.0} for _ in prompts]
        pairs: list[tuple[int, tuple[int, ...]]] = [(row, ()) for row in range(len(prompts))]
        while True:
            read_children(following, pairs, tries, conditionals, reach)
            pairs = deeper(tries, range(len(tries)), len(pairs[0][1]) + 1, reach)
            if not pairs:
                return conditionals
            size = max(1, self._budget // (ids.shape[1] + len(pairs[0][1])))
            parts = [pairs[start : start + size] for start in range(0, len(pairs), size)]
            following = torch.cat([self._extend(part, lower, kinds, lengths, cache) for part in parts])

    def _extend(
        self, pairs: Sequence[tuple[int, tuple[int, ...]]], lower: Sequence[int], kinds: Sequence[int], lengths: Any,
        cache: Any,
    ) -> Any:  # fmt: skip
        """Logits after each (prompt, path), on top of the prompts' states."""
        import torch
        from transformers import DynamicCache

        unique = {key: n for n, key in enumerate(dict.fromkeys((lower[row], path) for row, path in pairs))}
        prompts = torch.tensor([prompt for prompt, _ in unique])
        depth, width = len(pairs[0][1]), cache.layers[0].keys.shape[2]
        seen = torch.arange(width) < lengths[prompts][:, None]
        visible = torch.cat([seen.long(), torch.ones((len(unique), depth), dtype=torch.long)], dim=1)
        states = DynamicCache()
        for number, layer in enumerate(cache.layers):
            rows = prompts if number < self._first else torch.tensor([row for row, _ in pairs])
            states.update(layer.keys[rows], layer.values[rows], number)
        following, _ = self._pass(
            [unique[lower[row], path] for row, path in pairs],
            [kinds[row] for row, _ in pairs],
            [depth - 1] * len(pairs),
            input_ids=torch.tensor([path for _, path in unique]),
            attention_mask=visible,
            position_ids=lengths[prompts][:, None] + torch.arange(depth),
            past_key_values=states,
        )
        return following

    def _pass(self, lower: Sequence[int], kinds: Sequence[int], last: Sequence[int], **inputs: Any) -> tuple[Any, Any]:
        """Logits at one place of each row above, and the states; `lower` are the rows below."""
        self.below += inputs["input_ids"].numel()
        self.above += inputs["input_ids"].shape[1] * len(lower)
        with mixed([[kind] for kind in kinds], self._model.device), expanded(self._layers, lower):
            output = forward_at(self._model, range(len(lower)), last, use_cache=True, **inputs)
        return output.logits[:, 0], output.past_key_values
