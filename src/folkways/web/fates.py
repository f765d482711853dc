"""What became of every opinion of a folder of dialogues: the one word by which it is highlighted, and the facts."""

from __future__ import annotations

import polars as pl

#: `sample`: it stands in the dataset as it was spoken. `rewritten`: it stands there with another text. `alike`: another
#: opinion stands for it. `grey`: people have to decide. `rejected`: by a judge, a filter, a person, or because it holds
#: an evaluation item. `kept`: verified, in no sample (so far). `found`: not verified yet.
FATES = ("sample", "rewritten", "kept", "alike", "grey", "rejected", "found")


def fates(
    opinions: pl.DataFrame, verified: pl.DataFrame, unique: pl.DataFrame, hits: pl.DataFrame, samples: pl.DataFrame
) -> pl.DataFrame:
    """The opinions with what became of them.

    Args:
        opinions: of `OPINIONS_SCHEMA`, as many columns as are wanted.
        verified: of `VERIFIED_SCHEMA`, an audit applied.
        unique: of `UNIQUE_SCHEMA`; hits: the rejects of that stage.
        samples: at least the column `opinion`, a row a sample.

    Returns:
        The columns of `opinions` and: `status`, `reason`, `person`, `final`; `cluster`, `by`, `similarity`; `hit`, the
        evaluation item that stands in it; `samples`, how many there are; `fate`, of `FATES`.
    """
    made = samples.group_by("opinion").agg(pl.len().alias("samples"))
    held = hits.group_by("id").agg(hit=pl.concat_str("reason", pl.lit(": "), "detail").sort().first())
    joined = (
        opinions.join(verified.select("id", "status", "reason", "person", "final"), on="id", how="left")
        .join(unique, on="id", how="left")
        .join(held, on="id", how="left")
        .join(made, left_on="id", right_on="opinion", how="left", maintain_order="left")
        .with_columns(pl.col("samples").fill_null(0).cast(pl.Int64))
    )
    status, sampled = pl.col("status"), pl.col("samples") > 0
    return joined.with_columns(
        fate=pl.when(sampled & status.eq_missing("rewritten"))
        .then(pl.lit("rewritten"))
        .when(sampled)
        .then(pl.lit("sample"))
        .when(status.is_null())
        .then(pl.lit("found"))
        .when(status.eq("rejected") | pl.col("hit").is_not_null())
        .then(pl.lit("rejected"))
        .when(pl.col("cluster").is_not_null() & (pl.col("cluster") != pl.col("id")))
        .then(pl.lit("alike"))
        .when(status.eq("grey"))
        .then(pl.lit("grey"))
        .otherwise(pl.lit("kept"))
    )
