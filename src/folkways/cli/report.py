"""`folkways report`: write the report of a finished probe."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from folkways.answers import Answers
    from folkways.probes.gate import Gate
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
    from folkways.probes import read_run, validity_gate

    target = out or run / "report.html"
    answers, survey = read_run(run)
    gate = validity_gate(answers, survey, seed=seed)
    record = write_report(
        answers, survey, gate, target, seed=seed, title=title, command=_probe_command(answers.info, run)
    )
    console().print(f"report: {target} and {target.with_suffix('.json')}")
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False))


def write_report(
    answers: Answers, survey: Survey, gate: Gate, out: Path, *, seed: int = 0, title: str | None = None,
    command: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Score answers, raw and content-free, and write their report.

    Args:
        answers, survey, gate: of one probe.
        out: the HTML file; the JSON file takes its name.
        seed: of the bootstrap.
        title: heading of the report.
        command: what was typed, for "How to repeat it"; by default what this process was called with, if it was us.

    Returns:
        What the JSON file holds.
    """
    from folkways.alignment import align
    from folkways.probes import calibrate
    from folkways.report import report

    calibrated = calibrate(answers) if gate.verdict != "not tested" else None
    alignment = align(answers, survey, calibrated=calibrated, seed=seed)
    typed = command or (shlex.join(["folkways", *sys.argv[1:]]) if Path(sys.argv[0]).name == "folkways" else "")
    report(alignment, survey, gate, answers=answers, out=out, title=title, command=typed)
    return json.loads(out.with_suffix(".json").read_text("utf-8"))


def _probe_command(info: Any, run: Path) -> str:
    """The probe command that made a run, from its configuration."""
    design = info.get("design") or {}
    words = ["folkways", "probe", str(info.get("model", "MODEL")), str(info.get("survey", "SURVEY")), "--out", str(run)]
    for name in ("framings", "orders", "labels", "templates"):
        if design.get(name):
            words += [f"--{name}", ",".join(design[name])]
    for name in ("populations", "questions"):
        if info.get(name):
            words += [f"--{name}", ",".join(info[name])]
    if design.get("cue"):
        words += ["--cue", design["cue"]]
    words += ["--seed", str(info.get("seed", 0)), "--dtype", {"float32": "fp32", "bfloat16": "bf16"}.get(
        str(info.get("dtype")), str(info.get("dtype", "auto")))]  # fmt: skip
    return shlex.join(words)
