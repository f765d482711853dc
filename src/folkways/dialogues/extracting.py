"""Opinions out of the turns of conversations, each with its exact place; what is left out keeps its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from folkways.dialogues.conversation import TURNS_SCHEMA
from folkways.dialogues.labelling import read_by_sentences
from folkways.dialogues.opinion import OPINIONS_SCHEMA, REJECTS_SCHEMA, opinion_id
from folkways.dialogues.reading import Heard, Kept, Left, TurnRead
from folkways.dialogues.seed import SEEDS_SCHEMA
from folkways.dialogues.structured import read_by_quotes
from folkways.errors import InputError
from folkways.models.access import Described, Model
from folkways.surveys import Survey

#: `json`: the model quotes the opinions of a turn. `sentences`: rules cut the turn, the model labels each sentence.
METHODS = ("json", "sentences")
#: The stage that rejects are of.
STAGE = "opinions"
#: The reason of what could not be asked.
FAILED = "failed call"
#: Why a candidate is no opinion.
#: `failed call`: to be asked again in a later run.
#: `unreadable`: the answer, or an entry of it, could not be read.
#: `no opinion`: so says the model, or the turn is empty.
#: `unknown kind`: it is none of `KINDS`.
#: `not verbatim`: the turn does not hold the quote; `cuts a word`: it holds it within words or signs alone.
#: `overlaps`: a longer quote stands there, or the same one.
#: `too short`, `question`, `greeting or thanks`: by rules, before the model is asked; of quotes: without a letter.
REASONS = (
    FAILED, "unreadable", "no opinion", "unknown kind", "not verbatim", "cuts a word", "overlaps", "too short",
    "question", "greeting or thanks",
)  # fmt: skip
#: A model of fewer parameters is not trusted to write JSON with exact quotes.
SMALL = 3_000_000_000
#: Turns in one call to the model, unless its engine asks for more (`details["shard"]`).
BLOCK = 32

Progress = Callable[[int, int], None]


def extract(
    model: Model,
    turns: pl.DataFrame,
    seeds: pl.DataFrame,
    survey: Survey,
    *,
    method: str = "auto",
    max_tokens: int = 400,
    progress: Progress | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The opinions in what was said.

    Read are the turns of participants in state `spoken`; each gives at least one row in one of the two tables.

    Args:
        model: who reads.
        turns: of `TURNS_SCHEMA`, in any order.
        seeds: of `SEEDS_SCHEMA`, those of the turns among them: they give question and topic.
        survey: gives the questions their wording.
        method: of `METHODS`, or `auto`; see `method_for`.
        max_tokens: of an answer of method `json`.
        progress: called with (turns done, turns in all) after every call.

    Returns:
        Opinions (`OPINIONS_SCHEMA`) in the order of conversation, turn and place, none overlapping another of its turn,
        and rejects (`REJECTS_SCHEMA`) in the order of conversation and turn. A reject with a place has the id that the
        opinion would have; a `failed call`, and what has no place, the id of its turn: `CONVERSATION/TURN`. `detail`
        begins with the turn either way.

    Raises:
        InputError: a column is missing, a turn is there twice, its seed or question is unknown, or the model cannot be
            read by this method.
    """
    chosen = method_for(model, method)
    rows = _spoken(turns)
    about = _questions(rows, seeds, survey)
    size = max(BLOCK, int(model.info.details.get("shard", BLOCK)))
    opinions: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for begin in range(0, len(rows), size):
        block = rows[begin : begin + size]
        heard = [Heard(row["text"], about[row["seed"]]["wording"]) for row in block]
        for row, read in zip(block, _read(model, heard, chosen, max_tokens), strict=True):
            asked = about[row["seed"]]
            opinions += [_opinion(row, asked, found, chosen, model.info.name) for found in read.kept]
            rejects += [_reject(row, one) for one in read.left]
        if progress:
            progress(begin + len(block), len(rows))
    return pl.DataFrame(opinions, schema=OPINIONS_SCHEMA), pl.DataFrame(rejects, schema=REJECTS_SCHEMA)


def method_for(model: Described, method: str = "auto") -> str:
    """Which of `METHODS` a model is read by.

    `auto` is `sentences` for a model that gives label probabilities and says that it has fewer than `SMALL` parameters,
    and `json` for any other: providers and llama.cpp files do not say, and a model that shows texts alone can do
    nothing else. The bound is a choice, not a measurement; the count of `unreadable` and `not verbatim` rejects tells
    whether it was right.

    Raises:
        InputError: the method is unknown, or is `sentences` for a model that gives no label probabilities.
    """
    if method not in (*METHODS, "auto"):
        raise InputError(f"unknown method {method!r} of extraction", mend=f"use auto, {' or '.join(METHODS)}")
    if method == "sentences" and not _shows_probabilities(model):
        raise InputError(
            "it gives no label probabilities, so that it cannot label sentences",
            where=model.info.name,
            mend="use the method json",
        )
    if method != "auto":
        return method
    small = int(model.info.details.get("parameters", SMALL)) < SMALL
    return "sentences" if small and _shows_probabilities(model) else "json"


