"""One conversation, turn by turn, with the opinions in it and what became of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from folkways.dialogues.sample import SAMPLES_SCHEMA
from folkways.dialogues.stages import TABLES, DialogueFolder
from folkways.dialogues.viewing import marked
from folkways.web.dialogue_folders import DialogueCard, dataset_files
from folkways.web.fates import FATES
from folkways.web.talks import Talks, read_table

#: Others of an opinion's kind that are linked to; there may be thousands.
OTHERS = 12

# How `extracting` begins the detail of a reject.
_PLACE = re.compile(r"turn (\S+)/(\d+)(?:, characters \d+ to \d+)?: (.*)", re.DOTALL)
_VERIFIED = (
    "consistency", "confidence", "second", "evidence", "pointer", "filter", "rewriter",
)  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Note:
    """An opinion.

    Attributes:
        number: in the conversation, from 1.
        row: of `fates`, with columns of opinions and of verification.
        verdicts: of `VERDICTS_SCHEMA`.
        samples: of `SAMPLES_SCHEMA`, in order.
        stays: (conversation, opinion) of the one that stands for it, None where it stands for itself.
        others: the same of those for which it stands, `OTHERS` at most; `more` is how many there are besides.
    """

    number: int
    row: Row
    verdicts: tuple[Row, ...]
    samples: tuple[Row, ...]
    stays: tuple[str, str] | None
    others: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True)
class Turn:
    """A turn.

    Attributes:
        row: of `TURNS_SCHEMA`.
        tag: the language that the text is in.
        pieces: of the text, each with the opinion that it is.
        notes: the opinions in their order.
        left: passages that are no opinion, with the reason.
    """

    row: Row
    tag: str
    pieces: tuple[tuple[str, Note | None], ...]
    notes: tuple[Note, ...]
    left: tuple[Row, ...]

    @property
    def strayed(self) -> bool:
        """Whether another language was spoken than was asked for."""
        heard, asked = self.row["heard_as"] or "", self.row["language"] or ""
        return bool(heard) and bool(asked) and heard.split("-")[0] != asked.split("-")[0]


@dataclass(frozen=True)
class Chat:
    """A conversation.

    Attributes:
        row: of `Talks.conversations`.
        turns: in order.
        seeds: (row of the first turn, seed or None) of each participant.
        before, after: the conversations beside it, "" at an end.
        fates: those that occur, with how many.
    """

    row: Row
    turns: tuple[Turn, ...]
    seeds: tuple[tuple[Row, Row | None], ...]
    before: str
    after: str
    fates: tuple[tuple[str, int], ...]


def chat(card: DialogueCard, talks: Talks, conversation: str) -> Chat | None:
    """A conversation of the folder, None where there is none.

    Raises:
        FolkwaysError: a file is damaged, or its opinions are not of its turns.
    """
    row = talks.row(conversation)
    if row is None:
        return None
    folder = card.folder
    turns = _block(folder, "generate", "", row["block"]).filter(pl.col("conversation") == conversation).sort("turn")
    notes = _notes(folder, talks, conversation, row["block"])
    left = _left(folder, conversation, row["block"])
    ids = talks.conversations["conversation"]
    at = int((ids == conversation).arg_max() or 0)
    return Chat(
        row=row,
        turns=tuple(_turn(turn, notes.get(turn["turn"], []), left.get(turn["turn"], [])) for turn in turns.to_dicts()),
        seeds=_seeds(folder, turns),
        before=ids[at - 1] if at else "",
        after=ids[at + 1] if at + 1 < len(ids) else "",
        fates=tuple((name, row[name]) for name in FATES if row[name]),
    )


def _turn(row: Row, notes: Sequence[Note], left: Sequence[Row]) -> Turn:
    by_id = {note.row["id"]: note for note in notes}
    pieces = marked(row["text"], [(note.row["start"], note.row["end"], note.row["id"]) for note in notes])
    return Turn(
        row=row,
        tag="en" if row["state"] == "failed" else row["heard_as"] or row["language"] or "",
        pieces=tuple((text, None if id is None else by_id[id]) for text, id in pieces),
        notes=tuple(notes),
        left=tuple(left),
    )


def _notes(folder: DialogueFolder, talks: Talks, conversation: str, block: int) -> dict[int, list[Note]]:
    """The opinions by turn."""
    spoken = _block(folder, "extract", "", block).filter(pl.col("conversation") == conversation)
    known = talks.opinions.drop("conversation", "turn", "population", "topic", "kind")
    verified = _block(folder, "verify", "", block).select("id", *_VERIFIED)
    rows = spoken.join(known, on="id").join(verified, on="id", how="left").sort("turn", "start").to_dicts()
    ids = [row["id"] for row in rows]
    verdicts = _by(_block(folder, "verify", "verdicts", block), "opinion", ids)
    samples = _by(samples_of(folder, pl.col("opinion").is_in(ids)), "opinion", ids)
    where = dict(talks.opinions.select("id", "conversation").iter_rows())
    standing = talks.opinions.filter(pl.col("cluster").is_in(ids) & (pl.col("cluster") != pl.col("id")))
    others = _by(standing.select("id", "cluster", "conversation"), "cluster", ids)
    found: dict[int, list[Note]] = {}
    for number, row in enumerate(rows, 1):
        id, cluster = row["id"], row["cluster"]
        alike = [(other["conversation"], other["id"]) for other in others.get(id, ())]
        note = Note(
            number, row, tuple(verdicts.get(id, ())), tuple(samples.get(id, ())),
            stays=(where[cluster], cluster) if cluster not in (None, id) and cluster in where else None,
            others=tuple(alike[:OTHERS]), more=max(0, len(alike) - OTHERS),
        )  # fmt: skip
        found.setdefault(row["turn"], []).append(note)
    return found


def samples_of(folder: DialogueFolder, wanted: pl.Expr) -> pl.DataFrame:
    """Samples of the dataset, by id.

    Raises:
        RunError: the dataset is damaged.
    """
    found = read_table(dataset_files(folder), tuple(SAMPLES_SCHEMA), SAMPLES_SCHEMA, wanted)
    return found.drop("file").sort("question", "population", "opinion", "phrasing", "id")


def _left(folder: DialogueFolder, conversation: str, block: int) -> dict[int, list[Row]]:
    """What was no opinion, by turn."""
    found: dict[int, list[Row]] = {}
    for row in _block(folder, "extract", "rejects", block).iter_rows(named=True):
        place = _PLACE.fullmatch(row["detail"])
        if place and place[1] == conversation:
            found.setdefault(int(place[2]), []).append({**row, "detail": place[3]})
    return found


def _seeds(folder: DialogueFolder, turns: pl.DataFrame) -> tuple[tuple[Row, Row | None], ...]:
    seeds = {row["id"]: row for row in folder.table("seed").iter_rows(named=True)}
    people = turns.filter(pl.col("speaker") >= 0).unique("speaker", keep="first").sort("speaker")
    return tuple((row, seeds.get(row["seed"])) for row in people.to_dicts())


def _block(folder: DialogueFolder, name: str, side: str, block: int) -> pl.DataFrame:
    """A table of a block, empty where the stage has not come to it."""
    stage = folder.stage(name)
    if stage is None or not stage.has(block):
        return pl.DataFrame(schema=TABLES[name][side])
    return stage.read(block, side)


def _by(frame: pl.DataFrame, column: str, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.filter(pl.col(column).is_in(ids)).iter_rows(named=True):
        found.setdefault(row[column], []).append(row)
    return found
