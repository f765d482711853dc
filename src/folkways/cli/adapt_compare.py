"""`folkways adapt compare`: make several ways of bringing a model closer, and try each on what was held out."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.chats import chats_of
from folkways.cli.comparison import show
from folkways.cli.console import console, listed, progress_bar, whole
from folkways.cli.result import typed_command

if TYPE_CHECKING:
    from polars import DataFrame

    from folkways.adapt.training import Progress
    from folkways.norms import NormBook
    from folkways.surveys import Survey
    from folkways.surveys.split import Split


def command(
    model: Annotated[str, typer.Argument(help="smollm2, a transformers folder or a hub name.")],
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="Folder; a comparison that was stopped there goes on.")],
    arms: Annotated[
        str,
        typer.Option(
            help="Of matching, sft, dpo, chats@NAME, adapter=FOLDER, and prompts such as identity+few-shot or "
            "norms:topic@NAME."
        ),
    ] = "matching",
    seeds: Annotated[str, typer.Option(help="Of arms that are trained.")] = "0,1,2",
    split: Annotated[
        Path | None, typer.Option(help="From `folkways survey split`. Default: a quarter held out.")
    ] = None,
    hold_out: Annotated[
        str | None, typer.Option(help="Without --split: populations that are held out altogether, such as MAR,TUR.")
    ] = None,
    populations: Annotated[str | None, typer.Option(help="Whom to ask about. Default: all.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many held-out questions.")] = 24,
    norms: Annotated[
        str | None, typer.Option(help="Norm books as NAME=BOOK.yaml,…; `rules` is mined on the spot where it is named.")
    ] = None,
    chats: Annotated[
        str | None, typer.Option(help="Chat records as NAME=FOLDER,…: what the arms chats@NAME are trained on.")
    ] = None,
    against: Annotated[
        str, typer.Option(help="An arm whose skill is set against that of every other arm, paired.")
    ] = "",
    steps: Annotated[int, typer.Option(help="Optimiser steps of trained arms; 0: each one's own.")] = 0,
    rank: Annotated[int, typer.Option(help="Of LoRA.")] = 8,
    framing: Annotated[str, typer.Option(help="persona or observer.")] = "persona",
    texts: Annotated[int, typer.Option(help="Questions answered in words too, to see refusals; 0 for none.")] = 6,
    behaviour: Annotated[int, typer.Option(help="Open-ended prompts a population, at most 8; 0 for none.")] = 3,
    judges: Annotated[
        str | None,
        typer.Option(help="Models that judge open-ended answers, such as api:openai/gpt-4o. Default: MODEL."),
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="CSV of rater, item, code: what people preferred, to calibrate the judges.")
    ] = None,
    dtype: Annotated[str, typer.Option(help="auto, fp32 (for publication) or bf16.")] = "auto",
    seed: Annotated[int, typer.Option(help="Of the split, the draw of questions and the bootstrap.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Make every arm on the training questions, ask each the held-out ones, and write one table and OUT/report.html.

    Example:

        folkways adapt compare smollm2 menavalues --out runs/closer --hold-out MAR,TUR,QAT,LBN --dtype fp32

        folkways adapt compare smollm2 menavalues --out runs/ways --arms identity,few-shot,norms:topic@rules,sft,dpo
        --norms rules

        folkways adapt compare smollm2 menavalues --out runs/chats --split split.json --arms matching,chats@talk
        --chats talk=data/talk --against chats@talk
    """
    from folkways.adapt.comparing.arms import Workshop
    from folkways.adapt.comparing.behaviour import Asking
    from folkways.adapt.comparing.compare import compare_arms
    from folkways.adapt.comparing.trial import Held
    from folkways.adapt.lora import Lora
    from folkways.encoders import load_encoder
    from folkways.errors import InputError
    from folkways.models import load_model
    from folkways.probes import Design
    from folkways.report.closer import closer_report
    from folkways.surveys import load_survey

    say = console()
    people = load_survey(survey)
    cut = _split(people, split, hold_out, seed)
    asked = (
        people.populations if populations is None else tuple(people.population(p) for p in listed(populations) or ())
    )
    names = listed(arms) or []
    workshop = Workshop(
        base=model,
        survey=people,
        split=cut,
        shelf=out / "traces",
        books=_books(norms, names, people, cut),
        chats=chats_of(chats, "--chats"),
        encoder=load_encoder,
        lora=Lora(rank),
        steps=steps,
        seed=seed,
    )
    made = [workshop.arm(name) for name in names]
    tried = tuple(whole(s, "seed") for s in listed(seeds) or ())
    seen = [p for p in asked if p.id in cut.seen]
    unseen = [p for p in asked if p.id in cut.unseen]
    speakers = tuple([*seen[:3], *unseen[:1]])
    held = Held(
        survey=people,
        questions=cut.held_out,
        populations=tuple(p.id for p in asked),
        design=Design(framings=(framing,), cue="after"),
        limit=limit,
        texts=texts,
        asking=Asking(behaviour, speakers, seed=seed) if behaviour else None,
        seed=seed,
    )
    if not 0 <= behaviour <= 8:
        raise InputError(f"--behaviour is {behaviour}", mend="give 0 to 8 prompts")
    say.print(
        f"{model} × {people.title or people.name}: {len(cut.train)} training questions of {len(seen)} populations; "
        f"{min(limit, len(cut.held_out))} of {len(cut.held_out)} held-out questions asked of them and of "
        f"{len(unseen)} held-out populations; arms untouched, {', '.join(names)}; seeds {', '.join(map(str, tried))}"
    )

    def stage(title: str) -> AbstractContextManager[Progress]:
        return progress_bar(title)

    found = compare_arms(
        model,
        made,
        held,
        cut,
        out=out,
        seeds=tried,
        stage=stage,
        dtype=dtype,
        judges={name: load_model(name) for name in listed(judges) or ()} or None,
        labels=_labels(labels),
        against=against,
    )
    closer_report(found, out / "report.html", command=typed_command())
    if json_out:
        typer.echo(json.dumps(found.to_record(), ensure_ascii=False).replace("NaN", "null"))
    show(found)
    say.print(f"report: {out / 'report.html'}", markup=False)


