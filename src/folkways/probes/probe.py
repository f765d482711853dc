"""Ask a model what the people were asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.answers import Answers
from folkways.errors import InputError
from folkways.models.access import Described, Model
from folkways.populations import Population
from folkways.probes.aid import Aid
from folkways.probes.asking import READS, Reading, ask
from folkways.probes.controls import control_cells
from folkways.probes.design import Cell, Design, choose_questions, render
from folkways.probes.reading import read_answers
from folkways.runs import Run, digest
from folkways.surveys import Survey

#: Prompts in one shard, what a kill can lose; a model with many connections asks for more.
SHARD = 64

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """The prompts of a probe, in their fixed order, and all that decides the result.

    Attributes:
        cells: one per prompt, controls first.
        survey: the part of the survey that is asked.
        whole: the whole survey: baselines and contrast items come from it.
        config: JSON-ready; the run's identity.
    """

    cells: tuple[Cell, ...]
    survey: Survey
    whole: Survey
    populations: tuple[Population, ...]
    config: dict[str, Any]

    @property
    def shards(self) -> int:
        """How many shards the run will have."""
        return -(-len(self.cells) // self.config["shard"])

    def shard(self, index: int) -> tuple[Cell, ...]:
        """The cells of one shard."""
        size = self.config["shard"]
        return self.cells[index * size : (index + 1) * size]

    @property
    def reading(self) -> Reading:
        """How its answers are read."""
        return Reading(**self.config["reading"])


def plan(
    model: Described,
    survey: Survey,
    *,
    populations: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    limit: int | None = None,
    design: Design | None = None,
    seed: int = 0,
    reading: Reading | None = None,
    source: str = "",
    aid: Aid | None = None,
) -> Plan:
    """Work out the prompts of a probe without asking any.

    Args:
        model: whom to ask.
        survey: what to ask.
        populations: ids or names; all of the survey by default.
        questions: ids; all by default.
        limit: at most so many questions, drawn within topics.
        design: framings, orders, labels, templates, place of the cue, languages, reasoning.
        seed: of the draw of questions and controls.
        reading: how answers are read: label probabilities by default.
        source: how the survey is loaded again, for the run's record (its name by default).
        aid: a text before the questions, or adapters; a question whose answers it has seen cannot be asked with it.

    Raises:
        InputError: a level, question or population is unknown, nothing is left to ask, or the aid has seen a question.
    """
    design, reading = design or Design(), reading or Reading()
    if reading.read not in READS:
        raise InputError(f"unknown way of reading {reading.read!r}", mend=f"use one of {', '.join(READS)}")
    if reading.read in ("logprobs", "both") and model.info.details.get("logprobs") is False:
        raise InputError(
            f"{model.info.name} shows no log-probabilities", mend="read its answers from text: --read samples"
        )
    thought = "reasoned" in design.reasoning and reading.read in ("logprobs", "both")
    if thought and model.info.details.get("continues") is False:
        raise InputError(
            f"{model.info.name} cannot go on from its own thought, so no probabilities can be read after it",
            mend="read reasoned answers from text: --read samples or --read text",
        )
    for name in ("text_tokens", "reason_tokens", "samples"):
        if getattr(reading, name) < 1:
            raise InputError(f"{name} is {getattr(reading, name)}", mend="give at least 1")
    peoples = survey.populations if populations is None else tuple(dict.fromkeys(map(survey.population, populations)))
    spoken = design.spoken(survey, peoples)
    languages = list(dict.fromkeys(tag for tags in spoken.values() for tag in tags))
    part = survey if questions is None else survey.select(questions=questions)
    part = choose_questions(part, peoples, limit, seed, languages)
    controls = survey
    if aid is not None:
        aid.refuse(q.id for q in part.questions)
        controls = survey.select(questions=[q.id for q in survey.questions if q.id not in aid.seen])
    cells: list[Cell] = []
    for tag in languages:
        speakers = [people for people in peoples if tag in spoken[people.id]]
        cells += control_cells(controls, part.questions, speakers, design, seed, tag)
    cells += design.cells(part, peoples, apart=aid is not None and aid.apart)
    if aid is not None:
        cells = [aid.given_to(cell) for cell in cells]
    config = {
        "model": model.info.name,
        "revision": model.info.revision,
        "dtype": model.info.dtype,
        "survey": source or survey.name,
        "survey_digest": survey.digest,
        "populations": [p.id for p in peoples],
        "languages": {people: list(tags) for people, tags in spoken.items()},
        "questions": [q.id for q in part.questions],
        "design": {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(design).items()},
        "reading": asdict(reading),
        "seed": seed,
        "shard": int(model.info.details.get("shard", SHARD)),
        "prompts": digest([render(c).record() for c in cells]),
    }
    if aid is not None:
        config["aid"] = aid.to_record()
    return Plan(tuple(cells), part, survey, peoples, config)


def probe(
    model: Model,
    survey: Survey,
    *,
    populations: Sequence[str] | None = None,
    framings: Sequence[str] = ("neutral", "persona", "observer"),
    questions: Sequence[str] | None = None,
    limit: int | None = None,
    orders: Sequence[str] = ("given", "reversed"),
    labels: Sequence[str] = ("digits",),
    templates: Sequence[str] = ("plain",),
    cue: str = "before",
    languages: Sequence[str] = ("source",),
    reasoning: Sequence[str] = ("direct",),
    read: str = "logprobs",
    seed: int = 0,
    aid: Aid | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Answers:
    """Ask a model a survey in every cell of a design, and keep the answers in a run folder if one is given.

    Args:
        model: from `load_model`.
        survey: from `load_survey`.
        populations, questions, limit, seed: see `plan`.
        framings, orders, labels, templates, cue, languages, reasoning: the levels of the design.
        read: `logprobs`, `both`, `text` or `samples`; see `Reading`.
        aid: what brings the model closer: a text before the questions, or adapters.
        out: run folder; a run that was stopped there goes on.
        progress: called with (prompts done, prompts in all) after every shard.

    Returns:
        The answers, controls included.

    Raises:
        InputError: a level, question or population is unknown.
        RunError: the folder holds another run or cannot be written.
    """
    design = Design(
        tuple(framings), tuple(orders), tuple(labels), tuple(templates), cue, tuple(languages), tuple(reasoning)
    )
    reading = Reading(read, seed=seed)
    made = plan(
        model, survey, populations=populations, questions=questions, limit=limit, design=design, seed=seed,
        reading=reading, aid=aid,
    )  # fmt: skip
    return execute(made, model, out, progress=progress)


def execute(made: Plan, model: Model, out: Path | None, *, progress: Progress | None = None) -> Answers:
    """Ask the prompts of a plan that the run folder does not hold yet.

    Raises:
        RunError: the folder holds another run or cannot be written.
    """
    done, total = 0, len(made.cells)
    if out is None:
        frames, started = [], time.monotonic()
        for index in range(made.shards):
            frames.append(ask(model, made.shard(index), made.reading))
            done += frames[-1].height
            if progress:
                progress(done, total)
        return Answers(pl.concat(frames), made.config | {"seconds": time.monotonic() - started})
    run = opened(made, out)
    missing = run.missing()
    done = total - sum(len(made.shard(index)) for index in missing)
    if progress:
        progress(done, total)
    for index in missing:
        started = time.monotonic()
        frame = ask(model, made.shard(index), made.reading)
        run.write(index, frame, note={"seconds": time.monotonic() - started})
        done += frame.height
        if progress:
            progress(done, total)
    return read_answers(out)


def opened(made: Plan, out: Path) -> Run:
    """The run folder of a plan, made or gone on with.

    Raises:
        RunError: the folder holds another run or cannot be written.
    """
    run = Run.open(out, made.config, shards=made.shards)
    # The people are kept with the run (aggregates only), so that it can be scored wherever it is taken.
    if not (out / "survey" / "survey.json").exists():
        made.whole.save(out / "survey")
    return run
