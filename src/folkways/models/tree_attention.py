"""Attention over a pack of a prefix tree, as an attention function of transformers.

Every layer but attention works on tokens one by one, so a pack passes through the model as one sequence without
padding. In attention each run sees its prefix and, causally, itself. The prefix of a group is multiplied once with the
queries of all its runs; nothing is copied for each of them. The probabilities are those of one pass a prompt.

Source: the shape of the computation is that of shared-prefix attention (Juravsky et al. 2024, arXiv 2402.05099), on a
tree of any depth.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from folkways.models.prefix_tree import Group
from folkways.models.tree_blocks import Block, Run, lay_out

NAME = "folkways_tree"

#: What a layer may hand over that changes which places are seen, or how.
_OTHER_WAYS = ("sliding_window", "softcap", "s_aux", "position_bias")


@dataclass(slots=True)
class Passing:
    """A pack on its way through the model.

    Attributes:
        carried: how many places hold states from before.
        groups: the runs.
        states: a layer's keys and values from before, (key–value heads, places, size); None where there are none.
        kept: the same with the new tokens', filled on the way.
        blocks: the groups laid out for this model, from the first layer on.
    """

    carried: int
    groups: Sequence[Group]
    states: Sequence[tuple[Any, Any]] | None
    kept: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    blocks: list[Run | Block] | None = None


_passing: ContextVar[Passing] = ContextVar("passing")
# One pass at a time; that nothing else asks the model meanwhile is the caller's care.
_switch = threading.Lock()


@contextmanager
def passing(model: Any, pack: Passing) -> Iterator[None]:
    """Within it the model attends along the pack's tree.

    Raises:
        NotImplementedError: the model's attention cannot be switched, or was not asked for in every layer.
    """
    from transformers import AttentionInterface

    AttentionInterface.register(NAME, attend)
    with _switch:
        before = model.config._attn_implementation
        token = _passing.set(pack)
        try:
            model.set_attn_implementation(NAME)
            if model.config._attn_implementation != NAME:
                raise NotImplementedError("an attention that cannot be switched")
            yield
        finally:
            model.set_attn_implementation(before)
            _passing.reset(token)
    if sorted(pack.kept) != list(range(model.config.get_text_config(decoder=True).num_hidden_layers)):
        raise NotImplementedError(f"{len(pack.kept)} layers attend along the tree, and not all")


def attend(
    module: Any, query: Any, key: Any, value: Any, attention_mask: Any, scaling: float | None = None, **more: Any
) -> tuple[Any, None]:
    """One layer: query (1, heads, new tokens, size), key and value (1, key–value heads, new tokens, size).

    Returns:
        (1, new tokens, heads, size), and no weights.

    Raises:
        NotImplementedError: the layer attends in a way that this does not.
    """
    import torch

    if unlike := [name for name in _OTHER_WAYS if more.get(name) is not None]:
        raise NotImplementedError(f"attention with {', '.join(unlike)}")
    pack = _passing.get()
    queries: Any = query[0]
    keys: Any = key[0]
    values: Any = value[0]
    if pack.states is not None:
        before: Any = pack.states[module.layer_idx]
        keys, values = torch.cat((before[0], keys), 1), torch.cat((before[1], values), 1)
    pack.kept[module.layer_idx] = (keys, values)
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    if pack.blocks is None:
        pack.blocks = lay_out(
            pack.groups, carried=pack.carried, heads=len(queries), size=query.shape[-1], device=query.device
        )
    out = torch.empty(*queries.shape[:2], values.shape[-1], dtype=queries.dtype, device=queries.device)
    for block in pack.blocks:
        if isinstance(block, Run):
            _attend_run(queries, keys, values, out, block, scale)
        else:
            _attend_block(queries, keys, values, out, block, scale)
    return out.transpose(0, 1).unsqueeze(0), None


def _attend_run(queries: Any, keys: Any, values: Any, out: Any, run: Run, scale: float) -> None:
    """One run by itself, without its scores in memory."""
    import torch

    found = torch.nn.functional.scaled_dot_product_attention(
        queries[None, :, run.start : run.stop], keys[None, :, run.places], values[None, :, run.places],
        attn_mask=run.mask, is_causal=run.mask is None, scale=scale, enable_gqa=len(keys) != len(queries),
    )  # fmt: skip
    out[:, run.start : run.stop] = found[0]


def _attend_block(queries: Any, keys: Any, values: Any, out: Any, block: Block, scale: float) -> None:
    """Groups together; `s` key–value heads, `h` query heads of each."""
    import torch

    (groups, runs, width), size = block.asked.shape, queries.shape[-1]
    stored, heads = len(keys), len(queries) // len(keys)
    # (s, G, R, h, W, size): the queries of a group are rows of one matrix, and so are those of a run.
    asked = (
        queries[:, block.asked.flatten()].reshape(stored, heads, groups, runs, width, size).permute(0, 2, 3, 1, 4, 5)
    )
    of_runs = asked.reshape(stored, groups, runs, heads * width, size)
    own_keys = keys[:, block.own.flatten()].reshape(stored, groups, runs, width, size)
    own_values = values[:, block.own.flatten()].reshape(stored, groups, runs, width, -1)
    own = (of_runs @ own_keys.transpose(-1, -2)).reshape(stored, groups, runs, heads, width, width)
    own = own.masked_fill(block.later, float("-inf"))
    shared = block.prefix.shape[1]
    if shared:
        of_groups = of_runs.reshape(stored, groups, runs * heads * width, size)
        far_keys = keys[:, block.prefix.flatten()].reshape(stored, groups, shared, size)
        far_values = values[:, block.prefix.flatten()].reshape(stored, groups, shared, -1)
        far = of_groups @ far_keys.transpose(-1, -2)
        if block.hidden is not None:
            far = far.masked_fill(block.hidden[:, None], float("-inf"))
        scores = torch.cat((far.reshape(*own.shape[:-1], shared), own), -1)
        weights = torch.softmax(scores.float() * scale, -1).to(queries.dtype)
        seen = weights[..., :shared].reshape(stored, groups, runs * heads * width, shared) @ far_values
        near = weights[..., shared:].reshape(stored, groups, runs, heads * width, width) @ own_values
        found = seen.reshape(near.shape) + near
    else:
        weights = torch.softmax(own.float() * scale, -1).to(queries.dtype)
        found = weights.reshape(stored, groups, runs, heads * width, width) @ own_values
    found = found.reshape(stored, groups, runs, heads, width, -1).permute(0, 3, 1, 2, 4, 5)
    found = found.reshape(stored * heads, groups * runs * width, -1)
    at = block.asked.flatten()
    if block.inside is None:
        out[:, at] = found
    else:
        out[:, at[block.inside]] = found[:, block.inside]
