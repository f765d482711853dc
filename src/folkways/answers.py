"""What a model answered: one row per prompt that was asked, or per row that a user handed in.

`Answers` is a typed frame and the facts about how it was obtained. The probabilities are over the question's
options in the question's own order, whatever order was shown; `codes` names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from folkways.errors import AnswersError

#: One row per answer. `codes` and `probs` run along the question's options, in canonical order; `probs` sums to 1
#: or is null where nothing could be read. `off_label` is the probability mass on no option (null where the method
#: cannot see it); `unseen` is the part of it that a provider did not show (all but its top k; 0 for local models), so
#: that the true probability of any option lies within it. `failed` is a call that gave nothing, after all retries.
#: `population` is "" for an answer that belongs to no people (the neutral framing). In `reasoned` rows `text` holds
#: the reasoning. `control` is "" for a real item, else the name of the control of the validity gate.
ANSWERS_SCHEMA: dict[str, Any] = {
    "model": pl.String,
    "question": pl.String,
    "population": pl.String,
    "framing": pl.String,  # neutral | persona | observer
    "language": pl.String,  # BCP 47
    "reasoning": pl.String,  # direct | reasoned
    "order": pl.String,  # given | reversed | shift-N
    "labels": pl.String,  # digits | letters
    "template": pl.String,
    "cue": pl.String,  # before | after
    "control": pl.String,  # "" | nonsense | ...
    "method": pl.String,  # logprobs | sampled | greedy | imported
    "codes": pl.List(pl.String),
    "probs": pl.List(pl.Float64),
    "off_label": pl.Float64,
    "unseen": pl.Float64,
    "text": pl.String,
    "parsed": pl.String,  # option code
    "state": pl.String,  # answered | refused | truncated | malformed | failed
    "prompt_hash": pl.String,
    "tokens": pl.Int64,
}

#: What tells one condition from another; scores are never averaged across these.
CONDITION = ("model", "framing", "language", "reasoning")

STATES = ("answered", "refused", "truncated", "malformed", "failed")
FRAMINGS = ("neutral", "persona", "observer")


@dataclass(frozen=True)
class Answers:
    """A model's answers, checked.

    Attributes:
        frame: columns and types of `ANSWERS_SCHEMA`.
        info: how they were obtained: the run's configuration, dtype, versions; JSON-ready.

    Raises:
        AnswersError: a column is missing or mistyped, or a row's probabilities are not a distribution.
    """

    frame: pl.DataFrame
    info: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "unseen" not in self.frame.columns:  # runs that were written before there was this column
            object.__setattr__(self, "frame", self.frame.with_columns(unseen=pl.lit(None, pl.Float64)))
        missing = [name for name in ANSWERS_SCHEMA if name not in self.frame.columns]
        if missing:
            raise AnswersError(
                f"columns missing: {', '.join(missing)}", mend="build answers with folkways.probe or score"
            )
        try:
            frame = self.frame.select(pl.col(name).cast(dtype) for name, dtype in ANSWERS_SCHEMA.items())
        except pl.exceptions.PolarsError as error:
            raise AnswersError(f"a column has the wrong type ({error})") from error
        read = frame.with_row_index("row").filter(pl.col("probs").is_not_null())
        bad = read.filter(
            (pl.col("probs").list.len() != pl.col("codes").list.len())
            | pl.col("probs").list.eval(~pl.element().is_finite() | (pl.element() < 0)).list.any()
            | ((pl.col("probs").list.sum() - 1).abs() > 1e-6)
        )
        if bad.height:
            row = bad.row(0, named=True)
            raise AnswersError(
                f"probabilities {row['probs']} over options {row['codes']} are not a distribution",
                where=f"row {row['row']} (question {row['question']})",
                mend="give one finite, non-negative number per option, with sum 1",
            )
        wrong = frame.filter(~pl.col("state").is_in(STATES) | ~pl.col("framing").is_in(FRAMINGS))
        if wrong.height:
            row = wrong.row(0, named=True)
            raise AnswersError(f"unknown state {row['state']!r} or framing {row['framing']!r}")
        object.__setattr__(self, "frame", frame)

    def __len__(self) -> int:
        return self.frame.height

    @property
    def items(self) -> pl.DataFrame:
        """The rows that are about real questions."""
        return self.frame.filter(pl.col("control") == "")

    @property
    def controls(self) -> pl.DataFrame:
        """The rows that are controls of the validity gate."""
        return self.frame.filter(pl.col("control") != "")
