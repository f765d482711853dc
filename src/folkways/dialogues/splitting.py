"""Which samples train, which validate and which test: by question and by people, never by row."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.sample import SAMPLES_SCHEMA
from folkways.errors import InputError
from folkways.surveys import Survey
from folkways.surveys.split import alike

STAGE = "split"


def assign(
    samples: pl.DataFrame,
    survey: Survey,
    *,
    held_out_populations: Sequence[str] = (),
    held_out_questions: Iterable[str] = (),
    held_out_topics: Iterable[str] = (),
    validation: float = 0.1,
    test: float = 0.0,
    talked: pl.DataFrame | None = None,
    seed: int = 0,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put every sample on one side.

    Questions that are nearly the same in their words (`surveys.split.alike`) stay together, and so do questions that
    share a conversation or a seed. What is held out is test: its questions for everybody, its peoples for every
    question. A sample of another people that was said to a held-out one, about a question that is not held out, is left
    out: it may carry what the held-out people said.

    Args:
        samples: `SAMPLES_SCHEMA`; what their `split` says is replaced.
        survey: that they are about.
        held_out_populations: ids or names.
        held_out_questions: ids, such as those of `surveys.split.Split.held_out`.
        held_out_topics: as in `topic` of the samples.
        validation, test: shares of the questions, 0 to 1, spread over the topics. `test` is of those that are not
            held out anyway.
        talked: conversations and populations, such as a table of turns: who took part, for those of whom no sample is
            left. Without it a conversation's peoples are those of its samples.
        seed: of the draw.

    Returns:
        The samples with their `split`, in their order, and those left out (`REJECTS_SCHEMA`).

    Raises:
        InputError: something held out is unknown, a share is not between 0 and 1, or a wanted side, or train, would be
            empty.
        PopulationError: a held-out population is unknown.
    """
    for name, share in (("validation", validation), ("test", test)):
        if not 0 <= share < 1:
            raise InputError(f"{name} is {share}", mend="give a share of the questions: 0 or more, below 1")
    unseen = {survey.population(key).id for key in held_out_populations}
    closed = _closed(samples, survey, held_out_questions, held_out_topics)
    theirs = pl.col("population").is_in(sorted(unseen))
    groups = _groups(samples, samples.filter(~theirs), survey)
    held = {name for group in groups if closed.intersection(group.questions) for name in group.questions}
    free = [group for group in groups if not held.intersection(group.questions)]
    order = _spread(free, seed)
    drawn, rest = _take(order, test, "test")
    validating, training = _take(rest, validation, "validation")
    side = {name: "test" for name in held} | {name: "test" for group in drawn for name in group.questions}
    side |= {name: "validation" for group in validating for name in group.questions}
    side |= {name: "train" for group in training for name in group.questions}
    heard = _heard(samples, talked, unseen)
    placed = samples.with_columns(
        split=pl.when(theirs)
        .then(pl.lit("test"))
        .otherwise(pl.col("question").replace_strict(side, default=None, return_dtype=pl.String))
    )
    spoiled = ~theirs & pl.col("conversation").is_in(sorted(heard)) & (pl.col("split") != "test")
    left, kept = placed.filter(spoiled), placed.filter(~spoiled)
    _refuse_empty(kept, validation)
    return kept.select(list(SAMPLES_SCHEMA)), _rejects(left)


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions that stay together, sorted; how many of them have samples, and the topic that most of those have."""

    questions: tuple[str, ...]
    asked: int
    topic: str


def _closed(samples: pl.DataFrame, survey: Survey, questions: Iterable[str], topics: Iterable[str]) -> set[str]:
    asked = set(samples["question"])
    if strange := sorted(asked - set(survey.by_id)):
        raise InputError(
            f"survey {survey.name} has no question {strange[0]!r}", where="samples", mend="give the survey of the seeds"
        )
    wanted = set(questions)
    if unknown := sorted(wanted - set(survey.by_id)):
        raise InputError(f"survey {survey.name} has no question {unknown[0]!r}", mend="hold out questions that it has")
    there = set(samples["topic"])
    if missing := sorted(set(topics) - there):
        raise InputError(f"no sample has the topic {missing[0]!r}", mend=f"use some of {', '.join(sorted(there))}")
    of_topics = set(samples.filter(pl.col("topic").is_in(sorted(set(topics))))["question"])
    return wanted | of_topics


def _groups(samples: pl.DataFrame, seen: pl.DataFrame, survey: Survey) -> list[_Group]:
    """The questions that seen peoples' samples are about, with those that must stay with them, in a fixed order."""
    root: dict[str, str] = {question.id: question.id for question in survey.questions}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = name = root[root[name]]
        return name

    def join(names: Sequence[str]) -> None:
        least = min(map(find, names))
        for name in names:
            root[find(name)] = least

    for group in alike(survey.questions):
        join([question.id for question in group])
    for column in ("conversation", "seed"):
        pairs = samples.filter(pl.col(column) != "").select(column, "question").unique()
        for names in pairs.group_by(column).agg("question")["question"].to_list():
            join(names)
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(root):
        members[find(name)].append(name)
    asked = dict(seen.select("question", "topic").unique().sort("question", "topic").iter_rows())
    found = []
    for first in sorted(members):
        topics = [asked[name] for name in members[first] if name in asked]
        if topics:
            found.append(_Group(tuple(members[first]), len(topics), max(sorted(set(topics)), key=topics.count)))
    return found


