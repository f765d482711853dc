"""`folkways dialogues ablate`: what of the way to the data brings a model closer to the peoples, and by how much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.chats import chats_of
from folkways.cli.comparison import show
from folkways.cli.console import console, listed, progress_bar, whole
from folkways.cli.result import typed_command

if TYPE_CHECKING:
    from folkways.adapt.comparing.comparison import Comparison


def command(
    model: Annotated[str, typer.Argument(help="smollm2, a transformers folder or a hub name.")],
    survey: Annotated[str, typer.Argument(help="The survey that the seeds came from, by name, folder or file.")],
    split: Annotated[Path, typer.Option(help="From `folkways survey split`: what is held out is asked, never learnt.")],
    data: Annotated[str, typer.Option(help="Chat records as NAME=FOLDER,…, such as seeds, one, unverified and full.")],
    out: Annotated[Path, typer.Option(help="Folder; an ablation that was stopped there goes on.")],
    against: Annotated[str, typer.Option(help="The name that is set against each of the others.")] = "full",
    seeds: Annotated[str, typer.Option(help="With each of which every arm is trained.")] = "0,1,2",
    steps: Annotated[int, typer.Option(help="Optimiser steps, the same for every arm.", min=1)] = 120,
    populations: Annotated[str | None, typer.Option(help="Whom to ask about. Default: all.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many held-out questions.")] = 40,
    rank: Annotated[int, typer.Option(help="Of LoRA.")] = 8,
    framing: Annotated[str, typer.Option(help="persona or observer.")] = "persona",
    dtype: Annotated[str, typer.Option(help="auto, fp32 (for publication) or bf16.")] = "auto",
    seed: Annotated[int, typer.Option(help="Of the draw of questions and the bootstrap.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Train on each set of records with the same steps, ask what was held out, and set one set against the others.

    Every arm sees about equally many examples (steps times two); how many, and how many tokens, is printed. Records of
    held-out questions and peoples are left out and counted. The same as `folkways adapt compare --arms chats@…`.

    Example:

        folkways dialogues ablate smollm2 menavalues --split split.json --out runs/ablation
        --data seeds=data/seeds,one=data/one,unverified=data/unverified,full=data/full
    """
    from folkways.adapt.comparing.arms import CHATS, Workshop
    from folkways.adapt.comparing.compare import compare_arms
    from folkways.adapt.comparing.trial import Held
    from folkways.adapt.lora import Lora
    from folkways.errors import InputError
    from folkways.probes import Design
    from folkways.report.closer import closer_report
    from folkways.surveys import load_survey
    from folkways.surveys.split import Split

    say = console()
    people, cut = load_survey(survey), Split.read(split)
    cut.check(people)
    chats = chats_of(data, "--data")
    if against not in chats:
        raise InputError(f"--against {against!r} is none of --data", mend=f"name one of {', '.join(chats) or 'them'}")
    workshop = Workshop(
        base=model, survey=people, split=cut, shelf=out / "traces", chats=chats, lora=Lora(rank), steps=steps, seed=seed
    )
    asked = (
        people.populations if populations is None else tuple(people.population(p) for p in listed(populations) or ())
    )
    held = Held(
        survey=people, questions=cut.held_out, populations=tuple(p.id for p in asked),
        design=Design(framings=(framing,), cue="after"), limit=limit, texts=0, seed=seed,
    )  # fmt: skip
    tried = tuple(whole(s, "seed") for s in listed(seeds) or ())
    say.print(
        f"{model} × {people.title or people.name}: untouched and trained on {', '.join(chats)}, {steps} steps each, "
        f"seeds {', '.join(map(str, tried))}",
        markup=False,
    )
    found = compare_arms(
        model, [workshop.arm(CHATS + name) for name in chats], held, cut, out=out, seeds=tried, stage=progress_bar,
        dtype=dtype, against=CHATS + against,
    )  # fmt: skip
    closer_report(found, out / "report.html", command=typed_command())
    if json_out:
        typer.echo(json.dumps(found.to_record(), ensure_ascii=False).replace("NaN", "null"))
    show(found)
    _tell_material(found)
    say.print(f"report: {out / 'report.html'}", markup=False)


def _seen(examples: int, steps: int, batch: int) -> int:
    """Examples in so many steps: the last batch of a round through them is short where they do not come out even.

    >>> _seen(8, 120, 2), _seen(3, 120, 2), _seen(1, 5, 2)
    (240, 180, 5)
    """
    rounds, rest = divmod(steps, -(-examples // batch))
    return rounds * examples + min(rest * batch, examples)


def _tell_material(found: Comparison) -> None:
    """What each arm was trained on: records, examples seen, tokens of which the loss was."""
    from rich.box import SIMPLE
    from rich.table import Table

    from folkways.adapt.comparing.arms import CHATS_TRAINING

    table = Table(title="What was learnt from", title_justify="left", box=SIMPLE)
    for name in ("arm", "records", "left out", "examples seen", "times each", "tokens learnt"):
        table.add_column(name, justify="left" if name in ("arm", "left out") else "right")
    for line in found.lines:
        if "chats" not in line.material:
            continue
        of, made = line.material, line.material["chats"]
        seen = _seen(of["examples"], of["steps"], CHATS_TRAINING.batch * CHATS_TRAINING.accumulate * of["processes"])
        table.add_row(
            line.arm, f"{made['records']:,}", ", ".join(f"{n} {why}" for why, n in made["left_out"].items()) or "–",
            f"{seen:,}", f"{seen / of['examples']:.1f}", f"about {seen * of['learnt_tokens']:,.0f}",
        )  # fmt: skip
    console().print(table)
