"""One trial: the model with what an arm gives it, probed on what was held out, and what that cost."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from folkways.adapt.aids import adapted
from folkways.adapt.comparing.arms import Given, Stage
from folkways.adapt.comparing.behaviour import Asking, respond
from folkways.adapt.comparing.retention import ask_facts
from folkways.adapt.lora import AdapterRecord
from folkways.alignment import align
from folkways.models.local import LocalModel
from folkways.probes import Aid, Design, Reading, execute, plan, validity_gate
from folkways.runs import write_frame
from folkways.surveys import Survey


@dataclass(frozen=True, slots=True)
class Held:
    """What every trial is asked: the same held-out questions of the same peoples.

    Attributes:
        survey: the whole of it.
        questions: ids of held-out questions; `limit` of them are drawn within topics.
        populations: ids.
        design: of the probe; one framing, one language, one way of reasoning.
        limit: at most so many questions.
        texts: of so many questions a written answer is read as well, for refusals; 0 for none.
        asking: open-ended prompts, if any.
        seed: of the draw of questions.
        gated: whether every arm is put to the controls of the validity gate; the untouched model alone where not.
    """

    survey: Survey
    questions: tuple[str, ...]
    populations: tuple[str, ...]
    design: Design
    limit: int | None = None
    texts: int = 12
    asking: Asking | None = None
    seed: int = 0
    gated: bool = True


@dataclass(frozen=True)
class Trial:
    """What one trial gave.

    Attributes:
        cells: of the alignment (`CELLS_SCHEMA`).
        gate: the verdict of the validity gate and its reason.
        facts: the answers to the retention set.
        states: of the written answers: how many were answered, refused, …
        responses: to the open-ended prompts, draw by draw.
        off_label: mean probability on no option.
        tokens: mean length of a prompt.
        parameters: that were learnt; 0 without an adapter.
        seconds: of training; 0 without one.
        training: of the adapter: first and last loss, steps; empty without one.
    """

    cells: pl.DataFrame
    gate: tuple[str, str]
    facts: pl.DataFrame
    states: Mapping[str, int]
    responses: tuple[pl.DataFrame, ...]
    off_label: float
    tokens: float
    parameters: int
    seconds: float
    training: Mapping[str, Any]


def run_trial(
    model: LocalModel, given: Given, held: Held, out: Path, *, name: str, draws: int, stage: Stage, gated: bool = True
) -> Trial:  # fmt: skip
    """Probe a model with what it is given; what is in the folder is not asked again.

    Args:
        model: the base; adapters that were on it are taken off.
        given: what it is given.
        held: what is asked.
        out: the trial's folder.
        name: for the stages and the aid.
        draws: of the open-ended answers to each prompt: 2 of the untouched model, for the resampling band.
        stage: see `arms`.
        gated: whether the controls of the validity gate are put.
    """
    aid = given.prompt
    folders = dict(given.adapters) or ({"*": given.adapter} if given.adapter is not None else {})
    folder = next(iter(folders.values()), None)
    if folders:
        aid = adapted(model, folders, held.survey, name=name, apart=bool(given.adapters))
    else:
        model.adapt({})
    names = tuple(dict.fromkeys(aid.adapters.values())) if aid else ()
    answers = _probe(model, held, aid, out / "probe", Reading("logprobs"), held.limit, stage, f"asking, {name}", gated)
    asked = held.survey.select(questions=answers.items["question"].unique(maintain_order=True).to_list())
    cells = align(answers, asked, replicates=0).cells
    gate = validity_gate(answers, held.survey)
    with stage(f"facts, {name}") as progress:
        known = _facts(model, names or ("",), _anyone(aid, held), out / "facts.parquet")
        progress(1, 1)
    states: dict[str, int] = {}
    if held.texts:
        written = _probe(
            model, replace(held, design=replace(held.design, orders=("given",))), aid, out / "texts", Reading("text"),
            held.texts, stage, f"texts, {name}", False,
        )  # fmt: skip
        states = dict(written.items["state"].value_counts().iter_rows())
    responses: list[pl.DataFrame] = []
    if held.asking is not None and draws:
        with stage(f"open-ended answers, {name}") as progress:
            responses = respond(
                model, held.asking, out / "responses.parquet", draws=draws, seed=2 * held.asking.seed + (draws == 1),
                adapter=names[0] if names else "", contexts=_contexts(aid, held),
            )  # fmt: skip
            progress(1, 1)
    record = AdapterRecord.read(folder) if folder else None
    learnt = int(record.results.get("parameters", 0)) if record else 0
    return Trial(
        cells=cells,
        gate=(gate.verdict, gate.reason),
        facts=known,
        states=states,
        responses=tuple(responses),
        off_label=_mean(answers.items["off_label"]),
        tokens=_mean(answers.items["tokens"]),
        parameters=learnt or (_parameters(folder) if folder else 0),
        seconds=float(record.results.get("seconds", 0.0)) if record else 0.0,
        training=dict(record.results) if record else {},
    )


def _probe(
    model: LocalModel, held: Held, aid: Aid | None, out: Path, reading: Reading, limit: int | None, stage: Stage,
    title: str, controls: bool,
) -> Any:  # fmt: skip
    made = plan(
        model, held.survey, populations=held.populations, questions=held.questions, limit=limit, design=held.design,
        seed=held.seed, reading=reading, aid=aid,
    )  # fmt: skip
    if not controls:
        made = replace(made, cells=tuple(cell for cell in made.cells if not cell.control))
    with stage(title) as progress:
        return execute(made, model, out, progress=progress)


def _facts(model: LocalModel, adapters: Sequence[str], context: str, path: Path) -> pl.DataFrame:
    if path.exists():
        return pl.read_parquet(io.BytesIO(path.read_bytes()))
    found = ask_facts(model, adapters=adapters, context=context)
    write_frame(path, found)
    return found


def _contexts(aid: Aid | None, held: Held) -> dict[str, str]:
    """The text that each people's prompts begin with, as before the first held-out question."""
    if aid is None or aid.context is None:
        return {}
    first = held.survey.by_id[held.questions[0]]
    language = first.language
    return {p.id: aid.context(first, p, language, False) for p in held.survey.populations if p.id in held.populations}


def _anyone(aid: Aid | None, held: Held) -> str:
    """The text before a fact: that of the first people."""
    return next(iter(_contexts(aid, held).values()), "")


def _parameters(folder: Path) -> int:
    from safetensors import safe_open

    with safe_open(folder / "adapter_model.safetensors", "numpy") as file:
        return sum(int(file.get_tensor(key).size) for key in file.keys())  # noqa: SIM118 # not a dict


def _mean(values: pl.Series) -> float:
    mean = values.mean()
    return float(mean) if isinstance(mean, int | float) else 0.0
