"""Make every arm, try it with every seed, and put the results side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from folkways.adapt.comparing.arms import Arm, Given, Stage, Untouched
from folkways.adapt.comparing.behaviour import judged
from folkways.adapt.comparing.comparison import Comparison, Line
from folkways.adapt.comparing.contrasts import contrasts_table
from folkways.adapt.comparing.dispersion import dispersion_table
from folkways.adapt.comparing.gains import UNTOUCHED, gains_table
from folkways.adapt.comparing.retention import retention
from folkways.adapt.comparing.trial import Held, Trial, run_trial
from folkways.errors import InputError
from folkways.judges import Panel, Preference
from folkways.models.access import Model
from folkways.models.loading import load_local
from folkways.runs import Run
from folkways.surveys.split import Split

#: Of what training gave: what it was trained on.
_MATERIAL = ("steps", "processes", "examples", "too_long", "tokens", "learnt_tokens", "chats", "traces", "pairs")


def compare_arms(
    base: str,
    arms: Sequence[Arm],
    held: Held,
    split: Split,
    *,
    out: Path,
    seeds: Sequence[int],
    stage: Stage,
    dtype: str = "auto",
    judges: Mapping[str, Model] | None = None,
    labels: pl.DataFrame | None = None,
    against: str = "",
    groups: Mapping[str, Sequence[str]] | None = None,
    replicates: int = 2000,
    confidence: float = 0.95,
) -> Comparison:
    """Bring a model closer in several ways, and ask each what was held out.

    All arms are made before any is probed. What was made or asked in the folder is not done again, so that a
    comparison that was stopped goes on, and one more arm costs that arm alone.

    Args:
        base: the model.
        arms: `untouched` is added where it is not there.
        held: what is asked.
        split: what was held out.
        out: the folder of the comparison.
        seeds: of arms that are trained.
        stage: see `arms`.
        dtype: in which the model answers.
        judges: of the open-ended answers; the model itself where absent.
        labels: what people preferred, to calibrate the judges.
        against: an arm whose skill is set against that of every other; "" for none.
        groups: of populations, by name (`gains.GROUPS`); the seen and the unseen where absent.
        replicates, confidence: of the intervals.

    Raises:
        InputError: an arm or a seed is named twice, there are no seeds, an arm has seen what is asked, or `against` is
            no arm.
        RunError: the folder holds another comparison, or cannot be written.
        ModelError: the model cannot be loaded, trained or asked.
    """
    arms = [Untouched(), *(arm for arm in arms if arm.name != UNTOUCHED)]
    if len({arm.name for arm in arms}) < len(arms) or not seeds:
        raise InputError("arms are named twice, or there is no seed", mend="name each arm once, and give --seeds 0,1,2")
    if len(set(seeds)) < len(seeds):
        raise InputError(f"a seed is there twice in {', '.join(map(str, seeds))}", mend="give each once")
    if against and against not in {arm.name for arm in arms}:
        raise InputError(f"{against!r} is none of the arms", mend=f"use one of {', '.join(a.name for a in arms)}")
    Run.open(out, _config(base, held, split), shards=0)
    split.save(out / "split.json")
    plans = [(arm, seed) for arm in arms for seed in (seeds if arm.seeded else seeds[:1])]
    made = {(arm.name, seed): arm.make(seed, _folder(out, arm.name, seed, arm.seeded), stage) for arm, seed in plans}
    with stage("loading the model") as progress:
        model = load_local(base, dtype=dtype)
        progress(1, 1)
    trials: dict[str, list[Trial]] = {}
    for arm, seed in plans:
        name = f"{arm.name}, seed {seed}" if arm.seeded else arm.name
        # One arm's first trial stands for it before the judges; the untouched model answers twice, for the band.
        draws = 2 if arm.name == UNTOUCHED else int(seed == seeds[0])
        given: Given = made[arm.name, seed]
        folder = _folder(out, arm.name, seed, arm.seeded)
        gated = held.gated or arm.name == UNTOUCHED
        trial = run_trial(model, given, held, folder, name=name, draws=draws, stage=stage, gated=gated)
        trials.setdefault(arm.name, []).append(trial)
    model.adapt({})
    cells = {name: [trial.cells for trial in found] for name, found in trials.items()}
    groups = groups or {
        "seen": [p for p in held.populations if p in split.seen],
        "unseen": [p for p in held.populations if p in split.unseen],
    }
    settings: Any = {"replicates": replicates, "seed": held.seed, "confidence": confidence}
    gains = pl.concat([gains_table(cells, groups, **settings), dispersion_table(cells, held.survey, **settings)])
    panel = Panel(judges or {base: model})
    lines = []
    for arm in arms:
        found, used = trials[arm.name], tuple(seeds) if arm.seeded else (seeds[0],)
        with stage(f"judging, {arm.name}") as progress:
            folder = _folder(out, arm.name, seeds[0], arm.seeded)
            behaviour = _behaviour(panel, trials, arm.name, held, folder, labels)
            progress(1, 1)
        lines.append(_line(arm.name, used, found, trials[UNTOUCHED][0], behaviour))
    facts = _facts(base, model.info.dtype, held, split, groups, cells, seeds, replicates, confidence)
    title = held.survey.title or held.survey.name
    comparison = Comparison(base, title, gains, tuple(lines), facts)
    if against:
        comparison = replace(comparison, contrasts=contrasts_table(cells, groups, against, **settings))
    comparison.save(out)
    return comparison


def _behaviour(
    panel: Panel, trials: Mapping[str, Sequence[Trial]], arm: str, held: Held, folder: Path,
    labels: pl.DataFrame | None,
) -> Preference | None:  # fmt: skip
    if held.asking is None or arm == UNTOUCHED:
        return None
    before, again = trials[UNTOUCHED][0].responses
    after = trials[arm][0].responses[0]
    peoples = {p.id: p for p in held.survey.populations}
    return judged(panel, before, again, after, peoples, out=folder / "judged", labels=labels, seed=held.seed)


def _line(
    arm: str, seeds: tuple[int, ...], trials: Sequence[Trial], untouched: Trial, behaviour: Preference | None
) -> Line:
    states: dict[str, int] = {}
    for trial in trials:
        for state, count in trial.states.items():
            states[state] = states.get(state, 0) + count
    return Line(
        arm=arm,
        seeds=seeds,
        gate=tuple(trial.gate[0] for trial in trials),
        reason=trials[0].gate[1],
        retention=retention([trial.facts for trial in trials], untouched.facts),
        states=states,
        behaviour=behaviour,
        off_label=float(np.mean([trial.off_label for trial in trials])),
        tokens=float(np.mean([trial.tokens for trial in trials])),
        parameters=trials[0].parameters,
        seconds=float(np.mean([trial.seconds for trial in trials])),
        losses=tuple((t.training["first_loss"], t.training["last_loss"]) for t in trials if "last_loss" in t.training),
        material={name: trials[0].training[name] for name in _MATERIAL if name in trials[0].training},
    )


def _config(base: str, held: Held, split: Split) -> dict[str, Any]:
    """What all arms have in common; arms and seeds may be added later."""
    asking = held.asking
    return {
        "base": base,
        "survey_digest": held.survey.digest,
        "split": split.digest,
        "populations": list(held.populations),
        "limit": held.limit,
        "texts": held.texts,
        "design": {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(held.design).items()},
        "asking": asking and [asking.prompts, [p.id for p in asking.populations], asking.tokens, asking.seed],
        "seed": held.seed,
    }


def _facts(
    base: str, dtype: str, held: Held, split: Split, groups: Mapping[str, Sequence[str]],
    cells: Mapping[str, Sequence[pl.DataFrame]], seeds: Sequence[int], replicates: int, confidence: float,
) -> dict[str, Any]:  # fmt: skip
    asked = cells[UNTOUCHED][0]
    return {
        **_config(base, held, split),
        "dtype": dtype,
        "training_questions": len(split.train),
        "held_out_questions": len(split.held_out),
        "questions": asked["question"].n_unique(),
        "groups": {name: list(peoples) for name, peoples in groups.items() if peoples},
        "seeds": list(seeds),
        "replicates": replicates,
        "confidence": confidence,
        "licence": held.survey.licence,
        "citation": held.survey.citation,
    }


def _folder(out: Path, arm: str, seed: int, seeded: bool) -> Path:
    """Where one trial lies: a name that every file system takes."""
    safe = re.sub(r"[^\w.+=-]+", "-", arm)[-80:].strip("-")
    folder = out / "arms" / safe
    return folder / f"seed-{seed}" if seeded else folder / "trial"
