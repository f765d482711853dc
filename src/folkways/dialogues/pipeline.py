"""The stages one after another: a block of conversations at a time, then what needs all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.alone import write_alone
from folkways.dialogues.collection import read_collection
from folkways.dialogues.conversation import ConversationPlan, Participant
from folkways.dialogues.conversing import converse
from folkways.dialogues.extracting import extract
from folkways.dialogues.planning import plan_conversations, unplanned
from folkways.dialogues.profiles import with_floored_means
from folkways.dialogues.second import check_second
from folkways.dialogues.seeding import seeds
from folkways.dialogues.settings import Settings, Talking
from folkways.dialogues.slurs import read_slurs
from folkways.dialogues.stages import DialogueFolder, Stage
from folkways.dialogues.verifying import verify
from folkways.models.access import Model
from folkways.models.spending import LimitError, Meter
from folkways.runs import digest
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: One who writes alone is asked for more sentences than a speaker for a turn; so many times the tokens.
_ALONE = 2

#: Called with the stage, conversations done and conversations in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Cast:
    """Which model does what.

    Attributes:
        speaker: speaks for all participants.
        extractor, judge, rewriter: find, judge and rewrite opinions.
        second: a judge of another family, if any.
        translator: puts turns into the survey's language, if any.
        meters: of all of them, each once, where something counts what they are asked.
    """

    speaker: Model
    extractor: Model
    judge: Model
    rewriter: Model
    second: Model | None = None
    translator: Model | None = None
    meters: tuple[Meter, ...] = ()

    def taken(self) -> tuple[float, ...]:
        """Calls, tokens read, tokens written and dollars, where prices are known, so far."""
        return (
            sum(meter.calls for meter in self.meters),
            sum(meter.read for meter in self.meters),
            sum(meter.written for meter in self.meters),
            sum(meter.cost or 0.0 for meter in self.meters),
        )

    @classmethod
    def of(cls, model: Model) -> Cast:
        """One model for everything that needs one."""
        return cls(model, model, model, model)


class Pipeline:
    """The stages of a folder of dialogues up to verified opinions.

    Args:
        folder: where they are kept; what is there with the same settings is not made again.
        survey: whose answers are the seeds.
        split: its held-out questions and populations give none.
        settings, cast: what decides the result.

    Attributes:
        seeds: of `SEEDS_SCHEMA`.
        plans: the conversations; `blocks` cuts them up.
        stopped: the limit that stopped the last run, None where it came to its end.

    Raises:
        InputError: the settings leave no seed or no conversation.
        RunError: the folder cannot be written.
    """

    def __init__(
        self, folder: DialogueFolder, survey: Survey, settings: Settings, cast: Cast, split: Split | None = None
    ) -> None:
        self.folder = folder
        self._survey = survey
        self._settings = settings
        self._cast = cast
        check_second(cast.judge, cast.second)
        self.seeds, self.plans, self._seeded = plans(survey, settings.talking, split, folder)
        self.stopped: LimitError | None = None
        told = settings.verifying
        self._collection = None if told.collection is None else read_collection(Path(told.collection))
        self._slurs = () if told.slurs is None else read_slurs(Path(told.slurs))

    @property
    def blocks(self) -> list[tuple[ConversationPlan, ...]]:
        """The conversations as they are held side by side."""
        size = self._settings.talking.block
        return [tuple(self.plans[at : at + size]) for at in range(0, len(self.plans), size)]

    def only(self, plans: Sequence[ConversationPlan]) -> Pipeline:
        """The same for some of the conversations."""
        some = copy(self)
        some.plans = list(plans)
        return some

    def run(self, progress: Progress | None = None, *, until: str = "verify") -> bool:
        """Make what is missing, every block through all stages before the next begins.

        Blocks with failed calls are made again; what models did answer comes from the store.

        Args:
            progress: called after every stage of a block.
            until: the last stage: `generate`, `extract` or `verify`.

        Returns:
            Whether all blocks are done; False where a limit of calls or of cost stopped it.
        """
        stages = self._open(until)
        self._forget_failed(stages)
        done = 0
        try:
            for block, held in enumerate(self.blocks):
                for stage in stages:
                    if not stage.has(block):
                        self._make(stage, stages, block)
                    if progress:
                        progress(stage.name, done + len(held), len(self.plans))
                done += len(held)
        except LimitError as error:
            self.stopped = error
            return False
        self.stopped = None
        return True

    def _open(self, until: str) -> list[Stage]:
        made: list[Stage] = []
        for name, config in self._configs():
            upon = made[-1].digest if made else self._seeded.digest
            made.append(self.folder.open(name, {**config, "upon": upon}, shards=len(self.blocks)))
            if name == until:
                return made
        raise AssertionError(until)

    def _configs(self) -> Sequence[tuple[str, dict[str, Any]]]:
        cast, settings = self._cast, self._settings
        return (
            (
                "generate",
                {
                    "plans": digest([plan.id for plan in self.plans]), "seeds": digest(self.seeds["id"].to_list()),
                    "tokens": settings.talking.tokens, "temperature": settings.talking.temperature,
                    "block": settings.talking.block, "seed": settings.talking.seed, "alone": settings.talking.alone,
                    "conversations": settings.talking.conversations,
                    **({} if settings.talking.stopping else {"stopping": False}),
                    "speaker": _model(cast.speaker), "translator": _model(cast.translator),
                },
            ),
            ("extract", {**asdict(settings.extracting), "extractor": _model(cast.extractor)}),
            (
                "verify",
                {
                    **asdict(settings.verifying),
                    "collection": self._collection and digest([asdict(one) for one in self._collection.passages]),
                    "slurs": digest([asdict(slur) for slur in self._slurs]) if self._slurs else None,
                    "judge": _model(cast.judge), "second": _model(cast.second),
                    "rewriter": _model(cast.rewriter) if settings.verifying.rewrite else None,
                },
            ),
        )  # fmt: skip

    def _forget_failed(self, stages: Sequence[Stage]) -> None:
        for stage in stages:
            for block in stage.run.done():
                if _failed(stage, block):
                    self.folder.forget(stage, block)

    def _make(self, stage: Stage, stages: Sequence[Stage], block: int) -> None:
        started = time.monotonic()
        match stage.name:
            case "generate":
                made, sides = self._generate(block), {}
            case "extract":
                made, sides = self._extract(stages[0].read(block))
            case _:
                made, sides = self._verify(stages[1].read(block))
        stage.write(block, made, seconds=time.monotonic() - started, **sides)

    def _generate(self, block: int) -> pl.DataFrame:
        talking = self._settings.talking
        if talking.alone:
            own = [one.seed for plan in self.blocks[block] for one in plan.participants]
            return write_alone(
                self._cast.speaker, self.seeds.filter(pl.col("id").is_in(own)), self._survey,
                per_seed=talking.conversations, max_tokens=_ALONE * talking.tokens, temperature=talking.temperature,
                seed=talking.seed,
            )  # fmt: skip
        return converse(
            self._cast.speaker, self.blocks[block], self.seeds, self._survey, max_tokens=talking.tokens,
            temperature=talking.temperature, seed=talking.seed, stopping=talking.stopping,
            translator=self._cast.translator,
        )  # fmt: skip

    def _extract(self, turns: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        settings = self._settings.extracting
        found, rejects = extract(
            self._cast.extractor, turns, self.seeds, self._survey, method=settings.method, max_tokens=settings.tokens
        )
        return found, {"rejects": rejects}

    def _verify(self, opinions: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        settings, cast = self._settings.verifying, self._cast
        done = verify(
            opinions, self.seeds, self._survey, cast.judge, second=cast.second, collection=self._collection,
            rewriting=settings.rewrite, rewriter=cast.rewriter, slurs=self._slurs, votes=settings.votes,
        )  # fmt: skip
        return done.verified, {"verdicts": done.verdicts, "rejects": done.rejects}


def plans(
    survey: Survey, talking: Talking, split: Split | None, folder: DialogueFolder
) -> tuple[pl.DataFrame, list[ConversationPlan], Stage]:
    """The seeds of a survey, the conversations that start from them, and the stage in which the seeds are kept."""
    found, rejects = seeds(
        survey, mode=talking.mode, draws=talking.draws, populations=talking.populations, questions=talking.questions,
        topics=talking.topics, limit=talking.limit, split=split, seed=talking.seed,
    )  # fmt: skip
    if talking.floored:
        found = with_floored_means(found, survey)
    if talking.alone:
        planned = [_alone(row) for row in found.iter_rows(named=True)]
    else:
        planned = plan_conversations(
            found, participants=talking.participants, style=talking.style, order=talking.order, turns=talking.turns,
            conversations=talking.conversations, languages=dict(talking.languages), seed=talking.seed,
        )  # fmt: skip
        rejects = pl.concat([rejects, unplanned(found, planned)])
    config = {
        "seeds": digest(found["id"].to_list()), "left out": digest(rejects.to_dicts()), "survey": survey.digest,
        "licence": survey.licence,
    }  # fmt: skip
    stage = folder.open("seed", config, shards=1)
    if not stage.has(0):
        stage.write(0, found, rejects=rejects)
    return found, planned, stage


def _alone(seed: Mapping[str, Any]) -> ConversationPlan:
    only = Participant(seed["id"], seed["population"], "")
    return ConversationPlan(seed["question"], seed["topic"], (only,), style="free", turns=1)


def _failed(stage: Stage, block: int) -> bool:
    match stage.name:
        case "generate":
            return bool((stage.read(block)["state"] == "failed").any())
        case "extract":
            return bool((stage.read(block, "rejects")["reason"] == "failed call").any())
        case _:
            return bool((stage.read(block, "verdicts")["verdict"] == "failed").any())


def _model(model: Model | None) -> list[str] | None:
    return None if model is None else [model.info.name, model.info.revision, model.info.dtype]
