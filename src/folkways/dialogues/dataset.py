"""The dataset of a folder of dialogues: samples on their sides, exported with a card that tells how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.audited import audited
from folkways.dialogues.building import build, from_seeds
from folkways.dialogues.comparing import Opinions, opinions
from folkways.dialogues.decontamination import decontaminate
from folkways.dialogues.diversity import diversity_gain
from folkways.dialogues.exporting import export
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.profiles import repeated
from folkways.dialogues.record import Audit, DatasetRecord, Hand, JudgeAgreement, Origin
from folkways.dialogues.record import Stage as Count
from folkways.dialogues.second import agreement
from folkways.dialogues.settings import Building, Settings
from folkways.dialogues.splitting import assign
from folkways.dialogues.stages import DialogueFolder, Stage
from folkways.errors import InputError
from folkways.surveys import Survey
from folkways.surveys.split import Split
from folkways.version import __version__


def make_dataset(
    folder: DialogueFolder,
    survey: Survey,
    settings: Settings,
    split: Split | None = None,
    *,
    compared: Stage | None,
    hands: Sequence[Hand],
    items: pl.DataFrame | None = None,
    accept: Iterable[str] = (),
    only: Iterable[str] = (),
) -> tuple[Path, pl.DataFrame]:
    """Build the samples of the opinions that stay, and write the dataset.

    Args:
        folder: its stages are done as far as they go.
        split: its held-out questions and populations are test.
        compared: the opinions that stay (`comparing.compare`); None for records of the seeds.
        hands: the models, for the card.
        items: `id` and `text`: evaluation items that no record may hold, its user's turn included.
        accept, only: licences; see `licensing.admit`.

    Returns:
        The folder of the dataset, and what was left out on the way from opinions to samples.

    Raises:
        InputError: nothing was left, or sources may not be mixed.
        RunError: the folder cannot be written.
    """
    told = settings.building
    if compared is None:
        samples = from_seeds(folder.table("seed"), survey, phrasings=min(told.phrasings, 3), seed=told.seed)
        left = pl.DataFrame(schema=REJECTS_SCHEMA)
    else:
        samples, left = _of_opinions(folder, survey, told, compared)
    hits = _held(samples, items)
    samples = samples.join(hits.select("id"), on="id", how="anti")
    if samples.is_empty():
        reasons = pl.concat([left, hits])["reason"].value_counts().sort("count", "reason", descending=[True, False])
        why = ", ".join(f"{count:,} {reason}" for reason, count in reasons.iter_rows())
        raise InputError(
            f"no opinion is left to make records of ({why or 'none was found'})",
            where=str(folder.path),
            mend="hold more conversations, let people decide on the grey ones (audit), or take them with --grey",
        )
    placed, parted, validated = _placed(folder, samples, survey, told, split)
    rejects = pl.concat([left, hits, parted])
    card = _record(folder, survey, settings, placed, rejects, hands, compared, validated)
    return export(placed, folder.dataset(told.source), card=card, accept=accept, only=only), rejects


def _held(samples: pl.DataFrame, items: pl.DataFrame | None) -> pl.DataFrame:
    """Records in which an evaluation item stands, whoever says it."""
    if items is None or items.is_empty() or samples.is_empty():
        return pl.DataFrame(schema=REJECTS_SCHEMA)
    said = pl.col("messages").list.eval(pl.element().struct.field("content")).list.join("\n")
    return decontaminate(samples.select("id", text=said), items).with_columns(stage=pl.lit("records"))


def _placed(
    folder: DialogueFolder, samples: pl.DataFrame, survey: Survey, told: Building, split: Split | None
) -> tuple[pl.DataFrame, pl.DataFrame, bool]:
    """The samples on their sides, those left out, and whether there were questions enough to put some aside."""
    sides: dict[str, Any] = {
        "held_out_populations": _held_out(told.held_out, split),
        "held_out_questions": () if split is None else _talked_of(split.held_out, samples),
        "talked": folder.table("generate"),
        "seed": told.seed,
    }
    try:
        return *assign(samples, survey, validation=told.validation, **sides), told.validation > 0
    except InputError:
        if told.validation == 0:
            raise
        return *assign(samples, survey, validation=0.0, **sides), False


def _of_opinions(
    folder: DialogueFolder, survey: Survey, told: Building, compared: Stage
) -> tuple[pl.DataFrame, pl.DataFrame]:
    found, hits = opinions(folder, told), compared.table("rejects").select("id").unique()
    return build(
        found.all.join(hits, on="id", how="anti"), found.verified.join(hits, on="id", how="anti"), compared.table(),
        folder.table("seed"), survey, phrasings=told.phrasings, include_grey=told.grey, seed=told.seed,
    )  # fmt: skip


def _record(
    folder: DialogueFolder,
    survey: Survey,
    settings: Settings,
    samples: pl.DataFrame,
    left: pl.DataFrame,
    hands: Sequence[Hand],
    compared: Stage | None,
    validated: bool,
) -> DatasetRecord:
    told, seeds = settings.building, folder.table("seed")
    found = None if compared is None else opinions(folder, told)
    by_judges = told.source == "verified"
    limits = () if found is None else _undecided(found)
    if told.validation > 0 and not validated:
        limits = (*limits, "**No validation side.** The questions are too few to put some of them aside.")
    return DatasetRecord(
        name=f"Dialogues about {survey.title or survey.name}",
        origins=(Origin.of(survey),),
        seeds="floored mean" if settings.talking.floored else settings.talking.mode,
        stages=(
            Count.of("seeds", "answers of peoples", None, seeds.height, folder.table("seed", "rejects")),
            *(() if found is None or compared is None else _talk(folder, found, compared, by_judges)),
            Count.of("samples", "records", None, samples.height, left.filter(pl.col("stage") != "build")),
        ),
        hands=tuple(hands) if compared is not None else (),
        version=__version__,
        agreement=_agreed(folder) if by_judges else None,
        audit=_audited(folder) if by_judges else None,
        diversity={} if found is None or compared is None else _diversity(found.usable, _stay(compared)),
        contamination={} if compared is None else _contamination(compared, left),
        stops={} if compared is None else _stops(folder.table("generate")),
        settings={
            f"{stage}: {name}": value for stage, part in settings.to_record().items() for name, value in part.items()
        },
        stopped="" if compared is None else _unfinished(folder, "verify" if by_judges else "extract"),
        flaws=repeated(settings),
        limits=limits,
    )  # fmt: skip


def _talk(folder: DialogueFolder, found: Opinions, compared: Stage, by_judges: bool) -> tuple[Count, ...]:
    """What became of turns and opinions."""
    said = folder.table("generate").filter(pl.col("speaker") >= 0)
    spoken = said.filter(pl.col("state") == "spoken")
    stays, hits = _stay(compared), compared.table("rejects")
    gone = compared.table().filter(pl.col("id") != pl.col("cluster")).select(
        pl.lit("dedupe").alias("stage"), "id", reason=pl.concat_str(pl.lit("alike by "), "by"), detail="cluster",
        text=pl.lit(""),
    )  # fmt: skip
    lanes = Count.of("verification", "opinions", found.verified.height, found.usable.height, _refused(found))
    return (
        Count.of("conversations", "turns", said.height, spoken.height, _unheard(said)),
        Count.of("opinions", "opinions", None, found.all.height, folder.table("extract", "rejects")),
        *((lanes,) if by_judges else ()),
        Count.of("redundancy", "opinions", found.usable.height, stays.height, pl.concat([hits, gone])),
    )


def _stay(compared: Stage) -> pl.DataFrame:
    return compared.table().filter(pl.col("id") == pl.col("cluster"))


def _stops(turns: pl.DataFrame) -> dict[str, int]:
    ended = turns.filter(pl.col("stop") != "")["stop"].value_counts().sort("count", "stop", descending=[True, False])
    return dict(ended.iter_rows())


def _unfinished(folder: DialogueFolder, name: str) -> str:
    """How much of what was planned is there; "" where all is."""
    stage = folder.stage(name)
    missing = 0 if stage is None else len(stage.run.missing())
    blocks = 0 if stage is None else stage.run.record["shards"]
    return f"{blocks - missing:,} of {blocks:,} blocks of conversations were done when it was made" if missing else ""


def _held_out(told: Sequence[str], split: Split | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*told, *(split.unseen if split is not None else ())]))


def _talked_of(questions: Iterable[str], samples: pl.DataFrame) -> list[str]:
    return sorted(set(questions) & set(samples["question"]))


def _unheard(turns: pl.DataFrame) -> pl.DataFrame:
    """Turns of participants that nobody heard."""
    left = turns.filter(pl.col("state") != "spoken")
    return left.select(
        pl.lit("generate").alias("stage"), id="conversation",
        reason=pl.when(pl.col("state") == "failed").then(pl.lit("failed call")).otherwise(pl.col("stop")),
        detail=pl.lit(""), text="text",
    )  # fmt: skip


def _refused(found: Opinions) -> pl.DataFrame:
    """What verification did not let through; grey ones among them where they are not wanted."""
    left = found.verified.join(found.usable.select("id"), on="id", how="anti")
    reason = pl.col("reason").str.split(":").list.first()
    return left.select(
        pl.lit("verify").alias("stage"), "id",
        reason=pl.when(pl.col("status") == "grey").then(pl.concat_str(pl.lit("grey: "), reason)).otherwise(reason),
        detail="reason", text="final",
    )  # fmt: skip


def _undecided(found: Opinions) -> tuple[str, ...]:
    """What a reader has to know of grey opinions that were let through."""
    grey = found.verified.filter(pl.col("status") == "grey").join(found.usable.select("id"), on="id", how="semi").height
    if not grey:
        return ()
    return (f"**Undecided.** {grey:,} of the {found.usable.height:,} opinions are grey: nobody decided on them.",)


def _agreed(folder: DialogueFolder) -> JudgeAgreement | None:
    found = agreement(folder.table("verify", "verdicts"))
    if found is None or found["alpha"] is None:
        return None
    return JudgeAgreement(found["alpha"], found["n"], found["low"], found["high"])


def _audited(folder: DialogueFolder) -> Audit | None:
    verified = folder.table("verify")
    said = folder.audited(verified)
    if said.is_empty():
        return None
    figures = audited(verified, said)
    return Audit(figures.asked, figures.answered, str(figures))


def _diversity(before: pl.DataFrame, after: pl.DataFrame) -> dict[str, tuple[float, float]]:
    """Measures of all texts together, before and after redundancy."""
    if before.height < 2 or after.height < 2:
        return {}
    gain = diversity_gain(before, before.join(after.select("id"), on="id", how="semi"))
    together = gain.filter(pl.col("population") == "")
    return {measure: (a, b) for measure, a, b in together.select("measure", "before", "after").iter_rows()}


def _contamination(compared: Stage, left: pl.DataFrame) -> dict[str, tuple[int, int]]:
    items = int(compared.run.config["items"])
    hits = compared.table("rejects")["id"].n_unique() + left.filter(pl.col("stage") == "records")["id"].n_unique()
    return {"held-out questions and the files given": (items, hits)} if items else {}
