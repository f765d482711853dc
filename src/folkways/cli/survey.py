"""`folkways survey`."""

import typer

app = typer.Typer()
