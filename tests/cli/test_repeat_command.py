"""The command that a report gives for repeating a run asks for the same run."""

import shlex
from pathlib import Path

import typer

from folkways.cli import app
from folkways.cli.console import listed
from folkways.cli.report import _probe_command
from folkways.probes import Design, Reading, plan
from folkways.surveys import load_survey
from tests.probes.synthetic import ContentModel


def test_it_holds_every_setting_of_the_run() -> None:
    survey = load_survey("menavalues")
    design = Design(
        framings=("persona",), orders=("given", "shift-1"), labels=("letters",), templates=("poll",), cue="after",
        languages=("source", "native"), reasoning=("direct", "reasoned"),
    )  # fmt: skip
    reading = Reading("samples", reason_tokens=99, samples=5, seed=3)
    model = ContentModel(survey)
    made = plan(model, survey, populations=["EGY"], limit=3, design=design, seed=3, reading=reading)
    words = shlex.split(_probe_command(made.config, survey, Path("run")))
    probe = typer.main.get_command(app).commands["probe"]  # type: ignore[attr-defined]
    given = probe.make_context("probe", words[2:], resilient_parsing=False).params
    levels = ("framings", "orders", "labels", "templates", "languages", "reasoning")
    asked = Design(**{name: tuple(listed(given[name]) or ()) for name in levels}, cue=given["cue"])
    read = Reading(given["read"], reason_tokens=given["reason_tokens"], samples=given["samples"], seed=given["seed"])
    again = plan(
        model, survey, populations=listed(given["populations"]), questions=listed(given["questions"]), design=asked,
        seed=given["seed"], reading=read,
    )  # fmt: skip
    assert again.config == made.config
