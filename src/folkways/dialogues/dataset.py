"""The dataset of a folder of dialogues: samples on their sides, exported with a card that tells how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from folkways.dialogues.building import build
from folkways.dialogues.comparing import opinions
from folkways.dialogues.diversity import diversity
from folkways.dialogues.exporting import export
from folkways.dialogues.record import Audit, DatasetRecord, Hand, JudgeAgreement, Origin, Stage
from folkways.dialogues.second import agreement
from folkways.dialogues.settings import Settings
from folkways.dialogues.splitting import assign
from folkways.dialogues.stages import DialogueFolder
from folkways.surveys import Survey
from folkways.surveys.split import Split
from folkways.version import __version__


def make_dataset(
    folder: DialogueFolder,
    survey: Survey,
    settings: Settings,
    split: Split | None = None,
    *,
    hands: Sequence[Hand],
    stopped: str = "",
    accept: Iterable[str] = (),
    only: Iterable[str] = (),
) -> tuple[Path, pl.DataFrame]:
    """Build the samples of the opinions that stay, and write the dataset.

    Args:
        folder: its stages are done as far as they go.
        split: its held-out questions and populations are test.
        hands: the models, for the card.
        stopped: why the run ended before its plan; "" where it did not.
        accept, only: licences; see `licensing.admit`.

    Returns:
        The folder of the dataset, and what was left out on the way from opinions to samples.

    Raises:
        InputError: nothing was left, or sources may not be mixed.
        RunError: the folder cannot be written.
    """
    told = settings.building
    seeds, unique, hits = folder.table("seed"), folder.table("dedupe"), folder.table("dedupe", "rejects")
    found = opinions(folder, grey=told.grey)
    clean = found.all.join(hits.select("id").unique(), on="id", how="anti")
    verified = found.verified.join(hits.select("id").unique(), on="id", how="anti")
    samples, left = build(
        clean, verified, unique, seeds, survey, phrasings=told.phrasings, include_grey=told.grey, seed=told.seed
    )
    placed, parted = assign(
        samples, survey, held_out_populations=_held_out(told.held_out, split),
        held_out_questions=() if split is None else _known(split.held_out, samples), validation=told.validation,
        talked=folder.table("generate"), seed=told.seed,
    )  # fmt: skip
    rejects = pl.concat([left, parted])
    card = _record(folder, survey, settings, placed, rejects, hands, stopped)
    return export(placed, folder.dataset, card=card, accept=accept, only=only), rejects
