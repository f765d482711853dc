"""`folkways probe`: ask a model a survey, and report how close it comes to the people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.console import console, listed, progress_bar
from folkways.cli.price import price_of
from folkways.cli.result import typed_command, write_result

if TYPE_CHECKING:
    from folkways.models import Described, Model
    from folkways.probes.probe import Plan


def command(
    context: typer.Context,
    model: Annotated[
        str, typer.Argument(help="smollm2, a transformers folder, a hub name, a .gguf file, or api:PROVIDER/MODEL.")
    ],
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="Run folder; a run that was stopped there goes on.")],
    populations: Annotated[str | None, typer.Option(help="Ids or names, such as EGY,TUR. Default: all.")] = None,
    framings: Annotated[str, typer.Option(help="Of neutral, persona, observer.")] = "neutral,persona,observer",
    questions: Annotated[str | None, typer.Option(help="Question ids, such as m001,m002. Default: all.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many questions, drawn within topics.")] = None,
    orders: Annotated[str, typer.Option(help="Option orders: given, reversed, shift-N.")] = "given,reversed",
    split: Annotated[
        Path | None, typer.Option(help="From `folkways survey split`: only its held-out questions are asked.")
    ] = None,
    adapter: Annotated[
        str | None, typer.Option(help="Answer with a LoRA adapter: FOLDER, or EGY=FOLDER,TUR=FOLDER.")
    ] = None,
    prompt: Annotated[
        Path | None, typer.Option(help="A text before each question: a file of `folkways adapt prompt`.")
    ] = None,
    norms: Annotated[
        Path | None, typer.Option(help="A norm book: the norms on a question's topic stand before it.")
    ] = None,
    labels: Annotated[str, typer.Option(help="Label sets: digits, letters, or your own as x|y|z.")] = "digits",
    templates: Annotated[str, typer.Option(help="Phrasings: plain, poll.")] = "plain",
    cue: Annotated[str, typer.Option(help="The identity before or after the question.")] = "before",
    languages: Annotated[
        str, typer.Option(help="Tags such as en,ar, or source,native: the survey's own and each people's own.")
    ] = "source",
    reasoning: Annotated[str, typer.Option(help="direct, reasoned (the model thinks first), or both.")] = "direct",
    read: Annotated[
        str,
        typer.Option(help="logprobs; both (a written answer too: shows refusals and leakage); text; samples."),
    ] = "logprobs",
    reason_tokens: Annotated[int, typer.Option(help="Most tokens of a thought and its answer.")] = 256,
    samples: Annotated[int, typer.Option(help="Texts per prompt for --read samples.")] = 8,
    seed: Annotated[int, typer.Option(help="Of the draw of questions and controls, and of the bootstrap.")] = 0,
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
    ray: Annotated[
        str | None,
        typer.Option(help="Ask on a Ray cluster: local (workers on this machine), auto, or its address."),
    ] = None,
    ray_workers: Annotated[
        int | None, typer.Option(min=1, help="How many workers; by default one a GPU, or one a machine.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print prompts and tokens; ask nothing.")] = False,
    fail_on_invalid: Annotated[
        bool, typer.Option("--fail-on-invalid", help="Exit 1 when the validity gate says not measurable.")
    ] = False,
    json_out: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Ask a model a survey in every cell of a design; write a run folder with report.html.

    The answers are exact label probabilities. Controls for the validity gate are asked along.

    Examples:

        folkways probe smollm2 menavalues --out runs/first --populations EGY,TUR --limit 20

        folkways probe smollm2 menavalues --out runs/full --populations EGY,IRN,TUR --languages source,native
        --reasoning direct,reasoned --read both --limit 40

        folkways probe api:openai/gpt-4o menavalues --out runs/gpt-4o --limit 40 --price 2.5,10 --max-cost 5

        folkways probe Qwen/Qwen3-8B menavalues --out runs/qwen --cue after --ray auto

        folkways probe smollm2 menavalues --out runs/tuned --split split.json --adapter runs/matched/training/adapter
    """
    from folkways.cli.aids import aid_of, held_out
    from folkways.errors import InputError
    from folkways.models import load_model
    from folkways.models.provider import ProviderOptions
    from folkways.probes import Design, Reading, execute, plan, read_run
    from folkways.probes.ray_pool import RayPool
    from folkways.runs import Run
    from folkways.surveys import load_survey

    if dtype == "auto" and (out / "run.json").exists():
        # A measured choice may fall otherwise the second time; a run stays with its own.
        dtype = str(Run.read(out).config.get("dtype", "auto"))
    say = console()
    people = load_survey(survey)
    provider = ProviderOptions(
        base_url=base_url,
        connections=connections,
        timeout=timeout,
        price=price_of(price),
        max_cost=max_cost,
        ask=not dry_run,
    )
    if ray is None and ray_workers is not None:
        raise InputError("--ray-workers without --ray", mend="say where: --ray local, --ray auto or an address")
    if ray is not None and adapter is not None:
        raise InputError("--adapter with --ray", mend="merge the adapter into its model, and name the merged folder")
    asked: Model | RayPool
    if ray is None:
        asked = load_model(model, dtype=dtype, provider=provider)
    else:
        say.print(f"ray ({ray}): loading the model on the workers")
        address = None if ray == "local" else ray
        asked = context.with_resource(RayPool(model, load_model, dtype=dtype, address=address, workers=ray_workers))
    made = plan(
        asked,
        people,
        populations=listed(populations),
        questions=held_out(people, split, listed(questions)),
        limit=limit,
        design=Design(
            framings=tuple(listed(framings) or ()),
            orders=tuple(listed(orders) or ()),
            labels=tuple(listed(labels) or ()),
            templates=tuple(listed(templates) or ()),
            cue=cue,
            languages=tuple(listed(languages) or ()),
            reasoning=tuple(listed(reasoning) or ()),
        ),
        seed=seed,
        reading=Reading(read, reason_tokens=reason_tokens, samples=samples, seed=seed),
        source=survey,
        aid=aid_of(asked, people, adapter=adapter, prompt=prompt, norms=norms),
    )
    estimate = estimate_of(made, asked)
    spoken = dict.fromkeys(tag for tags in made.config["languages"].values() for tag in tags)
    say.print(
        f"{model} ({asked.info.dtype}) × {people.title or people.name}: {len(made.survey.questions)} questions, "
        f"{len(made.populations)} populations, {', '.join(spoken)}; {estimate['prompts']:,} prompts, "
        f"{estimate['tokens']:,} tokens to read and at most {estimate['written']:,} to write"
        + (f", about ${estimate['dollars']:.2f} at most" if "dollars" in estimate else "")
    )
    partly = len(people.questions) - sum(set(spoken) <= set(q.texts) for q in people.questions)
    if partly and len(spoken) > 1:
        say.print(f"{partly} questions have no text in all of these languages and are left out")
    if dry_run:
        if json_out:
            typer.echo(json.dumps(estimate))
        return
    meter = getattr(asked, "meter", None)
    with progress_bar("asking", lambda: str(meter) if meter else "") as progress:
        if isinstance(asked, RayPool):
            asked.run(made, out, progress)
        else:
            execute(made, asked, out, progress=progress)
    if meter:
        say.print(f"provider: {meter}")
    answers, whole = read_run(out)
    record = write_result(answers, whole, out / "report.html", seed=seed, command=typed_command())
    verdict = record["gate"]["verdict"]
    say.print(f"validity gate: [bold]{verdict}[/bold]. {record['gate']['reason']}")
    say.print(f"report: {out / 'report.html'}")
    if json_out:
        typer.echo(json.dumps(record))
    if fail_on_invalid and verdict == "not measurable":
        raise typer.Exit(1)


def estimate_of(made: Plan, model: Described) -> dict[str, float]:
    """How much a plan will ask, how much the model may write, and what it may cost where a price is known."""
    from folkways.probes.design import render

    reading = made.reading
    thought = sum(cell.reasoning == "reasoned" for cell in made.cells)
    spoken = {"logprobs": 0, "both": 1, "text": 1, "samples": reading.samples}[reading.read]
    thoughts = max(spoken, 1) if reading.read != "samples" else spoken
    written = thought * reading.reason_tokens * thoughts
    at_once = [cell for cell in made.cells if cell.reasoning == "direct"]
    if reading.read == "both":
        at_once = [cell for cell in at_once if not cell.control]
    written += len(at_once) * reading.text_tokens * spoken
    read = sum(model.count_tokens([render(c) for c in made.cells]))
    estimate: dict[str, float] = {"prompts": len(made.cells), "tokens": read, "written": written}
    meter = getattr(model, "meter", None)
    if meter and meter.price:
        # Probabilities and a text beside them are two calls, and a label is written in each.
        calls = 2 if reading.read == "both" else max(spoken, 1)
        estimate["dollars"] = meter.price.of(read * calls, written + 3 * len(made.cells))
    return estimate
