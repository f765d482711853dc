"""`folkways survey split`: hold out questions and peoples, before anything is learnt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console, listed


def command(
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="JSON to write.")],
    share: Annotated[float, typer.Option(help="Share of the questions of each topic that is held out.")] = 0.25,
    hold_out: Annotated[str | None, typer.Option(help="Populations that are held out altogether: MAR,TUR.")] = None,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the split as JSON.")] = False,
) -> None:
    """Cut a survey's questions into training and held-out ones, topic by topic, and hold out whole populations.

    Norms, prompts and adapters that are made with the split learn from its training side alone; `folkways probe
    --split` asks the other. Questions nearly alike in their words stay together.

    Example:

        folkways survey split menavalues --out split.json --hold-out MAR,TUR
    """
    from folkways.surveys import load_survey
    from folkways.surveys.split import split_survey

    found = split_survey(load_survey(survey), share=share, populations=listed(hold_out) or (), seed=seed)
    found.save(out)
    if json_out:
        typer.echo(json.dumps(found.to_record()))
    console().print(
        f"{len(found.train)} training questions and {len(found.held_out)} held out; {len(found.seen)} populations seen"
        + (f", {len(found.unseen)} held out: {', '.join(found.unseen)}" if found.unseen else "")
        + f". Written: {out}",
        markup=False,
    )
