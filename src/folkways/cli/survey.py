"""`folkways survey`: list, show, check and import surveys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkways.cli import survey_codebook, survey_split, survey_translate
from folkways.cli.console import console, listed, progress_bar

if TYPE_CHECKING:
    from folkways.surveys import Survey

app = typer.Typer(help="List, show, check, import, translate and split surveys.", no_args_is_help=True)
app.command("translate")(survey_translate.command)
app.command("codebook")(survey_codebook.command)
app.command("split")(survey_split.command)

JsonOut = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Codebook = Annotated[Path | None, typer.Option(help="YAML or JSON: what the columns mean.")]
By = Annotated[
    str | None, typer.Option(help="Demographic columns of the codebook, such as sex,age; of a qsf, questions.")
]
Responses = Annotated[Path | None, typer.Option(help="Of a qsf: the csv or tsv that Qualtrics exports.")]
People = Annotated[
    str | None, typer.Option("--population", help="Of a qsf: the column that names the people, or one such as EGY.")
]
Respondents = Annotated[int | None, typer.Option("--n", help="Respondents a cell, where the file does not say.")]


@app.command("list")
def list_(json_out: JsonOut = False) -> None:
    """List the surveys that can be asked by name.

    Example:

        folkways survey list
    """
    from folkways.errors import SurveyError
    from folkways.surveys import load_survey
    from folkways.surveys.catalogue import available

    rows = []
    for row in available():
        try:
            survey = load_survey(row["name"])
        except SurveyError as error:  # one damaged import must not hide the others
            console().print(str(error), style="red", markup=False)
            continue
        rows.append(row | {"title": survey.title, **_counts(survey), "licence": survey.licence})
    if json_out:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    _table(rows, "Bring your own with `folkways survey import`.")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A survey by name, or a folder or tidy table of one.")],
    question: Annotated[str | None, typer.Option(help="One question's wording, options and people's answers.")] = None,
    json_out: JsonOut = False,
) -> None:
    """Show a survey: where it comes from, whom it asked, what was left out; or one question.

    Example:

        folkways survey show menavalues --question m001
    """
    from folkways.surveys import load_survey

    survey = load_survey(name)
    if question is not None:
        _show_question(survey, question, json_out)
        return
    record = _record(survey)
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    _print_record(record)


@app.command()
def check(
    form: Annotated[str, typer.Argument(help="tidy, respondents, qsf, wvs, ess, globalopinionqa, menavalues.")],
    file: Annotated[Path, typer.Argument(help="The file.")],
    codebook: Codebook = None,
    by: By = None,
    n: Respondents = None,
    responses: Responses = None,
    population: People = None,
    json_out: JsonOut = False,
) -> None:
    """Read a survey file and say what it holds and what would be left out; keep nothing.

    Example:

        folkways survey check ess ESS10.csv
    """
    from folkways.surveys.importing import read_survey

    with progress_bar("reading") as progress:
        survey = read_survey(
            form, file, codebook=codebook, by=tuple(listed(by) or ()), n=n, responses=responses, population=population,
            progress=progress,
        )  # fmt: skip
    record = _record(survey)
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    _print_record(record)
    console().print(f"{file} can be imported.", markup=False)


@app.command("import")
def import_(
    form: Annotated[str, typer.Argument(help="tidy, respondents, qsf, wvs, ess, globalopinionqa, menavalues.")],
    file: Annotated[Path, typer.Argument(help="The file.")],
    name: Annotated[str, typer.Option(help="What to call it from now on.")],
    codebook: Codebook = None,
    by: By = None,
    n: Respondents = None,
    responses: Responses = None,
    population: People = None,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a survey of that name.")] = False,
    json_out: JsonOut = False,
) -> None:
    """Import a survey file: only the answer distributions are kept, never the respondents' rows.

    A qsf without --responses holds questions alone: they can be shown and translated.

    Example:

        folkways survey import wvs WVS_Cross-National_Wave_7_csv_v6_0.csv --name wvs7

        folkways survey import qsf values.qsf --responses export.csv --population country --name values
    """
    from folkways.surveys.importing import free_folder, keep_survey, read_survey

    free_folder(name, replace=replace)
    with progress_bar("reading") as progress:
        survey = read_survey(
            form, file, name=name, codebook=codebook, by=tuple(listed(by) or ()), n=n, responses=responses,
            population=population, progress=progress,
        )  # fmt: skip
    folder = keep_survey(survey, name=name, replace=replace)
    record = {"name": name, "folder": str(folder), **_counts(survey)}
    if json_out:
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    left_out = int(survey.excluded["count"].sum()) if survey.excluded.height else 0
    console().print(
        f"{name}: {record['questions']} questions, {record['populations']} populations, {record['cells']:,} answer "
        f"distributions; {left_out:,} answers or cells left out (`folkways survey show {name}` says why)",
        markup=False,
    )


def _counts(survey: Survey) -> dict[str, int]:
    return {
        "questions": len(survey.questions),
        "populations": len(survey.populations),
        "cells": survey.cells.height,
    }


def _record(survey: Survey) -> dict[str, Any]:
    import polars as pl

    topics: dict[str, int] = {}
    for question in survey.questions:
        topics[question.topic] = topics.get(question.topic, 0) + 1
    reasons = survey.excluded.group_by("reason", maintain_order=True).agg(pl.col("count").sum())
    sizes = survey.cells.group_by("population", maintain_order=True).agg(
        pl.len().alias("questions"), pl.col("n_eff").median()
    )
    by_id = {row["population"]: row for row in sizes.iter_rows(named=True)}
    return {
        "name": survey.name,
        "title": survey.title,
        "citation": survey.citation,
        "licence": survey.licence,
        "url": survey.url,
        **_counts(survey),
        "ordinal": sum(q.scale == "ordinal" for q in survey.questions),
        "nominal": sum(q.scale == "nominal" for q in survey.questions),
        "languages": list(survey.languages),
        "topics": topics,
        "people": [
            {
                "id": p.id,
                "name": p.label,
                "languages": ", ".join(p.languages),
                "questions": by_id[p.id]["questions"],
                "effective n (median)": round(by_id[p.id]["n_eff"]),
            }
            for p in survey.populations
        ],
        "excluded": dict(zip(reasons["reason"].to_list(), reasons["count"].to_list(), strict=True)),
        "notes": list(survey.notes),
        "examples": [{"id": q.id, "text": q.text(q.language)} for q in survey.questions[:5]],
    }


def _print_record(record: dict[str, Any]) -> None:
    typer.echo(f"{record['title']}  ({record['name']})")
    for key in ("citation", "licence", "url"):
        if record[key]:
            typer.echo(f"  {key}: {record[key]}")
    typer.echo(
        f"  {record['questions']} questions ({record['ordinal']} ordinal, {record['nominal']} nominal), "
        f"{record['populations']} populations, {record['cells']:,} answer distributions\n"
    )
    _table(record["people"])
    _table([{"topic": topic or "(none)", "questions": count} for topic, count in record["topics"].items()])
    if record["excluded"]:
        _table([{"left out because": reason, "count": count} for reason, count in record["excluded"].items()])
    for note in record["notes"]:
        typer.echo(f"note: {note}")
    _table(
        record["examples"],
        f"One question: folkways survey show {record['name']} --question {record['examples'][0]['id']}",
    )


def _show_question(survey: Survey, key: str, json_out: bool) -> None:
    part = survey.select(questions=[key])
    question = part.questions[0]
    shares = part.human.select("population", "option", "share", "n_eff").to_dicts()
    if json_out:
        typer.echo(json.dumps({"question": question.to_record(), "answers": shares}, ensure_ascii=False))
        return
    typer.echo(
        f"{question.id}  {question.text(question.language)}\n  {question.source} · {question.topic} · {question.scale}"
    )
    for note in question.notes:
        typer.echo(f"  note: {note}")
    for option in question.options:
        aside = "" if option.substantive else "  (outside the scale)"
        typer.echo(f"  {option.code}: {option.text(question.language)}{aside}")
    typer.echo("")
    for people in part.populations:
        typer.echo(
            f"{people.label}  (effective n {next(r['n_eff'] for r in shares if r['population'] == people.id):,.0f})"
        )
        for row in shares:
            if row["population"] == people.id:
                typer.echo(f"  {row['option']:>3}  {row['share']:6.1%}  {'█' * round(40 * row['share'])}")


def _table(rows: list[dict[str, Any]], caption: str = "") -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, value in rows[0].items():
        number = isinstance(value, int | float)
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(f"{v:,}" if isinstance(v, int) else str(v) for v in row.values()))
    # Without markup: `EGY[sex=female]` and "[country]" are data, not styles.
    Console(highlight=False, markup=False).print(table)
    typer.echo(f"{caption}\n" if caption else "")
