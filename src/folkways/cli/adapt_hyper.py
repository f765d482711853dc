"""`folkways adapt hyper`: describe a people in words, and get an adapter that any PEFT-compatible engine loads."""

from __future__ import annotations

import typer

from folkways.cli import adapt_hyper_emit, adapt_hyper_eval, adapt_hyper_train

app = typer.Typer(
    help="An adapter from a description: train a hypernetwork over many peoples, emit LoRA, see whether words help.",
    no_args_is_help=True,
)
app.command("train")(adapt_hyper_train.command)
app.command("emit")(adapt_hyper_emit.command)
app.command("eval")(adapt_hyper_eval.command)
