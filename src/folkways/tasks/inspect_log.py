"""An Inspect log of one of our tasks, as answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from folkways.answers import Answers
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo
from folkways.models.replies import as_reply
from folkways.models.top_tokens import read_labels
from folkways.probes import Reading
from folkways.tasks.asked import Asked
from folkways.tasks.replayed import Logged, replay

if TYPE_CHECKING:
    from inspect_ai.log import EvalLog, EvalSample


def import_inspect_log(path: Path, out: Path) -> Answers:
    """Write a run folder from an Inspect log (`.eval` or `.json`).

    Where the log holds log-probabilities they are read, with the bound of what was not shown; else the texts: one at
    temperature 0, or the shares of several epochs. A sample that ended in an error is a row of state `failed`.

    Raises:
        InputError: it is no log of one of our tasks, or its prompts are no longer the survey's.
    """
    try:
        from inspect_ai.log import read_eval_log
    except ImportError as error:
        raise InputError("Inspect logs need inspect-ai", mend="pip install 'folkways[api]'") from error
    try:
        log = read_eval_log(str(path))
    except Exception as error:  # Inspect's readers raise what their parsers raise
        raise InputError(
            f"not an Inspect log ({type(error).__name__})", where=str(path), mend="check the path"
        ) from error
    asked = Asked.of((log.eval.metadata or {}).get("folkways"), where=str(path))
    by_cell: dict[int, list[EvalSample]] = {}
    for sample in log.samples or []:
        by_cell.setdefault(int(sample.id), []).append(sample)
    if not by_cell:
        raise InputError("the log has no samples", where=str(path), mend="run the task to its end")
    logged = {number: _logged(samples) for number, samples in by_cell.items()}
    direct = asked.reasoning == ("direct",)
    seen = direct and any(isinstance(found.scores, LabelScores) for found in logged.values())
    epochs = max(len(samples) for samples in by_cell.values())
    info = ModelInfo(
        name=log.eval.model,
        revision=log.eval.run_id,
        dtype="provider",
        details={"logprobs": seen, "continues": False, "shard": 1024, "log": path.name},
    )
    return replay(asked, info, logged, _reading(log, seen, epochs), out, where=str(path))


def _reading(log: EvalLog, seen: bool, epochs: int) -> Reading:
    if seen:
        return Reading("both")
    greedy = epochs == 1 and log.plan.config.temperature == 0
    return Reading("text") if greedy else Reading("samples", samples=epochs)


def _logged(samples: Sequence[EvalSample]) -> Logged:
    first = samples[0]
    shown = first.input if isinstance(first.input, str) else first.input[-1].text
    return Logged(shown, tuple(_text(sample) for sample in samples), _scores(first))


def _text(sample: EvalSample) -> Generation | Failure:
    if sample.error is not None:
        return Failure("server", " ".join(sample.error.message.split())[:200])
    reply = as_reply(sample.output)
    return Generation(reply.text, reply.truncated, reply.written)


def _scores(sample: EvalSample) -> LabelScores | Failure | None:
    if sample.error is not None:
        return Failure("server", " ".join(sample.error.message.split())[:200])
    reply = as_reply(sample.output)
    if not any(place.shown for place in reply.positions):
        return None
    try:
        return read_labels(reply.positions, sample.metadata["labels"], tokens=reply.read)
    except ValueError as error:
        return Failure("malformed", str(error))
