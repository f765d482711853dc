"""`folkways dialogues`: conversations between peoples, and what can be learnt from them."""

from __future__ import annotations

import typer

from folkways.cli import dialogues_ablate, dialogues_audit, dialogues_finish, dialogues_later, dialogues_run

app = typer.Typer(
    help="Hold conversations between people of different cultures, and make checked training data of them.",
    no_args_is_help=True,
)
app.command("run")(dialogues_run.run)
app.command("generate")(dialogues_run.generate)
app.command("extract")(dialogues_later.extract)
app.command("verify")(dialogues_later.verify)
app.command("dedupe")(dialogues_finish.dedupe)
app.command("build")(dialogues_finish.build)
app.command("audit")(dialogues_audit.command)
app.command("ablate")(dialogues_ablate.command)
