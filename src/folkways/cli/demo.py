"""`folkways demo`: the first minute."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.console import console, listed, progress_bar
from folkways.cli.result import judge, typed_command

if TYPE_CHECKING:
    from folkways.answers import Answers
    from folkways.report import KeyFigure, Section
    from folkways.surveys import Survey

NEXT = "folkways probe YOUR_MODEL menavalues --out runs/yours --limit 100"


def command(
    out: Annotated[Path, typer.Option(help="Folder of the report and of the live run.")] = Path("folkways-demo"),
    populations: Annotated[str, typer.Option(help="Whom the live model is asked about.")] = "EGY,IRN,MAR,TUR",
    limit: Annotated[int, typer.Option(help="Questions for the live model.")] = 40,
    seed: Annotated[int, typer.Option(help="Of the draw of questions and of the bootstraps.")] = 0,
    json_out: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """See it work: real people, a real model's published answers, and a small model asked live.

    Writes one report, OUT/report.html. The embedded model (93 MB) is downloaded once.

    Example:

        folkways demo --out folkways-demo
    """
    from folkways.report import Page, Pairs, Section, Text, gate_section, people_section, render
    from folkways.report.method import limits_section, repeat_section
    from folkways.report.scores import framing_section, population_section
    from folkways.surveys import load_survey

    say = console()
    survey = load_survey("menavalues")
    say.print(
        f"[bold]1[/bold]  the people: {len(survey.questions)} questions, {len(survey.populations)} countries, "
        f"{survey.cells.height:,} answer distributions"
    )
    llama_verdict, llama_sections, llama_figures = _published(survey, seed)
    say.print(f"[bold]2[/bold]  {llama_verdict}")
    answers = _live(survey, out, populations, limit, seed)
    alignment, gate, asked = judge(answers, survey, seed=seed)
    say.print(f"[bold]3[/bold]  SmolLM2-135M, asked live: [bold]{gate.verdict}[/bold]. {gate.reason}")
    grey = gate.reason if gate.verdict == "not measurable" else ""
    live = [
        Section(
            "live",
            "A small model, asked just now",
            (
                Text(
                    (
                        f"SmolLM2-135M-Instruct answered {len(asked.questions)} of the questions on this machine, in "
                        f"three framings and two orders of the options, with controls beside them: {len(answers):,} "
                        "prompts in all. Before its scores are believed, the controls ask whether it answers by what "
                        "is asked or by the look of the page.",
                    )
                ),
            ),
            level=1,
            verdict=f"SmolLM2-135M-Instruct is {gate.verdict}. {gate.reason}",
        ),
        gate_section(gate, prefix="live-"),
        population_section(alignment, asked, prefix="live-", grey=grey),
        framing_section(alignment, asked, prefix="live-", grey=grey),
    ]
    yours = Section(
        "yours",
        "Your model next",
        (
            Text(
                (
                    "Any local transformers folder or hub name takes the place of YOUR_MODEL. Answers that you "
                    "collected elsewhere are scored with: folkways score answers.csv --survey menavalues --out "
                    "scored.csv",
                )
            ),
            Pairs((("One command", f"$ {NEXT}"),)),
        ),
    )
    page = Page(
        title="How well does a language model represent a people?",
        verdict=llama_verdict,
        kicker=f"folkways demo · {survey.title} · {len(survey.populations)} countries",
        key_figures=llama_figures,
        sections=tuple(
            section
            for section in (
                Section(
                    "people",
                    "The people",
                    (
                        Text(
                            (
                                f"What people in {len(survey.populations)} countries said, before any model is asked: "
                                "the yardstick for everything below. NVAS is the benchmark's own score, from 0 to 100.",
                            )
                        ),
                    ),
                    level=1,
                    verdict=_people_verdict(survey),
                ),
                people_section(survey, prefix="people-", title="A map of the people"),
                *llama_sections,
                *live,
                limits_section(alignment, asked, gate),
                yours,
                repeat_section(alignment, asked, answers, command=typed_command()),
            )
            if section is not None
        ),
        facts={"gate": gate.to_record(), "live": alignment.to_record()["summary"]},
    )
    path = render(page, out / "report.html")
    say.print(f"\nreport: [bold]{path}[/bold]\nyour model next: [bold]{NEXT}[/bold]")
    if json_out:
        typer.echo(json.dumps({"report": str(path), "published": llama_verdict, "gate": gate.to_record()}))


def _people_verdict(survey: Survey) -> str:
    """How far a constant and the other countries get: what a model has to beat."""
    import numpy as np

    from folkways.alignment.align import cell_constants
    from folkways.alignment.grid import build_grid

    known = cell_constants(build_grid(survey))
    return (
        f"A constant answer in the middle of every scale scores {np.nanmean(known['nvas_midpoint']):.1f} of 100 on "
        f"these people; the average answer of the other countries scores {np.nanmean(known['nvas_pooled']):.1f}."
    )


def _published(survey: Survey, seed: int) -> tuple[str, list[Section], tuple[KeyFigure, ...]]:
    """Llama-3.1-8B-Instruct's published answers, scored now."""
    from folkways.alignment import align
    from folkways.alignment.table import read_answer_table
    from folkways.probes import Gate
    from folkways.report import Section, Text, key_figures_of, people_section, verdict_of
    from folkways.report.contrasts import contrast_section
    from folkways.report.scores import population_section, topic_section
    from folkways.surveys.menavalues import folder

    table = read_answer_table(folder() / "llama_3_1_8b_answers.parquet", survey)
    alignment = align(table.answers, survey, seed=seed)
    gate = Gate.untested("The published answers came without control questions.")
    verdict = verdict_of(alignment, gate)
    opening = Section(
        "llama",
        "A real model's published answers",
        (
            Text(
                (
                    f"{len(table.answers):,} answers of Llama-3.1-8B-Instruct, published with the MENA Values "
                    "Benchmark (English, persona and observer framings, one greedy answer each), scored here again. "
                    "They came without control questions.",
                )
            ),
        ),
        level=1,
        verdict=verdict,
    )
    sections = [
        opening,
        people_section(survey, alignment, prefix="llama-", title="Where it lands on the map"),
        population_section(alignment, survey, prefix="llama-"),
        topic_section(alignment, survey, prefix="llama-"),
        contrast_section(alignment, survey, prefix="llama-"),
    ]
    return verdict, [s for s in sections if s is not None], key_figures_of(alignment)


def _live(survey: Survey, out: Path, populations: str, limit: int, seed: int) -> Answers:
    """The embedded model's answers, asked now or kept from a run that was stopped."""
    from folkways.models import load_model
    from folkways.probes import execute, plan
    from folkways.runs import Run

    folder = out / "run"
    dtype = str(Run.read(folder).config["dtype"]) if (folder / "run.json").exists() else "auto"
    model = load_model("smollm2", dtype=dtype)
    made = plan(model, survey, populations=listed(populations), limit=limit, seed=seed)
    with progress_bar("[bold]3[/bold]  asking SmolLM2-135M") as progress:
        return execute(made, model, folder, progress=progress)
