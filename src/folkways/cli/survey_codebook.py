"""`folkways survey codebook`: the questions of a Qualtrics file as a codebook to correct and to read respondents by."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console


def command(
    file: Annotated[Path, typer.Argument(help="A .qsf file of Qualtrics.")],
    out: Annotated[Path, typer.Option(help="YAML to write.")],
    force: Annotated[bool, typer.Option("--force", help="Write over OUT where it is there already.")] = False,
) -> None:
    """Write the questions of a .qsf as a codebook: correct scales, name weights and populations, and import with it.

    Example:

        folkways survey codebook values.qsf --out values.yaml
    """
    from folkways.errors import InputError
    from folkways.surveys.codebook import write_codebook
    from folkways.surveys.qualtrics import read_qsf

    found = read_qsf(file)
    if out.exists() and not force:
        raise InputError("is there already", where=str(out), mend="choose another --out, or say --force")
    write_codebook(found.codebook(), out)
    say = console()
    ordinal = sum(one.question.scale == "ordinal" for one in found.asked)
    say.print(f"{len(found.asked)} questions ({ordinal} read as ordinal: check them)", markup=False)
    for reason, count in Counter(reason for _, reason in found.left_out).items():
        say.print(f"left out: {reason} ({count})", style="dim", markup=False)
    say.print(f"Written: {out}", markup=False)
