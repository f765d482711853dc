"""A survey of which every answer is told apart, and models that talk as a test tells them to."""

import hashlib
from collections.abc import Callable, Sequence

import polars as pl

from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

PEOPLES = ("EGY", "IRN", "MAR", "TUR")

Says = Callable[[Prompt], str | Failure | Generation]


def survey(questions: int = 3, peoples: Sequence[str] = PEOPLES, language: str = "en") -> Survey:
    """Each people has an option of its own, which most of it chose; no wording occurs twice."""
    made = tuple(
        Question(
            f"q{i}",
            {language: f"What of the matter w{i}x{i * 7}?"},
            tuple(Option(str(j), {language: f"choice-{i}-{people}"}) for j, people in enumerate(peoples)),
            scale="nominal",
            topic="Values",
            subtopic=("Family", "Work")[i % 2],
        )
        for i in range(questions)
    )
    rows = [
        (question.id, people, str(j), 0.7 if own == people else 0.3 / (len(peoples) - 1), 900.0, 1000)
        for question in made
        for people in peoples
        for j, own in enumerate(peoples)
    ]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("talk", made, tuple(country(p) for p in peoples), human, licence="CC0-1.0")


class Talker:
    """Says `says(prompt)`; by default a text of its own for every prompt and seed. Keeps what it was asked."""

    def __init__(self, says: Says | None = None) -> None:
        self._says = says
        self.prompts: list[Prompt] = []
        self.calls: list[tuple[int, int, float]] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("talker", "1", "fp64")

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(prompt.user.split()) for prompt in prompts]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        return self._said(prompts, 0)

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        raise AssertionError("conversations are not scored")

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        assert n == 1
        self.calls.append((len(prompts), seed, temperature))
        return [[said] for said in self._said(prompts, seed)]

    def _said(self, prompts: Sequence[Prompt], seed: int) -> list[Generation | Failure]:
        self.prompts += prompts
        said = [self._says(prompt) if self._says else _own(prompt, seed) for prompt in prompts]
        return [Generation(s, False, len(s.split())) if isinstance(s, str) else s for s in said]


def _own(prompt: Prompt, seed: int) -> str:
    mark = hashlib.sha256(f"{seed} {prompt.record()}".encode()).hexdigest()
    return f"I hold {mark[:8]} {mark[8:16]} and {mark[16:24]}. We live by {mark[24:32]} at home."


def transcript(prompt: Prompt) -> str:
    """All that a prompt shows, its brief left out."""
    return "\n".join([*(said.text for said in prompt.before), prompt.user])
