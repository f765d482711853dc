"""Texts that hold what a model is to be evaluated on.

What can be found: an item that is quoted whole, or with words changed, left out or added here and there, in any
script, however long the text around it. What cannot: an item in other words, or in another language. An item's own
short form ("Family") is found only where it is the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import sparse

from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.plain_text import dense, letters, plain
from folkways.dialogues.shingles import shingles
from folkways.errors import InputError

STAGE = "decontamination"
#: Characters of an n-gram: long enough that n-grams shared by chance are rare. Half as many for items of ideographs,
#: kana or Hangul syllables.
WIDTH = 8
#: Share of an item's n-grams from which a text holds the item.
SHARE = 0.7
#: Items of fewer n-grams are looked for as whole texts only.
LEAST = 12
# Texts at a time.
_BLOCK = 8192


def decontaminate(
    texts: pl.DataFrame, items: pl.DataFrame | Sequence[str], *, n: int = WIDTH, share: float = SHARE
) -> pl.DataFrame:
    """Which texts hold an evaluation item.

    Args:
        texts: columns `id`, `text`.
        items: columns `id`, `text`, or the texts alone, whose ids are then their places from 0.
        n: characters of an n-gram; half as many (rounded up) for items of ideographs, kana or Hangul syllables.
        share: of the item's distinct n-grams that a text must have, above 0 and at most 1.

    Returns:
        One row for each such text, in order of id, with the columns of `REJECTS_SCHEMA`: in `detail` the id of the item
        that it holds the most of (the first by id of several) and the share. Texts without a row hold none.

    Raises:
        InputError: a column is missing, an id is missing or doubled, an item is empty, or `n` or `share` is out of
            range.
    """
    if not isinstance(items, pl.DataFrame):
        names = [str(place) for place in range(len(items))]
        items = pl.DataFrame({"id": names, "text": list(items)}, schema={"id": pl.String, "text": pl.String})
    if n < 1 or not 0 < share <= 1:
        raise InputError(
            f"n is {n} and share {share}", where=STAGE, mend="give n of 1 or more and a share above 0, at most 1"
        )
    texts, items = _checked(texts, "texts"), _checked(items, "items")
    empty = items.filter(pl.col("text").str.strip_chars() == "")["id"]
    if len(empty):
        raise InputError("an item is empty", where=f"item {empty.min()}", mend="leave it out")
    search = _Items(items, n)
    rows = []
    for at in range(0, len(texts), _BLOCK):
        block = texts[at : at + _BLOCK]
        said = block["text"].to_list()
        for place, item, held in search.held(said, share):
            whole = "the whole item" if held == 1 else f"{held:.2f} of the item's n-grams"
            rows.append((STAGE, block["id"][place], "evaluation item", f"{items['id'][item]}: {whole}", said[place]))
    return pl.DataFrame(rows, schema=REJECTS_SCHEMA, orient="row")


def _checked(frame: pl.DataFrame, where: str) -> pl.DataFrame:
    missing = [name for name in ("id", "text") if name not in frame.columns]
    if missing:
        raise InputError(f"columns are missing: {', '.join(missing)}", where=where, mend="hand them in")
    frame = frame.select("id", "text")
    if frame["id"].null_count() or frame["text"].null_count():
        raise InputError("an id or a text is null", where=where, mend="leave such rows out")
    if frame["id"].n_unique() < len(frame):
        twice = frame.filter(pl.col("id").is_duplicated())["id"].min()
        raise InputError("an id stands twice", where=f"{where}, {twice}", mend="give every row an id of its own")
    return frame.sort("id")


class _Items:
    """Evaluation items by their n-grams, those of each width apart: a text is cut as the item is, whatever it is in."""

    def __init__(self, items: pl.DataFrame, n: int) -> None:
        said = items["text"].to_list()
        is_dense = dense(*letters([plain(text) for text in said]))
        self._whole: dict[str, int] = {}
        for place, text in enumerate(said):
            self._whole.setdefault(_bare(text), place)
        self._sought = []
        for width, of in ((n, ~is_dense), ((n + 1) // 2, is_dense)):
            places = np.flatnonzero(of)
            sets = shingles([said[i] for i in places], width=width, dense_width=width)
            long = sets.sizes >= LEAST
            known, columns = np.unique(sets.hashes, return_inverse=True)
            shape = (len(places), len(known))
            matrix = sparse.csr_array((np.ones(len(columns), np.int32), columns, sets.starts), shape=shape)[long]
            if matrix.shape[0]:
                self._sought.append((width, places[long], sets.sizes[long], known, matrix.T.tocsr()))

    def held(self, texts: Sequence[str], share: float) -> list[tuple[int, int, float]]:
        """Of each text that holds an item: its place, the item's, and the share of the item's n-grams."""
        found: dict[int, tuple[float, int]] = {}
        for place, text in enumerate(texts):
            item = self._whole.get(_bare(text))
            if item is not None:
                found[place] = (-1.0, item)
        for width, places, sizes, known, matrix in self._sought:
            sets = shingles(texts, width=width, dense_width=width)
            of = np.repeat(np.arange(len(texts)), sets.sizes)
            at = np.minimum(np.searchsorted(known, sets.hashes), len(known) - 1)
            shared = known[at] == sets.hashes
            shape = (len(texts), len(known))
            cells = (np.ones(int(shared.sum()), np.int32), (of[shared], at[shared]))
            counts = (sparse.csr_array(cells, shape=shape) @ matrix).tocoo()
            row, column = counts.coords
            held = counts.data / sizes[column]
            for place, item, value in zip(row[held >= share], column[held >= share], held[held >= share], strict=True):
                best = (-float(value), int(places[item]))
                found[int(place)] = min(found.get(int(place), best), best)
        return [(place, item, -value) for place, (value, item) in sorted(found.items())]


def _bare(text: str) -> str:
    """A text by its letters and digits; by its plain form where it has none."""
    points, _ = letters([plain(text)])
    return points.tobytes().decode("utf-32-le") or plain(text)
