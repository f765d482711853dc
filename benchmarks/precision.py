"""How far label probabilities over the prefix tree lie from those of one pass a prompt.

    python benchmarks/precision.py [--questions 4]

The same prompts as in `engine.py`, both places of the identity. One pass a prompt in float32 is the reference; the tree
is run in float32 and in bfloat16, and one pass a prompt in bfloat16 shows what is due to the type alone.
"""

from __future__ import annotations

import argparse
import gc
from typing import Any

import numpy as np
from engine import asked, model_of

from folkways.models.labels import LabelTrie
from folkways.models.scoring import BatchScorer
from folkways.models.tree_scoring import TreeScorer

_LIKELY: list[int] = []


def probabilities(name: str, dtype: str, questions: int, engine: Any) -> list[np.ndarray]:
    """For each prompt the masses of its labels and the mass on none."""
    model = model_of(name, dtype)
    found = []
    for cue in ("after", "before"):
        prompts, labels = asked(questions, cue)
        ids = [model._tokens(prompt, room=8) for prompt in prompts]
        tries = [model._trie(names) for names in labels] if name == "smollm2" else likely(model._model, ids)
        masses = engine(model._model)(ids, tries)
        found += [np.array([*mass, none]) for mass, none in masses]
    gc.collect()
    return found


def likely(model: Any, ids: list[list[int]]) -> list[LabelTrie]:
    """Tokens that a model with random weights, whose digits have no mass, likely writes; the same in every call."""
    import torch

    if not _LIKELY:
        with torch.inference_mode():
            _LIKELY.extend(model(torch.tensor([ids[0]]), logits_to_keep=1).logits[0, -1].topk(4).indices.tolist())
    return [LabelTrie([[(token,)] for token in _LIKELY])] * len(ids)


def furthest(one: list[np.ndarray], other: list[np.ndarray]) -> str:
    apart = np.array([np.abs(a - b).max() for a, b in zip(one, other, strict=True)])
    return f"{apart.max():.1e} | {np.median(apart):.1e}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=4)
    questions = parser.parse_args().questions

    def alone(model: Any) -> BatchScorer:
        return BatchScorer(model, budget=1)

    def tree(model: Any) -> TreeScorer:
        return TreeScorer(model, budget=512)  # several passes, so that states are carried over

    print("| model | what | largest difference | median of the prompts' largest |\n|---|---|---|---|")
    for name in ("smollm2", "gpt_neox"):
        exact = probabilities(name, "fp32", questions, alone)
        print(f"| {name} | tree, fp32 | {furthest(exact, probabilities(name, 'fp32', questions, tree))} |")
        print(f"| {name} | tree, bf16 | {furthest(exact, probabilities(name, 'bf16', questions, tree))} |")
        print(
            f"| {name} | one pass a prompt, bf16 | {furthest(exact, probabilities(name, 'bf16', questions, alone))} |"
        )


if __name__ == "__main__":
    main()
