"""Exact label probabilities over a prefix tree: what prompts share is computed once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from folkways.models.adapters import mixed
from folkways.models.labels import LabelTrie
from folkways.models.prefix_states import PrefixStates, States
from folkways.models.prefix_tree import Group, Pack, plan_packs
from folkways.models.scoring import BatchScorer, Conditional, deeper, forward_at, read_children
from folkways.models.tree_attention import Passing, passing

_log = logging.getLogger(__name__)

#: How far a probability may lie from that of one pass a prompt before the model is given to plain batches.
AGREEMENT = {"torch.float32": 1e-4}
_ROUGH = 5e-2
#: Most logits of one pass over labels of several tokens.
_LOGITS = 2**28


class TreeScorer:
    """Packs of the prompts' prefix tree, each token once; then the tokens of longer labels on top of their states.

    Models that it does not fit (a sliding window, a state, an attention of their own) are found by comparing a small
    tree with plain batches before the first use, and computed in plain batches from then on.

    Args:
        model: a causal language model of transformers, in evaluation mode.
        budget: most new tokens of one pass.

    Attributes:
        plain: whether padding is invisible to the model; see `BatchScorer`.
        computed: tokens that were passed through the model so far.
        leaves: how many of them belong to labels of several tokens.
    """

    def __init__(self, model: Any, *, budget: int) -> None:
        self._model = model
        self._budget = budget
        self._batches = BatchScorer(model, budget=budget)
        self.plain = self._batches.plain
        self.computed = 0
        self.leaves = 0
        self._fits: bool | None = None if self.plain else False
        self._vocabulary: int = model.get_input_embeddings().weight.shape[0]

    def __call__(
        self,
        prompts: Sequence[Sequence[int]],
        tries: Sequence[LabelTrie],
        progress: Callable[[int], None] | None = None,
        kinds: Sequence[int] | None = None,
    ) -> list[tuple[tuple[float, ...], float]]:
        """For each prompt (token ids) and its trie: the mass of each label, and the mass on none.

        `kinds` are the adapters of the prompts (see `adapters.mixed`).
        """
        if self.fits():
            return self._scored(prompts, tries, progress, kinds)
        if kinds is None:
            return self._batches(prompts, tries, progress)
        found: list[tuple[tuple[float, ...], float]] = [((), 1.0)] * len(prompts)
        for kind in dict.fromkeys(kinds):
            rows = [row for row, own in enumerate(kinds) if own == kind]
            with mixed([[kind]], self._model.device):
                part = self._batches([prompts[row] for row in rows], [tries[row] for row in rows], progress)
            for row, result in zip(rows, part, strict=True):
                found[row] = result
        return found

    def fits(self) -> bool:
        """Whether this model gives along a tree what it gives in plain batches; found out at the first call."""
        if self._fits is None:
            self._fits = self._agrees()
        return self._fits

    def prefill(self, prompts: Sequence[Sequence[int]], kinds: Sequence[int] | None = None) -> PrefixStates:
        """The states of prompts (token ids, none empty), each unique token computed once; for a model that fits."""
        import torch

        found = PrefixStates()
        states: States | None = None
        with torch.inference_mode():
            for pack in plan_packs(prompts, budget=self._budget, kinds=kinds):
                carried = None if states is None else _at(states, pack.carried)
                _, states = self._pass(pack, carried, [len(pack.carried)])
                found.add(states, pack.paths)
        return found

    def _scored(
        self,
        prompts: Sequence[Sequence[int]],
        tries: Sequence[LabelTrie],
        progress: Callable[[int], None] | None = None,
        kinds: Sequence[int] | None = None,
    ) -> list[tuple[tuple[float, ...], float]]:
        import torch

        conditionals: list[Conditional] = [{} for _ in prompts]
        reach: list[dict[tuple[int, ...], float]] = [{(): 1.0} for _ in prompts]
        states: States | None = None
        with torch.inference_mode():
            for pack in plan_packs(prompts, budget=self._budget, kinds=kinds):
                carried = None if states is None else _at(states, pack.carried)
                following, states = self._pass(pack, carried, [path[-1] for path in pack.paths.values()])
                rows = list(pack.paths)
                read_children(following, [(row, ()) for row in rows], tries, conditionals, reach)
                self._follow(pack, states, tries, conditionals, reach, kinds)
                if progress is not None:
                    progress(len(rows))
        return [trie.masses(found) for trie, found in zip(tries, conditionals, strict=True)]

    def _follow(
        self,
        pack: Pack,
        states: States,
        tries: Sequence[LabelTrie],
        conditionals: list[Conditional],
        reach: list[dict[tuple[int, ...], float]],
        kinds: Sequence[int] | None,
    ) -> None:
        """Labels of several tokens: one pass a level, over the paths that are worth it."""
        for depth in range(1, 1 + max((tries[row].depth for row in pack.paths), default=0)):
            pairs = deeper(tries, pack.paths, depth, reach)
            # Part by part, since a part is a pass.
            for start in range(0, len(pairs), size := max(1, min(self._budget // depth, _LOGITS // self._vocabulary))):
                part = pairs[start : start + size]
                branches = _branches(pack, states[0][0].shape[1], part, kinds)
                ends = [branches.paths[at][-1] for at in range(len(part))]
                following, _ = self._pass(branches, states, ends)
                self.leaves += len(branches.tokens)
                read_children(following, part, tries, conditionals, reach)

    def _pass(self, pack: Pack, states: States | None, ends: Sequence[int]) -> tuple[Any, States]:
        """Logits at the places `ends`, and the states of all places."""
        import torch

        carried = 0 if states is None else states[0][0].shape[1]
        going = Passing(carried, pack.groups, states)
        if not pack.tokens:  # every prompt here ends where an earlier one did
            raise AssertionError("a pack without new tokens")
        with passing(self._model, going), mixed([pack.kinds], self._model.device):
            output = forward_at(
                self._model, [0] * len(ends), [end - carried for end in ends],
                input_ids=torch.tensor([pack.tokens]), position_ids=torch.tensor([pack.depths]), use_cache=False,
            )  # fmt: skip
        self.computed += len(pack.tokens)
        return output.logits[:, 0], [going.kept[layer] for layer in sorted(going.kept)]

    def _agrees(self) -> bool:
        """Whether a small tree, in several packs, gives this model the probabilities of plain batches."""
        import torch

        size = self._model.get_input_embeddings().weight.shape[0]
        draw = torch.Generator().manual_seed(0)
        head, *tails = (torch.randint(size, (n,), generator=draw).tolist() for n in (9, 1, 4, 6))
        prompts = [[*head, *tail] for tail in tails] + [[*head[:5], *tails[1]]]
        tolerance = AGREEMENT.get(str(self._model.dtype), _ROUGH)
        tries = [self._likely(prompt) for prompt in prompts]
        budget, self._budget = self._budget, 12
        try:
            found = self._scored(prompts, tries)
        except Exception as error:  # an attention that is not the library's may fail in any way
            _log.info("%s: plain batches, since a tree fails (%s)", type(self._model).__name__, error)
            return False
        finally:
            self._budget = budget
        known = self._batches(prompts, tries)
        apart = [
            abs(a - b)
            for (one, none), (other, nothing) in zip(found, known, strict=True)
            for a, b in zip((*one, none), (*other, nothing), strict=True)
        ]
        if fits := all(value <= tolerance for value in apart):  # false where a value is not a number
            return fits
        _log.info("%s: plain batches, since a tree differs by %.1e", type(self._model).__name__, max(apart))
        return fits

    def _likely(self, prompt: Sequence[int]) -> LabelTrie:
        """Labels that the model likes to write here, one of them of two tokens."""
        import torch

        with torch.inference_mode():
            first = self._model(input_ids=torch.tensor([prompt], device=self._model.device)).logits[0, -1].topk(2)
            one, other = first.indices.tolist()
            longer = torch.tensor([[*prompt, one]], device=self._model.device)
            after = int(self._model(input_ids=longer).logits[0, -1].argmax())
        return LabelTrie([[(one,)], [(one, after)], [(other,)]])


def _branches(
    pack: Pack, stored: int, pairs: Sequence[tuple[int, tuple[int, ...]]], kinds: Sequence[int] | None
) -> Pack:
    """The paths of labels as runs on the states of their prompts."""
    found = Pack(carried=tuple(range(stored)))
    runs: dict[int, list[tuple[int, int]]] = {}
    for at, (row, path) in enumerate(pairs):
        start, before = stored + len(found.tokens), len(pack.paths[row])
        runs.setdefault(row, []).append((start, len(path)))
        found.tokens.extend(path)
        found.kinds.extend([-1 if kinds is None else kinds[row]] * len(path))
        found.depths.extend(range(before, before + len(path)))
        found.paths[at] = (*pack.paths[row], *range(start, start + len(path)))
    found.groups = [
        Group(pack.paths[row], tuple(start for start, _ in run), tuple(length for _, length in run))
        for row, run in runs.items()
    ]
    return found


def _at(states: States, places: Sequence[int]) -> States | None:
    if not places:
        return None
    return [(keys[:, list(places)], values[:, list(places)]) for keys, values in states]
