"""`folkways vsm`: a model's scores on the dimensions of the Values Survey Module 2013, differences first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkways.cli.console import console, listed, progress_bar
from folkways.cli.price import price_of
from folkways.cli.probe import estimate_of

if TYPE_CHECKING:
    from folkways.alignment.country_scores import CountryScores
    from folkways.alignment.vsm_contrasts import VsmContrasts
    from folkways.alignment.vsm_scores import VsmScores


def command(
    model: Annotated[
        str, typer.Argument(help="smollm2, a transformers folder, a hub name, a .gguf file, or api:PROVIDER/MODEL.")
    ],
    populations: Annotated[str, typer.Option(help="Ids or names, such as EGY,TUR: two or more for differences.")],
    out: Annotated[Path, typer.Option(help="Run folder; a run that was stopped there goes on.")],
    wording: Annotated[
        Path | None,
        typer.Option(help="The questionnaire's own wording, that you have: csv, YAML or JSON. Default: paraphrases."),
    ] = None,
    language: Annotated[str, typer.Option(help="Of --wording, BCP 47.")] = "en",
    scores: Annotated[
        Path | None, typer.Option(help="Published country scores, that you have: csv with country, pdi, idv, …")
    ] = None,
    release: Annotated[str | None, typer.Option(help="Which, where --scores holds several.")] = None,
    framing: Annotated[str, typer.Option(help="persona or observer.")] = "persona",
    templates: Annotated[str, typer.Option(help="Phrasings: plain, poll.")] = "plain,poll",
    labels: Annotated[str, typer.Option(help="Label sets: digits, letters, or your own as x|y|z.")] = "digits,letters",
    respondents: Annotated[int, typer.Option("--samples", help="Respondents of a study; at least 50.")] = 50,
    read: Annotated[str, typer.Option(help="logprobs, or samples (texts, where a model shows none).")] = "logprobs",
    compat: Annotated[
        bool,
        typer.Option("--culturepark-compat", help="MAS weight 25, and the distance to --scores, with its warning."),
    ] = False,
    seed: Annotated[int, typer.Option(help="Of controls, samples and bootstrap.")] = 0,
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
    """Score a model on the six dimensions of the VSM 2013 in the name of peoples; differences between them first.

    Beside every score stand its interval, the score of a constant answer and the range of random answers. OUT also
    holds vsm.json and the tables as Parquet.

    Examples:

        folkways vsm smollm2 --populations EGY,TUR,NOR --out runs/values

        folkways vsm Qwen/Qwen3-8B --populations BRA,CHN,DEU,TUR --wording vsm.csv --scores scores.csv --out runs/vsm
    """
    from folkways.alignment.country_scores import read_country_scores
    from folkways.alignment.vsm_contrasts import published_distances, vsm_contrasts
    from folkways.alignment.vsm_scores import FEWEST, vsm_scores
    from folkways.errors import InputError
    from folkways.models import load_model
    from folkways.models.provider import ProviderOptions
    from folkways.populations import parse_population
    from folkways.probes import Design, Reading, execute, read_run, validity_gate
    from folkways.probes.questionnaire import plan_questionnaire
    from folkways.runs import Run, write_atomically, write_frame
    from folkways.surveys.value_items import read_vsm_wording, value_items

    if compat and scores is None:
        raise InputError("--culturepark-compat without published scores", mend="give --scores FILE")
    if read not in ("logprobs", "samples"):
        raise InputError(f"cannot read by {read!r}", mend="use logprobs or samples")
    if respondents < FEWEST:
        raise InputError(f"--samples {respondents}", mend=f"the manual wants at least {FEWEST}")
    peoples = [parse_population(name) for name in listed(populations) or []]
    survey = value_items() if wording is None else read_vsm_wording(wording, language=language)
    published = None if scores is None else read_country_scores(scores, release=release)
    unmatched = () if published is None else published.unmatched([people.id for people in peoples])
    if published is not None and len(peoples) - len(unmatched) < (1 if compat else 2):
        raise InputError(
            f"too few of {', '.join(people.id for people in peoples)} have published scores", where=published.source,
            mend="ask for two countries or more that are in the file",
        )  # fmt: skip
    kept_reading: dict[str, Any] = {}
    if (out / "run.json").exists():
        # What is no run of a questionnaire is refused by name when it is opened.
        config = Run.read(out).config
        kept_reading = config.get("reading") or {}
        dtype = str(config.get("dtype", dtype)) if dtype == "auto" else dtype
    provider = ProviderOptions(
        base_url=base_url, connections=connections, timeout=timeout, price=price_of(price), max_cost=max_cost,
        ask=not dry_run,
    )  # fmt: skip
    asked = load_model(model, dtype=dtype, provider=provider)
    reading = Reading(read)
    design = Design((framing,), templates=tuple(listed(templates) or ()), labels=tuple(listed(labels) or ()))
    prompts = len(design.templates) * len(design.labels) * len(design.orders)
    if read == "samples":
        reading = Reading(read, samples=-(-respondents // prompts), seed=seed)
    elif kept_reading.get("read") == read:
        reading = Reading(**kept_reading)  # of label probabilities nothing else matters
    made = plan_questionnaire(
        asked, survey, peoples, design=design, seed=seed, source=survey.name,
        reading=reading,
    )  # fmt: skip
    say = console()
    estimate = estimate_of(made, asked)
    say.print(
        f"{model} ({asked.info.dtype}) × {survey.title}: {len(peoples)} populations; {estimate['prompts']:,} prompts, "
        f"{estimate['tokens']:,} tokens to read and at most {estimate['written']:,} to write"
        + (f", about ${estimate['dollars']:.2f} at most" if "dollars" in estimate else ""),
        markup=False,
    )
    if dry_run:
        if json_out:
            typer.echo(json.dumps(estimate))
        return
    meter = getattr(asked, "meter", None)
    with progress_bar("asking", lambda: str(meter) if meter else "") as progress:
        execute(made, asked, out, progress=progress)
    answers, kept = read_run(out)
    gate = validity_gate(answers, kept, seed=seed)
    found = vsm_scores(answers, respondents=respondents, culturepark=compat, seed=seed)
    against = published if len(peoples) - len(unmatched) > 1 else None
    contrasts = vsm_contrasts(found, against, seed=seed) if len(peoples) > 1 else None
    distances = published_distances(found, published, seed=seed) if compat and published else None
    tables = {"indices": found.indices, "means": found.means, "unread": found.unread}
    if contrasts is not None:
        tables |= {"pairs": contrasts.pairs, "contrasts": contrasts.summary}
    if distances is not None:
        tables["distances"] = distances[0]
    if published is not None:
        tables["scores_aside"] = published.aside
    for name, frame in tables.items():
        write_frame(out / f"vsm_{name}.parquet", frame)
    record: dict[str, Any] = {
        "model": found.model,
        "framing": found.framing,
        "questionnaire": {"name": kept.name, "notes": list(kept.notes)},
        "respondents": respondents,
        "gate": {"verdict": gate.verdict, "reason": gate.reason},
        "scores": None if published is None else {"source": published.source, "digest": published.digest},
        "unmatched": list(unmatched),
        "notes": [*found.notes, *([distances[1]] if distances else [])],
        **{name: frame.to_dicts() for name, frame in tables.items()},
    }
    text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(out / "vsm.json", text.encode())
    if json_out:
        typer.echo(text)
    say.print(f"validity gate: {gate.verdict}. {gate.reason}", markup=False)
    _show(found, contrasts, against, respondents)
    if unmatched:
        say.print(f"Without published scores: {', '.join(unmatched)}", markup=False)
    if distances is not None:
        say.print(f"\nculturepark-compat. {distances[1]}", style="yellow", markup=False)
        for row in distances[0].iter_rows(named=True):
            say.print(
                f"{row['population']}: distance {row['distance']:.0f} over {row['dimensions']} dimensions; a constant "
                f"answer {row['constant']:.0f}, random answers {row['random']:.0f}",
                markup=False,
            )
    for note in (*kept.notes, *found.notes):
        say.print(note, style="dim", markup=False)
    say.print(f"Written: {out / 'vsm.json'} and {len(tables)} Parquet tables beside it", markup=False)


def _show(scores: VsmScores, contrasts: VsmContrasts | None, published: CountryScores | None, respondents: int) -> None:
    from rich.console import Console
    from rich.table import Table

    say = Console(highlight=False, markup=False, stderr=True)
    if contrasts is not None and published is not None:
        table = Table(title=f"Differences against {published.source}", box=None, pad_edge=False)
        for name in ("dimension", "pairs", "right sign", "by chance", "clear", "size", "rank"):
            table.add_column(name)
        for row in contrasts.summary.iter_rows(named=True):
            table.add_row(
                row["dimension"], str(row["pairs"]), _ranged(row, "agreement", 2), _figure(row["chance"], 3),
                f"{row['clear_right']} of {row['clear']} right", _ranged(row, "size", 2), _ranged(row, "rank", 2),
            )  # fmt: skip
        say.print(table)
        say.print(
            f"Right sign: a coin has 0.5, a constant answer 0. Size: 1 is the published one, a constant has 0.\n"
            f"In brackets: what studies of {respondents} respondents would find. Chance in them pulls right signs to "
            "0.5 and ranks to 0, so that the range can lie beside the figure.\n"
        )
    if contrasts is not None and published is None:
        table = Table(title="Differences between peoples", box=None, pad_edge=False)
        for name in ("peoples", "dimension", "difference and interval", "clear"):
            table.add_column(name)
        for row in contrasts.pairs.iter_rows(named=True):
            table.add_row(
                f"{row['a']} less {row['b']}", row["dimension"],
                f"{_figure(row['difference'], 0)} [{_figure(row['low'], 0)}, {_figure(row['high'], 0)}]",
                "yes" if row["clear"] else "no",
            )  # fmt: skip
        say.print(table)
        say.print()
    table = Table(title="Scores, not comparable with published ones", box=None, pad_edge=False)
    for name in (
        "people",
        "dimension",
        "score and interval",
        "constant",
        "random respondents",
        "random answer kept to",
    ):
        table.add_column(name)
    for row in scores.indices.iter_rows(named=True):
        table.add_row(
            row["population"], row["dimension"],
            f"{_figure(row['index'], 0)} [{_figure(row['low'], 0)}, {_figure(row['high'], 0)}]",
            _figure(row["constant"], 0),
            f"{_figure(row['uniform_low'], 0)} to {_figure(row['uniform_high'], 0)}",
            f"{_figure(row['arbitrary_low'], 0)} to {_figure(row['arbitrary_high'], 0)}",
        )  # fmt: skip
    say.print(table)


def _figure(value: float | None, digits: int) -> str:
    """With a true minus sign, and no sign before nought.

    >>> _figure(-3.4, 0), _figure(-0.2, 0), _figure(None, 0)
    ('−3', '0', '–')
    """
    return "–" if value is None else f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def _ranged(row: dict[str, Any], name: str, digits: int) -> str:
    low, high = (_figure(row[f"{name}_{end}"], digits) for end in ("low", "high"))
    return "–" if row[name] is None else f"{_figure(row[name], digits)} [{low}, {high}]"
