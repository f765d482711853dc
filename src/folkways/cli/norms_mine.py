"""`folkways norms mine`: ask a model, or the survey alone, what a people commonly holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.console import console, listed, progress_bar
from folkways.cli.price import price_of

if TYPE_CHECKING:
    from folkways.encoders import TextEncoder
    from folkways.models import Described, Model
    from folkways.norms import NormBook
    from folkways.norms.planning import MiningPlan
    from folkways.norms.selecting import Check
    from folkways.surveys import Survey

_RULES = "rules"


def command(
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="Norm book to write: .yaml or .parquet; the run lies beside it.")],
    method: Annotated[
        str, typer.Option(help="topic, top-answers or answer-shares (what the model is shown), or rules (no model).")
    ] = "top-answers",
    model: Annotated[str | None, typer.Option(help="Who writes the norms, as for folkways probe.")] = None,
    populations: Annotated[str | None, typer.Option(help="Ids or names, such as EGY,TUR. Default: all.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="A topic; give it again for more. Default: all.")] = None,
    split: Annotated[Path | None, typer.Option(help="Learn from its training side alone.")] = None,
    per_topic: Annotated[int, typer.Option(min=1, help="Norms that are kept of a topic of a people.")] = 5,
    language: Annotated[str, typer.Option(help="In which norms are written.")] = "en",
    encoder: Annotated[str, typer.Option(help="Text encoder that finds norms that say the same.")] = "e5-small",
    judge: Annotated[str | None, typer.Option(help="Model that checks the norms. Default: rules.")] = None,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Do not check the norms.")] = False,
    seed: Annotated[int, typer.Option(help="Of the order in which questions are shown.")] = 0,
    prompt_tokens: Annotated[int, typer.Option(help="Most tokens of a prompt.")] = 1500,
    answer_tokens: Annotated[
        int | None, typer.Option(help="Most tokens of an answer; a model that thinks first needs more.")
    ] = None,
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
    json_out: Annotated[bool, typer.Option("--json", help="Print what was asked and kept as JSON.")] = False,
) -> None:
    """Mine norms: one sentence each of what people of a population commonly hold, prefer or expect.

    Norms are checked against the survey, ranked, and the best of each topic kept. Stopped on the way, the same
    command goes on. What people said of the norms of an older book in that file is kept.

    Examples:

        folkways norms mine menavalues --method rules --split split.json --out rules.yaml

        folkways norms mine menavalues --method answer-shares --model smollm2 --populations EGY,TUR
        --topic "Religious values" --split split.json --out book.yaml
    """
    from folkways.errors import InputError
    from folkways.models import load_model
    from folkways.models.provider import ProviderOptions
    from folkways.norms.planning import plan_mining
    from folkways.norms.review import carried
    from folkways.surveys import load_survey
    from folkways.surveys.split import Split

    if out.suffix not in (".yaml", ".yml", ".parquet"):
        raise InputError("a norm book ends in .yaml or .parquet", where=str(out), mend="name it so")
    people = load_survey(survey)
    part = None if split is None else Split.read(split)
    wanted = listed(populations)
    older = _older(out)
    counts: dict[str, int] = {}
    if method == _RULES:
        from folkways.norms.ruled import rules_book

        book = rules_book(people, part, populations=wanted, topics=topic, per_topic=per_topic)
    else:
        if model is None:
            raise InputError(f"the method {method} asks a model", mend="give --model, or take --method rules")
        folder = out.with_suffix(".run")
        provider = ProviderOptions(
            base_url=base_url, connections=connections, timeout=timeout, price=price_of(price), max_cost=max_cost,
            ask=not dry_run,
        )  # fmt: skip
        asked = load_model(model, dtype=_settled(dtype, folder), provider=provider)
        made = plan_mining(
            asked, people, method=method, populations=wanted, split=part, topics=topic, per_topic=per_topic,
            language=language, seed=seed, prompt_tokens=prompt_tokens, answer_tokens=answer_tokens,
        )  # fmt: skip
        estimate = _estimate(made, asked)
        _announce(made, asked, people, estimate)
        if dry_run:
            if json_out:
                typer.echo(json.dumps({**estimate, "first": made.asks[0].prompt.record()}, ensure_ascii=False))
            return
        book, counts = _by_model(made, asked, folder, encoder, judge, unchecked)
    if older is not None:
        book = carried(older, book)
    book.save(out)
    if json_out:
        typer.echo(json.dumps({"norms": len(book), **counts}))
    say = console()
    for name, count in counts.items():
        say.print(f"{name}: {count:,}", markup=False)
    say.print(f"{len(book)} norms. Written: {out}. Read them: folkways norms list {out}", markup=False)


def checks(
    book: NormBook,
    survey: str,
    split: Path | None,
    judge: str | None,
    encoder: str,
    progress: Callable[[int, int], None],
) -> Check:
    """What checks a book that was mined before, against the answers that it may see.

    Raises:
        InputError: the book was mined from other answers or under another split.
    """
    from folkways.encoders import load_encoder
    from folkways.errors import InputError
    from folkways.surveys import load_survey
    from folkways.surveys.split import Split

    people = load_survey(survey)
    if book.survey_digest and book.survey_digest != people.digest:
        raise InputError(
            f"was mined from other answers than those of {survey}", where="norm book", mend="name its survey"
        )
    part = None if split is None else Split.read(split)
    if book.split_digest and (part is None or part.digest != book.split_digest):
        raise InputError(
            "was mined under a split, and not this one" if part else "was mined under a split",
            where="norm book",
            mend="give it with --split, so that no held-out answer is read",
        )
    training = people if part is None else part.training(people)
    return _check(training, judge, load_encoder(encoder), progress)


def _check(survey: Survey, judge: str | None, encoder: TextEncoder, progress: Callable[[int, int], None]) -> Check:
    from folkways.norms.entailment import RuleChecker, checked

    if judge is None:
        checker = RuleChecker(survey, encoder)
    else:
        from folkways.models import load_model
        from folkways.norms.judge import JudgeChecker

        checker = JudgeChecker(load_model(judge), survey, encoder)
    return lambda book: checked(book, checker, lambda done: progress(done, len(book)))


def _by_model(
    made: MiningPlan, model: Model, folder: Path, encoder: str, judge: str | None, unchecked: bool
) -> tuple[NormBook, dict[str, int]]:
    from folkways.encoders import load_encoder
    from folkways.norms.mining import asked, read_mined

    vectors = load_encoder(encoder)
    meter = getattr(model, "meter", None)
    with progress_bar("mining", lambda: str(meter) if meter else "") as progress:
        rows = asked(made, model, folder, progress=progress)
    if meter:
        console().print(f"provider: {meter}")
    if unchecked:
        mined = read_mined(made, rows, vectors)
    else:
        with progress_bar("checking") as progress:
            mined = read_mined(made, rows, vectors, _check(made.training, judge, vectors, progress))
    if mined.counts.get("failed"):
        console().print("some calls failed: the same command asks these again", style="yellow")
    return mined.book, mined.counts


def _older(out: Path) -> NormBook | None:
    """The book that is in the file already."""
    from folkways.norms.review import read_edited

    return read_edited(out) if out.exists() else None


def _settled(dtype: str, folder: Path) -> str:
    """A measured choice may fall otherwise the second time; a run stays with its own."""
    from folkways.runs import Run

    return str(Run.read(folder).config["dtype"]) if dtype == "auto" and (folder / "run.json").exists() else dtype


def _estimate(made: MiningPlan, model: Described) -> dict[str, float]:
    """How much will be asked, how much the model may write, and what it may cost where a price is known."""
    read = sum(model.count_tokens([ask.prompt for ask in made.asks]))
    written = made.answer_tokens * len(made.asks)
    estimate: dict[str, float] = {"prompts": len(made.asks), "tokens": read, "written": written}
    meter = getattr(model, "meter", None)
    if meter and meter.price:
        estimate["dollars"] = meter.price.of(read, written)
    return estimate


def _announce(made: MiningPlan, model: Described, survey: Survey, estimate: dict[str, float]) -> None:
    config = made.config
    console().print(
        f"{model.info.name} ({model.info.dtype}) × {survey.title or survey.name}, {config['method']}: "
        f"{len(config['populations'])} populations, {len(config['topics'])} topics; {estimate['prompts']:,} prompts, "
        f"{estimate['tokens']:,} tokens to read and at most {estimate['written']:,} to write"
        + (f", about ${estimate['dollars']:.2f} at most" if "dollars" in estimate else ""),
        markup=False,
    )
