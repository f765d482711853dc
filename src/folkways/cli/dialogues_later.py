"""`folkways dialogues extract` and `verify`: from conversations to verified opinions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.dialogues_going import going
from folkways.cli.dialogues_run import Collection, JsonOut, MaxCalls, MaxCost, Price, Second, Slurs
from folkways.cli.dialogues_told import Limits, Told, recall

Folder = Annotated[Path, typer.Argument(help="Of `folkways dialogues generate`.")]


def extract(
    folder: Folder,
    extractor: Annotated[
        str | None, typer.Option(help="Model that finds opinions. Default: the one that spoke.")
    ] = None,
    method: Annotated[
        str | None, typer.Option(help="json (quotes), sentences (labelled, for small models) or auto.")
    ] = None,
    price: Price = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    json_out: JsonOut = False,
) -> None:
    """Find opinions in the turns, each with its exact place.

    Example:

        folkways dialogues extract talk --method sentences
    """
    from folkways.dialogues.stages import DialogueFolder

    told, settings = recall(DialogueFolder.read(folder))
    if method is not None:
        settings = replace(settings, extracting=replace(settings.extracting, method=method))
    told = _with(told, extractor=extractor)
    going(folder, told, settings, Limits(max_calls, max_cost, price), until="extract", json_out=json_out)


def verify(
    folder: Folder,
    judge: Annotated[str | None, typer.Option(help="Model that judges. Default: the one that spoke.")] = None,
    second: Second = None,
    rewriter: Annotated[str | None, typer.Option(help="Model that rewrites. Default: the one that spoke.")] = None,
    rewrite: Annotated[bool | None, typer.Option(help="Rewrite what contradicts its seed, and check it anew.")] = None,
    votes: Annotated[int | None, typer.Option(min=1, help="Askings of a judge about an opinion.")] = None,
    collection: Collection = None,
    slurs: Slurs = None,
    price: Price = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    json_out: JsonOut = False,
) -> None:
    """Check opinions against their seeds, by a second judge, against texts, and for what harms.

    Example:

        folkways dialogues verify talk --judge api:openai/gpt-4o --second api:anthropic/claude-sonnet-4-5

        folkways dialogues verify talk --collection wikipedia_extracts/ --no-rewrite
    """
    from folkways.dialogues.stages import DialogueFolder

    told, settings = recall(DialogueFolder.read(folder))
    given = {
        "votes": votes,
        "rewrite": rewrite,
        "collection": None if collection is None else str(collection),
        "slurs": None if slurs is None else str(slurs),
    }
    changed = {name: value for name, value in given.items() if value is not None}
    settings = replace(settings, verifying=replace(settings.verifying, **changed))
    told = _with(told, judge=judge, second=second, rewriter=rewriter)
    going(folder, told, settings, Limits(max_calls, max_cost, price), until="verify", json_out=json_out)


def _with(told: Told, **roles: str | None) -> Told:
    return replace(told, roles={**told.roles, **{name: model for name, model in roles.items() if model is not None}})
