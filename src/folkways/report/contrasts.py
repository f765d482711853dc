"""The questions on which model and people differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from folkways.report.lines import lines_of, measure_of
from folkways.report.page import Contrast, Section, Text

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.surveys.survey import Survey


def contrast_section(
    alignment: Alignment, survey: Survey, *, count: int = 10, prefix: str = "", grey: str = ""
) -> Section:
    """The questions with the lowest mean score of the headline line, with both distributions.

    Args:
        alignment: the scores.
        survey: wording of questions and options.
        count: how many.
        prefix: makes ids unique.
        grey: a reason why the scores cannot be believed.
    """
    line, measure = lines_of(alignment)[0], measure_of(alignment)
    cells = line.of(alignment.cells)
    worst = (
        cells.group_by("question", maintain_order=True)
        .agg(pl.col(measure).mean().alias("mean"))
        .sort("mean", "question")
        .head(count)
    )
    found = []
    for question_id, score in worst.iter_rows():
        part = cells.filter(pl.col("question") == question_id)
        question = survey.by_id[question_id]
        people, model = np.array(part["p"].to_list()), np.array(part["q"].to_list())
        options = tuple(
            {
                "text": option.text(question.language),
                "people": float(people[:, i].mean()),
                "low": float(people[:, i].min()),
                "high": float(people[:, i].max()),
                "model": float(model[:, i].mean()),
            }
            for i, option in enumerate(question.substantive)
        )
        found.append(
            Contrast(
                question_id, question.text(question.language), question.topic, question.source, float(score),
                "score" if measure == "score" else "points", part.height, options,
            )
        )  # fmt: skip
    opening = Text((
        f"The {len(found)} questions with the lowest score, {line.label}. Blue: the share of people that chose each "
        "option, averaged over the populations that were asked; the thin black line runs from the population where "
        "fewest chose it to the one where most did. Orange, striped: the model. Long bars on different options are "
        "what to look for. These are the extremes of many questions, chosen for being so: they show kinds of failure, "
        "not its usual size.",
    ))  # fmt: skip
    return Section(f"{prefix}questions", "Where model and people differ most", (opening, *found), grey=grey)
