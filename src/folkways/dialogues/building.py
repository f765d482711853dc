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
from folkways.runs import digest
from folkways.surveys import Question, Survey

STAGE = "build"
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
    _check_phrasings(phrasings)
    rows = _by_id(opinions, OPINIONS_SCHEMA, "opinions")
    checked = _by_id(verified, VERIFIED_SCHEMA, "verified")
    kept = _by_id(unique, UNIQUE_SCHEMA, "unique")
    known = _by_id(seeds, SEEDS_SCHEMA, "seeds")
    for name, table in (("verified", checked), ("unique", kept)):
        _refuse_strangers(name, table, rows, "opinions")
    sources = _sources(rows, known)
    samples: list[dict[str, Any]] = []
    rejects: list[dict[str, str]] = []
    for id in sorted(rows):
        opinion = rows[id]
        reason, detail = _left_out(checked.get(id), kept.get(id), id, include_grey)
        if reason:
            rejects.append(_reject(id, reason, detail, opinion["text"]))
            continue
        text = checked[id]["final"].strip()
        chosen = _drawn(usable(opinion["kind"], text), phrasings, [seed, id])
        samples += _samples(opinion, id, text, chosen, survey, sources[opinion["conversation"]])
    return _frame(samples), pl.DataFrame(rejects, schema=REJECTS_SCHEMA)


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
    samples: list[dict[str, Any]] = []
    for id, row in sorted(_by_id(seeds, SEEDS_SCHEMA, "seeds").items()):
        language = _question(survey, row["question"]).language
        shaped = {**row, "seed": id, "conversation": "", "kind": "belief", "language": language}
        chosen = _drawn(PHRASINGS[:3], phrasings, [seed, id])
        named = (source(row["survey"], row["licence"]),)
        samples += _samples(shaped, "", row["answer"].strip(), chosen, survey, named)
    return _frame(samples)


def _samples(
    row: Row, opinion: str, text: str, chosen: Iterable[str], survey: Survey, sources: tuple[str, ...]
) -> list[dict[str, Any]]:
    question, people = _question(survey, row["question"]), survey.population(row["population"])
    found = []
    for phrasing in chosen:
        chat = messages(phrasing, question, people, row["language"], text)
        found.append(
            {
                "id": "x" + digest([row["seed"], row["conversation"], opinion, phrasing, chat])[:12],
                "opinion": opinion,
                **{name: row[name] for name in _TAKEN},
                "phrasing": PHRASINGS.index(phrasing),
                "messages": chat,
                "licence": strictest(licence_of(name) for name in sources),
                "sources": list(sources),
                "split": "train",
            }
        )
    return found


def _left_out(checked: Row | None, kept: Row | None, id: str, include_grey: bool) -> tuple[str, str]:
    """Why an opinion becomes no sample, and what is said of it; "" where it does."""
    if checked is None:
        return "not verified", ""
    if checked["person"] == "reject":
        return "rejected by a person", checked["reason"] or ""
    if checked["status"] == "rejected":
        return "rejected in verification", checked["reason"] or ""
    if checked["status"] == "grey" and not (include_grey or checked["person"] == "accept"):
        return "grey", checked["reason"] or "people have not decided on it"
    if kept is None:
        return "not compared with others", ""
    if kept["cluster"] != id:
        alike = "" if kept["similarity"] is None else f", {kept['similarity']:.3f}"
        return "repeats another", f"{kept['cluster']} ({kept['by']}{alike})"
    if not (checked["final"] or "").strip():
        return "no final text", ""
    return "", ""


def _sources(opinions: Mapping[str, Row], seeds: Mapping[str, Row]) -> dict[str, tuple[str, ...]]:
    """By conversation the surveys that anybody in it spoke from: whoever speaks has heard the others."""
    found: dict[str, set[str]] = defaultdict(set)
    for id, opinion in opinions.items():
        if opinion["seed"] not in seeds:
            raise InputError(
                f"its seed {opinion['seed']!r} is not among the seeds",
                where=f"opinions, {id}",
                mend="give the seeds that the conversations were held from",
            )
        of = seeds[opinion["seed"]]
        found[opinion["conversation"]].add(source(of["survey"], of["licence"]))
    return {conversation: tuple(sorted(names)) for conversation, names in found.items()}


def _drawn(names: tuple[str, ...], count: int, chance: list[object]) -> list[str]:
    """So many of them in their own order, drawn from a text alone: the same in every process."""
    chosen = random.Random(digest(chance)).sample(names, min(count, len(names)))
    return sorted(chosen, key=PHRASINGS.index)


def _by_id(table: pl.DataFrame, schema: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    if missing := [column for column in schema if column not in table.columns]:
        raise InputError(f"has no column {missing[0]!r}", where=name, mend=f"give {', '.join(schema)}")
    found: dict[str, dict[str, Any]] = {}
    for row in table.iter_rows(named=True):
        if row["id"] in found:
            raise InputError(f"id {row['id']!r} occurs twice", where=name, mend="keep one row an id")
        found[row["id"]] = row
    return found


def _refuse_strangers(name: str, table: Mapping[str, Row], known: Mapping[str, Row], of: str) -> None:
    if strange := sorted(set(table) - set(known)):
        raise InputError(f"id {strange[0]!r} is not among the {of}", where=name, mend="give tables of the same run")


def _question(survey: Survey, id: str) -> Question:
    if id not in survey.by_id:
        raise InputError(
            f"survey {survey.name} has no question {id!r}", where="samples", mend="give the survey of the seeds"
        )
    return survey.by_id[id]


def _check_phrasings(phrasings: int) -> None:
    if not 1 <= phrasings <= len(PHRASINGS):
        raise InputError(f"{phrasings} phrasings of an opinion", mend=f"make 1 to {len(PHRASINGS)}")


def _reject(id: str, reason: str, detail: str, text: str) -> dict[str, str]:
    return {"stage": STAGE, "id": id, "reason": reason, "detail": detail, "text": text}


def _frame(samples: list[dict[str, Any]]) -> pl.DataFrame:
    frame = pl.DataFrame(samples, schema=SAMPLES_SCHEMA)
    return frame.sort("question", "population", "opinion", "seed", "phrasing", "id")
