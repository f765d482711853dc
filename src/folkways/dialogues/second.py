"""A second judge of another model family, and how far the two agree."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from folkways.dialogues.verdict import CONSISTENCY
from folkways.errors import InputError
from folkways.judges.agreement import krippendorff
from folkways.models.access import Model


def check_second(judge: Model, second: Model | None) -> None:
    """Refuse a second judge that is the first.

    Names of families cannot be compared by a rule: that the two are of different ones is for the person to see to.

    Raises:
        InputError: both have the same name and revision.
    """
    if second is not None and (judge.info.name, judge.info.revision) == (second.info.name, second.info.revision):
        raise InputError(
            f"the second judge is the first ({judge.info.name})",
            mend="give a model of another family, or leave the second judge out",
        )


def agreement(verdicts: pl.DataFrame) -> dict[str, Any] | None:
    """How far two judges agree on the opinions as they were spoken.

    Args:
        verdicts: of `VERDICTS_SCHEMA`.

    Returns:
        None without verdicts of a second judge, else a JSON-ready dict: `judges`; `n`, the opinions on which both gave
        a verdict; `share`, on how many of these it is the same; `alpha`, Krippendorff's (nominal), with `low` and
        `high`, the ends of its 95 per cent bootstrap interval over opinions. Null is what is not defined: all of them
        without opinions, alpha where both gave one and the same verdict throughout.
    """
    spoken = verdicts.filter(~pl.col("rewritten")).sort("opinion")
    one, two = (spoken.filter(pl.col("lane") == lane) for lane in ("consistency", "second"))
    if two.is_empty():
        return None
    place = {verdict: float(i) for i, verdict in enumerate(CONSISTENCY)}
    both = [
        (place[a], place[b])
        for a, b in one.join(two, on="opinion", validate="1:1")
        .sort("opinion")
        .select("verdict", "verdict_right")
        .iter_rows()
        if a in place and b in place
    ]
    found = krippendorff(np.array(both, float).reshape(-1, 2).T, "nominal")
    return {
        "judges": [*one["judge"].unique().sort(), *two["judge"].unique().sort()],
        "n": len(both),
        "share": sum(a == b for a, b in both) / len(both) if both else None,
        "alpha": _number(found.value),
        "low": _number(found.low),
        "high": _number(found.high),
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
