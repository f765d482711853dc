"""`folkways import-log`: a log of Inspect or lm-evaluation-harness as a run folder with its report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console
from folkways.cli.result import typed_command, write_result


def command(
    log: Annotated[Path, typer.Argument(help="An Inspect log (.eval, .json) or samples_*.jsonl of lm_eval.")],
    out: Annotated[Path, typer.Option(help="Run folder to write.")],
    model: Annotated[str, typer.Option(help="The model's name, which samples of lm_eval do not hold.")] = "lm_eval",
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Turn the log of one of our tasks into a run folder, with the same report as `folkways probe`.

    Examples:

        folkways import-log logs/2026-11-24_menavalues.eval --out runs/imported

        folkways import-log results/samples_folkways_menavalues.jsonl --out runs/imported --model my-model
    """
    from folkways.probes import read_run

    if log.suffix == ".jsonl":
        from folkways.tasks.lm_eval import import_lm_eval_samples

        import_lm_eval_samples(log, out, model=model)
    else:
        from folkways.tasks.inspect_log import import_inspect_log

        import_inspect_log(log, out)
    answers, survey = read_run(out)
    record = write_result(answers, survey, out / "report.html", seed=seed, command=typed_command())
    states = dict(answers.items["state"].value_counts(sort=True).iter_rows())
    say = console()
    say.print(", ".join(f"{count:,} {state}" for state, count in states.items()))
    say.print(f"report: {out / 'report.html'}")
    if json_out:
        typer.echo(json.dumps(record))
