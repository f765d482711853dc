"""Opinions of two peoples, and a judge that says what a test tells it to, wherever the choice stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from folkways.dialogues import consistency, evidence, screening
from folkways.dialogues.opinion import OPINIONS_SCHEMA, opinion_id
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

QUESTION = Question(
    "q1",
    {"en": "Should guests be fed?", "tr": "Konuklar doyurulmalı mı?"},
    (Option("1", {"en": "Yes"}), Option("2", {"en": "No"})),
    scale="nominal",
    topic="Hospitality",
)
SURVEY = Survey(
    "guests",
    (QUESTION,),
    (country("EGY"), country("NOR")),
    pl.DataFrame(
        [("q1", p, c, s, 100.0, 100) for p, c, s in [("EGY", "1", 0.9), ("EGY", "2", 0.1), ("NOR", "1", 0.4),
                                                     ("NOR", "2", 0.6)]],
        schema=["question", "population", "option", "share", "n_eff", "n"],
        orient="row",
    ),
)  # fmt: skip
SEEDS = tuple(
    Seed(p, "q1", "Hospitality", "modal", answer, code, share, 100.0, survey="guests")
    for p, answer, code, share in (("EGY", "Yes", "1", 0.9), ("NOR", "No", "2", 0.6))
)
SEEDS_FRAME = pl.DataFrame([seed.to_record() for seed in SEEDS], schema=SEEDS_SCHEMA)
_LANE = {
    meaning: (lane, code)
    for lane, choices in (
        ("consistency", consistency.CHOICES),
        ("evidence", evidence.CHOICES),
        ("filter", screening.CHOICES),
    )
    for code, meaning in choices.items()
}
_LINE = re.compile(r"^([A-Z])\. (.+)$", re.MULTILINE)
_MARKED = re.compile(r"<(statement|claim|passage)>\n(.*?)\n</\1>", re.DOTALL)


def opinions(*texts: str, kind: str = "belief", kinds: Sequence[str] = (), language: str = "en") -> pl.DataFrame:
    """One opinion a text, all from Egypt."""
    rows = [
        {
            "id": opinion_id("c1", place, 0, len(text)),
            "conversation": "c1",
            "turn": place,
            "speaker": 0,
            "seed": SEEDS[0].id,
            "population": "EGY",
            "question": "q1",
            "topic": "Hospitality",
            "language": language,
            "kind": kinds[place] if kinds else kind,
            "start": 0,
            "end": len(text),
            "text": text,
            "extractor": "json",
            "model": "m",
            "prompt_hash": "h",
        }
        for place, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=OPINIONS_SCHEMA)


#: What a judge says: given the lane, the judged text and the passage ("" where there is none), a choice, a reply that
#: is no choice (starting with `!`), or a failure.
Rule = Callable[[str, str, str], "str | Failure"]


class Scripted:
    """A judge with label probabilities (`sure` on what the rule says), or without; rewrites by `rewrites`."""

    def __init__(
        self,
        rule: Rule,
        *,
        name: str = "judge",
        sure: float = 0.9,
        logprobs: bool = True,
        rewrites: Callable[[str], str | Failure] | None = None,
        truncated: bool = False,
    ) -> None:
        self._rule = rule
        self._name = name
        self._sure = sure
        self._logprobs = logprobs
        self._rewrites = rewrites
        self._truncated = truncated
        self.calls: list[list[Prompt]] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(self._name, "1", "fp64", {"logprobs": self._logprobs})

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(p.user.split()) for p in prompts]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        assert self._logprobs, "this judge shows no probabilities"
        self.calls.append(list(prompts))
        found: list[LabelScores | Failure] = []
        for prompt, named in zip(prompts, labels, strict=True):
            said = self._said(prompt)
            if isinstance(said, Failure):
                found.append(said)
            elif said.startswith("!"):
                found.append(LabelScores((0.0,) * len(named), 1.0, 1))
            else:
                rest = (1 - self._sure) / (len(named) - 1)
                mass = tuple(0.5 * (self._sure if label == said else rest) for label in named)
                found.append(LabelScores(mass, 0.5, 1))
        return found

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        self.calls.append(list(prompts))
        found: list[Generation | Failure] = []
        for prompt in prompts:
            said = self._said(prompt) if _LINE.search(prompt.user) else self._rewritten(prompt)
            found.append(said if isinstance(said, Failure) else Generation(said.lstrip("!"), self._truncated, 1))
        return found

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, **_: object
    ) -> list[list[Generation | Failure]]:
        raise AssertionError("nothing is drawn in verification")

    def _said(self, prompt: Prompt) -> str | Failure:
        """The letter at which the choice stands that the rule says."""
        marked: Mapping[str, str] = {name: text for name, text in _MARKED.findall(prompt.user)}
        places = {_LANE[meaning]: letter for letter, meaning in _LINE.findall(prompt.user) if meaning in _LANE}
        lane = next(iter(places))[0]
        said = self._rule(lane, marked.get("statement") or marked["claim"], marked.get("passage", ""))
        return said if isinstance(said, Failure) or said.startswith("!") else places[lane, said]

    def _rewritten(self, prompt: Prompt) -> str | Failure:
        assert self._rewrites is not None, "this model was not meant to rewrite"
        return self._rewrites(dict(_MARKED.findall(prompt.user))["statement"])


def by_words(lane: str, text: str, passage: str) -> str:
    """Entailed where guests are fed, contradicted where they starve; insulting where somebody is vile.

    A claim is borne out by a passage that holds it word for word, unless that says that it is not true.
    """
    if lane == "consistency":
        return "entailed" if "fed" in text else "contradicted" if "starve" in text else "irrelevant"
    if lane == "evidence":
        return "none" if text not in passage else "refuted" if "not true" in passage else "supported"
    return "insulting" if "vile" in text else "decent"
