"""`folkways adapt hyper eval`: whether a description helps, on peoples that the hypernetwork did not learn from."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.comparison import show
from folkways.cli.console import console, listed, progress_bar, whole
from folkways.cli.described import described
from folkways.cli.result import typed_command

if TYPE_CHECKING:
    from folkways.adapt.training import Progress


def command(
    model: Annotated[str, typer.Argument(help="smollm2, a transformers folder or a hub name.")],
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="Folder; an evaluation that was stopped there goes on.")],
    hold_out: Annotated[
        str | None, typer.Option(help="Countries that nothing is learnt from, such as LBN,TUN.")
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Countries of a region of which none is learnt from, such as KWT,QAT,SAU.")
    ] = None,
    seen: Annotated[int, typer.Option(help="How many of the seen peoples are asked as well.")] = 1,
    arms: Annotated[
        str | None,
        typer.Option(
            help="Of diag, square, text-to-lora, shared and hyper=FOLDER (trained before), alone or with a control "
            "(diag:nonsense, diag:shuffled), per-culture, and described. Default: all but shared, controls of diag."
        ),
    ] = None,
    seeds: Annotated[str, typer.Option(help="Of what is trained.")] = "0,1,2",
    descriptions: Annotated[
        Path | None,
        typer.Option(help="JSON of population and text. Default: written from CLDR and the survey's norms."),
    ] = None,
    encoder: Annotated[
        str, typer.Option(help="Of descriptions: e5-small, or a model of sentence-transformers.")
    ] = "e5-small",
    limit: Annotated[int, typer.Option(help="At most so many held-out questions.")] = 20,
    rank: Annotated[int, typer.Option(help="Of the updates.")] = 8,
    modules: Annotated[str, typer.Option(help="Linear layers that are moved.")] = "q_proj,v_proj",
    layers: Annotated[int, typer.Option(help="Only so many of the uppermost layers, which is faster; 0: all.")] = 0,
    steps: Annotated[int, typer.Option(help="Optimiser steps; 0: the method's own.")] = 0,
    batch: Annotated[int, typer.Option(help="Questions a step; 0: the method's own.")] = 0,
    texts: Annotated[int, typer.Option(help="Questions answered in words too, to see refusals; 0 for none.")] = 0,
    dtype: Annotated[str, typer.Option(help="auto, fp32 (for publication) or bf16.")] = "auto",
    seed: Annotated[int, typer.Option(help="Of the split, the descriptions, the questions and the bootstrap.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Train every kind of hypernetwork, emit an adapter for each people, and ask the held-out questions.

    per-culture alone learns from the held-out peoples, from their answers to training questions; their descriptions
    tell of such answers, too.

    The question names no people: only the adapter, or the description before it, can. Beside a people's own description
    stand nonsense and that of another people; a hypernetwork that does as well with them has not read the words.

    Example:

        folkways adapt hyper eval smollm2 menavalues --hold-out LBN,TUN --region KWT,QAT,SAU --layers 6
        --out runs/hyper --dtype fp32

        folkways adapt hyper eval smollm2 menavalues --hold-out LBN,TUN --region KWT,QAT,SAU --out runs/mine
        --arms hyper=runs/diag/hypernetwork,hyper=runs/diag/hypernetwork:nonsense,described
    """
    from dataclasses import replace

    from folkways.adapt.comparing.trial import Held
    from folkways.adapt.hyper.arms import Foundry
    from folkways.adapt.hyper.description import Descriptions
    from folkways.adapt.hyper.evaluate import ARMS, evaluate
    from folkways.adapt.hyper.train import TRAINING, Form
    from folkways.encoders import load_encoder
    from folkways.errors import InputError
    from folkways.probes import Design
    from folkways.report.emitted import emitted_report
    from folkways.surveys import load_survey
    from folkways.surveys.split import split_survey

    say = console()
    people = load_survey(survey)
    away = [people.population(p).id for p in listed(hold_out) or ()]
    abroad = [people.population(p).id for p in listed(region) or ()]
    if not away and not abroad:
        raise InputError("nobody is held out", mend="give --hold-out, --region or both")
    if seen < 0:
        raise InputError(f"--seen is {seen}", mend="give how many of the seen peoples are asked, from 0")
    cut = split_survey(people, populations=[*away, *abroad], seed=seed)
    known = list(cut.seen[:seen])
    texts_as = load_encoder(encoder)
    told = Descriptions.read(descriptions) if descriptions else described(people, cut, texts_as, seed)
    groups = {"unseen": [p for p in away if p not in abroad], "region": abroad, "seen": known}
    asked = tuple(p.id for p in people.populations if p.id in {*away, *abroad, *known})
    foundry = Foundry(
        base=model,
        survey=people,
        split=cut,
        descriptions=told,
        asked=asked,
        shelf=out / "trained",
        encoder=lambda: texts_as,
        form=Form(rank=rank, modules=tuple(listed(modules) or ()), layers=layers),
        training=replace(TRAINING, steps=steps or TRAINING.steps, batch=batch or TRAINING.batch),
    )
    held = Held(
        survey=people,
        questions=cut.held_out,
        populations=asked,
        design=Design(framings=("neutral",), cue="after"),
        limit=limit,
        texts=texts,
        seed=seed,
        gated=False,
    )
    tried = [whole(text, "seed") for text in listed(seeds) or ()]
    names = listed(arms) or list(ARMS)
    say.print(
        f"{model} × {people.title or people.name}: {len(cut.train)} training questions of {len(cut.seen)} peoples; "
        f"{min(limit, len(cut.held_out))} of {len(cut.held_out)} held-out questions, of {len(away)} held-out "
        f"countries, {len(abroad)} of a held-out region and {len(known)} seen; arms untouched, {', '.join(names)}; "
        f"seeds {', '.join(map(str, tried))}",
        markup=False,
    )

    def stage(title: str) -> AbstractContextManager[Progress]:
        return progress_bar(title)

    found = evaluate(foundry, names, held, out=out, seeds=tried, groups=groups, stage=stage, dtype=dtype)
    foundry.descriptions.save(out / "descriptions.json")
    emitted_report(found, out / "report.html", command=typed_command())
    if json_out:
        typer.echo(json.dumps(found.to_record(), ensure_ascii=False).replace("NaN", "null"))
    show(found)
    say.print(f"report: {out / 'report.html'}", markup=False)
