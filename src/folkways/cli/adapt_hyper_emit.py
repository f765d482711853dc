"""`folkways adapt hyper emit`: the adapter of a description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console


def command(
    hypernetwork: Annotated[Path, typer.Argument(help="The folder that training left: OUT/hypernetwork.")],
    out: Annotated[Path, typer.Option(help="Folder of the adapter.")],
    description: Annotated[
        str,
        typer.Option(help="Of whom it is to speak, in any words; @FILE reads a file. Of per-culture: a people's id."),
    ],
    towards: Annotated[str, typer.Option(help="A second description, to stand between the two.")] = "",
    weight: Annotated[
        float | None, typer.Option(help="Of the second: 0 is the first alone, 1 the second. Default: 0.5.")
    ] = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write an ordinary LoRA adapter: PEFT, vLLM and llama.cpp's converter load it, and `folkways probe --adapter`.

    Examples:

        folkways adapt hyper emit runs/diag/hypernetwork --out runs/lebanon
        --description "The people of Lebanon. Spoken there: Arabic. Most say that family is very important."

        folkways adapt hyper emit runs/diag/hypernetwork --out runs/between --description "The people of Lebanon"
        --towards "The people of Qatar" --weight 0.5
    """
    from folkways.adapt.hyper.emit import emit
    from folkways.errors import InputError

    def text(given: str) -> str:
        if not given.startswith("@"):
            return given
        try:
            return Path(given[1:]).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read ({error})", where=given[1:], mend="give a text file in UTF-8") from error

    share = weight if weight is not None else 0.5 if towards else 0.0
    made = emit(hypernetwork, text(description), out, towards=text(towards), weight=share)
    console().print(
        f"{out}: {made['parameters']:,} numbers, {made['bytes'] / 1e6:.1f} MB, emitted in {made['milliseconds']:.1f} "
        f"ms after {made['encoding']:.0f} ms for the text",
        markup=False,
    )
    if json_out:
        typer.echo(json.dumps({"adapter": str(out), **made}))
