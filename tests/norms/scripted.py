"""A survey of which every share is told apart, and a model that writes what a test tells it to."""

from collections.abc import Callable, Sequence

import polars as pl

from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

PEOPLES = ("EGY", "TUR", "NOR")
TOPICS = ("Family", "Work")


def tell_tale(questions: int = 12) -> Survey:
    """Two options a question; no percentage, question or option occurs twice in the whole survey."""
    made = tuple(
        Question(
            f"q{i}",
            {"en": f"Is the matter of w{i}x{i * 7} right?"},
            (Option("1", {"en": f"yes-{i}"}), Option("2", {"en": f"no-{i}"})),
            scale="nominal",
            topic="Values",
            subtopic=TOPICS[i % 2],
        )
        for i in range(questions)
    )
    rows, percent = [], 51
    for question in made:
        for people in PEOPLES:
            for code, share in (("1", percent / 100), ("2", 1 - percent / 100)):
                rows.append((question.id, people, code, share, 1000.0, 1000))
            percent += 1
    assert percent <= 100
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("tell-tale", made, tuple(country(p) for p in PEOPLES), human)


Answer = Callable[[Prompt], str | Failure]


class Scripted:
    """Writes `answer(prompt)`; counts words as tokens; keeps what it was asked."""

    def __init__(self, answer: Answer, *, truncated: bool = False, **details: object) -> None:
        self._answer = answer
        self._truncated = truncated
        self._details = details
        self.prompts: list[Prompt] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("scripted", "1", "fp64", self._details)

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(p.user.split()) + len(p.prefix.split()) + 3 for p in prompts]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        self.prompts += prompts
        said = [self._answer(prompt) for prompt in prompts]
        return [s if isinstance(s, Failure) else Generation(s, self._truncated, len(s.split())) for s in said]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        raise AssertionError("norms are not mined by scoring")

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        raise AssertionError("norms are not sampled")


class Letters:
    """An encoder of letters: equal texts are equal, others are apart."""

    name = "letters"

    def encode(self, texts: Sequence[str]):
        import hashlib

        import numpy as np

        rows = [
            np.random.default_rng(int(hashlib.sha256(t.encode()).hexdigest()[:8], 16)).normal(size=64) for t in texts
        ]
        found = np.array(rows, np.float32).reshape(len(texts), 64)
        return found / np.linalg.norm(found, axis=1, keepdims=True)
