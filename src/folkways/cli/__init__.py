"""The command line: one file a verb, nothing heavy imported before it is needed."""

from __future__ import annotations

import sys

import typer

from folkways.cli import (
    adapt,
    compare,
    demo,
    dialogues,
    export,
    import_log,
    leaderboard,
    map,
    moderate,
    norms,
    probe,
    report,
    score,
    survey,
    vsm,
    web,
)

app = typer.Typer(
    name="folkways",
    help="How well does a language model represent the people of a culture? Ask it what the people were asked.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.command)
app.command("probe")(probe.command)
app.command("score")(score.command)
app.command("report")(report.command)
app.command("compare")(compare.command)
app.command("leaderboard")(leaderboard.command)
app.command("map")(map.command)
app.command("vsm")(vsm.command)
app.command("moderate")(moderate.command)
app.command("web")(web.command)
app.command("import-log")(import_log.command)
app.add_typer(norms.app, name="norms")
app.add_typer(adapt.app, name="adapt")
app.add_typer(dialogues.app, name="dialogues")
app.add_typer(export.app, name="export")
app.add_typer(survey.app, name="survey")


def main() -> None:
    """Run the command line; an error of ours is one line on standard error and exit code 2."""
    from folkways.errors import FolkwaysError

    try:
        app()
    except FolkwaysError as error:
        typer.secho(f"folkways: {error}", fg="red", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.secho("folkways: interrupted; the same command goes on where it stopped", fg="yellow", err=True)
        sys.exit(130)
