"""`folkways report`: write the report of a finished probe."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkways.cli.result import write_result

if TYPE_CHECKING:
    from folkways.surveys import Survey


def command(
    run: Annotated[Path, typer.Argument(help="The folder of a finished probe.")],
    out: Annotated[
        Path | None, typer.Option(help="HTML file to write. Default: report.html in the run folder.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the report.")] = None,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the report's facts as JSON.")] = False,
) -> None:
    """Write one self-contained HTML report of a probe, and the same facts as JSON beside it.

    Example:

        folkways report runs/smollm2 --out smollm2.html
    """
    from folkways.cli.console import console
    from folkways.probes import read_run

    target = out or run / "report.html"
    answers, survey = read_run(run)
    record = write_result(
        answers, survey, target, seed=seed, title=title, command=_probe_command(answers.info, survey, run)
    )
    console().print(f"report: {target} and {target.with_suffix('.json')}")
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False))


def _probe_command(info: Mapping[str, Any], survey: Survey, run: Path) -> str:
    """The probe command that made a run, from its configuration."""
    design = info.get("design") or {}
    words = ["folkways", "probe", str(info.get("model", "MODEL")), str(info.get("survey", "SURVEY")), "--out", str(run)]
    for name in ("framings", "orders", "labels", "templates", "languages", "reasoning"):
        if design.get(name):
            words += [f"--{name}", ",".join(design[name])]
    for name in ("populations", "questions"):
        everything = [item.id for item in getattr(survey, name)]
        if info.get(name) and sorted(info[name]) != sorted(everything):
            words += [f"--{name}", ",".join(info[name])]
    if design.get("cue"):
        words += ["--cue", design["cue"]]
    reading = info.get("reading") or {}
    for name in ("read", "reason_tokens", "samples"):
        if name in reading:
            words += [f"--{name.replace('_', '-')}", str(reading[name])]
    words += ["--seed", str(info.get("seed", 0)), "--dtype", str(info.get("dtype", "auto"))]
    return shlex.join(words)
