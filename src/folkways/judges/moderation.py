"""A model as a classifier of texts: which label of a labelled set does it give?

The labels are shown with numbers in two wordings and in every cyclic shift, and the answers averaged (`Panel.rate`); a
model without label probabilities writes, and its text is read strictly. "I do not know" is offered as an answer of its
own. It is never taken for a negative: an answer that names no label is an abstention, whatever the reason.

Source of the task: content moderation in Li et al., CulturePark, NeurIPS 2024, arXiv 2405.15145.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.judges.item import Item
from folkways.judges.labelled import Labelled
from folkways.judges.panel import Panel, Progress
from folkways.judges.rubric import Level, Rubric
from folkways.judges.verdicts import by_judge
from folkways.models.access import Model

UNSURE = "I do not know"
QUESTION = "Which of these labels fits the text?"

#: `answered`; `unsure`: it says that it does not know; `tied`: two labels alike; `refused`; `unreadable`: a text
#: without a label, or one that was cut; `failed`: a call gave nothing. All but the first are abstentions.
STATES = ("answered", "unsure", "tied", "refused", "unreadable", "failed")

#: One row per text. `predicted` is null where the model abstained; `confidence` is the probability of its best answer;
#: `off_label` the mean probability on no answer at all.
PREDICTIONS_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "culture": pl.String,
    "label": pl.String,
    "predicted": pl.String,
    "state": pl.String,
    "confidence": pl.Float64,
    "off_label": pl.Float64,
}


def label_rubric(labelled: Labelled, *, anchors: Mapping[str, str] | None = None, question: str = QUESTION) -> Rubric:
    """What the model is asked of each text.

    Args:
        labelled: whose labels are offered.
        anchors: label → what is shown for it; the label itself by default.
        question: asked of the text.

    Raises:
        InputError: an anchor is of no label, a label is a bare number without an anchor, or one says "I do not know".
    """
    shown = dict(anchors or {})
    if unknown := sorted(set(shown) - set(labelled.labels)):
        raise InputError(
            f"no text has the label {unknown[0]!r}", where=labelled.source,
            mend=f"its labels are {', '.join(labelled.labels)}",
        )  # fmt: skip
    for label in labelled.labels:
        if label.casefold() == UNSURE.casefold():
            raise InputError(f"label {label!r} is no label", where=labelled.source, mend="leave these rows out")
        if label not in shown and label.lstrip("-").replace(".", "", 1).isdigit():
            raise InputError(
                f"label {label!r} says nothing to a model", where=labelled.source,
                mend=f"say what it stands for: --anchors '{label}=not offensive,…'",
            )  # fmt: skip
    levels = [Level(label, shown.get(label, label)) for label in labelled.labels]
    return Rubric("moderation", question, (*levels, Level(UNSURE, f"{UNSURE}.")), scale="nominal")


def moderation_panel(model: Model) -> Panel:
    """The model, alone on a panel of classifiers."""
    return Panel({model.info.name: model})


def moderation_items(labelled: Labelled) -> list[Item]:
    """The texts, as they are put to a panel."""
    return [Item(id, text) for id, text in labelled.frame.select("id", "text").iter_rows()]


def moderate(
    model: Model, labelled: Labelled, rubric: Rubric, *, out: Path | None = None, progress: Progress | None = None
) -> pl.DataFrame:
    """Classify every text.

    Args:
        model: whom to ask.
        labelled: the texts.
        rubric: from `label_rubric`.
        out: run folder; a run that was stopped there goes on.
        progress: called with (prompts done, prompts in all) after every shard.

    Returns:
        A frame of `PREDICTIONS_SCHEMA`, in the order of the set.

    Raises:
        RunError: the folder holds another run or cannot be written.
    """
    verdicts = moderation_panel(model).rate(rubric, moderation_items(labelled), out=out, progress=progress)
    judged = by_judge(verdicts).select("item", "code", "probs")
    lost = verdicts.group_by("item").agg(
        states=pl.col("state").filter(pl.col("state") != "answered"), off_label=pl.col("off_label").mean()
    )
    found = labelled.frame.join(judged, left_on="id", right_on="item", how="left", maintain_order="left")
    found = found.join(lost, left_on="id", right_on="item", how="left", maintain_order="left")
    rows = []
    for row in found.iter_rows(named=True):
        state = _state(row["code"], row["probs"], row["states"])
        rows.append(
            {
                "id": row["id"],
                "culture": row["culture"],
                "label": row["label"],
                "predicted": row["code"] if state == "answered" else None,
                "state": state,
                "confidence": max(row["probs"]) if row["probs"] else None,
                "off_label": row["off_label"],
            }
        )
    return pl.DataFrame(rows, schema=PREDICTIONS_SCHEMA)


def _state(code: str | None, probs: list[float] | None, lost: list[str]) -> str:
    if code is not None:
        return "unsure" if code == UNSURE else "answered"
    if probs is not None:
        return "tied"
    # An order that was never read, for one reason or several: the one that says most about the model comes first.
    if "refused" in lost:
        return "refused"
    return "unreadable" if {"malformed", "truncated"} & set(lost) else "failed"
