"""`folkways map`: models among the peoples on the Inglehart–Welzel map of the user's own microdata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from folkways.alignment.value_axes import ValueAxes


def command(
    runs: Annotated[
        list[Path] | None,
        typer.Argument(help="Run folders of a World Values Survey or menavalues; none: people alone."),
    ] = None,
    microdata: Annotated[
        Path | None, typer.Option(help="World Values Survey wave 7, as downloaded: csv, sav or dta.")
    ] = None,
    axes: Annotated[Path | None, typer.Option(help="Axes that --keep-axes wrote, in place of --microdata.")] = None,
    out: Annotated[Path, typer.Option(help="HTML file to write; a JSON file of the same facts lies beside it.")] = Path(
        "map.html"
    ),
    keep_axes: Annotated[
        Path | None, typer.Option(help="Write the fitted axes here as JSON: sums over peoples, no respondent's row.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the page.")] = None,
    replicates: Annotated[int, typer.Option(min=2, help="Bootstrap of the peoples' ellipses.")] = 200,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print places and axes as JSON.")] = False,
) -> None:
    """Draw the Inglehart–Welzel map: peoples from your own World Values Survey file, models among them.

    The two axes (survival to self-expression, traditional to secular-rational) are fitted on ten questions over all
    respondents of the file, which stays where it is: only sums over peoples are kept.

    Examples:

        folkways map runs/smollm2 --microdata WVS_Cross-National_Wave_7_csv_v6_0.csv --out map.html

        folkways map runs/small runs/large --axes axes.json
    """
    from folkways.alignment import align
    from folkways.alignment.value_map import item_questions, value_map
    from folkways.cli.console import console
    from folkways.cli.result import typed_command
    from folkways.errors import InputError
    from folkways.probes import read_run, validity_gate
    from folkways.report.page import render
    from folkways.report.value_map import value_map_page
    from folkways.runs import write_atomically

    if (microdata is None) == (axes is None):
        raise InputError(
            "needs the people" if axes is None else "has two kinds of people",
            mend="give --microdata WVS.csv, or --axes with axes that were kept",
        )
    paths = runs or []
    names = [path.name if sum(p.name == path.name for p in paths) == 1 else str(path) for path in paths]
    read = {name: read_run(path) for name, path in zip(names, paths, strict=True)}
    parts = {name: list(item_questions(survey)) for name, (_, survey) in read.items()}  # before the long part
    fitted = _fitted(microdata, axes, replicates, seed)
    if keep_axes is not None:
        write_atomically(keep_axes, json.dumps(fitted.to_record(), ensure_ascii=False, allow_nan=False).encode())
    answered, gates = {}, {}
    for name, (answers, survey) in read.items():
        asked = survey.select(questions=parts[name])
        answered[name] = (align(answers, asked, replicates=0, seed=seed), asked)
        gates[name] = validity_gate(answers, survey, seed=seed).to_record()
    found = value_map(fitted, answered)
    alignments = {name: alignment for name, (alignment, _) in answered.items()}
    page = value_map_page(found, alignments, gates, title=title or "", command=typed_command())
    render(page, out)
    _show(page.verdict, found.points.to_dicts(), {p.id: p.label for p in fitted.populations})
    console().print(f"map: {out} and {out.with_suffix('.json')}", markup=False)
    if json_out:
        typer.echo(json.dumps(page.to_record()["run"], ensure_ascii=False))


def _fitted(microdata: Path | None, axes: Path | None, replicates: int, seed: int) -> ValueAxes:
    from folkways.alignment.value_axes import ValueAxes, fit_axes
    from folkways.cli.console import progress_bar
    from folkways.surveys.value_sums import read_value_sums

    if axes is not None:
        return ValueAxes.read(axes)
    assert microdata is not None
    with progress_bar("peoples") as progress:
        sums = read_value_sums(microdata, replicates=replicates, seed=seed, progress=progress)
    return fit_axes(sums, {"file": microdata.name, "replicates": replicates, "seed": seed})


def _show(verdict: str, points: list[dict[str, Any]], names: dict[str, str]) -> None:
    from folkways.cli.console import console

    say = console()
    say.print(verdict, markup=False)
    for row in points:
        if row["kind"] != "model":
            continue
        whom = names.get(row["population"], row["population"]) or "itself"
        missing = f"; without {', '.join(row['missing'])}" if row["missing"] else ""
        say.print(
            f"  {row['model']} · {row['framing']} · {whom}: self-expression {row['x']:+.2f}, secular {row['y']:+.2f}, "
            f"nearest {names[row['nearest']]} ({row['distance']:.2f}); {row['items']} of 10 items{missing}",
            markup=False,
        )
