"""Whether a description helps: hypernetworks, their controls and baselines, on peoples that they did not learn from."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from folkways.adapt.comparing.arms import Stage
from folkways.adapt.comparing.compare import compare_arms
from folkways.adapt.comparing.comparison import Comparison
from folkways.adapt.comparing.trial import Held
from folkways.adapt.hyper.arms import AT_HAND, CONTROLS, EMITTED, Foundry
from folkways.adapt.hyper.emit import matrices
from folkways.adapt.hyper.shape import Shape, mistral_7b
from folkways.adapt.hyper.stored import Stored
from folkways.adapt.hyper.train import FOLDER
from folkways.errors import InputError

ARMS = ("diag", "diag:nonsense", "diag:shuffled", "square", "text-to-lora", "per-culture", "described")
#: Width of the text vectors of the published experiments (gte-large-en-v1.5).
PUBLISHED_WIDTH = 1024
#: Size of the hypernetwork's states there.
LATENT = 128
RANKS = (8, 16)


def evaluate(
    foundry: Foundry,
    arms: Sequence[str],
    held: Held,
    *,
    out: Path,
    seeds: Sequence[int],
    groups: Mapping[str, Sequence[str]],
    stage: Stage,
    dtype: str = "auto",
) -> Comparison:
    """Train, emit, ask, and put side by side; what is in the folder is not done again.

    Args:
        foundry: what the arms are made from.
        arms: see `Foundry.arm`.
        held: what is asked.
        out: the folder of the comparison.
        seeds: of what is trained.
        groups: of the peoples that are asked: `seen`, `unseen`, `region`.
        stage: see `comparing.arms`.
        dtype: in which the model answers.

    Returns:
        The comparison, the contrasts of the first hypernetwork among its arms, and among its facts `counts` of what is
        learnt and `emission`, the time that an adapter takes.

    Raises:
        InputError: there is no such arm, none is a hypernetwork, or a description rests on a held-out question.
        ModelError, RunError: as for `compare_arms`.
    """
    foundry.split.refuse(foundry.descriptions.questions, "descriptions")
    first = next((arm for arm in arms if arm in EMITTED or _at_hand(arm)), "")
    if not first:
        raise InputError("no arm is a hypernetwork", mend=f"use one of {', '.join(EMITTED)} or {AT_HAND}FOLDER")
    found = compare_arms(
        foundry.base, [foundry.arm(name) for name in arms], held, foundry.split, out=out, seeds=seeds, stage=stage,
        dtype=dtype, against=first, groups={name: list(peoples) for name, peoples in groups.items() if peoples},
    )  # fmt: skip
    folder = first.removeprefix(AT_HAND) if _at_hand(first) else foundry.shelf / first / f"seed-{seeds[0]}" / FOLDER
    stored = Stored.read(Path(folder))
    facts = {
        **found.facts, "verb": "adapt hyper eval",
        "counts": counts(stored.network.shape, stored.network.width, foundry.base, foundry.form.latent),
        "emission": emission(stored, foundry),
    }  # fmt: skip
    found = replace(found, facts=facts)
    found.save(out)
    return found


def _at_hand(arm: str) -> bool:
    return arm.startswith(AT_HAND) and arm.rpartition(":")[2] not in CONTROLS


def counts(shape: Shape, width: int, base: str, latent: int = LATENT) -> list[dict[str, Any]]:
    """How many numbers each way learns, for this base and for that of the published experiments, at ranks 8 and 16."""
    from folkways.adapt.hyper.heads import count

    rows = []
    for rank in RANKS:
        here = replace(shape, rank=rank)
        published = ("Mistral-7B", mistral_7b(rank), PUBLISHED_WIDTH, LATENT)
        for name, of, vector, size in ((base, here, width, latent), published):
            learnt = {v: count(v, of, vector, size) for v in ("diag", "square", "text-to-lora")}
            rows.append({"base": name, "rank": rank, **learnt, "lora": count("shared", of, vector)})
    return sorted(rows, key=lambda row: row["base"] != base)


def emission(stored: Stored, foundry: Foundry, times: int = 5) -> dict[str, float]:
    """The median time that an adapter takes, in milliseconds: the text's vector (`encoding`), then its matrices."""
    took: dict[str, list[float]] = {"encoding": [], "milliseconds": []}
    for at in range(times):
        people = foundry.asked[at % len(foundry.asked)]
        start = time.perf_counter()
        vectors = stored.vectors([foundry.descriptions.of(people, "held-out")[0].text], foundry.loaded)
        encoded = time.perf_counter()
        matrices(stored, vectors[0])
        took["encoding"].append(1000 * (encoded - start))
        took["milliseconds"].append(1000 * (time.perf_counter() - encoded))
    return {name: statistics.median(values) for name, values in took.items()}