def _shows_probabilities(model: Described) -> bool:
    return model.info.details.get("logprobs") is not False


def _read(model: Model, heard: Sequence[Heard], method: str, max_tokens: int) -> list[TurnRead]:
    # A turn without a word is not worth a call.
    asked = [turn for turn in heard if turn.text.strip()]
    if method == "json":
        found = iter(read_by_quotes(model, asked, max_tokens=max_tokens))
    else:
        found = iter(read_by_sentences(model, asked))
    silent = TurnRead((), (Left("no opinion", "the turn has no words", ""),))
    return [next(found) if turn.text.strip() else silent for turn in heard]


def _spoken(turns: pl.DataFrame) -> list[dict[str, Any]]:
    """The turns to be read, in the order of conversation and turn."""
    _check(turns, TURNS_SCHEMA, "turns")
    kept = turns.filter((pl.col("state") == "spoken") & (pl.col("speaker") >= 0)).sort("conversation", "turn")
    key = pl.struct("conversation", "turn")
    twice = kept.filter(key.is_duplicated())
    if twice.height:
        where = _place(twice.row(0, named=True))
        raise InputError("is there twice", where=f"turn {where}", mend="give every turn once")
    if (lacking := kept.filter(pl.any_horizontal(pl.col("conversation", "turn", "seed", "text").is_null()))).height:
        row = lacking.row(0, named=True)
        raise InputError("has no conversation, seed or text", where=f"turn {_place(row)}", mend="leave it out")
    return kept.to_dicts()


def _questions(rows: Sequence[Mapping[str, Any]], seeds: pl.DataFrame, survey: Survey) -> dict[str, dict[str, str]]:
    """Question, topic and wording of each seed that somebody spoke for."""
    _check(seeds, SEEDS_SCHEMA, "seeds")
    known = {seed: (question, topic) for seed, question, topic in seeds.select("id", "question", "topic").iter_rows()}
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        seed = row["seed"]
        if seed not in known:
            raise InputError(f"its seed {seed} is unknown", where=f"turn {_place(row)}", mend="give its seeds too")
        question, topic = known[seed]
        if question not in survey.by_id:
            raise InputError(
                f"survey {survey.name} has no question {question!r}",
                where=f"seed {seed}",
                mend="give the survey that the seeds are from",
            )
        asked = survey.by_id[question]
        found[seed] = {"question": question, "topic": topic, "wording": asked.text(asked.language)}
    return found


def _check(frame: pl.DataFrame, schema: Mapping[str, Any], name: str) -> None:
    for column, kind in schema.items():
        if column not in frame.columns:
            raise InputError(f"column {column!r} is missing", where=f"the {name}", mend="give the table as it was made")
        if frame.schema[column] != kind:
            raise InputError(
                f"column {column!r} is {frame.schema[column]}, not {kind}",
                where=f"the {name}",
                mend="give the table as it was made",
            )


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['conversation']}/{row['turn']}"


def _opinion(row: Mapping[str, Any], asked: Mapping[str, str], found: Kept, method: str, model: str) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("conversation", "turn", "speaker", "seed", "population")},
        "language": row["heard_as"] or row["language"],
        "id": opinion_id(row["conversation"], row["turn"], found.start, found.end),
        "question": asked["question"],
        "topic": asked["topic"],
        "kind": found.kind,
        "start": found.start,
        "end": found.end,
        "text": row["text"][found.start : found.end],
        "extractor": method,
        "model": model,
        "prompt_hash": found.prompt_hash,
    }


def _reject(row: Mapping[str, Any], left: Left) -> dict[str, Any]:
    name = where = _place(row)
    if left.start is not None and left.end is not None:
        where = f"{where}, characters {left.start} to {left.end}"
        if left.reason != FAILED:
            name = opinion_id(row["conversation"], row["turn"], left.start, left.end)
    detail = f"turn {where}: {left.detail}"
    return {
        "stage": STAGE,
        "id": name,
        "reason": left.reason,
        "detail": _storable(detail),
        "text": _storable(left.text),
    }


def _storable(text: str) -> str:
    """The text as it can be stored: half of a surrogate pair, which JSON can hold and no file can, is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()
