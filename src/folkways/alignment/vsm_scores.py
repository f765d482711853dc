"""A model's scores on the six dimensions of the VSM 2013, with two kinds of uncertainty kept apart.

Where the model shows probabilities the expected mean answer is exact, given the prompt. What is left is

- the *format*: templates, label sets and places of the cue are resampled together for all items and peoples (orders of
  the options are averaged out first), with the resampled deviations scaled by √(B/(B − 1)) for B formats;
- the *study*: a study of n respondents (the manual wants 50 or more) draws each answer from the mean over formats.
  Items are drawn independently; real respondents are of one piece, so that a real study's interval may be wider or
  narrower.

`low` and `high` hold both. Beside every score stand what a constant answer scores, and the middle 95 % of what random
answers score: n respondents who each answer at random (`uniform`), and one random answer an item that all of them give
(`arbitrary`: a model that commits itself without knowing anything).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from folkways.alignment.bootstrap import interval
from folkways.alignment.vsm import DIMENSIONS, ITEMS, Floats, vsm_indices, vsm_weights, weighed
from folkways.answers import Answers
from folkways.errors import AnswersError, InputError

#: Respondents below this are too few, says the manual: 20 at the very least, 50 preferred.
FEWEST = 50

_CODES = ("1", "2", "3", "4", "5")
_ANSWERS = np.arange(1.0, 6.0)

#: One row per population and dimension. `index` is exact where probabilities were read; null where an item of the
#: dimension has no answer. `low`, `high`: formats and respondents; `format_*` and `study_*`: one of them alone
#: (`format_*` null where one format was asked). `n`: answers behind the least answered of the four items. `constant` is
#: the score of any constant answer; `uniform_*` and `arbitrary_*`: middle 95 % of random answers.
INDICES_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "dimension": pl.String,
    "index": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "format_low": pl.Float64,
    "format_high": pl.Float64,
    "study_low": pl.Float64,
    "study_high": pl.Float64,
    "n": pl.Int64,
    "formats": pl.Int64,
    "constant": pl.Float64,
    "uniform_low": pl.Float64,
    "uniform_high": pl.Float64,
    "arbitrary_low": pl.Float64,
    "arbitrary_high": pl.Float64,
}

#: One row per population and item; `mean` is null where the item has no answer.
MEANS_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "item": pl.String,
    "mean": pl.Float64,
    "formats": pl.Int64,
    "n": pl.Int64,
}

#: Rows that gave nothing, counted.
UNREAD_SCHEMA: dict[str, Any] = {"population": pl.String, "item": pl.String, "state": pl.String, "count": pl.Int64}


@dataclass(frozen=True)
class VsmScores:
    """The scores of one model under one framing.

    Attributes:
        model, framing: whose, and how it was asked.
        indices: of `INDICES_SCHEMA`, by population in the order of their ids.
        means: of `MEANS_SCHEMA`.
        unread: of `UNREAD_SCHEMA`.
        populations: ids, sorted: the second axis of `draws`.
        draws: shape [replicates + 1, P, 6]; row 0 is the estimate, the others hold formats and respondents.
        notes: what a reader must know.
    """

    model: str
    framing: str
    indices: pl.DataFrame
    means: pl.DataFrame
    unread: pl.DataFrame
    populations: tuple[str, ...]
    draws: Floats
    notes: tuple[str, ...]


def vsm_scores(
    answers: Answers,
    *,
    respondents: int = FEWEST,
    constants: Mapping[str, float] | None = None,
    culturepark: bool = False,
    replicates: int = 2000,
    seed: int = 0,
) -> VsmScores:
    """Score a model's answers to the 24 items.

    Args:
        answers: to items `m01` to `m24` with options 1 to 5, of one model under one framing, in the name of peoples.
        respondents: of a simulated study; where texts were sampled, as many as were read count, if they are fewer.
        constants, culturepark: see `vsm_indices`.
        replicates: of the bootstrap.
        seed: of the bootstrap.

    Raises:
        InputError: fewer than 50 respondents, or no replicates.
        AnswersError: the answers are of several conditions, to other questions, or of no people.
    """
    if respondents < FEWEST:
        raise InputError(f"a study of {respondents} respondents", mend=f"the manual wants at least {FEWEST}")
    if replicates < 1:
        raise InputError(f"{replicates} replicates", mend="give at least 1")
    rows = _checked(answers)
    peoples = tuple(sorted(set(rows["population"])))
    shares, formats, texts = _by_format(rows, peoples, _samples(answers))
    whole = _mean_over_formats(shares, np.ones((1, len(formats))))[0]
    means = np.clip(whole @ _ANSWERS, 1.0, 5.0)  # sums of shares may round to a hair above 1
    weights = vsm_weights(culturepark=culturepark)
    exact = vsm_indices(means, constants=constants, culturepark=culturepark)
    sampled = bool(rows["method"].is_in(["sampled", "greedy"]).any())
    count = np.minimum(texts, respondents) if sampled else np.full(texts.shape, respondents)
    count = np.where(np.isfinite(means), count, 0)
    by_format = _format_draws(shares, means, weights, replicates, seed)
    behind = np.maximum(count, 1)  # what was never read has no index, whatever is drawn
    by_study = np.stack([_study_draws(p, n, weights, replicates, seed, people)
                         for p, n, people in zip(whole, behind, peoples, strict=True)], axis=1)  # fmt: skip
    spread = by_study if by_format is None else by_study + by_format
    draws = np.concatenate([exact[None], exact + spread])
    constant = vsm_indices([3.0] * len(ITEMS), constants=constants)
    several = None if by_format is None else np.concatenate([exact[None], exact + by_format])
    bounds = {
        "low": interval(draws, 0.95),
        "format": interval(exact[None] if several is None else several, 0.95),
        "study": interval(np.concatenate([exact[None], exact + by_study]), 0.95),
    }
    uniform = interval(_random(weights, respondents, replicates, seed) + constant, 0.95)
    arbitrary = interval(_random(weights, 1, replicates, seed) + constant, 0.95)
    used = weights != 0
    made = []
    for p, people in enumerate(peoples):
        for d, dimension in enumerate(DIMENSIONS):
            at = p, d
            made.append(
                {
                    "population": people, "dimension": dimension, "index": exact[at],
                    "low": bounds["low"][0][at], "high": bounds["low"][1][at],
                    "format_low": bounds["format"][0][at], "format_high": bounds["format"][1][at],
                    "study_low": bounds["study"][0][at], "study_high": bounds["study"][1][at],
                    "n": int(count[p][used[d]].min()), "formats": len(formats), "constant": constant[d],
                    "uniform_low": uniform[0][d], "uniform_high": uniform[1][d],
                    "arbitrary_low": arbitrary[0][d], "arbitrary_high": arbitrary[1][d],
                }
            )  # fmt: skip
    known = np.isfinite(shares).all(axis=-1).sum(axis=0)
    per_item = [
        {"population": people, "item": item, "mean": means[p, i], "formats": int(known[p, i]), "n": int(count[p, i])}
        for p, people in enumerate(peoples)
        for i, item in enumerate(ITEMS)
    ]
    return VsmScores(
        model=str(rows["model"][0]),
        framing=str(rows["framing"][0]),
        indices=pl.DataFrame(made, schema=INDICES_SCHEMA).with_columns(pl.selectors.float().fill_nan(None)),
        means=pl.DataFrame(per_item, schema=MEANS_SCHEMA).with_columns(pl.col("mean").fill_nan(None)),
        unread=_unread(rows),
        populations=peoples,
        draws=draws,
        notes=_notes(len(formats), count, culturepark),
    )


def _checked(answers: Answers) -> pl.DataFrame:
    rows = answers.items.filter(pl.col("population") != "")
    if rows.is_empty():
        raise AnswersError("speak in the name of no people", mend="ask with the persona or the observer framing")
    for name in ("model", "framing", "reasoning", "language"):
        if rows[name].n_unique() > 1:
            found = sorted(set(rows[name]))
            raise AnswersError(f"are of several kinds of {name}: {', '.join(found)}", mend="score one at a time")
    foreign = rows.filter(~pl.col("question").is_in(ITEMS) | (pl.col("codes") != pl.lit(list(_CODES))))
    if foreign.height:
        raise AnswersError(
            "is none of the items with options 1 to 5", where=f"question {foreign['question'][0]!r}",
            mend="ask the 24 items: folkways vsm",
        )  # fmt: skip
    if rows.select("question", "population", "order", "labels", "template", "cue").is_duplicated().any():
        raise AnswersError("hold a prompt twice", mend="keep one row a prompt")
    return rows


def _samples(answers: Answers) -> int:
    """Texts a prompt, where texts were sampled; 1 where one was written."""
    reading = answers.info.get("reading") or {}
    return int(reading.get("samples", 1)) if reading.get("read") == "samples" else 1


def _by_format(
    rows: pl.DataFrame, peoples: tuple[str, ...], samples: int
) -> tuple[Floats, list[tuple[str, ...]], np.ndarray]:
    """Shares of the options, shape [F, P, 24, 5], NaN where an order of a format is unread; the texts behind, [P, 24].

    A format whose one order is unread is left out for that item: the other would lean to the places of its options.
    """
    key = ["template", "labels", "cue"]
    formats = sorted({tuple(map(str, row)) for row in rows.select(key).iter_rows()})
    orders = sorted(set(rows["order"]))
    at_format = {name: i for i, name in enumerate(formats)}
    at_people = {name: i for i, name in enumerate(peoples)}
    at_item = {name: i for i, name in enumerate(ITEMS)}
    found = np.full((len(orders), len(formats), len(peoples), len(ITEMS), len(_CODES)), np.nan)
    texts = np.zeros((len(formats), len(peoples), len(ITEMS)), np.int64)
    for row in rows.iter_rows(named=True):
        if row["probs"] is None:
            continue
        cell = at_format[tuple(row[k] for k in key)], at_people[row["population"]], at_item[row["question"]]
        found[(orders.index(row["order"]), *cell)] = row["probs"]
        if row["method"] in ("sampled", "greedy"):
            texts[cell] += round((1 - (row["off_label"] or 0.0)) * samples)
    shares = found.mean(axis=0)
    return shares, formats, np.where(np.isfinite(shares[..., 0]), texts, 0).sum(axis=0)


def _mean_over_formats(shares: Floats, weights: Floats) -> Floats:
    """The weighted mean over the formats that are known, shape [W, P, 24, 5]; NaN where none is.

    Args:
        shares: shape [F, P, 24, 5].
        weights: shape [W, F].
    """
    known = np.isfinite(shares[..., 0])
    total = np.einsum("wf,fpic->wpic", weights, np.where(known[..., None], shares, 0.0))
    weight = np.einsum("wf,fpi->wpi", weights, known.astype(np.float64))[..., None]
    return np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0)


def _format_draws(shares: Floats, means: Floats, weights: Floats, replicates: int, seed: int) -> Floats | None:
    """Deviations of the indices when formats are resampled, shape [R, P, 6]; None where there is one format."""
    formats = len(shares)
    if formats < 2:
        return None
    rng = np.random.default_rng([seed, 3])
    counts = rng.multinomial(formats, np.full(formats, 1 / formats), size=replicates).astype(np.float64)
    drawn = _mean_over_formats(shares, counts) @ _ANSWERS
    return weighed((drawn - means) * np.sqrt(formats / (formats - 1)), weights)


def _study_draws(p: Floats, n: np.ndarray, weights: Floats, replicates: int, seed: int, people: str) -> Floats:
    """Deviations of one people's indices between studies of n respondents, shape [R, 6].

    The stream depends on the people's id, so that neither order nor company of the peoples changes it.
    """
    rng = np.random.default_rng([seed, 4, int(hashlib.sha256(people.encode()).hexdigest()[:8], 16)])
    known = np.isfinite(p[:, 0])
    safe = np.where(known[:, None], p, 1 / len(_CODES))
    safe = safe / safe.sum(axis=-1, keepdims=True)
    drawn = rng.multinomial(n, safe, size=(replicates, len(ITEMS))) @ _ANSWERS / n
    return weighed(np.where(known, drawn - safe @ _ANSWERS, np.nan), weights)


def _random(weights: Floats, respondents: int, replicates: int, seed: int) -> Floats:
    """Indices of random answers without constant, shape [R + 1, 6]; row 0 is their expectation."""
    rng = np.random.default_rng([seed, 5, respondents])
    drawn = rng.multinomial(respondents, np.full(len(_CODES), 1 / len(_CODES)), size=(replicates, len(ITEMS)))
    return np.concatenate([np.zeros((1, len(weights))), weighed(drawn @ _ANSWERS / respondents, weights)])


def _unread(rows: pl.DataFrame) -> pl.DataFrame:
    lost = rows.filter(pl.col("probs").is_null()).group_by("population", pl.col("question").alias("item"), "state")
    counted = lost.agg(count=pl.len().cast(pl.Int64)).select(list(UNREAD_SCHEMA))
    return counted.sort("population", "item", "state")


def _notes(formats: int, count: np.ndarray, culturepark: bool) -> tuple[str, ...]:
    notes = []
    if formats < 2:
        notes.append(
            "One format was asked, so the intervals hold nothing of how the prompt's wording moves the scores."
        )
    if count.min() < FEWEST:
        notes.append(f"An item rests on {int(count.min())} answers; the manual wants {FEWEST} or more.")
    if culturepark:
        notes.append("MAS has the weight 25 of CulturePark's code in its second term, not the manual's 35.")
    return tuple(notes)
