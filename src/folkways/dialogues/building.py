"""From opinions to samples: chat records whose assistant says what was verified, and nothing else."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from folkways.dialogues.licensing import licence_of, source, strictest
from folkways.dialogues.opinion import OPINIONS_SCHEMA, REJECTS_SCHEMA
from folkways.dialogues.phrasings import PHRASINGS, messages, usable
from folkways.dialogues.sample import SAMPLES_SCHEMA, UNIQUE_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA
from folkways.dialogues.verdict import VERIFIED_SCHEMA
from folkways.errors import InputError
from folkways.populations import Population
from folkways.runs import digest
from folkways.surveys import Question, Survey

STAGE = "build"
# Samples that are packed at once.
_BLOCK = 20_000
_TAKEN = ("conversation", "seed", "question", "topic", "population", "language", "kind")
Row = Mapping[str, Any]


def build(
    opinions: pl.DataFrame,
    verified: pl.DataFrame,
    unique: pl.DataFrame,
    seeds: pl.DataFrame,
    survey: Survey,
    *,
    phrasings: int = 2,
    include_grey: bool = False,
    seed: int = 0,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make samples of the opinions that are verified and stay among their like.

    An opinion becomes `phrasings` samples, in which different questions have the same answer: its final text. The
    questions are in the opinion's language where the survey and the probes have words for it, else in the survey's with
    a line that asks for the opinion's language. Fewer are made where fewer suit it (see `usable`).

    Args:
        opinions: `OPINIONS_SCHEMA`.
        verified: `VERIFIED_SCHEMA`; an opinion without a row is left out. What a person rejected is left out, and a
            grey opinion that a person accepted goes in.
        unique: `UNIQUE_SCHEMA`, of the opinions that were compared.
        seeds: `SEEDS_SCHEMA`, of all opinions.
        survey: whose questions were talked about.
        phrasings: most samples of one opinion, 1 to 5.
        include_grey: take what people have not decided on, too.
        seed: of the draw of phrasings.

    Returns:
        Samples (`SAMPLES_SCHEMA`, all in the split `train`; see `splitting.assign`), by question, population, opinion
        and phrasing; and every opinion that is in none of them (`REJECTS_SCHEMA`) with the reason, by id.

    Raises:
        InputError: a table lacks a column, an id occurs twice or points nowhere.
    """
    if not 1 <= phrasings <= len(PHRASINGS):
        raise InputError(f"{phrasings} phrasings of an opinion", mend=f"make 1 to {len(PHRASINGS)}")
    for name, table, schema in (
        ("opinions", opinions, OPINIONS_SCHEMA), ("verified", verified, VERIFIED_SCHEMA),
        ("unique", unique, UNIQUE_SCHEMA), ("seeds", seeds, SEEDS_SCHEMA),
    ):  # fmt: skip
        _check(table, schema, name)
    _refuse_strangers(opinions, verified, unique, seeds)
    joined = (
        opinions.join(verified.with_columns(checked=True), on="id", how="left", suffix="_checked")
        .join(unique, on="id", how="left")
        .join(_sources(opinions, seeds), on="conversation", how="left")
        .sort("id")
    )
    made = _Samples(survey)
    rejects: list[dict[str, str]] = []
    for row in joined.iter_rows(named=True):
        reason, detail = _left_out(row, include_grey)
        if reason:
            rejects.append({"stage": STAGE, "id": row["id"], "reason": reason, "detail": detail, "text": row["text"]})
            continue
        text = row["final"].strip()
        made.add(row, row["id"], text, _drawn(usable(row["kind"], text), phrasings, [seed, row["id"]]))
    return made.frame(), pl.DataFrame(rejects, schema=REJECTS_SCHEMA)


def from_seeds(seeds: pl.DataFrame, survey: Survey, *, phrasings: int = 2, seed: int = 0) -> pl.DataFrame:
    """The seeds' own answers as samples: the baseline that has seen what dialogues start from, and no dialogue.

    Args:
        seeds: `SEEDS_SCHEMA`.
        survey: whose questions they answer.
        phrasings: samples of one seed, 1 to 3: an answer of the survey is neither a custom nor long enough to be begun.
        seed: of the draw of phrasings.

    Returns:
        Samples (`SAMPLES_SCHEMA`) without opinion and conversation, of kind `belief`, all in the split `train`.

    Raises:
        InputError: a table lacks a column, an id occurs twice or points nowhere.
    """
    if not 1 <= phrasings <= 3:
        raise InputError(f"{phrasings} phrasings of a seed", mend="make 1 to 3")
    _check(seeds, SEEDS_SCHEMA, "seeds")
    made = _Samples(survey)
    for row in seeds.sort("id").iter_rows(named=True):
        shaped = {
            **row, "seed": row["id"], "conversation": "", "kind": "belief",
            "language": made.question(row["question"]).language, "sources": [source(row["survey"], row["licence"])],
        }  # fmt: skip
        made.add(shaped, "", row["answer"].strip(), _drawn(PHRASINGS[:3], phrasings, [seed, row["id"]]))
    return made.frame()


