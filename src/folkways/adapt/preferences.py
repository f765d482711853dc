"""Pairs of traces for the same prompt, one to be preferred: what CNCA-DPO trains on.

Source: Wang, Zhu & Sang (AAAI 2026, arXiv 2511.13359). Chosen is a trace that considers the people's norms and ends in
its answer. Rejected is one that ends in an answer which the people mostly do not give, by either of two ways:
`norm-blind`, written for the same prompt without norms, or `contradicting`, written with another people's norms.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.adapt.targets import Tracing
from folkways.adapt.teachers import Ask, Attempt
from folkways.adapt.templates import NAME
from folkways.adapt.traces import Lesson, Traces, prompt_of
from folkways.errors import InputError, RunError
from folkways.runs import Run, digest

REJECTED = ("norm-blind", "contradicting")

#: The rejected answer has at most so much of the share of the chosen one.
MOSTLY_NOT = 0.5

#: One row a chosen trace. `chosen` and `rejected` are thoughts; `rejected` is null where none could be had. `kind` is
#: one of `REJECTED`, `other` the people whose norms the rejected trace considers, `share` and `rejected_share` those of
#: the people asked. `origin` and `chosen_id` are the chosen trace's; `teacher` and `prompt_hash` the rejected one's.
PAIRS_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "question": pl.String,
    "population": pl.String,
    "language": pl.String,
    "order": pl.String,
    "labels": pl.String,
    "code": pl.String,
    "share": pl.Float64,
    "chosen": pl.String,
    "chosen_id": pl.String,
    "origin": pl.String,
    "rejected_code": pl.String,
    "rejected_share": pl.Float64,
    "rejected": pl.String,
    "kind": pl.String,
    "other": pl.String,
    "norms": pl.List(pl.String),
    "teacher": pl.String,
    "prompt_hash": pl.String,
    "asked_hash": pl.String,
    "seed": pl.Int64,
    "misses": pl.List(pl.String),
}

_SHARD = 16

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Pairs:
    """Preference pairs, and what they were made of.

    Attributes:
        frame: `PAIRS_SCHEMA`, the traces without a rejected one included.
        config: everything that decided them, as the run has it.
    """

    frame: pl.DataFrame
    config: dict[str, Any]

    @property
    def kept(self) -> pl.DataFrame:
        """The pairs that can be trained on."""
        return self.frame.filter(pl.col("rejected").is_not_null())

    @property
    def counts(self) -> dict[str, Any]:
        """How many were wanted and kept, of which kind, and why texts were dropped; JSON-ready."""
        misses = Counter(self.frame["misses"].explode().drop_nulls().to_list())
        return {
            "wanted": self.frame.height,
            "kept": self.kept.height,
            "origins": dict(sorted(Counter(self.kept["origin"].to_list()).items())),
            "kinds": dict(sorted(Counter(self.kept["kind"].to_list()).items())),
            "dropped": dict(sorted(misses.items())),
        }

    @property
    def digest(self) -> str:
        """A fingerprint of the kept pairs."""
        return digest(self.kept.select("id", "chosen", "rejected").rows())


def make_pairs(
    lesson: Lesson,
    traces: Traces,
    tracing: Tracing,
    out: Path,
    *,
    kinds: Sequence[str] = REJECTED,
    progress: Progress | None = None,
) -> Pairs:
    """Write a rejected trace for every kept one, or go on writing where a run was cut.

    Args:
        lesson: from `prepare`; the one that the traces were made from.
        traces: of `make_traces`.
        tracing: how often a teacher tries, and the seed.
        out: the run's folder.
        kinds: of `REJECTED`, in turn; where one cannot be had the next is tried.
        progress: called with the pairs that are done and those that there are.

    Raises:
        InputError: an unknown kind, or traces of another lesson.
        RunError: the folder holds another run, or cannot be written.
    """
    if unknown := [kind for kind in kinds if kind not in REJECTED] or ([""] if not kinds else []):
        raise InputError(f"unknown kind of rejected trace {unknown[0]!r}", mend=f"use {' or '.join(REJECTED)}")
    for name in ("split_digest", "norms_digest", "questions", "populations"):
        if traces.config[name] != lesson.config[name]:
            raise InputError(f"the traces were made from another {name}", mend="make both from the same data")
    rows = traces.kept.to_dicts()
    config = {"kind": "pairs", **lesson.config, "tracing": tracing.to_record(), "traces_digest": traces.digest}
    run = Run.open(out, {**config, "kinds": list(kinds)}, shards=-(-len(rows) // _SHARD))
    for index in run.missing():
        part = list(enumerate(rows))[index * _SHARD : (index + 1) * _SHARD]
        found = [_pair(lesson, tracing, row, _turned(kinds, at)) for at, row in part]
        run.write(index, pl.DataFrame(found, schema=PAIRS_SCHEMA))
        if progress is not None:
            progress(min(len(rows), len(run.done()) * _SHARD), len(rows))
    return read_pairs(out)


def read_pairs(out: Path) -> Pairs:
    """The pairs in a run folder.

    Raises:
        RunError: there are none, or they are not finished.
    """
    run = Run.read(out)
    if run.config.get("kind") != "pairs":
        raise RunError("is not a run of pairs", where=str(out), mend="give the folder that the pairs were made in")
    if not run.complete:
        raise RunError("the pairs are not finished", where=str(out), mend="give the command that makes them again")
    return Pairs(pl.concat([pl.DataFrame(schema=PAIRS_SCHEMA), *run.frames()]), run.config)


def _turned(kinds: Sequence[str], at: int) -> list[str]:
    turn = at % len(kinds)
    return [*kinds[turn:], *kinds[:turn]]


def _pair(lesson: Lesson, tracing: Tracing, row: dict[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    """The row of a pair: the first kind of which a rejected trace can be had."""
    cell, _ = prompt_of(row, lesson.survey)
    shares = dict(zip(cell.question.codes, lesson.shares[row["question"], row["population"]], strict=True))
    rejectable = [code for code in cell.question.codes if shares[code] <= MOSTLY_NOT * shares[row["code"]]]
    chance = random.Random(int(digest([tracing.seed, "rejected", row["id"]]), 16))
    misses: list[str] = []
    made: tuple[str, Ask, Attempt] | None = None
    for kind in kinds:
        ask = _ask(lesson, row, kind, rejectable, chance)
        if ask is None:
            misses.append(f"{kind}: no answer that the people mostly do not give")
            continue
        for attempt in lesson.teacher.think([ask], tries=tracing.tries, seed=tracing.seed)[0]:
            miss = attempt.miss or ("" if attempt.code in rejectable else "an answer that the people give")
            if not miss:
                made = kind, ask, attempt
                break
            misses.append(f"{kind}: {miss}")
        if made:
            break
    kind, ask, attempt = made or ("", None, None)
    return {
        **{name: row[name] for name in ("question", "population", "language", "order", "labels", "code", "share")},
        **{name: row[name] for name in ("origin", "asked_hash")},
        "id": "p" + digest([row["id"], kind, attempt and attempt.thought])[:12],
        "chosen": row["thought"],
        "chosen_id": row["id"],
        "rejected_code": attempt.code if attempt else None,
        "rejected_share": shares[attempt.code] if attempt else None,
        "rejected": attempt.thought if attempt else None,
        "kind": kind,
        "other": ask.of if ask else "",
        "norms": [norm.id for norm in ask.norms] if ask else [],
        "teacher": lesson.teacher.name,
        "prompt_hash": attempt.prompt_hash if attempt else "",
        "seed": tracing.seed,
        "misses": misses,
    }


def _ask(
    lesson: Lesson, row: dict[str, Any], kind: str, rejectable: Sequence[str], chance: random.Random
) -> Ask | None:
    """What the teacher is to write so that it is rejected; None where there is no such answer."""
    cell, _ = prompt_of(row, lesson.survey)
    template = lesson.teacher.name == NAME
    if not rejectable:
        return None
    if kind == "norm-blind":
        return Ask(cell, told=chance.choice(rejectable) if template else "")
    others = []
    for people in lesson.survey.populations:
        shares = lesson.shares.get((row["question"], people.id))
        norms = lesson.considered(cell.question, cell.language, people.id)
        if people.id == row["population"] or shares is None or not norms:
            continue
        top = cell.question.codes[max(range(len(shares)), key=shares.__getitem__)]
        if top in rejectable:
            others.append(Ask(cell, people.id, norms, top if template else ""))
    return chance.choice(others) if others else None
