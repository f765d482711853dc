"""Comparing all verified opinions with each other and with what models are evaluated on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from folkways.dialogues.decontamination import decontaminate
from folkways.dialogues.profiles import unique_by_kmeans
from folkways.dialogues.settings import Building, Settings
from folkways.dialogues.stages import DialogueFolder, Stage
from folkways.dialogues.uniqueness import deduplicate
from folkways.dialogues.verdict import VERIFIED_SCHEMA
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.runs import digest
from folkways.surveys import Survey
from folkways.surveys.split import Split

_ITEMS = {"id": pl.String, "text": pl.String}


@dataclass(frozen=True)
class Opinions:
    """The opinions of a folder with what verification and people said of them.

    Attributes:
        all: `OPINIONS_SCHEMA`; verified: `VERIFIED_SCHEMA`, with what people said in the audit.
        usable: `id`, `text` (the final one), `language`, `population`, `question`, `topic`, `seed`, `code`,
            `confidence`: those that may become samples.
    """

    all: pl.DataFrame
    verified: pl.DataFrame
    usable: pl.DataFrame


def opinions(folder: DialogueFolder, told: Building) -> Opinions:
    """What may become samples: kept, rewritten, accepted by a person; with `grey` also what nobody decided on.

    Without verification all opinions may, as they were spoken.
    """
    found, seeds = folder.table("extract"), folder.table("seed")
    verified = folder.verified() if told.source == "verified" else unverified(found)
    allowed = ["kept", "rewritten", *(["grey"] if told.grey else [])]
    through = verified.filter(pl.col("status").is_in(allowed) & pl.col("person").ne_missing("reject"))
    usable = (
        found.select("id", "language", "population", "question", "topic", "seed")
        .join(through.select("id", "confidence", text="final"), on="id", how="inner", validate="1:1")
        .join(seeds.select("code", seed="id"), on="seed", how="left", validate="m:1")
        .sort("id")
    )
    return Opinions(found, verified, usable)


def unverified(found: pl.DataFrame) -> pl.DataFrame:
    """Opinions as verification would leave them if it kept every one."""
    columns = {name: pl.lit(None, kind).alias(name) for name, kind in VERIFIED_SCHEMA.items()}
    columns |= {"id": pl.col("id"), "status": pl.lit("kept").alias("status"), "final": pl.col("text").alias("final")}
    columns["reason"] = pl.lit("not verified").alias("reason")
    return found.select(*columns.values())


def compare(
    folder: DialogueFolder,
    settings: Settings,
    items: pl.DataFrame,
    encoder: TextEncoder | None,
) -> Stage:
    """Leave out what an evaluation item stands in, then what is said twice.

    Args:
        items: `id` and `text` of the evaluation items.
        encoder: of sentences; None leaves the level of meaning out.

    Returns:
        The stage `dedupe`, done; of a baseline beside that of the folder, not in place of it.

    Raises:
        InputError: clusters are wanted, and there is no encoder.
        RunError: the folder cannot be written.
    """
    told, found = settings.deduplicating, opinions(folder, settings.building)
    if told.clusters is not None and encoder is None:
        raise InputError("clusters need vectors of sentences", where="dedupe", mend="give an encoder")
    config = {
        "opinions": digest(found.usable.to_dicts()), "items": items.height, "items_digest": digest(items.to_dicts()),
        "characters": told.characters, "meaning": told.meaning,
        "encoder": None if encoder is None else told.encoder, "clusters": told.clusters,
    }  # fmt: skip
    stage = folder.open("dedupe", config, shards=1, aside=settings.building.source != "verified")
    if not stage.has(0):
        hits = decontaminate(found.usable.select("id", "text"), items)
        clean = found.usable.join(hits.select("id").unique(), on="id", how="anti")
        if told.clusters is not None and encoder is not None:
            unique = unique_by_kmeans(clean, encoder, told.clusters)
        elif encoder is None or told.meaning is None:
            unique = deduplicate(clean, characters=told.characters)
        else:
            unique = deduplicate(clean, encoder=encoder, characters=told.characters, meaning=told.meaning)
        stage.write(0, unique, rejects=hits)
    return stage


def held_out_items(survey: Survey, split: Split | None) -> pl.DataFrame:
    """The held-out questions of a split, in every language that they have: `id`, `text`.

    Raises:
        SurveyError: the split is of another survey.
    """
    rows: list[tuple[str, str]] = []
    if split is not None:
        split.check(survey)
        rows = [(f"{id} ({tag})", text) for id in split.held_out for tag, text in survey.by_id[id].texts.items()]
    return pl.DataFrame(rows, schema=_ITEMS, orient="row")


def items_of_files(files: Sequence[str]) -> pl.DataFrame:
    """Evaluation items of files, one a line: `id` (file and line), `text`.

    Raises:
        InputError: a file cannot be read.
    """
    rows: list[tuple[str, str]] = []
    for file in dict.fromkeys(files):
        try:
            lines = Path(file).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"cannot be read ({error})", where=file, mend="give a text file with one item a line"
            ) from error
        rows += [(f"{file}:{number}", line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    return pl.DataFrame(rows, schema=_ITEMS, orient="row")
