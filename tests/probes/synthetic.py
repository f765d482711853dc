"""Synthetic models that read the real prompt text."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import polars as pl

from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.surveys import Survey

_LINE = re.compile(r"^(\w+|\W)\. (.+)$", re.MULTILINE)


def _options(prompt: Prompt, labels: Sequence[str]) -> list[str]:
    """The wording behind each label, read from the prompt as a model would read it."""
    found = dict(_LINE.findall(prompt.user))
    return [found[label] for label in labels]


class _Synthetic:
    """A model whose probabilities are a function of what the prompt says."""

    name = "synthetic"

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(self.name, "1", "fp64")

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        raise NotImplementedError

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        out = []
        for prompt, names in zip(prompts, labels, strict=True):
            weights = self.weights(prompt, _options(prompt, names))
            mass = 0.9 * weights / weights.sum()
            out.append(LabelScores(tuple(mass.tolist()), 0.1, len(prompt.user.split())))
        return out

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        return [Generation("I would say 1.", False, 5) for _ in prompts]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        return [[Generation(f"{1 + i % 2}", False, 1) for i in range(n)] for _ in prompts]

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(p.user.split()) for p in prompts]


class ContentModel(_Synthetic):
    """Answers by what question and options say; on questions it knows, as the people do."""

    name = "content"

    def __init__(self, survey: Survey) -> None:
        people = survey.human.group_by("question", "option").agg(pl.col("share").mean())
        shares = {(q, o): s for q, o, s in people.iter_rows()}
        self.known = {
            q.text("en"): {o.text("en"): shares.get((q.id, o.code), 0.0) for o in q.substantive}
            for q in survey.questions
        }

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        for text, shares in self.known.items():
            if text in prompt.user:
                return np.array([shares.get(option, 0.0) for option in options]) + 0.01
        return np.ones(len(options)) + 0.01 * np.arange(len(options))


class PlaceModel(_Synthetic):
    """Likes the first place on every list, with a little noise by prompt."""

    name = "place"

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(prompt.user.encode()).digest()[:4], "big")
        noise = np.random.default_rng(seed).uniform(0, 0.1, len(options))
        return np.array([0.6, *[0.4 / (len(options) - 1)] * (len(options) - 1)]) + noise


class ThinkingModel(_Synthetic):
    """Thinks as it is told to, and answers what its thought says; refuses or runs on where the question says so."""

    name = "thinking"

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        out = []
        for prompt in prompts:
            if "number 1?" in prompt.user:
                out.append(Generation("I'm sorry, but as an AI I cannot answer.", False, 10))
            elif "number 2?" in prompt.user:
                out.append(Generation("Let me think. There are many sides to", True, max_tokens))
            else:
                out.append(Generation("Some would say 1. Answer: 2", False, 9))
        return out

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        chosen = np.full(len(options), 0.1)
        chosen[1 if "Some would say 1." in prompt.prefix else 0] = 1.0
        return chosen


class FailingModel(ThinkingModel):
    """Every third call gives nothing."""

    name = "failing"

    def score(self, prompts, labels):  # type: ignore[override, no-untyped-def]
        scores = super().score(prompts, labels)
        return [Failure("server", "500") if i % 3 == 0 else score for i, score in enumerate(scores)]
