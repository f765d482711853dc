"""Deduplication of synthetic opinions with planted near-duplicates: time, peak memory, recall by script, precision.

    python benchmarks/dialogues_dedupe.py [--n 1000000] [--meaning 20000]

One opinion in ten is a copy of another with one or two characters changed, two words swapped, other punctuation, or
other diacritics. Recall is over the planted pairs whose Jaccard similarity, counted here with Python's own sets, is at
or above the threshold; precision is the share of opinions joined that have it with the one that stays.
`--meaning` measures the level of vectors on random vectors of 384 numbers instead: what it costs but for the encoder.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.dialogues.uniqueness import CHARACTERS, deduplicate

ALPHABETS = {
    "Latin": ("en", "abcdefghijklmnopqrstuvwxyz"),
    "Arabic": ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "Chinese": ("zh", "".join(map(chr, range(0x5200, 0x5C00)))),
}
OPENINGS = {
    "Latin": ("I think that", "Where I live", "For my parents", "Most of us hold that", ""),
    "Arabic": ("أعتقد أن", "في بلدي", "عند والدي", "يرى معظمنا أن", ""),
    "Chinese": ("我认为", "在我们这里", "对我父母来说", "大家都觉得", ""),
}
CHANGES = ("one character", "two characters", "words swapped", "punctuation", "diacritics")
PEOPLES = ("EGY", "CHN", "GBR", "TUR", "JPN")


class Writer:
    """Sentences of invented words, as frequent as words are (Zipf), behind common openings."""

    def __init__(self, script: str, draw: random.Random) -> None:
        self.script, self.draw = script, draw
        self.language, self.alphabet = ALPHABETS[script]
        longest = 2 if script == "Chinese" else 9
        shortest = 1 if script == "Chinese" else 3
        self.words = ["".join(draw.choices(self.alphabet, k=draw.randint(shortest, longest))) for _ in range(20000)]
        self.weights = np.cumsum(1 / np.arange(10, 20010)).tolist()
        self.gap = "" if script == "Chinese" else " "

    def sentence(self) -> list[str]:
        words = self.draw.choices(self.words, cum_weights=self.weights, k=self.draw.randint(8, 24))
        return [*self.draw.choice(OPENINGS[self.script]).split(), *words]

    def changed(self, words: Sequence[str], change: str) -> str:
        words = list(words)
        if change == "words swapped":
            at = self.draw.randrange(len(words) - 1)
            words[at], words[at + 1] = words[at + 1], words[at]
        text = self.gap.join(words)
        if change == "punctuation":
            marks = "，。！" if self.script == "Chinese" else ",;!"
            for _ in range(3):
                at = self.draw.randrange(len(text))
                text = text[:at] + self.draw.choice(marks) + text[at:] if text[at] == " " else text + marks[-1]
        if change == "diacritics":
            mark = "\u064e" if self.script == "Arabic" else "\u0301"
            text = "".join(c + mark if c.isalpha() and self.draw.random() < 0.2 else c for c in text)
        for _ in range({"one character": 1, "two characters": 2}.get(change, 0)):
            at, letter = self.draw.randrange(len(text)), self.draw.choice(self.alphabet)
            text = self.draw.choice(
                (text[:at] + text[at + 1 :], text[:at] + letter + text[at + self.draw.randint(0, 1) :])
            )
        return text


def corpus(n: int, seed: int = 0) -> pl.DataFrame:
    """Opinions as `deduplicate` takes them, with `script`, `of` (the id that one is a copy of) and `change`."""
    draw = random.Random(seed)
    writers = [Writer(script, draw) for script in ALPHABETS]
    columns: dict[str, list[str | None]] = {k: [] for k in ("id", "text", "language", "script", "of", "change")}
    columns |= {"population": [], "question": [], "code": []}
    first: list[str] = []
    for i in range(n):
        # Nine originals, then a copy of the first of them.
        writer = writers[i // 10 % len(writers)]
        words = writer.sentence() if i % 10 < 9 else first
        if i % 10 == 0:
            first = words
        change = CHANGES[i // 10 % len(CHANGES)] if i % 10 == 9 else None
        columns["id"].append(f"o{i:07d}")
        columns["text"].append(writer.changed(words, change) if change else writer.gap.join(words))
        columns["language"].append(writer.language)
        columns["script"].append(writer.script)
        columns["of"].append(f"o{i - 9:07d}" if change else None)
        columns["change"].append(change)
        columns["population"].append(draw.choice(PEOPLES))
        columns["question"].append(f"q{draw.randrange(200)}")
        columns["code"].append(None)
    return pl.DataFrame(columns, schema_overrides={"of": pl.String, "change": pl.String, "code": pl.String})


def similarity(left: str, right: str) -> float:
    """Jaccard similarity of character n-grams, written again from its definition."""
    one, other = (_grams(text) for text in (left, right))
    return len(one & other) / len(one | other)


def _grams(text: str) -> set[str]:
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = " ".join(re.sub(r"[^\w]", " ", text).split())
    width = 2 if sum("\u3040" <= c <= "\u9fff" for c in text) * 2 > len(text) else 3
    return {text[i : i + width] for i in range(max(1, len(text) - width + 1))}


def figures(opinions: pl.DataFrame, unique: pl.DataFrame) -> pl.DataFrame:
    """Recall by script and kind of change, and how many pairs it is over."""
    pairs = (
        opinions.filter(pl.col("of").is_not_null())
        .join(opinions.select(of="id", other="text"), on="of")
        .join(unique.select("id", "cluster"), on="id")
        .join(unique.select(of="id", other_cluster="cluster"), on="of")
    )
    like = [similarity(a, b) for a, b in pairs.select("text", "other").iter_rows()]
    pairs = pairs.with_columns(similarity=pl.Series(like, dtype=pl.Float64)).filter(pl.col("similarity") >= CHARACTERS)
    found = pl.col("cluster") == pl.col("other_cluster")
    return pairs.group_by("script", "change").agg(pairs=pl.len(), recall=found.mean()).sort("script", "change")


def precision(opinions: pl.DataFrame, unique: pl.DataFrame, most: int = 20000) -> float:
    """The share of opinions joined whose text is alike to that of the one that stays, over `most` of them."""
    gone = unique.filter(pl.col("by") != "").head(most)
    texts = gone.join(opinions.select("id", "text"), on="id").join(
        opinions.select(cluster="id", other="text"), on="cluster"
    )
    return float(np.mean([similarity(a, b) >= CHARACTERS for a, b in texts.select("text", "other").iter_rows()]))


class RandomVectors:
    """Vectors as wide as those of e5-small, of nothing: what the level costs beside the encoder."""

    name = "random"

    def __init__(self) -> None:
        self._draw = np.random.default_rng(0)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = self._draw.standard_normal((len(texts), 384), np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def peak() -> float:
    """Peak resident memory of this process in GiB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--meaning", type=int, default=0, help="opinions for the level of vectors")
    given = parser.parse_args()
    n = given.meaning or given.n
    start = time.perf_counter()
    opinions = corpus(n)
    encoder = None
    if given.meaning:
        opinions, encoder = opinions.with_columns(code=pl.lit("1")), RandomVectors()
    length = opinions["text"].str.len_chars().mean()
    print(f"{n:,} opinions of {length:.0f} characters, made in {time.perf_counter() - start:.0f} s; {peak():.2f} GiB")
    start = time.perf_counter()

    def told(measure: str, rows: int) -> None:
        print(f"{time.perf_counter() - start:.0f} s, {peak():.2f} GiB: {measure}, {rows:,} opinions", flush=True)

    unique = deduplicate(opinions.drop("script", "of", "change"), encoder=encoder, progress=told)
    seconds = time.perf_counter() - start
    print(f"{seconds:.0f} s, {n / seconds:,.0f} opinions/s, peak {peak():.2f} GiB")
    print(unique.group_by("by").len().sort("by").rows())
    found = figures(opinions, unique)
    print("\n| script | change | pairs | recall |\n|---|---|---|---|")
    for script, change, pairs, recall in found.iter_rows():
        print(f"| {script} | {change} | {pairs:,} | {recall:.4f} |")
    for (script,), rows in found.group_by("script", maintain_order=True):
        print(f"| {script} | all | {rows['pairs'].sum():,} | {np.average(rows['recall'], weights=rows['pairs']):.4f} |")
    print(f"\nprecision {precision(opinions, unique):.4f}")


if __name__ == "__main__":
    main()
