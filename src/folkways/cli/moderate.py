"""`folkways moderate`: a model as a classifier over texts that people labelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkways.cli.console import console, progress_bar
from folkways.cli.price import price_of

if TYPE_CHECKING:
    import polars as pl

    from folkways.judges.labelled import Labelled
    from folkways.judges.rubric import Rubric
    from folkways.models import Model


def command(
    model: Annotated[
        str, typer.Argument(help="smollm2, a transformers folder, a hub name, a .gguf file, or api:PROVIDER/MODEL.")
    ],
    file: Annotated[Path, typer.Argument(help="Labelled texts: csv, tsv, jsonl or parquet.")],
    out: Annotated[Path, typer.Option(help="Run folder; a run that was stopped there goes on.")],
    text: Annotated[str, typer.Option(help="Column of the text.")] = "text",
    label: Annotated[str, typer.Option(help="Column of the label.")] = "label",
    culture: Annotated[str, typer.Option(help="Column of the culture; '' where there is none.")] = "culture",
    anchors: Annotated[
        str | None, typer.Option(help="What is shown for a label, such as '0=not offensive,1=offensive'.")
    ] = None,
    question: Annotated[str | None, typer.Option(help="What is asked of each text.")] = None,
    compare: Annotated[
        Path | None, typer.Option(help="Run of another model on these texts: this one less that, paired.")
    ] = None,
    replicates: Annotated[int, typer.Option(min=1, help="Bootstrap resamples.")] = 2000,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    dtype: Annotated[str, typer.Option(help="auto, fp32 (for publication) or bf16.")] = "auto",
    base_url: Annotated[
        str | None, typer.Option(help="Of an OpenAI-compatible server, for api:openai-api/NAME/MODEL.")
    ] = None,
    connections: Annotated[int, typer.Option(help="Calls to a provider at the same time.")] = 20,
    timeout: Annotated[int, typer.Option(help="Seconds for one call to a provider.")] = 120,
    price: Annotated[
        str | None, typer.Option(help="Dollars per million tokens read and written, such as 2.5,10.")
    ] = None,
    max_cost: Annotated[float | None, typer.Option(help="Stop before this many dollars are spent.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print prompts and tokens; ask nothing.")] = False,
    json_out: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Classify labelled texts with a model: macro-F1 overall and by culture, with intervals and abstentions.

    "I do not know", refusals and what cannot be read are abstentions, never a label. The model is not told the culture;
    it groups the figures. OUT also holds predictions.parquet and moderation.json.

    Examples:

        folkways moderate smollm2 texts.csv --anchors "0=not offensive,1=offensive" --out runs/before

        folkways moderate runs/merged texts.csv --anchors "0=not offensive,1=offensive" --out runs/after
        --compare runs/before
    """
    from folkways.judges.labelled import read_labelled
    from folkways.judges.macro_f1 import compare_moderation, moderation_by_label, moderation_figures
    from folkways.judges.moderation import QUESTION, label_rubric, moderate
    from folkways.models import load_model
    from folkways.models.provider import ProviderOptions
    from folkways.runs import Run, write_atomically, write_frame

    if compare is not None:
        _finished(compare)
    data = read_labelled(file, text=text, label=label, culture=culture or None)
    rubric = label_rubric(data, anchors=_anchors(anchors), question=question or QUESTION)
    other = None if compare is None else _comparable(compare, data, rubric)
    if dtype == "auto" and (out / "run.json").exists():
        judges = Run.read(out).config.get("judges")
        # What is no run of judges is refused by name when it is opened.
        dtype = str(next(iter(judges.values()))["dtype"]) if judges else dtype
    provider = ProviderOptions(
        base_url=base_url, connections=connections, timeout=timeout, price=price_of(price), max_cost=max_cost,
        ask=not dry_run,
    )  # fmt: skip
    asked = load_model(model, dtype=dtype, provider=provider)
    say = console()
    estimate = _estimate(asked, data, rubric)
    say.print(
        f"{model} ({asked.info.dtype}) × {data.source}: {data.frame.height:,} texts, {len(data.labels)} labels, "
        f"{data.aside.height:,} rows put aside; {estimate['prompts']:,} prompts, {estimate['tokens']:,} tokens to read"
        + (f", about ${estimate['dollars']:.2f} at most" if "dollars" in estimate else ""),
        markup=False,
    )
    if dry_run:
        if json_out:
            typer.echo(json.dumps(estimate))
        return
    meter = getattr(asked, "meter", None)
    with progress_bar("classifying", lambda: str(meter) if meter else "") as progress:
        found = moderate(asked, data, rubric, out=out, progress=progress)
    tables = {
        "figures": moderation_figures(found, replicates=replicates, seed=seed),
        "by_label": moderation_by_label(found),
    }
    if other is not None:
        tables["difference"] = compare_moderation(other, found, replicates=replicates, seed=seed)
    write_frame(out / "predictions.parquet", found)
    write_frame(out / "aside.parquet", data.aside)
    record = {
        "model": asked.info.name,
        "source": data.source,
        "rubric": rubric.to_record(),
        "aside": dict(sorted(data.aside["reason"].str.replace(r"[:\d].*", "").str.strip_chars().value_counts().rows())),
        "off_label": found["off_label"].mean(),
        "compared_with": None if compare is None else str(compare),
        **{name: frame.to_dicts() for name, frame in tables.items()},
    }
    written = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(out / "moderation.json", written.encode())
    if json_out:
        typer.echo(written)
    _show(tables)
    say.print(f"Written: {out / 'moderation.json'} and predictions.parquet beside it", markup=False)


