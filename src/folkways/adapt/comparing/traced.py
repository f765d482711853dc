"""Arms that are trained on reasoning traces: SFT, and DPO on pairs of them. The traces are made once for all seeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from folkways.adapt.dpo import dpo
from folkways.adapt.preferences import make_pairs
from folkways.adapt.sft import sft
from folkways.adapt.targets import Tracing
from folkways.adapt.traces import make_traces, prepare
from folkways.adapt.training import Progress, Training
from folkways.norms.book import NormBook

if TYPE_CHECKING:
    from folkways.adapt.comparing.arms import Workshop

#: Training questions that traces are made of, drawn within topics, each for every seen people.
QUESTIONS = 120

SFT = Training(steps=120, batch=2, learning_rate=5e-4, save_steps=40)
DPO = Training(steps=60, batch=2, learning_rate=1e-4, save_steps=20)


def traced(kind: str, workshop: Workshop, book: NormBook) -> Callable[[int, Path, Progress], Path]:
    """What trains an adapter of this kind (`sft` or `dpo`) from a seed into a folder.

    The teacher is the one of templates, which needs no model: it words the norms and the people's answer. Traces of a
    model are trained on with `folkways adapt finetune --teacher`.
    """
    tracing = Tracing(seed=workshop.seed)

    def train(seed: int, out: Path, progress: Progress) -> Path:
        lesson = prepare(workshop.survey, workshop.split, book.usable(), None, tracing=tracing, limit=QUESTIONS)
        traces = make_traces(lesson, tracing, workshop.shelf / "traces")
        more = {"lora": workshop.lora, "progress": progress}
        arguments = workshop.base, workshop.survey, workshop.split
        if kind == "sft":
            return sft(*arguments, traces, out, training=workshop.training(SFT, seed), **more)
        pairs = make_pairs(lesson, traces, tracing, workshop.shelf / "pairs")
        return dpo(*arguments, pairs, out, training=workshop.training(DPO, seed), **more)

    return train
