"""Going through the stages with a person looking on: what will be asked, how far it is, what came of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from folkways.cli.console import console, progress_bar
from folkways.cli.dialogues_told import Limits, Told, cast, keep, onward, settled

if TYPE_CHECKING:
    from folkways.dialogues.pipeline import Pipeline
    from folkways.dialogues.settings import Settings


def going(out: Path, told: Told, settings: Settings, limits: Limits, *, until: str, json_out: bool) -> None:
    """Make what is missing up to a stage, and say what came of it.

    Args:
        out: the folder.
        until: `generate`, `extract`, `verify` or `build`.

    Raises:
        InputError: the folder is another's, or the settings leave no conversation.
    """
    from folkways.dialogues.pipeline import Pipeline
    from folkways.dialogues.stages import DialogueFolder
    from folkways.models.call_store import CallStore

    folder = DialogueFolder.make(out)
    told, given = settled(folder, told), (told.roles, settings)
    if until in ("generate", "build"):
        told, settings = onward(folder, told, settings, until=until)
    if (told.roles, settings) != given:
        console().print("Later stages go on as they were told since: see dialogues.json.", style="yellow", markup=False)
    if until == "build":
        from folkways.cli.dialogues_finish import encoder_of

        encoder_of(settings)  # what its absence would stop after everything else was paid for
    people, split = told.people(), told.held_out()
    models, allowance = cast(told, limits, CallStore(folder.calls))
    if told.dtype == "auto" and models.speaker.info.dtype in ("fp32", "bf16"):
        told = replace(told, dtype=models.speaker.info.dtype)
    pipeline = Pipeline(folder, people, settings, models, split)
    keep(folder, told, settings)
    _announce(pipeline, told)
    with progress_bar("conversations", lambda: f"{allowance.calls:,} calls") as bar:
        whole = pipeline.run(lambda stage, done, total: bar(done, total), until="verify" if until == "build" else until)
    counts: dict[str, Any] = _counts(pipeline, until)
    if not whole:
        console().print(
            "Stopped at the limit: the same command goes on, and its limit counts anew; what was answered is kept.",
            style="yellow", markup=False,
        )  # fmt: skip
    if until == "build" and not whole and not folder.table("verify").height:
        console().print("No opinion came through all stages yet: no dataset.", style="yellow", markup=False)
    elif until == "build":
        from folkways.cli.dialogues_finish import finished

        counts |= finished(folder, told, settings)
    _say(counts | {"calls": allowance.calls, "whole": whole}, json_out)


def estimated(told: Told, settings: Settings, limits: Limits, *, json_out: bool) -> None:
    """Hold two conversations that are not kept, and say what all of them would take."""
    import tempfile

    from folkways.dialogues.estimating import estimate
    from folkways.models.call_store import CallStore

    with tempfile.TemporaryDirectory() as place, progress_bar("estimating") as bar:
        models, _ = cast(told, limits, CallStore(None), keep=False)
        found = estimate(Path(place), told.people(), settings, models, told.held_out(), progress=bar)
    if json_out:
        record = found.to_record()
        typer.echo(json.dumps(record if limits.price else {k: v for k, v in record.items() if k != "dollars"}))
    say = console()
    say.print(f"{found.conversations} conversations, estimated from {found.held}:", markup=False)
    for name, stage in found.stages.items():
        say.print(
            f"  {name}: about {stage.calls:,.0f} calls, {stage.read:,.0f} tokens read, {stage.written:,.0f} written"
            + (f", ${stage.dollars:.2f}" if limits.price else ""),
            markup=False,
        )
    if limits.price:
        say.print(f"  about ${found.dollars:.2f} in all", markup=False)


def _announce(pipeline: Pipeline, told: Told) -> None:
    plans = pipeline.plans
    peoples = {one.population for plan in plans for one in plan.participants}
    console().print(
        f"{told.model} speaks: {len(plans)} conversations between {len(peoples)} peoples about "
        f"{len({plan.question for plan in plans})} questions, from {pipeline.seeds.height} seeds",
        markup=False,
    )


def _counts(pipeline: Pipeline, until: str) -> dict[str, Any]:
    folder = pipeline.folder
    turns = folder.table("generate")
    counts: dict[str, Any] = {
        "conversations": turns["conversation"].n_unique(),
        "turns": turns.filter((turns["state"] == "spoken") & (turns["speaker"] >= 0)).height,
    }
    if until != "generate":
        counts["opinions"] = folder.table("extract").height
    if until in ("verify", "build"):
        verified = folder.table("verify")
        counts |= {name: int((verified["status"] == name).sum()) for name in ("kept", "rewritten", "grey", "rejected")}
    return counts


def _say(counts: dict[str, Any], json_out: bool) -> None:
    if json_out:
        typer.echo(json.dumps(counts))
    for name, count in counts.items():
        if name != "whole":
            console().print(f"{name}: {count:,}" if isinstance(count, int) else f"{name}: {count}", markup=False)