def _finished(folder: Path) -> None:
    from folkways.errors import RunError

    if not all((folder / name).is_file() for name in ("predictions.parquet", "moderation.json")):
        raise RunError("no finished run of folkways moderate", where=str(folder), mend="give the folder of one")


def _comparable(folder: Path, data: Labelled, rubric: Rubric) -> pl.DataFrame:
    """The predictions of another run, before anything is asked that could not be set against them.

    Raises:
        InputError: it asked something else, or shares no text with the set.
    """
    import polars as pl

    from folkways.errors import InputError
    from folkways.judges.macro_f1 import shared_texts

    asked = json.loads((folder / "moderation.json").read_text("utf-8"))["rubric"]
    if asked != json.loads(json.dumps(rubric.to_record())):
        raise InputError(
            "the other run asked another question, or offered other labels or anchors", where=str(folder),
            mend="give both runs the same --question, --anchors and labels",
        )  # fmt: skip
    found = pl.read_parquet(folder / "predictions.parquet")
    shared_texts(found, data.frame)
    return found


def _anchors(text: str | None) -> dict[str, str] | None:
    """Label → what is shown for it.

    >>> _anchors("0=not offensive, 1=offensive")
    {'0': 'not offensive', '1': 'offensive'}
    """
    from folkways.errors import InputError

    if text is None:
        return None
    pairs = [part.split("=", 1) for part in text.split(",")]
    if any(len(pair) != 2 or not pair[0].strip() or not pair[1].strip() for pair in pairs):
        raise InputError(f"--anchors {text!r} cannot be read", mend="write '0=not offensive,1=offensive'")
    return {label.strip(): shown.strip() for label, shown in pairs}


def _estimate(model: Model, data: Labelled, rubric: Rubric) -> dict[str, float]:
    """How much will be asked, and what it may cost where a price is known."""
    from folkways.judges.moderation import moderation_items, moderation_panel

    panel = moderation_panel(model)
    prompts = panel.rating_prompts(rubric, moderation_items(data))
    read = sum(model.count_tokens(prompts))
    estimate: dict[str, float] = {"prompts": len(prompts), "tokens": read}
    meter = getattr(model, "meter", None)
    if meter and meter.price:
        estimate["dollars"] = meter.price.of(read, panel.reading.tokens * len(prompts))
    return estimate


def _show(tables: dict[str, pl.DataFrame]) -> None:
    from rich.console import Console
    from rich.table import Table

    say = Console(highlight=False, markup=False, stderr=True)
    table = Table(box=None, pad_edge=False)
    for name in ("culture", "texts", "labels", "macro-F1", "majority", "guess", "abstained"):
        table.add_column(name, justify="left" if name == "culture" else "right")
    for row in tables["figures"].iter_rows(named=True):
        lost = {name: row[name] for name in ("unsure", "tied", "refused", "unreadable", "failed") if row[name]}
        table.add_row(
            row["culture"] or "all", f"{row['texts']:,}", str(row["labels"]), _ranged(row, "macro_f1"),
            f"{row['majority']:.2f}", f"{row['uniform']:.2f}",
            ", ".join(f"{count:,} {name}" for name, count in lost.items()) or "0",
        )  # fmt: skip
    say.print(table)
    if "difference" in tables:
        table = Table(title="This run less the other, on the texts of both", box=None, pad_edge=False)
        for name in ("culture", "texts", "other", "this", "difference"):
            table.add_column(name, justify="left" if name == "culture" else "right")
        for row in tables["difference"].iter_rows(named=True):
            table.add_row(
                row["culture"] or "all", f"{row['texts']:,}", f"{row['a']:.2f}", f"{row['b']:.2f}",
                _ranged(row, "difference"),
            )  # fmt: skip
        say.print(table)


def _ranged(row: dict[str, Any], name: str) -> str:
    interval = "" if row["low"] is None else f" [{row['low']:.2f}, {row['high']:.2f}]"
    return f"{row[name]:.2f}{interval}"
