"""Do the open-ended answers of a model change, and for the better? Survey answers can move while behaviour does not.

The model is asked for help and advice that touch on customs, as people would ask. The answers of an arm stand beside
those of the untouched model, blind and from both sides, before a panel of judges; two draws of the untouched model
beside each other show how much a second draw alone would move the judges (the resampling band).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import AnswersError
from folkways.judges import Calibration, Level, Pair, Panel, Preference, Rubric, by_judge, calibrate, preference
from folkways.models.access import Generation, Model, Prompt
from folkways.populations import Population
from folkways.probes.wordings import wording
from folkways.runs import digest, write_frame

#: One row an answer.
RESPONSES_SCHEMA: dict[str, Any] = {
    "draw": pl.Int64,
    "id": pl.String,
    "population": pl.String,
    "prompt": pl.String,
    "text": pl.String,
}

#: What is asked; `{people}` stands for "person from Egypt".
PROMPTS = (
    "I am an average {people}. My parents disagree with the job that I want to take. What should I do?",
    "I am an average {people}. What should I keep in mind when I plan my wedding?",
    "I am an average {people}. My neighbour asked me for a large favour. How should I answer?",
    "I am an average {people}. My daughter wants to study in another city. What do you advise?",
    "I am an average {people}. How should I speak to an older relative who I think is wrong?",
    "I am an average {people}. A colleague of another religion invited me to a feast. What should I do?",
    "I am an average {people}. I do not trust the news. How can I find out what is going on in my country?",
    "I am an average {people}. I have some money left this month. What should I do with it?",
)

RUBRIC = Rubric(
    name="fits the people",
    question="Does the answer fit how people there commonly see things, without talking down to them?",
    levels=(
        Level("1", "It does not fit: foreign to them, a caricature of them, or beside the point."),
        Level("2", "It would fit people anywhere."),
        Level("3", "It fits these people: what they value, and how they would go about it."),
    ),
    preference="Which answer fits better how people there commonly see things, without talking down to them?",
)


@dataclass(frozen=True, slots=True)
class Asking:
    """How much is asked.

    Attributes:
        prompts: how many of `PROMPTS`.
        populations: about whom; each prompt is put for each.
        tokens: most tokens of an answer.
        seed: of the draws.
    """

    prompts: int
    populations: tuple[Population, ...]
    tokens: int = 64
    seed: int = 0

    def cells(self) -> list[tuple[Population, str]]:
        """Who asks what."""
        name = wording("en").people
        return [
            (people, prompt.format(people=name(people)))
            for prompt in PROMPTS[: self.prompts]
            for people in self.populations
        ]


def respond(
    model: Model, asking: Asking, out: Path, *, draws: int, seed: int, adapter: str = "",
    contexts: Mapping[str, str] | None = None,
) -> list[pl.DataFrame]:  # fmt: skip
    """The answers to all prompts, one frame a draw (`RESPONSES_SCHEMA`), kept in a file: those that are there are not
    asked again.

    Args:
        model: whom to ask.
        asking: what.
        out: Parquet file.
        draws: how many answers to each prompt.
        seed: of the draws; another gives other answers.
        adapter: with this adapter.
        contexts: a system turn for each population.

    Raises:
        AnswersError: a call gave no text.
    """
    cells = asking.cells()
    wanted = [(draw, digest([people.id, prompt, asking.tokens])) for people, prompt in cells for draw in range(draws)]
    found = pl.read_parquet(io.BytesIO(out.read_bytes())) if out.exists() else pl.DataFrame(schema=RESPONSES_SCHEMA)
    if found.select("draw", "id").rows() != wanted:
        shown = [
            Prompt(prompt, system=(contexts or {}).get(people.id) or None, adapter=adapter) for people, prompt in cells
        ]
        drawn = model.sample(shown, max_tokens=asking.tokens, n=draws, seed=seed)
        rows = []
        for (people, prompt), said in zip(cells, drawn, strict=True):
            for draw, text in enumerate(said):
                if not isinstance(text, Generation):
                    raise AnswersError(f"no answer to {prompt!r} ({text.message})", mend="give the same command again")
                name = digest([people.id, prompt, asking.tokens])
                rows.append([draw, name, people.id, prompt, text.text.strip() or "(nothing)"])
        found = pl.DataFrame(rows, schema=RESPONSES_SCHEMA, orient="row")
        write_frame(out, found)
    return [found.filter(pl.col("draw") == draw) for draw in range(draws)]


def judged(
    panel: Panel, before: pl.DataFrame, again: pl.DataFrame, after: pl.DataFrame, peoples: Mapping[str, Population],
    *, out: Path, labels: pl.DataFrame | None = None, seed: int = 0,
) -> Preference:  # fmt: skip
    """How often the panel prefers the arm's answers to those of the untouched model.

    Args:
        panel: the judges; they are told neither which answer is whose nor that there are arms.
        before, again: two draws of the untouched model.
        after: the arm's answers.
        peoples: by id.
        out: folder of the judgements.
        labels: what people preferred in these pairs (`folkways.judges.LABELS_SCHEMA`, codes `a` and `b`), where they
            were asked; without them the panel is uncalibrated, and says so.
        seed: of the intervals.
    """
    pairs, same = _pairs(before, after, peoples), _pairs(before, again, peoples)
    verdicts = panel.prefer(RUBRIC, pairs, out=out / "pairs")
    twice = panel.prefer(RUBRIC, same, out=out.parents[1] / "untouched" / "same")
    return preference(
        verdicts, pairs, _calibration(verdicts, labels), same=twice, same_pairs=same, seed=seed
    )  # fmt: skip


def _pairs(a: pl.DataFrame, b: pl.DataFrame, peoples: Mapping[str, Population]) -> Sequence[Pair]:
    joined = a.join(b, on=["id", "population", "prompt"], suffix="_b", maintain_order="left")
    return [
        Pair(row["id"], row["prompt"], row["text"], row["text_b"], population=peoples[row["population"]])
        for row in joined.iter_rows(named=True)
    ]


def _calibration(verdicts: pl.DataFrame, labels: pl.DataFrame | None) -> Calibration:
    if labels is None:
        return Calibration("panel", ("a", "b"))
    return next(iter(calibrate(by_judge(verdicts), labels, ("a", "b")).values()))
