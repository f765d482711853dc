"""`folkways dialogues audit`: a sheet for people, and what they said of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console
from folkways.cli.dialogues_later import Folder
from folkways.cli.dialogues_run import JsonOut


def command(
    folder: Folder,
    out: Annotated[Path | None, typer.Option(help="CSV to write for people.")] = None,
    read: Annotated[Path | None, typer.Option(help="The CSV as it came back.")] = None,
    n: Annotated[int, typer.Option(min=1, help="Opinions on the sheet.")] = 100,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 0,
    json_out: JsonOut = False,
) -> None:
    """Write a sheet on which people accept or reject opinions, or read it back; `build` then follows what they said.

    The sheet does not tell what the judges said.

    Example:

        folkways dialogues audit talk --out sheet.csv

        folkways dialogues audit talk --read sheet.csv
    """
    from folkways.dialogues.audited import audited
    from folkways.dialogues.auditing import read_audit, sample_for_people, write_audit
    from folkways.dialogues.stages import DialogueFolder
    from folkways.errors import InputError

    if (out is None) == (read is None):
        raise InputError("give --out to write a sheet, or --read to read one", mend="one of the two")
    place = DialogueFolder.read(folder)
    verified = place.table("verify")
    if out is not None:
        opinions = place.table("extract").join(verified.select("id"), on="id", how="semi")
        sheet = sample_for_people(verified, opinions, place.table("generate"), n=n, seed=seed)
        write_audit(sheet, out)
        console().print(
            f"{sheet.height} opinions. Written: {out}. People write accept or reject into its column `person`.",
            markup=False,
        )
        return
    assert read is not None
    found = read_audit(read, verified)
    figures = audited(verified, found)
    place.keep_audit(found, verified)
    if json_out:
        typer.echo(json.dumps({"asked": figures.asked, "answered": figures.answered, "figures": str(figures)}))
    console().print(f"{figures.answered} of {figures.asked} answered; {figures}", markup=False)
    console().print(f"`folkways dialogues build {folder}` follows what they said.", markup=False)
