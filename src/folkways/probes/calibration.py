"""Content-free calibration: what a model says when there is nothing to answer is divided out.

Source: Zhao et al. 2021, contextual calibration. The nonsense controls give, for each language, framing, label set and
number of options, the mean probability of each place on the list. Each direct answer's probabilities are divided by it
and renormalised. Raw answers are kept beside the calibrated ones; reasoned answers have no such control.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from folkways.answers import Answers
from folkways.probes.orders import permutation

#: Keeps a place that the nonsense items never chose from blowing an answer up.
FLOOR = 1e-3


def calibrate(answers: Answers) -> Answers | None:
    """The real items with content-free calibration, or None where there are no nonsense controls.

    An answer whose number of options has no nonsense control of its own is calibrated by none and left out.
    """
    frame = answers.frame.filter(pl.col("probs").is_not_null())
    by_place: dict[tuple[str, str, str, int], list[np.ndarray]] = {}
    for language, framing, labels, order, probs in _facts(frame.filter(pl.col("control") == "nonsense")):
        by_place.setdefault((language, framing, labels, len(probs)), []).append(
            probs[list(permutation(order, len(probs)))]
        )
    if not by_place:
        return None
    prior = {key: np.maximum(np.mean(rows, axis=0), FLOOR) for key, rows in by_place.items()}
    items = frame.filter((pl.col("control") == "") & (pl.col("reasoning") == "direct"))
    calibrated: list[list[float] | None] = []
    for language, framing, labels, order, probs in _facts(items):
        base = prior.get((language, framing, labels, len(probs)))
        if base is None:
            calibrated.append(None)
            continue
        divided = probs.copy()
        divided[list(permutation(order, len(probs)))] /= base
        calibrated.append((divided / divided.sum()).tolist())
    column = pl.Series("probs", calibrated, dtype=pl.List(pl.Float64))
    return replace(answers, frame=items.with_columns(column).filter(pl.col("probs").is_not_null()))


def _facts(frame: pl.DataFrame) -> list[tuple[str, str, str, str, np.ndarray]]:
    rows = frame.select("language", "framing", "labels", "order", "probs").iter_rows()
    return [(*facts, np.asarray(probs, float)) for *facts, probs in rows]
