"""Answers in whatever file they come: our own table, popfidelity's cells, results of QSTN or of EDSL."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from folkways.alignment.edsl_results import SUFFIXES, edsl_to_table, is_edsl
from folkways.alignment.popfidelity_cells import cells_to_survey, cells_to_table, is_cells
from folkways.alignment.qstn_results import is_qstn, qstn_to_table
from folkways.alignment.samples import ReadText
from folkways.alignment.table import Table, check_table, read_table
from folkways.errors import AnswersError
from folkways.surveys import Survey


def read_answers_file(
    path: Path, survey: Survey | None, *, model: str | None = None, read: ReadText | None = None
) -> tuple[Table, Survey]:
    """A file of answers, told by its header or its ending, and the survey that it is about.

    Args:
        path: csv, tsv, parquet; json, json.gz, jsonl or ep of EDSL.
        survey: what people said; cells of popfidelity may bring their own.
        model: the model's name, where the file does not say (QSTN).
        read: what a written answer says: gives a state and the code of an option. Results of QSTN and EDSL hold such.

    Raises:
        AnswersError: with file, row, value and mend, for anything that does not fit.
    """
    if path.suffix.lower() in SUFFIXES:
        people = _needed(path, survey)
        frame, notes = edsl_to_table(path, people, read=read)
        return replace(check_table(path, frame, people), notes=notes), people
    frame = read_table(path)
    if is_cells(frame.columns):
        people = survey or cells_to_survey(path, frame)
        return check_table(path, cells_to_table(path, frame, people), people), people
    people, notes = _needed(path, survey), ()
    if is_edsl(frame.columns):
        frame, notes = edsl_to_table(path, people, frame=frame, read=read)
    elif is_qstn(frame.columns):
        frame, notes = qstn_to_table(path, frame, people, model=model, read=read)
    return replace(check_table(path, frame, people), notes=notes), people


def _needed(path: Path, survey: Survey | None) -> Survey:
    if survey is None:
        raise AnswersError("needs a survey", where=str(path), mend="say --survey menavalues, or another one")
    if not survey.populations:
        raise AnswersError(
            f"survey {survey.name} holds no people's answers to score against",
            where=str(path),
            mend="bring them with `folkways survey import`, for a .qsf with --responses EXPORT.csv",
        )
    return survey
