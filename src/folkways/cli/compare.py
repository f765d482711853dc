"""`folkways compare`: two runs, or two tables of answers, on the cells that both hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from folkways.alignment import Alignment
    from folkways.surveys import Survey


def command(
    a: Annotated[Path, typer.Argument(help="A run folder, or a file of answers: ours, popfidelity, EDSL or QSTN.")],
    b: Annotated[Path, typer.Argument(help="Another; differences are B − A.")],
    survey: Annotated[str | None, typer.Option(help="A survey by name; needed for files, runs know their own.")] = None,
    metric: Annotated[str, typer.Option(help="score, nvas, or another column of the cells.")] = "score",
    margin: Annotated[float | None, typer.Option(help="Differences within ± this count as none.")] = None,
    replicates: Annotated[int, typer.Option(min=1, help="Bootstrap resamples and sign-flips.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of both.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Compare two runs on the cells that both answered: paired, clustered by question, with coverage and bounds.

    Two files that hold one condition each are compared whatever the conditions are.

    Examples:

        folkways compare runs/before runs/after

        folkways compare persona.csv observer.csv --survey menavalues --metric nvas
    """
    from folkways.alignment import compare
    from folkways.alignment.alignment import METRICS
    from folkways.errors import InputError
    from folkways.surveys import load_survey

    if metric not in METRICS:
        raise InputError(f"unknown metric {metric!r}", mend=f"use one of {', '.join(METRICS)}")
    people = load_survey(survey) if survey is not None else None
    first, second = (aligned(path, people, seed) for path in (a, b))
    found = compare(first, second, metric=metric, margin=margin, replicates=replicates, seed=seed)
    record = {"a": str(a), "b": str(b), "survey": first.survey, **found.to_record()}
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False))
    _show(record)


def aligned(path: Path, survey: Survey | None, seed: int) -> Alignment:
    """Cell scores alone: the averages and their intervals are made again on the common cells."""
    return aligned_to(path, survey, seed)[0]


def aligned_to(path: Path, survey: Survey | None, seed: int) -> tuple[Alignment, Survey]:
    """`aligned`, and the survey: the one given, else that of the run, or the one which a file brings."""
    from folkways.alignment import align
    from folkways.cli.console import console
    from folkways.cli.handed_in import read_file

    if path.is_dir():
        from folkways.probes import read_run

        answers, asked = read_run(path)
        people = survey or asked
        return align(answers, people, replicates=0, seed=seed), people
    table, people = read_file(path, survey)
    for note in table.notes:
        console().print(f"{path.name}: {note}", style="dim", markup=False)
    return align(table.answers, people, replicates=0, seed=seed), people


def _show(record: dict[str, Any]) -> None:
    from rich.markup import escape

    from folkways.cli.console import console

    info, say = record["info"], console()
    say.print(
        f"{info['metric']}: B − A on common cells ({record['survey']}), {100 * info['confidence']:g} % intervals\n"
    )
    for row in record["rows"]:
        if row["population"]:
            continue
        bounds = "–" if row["bound_low"] is None else f"{row['bound_low']:+.3f} … {row['bound_high']:+.3f}"
        say.print(f"[bold]A {escape(row['a'])}\nB {escape(row['b'])}[/bold]")
        say.print(
            f"  A {row['mean_a']:.3f}   B {row['mean_b']:.3f}   B − A {row['difference']:+.4f} "
            f"[{row['low']:+.4f}, {row['high']:+.4f}]   p {row['p_holm']:.3g} (Holm)\n"
            f"  within ± {info['margin']:g} of none: p {row['p_equivalent']:.3g}\n"
            f"  {row['cells']:,} common cells; only A {row['cells_a'] - row['cells']:,}, "
            f"only B {row['cells_b'] - row['cells']:,}, "
            f"neither {row['cells_people'] - row['cells_a'] - row['cells_b'] + row['cells']:,}; bounds {bounds}\n"
        )
    for side, lines in zip("AB", info.get("coverage", ()), strict=False):
        for line in lines:
            lost = ", ".join(
                f"{line[n]:,} {n}" for n in ("refused", "truncated", "malformed", "failed", "absent") if line[n]
            )
            named = escape(" · ".join(line[n] for n in ("model", "framing", "language", "reasoning")))
            say.print(
                f"{side} {named}: {line['answered']:,} of {line['human_cells']:,} cells answered"
                + (f"; {lost}" if lost else "")
            )
    say.print(
        "Bounds: the difference over all cells that people answered if every missing score were the worst or the best.",
        style="dim",
    )
    for line in info["without_partner"]:
        say.print(f"No partner for: {line}", style="dim")