def _spread(groups: Sequence[_Group], seed: int) -> list[_Group]:
    """In an order of which every beginning holds about the same share of each topic."""
    rng = random.Random(seed)
    topics: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        topics[group.topic].append(group)
    placed: list[tuple[float, _Group]] = []
    for topic in sorted(topics):
        own = topics[topic]
        start = rng.random()
        placed += [((i + start) / len(own), group) for i, group in enumerate(rng.sample(own, len(own)))]
    return [group for _, group in sorted(placed, key=lambda pair: (pair[0], pair[1].questions))]


def _take(groups: Sequence[_Group], share: float, name: str) -> tuple[list[_Group], list[_Group]]:
    """The first groups that fit into the share of questions, at least one; and the others."""
    if share == 0 or not groups:
        return [], list(groups)
    wanted = max(1, round(share * sum(group.asked for group in groups)))
    taken: set[int] = set()
    left = wanted
    for place, group in enumerate(groups):
        if group.asked <= left:
            taken.add(place)
            left -= group.asked
    if not taken:
        taken.add(min(range(len(groups)), key=lambda place: (groups[place].asked, place)))
    if len(taken) == len(groups):
        raise InputError(
            f"{len(groups)} groups of questions are too few for a share of {share:g} in {name}",
            mend=f"talk about more questions, or set {name} to 0",
        )
    return (
        [group for place, group in enumerate(groups) if place in taken],
        [group for place, group in enumerate(groups) if place not in taken],
    )


def _heard(samples: pl.DataFrame, talked: pl.DataFrame | None, unseen: set[str]) -> set[str]:
    """The conversations in which somebody of an unseen people took part."""
    found: set[str] = set()
    for table in (samples, talked):
        if table is not None:
            found |= set(table.filter(pl.col("population").is_in(sorted(unseen)))["conversation"])
    return found - {""}


def _refuse_empty(kept: pl.DataFrame, validation: float) -> None:
    there = set(kept["split"])
    wanted = ("train", "validation") if validation > 0 else ("train",)
    if lost := [name for name in wanted if name not in there]:
        raise InputError(
            f"nothing would be left in {lost[0]}",
            mend="hold out less, or hold conversations without the peoples that are held out",
        )


def _rejects(left: pl.DataFrame) -> pl.DataFrame:
    rows = [
        {
            "stage": STAGE,
            "id": row["id"],
            "reason": "said to a held-out people",
            "detail": row["conversation"],
            "text": row["messages"][-1]["content"],
        }
        for row in left.sort("id").iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=REJECTS_SCHEMA)
