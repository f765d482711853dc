"""Do differences between countries have the right sign and size? What the manual of the VSM 2013 says to look at.

For countries i and j with indices x and published scores y, over the pairs with y_i ≠ y_j:

- agreement: the share of pairs in which x_i − x_j has the sign of y_i − y_j. A coin has 0.5; a constant answer, which
  has no difference anywhere, has 0.
- size: Σ (x_i − x_j)(y_i − y_j) / Σ (y_i − y_j)²; 1 is the published size, 0 a constant answer. It equals the slope of
  x on y over the countries.
- rank: Spearman's correlation of x and y over the countries.

Ranges are over the model's draws (`vsm_scores`) for these countries alone: what studies of n respondents, asked in
other formats, would find. Agreement and rank are not linear, and chance in a study pulls them towards 0.5 and 0, so
that their range can lie beside the figure itself, which is that of the model's exact answers. Pairs that share a
country are not independent, so no binomial interval is given; `chance` is the probability that agreement as good comes
up when the model's countries are relabelled at random (all permutations up to six countries, else 2,000 of them).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import rankdata

from folkways.alignment.bootstrap import interval
from folkways.alignment.country_scores import CountryScores
from folkways.alignment.vsm import COMPAT_WARNING, DIMENSIONS, ITEMS, Floats, distance, vsm_indices
from folkways.alignment.vsm_scores import VsmScores
from folkways.errors import InputError

#: One row per pair of countries (`a` before `b` by id) and dimension. `difference` is a less b. `published` is
#: null where a score is not published, `sign` also where published scores are equal; else it is `right` or `wrong` (no
#: difference at all is wrong). `clear`: the interval leaves 0 out.
PAIRS_SCHEMA: dict[str, Any] = {
    "dimension": pl.String,
    "a": pl.String,
    "b": pl.String,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "clear": pl.Boolean,
    "published": pl.Float64,
    "sign": pl.String,
}

#: One row per dimension, and one of all of them (`all`, without size and rank of its own). Null where not defined: no
#: pair, or fewer than three countries for `rank`.
CONTRASTS_SCHEMA: dict[str, Any] = {
    "dimension": pl.String,
    "countries": pl.Int64,
    "pairs": pl.Int64,
    "agreement": pl.Float64,
    "agreement_low": pl.Float64,
    "agreement_high": pl.Float64,
    "chance": pl.Float64,
    "clear": pl.Int64,
    "clear_right": pl.Int64,
    "size": pl.Float64,
    "size_low": pl.Float64,
    "size_high": pl.Float64,
    "rank": pl.Float64,
    "rank_low": pl.Float64,
    "rank_high": pl.Float64,
}

#: `culturepark-compat` only. `constant` is the distance of the answer 3 to every item, `random` the mean distance of
#: one random answer an item.
DISTANCE_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "distance": pl.Float64,
    "dimensions": pl.Int64,
    "constant": pl.Float64,
    "random": pl.Float64,
}

PERMUTATIONS = 2000
_ALL = "all"


@dataclass(frozen=True)
class VsmContrasts:
    """Differences between countries, beside the published ones.

    Attributes:
        pairs: of `PAIRS_SCHEMA`.
        summary: of `CONTRASTS_SCHEMA`; empty where there are no published scores.
        unmatched: populations of the model that have no published score.
    """

    pairs: pl.DataFrame
    summary: pl.DataFrame
    unmatched: tuple[str, ...]


def vsm_contrasts(scores: VsmScores, published: CountryScores | None = None, *, seed: int = 0) -> VsmContrasts:
    """Set the model's differences between populations against the published ones.

    Args:
        scores: of two populations or more.
        published: from `read_country_scores`; without them only the model's own differences are given.
        seed: of the permutations.

    Raises:
        InputError: there are fewer than two populations, or fewer than two have published scores.
    """
    if len(scores.populations) < 2:
        raise InputError("a contrast needs two populations", mend="ask for more")
    y = _published(scores.populations, published)
    unmatched = () if published is None else published.unmatched(scores.populations)
    if published is not None and len(scores.populations) - len(unmatched) < 2:
        raise InputError(
            f"fewer than two of {', '.join(scores.populations)} have published scores", where=published.source,
            mend="ask for countries that are in the table",
        )  # fmt: skip
    i, j = np.triu_indices(len(scores.populations), 1)
    apart = scores.draws[:, i] - scores.draws[:, j]
    low, high = interval(apart, 0.95)
    gap = y[i] - y[j]
    rows = []
    for d, dimension in enumerate(DIMENSIONS):
        for k, (a, b) in enumerate(zip(i, j, strict=True)):
            clear = bool(low[k, d] > 0 or high[k, d] < 0)
            compared = np.isfinite(gap[k, d]) and gap[k, d] != 0 and np.isfinite(apart[0, k, d])
            right = np.sign(apart[0, k, d]) == np.sign(gap[k, d])
            rows.append(
                {
                    "dimension": dimension, "a": scores.populations[a], "b": scores.populations[b],
                    "difference": apart[0, k, d], "low": low[k, d], "high": high[k, d], "clear": clear,
                    "published": gap[k, d], "sign": ("right" if right else "wrong") if compared else None,
                }
            )  # fmt: skip
    pairs = pl.DataFrame(rows, schema=PAIRS_SCHEMA).with_columns(pl.selectors.float().fill_nan(None))
    if published is None:
        return VsmContrasts(pairs, pl.DataFrame(schema=CONTRASTS_SCHEMA), ())
    matched = np.isfinite(y).any(axis=1)
    return VsmContrasts(pairs, _summary(scores.draws[:, matched], y[matched], pairs, seed), unmatched)


def published_distances(
    scores: VsmScores, published: CountryScores, *, constant: float = 50.0, replicates: int = 2000, seed: int = 0
) -> tuple[pl.DataFrame, str]:
    """The distance to published scores as CulturePark reports it, and the warning that belongs beside it.

    Args:
        scores: made with `culturepark`, without constants.
        published: from `read_country_scores`.
        constant: added to every index; CulturePark's is 50.
        replicates, seed: of the random answers.

    Returns:
        A frame of `DISTANCE_SCHEMA`, one row per population that has published scores, and the warning.
    """
    y = _published(scores.populations, published)
    guesses = np.random.default_rng([seed, 6]).integers(1, 6, (replicates, len(ITEMS))).astype(np.float64)
    guessed = vsm_indices(guesses, culturepark=True) + constant
    rows = []
    for p, people in enumerate(scores.populations):
        far, dimensions = distance(scores.draws[0, p] + constant, y[p])
        if dimensions:
            used = np.where(np.isfinite(scores.draws[0, p]), y[p], np.nan)
            random = float(np.mean([distance(guess, used)[0] for guess in guessed]))
            flat = distance(np.full(len(DIMENSIONS), constant), used)[0]
            rows.append((people, far, dimensions, flat, random))
    return pl.DataFrame(rows, schema=DISTANCE_SCHEMA, orient="row"), COMPAT_WARNING


def _published(populations: tuple[str, ...], published: CountryScores | None) -> Floats:
    """Shape [P, 6], NaN where there is no score."""
    y = np.full((len(populations), len(DIMENSIONS)), np.nan)
    if published is not None:
        for people, dimension, score in published.frame.select("population", "dimension", "score").iter_rows():
            if people in populations:
                y[populations.index(people), DIMENSIONS.index(dimension)] = score
    return y


def _summary(draws: Floats, y: Floats, pairs: pl.DataFrame, seed: int) -> pl.DataFrame:
    known = np.isfinite(draws[0]) & np.isfinite(y)
    orders = _relabelled(len(y), seed)
    right, counted = np.zeros(len(draws)), np.zeros(len(draws))
    right_if, counted_if = np.zeros(len(orders)), np.zeros(len(orders))
    rows: list[dict[str, Any]] = []
    for d, dimension in enumerate(DIMENSIONS):
        at = np.flatnonzero(known[:, d])
        hits, of = _agreeing(draws[:, :, d], y[:, d])
        hits_if, of_if = _agreeing(draws[0, :, d][orders], y[:, d])
        right, counted = right + hits, counted + of
        right_if, counted_if = right_if + hits_if, counted_if + of_if
        here = pairs.filter((pl.col("dimension") == dimension) & pl.col("sign").is_not_null())
        x = draws[:, at, d]
        rows.append(
            {"dimension": dimension, "countries": len(at), "pairs": int(of[0])}
            | _agreement(hits, of, hits_if, of_if)
            | _clear(here)
            | _ranged("size", _slope(x, y[at, d]))
            | _ranged("rank", _spearman(x, y[at, d]))
        )
    rows.append(
        {"dimension": _ALL, "countries": int(known.any(axis=1).sum()), "pairs": int(counted[0])}
        | _agreement(right, counted, right_if, counted_if)
        | _clear(pairs.filter(pl.col("sign").is_not_null()))
    )
    return pl.DataFrame(rows, schema=CONTRASTS_SCHEMA).with_columns(pl.selectors.float().fill_nan(None))


def _agreeing(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Pairs of right sign and pairs compared, per row of x, each of shape [R].

    Args:
        x: shape [R, P].
        y: shape [P].
    """
    right, of = np.zeros(len(x)), np.zeros(len(x))
    for i, j in itertools.combinations(range(len(y)), 2):
        gap = y[i] - y[j]
        if not np.isfinite(gap) or gap == 0:
            continue
        apart = x[:, i] - x[:, j]
        of += np.isfinite(apart)
        right += np.sign(apart) == np.sign(gap)
    return right, of


