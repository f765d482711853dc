"""Which conversations are to be held: who meets whom about what, so that no people is privileged."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from folkways.dialogues.conversation import ORDERS, STYLES, ConversationPlan, Participant
from folkways.dialogues.naming import SEXES, name_for
from folkways.dialogues.opening import openers
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA
from folkways.errors import InputError
from folkways.runs import digest

#: A member of a people, as the survey's demographics describe some: such as {"age": "30-44", "sex": "female"}.
Persona = Mapping[str, str]

_SEXES = {"female": "female", "woman": "female", "f": "female", "male": "male", "man": "male", "m": "male"}


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Those who meet: the people and the seed of each, about one question."""

    question: str
    topic: str
    peoples: tuple[str, ...]
    seeds: tuple[str, ...]


def plan_conversations(
    seeds: pl.DataFrame,
    *,
    participants: int = 2,
    style: str = "guided",
    order: str = "round-robin",
    turns: int = 6,
    conversations: int = 1,
    languages: Mapping[str, str] | None = None,
    seed: int = 0,
    personas: Mapping[str, Sequence[Persona]] | None = None,
) -> list[ConversationPlan]:
    """Groups of people of different peoples for every question, none privileged.

    Those meet who have met least. A people that takes part in n conversations of g opens n / g of them, rounded down or
    up; where all peoples answer all questions, each so opens as often as any other, give or take one.

    Args:
        seeds: of `SEEDS_SCHEMA`, in any order.
        participants: of each conversation, all of different peoples.
        style: of `STYLES`.
        order: of `ORDERS`.
        turns: most turns of participants in a conversation.
        conversations: in how many conversations each seed takes part; in more where the last group must be filled.
        languages: population → BCP 47 tag of the language in which it speaks, and its demographic cells where they
            are not named themselves; `en` for others.
        seed: of all that is drawn.
        personas: likewise, members of it, of whom one is drawn for each participant. The demographic values of a
            population that is a cell belong to every persona of it.

    Returns:
        The plans by question and round. A question that too few peoples answer has none: see `unplanned`.

    Raises:
        InputError: an argument is out of its range, a column is missing, or a seed occurs twice.
    """
    _check(seeds, participants, style, order, turns, conversations)
    met: Counter[tuple[str, str]] = Counter()
    meetings: list[_Meeting] = []
    for (question,), rows in seeds.sort("question", "population", "draw", "id").group_by(
        ["question"], maintain_order=True
    ):
        by_people = {
            str(people): of["id"].to_list() for (people,), of in rows.group_by(["population"], maintain_order=True)
        }
        if len(by_people) < participants:
            continue
        for number in range(conversations * max(map(len, by_people.values()))):
            chance = _chance(seed, "round", question, number)
            for group in _groups(sorted(by_people), participants, met, chance):
                ids = tuple(by_people[people][number % len(by_people[people])] for people in group)
                meetings.append(_Meeting(str(question), str(rows["topic"][0]), group, ids))
    often: Counter[tuple[str, ...]] = Counter()
    plans = []
    for meeting, first in zip(meetings, openers([m.peoples for m in meetings]), strict=True):
        same = (meeting.question, *sorted(meeting.peoples))
        draw = often[same]
        often[same] += 1
        chance = _chance(seed, "names", *same, draw)
        places = [first, *(place for place in range(participants) if place != first)]
        plans.append(
            ConversationPlan(
                question=meeting.question,
                topic=meeting.topic,
                participants=_participants(meeting, places, languages or {}, personas or {}, chance),
                style=style,
                order=order,
                turns=turns,
                draw=draw,
            )
        )
    return plans