class _Samples:
    """Samples as they are made: kept as frames, so that a million of them are not a million dicts."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._peoples: dict[str, Population] = {}
        self._licences: dict[tuple[str, ...], str] = {}
        self._rows: list[dict[str, Any]] = []
        self._frames = [pl.DataFrame(schema=SAMPLES_SCHEMA)]

    def question(self, id: str) -> Question:
        if id not in self._survey.by_id:
            raise InputError(
                f"survey {self._survey.name} has no question {id!r}",
                where="samples",
                mend="give the survey of the seeds",
            )
        return self._survey.by_id[id]

    def add(self, row: Row, opinion: str, text: str, chosen: Iterable[str]) -> None:
        question, sources = self.question(row["question"]), tuple(row["sources"])
        if row["population"] not in self._peoples:
            self._peoples[row["population"]] = self._survey.population(row["population"])
        if sources not in self._licences:
            self._licences[sources] = strictest(map(licence_of, sources))
        for phrasing in chosen:
            chat = messages(phrasing, question, self._peoples[row["population"]], row["language"], text)
            self._rows.append(
                {
                    "id": "x" + digest([row["seed"], row["conversation"], opinion, phrasing, chat])[:12],
                    "opinion": opinion,
                    **{name: row[name] for name in _TAKEN},
                    "phrasing": PHRASINGS.index(phrasing),
                    "messages": chat,
                    "licence": self._licences[sources],
                    "sources": list(sources),
                    "split": "train",
                }
            )
        if len(self._rows) >= _BLOCK:
            self._pack()

    def frame(self) -> pl.DataFrame:
        self._pack()
        return pl.concat(self._frames).sort("question", "population", "opinion", "seed", "phrasing", "id")

    def _pack(self) -> None:
        self._frames.append(pl.DataFrame(self._rows, schema=SAMPLES_SCHEMA))
        self._rows = []


def _left_out(row: Row, include_grey: bool) -> tuple[str, str]:
    """Why an opinion becomes no sample, and what is said of it; "" where it does."""
    said = row["reason"] or ""
    if not row["checked"]:
        return "not verified", ""
    if row["person"] == "reject":
        return "rejected by a person", said
    if row["status"] == "rejected":
        return "rejected in verification", said
    if row["status"] == "grey" and not (include_grey or row["person"] == "accept"):
        return "grey", said or "people have not decided on it"
    if row["cluster"] is None:
        return "not compared with others", ""
    if row["cluster"] != row["id"]:
        alike = "" if row["similarity"] is None else f", {row['similarity']:.3f}"
        return "repeats another", f"{row['cluster']} ({row['by']}{alike})"
    if not (row["final"] or "").strip():
        return "no final text", ""
    return "", ""


def _sources(opinions: pl.DataFrame, seeds: pl.DataFrame) -> pl.DataFrame:
    """By conversation the surveys that anybody in it spoke from: whoever speaks has heard the others."""
    of = seeds.select(pl.col("id").alias("seed"), "survey", "licence")
    pairs = opinions.select("conversation", "seed").join(of, on="seed").select("conversation", "survey", "licence")
    named: dict[str, set[str]] = defaultdict(set)
    for conversation, survey, said in pairs.unique().iter_rows():
        named[conversation].add(source(survey, said))
    rows = [(conversation, sorted(names)) for conversation, names in sorted(named.items())]
    return pl.DataFrame(rows, schema={"conversation": pl.String, "sources": pl.List(pl.String)}, orient="row")


def _drawn(names: tuple[str, ...], count: int, chance: list[object]) -> list[str]:
    """So many of them in their own order, drawn from a text alone: the same in every process."""
    chosen = random.Random(digest(chance)).sample(names, min(count, len(names)))
    return sorted(chosen, key=PHRASINGS.index)


def _check(table: pl.DataFrame, schema: Mapping[str, Any], name: str) -> None:
    if missing := [column for column in schema if column not in table.columns]:
        raise InputError(f"has no column {missing[0]!r}", where=name, mend=f"give {', '.join(schema)}")
    twice = table.filter(table["id"].is_duplicated())["id"]
    if len(twice):
        raise InputError(f"id {twice.min()!r} occurs twice", where=name, mend="keep one row an id")


def _refuse_strangers(
    opinions: pl.DataFrame, verified: pl.DataFrame, unique: pl.DataFrame, seeds: pl.DataFrame
) -> None:
    for name, table in (("verified", verified), ("unique", unique)):
        strange = table.join(opinions, on="id", how="anti")["id"]
        if len(strange):
            raise InputError(
                f"id {strange.min()!r} is not among the opinions", where=name, mend="give tables of the same run"
            )
    lost = opinions.join(seeds, left_on="seed", right_on="id", how="anti").sort("id")
    for id, seed in lost.select("id", "seed").head(1).iter_rows():
        raise InputError(
            f"its seed {seed!r} is not among the seeds",
            where=f"opinions, {id}",
            mend="give the seeds that the conversations were held from",
        )
