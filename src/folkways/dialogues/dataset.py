"""The dataset of a folder of dialogues: samples on their sides, exported with a card that tells how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from folkways.dialogues.audited import audited
from folkways.dialogues.building import build, from_seeds
from folkways.dialogues.comparing import Opinions, opinions
from folkways.dialogues.diversity import diversity_gain
from folkways.dialogues.exporting import export
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.profiles import repeated
from folkways.dialogues.record import Audit, DatasetRecord, Hand, JudgeAgreement, Origin, Stage
from folkways.dialogues.second import agreement
from folkways.dialogues.settings import Building, Settings
from folkways.dialogues.splitting import assign
from folkways.dialogues.stages import DialogueFolder
from folkways.errors import InputError
from folkways.surveys import Survey
from folkways.surveys.split import Split
from folkways.version import __version__

_FEW = 4


def make_dataset(
    folder: DialogueFolder,
    survey: Survey,
    settings: Settings,
    split: Split | None = None,
    *,
    hands: Sequence[Hand],
    accept: Iterable[str] = (),
    only: Iterable[str] = (),
) -> tuple[Path, pl.DataFrame]:
    """Build the samples of the opinions that stay, and write the dataset.

    Args:
        folder: its stages are done as far as they go.
        split: its held-out questions and populations are test.
        hands: the models, for the card.
        accept, only: licences; see `licensing.admit`.

    Returns:
        The folder of the dataset, and what was left out on the way from opinions to samples.

    Raises:
        InputError: nothing was left, or sources may not be mixed.
        RunError: the folder cannot be written.
    """
    told = settings.building
    if told.source == "seeds":
        samples = from_seeds(folder.table("seed"), survey, phrasings=min(told.phrasings, 3), seed=told.seed)
        left = pl.DataFrame(schema=REJECTS_SCHEMA)
    else:
        samples, left = _of_opinions(folder, survey, told)
    if samples.is_empty():
        reasons = left["reason"].value_counts().sort("count", "reason", descending=[True, False])
        told_of = ", ".join(f"{count:,} {reason}" for reason, count in reasons.iter_rows())
        raise InputError(
            f"no opinion is left to make records of ({told_of or 'none was found'})",
            where=str(folder.path),
            mend="hold more conversations, let people decide on the grey ones (audit), or take them with --grey",
        )
    stopped = _unfinished(folder)
    # A run that was stopped may have too few questions to put some aside.
    few = bool(stopped) and samples["question"].n_unique() < _FEW
    placed, parted = assign(
        samples, survey, held_out_populations=_held_out(told.held_out, split),
        held_out_questions=() if split is None else _talked_of(split.held_out, samples),
        validation=0.0 if few else told.validation,
        talked=folder.table("generate"), seed=told.seed,
    )  # fmt: skip
    rejects = pl.concat([left, parted])
    card = _record(folder, survey, settings, placed, rejects, hands, stopped)
    return export(placed, folder.dataset(told.source), card=card, accept=accept, only=only), rejects


def _of_opinions(folder: DialogueFolder, survey: Survey, told: Building) -> tuple[pl.DataFrame, pl.DataFrame]:
    found, hits = opinions(folder, told), folder.table("dedupe", "rejects").select("id").unique()
    return build(
        found.all.join(hits, on="id", how="anti"), found.verified.join(hits, on="id", how="anti"),
        folder.table("dedupe"), folder.table("seed"), survey, phrasings=told.phrasings, include_grey=told.grey,
        seed=told.seed,
    )  # fmt: skip


def _record(
    folder: DialogueFolder,
    survey: Survey,
    settings: Settings,
    samples: pl.DataFrame,
    left: pl.DataFrame,
    hands: Sequence[Hand],
    stopped: str,
) -> DatasetRecord:
    seeds, turns = folder.table("seed"), folder.table("generate")
    found = opinions(folder, settings.building)
    said = turns.filter(pl.col("speaker") >= 0)
    spoken = said.filter(pl.col("state") == "spoken")
    unique, hits = folder.table("dedupe"), folder.table("dedupe", "rejects")
    stays = unique.filter(pl.col("id") == pl.col("cluster"))
    gone = unique.filter(pl.col("id") != pl.col("cluster")).select(
        pl.lit("dedupe").alias("stage"), "id", reason=pl.concat_str(pl.lit("alike by "), "by"), detail="cluster",
        text=pl.lit(""),
    )  # fmt: skip
    ended = turns.filter(pl.col("stop") != "")["stop"].value_counts().sort("count", "stop", descending=[True, False])
    return DatasetRecord(
        name=f"Dialogues about {survey.title or survey.name}",
        origins=(Origin.of(survey),),
        seeds=settings.talking.mode,
        stages=(
            Stage.of("seeds", "answers of peoples", None, seeds.height, folder.table("seed", "rejects")),
            Stage.of("conversations", "turns", said.height, spoken.height, _unheard(said)),
            Stage.of("opinions", "opinions", None, found.all.height, folder.table("extract", "rejects")),
            Stage.of("verification", "opinions", found.verified.height, found.usable.height, _refused(found)),
            Stage.of("redundancy", "opinions", found.usable.height, stays.height, pl.concat([hits, gone])),
            Stage.of("samples", "records", None, samples.height, left.filter(pl.col("stage") != "build")),
        ),
        hands=tuple(hands),
        version=__version__,
        agreement=_agreed(folder),
        audit=_audited(folder),
        diversity=_diversity(found.usable, stays),
        contamination=_contamination(folder, hits),
        stops=dict(ended.iter_rows()),
        settings={
            f"{stage}: {name}": value for stage, part in settings.to_record().items() for name, value in part.items()
        },
        stopped=stopped,
        flaws=repeated(settings),
        limits=_undecided(found),
    )  # fmt: skip


def _unfinished(folder: DialogueFolder) -> str:
    """How much of what was planned is there; "" where all is."""
    stage = folder.stage("verify")
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
    if not folder.audit.exists():
        return None
    figures = audited(folder.table("verify"), pl.read_parquet(folder.audit))
    return Audit(figures.asked, figures.answered, str(figures))


def _diversity(before: pl.DataFrame, after: pl.DataFrame) -> dict[str, tuple[float, float]]:
    """Measures of all texts together, before and after redundancy."""
    if before.height < 2 or after.height < 2:
        return {}
    gain = diversity_gain(before, before.join(after.select("id"), on="id", how="semi"))
    together = gain.filter(pl.col("population") == "")
    return {measure: (a, b) for measure, a, b in together.select("measure", "before", "after").iter_rows()}


def _contamination(folder: DialogueFolder, hits: pl.DataFrame) -> dict[str, tuple[int, int]]:
    stage = folder.stage("dedupe")
    items = 0 if stage is None else int(stage.run.config["items"])
    return {"held-out questions and the files given": (items, hits["id"].n_unique())} if items else {}