def unplanned(seeds: pl.DataFrame, plans: Sequence[ConversationPlan]) -> pl.DataFrame:
    """The seeds that take part in no conversation (`REJECTS_SCHEMA`): too few peoples answer their question.

    Args:
        seeds: that were planned with.
        plans: what `plan_conversations` made of them.
    """
    used = {participant.seed for plan in plans for participant in plan.participants}
    peoples = dict(seeds.group_by("question").agg(pl.col("population").n_unique()).iter_rows())
    rows = [
        {
            "stage": "conversations",
            "id": row["id"],
            "reason": "too few peoples answer this question",
            "detail": f"{row['question']}: {peoples[row['question']]}",
            "text": row["answer"],
        }
        for row in seeds.sort("question", "population", "draw", "id").iter_rows(named=True)
        if row["id"] not in used
    ]
    return pl.DataFrame(rows, schema=REJECTS_SCHEMA)


def _check(seeds: pl.DataFrame, participants: int, style: str, order: str, turns: int, conversations: int) -> None:
    for what, value, known in (("style", style, STYLES), ("order", order, ORDERS)):
        if value not in known:
            raise InputError(f"unknown {what} {value!r}", mend=f"use one of {', '.join(known)}")
    if participants < 2:
        raise InputError(f"{participants} participants are no conversation", mend="let 2 or more take part")
    if turns < participants:
        raise InputError(f"{turns} turns for {participants} participants", mend="give each at least one turn")
    if conversations < 1:
        raise InputError(f"{conversations} conversations a seed", mend="hold at least 1")
    missing = [name for name in SEEDS_SCHEMA if name not in seeds.columns]
    if missing:
        raise InputError(f"seeds lack the column {missing[0]}", mend="give the table that `seeds` made")
    if seeds["id"].is_duplicated().any():
        twice = seeds.filter(pl.col("id").is_duplicated())["id"][0]
        raise InputError(f"seed {twice} occurs twice", mend="keep each once")


def _groups(
    peoples: list[str], size: int, met: Counter[tuple[str, str]], chance: random.Random
) -> list[tuple[str, ...]]:
    """The peoples cut into groups, those together who have met least; the last group is filled up with others."""
    waiting = list(peoples)
    chance.shuffle(waiting)
    groups = []
    while waiting:
        group = [waiting.pop(0)]
        while len(group) < size:
            pool = waiting or [people for people in peoples if people not in group]
            group.append(min(pool, key=lambda other: _meetings(met, group, other, waiting)))
            if group[-1] in waiting:
                waiting.remove(group[-1])
        met.update((min(pair), max(pair)) for pair in combinations(group, 2))
        groups.append(tuple(group))
    return groups


def _meetings(met: Counter[tuple[str, str]], group: list[str], other: str, waiting: list[str]) -> tuple[int, int]:
    """How often a people has met those of a group; where groups are being filled up, first how often anybody."""
    pairs = sum(met[min(other, one), max(other, one)] for one in group)
    return (0 if waiting else sum(count for pair, count in met.items() if other in pair)), pairs


def _participants(
    meeting: _Meeting,
    places: Sequence[int],
    languages: Mapping[str, str],
    personas: Mapping[str, Sequence[Persona]],
    chance: random.Random,
) -> tuple[Participant, ...]:
    made: list[Participant] = []
    for place in places:
        people = meeting.peoples[place]
        whole = people.split("[")[0]
        persona = _persona(people, personas.get(people, personas.get(whole, ())), chance)
        sex = next(
            (_SEXES[v.casefold()] for k, v in persona if k in ("sex", "gender") and v.casefold() in _SEXES), None
        )
        name = name_for(people, sex or chance.choice(SEXES), chance, taken=[other.name for other in made])
        made.append(
            Participant(meeting.seeds[place], people, name, persona, languages.get(people, languages.get(whole, "en")))
        )
    return tuple(made)


def _persona(people: str, known: Sequence[Persona], chance: random.Random) -> tuple[tuple[str, str], ...]:
    """Values by name: those of the cell that the people is, and those of one drawn member."""
    cell = people.partition("[")[2].rstrip("]")
    own = dict(pair.split("=", 1) for pair in cell.split(",")) if cell else {}
    drawn = dict(chance.choice(known)) if known else {}
    return tuple(sorted({**drawn, **own}.items()))


def _chance(*what: object) -> random.Random:
    return random.Random(digest(list(what)))
