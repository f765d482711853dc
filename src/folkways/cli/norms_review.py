"""`folkways norms review`: what people say of the norms."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.console import console, listed

if TYPE_CHECKING:
    from folkways.norms import Norm, NormBook


def command(
    book: Annotated[Path, typer.Argument(help="A norm book: .yaml or .parquet.")],
    reviewer: Annotated[str, typer.Option(help="Who reviews.")],
    accept: Annotated[str | None, typer.Option(help="Ids of norms that are right.")] = None,
    reject: Annotated[str | None, typer.Option(help="Ids of norms that are not.")] = None,
    note: Annotated[str, typer.Option(help="What is said of these norms.")] = "",
    edited: Annotated[Path | None, typer.Option(help="An edited copy of the book, to take in.")] = None,
    population: Annotated[str | None, typer.Option(help="Ask for the norms of this people alone.")] = None,
) -> None:
    """Review norms: by id, by an edited copy, or one after the other on the terminal.

    On the terminal each norm that nobody has reviewed is shown; a accepts it, r rejects it, e edits its text, s leaves
    it for later, q stops. Every answer is kept at once. The book may also be edited by hand: a changed text is a new
    norm, without the verdict of the old one.

    Examples:

        folkways norms review book.yaml --reviewer "A. Reviewer"

        folkways norms review book.yaml --reviewer "A. Reviewer" --accept n0123456789,n9876543210 --note "holds"
    """
    from folkways.norms.review import marked, merged, read_edited

    found = read_edited(book)
    if edited is not None:
        found = merged(found, edited, reviewer=reviewer)
    accepted, rejected = listed(accept) or [], listed(reject) or []
    if accepted or rejected:
        found = marked(found, accept=accepted, reject=rejected, reviewer=reviewer, note=note)
    if edited is not None or accepted or rejected:
        found.save(book)
    else:
        found = _one_by_one(found, book, reviewer, population)
    states = {state: sum(norm.status == state for norm in found.norms) for state in ("reviewed", "rejected", "mined")}
    console().print(
        f"{states['reviewed']} reviewed, {states['rejected']} rejected, {states['mined']} still to review: {book}",
        markup=False,
    )


def _one_by_one(book: NormBook, path: Path, reviewer: str, population: str | None) -> NormBook:
    from folkways.errors import InputError

    if not sys.stdin.isatty():
        raise InputError("there is no terminal to ask on", mend="give --accept, --reject or --edited")
    open_ = [n for n in book.norms if n.status == "mined" and population in (None, n.population)]
    for place, norm in enumerate(open_, start=1):
        _show(norm, place, len(open_))
        while (key := typer.getchar().lower()) not in ("a", "r", "e", "s", "q"):
            continue
        if key == "q":
            break
        if key == "s":
            continue
        book = _answered(book, norm, key, reviewer)
        book.save(path)
    return book


def _answered(book: NormBook, norm: Norm, key: str, reviewer: str) -> NormBook:
    """The book with the norm as the reviewer's key leaves it."""
    from folkways.norms.review import reworded

    if key == "e":
        text = typer.prompt("text", default=norm.text, err=True).strip()
        changed = reworded(norm, text, reviewer=reviewer) if text != norm.text else norm
        mark = replace(changed, status="reviewed", reviewer=reviewer)
    else:
        mark = replace(norm, status="reviewed" if key == "a" else "rejected", reviewer=reviewer)
    return book.with_norms(mark if other.id == norm.id else other for other in book.norms)


def _show(norm: Norm, place: int, of: int) -> None:
    say = console()
    strength = "" if norm.strength is None else f", {norm.strength:.0%} of people"
    say.print(f"\n{place}/{of}  {norm.population} · {norm.topic} · {norm.verdict}{strength}", markup=False, style="dim")
    say.print(norm.text, markup=False)
    say.print("a accept  r reject  e edit  s later  q stop", style="dim")
