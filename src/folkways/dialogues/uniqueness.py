"""Opinions that say the same, across seeds and cultures: of each group of them one stays.

Three measures, and what each may join:

- `exact`: the same text but for case, width and white space, whoever said it.
- `characters`: Jaccard similarity of character n-grams, whoever said it, except opinions that are known to take
  different answers to the same question.
- `meaning`: cosine of vectors, only within one people, question, answer and language: vectors hardly tell a statement
  from its negation.

The last two never join texts that differ in negations, numbers or names of peoples (`distinctions`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.dialogues.distinctions import distinctions
from folkways.dialogues.leaders import leaders
from folkways.dialogues.meaning import Meaning
from folkways.dialogues.plain_text import plain
from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.dialogues.shingles import rows_of_bands, shingles, sketches
from folkways.encoders import TextEncoder
from folkways.errors import InputError

#: Jaccard similarity of character n-grams from which two texts are the same.
CHARACTERS = 0.8
#: Cosine from which two texts are the same. With `e5-small` on 24 pairs of paraphrases and 24 pairs of different
#: statements on one topic (tests of norms): 0.955 joins 10 and 1, 0.92 joins 21 and 8.
MEANING = 0.955
# An estimate so far below the threshold rules a pair out: more than five standard errors of 80 hashes.
_SLACK = 0.25
_COLUMNS = ("id", "text", "language", "population", "question")

Rows = NDArray[np.int64]


def deduplicate(
    opinions: pl.DataFrame,
    *,
    encoder: TextEncoder | None = None,
    characters: float = CHARACTERS,
    meaning: float = MEANING,
    seed: int = 0,
    progress: Callable[[str, int], None] | None = None,
) -> pl.DataFrame:
    """Which opinions stay, and for every other one the one that stays for it.

    Every opinion that goes is directly like the one that stays for it, by the measure in `by`: chains join nothing. Of
    those alike the best verified stays (`confidence`, the highest first, unknown last), then the most central (in whose
    neighbourhood of character n-grams most opinions lie, copies counted), then the first by id. Length decides nothing.

    Args:
        opinions: columns `id`, `text`, `language`, `population`, `question`; where known also `code` (of the answer
            that the opinion follows from; null where its stance is not known) and `confidence` (0 to 1 or null).
        encoder: of texts; None leaves opinions of one meaning in other words alone.
        characters: least Jaccard similarity, above 0 and at most 1.
        meaning: least cosine, above 0 and at most 1.
        seed: of the hash functions.
        progress: is told the measure and how many opinions it is applied to.

    Returns:
        One row an opinion with the columns of `UNIQUE_SCHEMA`, in order of id.

    Raises:
        InputError: a column is missing, an id is missing or doubled, a text is empty, or a threshold is out of range.
    """
    for name, value in (("characters", characters), ("meaning", meaning)):
        if not 0 < value <= 1:
            raise InputError(f"{name} is {value}", where="deduplicate", mend="give a threshold above 0, at most 1")
    table = _Table(_checked(opinions), encoder, characters, meaning, seed, progress or (lambda measure, rows: None))
    return table.settled()


def _checked(opinions: pl.DataFrame) -> pl.DataFrame:
    missing = [name for name in _COLUMNS if name not in opinions.columns]
    if missing:
        raise InputError(f"columns are missing: {', '.join(missing)}", where="opinions", mend="hand them in")
    for name, dtype in (("code", pl.String), ("confidence", pl.Float64)):
        if name not in opinions.columns:
            opinions = opinions.with_columns(pl.lit(None, dtype).alias(name))
    opinions = opinions.select(*_COLUMNS, pl.col("code").cast(pl.String), pl.col("confidence").cast(pl.Float64))
    nulls = [name for name in _COLUMNS if opinions[name].null_count()]
    if nulls:
        raise InputError(f"null in {', '.join(nulls)}", where="opinions", mend="leave such rows out, or fill them in")
    if opinions["id"].n_unique() < len(opinions):
        twice = opinions.filter(pl.col("id").is_duplicated())["id"].min()
        raise InputError("an id stands twice", where=f"opinion {twice}", mend="give every opinion an id of its own")
    empty = opinions.filter(pl.col("text").str.strip_chars() == "")["id"]
    if len(empty):
        raise InputError("a text is empty", where=f"opinion {empty.min()}", mend="leave it out")
    return opinions.sort("id")


class _Table:
    """Opinions in order of rank, with what each measure needs of them."""

    def __init__(
        self,
        opinions: pl.DataFrame,
        encoder: TextEncoder | None,
        characters: float,
        meaning: float,
        seed: int,
        progress: Callable[[str, int], None],
    ) -> None:
        self._threshold, self._progress = characters, progress
        copies = opinions.select(
            pl.col("text").map_elements(plain, pl.String).rank("dense").cast(pl.Int64).alias("same")
        )["same"].to_numpy()
        sets = shingles(opinions["text"].to_list())
        keys, upper = sketches(sets, rows_of_bands(characters), seed=seed)
        apart = distinctions(opinions["text"].to_list(), *(opinions[c].unique() for c in ("population", "language")))
        keys = _joined(keys, apart)
        order = _ranked(opinions["confidence"], _crowd(keys, sets.sizes > 0))
        self._ids = opinions["id"].gather(order)
        self._copies, self._apart = copies[order], apart[order]
        self._sets, self._at = sets, order
        self._keys, self._upper = keys, upper
        opinions = opinions[order]
        self._question = _numbered(opinions["question"])
        self._code = _numbered(opinions["code"])
        cell = pl.struct("population", "question", "code", "language", apart=pl.lit(pl.Series(self._apart)))
        cells = opinions.select(pl.when(pl.col("code").is_not_null()).then(cell.rank("dense"))).to_series()
        self._meaning = (
            None
            if encoder is None
            else Meaning(opinions["text"], cells.fill_null(0).cast(pl.Int64).to_numpy(), encoder, meaning)
        )

    def settled(self) -> pl.DataFrame:
        """What becomes of every opinion."""
        n = len(self._ids)
        cluster, by, likeness = np.arange(n), np.full(n, "", object), np.ones(n)
        stays, left = np.zeros(0, np.int64), np.arange(n)
        while len(left):
            # Those that stay already come first, so that nobody can take their place.
            heads = np.concatenate([stays, left])
            for name, measure in self._measures():
                self._progress(name, len(heads))
                to, like = measure(heads)
                gone = to != np.arange(len(heads))
                rows = heads[gone]
                cluster[rows], by[rows], likeness[rows] = heads[to[gone]], name, like[gone]
                heads = heads[~gone]
            stays = heads
            # Who stood for an opinion by one measure may itself have gone by the next: then the opinion must be like
            # the one that is left, or is looked at again.
            root = cluster[left]
            while not np.array_equal(cluster[root], root):
                root = cluster[root]
            moved = root != cluster[left]
            left, root = left[moved], root[moved]
            left = self._direct(left, root, cluster, by, likeness)
            cluster[left], by[left], likeness[left] = left, "", 1.0
        return pl.DataFrame(
            {"id": self._ids, "cluster": self._ids.gather(cluster), "by": list(by), "similarity": likeness},
            schema=UNIQUE_SCHEMA,
        ).sort("id")

    def _direct(self, rows: Rows, root: Rows, cluster: Rows, by: NDArray[np.object_], likeness: NDArray) -> Rows:
        """Put each opinion to the one given where a measure finds the two alike; those that no measure does."""
        for name, alike in (("exact", self._same), ("characters", self._alike), ("meaning", self._meant)):
            found = alike(rows, root)
            fit = ~np.isnan(found)
            cluster[rows[fit]], by[rows[fit]], likeness[rows[fit]] = root[fit], name, found[fit]
            rows, root = rows[~fit], root[~fit]
        return rows

    def _measures(self) -> list[tuple[str, Callable[[Rows], tuple[Rows, NDArray[np.float64]]]]]:
        measures = [("exact", self._by_text), ("characters", self._by_characters)]
        return measures if self._meaning is None else [*measures, ("meaning", self._meaning.leaders)]

    def _by_text(self, rows: Rows) -> tuple[Rows, NDArray[np.float64]]:
        _, first, of = np.unique(self._copies[rows], return_index=True, return_inverse=True)
        return first[of], np.ones(len(rows))

    def _by_characters(self, rows: Rows) -> tuple[Rows, NDArray[np.float64]]:
        at = self._at[rows]
        return leaders(self._keys[at], self._sets.sizes[at] > 0, lambda a, b: self._alike(rows[a], rows[b]))

    def _same(self, left: Rows, right: Rows) -> NDArray[np.float64]:
        return np.where(self._copies[left] == self._copies[right], 1.0, np.nan)

    def _alike(self, left: Rows, right: Rows) -> NDArray[np.float64]:
        a, b = self._at[left], self._at[right]
        sizes = self._sets.sizes
        # Cheap tests first: they rule out nearly all pairs.
        fit = np.minimum(sizes[a], sizes[b]) >= self._threshold * np.maximum(np.maximum(sizes[a], sizes[b]), 1)
        fit &= self._apart[left] == self._apart[right]
        codes = self._code[left], self._code[right]
        opposed = (self._question[left] == self._question[right]) & (codes[0] != codes[1])
        fit &= ~(opposed & (codes[0] > 0) & (codes[1] > 0))
        like = np.full(len(left), np.nan)
        for part in np.array_split(np.flatnonzero(fit), len(left) // 65536 + 1):
            close = (self._upper[a[part]] == self._upper[b[part]]).mean(axis=1) >= self._threshold - _SLACK
            part = part[close]
            found = self._sets.jaccard(a[part], b[part])
            like[part] = np.where(found >= self._threshold, found, np.nan)
        return like

    def _meant(self, left: Rows, right: Rows) -> NDArray[np.float64]:
        return np.full(len(left), np.nan) if self._meaning is None else self._meaning.alike(left, right)


def _numbered(values: pl.Series) -> NDArray[np.int64]:
    """Equal values have equal numbers; 0 for null."""
    return values.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()


def _joined(keys: NDArray[np.uint32], apart: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Texts that say different things never share a bucket."""
    return keys ^ (apart & np.uint64(0xFFFFFFFF)).astype(np.uint32)[:, None]


def _crowd(keys: NDArray[np.uint32], used: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many others share a band with each row, summed over bands: a density whose kernel is the power of the
    similarity that a band stands for."""
    crowd = np.zeros(len(keys), np.int64)
    for band in range(keys.shape[1]):
        _, of, counts = np.unique(keys[used, band], return_inverse=True, return_counts=True)
        crowd[used] += counts[of] - 1
    return crowd


def _ranked(confidence: pl.Series, crowd: NDArray[np.int64]) -> Rows:
    """Rows in order of rank; they come in order of id."""
    return np.lexsort((-crowd, -confidence.fill_nan(None).fill_null(-1.0).to_numpy()))
