"""`folkways adapt prompt`: what stands before a question for a people, and where every sentence came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkways.cli import adapt_search
from folkways.cli.console import console, listed

if TYPE_CHECKING:
    from folkways.adapt.prompting import Passage, Prompting
    from folkways.encoders import TextEncoder
    from folkways.surveys import Question, Survey
    from folkways.surveys.split import Split


def command(
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    population: Annotated[str | None, typer.Option(help="Ids or names, such as EGY,TUR. Default: the first.")] = None,
    strategy: Annotated[
        str,
        typer.Option(
            help="Joined by +: identity, demographics, anthropological, few-shot, norms, profile, none; see the docs."
        ),
    ] = "identity",
    norms: Annotated[Path | None, typer.Option(help="A norm book, for norms and profile.")] = None,
    split: Annotated[Path | None, typer.Option(help="Nothing that it holds out is shown.")] = None,
    profile: Annotated[str | None, typer.Option(help="Cultural profiles, as a.yaml,b.yaml.")] = None,
    language: Annotated[str, typer.Option(help="A tag such as ar; source, or native.")] = "source",
    question: Annotated[str | None, typer.Option(help="Id of the question that follows the text.")] = None,
    reasoned: Annotated[bool, typer.Option("--reasoned", help="For a model that thinks first.")] = False,
    encoder: Annotated[str, typer.Option(help="Text encoder, where a strategy needs one.")] = "e5-small",
    seed: Annotated[int, typer.Option(help="Of every draw.")] = 0,
    out: Annotated[Path | None, typer.Option(help="JSON to write, for folkways probe --prompt.")] = None,
    draft_profile: Annotated[
        Path | None, typer.Option(help="Write the profile of one people to this YAML, to be reviewed, and end.")
    ] = None,
    search: Annotated[
        str | None, typer.Option(help="A model: find its best strategy per people on the training questions.")
    ] = None,
    run: Annotated[Path | None, typer.Option(help="Of a search: run folder; a stopped one goes on.")] = None,
    candidates: Annotated[str | None, typer.Option(help="Of a search: none,identity,identity+norms:topic.")] = None,
    folds: Annotated[int, typer.Option(help="Of a search: how the training questions are cut.")] = 3,
    limit: Annotated[int | None, typer.Option(help="Of a search: at most so many training questions.")] = None,
    framing: Annotated[str, typer.Option(help="Of a search: persona or observer.")] = "persona",
    json_out: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show the text that stands before a question, and a table of where every sentence came from.

    With --out it is kept for `folkways probe --prompt`. With --search a model is asked the training questions with
    every candidate, cross-fitted, and the best strategy of each people is kept.

    Examples:

        folkways adapt prompt menavalues --population EGY --strategy identity+anthropological --question m002

        folkways adapt prompt menavalues --population TUR --strategy demographics+few-shot:random:3 --language tr
        --split split.json --out prompts.json

        folkways adapt prompt menavalues --search smollm2 --split split.json --population EGY,TUR --limit 40
        --run runs/search
    """
    from folkways.adapt.prompting import Profile, compose, parse_strategy
    from folkways.adapt.prompting import draft_profile as drafted
    from folkways.encoders import load_encoder
    from folkways.norms import NormBook
    from folkways.surveys import load_survey
    from folkways.surveys.split import Split

    people = load_survey(survey)
    book = NormBook.read(norms) if norms else None
    held = Split.read(split) if split else None
    if search is not None:
        adapt_search.find(
            search, people, held, candidates=listed(candidates), populations=listed(population), book=book,
            encoder=encoder, folds=folds, limit=limit, framing=framing, language=language, seed=seed, source=survey,
            run=run, out=out, json_out=json_out,
        )  # fmt: skip
        return
    profiles = [Profile.read(Path(path)) for path in listed(profile) or ()]
    needed = draft_profile is not None or (parse_strategy(strategy).encodes and not _spared(strategy, profiles))
    say = console()
    if needed:
        say.print(f"text encoder {encoder}: the wordings of a survey are read once and kept", markup=False)
    vectors: TextEncoder | None = load_encoder(encoder) if needed else None
    made = compose(
        strategy, people, split=held, book=book, encoder=vectors, profiles=profiles, seed=seed, source=survey
    )
    asked = [people.population(key) for key in listed(population) or [people.populations[0].id]]
    if draft_profile is not None:
        tag = _tag(people, language, asked[0].id)
        drafted(made.material, asked[0], tag).save(draft_profile)
        say.print(f"draft to be reviewed: {draft_profile}", markup=False)
        return
    shown = []
    for one in asked:
        tag = _tag(people, language, one.id)
        before = _question(people, held, question, tag)
        passage = made.passage(before, one, tag, thinks=reasoned)
        shown.append(_record(made, passage, one.id, before.id, tag))
        if not json_out:
            typer.echo(passage.text)
            _table(passage, f"{one.label}, before {before.id} in {tag}")
    if json_out:
        typer.echo(json.dumps(shown, ensure_ascii=False))
    if out is not None:
        made.save(out)
        say.print(f"prompts: {out}; ask with them: folkways probe --prompt {out}", markup=False)


def _spared(strategy: str, profiles: list[Any]) -> bool:
    """Whether the one strategy that would need an encoder has its profiles already."""
    from folkways.adapt.prompting import parse_strategy

    return bool(profiles) and all(part.name == "profile" or not part.encodes for part in parse_strategy(strategy).parts)


def _tag(survey: Survey, language: str, population: str) -> str:
    source = survey.questions[0].language
    named = {"source": source, "native": survey.native(survey.population(population))}
    return named.get(language, language)


def _question(survey: Survey, split: Split | None, wanted: str | None, language: str) -> Question:
    """The question that was asked for, else the first that is held out, else the first; with a text in the language."""
    from folkways.errors import InputError

    if wanted is not None:
        return survey.select(questions=[wanted]).questions[0]
    first = set(split.held_out) if split else set(survey.by_id)
    for question in sorted(survey.questions, key=lambda q: q.id not in first):
        if language in question.texts:
            return question
    raise InputError(f"survey {survey.name} has no text in {language!r}", mend="choose another --language")


def _record(made: Prompting, passage: Passage, population: str, question: str, language: str) -> dict[str, Any]:
    return {
        "name": made.name,
        "population": population,
        "question": question,
        "language": language,
        "text": passage.text,
        "sentences": [sentence.to_record() for sentence in passage.sentences],
    }


def _table(passage: Passage, title: str) -> None:
    """Where every sentence came from."""
    from rich.table import Table

    say = console()
    if not passage.sentences:
        say.print(f"{title}: no text", markup=False)
        return
    table = Table("sentence", "from", "rests on", "note", "licence", title=f"Where every sentence came from: {title}")
    for sentence in passage.sentences:
        source = sentence.source
        first, rest = source.ids[:3], len(source.ids) - 3
        ids = ", ".join(first) + (f" and {rest} more" if rest > 0 else "")
        words = " ".join(sentence.text.split())
        short = words if len(words) <= 60 else words[:59] + "…"
        table.add_row(*(_plain(cell) for cell in (short, source.kind, ids, source.note, source.licence)))
    say.print(table)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
