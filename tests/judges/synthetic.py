"""Judges that read the real prompt, as a model would, and a rubric for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from folkways.judges import Level, Rubric
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt

RUBRIC = Rubric(
    "quality",
    "How good is the text?",
    (Level("1", "It is bad."), Level("2", "It is middling."), Level("3", "It is good.")),
    preference="Which response is better?",
    evidence="Quote the words on which this rests.",
)

_LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_PART = re.compile(r"^<(\w+)>\n(.*?)\n</\1>$", re.MULTILINE | re.DOTALL)


def parts(prompt: Prompt) -> dict[str, str]:
    """What stands between the marks of a prompt."""
    return {name: text for name, text in _PART.findall(prompt.user)}


def goodness(text: str) -> float:
    """0 to 1: texts say `good` and `bad` so many times."""
    good, bad = text.count("good"), text.count("bad")
    return 0.5 if good == bad else good / (good + bad)


class ContentJudge:
    """Judges by the words `good` and `bad`; `place` is a liking for the first label, added to each judgement."""

    def __init__(
        self, *, place: float = 0.0, shown: bool = True, reply: Callable[[Prompt, int], str] | None = None
    ) -> None:
        self.place, self.shown, self.reply = place, shown, reply or (lambda prompt, best: "")
        self.asked: list[Prompt] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("content", "1", "fp64", {} if self.shown else {"logprobs": False})

    def masses(self, prompt: Prompt, labels: Sequence[str]) -> np.ndarray:
        found = parts(prompt)
        if "response_a" in found:
            merits = np.array([goodness(found["response_a"]), goodness(found["response_b"])])
            mass = np.exp(4 * merits)
        else:
            values = {"It is bad.": 0.0, "It is middling.": 0.5, "It is good.": 1.0}
            anchors = dict(_LINE.findall(prompt.user))
            shown = np.array([values[anchors[label]] for label in labels])
            mass = np.exp(-8 * np.abs(shown - goodness(found["text"])))
        mass = (1 - self.place) * mass / mass.sum()
        mass[0] += self.place
        return mass

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        assert self.shown
        self.asked += prompts
        found = [self.masses(prompt, names) for prompt, names in zip(prompts, labels, strict=True)]
        return [LabelScores(tuple((0.9 * mass).tolist()), 0.1, 7) for mass in found]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        self.asked += prompts
        out: list[Generation | Failure] = []
        for prompt in prompts:
            named = ["A", "B"] if "response_a" in parts(prompt) else ["1", "2", "3"]
            best = int(np.argmax(self.masses(prompt, named))) if "Copy each passage" not in prompt.user else 0
            out.append(Generation(self.reply(prompt, best) or named[best], False, 3))
        return out

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        return [[text] * n for text in self.generate(prompts, max_tokens=max_tokens)]

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(prompt.user.split()) for prompt in prompts]


class FailingJudge(ContentJudge):
    """Every call fails."""

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        return [Failure("timeout", "no reply") for _ in prompts]