def _agreement(right: Floats, of: Floats, right_if: Floats, of_if: Floats) -> dict[str, float]:
    share = np.divide(right, of, out=np.full(len(of), np.nan), where=of > 0)
    relabelled = np.divide(right_if, of_if, out=np.full(len(of_if), np.nan), where=of_if > 0)
    relabelled = relabelled[np.isfinite(relabelled)]
    as_good = float(np.mean(relabelled >= share[0] - 1e-12)) if len(relabelled) and of[0] else np.nan
    return _ranged("agreement", share) | {"chance": as_good}


def _clear(pairs: pl.DataFrame) -> dict[str, int]:
    clear = pairs.filter("clear")
    return {"clear": clear.height, "clear_right": clear.filter(pl.col("sign") == "right").height}


def _relabelled(countries: int, seed: int) -> np.ndarray:
    """Permutations of the countries, shape [K, P], the given order among them."""
    if countries <= 6:
        return np.array(list(itertools.permutations(range(countries))))
    rng = np.random.default_rng([seed, 7])
    drawn = [rng.permutation(countries) for _ in range(PERMUTATIONS - 1)]
    return np.array([np.arange(countries), *drawn])


def _slope(x: Floats, y: Floats) -> Floats:
    centred = y - y.mean() if len(y) else y
    spread = float((centred**2).sum())
    return x @ centred / spread if spread > 0 else np.full(len(x), np.nan)


def _spearman(x: Floats, y: Floats) -> Floats:
    """Spearman's correlation per row of x, shape [R]; NaN below three countries or where nothing varies."""
    if len(y) < 3:
        return np.full(len(x), np.nan)
    a, b = rankdata(x, axis=1), rankdata(y)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean()
    size = np.sqrt((a**2).sum(axis=1) * (b**2).sum())
    return np.divide(a @ b, size, out=np.full(len(x), np.nan), where=size > 0)


def _ranged(name: str, drawn: Floats) -> dict[str, float]:
    low, high = interval(drawn, 0.95)
    return {name: float(drawn[0]), f"{name}_low": float(low), f"{name}_high": float(high)}
