"""A model that speaks, finds opinions, judges and rewrites, each by a fixed rule on what it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from folkways.models.access import Generation, LabelScores, ModelInfo, Prompt

_SAID = (
    "My family comes first and for {0} I would give up {1}.",
    "We keep our word about {0} because our neighbours remember {1}.",
    "Guests are fed {0} before anybody asks after {1}.",
    "I think that the young should decide about {0} and about {1} for themselves.",
    "At home we speak of {0} after the meal, of {1} before it.",
)


class Everybody:
    """Answers depend on the prompt, the draw's seed and nothing else. `dies` names calls after which it stops."""

    def __init__(self, dies: int | None = None) -> None:
        self.asked = 0
        self._dies = dies

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("everybody", "1", "fp64", {"parameters": 1000})

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(str(prompt.record()).split()) for prompt in prompts]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        self._count(prompts)
        return [Generation(_said(prompt, 0), False, 9) for prompt in prompts]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        self._count(prompts)
        return [[Generation(_said(prompt, seed + draw), False, 9) for draw in range(n)] for prompt in prompts]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        self._count(prompts)
        return [_scored(prompt, names) for prompt, names in zip(prompts, labels, strict=True)]

    def _count(self, prompts: Sequence[Prompt]) -> None:
        if self._dies is not None and self.asked + len(prompts) > self._dies:
            raise KeyboardInterrupt
        self.asked += len(prompts)


def _said(prompt: Prompt, seed: int) -> str:
    drawn = hashlib.sha256(f"{seed} {prompt.record()}".encode()).digest()
    names = ["".join("bdfglmnrst"[half % 10] + "aeiou"[half % 5] for half in drawn[at : at + 3]) for at in range(12)]
    first, second = _SAID[drawn[20] % 5], _SAID[drawn[21] % 5]
    return f"{first.format(*names[:2])} {second.format(*names[4:6])}"


def _scored(prompt: Prompt, names: Sequence[str]) -> LabelScores:
    """Prefers a meaning by what is judged, wherever it is listed: most opinions hold, some do not."""
    lines = {line[0]: line[2:].strip() for line in prompt.user.splitlines() if line[:1] in names and line[1:2] in ".)"}
    judged = hashlib.sha256("\n".join(sorted(prompt.user.splitlines())).encode()).digest()[0]
    good = ("decent", "No: it does neither", "It says the same", "what somebody", "hold")
    bad = ("goes against", "another matter", "no opinion")
    told = bad if judged % 4 == 0 else good

    def rank(name: str) -> tuple[bool, str]:
        meaning = lines.get(name, name)
        return not any(words in meaning for words in told), meaning

    best = min(names, key=rank)
    return LabelScores(tuple(0.7 if name == best else 0.3 / (len(names) - 1) for name in names), 0.0, 5)
