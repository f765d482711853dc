"""Turns to extract from, and a model that reads them as a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from folkways.dialogues.conversation import TURNS_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

WORDING = "How important is family in your life?"
YES_NO = (Option("1", {"en": "Yes"}), Option("2", {"en": "No"}))


def one_question(wording: str = WORDING) -> Survey:
    human = pl.DataFrame(
        [("q1", "EGY", "1", 0.6, 900.0, 900), ("q1", "EGY", "2", 0.4, 900.0, 900)],
        schema=["question", "population", "option", "share", "n_eff", "n"],
        orient="row",
    )
    return Survey("one", (Question("q1", {"en": wording}, YES_NO, topic="Family"),), (country("EGY"),), human)


SURVEY = one_question()
SEED = Seed("EGY", "q1", "Family", "modal", "Yes", "1", 0.6, 900.0)
SEEDS = pl.DataFrame([SEED.to_record()], schema=SEEDS_SCHEMA)


def spoken(texts: Sequence[str], **columns: Any) -> pl.DataFrame:
    """One conversation of these turns, all by one participant."""
    rows = [
        {
            "conversation": "c1",
            "turn": number,
            "speaker": 0,
            "seed": SEED.id,
            "population": "EGY",
            "name": "Amal",
            "language": "en",
            "heard_as": "en",
            "text": text,
            "translation": None,
            "state": "spoken",
            "stop": "",
            "tokens": len(text.split()),
            "truncated": False,
            "model": "speaker",
            "prompt_hash": "p",
            **columns,
        }
        for number, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=TURNS_SCHEMA)


Writes = Callable[[Prompt], str | Failure]
Scores = Callable[[Prompt], Sequence[float] | Failure]


@dataclass
class Reader:
    """Writes `writes(prompt)`, and gives the letters the masses `scores(prompt)`; keeps how it was called."""

    writes: Writes | None = None
    scores: Scores | None = None
    truncated: bool = False
    details: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.calls: list[list[Prompt]] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("reader", "1", "fp64", self.details or {})

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(prompt.user.split()) for prompt in prompts]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        assert self.writes is not None, "this model writes nothing"
        self.calls.append(list(prompts))
        said = [self.writes(prompt) for prompt in prompts]
        return [s if isinstance(s, Failure) else Generation(s, self.truncated, len(s.split())) for s in said]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        assert self.scores is not None, "this model scores nothing"
        self.calls.append(list(prompts))
        found: list[LabelScores | Failure] = []
        for prompt, names in zip(prompts, labels, strict=True):
            mass = self.scores(prompt)
            assert isinstance(mass, Failure) or len(mass) == len(names)
            found.append(mass if isinstance(mass, Failure) else LabelScores(tuple(mass), 1 - sum(mass), 5))
        return found

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        raise AssertionError("opinions are not drawn")


def choices_in(prompt: Prompt) -> list[str]:
    """The choices that a prompt of labelling shows, in the order of its letters."""
    lines = prompt.user.splitlines()
    return [line[3:].partition(":")[0] for line in lines if line[:2] in ("A.", "B.", "C.", "D.", "E.")][:5]


def sentence_in(prompt: Prompt) -> str:
    return prompt.user.partition("\nStatement: ")[2].partition("\n\nAnswer with")[0]


@dataclass(frozen=True)
class GoldTurn:
    question: str
    language: str
    text: str
    sentences: tuple[str, ...]
    kinds: tuple[str, ...]


def gold_turns() -> list[GoldTurn]:
    """The turns of `tests/data/dialogues/turns.yaml`."""
    file = Path(__file__).resolve().parents[1] / "data" / "dialogues" / "turns.yaml"
    found = []
    for entry in yaml.safe_load(file.read_text("utf-8")):
        texts, kinds = zip(*entry["sentences"], strict=True)
        found.append(GoldTurn(entry["question"], entry["language"], entry["between"].join(texts), texts, kinds))
    return found
