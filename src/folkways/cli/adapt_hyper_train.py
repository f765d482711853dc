"""`folkways adapt hyper train`: train a hypernetwork on a survey's training questions, or on a table of completions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from folkways.cli.console import console, listed, progress_bar
from folkways.cli.described import described


def command(
    model: Annotated[str, typer.Argument(help="smollm2, a transformers folder or a hub name.")],
    out: Annotated[Path, typer.Option(help="Training folder; a training that was stopped there goes on.")],
    survey: Annotated[str | None, typer.Argument(help="A survey by name, or a folder or file of one.")] = None,
    split: Annotated[
        Path | None, typer.Option(help="From `folkways survey split`: what is held out is never learnt from.")
    ] = None,
    variant: Annotated[str, typer.Option(help="diag, square, text-to-lora, per-culture or shared.")] = "diag",
    descriptions: Annotated[
        Path | None,
        typer.Option(help="JSON of population and text. Default: written from CLDR and the survey's norms."),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option(help="In place of a survey: JSON lines of description, prompt and completion."),
    ] = None,
    chats: Annotated[
        Path | None, typer.Option(help="Learn from these chat records of the survey's peoples, not from its answers.")
    ] = None,
    populations: Annotated[
        str | None, typer.Option(help="Learn from these of the seen peoples alone; of per-culture, from these.")
    ] = None,
    encoder: Annotated[
        str, typer.Option(help="Of descriptions: e5-small, or a model of sentence-transformers.")
    ] = "e5-small",
    loss: Annotated[str, typer.Option(help="Of answers: kl or wasserstein.")] = "kl",
    rank: Annotated[int, typer.Option(help="Of the updates.")] = 8,
    alpha: Annotated[float, typer.Option(help="Of the updates.")] = 16.0,
    modules: Annotated[str, typer.Option(help="Linear layers that are moved.")] = "q_proj,v_proj",
    layers: Annotated[int, typer.Option(help="Only so many of the uppermost layers, which is faster; 0: all.")] = 0,
    latent: Annotated[int, typer.Option(help="Size of the hypernetwork's states.")] = 128,
    steps: Annotated[int, typer.Option(help="Optimiser steps; 0: the method's own.")] = 0,
    batch: Annotated[int, typer.Option(help="Questions or completions a step; 0: the method's own.")] = 0,
    peoples: Annotated[int, typer.Option(help="At most so many peoples a question.")] = 8,
    learning_rate: Annotated[float, typer.Option(help="Of AdamW; 0: the variant's own.")] = 0.0,
    save_steps: Annotated[int, typer.Option(help="Steps from one checkpoint to the next.")] = 16,
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print what training gave as JSON.")] = False,
) -> None:
    """Train once over many peoples; OUT/hypernetwork then emits an adapter for any description.

    Checkpoints are written on the way: after a kill the same command goes on. On several GPUs:
    `accelerate launch -m folkways.cli adapt hyper train …`.

    Examples:

        folkways survey split menavalues --out split.json --hold-out LBN,TUN,KWT,QAT,SAU

        folkways adapt hyper train smollm2 menavalues --split split.json --layers 10 --out runs/diag

        folkways adapt hyper train smollm2 --table completions.jsonl --out runs/completions
    """
    from dataclasses import replace

    from folkways.adapt.chats import read_chats
    from folkways.adapt.hyper.description import Descriptions
    from folkways.adapt.hyper.tables import read_table, table_of_chats
    from folkways.adapt.hyper.train import PEOPLES, Form, own, train, train_on_table
    from folkways.adapt.lora import AdapterRecord
    from folkways.encoders import load_encoder
    from folkways.errors import InputError
    from folkways.surveys import load_survey
    from folkways.surveys.split import Split

    if (survey is None) == (table is None):
        raise InputError("give a survey or --table, one of them", mend="see --help")
    if survey is not None and split is None:
        raise InputError("a survey needs --split", mend="make one: `folkways survey split`")
    if table is not None and (split or chats or populations or descriptions):
        raise InputError("--table holds its own descriptions", mend="leave out what belongs to a survey")
    if (table or chats) and (loss, peoples) != ("kl", PEOPLES):
        raise InputError("--loss and --peoples are of a survey's answers", mend="leave them out")
    form = Form(variant, rank, alpha, tuple(listed(modules) or ()), layers, latent)
    usual = own(variant)
    training = replace(
        usual, seed=seed, save_steps=save_steps, steps=steps or usual.steps, batch=batch or usual.batch,
        learning_rate=learning_rate or usual.learning_rate,
    )  # fmt: skip
    texts, say = load_encoder(encoder), console()
    settings: dict[str, Any] = {"out": out, "form": form, "training": training}
    if survey is not None and split is not None:
        of = load_survey(survey), Split.read(split)
        told = Descriptions.read(descriptions) if descriptions else described(*of, texts, seed)
    else:
        of, told = None, Descriptions(())
    if table is not None:
        rows = read_table(table)
    elif chats is not None and of is not None:
        records = read_chats(chats).learnable(*of, listed(populations))
        say.print(f"chat records: {records.counts}", markup=False)
        rows = table_of_chats(records, told)
    else:
        rows = None
    with progress_bar("training") as progress:
        if rows is not None:
            folder = train_on_table(model, rows, texts, of=of, progress=progress, **settings)
        else:
            assert of is not None
            folder = train(
                model, *of, told, texts, populations=listed(populations), loss=loss, peoples=peoples, progress=progress,
                **settings,
            )  # fmt: skip
    record = AdapterRecord.read(folder)
    assert record is not None
    results = record.results
    say.print(
        f"{results['steps']} steps, {results['parameters']:,} numbers learnt, loss {results['first_loss']:.3f} → "
        f"{results['last_loss']:.3f}, {results['seconds']:.0f} s. A falling loss says that the training data were "
        "learnt, not that descriptions are understood: `folkways adapt hyper eval` asks held-out peoples. To emit:"
    )
    say.print(f'  folkways adapt hyper emit {folder} --description "The people of …" --out ADAPTER', markup=False)
    if json_out:
        typer.echo(json.dumps({"hypernetwork": str(folder), **results}, ensure_ascii=False))
