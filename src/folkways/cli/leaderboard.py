"""`folkways leaderboard`: many runs in one order, with intervals and ties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from folkways.alignment import Alignment, Leaderboard
    from folkways.surveys import Survey


def command(
    runs: Annotated[list[Path], typer.Argument(help="Run folders, or files of answers as in `score`; two or more.")],
    survey: Annotated[str | None, typer.Option(help="A survey by name; needed for files, runs know their own.")] = None,
    metric: Annotated[str, typer.Option(help="score, nvas, or another column of the cells.")] = "score",
    calibration: Annotated[str, typer.Option(help="raw, or content-free: which of the two is shown.")] = "raw",
    replicates: Annotated[int, typer.Option(min=1, help="Bootstrap resamples and sign-flips.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of both.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="HTML page to write; a JSON file of the same facts lies beside it.")
    ] = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print as JSON, all conditions.")] = False,
) -> None:
    """Order models by their score on the cells that all of them answered.

    A rank counts only models that are better beyond chance, so models that cannot be told apart share one.

    Examples:

        folkways leaderboard runs/small runs/large runs/api --metric score

        folkways leaderboard runs/small runs/large runs/api --out board.html
    """
    from folkways.alignment import leaderboard
    from folkways.alignment.alignment import METRICS
    from folkways.cli.compare import aligned_to
    from folkways.cli.console import progress_bar
    from folkways.errors import InputError
    from folkways.surveys import load_survey

    if metric not in METRICS:
        raise InputError(f"unknown metric {metric!r}", mend=f"use one of {', '.join(METRICS)}")
    if len(runs) < 2:
        raise InputError("one entry has no order", mend="name two runs or more")
    people = load_survey(survey) if survey is not None else None
    names = [path.name if sum(p.name == path.name for p in runs) == 1 else str(path) for path in runs]
    entries: list[tuple[str, Alignment]] = []
    asked: list[Survey] = []
    with progress_bar("scoring") as progress:
        for number, (name, path) in enumerate(zip(names, runs, strict=True), 1):
            entry, theirs = aligned_to(path, people, seed)
            entries.append((name, entry))
            asked.append(theirs)
            progress(number, len(runs))
    gates = {name: _gate(path, seed) for name, path in zip(names, runs, strict=True)}
    board = leaderboard(entries, metric=metric, replicates=replicates, seed=seed)
    record = board.to_record()
    for row in record["rows"]:
        gate = gates[row["entry"]]
        row["gate"] = None if gate is None else gate["verdict"]
    if not any(row["calibration"] == calibration for row in record["rows"]):
        raise InputError(f"no answers are {calibration!r}", mend="use --calibration raw")
    if out is not None:
        _write(board, dict(entries), gates, calibration, asked[0], out)
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
    _show(record, calibration)


def _gate(path: Path, seed: int) -> dict[str, Any] | None:
    """The validity gate of a run; files have no controls."""
    if not path.is_dir():
        return None
    from folkways.probes import read_run, validity_gate

    answers, survey = read_run(path)
    return validity_gate(answers, survey, seed=seed).to_record()


def _write(
    board: Leaderboard, alignments: dict[str, Alignment], gates: dict[str, dict[str, Any] | None], calibration: str,
    survey: Survey, out: Path,
) -> None:  # fmt: skip
    from folkways.cli.console import console
    from folkways.cli.result import typed_command
    from folkways.report.board import leaderboard_page
    from folkways.report.page import render

    page = leaderboard_page(
        board, alignments, gates, calibration=calibration, survey=survey.title or survey.name, command=typed_command()
    )
    render(page, out)
    say = console()
    say.print(page.verdict, markup=False)
    say.print(f"leaderboard: {out} and {out.with_suffix('.json')}", markup=False)


def _show(record: dict[str, Any], calibration: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    from folkways.cli.console import console

    info, say = record["info"], console()
    rows = [row for row in record["rows"] if row["calibration"] == calibration]
    named = ("framing", "language", "reasoning")
    for condition in dict.fromkeys(tuple(row[n] for n in named) for row in rows):
        here = [row for row in rows if tuple(row[n] for n in named) == condition]
        table = Table(
            title=f"{' · '.join(condition)}: {info['metric']} on {here[0]['cells']:,} common cells, "
            f"{here[0]['questions']:,} questions",
            title_justify="left",
        )
        for head in ("rank", "entry", f"{info['metric']} [{100 * info['confidence']:g} %]", "rank range", "answered"):
            table.add_column(head, justify="left" if head == "entry" else "right")
        for row in here:
            shown = [
                f"{row['rank']}{'=' if row['ties'] else ''}",
                escape(row["name"]) + (" (not measurable)" if row["gate"] == "not measurable" else ""),
                f"{row['mean']:.4f} [{row['low']:.4f}, {row['high']:.4f}]",
                f"{row['rank_low']}–{row['rank_high']}"
                if row["rank_low"] != row["rank_high"]
                else f"{row['rank_low']}",
                f"{row['cells_own']:,}",
            ]
            table.add_row(*shown, style="dim" if row["gate"] == "not measurable" else None)
        say.print(table)
    say.print(
        f"= : not told apart from another ({info['told_apart']}).\n"
        "Rank range: of the rank by mean, over resamples of the questions.",
        style="dim",
    )
