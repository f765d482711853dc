"""What a run of all conversations would take, from holding a few of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from folkways.dialogues.pipeline import Cast, Pipeline
from folkways.dialogues.settings import Settings
from folkways.dialogues.stages import DialogueFolder
from folkways.surveys import Survey
from folkways.surveys.split import Split


@dataclass(frozen=True, slots=True)
class Taken:
    """What a stage takes: answers of models, tokens that they read and write, dollars of those with a price."""

    calls: float
    read: float
    written: float
    dollars: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What all conversations would take, if they are like those that were held.

    Attributes:
        conversations: in all; `held`: from which it is estimated.
        stages: by name.
    """

    conversations: int
    held: int
    stages: dict[str, Taken]

    @property
    def calls(self) -> float:
        """Answers of models in all."""
        return sum(stage.calls for stage in self.stages.values())

    @property
    def read(self) -> float:
        """Tokens that are read in all."""
        return sum(stage.read for stage in self.stages.values())

    @property
    def written(self) -> float:
        """Tokens that are written in all."""
        return sum(stage.written for stage in self.stages.values())

    @property
    def dollars(self) -> float:
        """Of the models with a price, in all."""
        return sum(stage.dollars for stage in self.stages.values())

    def to_record(self) -> dict[str, Any]:
        """JSON-ready, with the sums."""
        sums = {name: getattr(self, name) for name in ("calls", "read", "written", "dollars")}
        return {**asdict(self), **sums}


def estimate(
    place: Path,
    survey: Survey,
    settings: Settings,
    cast: Cast,
    split: Split | None = None,
    *,
    held: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> Estimate:
    """Hold a few conversations spread over the plan, take them through verification, and scale what they took.

    Args:
        place: an empty folder for them; nothing in it is needed afterwards.
        cast: models that count what they are asked (`models.recorded.Recorded`), their store empty.
        held: how many conversations.

    Raises:
        LimitError: the limit of calls is below what these few take.
    """
    pipeline = Pipeline(DialogueFolder(place), survey, settings, cast, split)
    total = len(pipeline.plans)
    few = pipeline.plans[:: max(1, total // held)][:held]
    pilot = pipeline.only(few)
    stages: dict[str, Taken] = {}
    before = cast.taken()
    for done, name in enumerate(("generate", "extract", "verify"), 1):
        if not pilot.run(until=name) and pilot.stopped:
            raise pilot.stopped
        now = cast.taken()
        scale = total / len(few)
        stages[name] = Taken(*(scale * (b - a) for a, b in zip(before, now, strict=True)))
        before = now
        if progress:
            progress(done, 3)
    return Estimate(total, len(few), stages)
