"""`folkways dialogues dedupe` and `build`: from verified opinions to the dataset."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkways.cli.console import console, listed
from folkways.cli.dialogues_later import Folder
from folkways.cli.dialogues_run import JsonOut
from folkways.cli.dialogues_told import Told, keep, recall

if TYPE_CHECKING:
    from folkways.dialogues.record import Hand
    from folkways.dialogues.settings import Settings
    from folkways.dialogues.stages import DialogueFolder, Stage
    from folkways.encoders import TextEncoder


def dedupe(
    folder: Folder,
    characters: Annotated[float | None, typer.Option(help="Alike from this Jaccard similarity on, 0 to 1.")] = None,
    meaning: Annotated[float | None, typer.Option(help="Alike from this cosine on; 1 leaves meaning out.")] = None,
    encoder: Annotated[str | None, typer.Option(help="Text encoder, as for folkways norms mine.")] = None,
    against: Annotated[
        list[Path] | None, typer.Option(help="Text file of evaluation items, one a line; give it again for more.")
    ] = None,
    json_out: JsonOut = False,
) -> None:
    """Leave out what an evaluation item stands in, then what is said twice, across questions and peoples.

    Example:

        folkways dialogues dedupe talk --against benchmark_questions.txt
    """
    from folkways.dialogues.stages import DialogueFolder

    place = DialogueFolder.read(folder)
    told, settings = recall(place)
    given: dict[str, Any] = {"characters": characters, "meaning": meaning, "encoder": encoder}
    if against is not None:
        given["against"] = tuple(str(file) for file in against)
    changed = {name: value for name, value in given.items() if value is not None}
    settings = replace(settings, deduplicating=replace(settings.deduplicating, **changed))
    keep(place, told, settings)
    _say(_alike(_compared(place, told, settings)), json_out)


def build(
    folder: Folder,
    source: Annotated[
        str | None,
        typer.Option(help="verified; or a baseline in a folder of its own: unverified opinions, or the seeds alone."),
    ] = None,
    phrasings: Annotated[int | None, typer.Option(min=1, help="Questions that an opinion answers.")] = None,
    grey: Annotated[bool | None, typer.Option(help="Take what nobody has decided on, too.")] = None,
    hold_out: Annotated[
        str | None, typer.Option(help="Populations that are for testing alone, such as MAR,TUR.")
    ] = None,
    validation: Annotated[float | None, typer.Option(help="Share of the questions, 0 to 1.")] = None,
    accept_licence: Annotated[
        list[str] | None, typer.Option(help="Mix a licence whose owners agreed; give it again for more.")
    ] = None,
    only_licence: Annotated[list[str] | None, typer.Option(help="Only records of this licence.")] = None,
    json_out: JsonOut = False,
) -> None:
    """Make records of the opinions that stay, and write FOLDER/dataset with its card.

    Example:

        folkways dialogues build talk --phrasings 3 --hold-out MAR,TUR

        folkways dialogues build talk --source seeds
    """
    from folkways.dialogues.stages import DialogueFolder

    place = DialogueFolder.read(folder)
    told, settings = recall(place)
    given: dict[str, Any] = {"source": source, "phrasings": phrasings, "grey": grey, "validation": validation}
    if hold_out is not None:
        given["held_out"] = tuple(listed(hold_out) or ())
    changed = {name: value for name, value in given.items() if value is not None}
    settings = replace(settings, building=replace(settings.building, **changed))
    if settings.building.source == "verified":
        keep(place, told, settings)
    stage = None if settings.building.source == "seeds" else _compared(place, told, settings)
    _say(_built(place, told, settings, stage, accept_licence or (), only_licence or ()), json_out)


def finished(folder: DialogueFolder, told: Told, settings: Settings) -> dict[str, Any]:
    """Both stages, as far as the stages before went; what came of them."""
    stage = _compared(folder, told, settings)
    return _alike(stage) | _built(folder, told, settings, stage, (), ())


def _compared(folder: DialogueFolder, told: Told, settings: Settings) -> Stage:
    from folkways.dialogues.comparing import compare, held_out_items, items_of_files

    items = held_out_items(told.people(), told.held_out()).vstack(items_of_files(settings.deduplicating.against))
    return compare(folder, settings, items, encoder_of(settings))


def encoder_of(settings: Settings) -> TextEncoder | None:
    """What deduplication reads meaning with; None where it does not.

    Raises:
        FolkwaysError: its library or its files are not here.
    """
    from folkways.encoders import load_encoder

    chosen = settings.deduplicating
    by_vectors = chosen.clusters is not None or (chosen.meaning is not None and chosen.meaning < 1)
    return load_encoder(chosen.encoder) if by_vectors else None


def _alike(stage: Stage) -> dict[str, Any]:
    unique = stage.table()
    return {
        "contaminated": stage.table("rejects")["id"].n_unique(),
        "alike": int((unique["id"] != unique["cluster"]).sum()),
        "unique": int((unique["id"] == unique["cluster"]).sum()),
    }


def _built(
    folder: DialogueFolder,
    told: Told,
    settings: Settings,
    compared: Stage | None,
    accept: list[str] | tuple[str, ...],
    only: list[str] | tuple[str, ...],
) -> dict[str, Any]:
    from folkways.dialogues.comparing import items_of_files
    from folkways.dialogues.dataset import make_dataset
    from folkways.dialogues.exporting import read_samples
    from folkways.runs import write_frame

    place, left = make_dataset(
        folder, told.people(), settings, told.held_out(), compared=compared, hands=_hands(folder),
        items=items_of_files(settings.deduplicating.against), accept=accept, only=only,
    )  # fmt: skip
    source = settings.building.source
    write_frame(folder.path / f"left-out{'' if source == 'verified' else f'-{source}'}.parquet", left)
    samples = read_samples(place)
    sides = {f"records for {name}": count for name, count in samples["split"].value_counts().sort("split").iter_rows()}
    return {**sides, "dataset": str(place)}


def _hands(folder: DialogueFolder) -> list[Hand]:
    """The models that the stages were made with."""
    from folkways.dialogues.record import Hand

    roles = {
        "generate": {"speaker": "speakers", "translator": "translator"},
        "extract": {"extractor": "extractor"},
        "verify": {"judge": "judge", "second": "second judge", "rewriter": "rewriter"},
    }
    found = []
    for name, parts in roles.items():
        stage = folder.stage(name)
        config = {} if stage is None else stage.run.config
        found += [Hand(role, *config[part][:2]) for part, role in parts.items() if config.get(part)]
    return found


def _say(counts: dict[str, Any], json_out: bool) -> None:
    if json_out:
        typer.echo(json.dumps(counts))
    for name, count in counts.items():
        console().print(f"{name}: {count:,}" if isinstance(count, int) else f"{name}: {count}", markup=False)
