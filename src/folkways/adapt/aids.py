"""Adapters as the aid of a probe: who answers for which people, and which questions may not be asked then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from folkways.adapt.lora import AdapterRecord
from folkways.errors import InputError
from folkways.models.access import Model
from folkways.models.local import LocalModel
from folkways.probes.aid import ANYONE, Aid
from folkways.surveys import Survey


def adapter_folders(text: str, survey: Survey) -> dict[str, Path]:
    """The folders of `FOLDER`, or of `EGY=FOLDER,TUR=FOLDER,*=FOLDER`, by population id.

    Raises:
        InputError: a part is no folder.
        PopulationError: a population is unknown.
    """
    folders: dict[str, Path] = {}
    for part in (part.strip() for part in text.split(",") if part.strip()):
        people, given, folder = part.rpartition("=")
        if given and Path(part).is_dir():  # a folder whose name holds the sign
            people, folder = "", part
        key = ANYONE if people.strip() in ("", ANYONE) else survey.population(people.strip()).id
        if not Path(folder).expanduser().is_dir():
            raise InputError("no such folder", where=folder, mend="give the folder of an adapter, or EGY=FOLDER,…")
        folders[key] = Path(folder).expanduser()
    if not folders:
        raise InputError(f"--adapter {text!r} names no folder", mend="give the folder of an adapter")
    return folders


def adapted(
    model: Model, folders: Mapping[str, Path], survey: Survey, *, name: str = "", apart: bool = False
) -> Aid:  # fmt: skip
    """Put adapters on a model, and give the aid that has each people answered by its own.

    Args:
        model: a transformers model of this machine.
        folders: by population id; `*` for all others, and for what is asked of nobody.
        survey: what will be asked.
        name: of the aid; the folders' names where absent.
        apart: whether the neutral framing is asked of each people by itself; see `Aid`.

    Raises:
        InputError: the model takes no adapters.
        ModelError: a folder is no LoRA adapter of this model.
    """
    if not isinstance(model, LocalModel):
        raise InputError(
            f"{model.info.name} takes no adapters",
            mend="give a transformers model, or serve the adapter with its model",
        )
    names = {people: f"{folder.parent.name}/{folder.name}" for people, folder in folders.items()}
    if len(set(names.values())) < len({str(folder) for folder in folders.values()}):
        names = {people: str(folder) for people, folder in folders.items()}
    model.adapt({names[people]: folder for people, folder in folders.items()})
    seen: set[str] = set()
    for folder in dict.fromkeys(folders.values()):
        record = AdapterRecord.read(folder)
        if record is not None and record.survey_digest == survey.digest:
            seen |= set(record.questions)
    prints = dict(model.info.details.get("adapters", {}))
    return Aid(
        name or f"adapter: {', '.join(dict.fromkeys(names.values()))}", adapters=names, seen=frozenset(seen),
        facts={"fingerprints": prints}, apart=apart,
    )  # fmt: skip
