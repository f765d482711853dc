"""`folkways survey translate`: draft a translation with a model, have people review it, take it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.console import console, listed, progress_bar

if TYPE_CHECKING:
    from folkways.surveys import Survey


def command(
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    to: Annotated[str, typer.Option(help="Language to translate into, such as fr or pt-BR.")],
    out: Annotated[Path, typer.Option(help="Sheet to write (.csv); with --sheet, the folder of the survey.")],
    model: Annotated[str | None, typer.Option(help="Drafts it: as for folkways probe.")] = None,
    sheet: Annotated[Path | None, typer.Option(help="A reviewed sheet, to take in.")] = None,
    by: Annotated[str | None, typer.Option(help="Who reviewed the sheet.")] = None,
    accept_drafts: Annotated[
        bool, typer.Option("--accept-drafts", help="Take texts that nobody reviewed, marked as a machine's.")
    ] = False,
    questions: Annotated[str | None, typer.Option(help="Question ids, such as m001,m002. Default: all.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The first so many questions.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print how much would be asked; ask nothing.")] = False,
) -> None:
    """Draft a translation on a sheet for review, or take a reviewed sheet in.

    Every text is translated, translated back and compared; the sheet flags drift, lost numbers, empty, untranslated
    and repeated texts. Stopped on the way, the same command goes on.

    Examples:

        folkways survey translate menavalues --to fr --model api:openai/gpt-4o --limit 20 --out fr.csv

        folkways survey translate menavalues --to fr --sheet fr.csv --by "A. Reviewer" --out menavalues-fr
    """
    from folkways.errors import InputError
    from folkways.surveys import load_survey

    people = load_survey(survey)
    if to in {question.language for question in people.questions}:
        raise InputError(f"the survey is in {to!r} already", mend="name another language with --to")
    if (model is None) == (sheet is None):
        raise InputError("name either a model or a sheet", mend="--model drafts a sheet, --sheet takes one in")
    if sheet is not None:
        _take_in(people, to, sheet, by, accept_drafts, out)
        return
    assert model is not None
    _draft(people, to, model, listed(questions), limit, out, dry_run)


def _draft(
    people: Survey, to: str, name: str, ids: list[str] | None, limit: int | None, out: Path, dry_run: bool
) -> None:
    from folkways.models import load_model
    from folkways.models.provider import ProviderOptions
    from folkways.probes.translating import draft, prompts
    from folkways.surveys.translation_sheet import read_sheet, write_sheet

    asked = (people if ids is None else people.select(questions=ids)).questions[:limit]
    rows = read_sheet(out) if out.exists() and not dry_run else []
    there = {row.question for row in rows}
    left = [question for question in asked if question.id not in there]
    model = load_model(name, provider=ProviderOptions(ask=not dry_run))
    shown = prompts(people, left, to)
    say = console()
    say.print(
        f"{len(left)} questions, {len(shown):,} texts into {to} and back: about "
        f"{2 * sum(model.count_tokens(shown)):,} tokens to read"
        + (f"; {len(there)} questions are on the sheet already" if there else "")
    )
    if dry_run:
        return
    with progress_bar("translating") as progress:
        for made in draft(model, people, left, to, progress=progress):
            rows.extend(made)
            write_sheet(rows, out)
    flagged = sum(bool(row.flags) for row in rows)
    say.print(f"{len(rows):,} texts, {flagged:,} flagged: {out}")
    say.print("Write the right text, or ok, into the column `reviewed`; then give the sheet with --sheet.")


def _take_in(people: Survey, to: str, sheet: Path, by: str | None, accept_drafts: bool, out: Path) -> None:
    from folkways.errors import InputError
    from folkways.surveys.translation import translated
    from folkways.surveys.translation_sheet import read_sheet, translation_of

    if not by:
        raise InputError("a translation says who stands behind it", mend="give --by 'Name of the reviewer or model'")
    made, left_out = translation_of(read_sheet(sheet), people, to, by=by, accept_drafts=accept_drafts)
    translated(people, made).save(out)
    made.write(out / f"translation-{to}.json")
    say = console()
    say.print(f"{len(made.texts)} questions in {to}, {made.provenance}: {out}")
    if left_out:
        say.print(f"left out, not reviewed in full: {', '.join(left_out[:10])}{' …' if len(left_out) > 10 else ''}")
    say.print(f"Ask it with: folkways probe MODEL {out} --languages source,native --out RUN")
    typer.echo(json.dumps({"questions": len(made.texts), "left_out": left_out, "status": made.provenance.status}))
