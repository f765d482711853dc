"""`folkways export`: a survey for another harness."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.console import console

app = typer.Typer(help="Write a survey for another harness.", no_args_is_help=True)


@app.command("lm-eval")
def lm_eval(
    survey: Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")],
    out: Annotated[Path, typer.Option(help="Folder for the task.")],
    populations: Annotated[str, typer.Option(help="Ids or names, such as EGY,TUR. Default: all.")] = "",
    framings: Annotated[str, typer.Option(help="Of neutral, persona, observer.")] = "persona",
    orders: Annotated[str, typer.Option(help="Option orders: given, reversed, shift-N.")] = "given,reversed",
    labels: Annotated[str, typer.Option(help="Label sets: digits, letters.")] = "digits",
    languages: Annotated[str, typer.Option(help="Tags, or source,native.")] = "source",
    limit: Annotated[int | None, typer.Option(help="At most so many questions, drawn within topics.")] = None,
    seed: Annotated[int, typer.Option(help="Of that draw.")] = 0,
) -> None:
    """Write a task of lm-evaluation-harness: YAML and prompts. Score its log with `folkways import-log`.

    Example:

        folkways export lm-eval menavalues --out tasks --populations EGY,TUR --limit 20
    """
    from folkways.tasks.asked import Asked, of_texts
    from folkways.tasks.lm_eval import export_lm_eval

    asked = of_texts(
        Asked(survey=survey, questions=limit, seed=seed),
        populations=populations,
        framings=framings,
        orders=orders,
        labels=labels,
        languages=languages,
    )
    name = export_lm_eval(asked, out)
    console().print(
        f"lm_eval --include_path {out} --tasks {name} --apply_chat_template --log_samples --output_path results …",
        soft_wrap=True,
    )
