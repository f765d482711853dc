"""Read a finished probe back from its folder."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from folkways.answers import Answers
from folkways.errors import RunError
from folkways.runs import Run
from folkways.surveys import Survey, load_survey


def read_answers(path: Path) -> Answers:
    """The answers in a run folder.

    Raises:
        RunError: there is no run, it is not finished, or a shard is damaged.
    """
    run = Run.read(path)
    if not run.complete:
        raise RunError(
            f"run is not finished ({len(run.done())} of {run.record['shards']} shards)",
            where=str(path),
            mend="give the same probe command again: it goes on where it stopped",
        )
    info = run.config | {"seconds": run.seconds(), "started": run.record["started"]}
    return Answers(pl.concat(list(run.frames())), info)


def read_run(path: Path) -> tuple[Answers, Survey]:
    """The answers in a run folder and the whole survey that was asked.

    Raises:
        RunError: there is no finished run, or the survey of that name is no longer the one that was asked.
    """
    answers = read_answers(path)
    kept = path / "survey"
    survey = Survey.read(kept) if (kept / "survey.json").exists() else load_survey(str(answers.info["survey"]))
    if survey.digest != answers.info["survey_digest"]:
        raise RunError(
            f"survey {survey.name} is not the one that was asked (its contents differ)",
            where=str(path),
            mend="bring back the version of the survey that was probed, or probe again in a new folder",
        )
    return answers, survey
