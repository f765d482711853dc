"""`folkways score`: score answers that somebody already has."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import polars as pl

_REMARKS = {
    "rows_without_score": "no score, because people were not asked there or the model did not answer",
    "rows_renormalised": "probabilities renormalised, they missed 1 by a rounding error",
    "rows_between_options": "the answer lies on the scale between two options, and is shared between them",
}


def command(
    file: Annotated[
        Path,
        typer.Argument(
            help="csv or parquet: model, condition, question, country, answer or p_1 …; or results of EDSL or QSTN."
        ),
    ],
    survey: Annotated[str | None, typer.Option(help="A survey by name, or a folder or file of one.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="csv or parquet to write, and OUT.summary.json. Default: FILE's name with .scored.csv, here."
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="The model's name, where FILE does not say (QSTN). Default: FILE's name.")
    ] = None,
    export_cells: Annotated[Path | None, typer.Option(help="Write people and model as popfidelity's cell csv.")] = None,
    replicates: Annotated[int, typer.Option(min=0, help="Bootstrap resamples.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of the resamples.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Write over OUT where it is there already.")] = False,
    json_out: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Score a model's answers against people: one row out for each row in, skill and intervals beside.

    The condition names the framing (neutral, persona, observer). A cell csv of popfidelity, results of EDSL (csv,
    json, jsonl) and frames of QSTN (csv, parquet) are read as well: one row out for each cell, samples put together.

    Examples:

        folkways score answers.csv --survey menavalues --out scored.csv

        folkways score results.json.gz --survey menavalues --out scored.csv
    """
    from folkways.alignment.popfidelity_cells import write_cells
    from folkways.alignment.scorecard import score_table
    from folkways.cli.handed_in import read_file
    from folkways.errors import InputError
    from folkways.runs import write_atomically
    from folkways.surveys import load_survey

    out = out or Path(f"{file.stem}.scored.csv")
    beside = out.with_name(out.name + ".summary.json")
    targets = [path for path in (out, beside, export_cells) if path is not None]
    for path in targets:
        if path.resolve() == file.resolve() or path.is_dir():
            raise InputError("would be written over", where=str(path), mend="choose another --out")
        if path.exists() and not force:
            raise InputError("is there already", where=str(path), mend="choose another --out, or say --force")
    if len({path.resolve() for path in targets}) < len(targets):
        raise InputError("two outputs have one name", where=str(out), mend="choose another --export-cells")
    if out.suffix.lower() not in (".csv", ".parquet"):
        raise InputError(
            f"cannot write {out.suffix or 'a file without a suffix'}", where=str(out), mend="end it in .csv or .parquet"
        )
    table, people = read_file(file, load_survey(survey) if survey is not None else None, model)
    card = score_table(table, people, replicates=replicates, seed=seed)
    text = json.dumps(card.record, ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(out, _bytes(card.rows, out.suffix.lower()))
    write_atomically(beside, text.encode())
    if export_cells is not None:
        write_atomically(export_cells, _bytes(write_cells(card.alignment, people), export_cells.suffix.lower()))
    if json_out:
        typer.echo(text)
    _show(card.record, [str(path) for path in targets])


def _bytes(frame: pl.DataFrame, suffix: str) -> bytes:
    buffer = io.BytesIO()
    if suffix == ".parquet":
        frame.write_parquet(buffer, compression="zstd")
    else:
        frame.write_csv(buffer)
    return buffer.getvalue()


def _show(record: dict[str, Any], written: list[str]) -> None:
    from rich.markup import escape

    from folkways.cli.console import console

    say = console()
    level = f"{100 * record['info']['confidence']:g} % intervals"
    say.print(f"{record['survey']}: {record['rows_scored']:,} of {record['rows']:,} rows scored; {level}\n")
    for row in record["conditions"]:
        say.print(f"[bold]{escape(row['model'])} · {escape(row['condition'])}[/bold]")
        m = row["metrics"]
        if not m:
            say.print("  no cell was answered\n")
            continue
        say.print(
            f"  {row['cells']:,} cells, {100 * row['coverage']:.0f} % of the people's\n"
            f"  NVAS   {_number(m['nvas'], 2)}   midpoint {_number(m['nvas_midpoint'], 2)}, "
            f"other countries {_number(m['nvas_pooled'], 2)}\n"
            f"         skill over the midpoint {_ranged(m['nvas_skill_midpoint'])}\n"
            f"  score  {_number(m['score'], 3)}   skill {_ranged(m['skill'])}\n"
        )
    say.print(
        "Skill: 0 is no better than a baseline that knows nothing of any people (the midpoint for NVAS, the better of "
        "midpoint and uniform for score), 1 is somebody who knows the true shares. An answer that is one option is "
        "scored as a people of one mind.",
        style="dim",
    )
    for note in record["info"]["notes"]:
        say.print(note, style="dim")
    for note in record["notes"]:
        say.print(note, style="dim", markup=False)
    for key, words in _REMARKS.items():
        if record[key]:
            say.print(f"{record[key]:,} rows: {words}.", style="dim")
    say.print(f"Written: {', '.join(written)}")


def _number(value: dict[str, Any], digits: int) -> str:
    return "–" if value["estimate"] is None else f"{value['estimate']:.{digits}f}"


def _ranged(value: dict[str, Any]) -> str:
    if value["estimate"] is None:
        return "–"
    if value["low"] is None:
        return f"{value['estimate']:.2f}"
    return f"{value['estimate']:.2f} [{value['low']:.2f}, {value['high']:.2f}]"
