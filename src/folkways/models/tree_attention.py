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

NAME = "folkways_tree"

#: Most numbers in the scores of the runs that are computed together.
_SCORES = 2**25
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
    """

    carried: int
    groups: Sequence[Group]
    states: Sequence[tuple[Any, Any]] | None
    kept: dict[int, tuple[Any, Any]] = field(default_factory=dict)


_passing: ContextVar[Passing] = ContextVar("passing")
# The attention is switched on the model, which other threads may be asking as well.
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
    out = torch.empty(*queries.shape[:2], values.shape[-1], dtype=queries.dtype, device=queries.device)
    for group in pack.groups:
        for part in _parts(group, len(queries)):
            by = _attend_run if len(part.starts) == 1 else _attend_group
            by(queries, keys, values, out, part, pack.carried, scale)
    return out.transpose(0, 1).unsqueeze(0), None


def _parts(group: Group, heads: int) -> Iterator[Group]:
    """The group in parts whose scores fit, runs of like length together; a long run goes alone."""
    part: list[tuple[int, int]] = []
    for length, start in sorted(zip(group.lengths, group.starts, strict=True)):
        if part and heads * (len(part) + 1) * length * (len(group.prefix) + length) > _SCORES:
            yield _part(group, part)
            part = []
        part.append((length, start))
    yield _part(group, part)


def _part(group: Group, runs: Sequence[tuple[int, int]]) -> Group:
    return Group(group.prefix, tuple(start for _, start in runs), tuple(length for length, _ in runs))


def _attend_run(queries: Any, keys: Any, values: Any, out: Any, part: Group, carried: int, scale: float) -> None:
    """One run by itself, without its scores in memory."""
    import torch

    (start,), (length,), shared = part.starts, part.lengths, len(part.prefix)
    places = torch.tensor([*part.prefix, *range(start, start + length)], device=queries.device)
    new = slice(start - carried, start - carried + length)
    seen = None
    if shared:
        steps = torch.arange(shared + length, device=queries.device)
        seen = steps <= steps[shared:, None]
    found = torch.nn.functional.scaled_dot_product_attention(
        queries[None, :, new], keys[None, :, places], values[None, :, places],
        attn_mask=seen, is_causal=seen is None, scale=scale, enable_gqa=len(keys) != len(queries),
    )  # fmt: skip
    out[:, new] = found[0]


def _attend_group(queries: Any, keys: Any, values: Any, out: Any, group: Group, carried: int, scale: float) -> None:
    import torch

    heads, size = len(queries), queries.shape[-1]
    stored = len(keys)
    device = queries.device
    runs, width, shared = len(group.starts), max(group.lengths), len(group.prefix)
    starts = torch.tensor(group.starts, device=device)[:, None]
    steps = torch.arange(width, device=device)
    # Behind the end of a run its last place stands in; being behind, it is seen by no token of the run.
    places = starts + torch.minimum(steps, torch.tensor(group.lengths, device=device)[:, None] - 1)
    asked = queries[:, (places - carried).flatten()].reshape(stored, heads // stored, runs, width, size)
    own_keys = keys[:, places.flatten()].reshape(stored, 1, runs, width, size)
    own_values = values[:, places.flatten()].reshape(stored, 1, runs, width, -1)
    own = asked @ own_keys.transpose(-1, -2)
    own = own.masked_fill(steps[None, :] > steps[:, None], float("-inf"))
    if shared:
        prefix = torch.tensor(group.prefix, device=device)
        flat = asked.reshape(stored, -1, size)
        far = (flat @ keys[:, prefix].transpose(-1, -2)).reshape(*own.shape[:-1], shared)
        weights = torch.softmax(torch.cat((far, own), -1).float() * scale, -1).to(queries.dtype)
        seen = weights[..., :shared].reshape(stored, -1, shared) @ values[:, prefix]
        found = seen.reshape(*asked.shape[:-1], -1) + weights[..., shared:] @ own_values
    else:
        found = torch.softmax(own.float() * scale, -1).to(queries.dtype) @ own_values
    inside = (steps < torch.tensor(group.lengths, device=device)[:, None]).flatten()
    out[:, (places - carried).flatten()[inside]] = found.reshape(heads, runs * width, -1)[:, inside]
