"""A model whose answers are those of another harness's log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from folkways.answers import Answers
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.probes import Reading, execute
from folkways.probes.design import render
from folkways.runs import digest
from folkways.tasks.asked import Asked

_ABSENT = Failure("malformed", "the log has no answer to this prompt")


@dataclass(frozen=True, slots=True)
class Logged:
    """What a log holds of one cell.

    Attributes:
        shown: the prompt as it was sent; None where the log does not hold it.
        texts: what was written, one an epoch.
        scores: label probabilities, where they were read.
    """

    shown: str | None
    texts: tuple[Generation | Failure, ...] = ()
    scores: LabelScores | Failure | None = None


class Replayed:
    """Stands for the model of a log behind the `Model` interface; asks nobody.

    Args:
        info: the model of the log.
    """

    def __init__(self, info: ModelInfo) -> None:
        self._info = info
        self.logged: dict[Prompt, Logged] = {}

    @property
    def info(self) -> ModelInfo:
        """What a report says of the model."""
        return self._info

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        """The label probabilities of the log."""
        return [self._of(prompt).scores or _ABSENT for prompt in prompts]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        """The first text that the log has of each."""
        return [(self._of(prompt).texts or (_ABSENT,))[0] for prompt in prompts]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        """All texts that the log has of each."""
        return [list(self._of(prompt).texts) or [_ABSENT] for prompt in prompts]

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """An estimate, four bytes to a token."""
        return [len("".join((*(said.text for said in p.before), p.user)).encode()) // 4 for p in prompts]

    def _of(self, prompt: Prompt) -> Logged:
        return self.logged.get(prompt, Logged(None))


def replay(
    asked: Asked, info: ModelInfo, logged: Mapping[int, Logged], reading: Reading, out: Path, *, where: str
) -> Answers:
    """Write a run folder from a log, as if the model had been asked here.

    Args:
        asked: the task's design.
        info: the model of the log.
        logged: by the number of the cell in the plan; cells that the log lacks were not asked.
        reading: how its answers are read.
        out: the run folder.
        where: the log, for messages.

    Raises:
        InputError: the log's prompts are not those of the survey as it is now.
    """
    model = Replayed(info)
    made = asked.plan(model, reading)
    for number, found in logged.items():
        prompt = render(made.cells[number]) if number < len(made.cells) else None
        if prompt is None or (found.shown is not None and found.shown != prompt.user):
            raise InputError(
                f"sample {number} was asked something else than the survey asks now",
                where=where,
                mend="import it with the version of folkways and of the survey that asked it",
            )
        model.logged[prompt] = found
    cells = tuple(made.cells[number] for number in sorted(logged))
    if all(cell.control for cell in cells):
        raise InputError("the log has controls alone", where=where, mend="run more samples of the task")
    config = made.config | {"prompts": digest([render(cell).record() for cell in cells])}
    return execute(replace(made, cells=cells, config=config), model, out)
