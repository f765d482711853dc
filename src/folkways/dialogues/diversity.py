"""How unlike one another texts are, and what was gained by taking some away.

The share of distinct n-grams (distinct-n: Li et al., "A diversity-promoting objective function for neural conversation
models", NAACL 2016) falls as a collection grows, so a smaller collection would look more diverse of itself. Collections
are therefore compared on draws of equally many texts. N-grams are of characters, as words cannot be told apart in
every script.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.dialogues.plain_text import plain
from folkways.dialogues.shingles import Shingles, shingles
from folkways.encoders import TextEncoder
from folkways.errors import InputError

#: `unique`: share of texts that no other text equals but for case and white space. `distinct`: distinct n-grams in
#: all n-grams that are distinct within their text. `self-similarity`: mean Jaccard similarity of pairs. `nearest`: mean
#: cosine of a text and the one most like it, where an encoder is given. Of the last two less is more diverse.
MEASURES = ("unique", "distinct", "self-similarity", "nearest")
#: One row a population ("" for all texts together) and measure. `value` is the mean over draws of `drawn` texts
#: without replacement, `low` and `high` the 2.5th and 97.5th percentile over draws.
DIVERSITY_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "texts": pl.Int64,
    "drawn": pl.Int64,
}
#: The same twice over, and their difference: positive where the second collection is more diverse.
GAIN_SCHEMA: dict[str, Any] = {
    "population": pl.String,
    "measure": pl.String,
    "before": pl.Float64,
    "after": pl.Float64,
    "gain": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "texts_before": pl.Int64,
    "texts_after": pl.Int64,
    "drawn": pl.Int64,
}
_DRAWN, _DRAWS = 500, 40
_LESS = ("self-similarity", "nearest")


def diversity(
    texts: pl.DataFrame,
    *,
    encoder: TextEncoder | None = None,
    seed: int = 0,
    drawn: int = _DRAWN,
    draws: int = _DRAWS,
) -> pl.DataFrame:
    """How diverse texts are, by population and together.

    Args:
        texts: columns `id`, `text`, `population`.
        encoder: of texts, for `nearest`; None leaves that measure out.
        seed: of the draws.
        drawn: texts of a draw, at most; all where there are fewer, and then there is nothing to vary.
        draws: how many draws.

    Returns:
        Columns of `DIVERSITY_SCHEMA`. Populations of fewer than two texts have no rows.

    Raises:
        InputError: a column is missing, an id is doubled, or `drawn` or `draws` is too small.
    """
    rows = []
    for population, found, size, count in _measured(_checked(texts, drawn, draws), encoder, seed, drawn, draws, {}):
        for measure, values in found.items():
            low, high = np.percentile(values, (2.5, 97.5))
            rows.append((population, measure, float(values.mean()), float(low), float(high), size, count))
    return pl.DataFrame(rows, schema=DIVERSITY_SCHEMA, orient="row")


def diversity_gain(
    before: pl.DataFrame,
    after: pl.DataFrame,
    *,
    encoder: TextEncoder | None = None,
    seed: int = 0,
    drawn: int = _DRAWN,
    draws: int = _DRAWS,
) -> pl.DataFrame:
    """What a stage, such as deduplication, did for diversity: equally many texts of each are compared.

    Args:
        before, after: columns `id`, `text`, `population`.
        encoder, seed, drawn, draws: as in `diversity`.

    Returns:
        Columns of `GAIN_SCHEMA`, of populations that have two texts or more in both. The interval is over pairs of
        independent draws: it says how far the draws matter, not how another run of the model would differ.

    Raises:
        InputError: as in `diversity`.
    """
    frames = [_checked(frame, drawn, draws) for frame in (before, after)]
    sizes = [_sizes(frame) for frame in frames]
    most = {name: min(size[name] for size in sizes) for name in sizes[0].keys() & sizes[1].keys()}
    one, other = (
        {name: (found, size, count) for name, found, size, count in _measured(frame, encoder, seed, drawn, draws, most)}
        for frame in frames
    )
    rows = []
    for population in sorted(one.keys() & other.keys()):
        (found, size, count), (later, later_size, _) = one[population], other[population]
        for measure, values in found.items():
            gains = (values - later[measure]) if measure in _LESS else (later[measure] - values)
            low, high = np.percentile(gains, (2.5, 97.5))
            means = float(values.mean()), float(later[measure].mean()), float(gains.mean())
            rows.append((population, measure, *means, float(low), float(high), size, later_size, count))
    return pl.DataFrame(rows, schema=GAIN_SCHEMA, orient="row")


def _checked(texts: pl.DataFrame, drawn: int, draws: int) -> pl.DataFrame:
    missing = [name for name in ("id", "text", "population") if name not in texts.columns]
    if missing:
        raise InputError(f"columns are missing: {', '.join(missing)}", where="texts", mend="hand them in")
    if texts["id"].n_unique() < len(texts):
        twice = texts.filter(pl.col("id").is_duplicated())["id"].min()
        raise InputError("an id stands twice", where=f"text {twice}", mend="give every text an id of its own")
    if drawn < 2 or draws < 1:
        raise InputError(f"{draws} draws of {drawn} texts", where="diversity", mend="draw two texts or more, once")
    return texts.select("id", "text", "population").sort("id")


def _sizes(texts: pl.DataFrame) -> dict[str, int]:
    return {"": len(texts), **dict(texts.group_by("population").len().iter_rows())}


def _measured(
    texts: pl.DataFrame,
    encoder: TextEncoder | None,
    seed: int,
    drawn: int,
    draws: int,
    most: Mapping[str, int],
) -> list[tuple[str, dict[str, NDArray[np.float64]], int, int]]:
    """For each population its measures a draw, how many texts it has and how many were drawn."""
    found = []
    for population in sorted(_sizes(texts)):
        mine = texts if not population else texts.filter(pl.col("population") == population)
        count = min(drawn, len(mine), most.get(population, len(mine)))
        if count < 2:
            continue
        draw = np.random.default_rng(seed)
        picks = [draw.permutation(len(mine))[:count] for _ in range(draws)]
        # Only what is drawn is read, so that a million texts cost no more than the draws.
        used, places = np.unique(np.concatenate(picks), return_inverse=True)
        said = mine["text"].gather(used).to_list()
        sets = shingles(said)
        same = pl.Series([plain(text) for text in said], dtype=pl.String).rank("dense").to_numpy()
        vectors = None if encoder is None else encoder.encode(said)
        values: dict[str, list[float]] = {}
        for pick in places.reshape(draws, count):
            for measure, value in _of_draw(pick, sets, same, vectors).items():
                values.setdefault(measure, []).append(value)
        found.append((population, {name: np.array(of) for name, of in values.items()}, len(mine), count))
    return found


def _of_draw(
    pick: NDArray[np.int64], sets: Shingles, same: NDArray[np.uint32], vectors: NDArray[np.float32] | None
) -> dict[str, float]:
    hashes = np.concatenate([sets.hashes[sets.starts[i] : sets.starts[i + 1]] for i in pick])
    _, counts = np.unique(same[pick], return_counts=True)
    half = len(pick) // 2
    found = {
        "unique": float((counts == 1).sum() / len(pick)),
        "distinct": len(np.unique(hashes)) / max(len(hashes), 1),
        "self-similarity": float(sets.jaccard(pick[:half], pick[half : 2 * half]).mean()),
    }
    if vectors is not None:
        cosines = vectors[pick] @ vectors[pick].T
        np.fill_diagonal(cosines, -1)
        found["nearest"] = float(cosines.max(axis=1).mean())
    return found
