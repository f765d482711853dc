"""Ask a model what the people were asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from folkways.answers import ANSWERS_SCHEMA, Answers
from folkways.errors import InputError
from folkways.models.access import LabelScores, Model
from folkways.populations import Population
from folkways.probes.controls import control_cells
from folkways.probes.design import Cell, Design, choose_questions, render
from folkways.probes.parse import parse
from folkways.probes.reading import read_answers
from folkways.runs import Run, digest
from folkways.surveys import Survey

#: Prompts in one shard: what a kill can lose.
SHARD = 64

#: Tokens that a written answer may take when texts are read too.
TEXT_TOKENS = 32

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
        return -(-len(self.cells) // SHARD)

    def shard(self, index: int) -> tuple[Cell, ...]:
        """The cells of one shard."""
        return self.cells[index * SHARD : (index + 1) * SHARD]


def plan(
    model: Model,
    survey: Survey,
    *,
    populations: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    limit: int | None = None,
    design: Design | None = None,
    seed: int = 0,
    read: str = "logprobs",
    source: str = "",
) -> Plan:
    """Work out the prompts of a probe without asking any.

    Args:
        model: whom to ask.
        survey: what to ask.
        populations: ids or names; all of the survey by default.
        questions: ids; all by default.
        limit: at most so many questions, drawn within topics.
        design: framings, orders, labels, templates, place of the cue.
        seed: of the draw of questions and controls.
        read: `logprobs`, or `both` to have the model write an answer too, which is parsed.
        source: how the survey is loaded again, for the run's record (its name by default).

    Raises:
        InputError: a level, question or population is unknown, or nothing is left to ask.
    """
    if read not in ("logprobs", "both"):
        raise InputError(f"unknown way of reading {read!r}", mend="use logprobs or both")
    design = design or Design()
    peoples = survey.populations if populations is None else tuple(dict.fromkeys(map(survey.population, populations)))
    part = survey if questions is None else survey.select(questions=questions)
    part = choose_questions(part, peoples, limit, seed)
    for question in part.questions:
        question.text(design.language)
    cells = [
        *control_cells(survey, part.questions, peoples, design, seed),
        *design.cells(part.questions, peoples),
    ]
    config = {
        "model": model.info.name,
        "revision": model.info.revision,
        "dtype": model.info.dtype,
        "survey": source or survey.name,
        "survey_digest": survey.digest,
        "populations": [p.id for p in peoples],
        "questions": [q.id for q in part.questions],
        "design": {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(design).items()},
        "read": read,
        "seed": seed,
        "prompts": digest([asdict(render(c)) for c in cells]),
    }
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
    read: str = "logprobs",
    seed: int = 0,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Answers:
    """Ask a model a survey in every cell of a design, and keep the answers in a run folder if one is given.

    Args:
        model: from `load_model`.
        survey: from `load_survey`.
        populations, questions, limit, read, seed: see `plan`.
        framings, orders, labels, templates, cue: the levels of the design.
        out: run folder; a run that was stopped there goes on.
        progress: called with (prompts done, prompts in all) after every shard.

    Returns:
        The answers, controls included.

    Raises:
        InputError: a level, question or population is unknown.
        RunError: the folder holds another run or cannot be written.
    """
    design = Design(tuple(framings), tuple(orders), tuple(labels), tuple(templates), cue)
    made = plan(
        model, survey, populations=populations, questions=questions, limit=limit, design=design, seed=seed, read=read
    )
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
            frames.append(ask(model, made.shard(index), made.config["read"]))
            done += frames[-1].height
            if progress:
                progress(done, total)
        return Answers(pl.concat(frames), made.config | {"seconds": time.monotonic() - started})
    run = Run.open(out, made.config, shards=made.shards)
    # The people are kept with the run (aggregates only), so that it can be scored wherever it is taken.
    if not (out / "survey" / "survey.json").exists():
        made.whole.save(out / "survey")
    missing = run.missing()
    done = total - sum(len(made.shard(index)) for index in missing)
    if progress:
        progress(done, total)
    for index in missing:
        started = time.monotonic()
        frame = ask(model, made.shard(index), made.config["read"])
        run.write(index, frame, note={"seconds": time.monotonic() - started})
        done += frame.height
        if progress:
            progress(done, total)
    return read_answers(out)


def ask(model: Model, cells: Sequence[Cell], read: str) -> pl.DataFrame:
    """Put the prompts of these cells to the model: one row of `ANSWERS_SCHEMA` each, in order."""
    prompts = [render(cell) for cell in cells]
    scores = model.score(prompts, [cell.label_texts for cell in cells])
    texts = model.generate(prompts, max_tokens=TEXT_TOKENS) if read == "both" else [None] * len(cells)
    rows = []
    for cell, prompt, score, text in zip(cells, prompts, scores, texts, strict=True):
        codes = cell.question.codes
        state, parsed = "answered", None
        if text is not None:
            shown = [cell.question.substantive[i].text(cell.language) for i in cell.shown]
            said = parse(text.text, cell.label_texts, shown, truncated=text.truncated)
            state = said.state
            parsed = None if said.index is None else codes[cell.shown[said.index]]
        rows.append(
            {
                "model": model.info.name,
                "question": cell.question.id,
                "population": cell.population.id if cell.population else "",
                "framing": cell.framing,
                "language": cell.language,
                "reasoning": "direct",
                "order": cell.order,
                "labels": cell.labels,
                "template": cell.template,
                "cue": cell.cue,
                "control": cell.control,
                "method": "logprobs",
                "codes": list(codes),
                "probs": _canonical(cell, score),
                "off_label": score.off_label,
                "unseen": score.unseen,
                "text": text.text if text is not None else None,
                "parsed": parsed,
                "state": state,
                "prompt_hash": digest(asdict(prompt)),
                "tokens": score.tokens,
            }
        )
    return pl.DataFrame(rows, schema=ANSWERS_SCHEMA)


def _canonical(cell: Cell, score: LabelScores) -> list[float] | None:
    """Label masses as probabilities of the options in canonical order; None where no mass fell on any."""
    mass = np.asarray(score.mass, float)
    if not mass.sum() > 0:
        return None
    probs = np.empty(len(mass))
    probs[list(cell.shown)] = mass / mass.sum()
    return probs.tolist()
