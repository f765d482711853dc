"""The questions on which model and people differ most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from folkways.report.lines import lines_of, measure_of
from folkways.report.page import Contrast, Section, Text

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.surveys.question import Question
    from folkways.surveys.survey import Survey


#: At most this many questions of one battery are drawn.
A_BATTERY = 2
_OPENING = 4


def diversified(questions: Sequence[Question], count: int) -> list[str]:
    """The first `count` ids, at most two of one battery, and of one topic at most half where there are several.

    A battery is what stands under one topic and subtopic and opens with the same four words. Where too few questions
    are left, those that were passed over fill up, in order.

    Args:
        questions: in order of interest.
        count: how many.
    """
    several = len({q.topic for q in questions}) > 1
    seen: Counter[tuple[str, ...]] = Counter()
    chosen: list[str] = []
    for question in questions:
        opening = " ".join(question.text(question.language).casefold().split()[:_OPENING])
        battery, topic = (question.topic, question.subtopic, opening), (question.topic,)
        if seen[battery] >= A_BATTERY or (several and seen[topic] >= max(1, count // 2)):
            continue
        seen[battery] += 1
        seen[topic] += 1
        chosen.append(question.id)
        if len(chosen) == count:
            break
    kept = set(chosen) | set([q.id for q in questions if q.id not in set(chosen)][: count - len(chosen)])
    return [q.id for q in questions if q.id in kept]


def _half(chosen: Sequence[str], survey: Survey) -> str:
    return " and half of one topic" if len({survey.by_id[q].topic for q in chosen}) > 1 else ""


def contrast_section(
    alignment: Alignment, survey: Survey, *, count: int = 10, prefix: str = "", grey: str = ""
) -> Section:
    """Questions with the lowest mean score of the headline line, with both distributions; see `diversified`.

    Args:
        alignment: the scores.
        survey: wording of questions and options.
        count: how many.
        prefix: makes ids unique.
        grey: a reason why the scores cannot be believed.
    """
    line, measure = lines_of(alignment)[0], measure_of(alignment)
    cells = line.of(alignment.cells)
    means = cells.group_by("question", maintain_order=True).agg(pl.col(measure).mean().alias("mean"))
    worst = dict(means.sort("mean", "question").iter_rows())
    chosen = diversified([survey.by_id[q] for q in worst], count)
    found = []
    for question_id, score in ((q, worst[q]) for q in chosen):
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
        f"The {len(found)} questions with the lowest score, {line.label}, at most {A_BATTERY} of one battery (same "
        f"topic, same opening words){_half(chosen, survey)} as far as there are others. Blue: the share of people "
        "that chose each option, averaged over the populations that were asked; the thin black line runs from the "
        "population where fewest chose it to the one where most did. Orange, striped: the model. Long bars on "
        "different options are what to look for. These are the extremes of many questions, chosen for being so: they "
        "show kinds of failure, not its usual size.",
    ))  # fmt: skip
    return Section(f"{prefix}questions", "Where model and people differ most", (opening, *found), grey=grey)
