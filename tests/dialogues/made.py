"""A small survey, and tables of a run of dialogues about it in which every text occurs once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from folkways.dialogues.opinion import KINDS, OPINIONS_SCHEMA, opinion_id
from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.dialogues.verdict import VERIFIED_SCHEMA
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

PEOPLES = ("EGY", "IRN", "NOR", "TUR")
TOPICS = ("Family", "Work")
# No two of these share enough words to be near-alike.
_ABOUT = (
    "bread water salt", "house door roof", "horse road cart", "song drum dance", "coin purse debt", "field seed rain",
    "letter ink desk", "boat sail shore", "needle thread cloth", "fire lamp oil", "bee hive wax", "stone wall gate",
)  # fmt: skip


def survey(questions: int = 8, *, twins: bool = False, licence: str = "MIT", name: str = "village") -> Survey:
    """Questions in two topics; with `twins`, question 1 is asked again in nearly the same words, under topic 0."""
    made = [
        Question(
            f"q{i}",
            {
                "en": f"What do you hold of {_ABOUT[i]}?",
                "ar": f"ما رأيك في المسألة {i}؟",
                "tr": f"{i} numaralı konu hakkında ne düşünürsünüz?",
            },
            tuple(
                Option(str(c), {"en": f"{word} of {_ABOUT[i]}"}) for c, word in enumerate(("much", "some", "none"), 1)
            ),
            topic=TOPICS[i % 2],
        )
        for i in range(questions)
    ]
    if twins:
        first = made[1]
        text = first.text("en").replace("What do you", "And what do you")
        made.append(Question("twin", {"en": text}, first.options, topic=TOPICS[0]))
    rows = [(q.id, p, o.code, 1 / 3, 900.0, 900) for q in made for p in PEOPLES for o in q.options]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey(name, tuple(made), tuple(country(p) for p in PEOPLES), human, licence=licence)


def seed_of(of: Survey, question: str, population: str) -> Seed:
    q = of.by_id[question]
    return Seed(
        population, question, q.topic, "modal", q.options[0].text("en"), "1", 1 / 3, 900.0, 900, survey=of.name,
        survey_digest=of.digest, licence=of.licence,
    )  # fmt: skip


def seeds(of: Survey, populations: Sequence[str] = PEOPLES) -> pl.DataFrame:
    made = [seed_of(of, q.id, p).to_record() for q in of.questions for p in populations]
    return pl.DataFrame(made, schema=SEEDS_SCHEMA)


def opinions(
    of: Survey, pairs: Sequence[tuple[str, ...]] = (("EGY", "TUR"), ("IRN", "NOR")), language: str = "en", each: int = 2
) -> pl.DataFrame:
    """Of every question and group of peoples a conversation, in which everybody says so many things."""
    rows = []
    for question in of.questions:
        for number, group in enumerate(pairs):
            conversation = f"c{question.id}{number}"
            for speaker, people in enumerate(group):
                for k in range(each):
                    turn = speaker + k * len(group)
                    text = f"Said {conversation}x{speaker}x{k}: what the old ones of my village always taught us."
                    rows.append(
                        {
                            "id": opinion_id(conversation, turn, 0, len(text)),
                            "conversation": conversation,
                            "turn": turn,
                            "speaker": speaker,
                            "seed": seed_of(of, question.id, people).id,
                            "population": people,
                            "question": question.id,
                            "topic": question.topic,
                            "language": language,
                            "kind": KINDS[turn % 4],
                            "start": 0,
                            "end": len(text),
                            "text": text,
                            "extractor": "sentences",
                            "model": "scripted",
                            "prompt_hash": "",
                        }
                    )
    return pl.DataFrame(rows, schema=OPINIONS_SCHEMA)


def verified(of: pl.DataFrame, **changes: dict[str, Any]) -> pl.DataFrame:
    """All kept as they were said, but for what `changes` says by id."""
    rows = []
    for row in of.iter_rows(named=True):
        empty = dict.fromkeys(VERIFIED_SCHEMA)
        said = {"id": row["id"], "status": "kept", "final": row["text"], "reason": "", "consistency": "entailed"}
        rows.append(empty | said | changes.get(row["id"], {}))
    return pl.DataFrame(rows, schema=VERIFIED_SCHEMA)


def unique(of: pl.DataFrame, **clusters: str) -> pl.DataFrame:
    """All stay for themselves, but for those that `clusters` gives to another."""
    rows = [
        (id, clusters.get(id, id), "meaning" if id in clusters else "", 0.97 if id in clusters else 1.0)
        for id in of["id"]
    ]
    return pl.DataFrame(rows, schema=UNIQUE_SCHEMA, orient="row")
