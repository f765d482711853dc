"""Mining norms with a model: asked in a resumable run, and read into a book."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.encoders.encoder import TextEncoder
from folkways.models.access import Failure, Generation, Model
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.norms.planning import Ask, MiningPlan, plan_mining
from folkways.norms.reading import read_norms
from folkways.norms.selecting import Check, selected
from folkways.runs import Run, digest
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: One row a prompt. `state` is `written`, or `failed` where the call gave nothing after all retries; `text` is then
#: what went wrong.
MINED_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "topic": pl.String,
    "shown": pl.List(pl.String),
    "prompt_hash": pl.String,
    "state": pl.String,
    "text": pl.String,
    "truncated": pl.Boolean,
    "tokens": pl.Int64,
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Mined:
    """A book, and what did not come into it.

    Attributes:
        book: the norms that were kept.
        counts: what was asked, read, dropped and why; JSON-ready.
    """

    book: NormBook
    counts: dict[str, int]


def mine(
    model: Model,
    survey: Survey,
    *,
    method: str,
    populations: Sequence[str] | None = None,
    split: Split | None = None,
    topics: Sequence[str] | None = None,
    per_topic: int = 5,
    language: str = "en",
    encoder: TextEncoder,
    seed: int = 0,
    out: Path | None = None,
    check: Check | None = None,
    progress: Progress | None = None,
) -> NormBook:
    """Ask a model for the norms of peoples, and keep the best of each topic.

    Args:
        model, survey, method, populations, split, topics, per_topic, language, seed: see `plan_mining`.
        encoder: finds norms that say the same.
        out: run folder; a run that was stopped there goes on.
        check: gives each norm its verdict before they are ranked, such as `checked` of `norms.entailment`.
        progress: called with (prompts done, prompts in all) after every shard.

    Returns:
        At most `per_topic` norms of each topic of each people, the best first.

    Raises:
        InputError: see `plan_mining`.
        RunError: the folder holds another run or cannot be written.
    """
    made = plan_mining(
        model, survey, method=method, populations=populations, split=split, topics=topics, per_topic=per_topic,
        language=language, seed=seed,
    )  # fmt: skip
    return read_mined(made, asked(made, model, out, progress=progress), encoder, check).book


def asked(made: MiningPlan, model: Model, out: Path | None, *, progress: Progress | None = None) -> pl.DataFrame:
    """Ask the prompts of a plan that the run folder does not hold yet.

    Shards of an earlier call with a failed prompt are asked again; what a provider did answer comes from its store.

    Returns:
        One row of `MINED_SCHEMA` a prompt, in the order of the plan.

    Raises:
        RunError: the folder holds another run or cannot be written.
    """
    total = len(made.asks)
    if out is None:
        frames = []
        for index in range(made.shards):
            frames.append(_answers(made, model, index))
            if progress:
                progress(sum(frame.height for frame in frames), total)
        return pl.concat(frames)
    run = Run.open(out, made.config, shards=made.shards)
    for index, frame in zip(run.done(), run.frames(), strict=True):
        if (frame["state"] == "failed").any():
            run.shard_path(index).unlink()
    missing = run.missing()
    done = total - sum(len(made.shard(index)) for index in missing)
    if progress:
        progress(done, total)
    for index in missing:
        started = time.monotonic()
        frame = _answers(made, model, index)
        run.write(index, frame, note={"seconds": time.monotonic() - started})
        done += frame.height
        if progress:
            progress(done, total)
    return pl.concat(run.frames())


def _answers(made: MiningPlan, model: Model, index: int) -> pl.DataFrame:
    part = made.shard(index)
    texts = model.generate([ask.prompt for ask in part], max_tokens=made.answer_tokens)
    return pl.DataFrame([_row(ask, text) for ask, text in zip(part, texts, strict=True)], schema=MINED_SCHEMA)


def _row(ask: Ask, text: Generation | Failure) -> dict[str, object]:
    row = {
        "population": ask.population,
        "topic": ask.topic,
        "shown": list(ask.shown),
        "prompt_hash": digest(ask.prompt.record()),
    }
    if isinstance(text, Failure):
        return {**row, "state": "failed", "text": f"{text.kind}: {text.message}", "truncated": False, "tokens": 0}
    begun = f"{ask.prompt.prefix} {text.text.lstrip()}" if ask.prompt.prefix else text.text
    return {**row, "state": "written", "text": begun, "truncated": text.truncated, "tokens": text.tokens}


def read_mined(made: MiningPlan, rows: pl.DataFrame, encoder: TextEncoder, check: Check | None = None) -> Mined:
    """The norms in what the model wrote, each once, checked, ranked, and the best of each topic.

    Args:
        made: the plan that was asked.
        rows: of `MINED_SCHEMA`.
        encoder: finds norms that say the same.
        check: gives each norm its verdict.

    Returns:
        The book, and counts: `prompts`, `failed`, `refused`, `nothing read`, `items` and, by reason, what became of
        those that are not in the book.
    """
    counts: Counter[str] = Counter({"prompts": rows.height, "not shown": made.not_shown, "no answers": made.empty})
    norms: dict[str, Norm] = {}
    for norm in _norms(made, rows, counts):
        if norm.id in norms:
            counts["dropped: said twice"] += 1
        norms.setdefault(norm.id, norm)
    shown = {question for ask in made.asks for question in ask.shown}
    questions = tuple(question.id for question in made.training.questions if question.id in shown)
    book = NormBook(tuple(norms.values()), **made.head, questions=questions)
    book, more = selected(book, encoder, per_topic=made.config["per_topic"], check=check)
    return Mined(book, {name: count for name, count in (counts + Counter(more)).items() if count})


def _norms(made: MiningPlan, rows: pl.DataFrame, counts: Counter[str]) -> Iterator[Norm]:
    """Every norm that can be read, in the order of the prompts; the others are counted."""
    by_id = made.training.by_id
    for row in rows.iter_rows(named=True):
        if row["state"] == "failed":
            counts["failed"] += 1
            continue
        questions = [by_id[key] for key in row["shown"]]
        wordings = [text for q in questions for texts in (q, *q.options) for text in texts.texts.values()]
        found = read_norms(row["text"], truncated=row["truncated"], shown=wordings)
        counts["refused"] += found.refused
        counts["nothing read"] += not found.norms and not found.refused
        counts["items"] += len(found.norms) + sum(found.dropped.values())
        counts.update({f"dropped: {reason}": count for reason, count in found.dropped.items()})
        for text in found.norms:
            yield Norm(
                population=row["population"],
                topic=row["topic"],
                text=text,
                language=made.config["language"],
                method=made.config["method"],
                model=made.config["model"],
                prompt_hash=row["prompt_hash"],
                seed=made.config["seed"],
                shown=tuple(row["shown"]),
            )
