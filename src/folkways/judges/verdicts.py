"""What judges said: one row per judge, item, wording and order; and what follows from it for one judge or the panel.

The order in which levels or responses are shown is a nuisance: a judge's verdict is the mean over the orders, each
with the same weight, and how far the verdict moves with the order is reported.
"""

from __future__ import annotations

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
#: likely level, null where several are alike; `read` of `asked` judgements could be read. `probs` and `code` are null
#: where an order could never be read: what is left would lean to the places of the others.
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

#: Probabilities closer than this to the largest are alike.
TIE = 1e-9


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
    key = ["judge", "item"]
    read = pl.col("probs").is_not_null()
    counted = verdicts.group_by(key, maintain_order=True).agg(
        pl.col("codes").first(),
        read=read.sum().cast(pl.Int64),
        asked=pl.len().cast(pl.Int64),
        whole=pl.col("order").filter(read).n_unique() == pl.col("order").n_unique(),
    )
    means = _mean(_mean(verdicts.filter(read), [*key, "order"]), key)
    return _decided(counted.join(means, on=key, how="left", maintain_order="left"), pl.col("whole"))


def panel_mean(judged: pl.DataFrame, *, name: str = PANEL) -> pl.DataFrame:
    """The panel's verdict on each item: the mean of the verdicts of its judges, each with the same weight.

    Args:
        judged: from `by_judge`.
        name: what stands in the column `judge`.

    Returns:
        A frame of `JUDGED_SCHEMA`; `read` and `asked` count judges.
    """
    read = pl.col("probs").is_not_null()
    counted = (
        judged.group_by("item", maintain_order=True)
        .agg(pl.col("codes").first(), read=read.sum(), asked=pl.len())
        .with_columns(judge=pl.lit(name))
    )
    means = _mean(judged.filter(read), ["item"])
    return _decided(counted.join(means, on="item", how="left", maintain_order="left"), pl.lit(True))


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
    for (judge,), part in verdicts.group_by(["judge"], maintain_order=True):
        per_item: dict[str, list[float]] = {}
        within, seen = 0.0, []
        known = part.filter(pl.col("probs").is_not_null())
        for (item, _), cell in known.group_by(["item", other], maintain_order=True):
            probs = np.array(cell["probs"].to_list())
            if len(probs) < 2:
                continue
            i, j = np.triu_indices(len(probs), 1)
            per_item.setdefault(str(item), []).append(float(np.abs(probs[i] - probs[j]).sum(axis=1).mean() / 2))
            within += float(((probs - probs.mean(axis=0)) ** 2).sum())
            seen.append(probs)
        values = np.array([np.mean(found) for found in per_item.values()], np.float64)
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


def _mean(frame: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The mean of the probabilities per key, level by level."""
    places = frame.select(*key, "probs", place=pl.int_ranges(pl.col("probs").list.len()))
    single = places.explode("probs", "place").group_by(*key, "place", maintain_order=True).agg(pl.col("probs").mean())
    return single.sort("place", maintain_order=True).group_by(key, maintain_order=True).agg("probs")


def _decided(frame: pl.DataFrame, usable: pl.Expr) -> pl.DataFrame:
    """The columns of `JUDGED_SCHEMA`: the verdict where it is usable, and its one most likely level."""
    frame = frame.with_columns(probs=pl.when(usable).then("probs"))
    alike = pl.col("probs").list.eval(pl.element() >= pl.element().max() - TIE).list.sum()
    code = pl.col("codes").list.get(pl.col("probs").list.arg_max())
    return frame.with_columns(code=pl.when(alike == 1).then(code)).select(
        pl.col(column).cast(kind) for column, kind in JUDGED_SCHEMA.items()
    )
