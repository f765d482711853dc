"""Label probabilities the slow way: a full forward pass, no batch, no cache, for every beginning of every variant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from folkways.models.access import Prompt
from folkways.models.local import LocalModel

_DIGITS = ["".join(chr(zero + i) for i in range(10)) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10)]


def ways(tokenizer: Any, label: str) -> set[tuple[int, ...]]:
    """All token sequences that count as the label: scripts × leading space × what stands before."""
    texts = {label} | (
        {label.translate(str.maketrans("0123456789", digits)) for digits in _DIGITS} if label.isdigit() else set()
    )
    found = set()
    for text in (way for bare in texts for way in (bare, " " + bare)):
        for before in ("", "\n", ":"):
            head = tokenizer(before, add_special_tokens=False)["input_ids"] if before else []
            whole = tokenizer(before + text, add_special_tokens=False)["input_ids"]
            if whole[: len(head)] == head:
                found.add(tuple(whole[len(head) :]))
    return found


def brute_force(model: LocalModel, prompt: Prompt, labels: Sequence[str]) -> tuple[list[float], float]:
    """The mass of each label under longest match, and the mass on none, in float64."""
    import torch

    network, tokenizer = model._model, model._tokenizer
    start = model._renderer.tokens(prompt)
    known: dict[tuple[int, ...], Any] = {}

    def after(path: tuple[int, ...]) -> Any:
        if path not in known:
            with torch.no_grad():
                logits = network(torch.tensor([[*start, *path]]), use_cache=False).logits[0, -1]
            known[path] = torch.softmax(logits.double(), dim=-1)
        return known[path]

    def probability(way: tuple[int, ...]) -> float:
        product = 1.0
        for depth, token in enumerate(way):
            product *= float(after(way[:depth])[token])
        return product

    written = [ways(tokenizer, label) for label in labels]
    everything = {way: probability(way) for found in written for way in found}

    def ends_here(way: tuple[int, ...]) -> float:
        longer = [other for other in everything if len(other) > len(way) and other[: len(way)] == way]
        next_ones = [one for one in longer if not any(one != two and one[: len(two)] == two for two in longer)]
        return everything[way] - sum(everything[one] for one in next_ones)

    mass = [sum(ends_here(way) for way in found) for found in written]
    return mass, 1.0 - sum(mass)
