"""`folkways norms`: mine, check, list, review and export what a culture expects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli import norms_mine, norms_review
from folkways.cli.console import console, progress_bar

if TYPE_CHECKING:
    from folkways.norms import Norm, NormBook

app = typer.Typer(help="Mine, check, list, review and export norms of peoples.", no_args_is_help=True)
app.command("mine")(norms_mine.command)
app.command("review")(norms_review.command)

Book = Annotated[Path, typer.Argument(help="A norm book: .yaml or .parquet.")]
Population = Annotated[str | None, typer.Option(help="Of this people alone, by id.")]


@app.command()
def check(
    book: Book,
    survey: Annotated[str, typer.Argument(help="The survey that it was mined from, by name, folder or file.")],
    split: Annotated[Path | None, typer.Option(help="The split that it was mined under.")] = None,
    judge: Annotated[str | None, typer.Option(help="Model that judges, as for folkways probe. Default: rules.")] = None,
    encoder: Annotated[str, typer.Option(help="Text encoder that finds the questions.")] = "e5-small",
    out: Annotated[Path | None, typer.Option(help="Book to write. Default: the same file.")] = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Check each norm against what the people said: supported, contradicted, or not tested.

    Only the training side of the split is read. The norms of each topic are ranked anew, none is dropped.

    Example:

        folkways norms check book.yaml menavalues --split split.json
    """
    from folkways.norms.ranking import in_topics, ranked
    from folkways.norms.review import read_edited

    found = read_edited(book)
    with progress_bar("checking") as progress:
        done = norms_mine.checks(found, survey, split, judge, encoder, progress)(found)
    done = in_topics(ranked(done.norms), found)
    done.save(out or book)
    counts = _verdicts(done)
    if json_out:
        typer.echo(json.dumps(counts))
    console().print(f"{len(done)} norms: {_told(counts)}. Written: {out or book}", markup=False)


@app.command("list")
def list_(
    book: Book,
    population: Population = None,
    topic: Annotated[str | None, typer.Option(help="Of this topic alone.")] = None,
    status: Annotated[str | None, typer.Option(help="mined, reviewed or rejected.")] = None,
    verdict: Annotated[str | None, typer.Option(help="supported, contradicted, not tested or unchecked.")] = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the norms of a book, with what the survey and the reviewers say of them.

    Example:

        folkways norms list book.yaml --population EGY --status mined
    """
    from folkways.norms.review import read_edited

    found = read_edited(book)
    norms = [
        norm
        for norm in found.norms
        if population in (None, norm.population)
        and topic in (None, norm.topic)
        and status in (None, norm.status)
        and verdict in (None, norm.verdict)
    ]
    if json_out:
        typer.echo(json.dumps([norm.to_record() for norm in norms], ensure_ascii=False))
        return
    _table(norms)
    console().print(f"{len(norms)} of {len(found)} norms: {_told(_verdicts(found.with_norms(norms)))}", markup=False)


@app.command()
def export(
    book: Book,
    out: Annotated[Path, typer.Option(help="File to write: .yaml, .parquet, .md or .csv.")],
    usable: Annotated[
        bool, typer.Option("--usable", help="Leave out what was rejected or is contradicted by the survey.")
    ] = False,
) -> None:
    """Write a book in another form: YAML to edit, Parquet for programs, Markdown and CSV to read.

    Example:

        folkways norms export book.yaml --out norms.md --usable
    """
    from folkways.norms.export import export as write
    from folkways.norms.review import read_edited

    found = read_edited(book)
    kept = found.usable() if usable else found
    write(kept, out)
    console().print(f"{len(kept)} of {len(found)} norms. Written: {out}", markup=False)


def _verdicts(book: NormBook) -> dict[str, int]:
    counts: dict[str, int] = {}
    for norm in book.norms:
        counts[norm.verdict] = counts.get(norm.verdict, 0) + 1
    return counts


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items()) or "none"


def _table(norms: list[Norm]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("id", "people", "topic"):
        table.add_column(name, overflow="fold", max_width=24)
    table.add_column("norm", overflow="fold", ratio=1)
    table.add_column("verdict")
    table.add_column("strength", justify="right")
    table.add_column("status")
    for norm in norms:
        strength = "" if norm.strength is None else f"{norm.strength:.0%}"
        table.add_row(norm.id, norm.population, norm.topic, norm.text, norm.verdict, strength, norm.status)
    # Without markup: `EGY[sex=female]` is data, not a style.
    Console(highlight=False, markup=False).print(table)
