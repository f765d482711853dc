"""`folkways adapt`: bring a model closer to a people, by words and by training, and see what helps."""

from __future__ import annotations

import typer

from folkways.cli import adapt_compare, adapt_finetune, adapt_hyper, adapt_prompt

app = typer.Typer(
    help="Bring a model closer to a people: prompts, fine-tuning, and a comparison on what was held out.",
    no_args_is_help=True,
)
app.command("prompt")(adapt_prompt.command)
app.command("finetune")(adapt_finetune.command)
app.command("compare")(adapt_compare.command)
app.add_typer(adapt_hyper.app, name="hyper")