def _split(survey: Survey, path: Path | None, hold_out: str | None, seed: int) -> Split:
    from folkways.errors import InputError
    from folkways.surveys.split import Split, split_survey

    if path is None:
        return split_survey(survey, populations=listed(hold_out) or (), seed=seed)
    if hold_out is not None:
        raise InputError("--hold-out beside --split", mend="the split says what is held out: give one of them")
    split = Split.read(path)
    split.check(survey)
    return split


def _books(text: str | None, arms: list[str], survey: Survey, split: Split) -> dict[str, NormBook]:
    """The books that were given, and that of the rules where it is named or an arm needs one and none was given."""
    from folkways.errors import InputError
    from folkways.norms import NormBook
    from folkways.norms.ruled import rules_book

    books: dict[str, NormBook] = {}
    for part in listed(text) or []:
        name, given, file = part.partition("=")
        if not given and name != "rules":
            raise InputError(f"--norms {part!r} names no file", mend="write NAME=BOOK.yaml, or rules")
        books[name] = NormBook.read(Path(file)) if given else rules_book(survey, split)
    arms = [arm for arm in arms if not arm.startswith("chats@")]
    needed = any(a in ("sft", "dpo") or "norms" in a or "profile" in a for a in arms)
    if "rules" not in books and (any(a.endswith("@rules") for a in arms) or (needed and not books)):
        books["rules"] = rules_book(survey, split)
    return books


def _labels(path: Path | None) -> DataFrame | None:
    from folkways.errors import InputError

    if path is None:
        return None
    import polars as pl

    try:
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"cannot be read ({error})", where=str(path), mend="give a CSV of rater, item, code"
        ) from error
