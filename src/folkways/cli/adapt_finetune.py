"""`folkways adapt finetune`: train an adapter on a survey's training questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console, listed, progress_bar


def command(
    model: Annotated[str, typer.Argument(help="smollm2, a transformers folder or a hub name.")],
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="Training folder; a training that was stopped there goes on.")],
    split: Annotated[Path, typer.Option(help="From `folkways survey split`: what is held out is never learnt from.")],
    method: Annotated[
        str, typer.Option(help="matching (the people's whole distribution), sft or dpo (reasoning traces).")
    ] = "matching",
    chats: Annotated[
        Path | None,
        typer.Option(help="Of sft: learn from these chat records (folder or JSON lines), not from traces."),
    ] = None,
    norms: Annotated[Path | None, typer.Option(help="Of sft and dpo: a norm book. Default: norms by rules.")] = None,
    teacher: Annotated[
        str | None, typer.Option(help="Of sft and dpo: a model that writes the traces. Default: templates, no model.")
    ] = None,
    keep: Annotated[
        str, typer.Option(help="Of sft and dpo: traces that end in the top answer, or answers drawn in proportion.")
    ] = "top",
    questions: Annotated[int, typer.Option(help="Of sft and dpo: training questions that traces are made of.")] = 120,
    populations: Annotated[str | None, typer.Option(help="Learn from these of the seen peoples alone.")] = None,
    loss: Annotated[str, typer.Option(help="Of matching: kl or wasserstein.")] = "kl",
    framings: Annotated[str, typer.Option(help="Of matching: persona, observer or both.")] = "persona",
    cue: Annotated[str, typer.Option(help="Of matching: the people named before or after the question.")] = "after",
    steps: Annotated[int, typer.Option(help="Optimiser steps; 0: the method's own.")] = 0,
    batch: Annotated[int, typer.Option(help="Examples a step; 0: the method's own.")] = 0,
    learning_rate: Annotated[float, typer.Option(help="Of AdamW; 0: the method's own.")] = 0.0,
    rank: Annotated[int, typer.Option(help="Of LoRA.")] = 8,
    alpha: Annotated[float, typer.Option(help="Of LoRA.")] = 16.0,
    dropout: Annotated[float, typer.Option(help="Of LoRA.")] = 0.0,
    modules: Annotated[str, typer.Option(help="Layers that LoRA moves: all-linear, or names.")] = "all-linear",
    save_steps: Annotated[int, typer.Option(help="Steps from one checkpoint to the next.")] = 50,
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print what training gave as JSON.")] = False,
) -> None:
    """Train a LoRA adapter; OUT/training/adapter loads in PEFT, and in `folkways probe --adapter`.

    Checkpoints are written on the way: after a kill the same command goes on. On several GPUs:
    `accelerate launch -m folkways.cli adapt finetune …`.

    Examples:

        folkways survey split menavalues --out split.json --hold-out MAR,TUR

        folkways adapt finetune smollm2 menavalues --split split.json --out runs/matched

        folkways adapt finetune smollm2 menavalues --split split.json --method sft --out runs/sft --steps 20

        folkways adapt finetune smollm2 menavalues --split split.json --method sft --chats data/talk --out runs/talk
    """
    from dataclasses import replace

    from folkways.adapt.comparing.traced import DPO, SFT
    from folkways.adapt.examples import Formats
    from folkways.adapt.lora import METHODS, AdapterRecord, Lora
    from folkways.adapt.match import TRAINING, match
    from folkways.errors import InputError
    from folkways.surveys import load_survey
    from folkways.surveys.split import Split

    if method not in METHODS:
        raise InputError(f"unknown method {method!r}", mend=f"use one of {', '.join(METHODS)}")
    if chats is not None and (method != "sft" or norms is not None or teacher is not None):
        raise InputError("--chats goes with --method sft, without --norms and --teacher", mend="leave the others out")
    say = console()
    people, cut = load_survey(survey), Split.read(split)
    own = {"matching": TRAINING, "sft": SFT, "dpo": DPO}[method]
    training = replace(
        own,
        seed=seed,
        save_steps=save_steps,
        steps=steps or own.steps,
        batch=batch or own.batch,
        learning_rate=learning_rate or own.learning_rate,
    )
    lora = Lora(rank, alpha, dropout, tuple(listed(modules) or ()))
    if method == "matching":
        formats = Formats(framings=tuple(listed(framings) or ()), cue=cue)
        with progress_bar("training") as progress:
            folder = match(
                model, people, cut, out=out / "training", populations=listed(populations), lora=lora, training=training,
                formats=formats, loss=loss, progress=progress,
            )  # fmt: skip
    elif chats is not None:
        from folkways.adapt.chats import read_chats
        from folkways.adapt.sft import sft_on_chats

        records = read_chats(chats).learnable(people, cut, listed(populations))
        say.print(f"chat records: {records.counts}", markup=False)
        with progress_bar("training") as progress:
            folder = sft_on_chats(
                model, people, cut, records, out / "training", training=training, lora=lora, progress=progress
            )
    else:
        from folkways.adapt.dpo import dpo
        from folkways.adapt.preferences import make_pairs
        from folkways.adapt.sft import sft
        from folkways.adapt.targets import Tracing
        from folkways.adapt.traces import make_traces, prepare
        from folkways.models import load_model
        from folkways.norms import NormBook
        from folkways.norms.ruled import rules_book

        book = NormBook.read(norms) if norms else rules_book(people, cut)
        tracing = Tracing(keep=keep, seed=seed)
        writer = load_model(teacher) if teacher else None
        lesson = prepare(
            people, cut, book.usable(), writer, tracing=tracing, populations=listed(populations), limit=questions
        )
        with progress_bar("writing traces") as progress:
            traces = make_traces(lesson, tracing, out / "traces", progress)
        say.print(f"traces: {traces.counts}", markup=False)
        arguments = model, people, cut
        if method == "sft":
            with progress_bar("training") as progress:
                folder = sft(*arguments, traces, out / "training", training=training, lora=lora, progress=progress)
        else:
            with progress_bar("writing pairs") as progress:
                pairs = make_pairs(lesson, traces, tracing, out / "pairs", progress=progress)
            say.print(f"pairs: {pairs.counts}", markup=False)
            with progress_bar("training") as progress:
                folder = dpo(*arguments, pairs, out / "training", training=training, lora=lora, progress=progress)
    record = AdapterRecord.read(folder)
    assert record is not None
    results = record.results
    say.print(
        f"{results['steps']} steps, loss {results['first_loss']:.3f} → {results['last_loss']:.3f}, "
        f"{results['seconds']:.0f} s. A falling loss says that the training data were learnt; whether the model comes "
        "closer on what was held out is for the probe to say:"
    )
    say.print(
        f"  folkways probe {model} {survey} --split {split} --adapter {folder} --cue {cue} --out RUN", markup=False
    )
    if json_out:
        typer.echo(json.dumps({"adapter": str(folder), **results}, ensure_ascii=False))
