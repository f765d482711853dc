"""What judges said: one row per judge, item, wording and order; and what follows from it for one judge or the panel.

The order in which levels or responses are shown is a nuisance: a judge's verdict is the mean over the orders, each
with the same weight, and how far the verdict moves with the order is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.judges.resampling import Estimate, resample

Floats = NDArray[np.float64]

#: One row per judgement. `codes` and `probs` run along the rubric's levels in canonical order (for pairs: `a`, `b`),
#: whatever order was shown; `probs` sums to 1 or is null where nothing could be read. `off_label` and `unseen` are as
#: in `ANSWERS_SCHEMA`. `order` is `given`, `reversed` or `shift-N`.
VERDICTS_SCHEMA: dict[str, Any] = {
    "judge": pl.String,
    "rubric": pl.String,
    "version": pl.String,  # of the rubric
    "item": pl.String,
    "wording": pl.String,
    "order": pl.String,
    "method": pl.String,  # logprobs | greedy | sampled
    "codes": pl.List(pl.String),
    "probs": pl.List(pl.Float64),
    "off_label": pl.Float64,
    "unseen": pl.Float64,
    "text": pl.String,
    "state": pl.String,  # answered | refused | truncated | malformed | failed
    "prompt_hash": pl.String,
    "tokens": pl.Int64,
}

#: One verdict per judge and item, or per item for a panel (`judge` is then the panel's name). `code` is the most
#: likely level, the first of several; `read` of `asked` judgements could be read. `probs` and `code` are null where
#: an order could never be read: what is left would lean to the places of the others.
JUDGED_SCHEMA: dict[str, Any] = {
    "judge": pl.String,
    "item": pl.String,
    "codes": pl.List(pl.String),
    "probs": pl.List(pl.Float64),
    "code": pl.String,
    "read": pl.Int64,
    "asked": pl.Int64,
}

PANEL = "panel"


def by_judge(verdicts: pl.DataFrame) -> pl.DataFrame:
    """Each judge's verdict on each item: the mean over orders of the mean over wordings.

    Args:
        verdicts: of `VERDICTS_SCHEMA`, of one rubric.

    Returns:
        A frame of `JUDGED_SCHEMA`, in the order of the verdicts.

    Raises:
        InputError: the verdicts are of more than one rubric.
    """
    check_verdicts(verdicts)
    rows = []
    for (judge, item), part in verdicts.group_by(["judge", "item"], maintain_order=True):
        means = [_mean(some["probs"].drop_nulls().to_list()) for _, some in part.group_by("order")]
        probs = None if any(mean is None for mean in means) else _mean([m for m in means if m is not None])
        read = part["probs"].drop_nulls().len()
        rows.append(_row(str(judge), str(item), part["codes"][0].to_list(), probs, read, part.height))
    return pl.DataFrame(rows, schema=JUDGED_SCHEMA)


def panel_mean(judged: pl.DataFrame, *, name: str = PANEL) -> pl.DataFrame:
    """The panel's verdict on each item: the mean of the verdicts of its judges, each with the same weight.

    Args:
        judged: from `by_judge`.
        name: what stands in the column `judge`.

    Returns:
        A frame of `JUDGED_SCHEMA`; `read` and `asked` count judges.
    """
    rows = []
    for (item,), part in judged.group_by(["item"], maintain_order=True):
        known = part["probs"].drop_nulls().to_list()
        rows.append(_row(name, str(item), part["codes"][0].to_list(), _mean(known), len(known), part.height))
    return pl.DataFrame(rows, schema=JUDGED_SCHEMA)


def movement(verdicts: pl.DataFrame, *, by: str = "order", replicates: int = 1000, seed: int = 0) -> pl.DataFrame:
    """How far each judge's verdicts move with the order, or with the wording, everything else the same.

    Returns:
        One row a judge: `judge`, `moved` with `low` and `high`, `share`, `items`. `moved` is the mean total variation
        between two orders of the same item and wording, 0 to 1, with a bootstrap interval over items. `share` is the
        part of the judge's total sum of squares (of its probabilities around their mean) that lies between orders of
        the same item and wording, 0 to 1, null where a judge never varies. Items without two orders to compare are
        left out.

    Raises:
        InputError: the verdicts are of more than one rubric, or there is no such factor.
    """
    check_verdicts(verdicts)
    if by not in ("order", "wording"):
        raise InputError(f"no factor {by!r} is rotated", mend="use order or wording")
    other = "wording" if by == "order" else "order"
    rows = []
    for (judge,), part in verdicts.filter(pl.col("probs").is_not_null()).group_by(["judge"], maintain_order=True):
        per_item: dict[str, list[float]] = {}
        within, seen = 0.0, []
        for (item, _), cell in part.group_by(["item", other], maintain_order=True):
            probs = np.array(cell["probs"].to_list())
            if len(probs) < 2:
                continue
            i, j = np.triu_indices(len(probs), 1)
            per_item.setdefault(str(item), []).append(float(np.abs(probs[i] - probs[j]).sum(axis=1).mean() / 2))
            within += float(((probs - probs.mean(axis=0)) ** 2).sum())
            seen.append(probs)
        values = np.array([np.mean(found) for found in per_item.values()])
        estimate = _mean_over(values, replicates, seed)
        total = float(((np.concatenate(seen) - np.concatenate(seen).mean(axis=0)) ** 2).sum()) if seen else 0.0
        rows.append(
            {
                "judge": str(judge),
                "moved": estimate.value,
                "low": estimate.low,
                "high": estimate.high,
                "share": within / total if total > 1e-12 else None,
                "items": len(values),
            }
        )
    kinds = {"moved": pl.Float64, "low": pl.Float64, "high": pl.Float64, "share": pl.Float64, "items": pl.Int64}
    return pl.DataFrame(rows, schema={"judge": pl.String} | kinds)


def check_verdicts(verdicts: pl.DataFrame) -> None:
    """Refuse verdicts that cannot be averaged.

    Raises:
        InputError: there are none, a column is missing, or they are of more than one rubric.
    """
    missing = [name for name in VERDICTS_SCHEMA if name not in verdicts.columns]
    if missing:
        raise InputError(f"verdicts lack the columns {', '.join(missing)}", mend="take them from Panel.rate or prefer")
    if not verdicts.height:
        raise InputError("there are no verdicts", mend="judge something first")
    # The codes tell apart what one rubric asked of a text and of a pair.
    if verdicts.select("version", pl.col("codes").list.join("\n")).n_unique() > 1:
        raise InputError("the verdicts are of more than one rubric", mend="filter them by the column `version`")


def _mean_over(values: Floats, replicates: int, seed: int) -> Estimate:
    if not len(values):
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    return resample(len(values), lambda w: float(w @ values / w.sum()), replicates=replicates, seed=seed)


def _mean(rows: Sequence[Sequence[float]]) -> list[float] | None:
    return np.mean(np.array(rows, float), axis=0).tolist() if len(rows) else None


def _row(judge: str, item: str, codes: list[str], probs: list[float] | None, read: int, asked: int) -> dict[str, Any]:
    code = None if probs is None else codes[int(np.argmax(probs))]
    return {
        "judge": judge, "item": item, "codes": codes, "probs": probs, "code": code, "read": read, "asked": asked,
    }  # fmt: skip
