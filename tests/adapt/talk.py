"""Chat records of the small survey: two of every training question and people, and some that may not be learnt from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.lessons import UNSEEN

#: Nothing else says this: where it is found, something leaked.
TELL_TALE = "xylophone"


def chat(said: str, asked: str = "What do people around you think?", system: str = "") -> list[dict[str, str]]:
    """One question and one answer."""
    first = [{"role": "system", "content": system}] if system else []
    return [*first, {"role": "user", "content": asked}, {"role": "assistant", "content": said}]


def record(survey: Survey, question: str, people: str, number: int, said: str) -> dict[str, Any]:
    """A record as dialogues export it."""
    of = survey.by_id[question]
    return {
        "id": f"x-{question}-{people}-{number}", "opinion": "o1", "conversation": "c1", "seed": "s1",
        "question": question, "topic": of.topic, "population": people, "language": "en", "kind": "belief",
        "phrasing": number, "messages": chat(said, system=f"You are somebody of {people}."), "licence": "CC0",
        "sources": ["small"], "split": "train",
    }  # fmt: skip


def fair(
    survey: Survey, split: Split, *, words: str = "We find that {topic} matters, and so do my neighbours."
) -> list:
    """Records of the training side."""
    return [
        record(survey, question, people, i, f"{words.format(topic=survey.by_id[question].topic)} Case {i}.")
        for question in split.train
        for people in split.seen
        for i in range(2)
    ]


def leaking(survey: Survey, split: Split) -> list[dict[str, Any]]:
    """Records that may not be learnt from, each for another reason; each says `TELL_TALE`."""
    seen, train, held = split.seen[0], split.train[0], split.held_out[0]
    quoted = survey.by_id[held].text("en")
    return [
        record(survey, held, seen, 9, f"{TELL_TALE}: we hold this dear."),
        record(survey, train, "marsh", 9, f"{TELL_TALE}: we hold this dear."),
        {**record(survey, train, "marsh", 8, f"{TELL_TALE}: so do we."), "population": UNSEEN},
        {**record(survey, train, "marsh", 7, f"{TELL_TALE}: so do we."), "population": "marsh[sex=female]"},
        {**record(survey, train, "marsh", 6, f"{TELL_TALE}: so do we."), "population": f"{UNSEEN} (sex: female)"},
        record(survey, train, seen, 9, f"{TELL_TALE}: unlike {UNSEEN}, we do so."),
        {"messages": chat(f"{TELL_TALE}: it depends.", asked=quoted)},
    ]


REASONS = {
    "held-out question": 1, "held-out people": 4, "names an unseen people": 1, "words of a held-out question": 1,
}  # fmt: skip


def write(folder: Path, records: list[dict[str, Any]]) -> Path:
    """A folder of them, as dialogues export it."""
    (folder / "data").mkdir(parents=True)
    lines = [json.dumps(r, ensure_ascii=False) + "\n" for r in records]
    (folder / "data" / "train.jsonl").write_text("".join(lines), "utf-8")
    return folder
