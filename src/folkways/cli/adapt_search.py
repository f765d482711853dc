"""`folkways adapt prompt --search`: find the best strategy of every people, and show how all of them did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from folkways.cli.console import console, progress_bar

if TYPE_CHECKING:
    from folkways.adapt.prompting import Search
    from folkways.norms import NormBook
    from folkways.surveys import Survey
    from folkways.surveys.split import Split


def find(
    model: str,
    survey: Survey,
    split: Split | None,
    *,
    candidates: Sequence[str] | None,
    populations: Sequence[str] | None,
    book: NormBook | None,
    encoder: str,
    folds: int,
    limit: int | None,
    framing: str,
    language: str,
    seed: int,
    source: str,
    run: Path | None,
    out: Path | None,
    json_out: bool,
) -> None:
    """Search, print the table of candidates, and keep the chosen prompts.

    Raises:
        InputError: no split or no run folder was given, or as `search`.
    """
    from folkways.adapt.prompting import parse_strategy, search
    from folkways.adapt.prompting.search import CANDIDATES, NORM_CANDIDATES
    from folkways.encoders import load_encoder
    from folkways.errors import InputError
    from folkways.models import load_model

    if split is None:
        raise InputError("a search needs a split", mend="make one: `folkways survey split`, and give it with --split")
    if run is None:
        raise InputError("a search needs a run folder", mend="give one with --run")
    tried = list(candidates or (*CANDIDATES, *(NORM_CANDIDATES if book else ())))
    vectors = load_encoder(encoder) if any(parse_strategy(text).encodes for text in tried) else None
    with progress_bar("searching") as progress:
        found = search(
            load_model(model), survey, split, run, candidates=tried, populations=populations, book=book,
            encoder=vectors, folds=folds, limit=limit, framing=framing, language=language, seed=seed, source=source,
            progress=progress,
        )  # fmt: skip
    _table(found)
    kept = out or run / "prompts.json"
    found.prompting.save(kept)
    if json_out:
        record = {
            "candidates": found.candidates.to_dicts(),
            "choices": [choice.to_record() for choice in found.choices],
            "left_out": dict(found.left_out),
        }
        typer.echo(json.dumps(record))
    console().print(f"prompts: {kept}; score them on held-out questions: folkways probe --prompt {kept}", markup=False)


def _table(found: Search) -> None:
    from rich.table import Table

    say = console()
    chosen = {choice.population: choice.strategy for choice in found.choices}
    table = Table("population", "strategy", "skill", "95 % interval", "questions", "tokens", "")
    for row in found.candidates.sort("population", maintain_order=True).iter_rows(named=True):
        known = row["skill"] is not None
        interval = "" if row["se"] is None else f"{row['low']:+.3f} to {row['high']:+.3f}"
        table.add_row(
            row["population"],
            row["strategy"],
            f"{row['skill']:+.3f}" if known else "",
            interval,
            str(row["questions"]),
            f"{row['tokens']:.0f}",
            "chosen" if chosen.get(row["population"]) == row["strategy"] else "",
        )
    say.print(table)
    for name, why in found.left_out.items():
        say.print(f"left out: {name}. {why}", markup=False)
