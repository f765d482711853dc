"""Put a batch of cells to a model and write down what came back: one row of `ANSWERS_SCHEMA` a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import polars as pl

from folkways.answers import ANSWERS_SCHEMA
from folkways.models.access import Failure, Generation, LabelScores, Model, Prompt
from folkways.probes.design import Cell, render
from folkways.probes.parse import Parsed, parse
from folkways.probes.reasoning import announced, conclusion
from folkways.probes.wordings import wording
from folkways.runs import digest

READS = ("logprobs", "both", "text", "samples")


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are read.

    Attributes:
        read: `logprobs` (label probabilities), `both` (and a greedy text beside them), `text` (a greedy text, parsed)
            or `samples` (several texts at temperature 1, parsed).
        text_tokens: most tokens of a text that answers at once.
        reason_tokens: most tokens of a text that thinks first.
        samples: texts per cell for `samples`.
        seed: of the samples.
    """

    read: str = "logprobs"
    text_tokens: int = 32
    reason_tokens: int = 256
    samples: int = 8
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one cell gave: the columns of its row that depend on the model."""

    method: str
    state: str
    probs: list[float] | None = None
    off_label: float | None = None
    unseen: float | None = None
    text: str | None = None
    parsed: str | None = None
    tokens: int | None = None


def ask(model: Model, cells: Sequence[Cell], reading: Reading) -> pl.DataFrame:
    """Put the prompts of these cells to the model.

    Returns:
        One row of `ANSWERS_SCHEMA` a cell, in order; a call that failed is a row of state `failed`.
    """
    prompts = [render(cell) for cell in cells]
    outcomes: dict[int, _Outcome] = {}
    for reasoning in dict.fromkeys(cell.reasoning for cell in cells):
        at = [i for i, cell in enumerate(cells) if cell.reasoning == reasoning]
        part, shown = [cells[i] for i in at], [prompts[i] for i in at]
        if reading.read in ("text", "samples"):
            found = _read_texts(model, part, shown, reading)
        elif reasoning == "reasoned":
            found = _read_after_thought(model, part, shown, reading)
        else:
            found = _read_labels(model, part, shown, reading)
        outcomes.update(zip(at, found, strict=True))
    rows = [_row(model, cell, prompts[i], outcomes[i]) for i, cell in enumerate(cells)]
    return pl.DataFrame(rows, schema=ANSWERS_SCHEMA)


def _read_labels(model: Model, cells: list[Cell], prompts: list[Prompt], reading: Reading) -> list[_Outcome]:
    scores = model.score(prompts, [cell.label_texts for cell in cells])
    outcomes = [_scored(cell, score) for cell, score in zip(cells, scores, strict=True)]
    # The gate and the calibration need no texts, so controls are not made to write any.
    spoken = [i for i, cell in enumerate(cells) if reading.read == "both" and not cell.control]
    texts = model.generate([prompts[i] for i in spoken], max_tokens=reading.text_tokens) if spoken else []
    for i, text in zip(spoken, texts, strict=True):
        outcomes[i] = _with_text(cells[i], outcomes[i], text)
    return outcomes


def _read_after_thought(model: Model, cells: list[Cell], prompts: list[Prompt], reading: Reading) -> list[_Outcome]:
    """Label probabilities at the announced answer, after what the model thought."""
    texts = model.generate(prompts, max_tokens=reading.reason_tokens)
    thinks = bool(model.info.details.get("thinking"))
    written = [i for i, text in enumerate(texts) if isinstance(text, Generation)]
    continued = [_continued(cells[i], prompts[i], texts[i], thinks) for i in written]
    scores = dict(zip(written, model.score(continued, [cells[i].label_texts for i in written]), strict=True))
    return [
        _with_text(cell, _scored(cell, scores[i]), text) if i in scores else _failed("logprobs", text)
        for i, (cell, text) in enumerate(zip(cells, texts, strict=True))
    ]


def _continued(cell: Cell, prompt: Prompt, text: Generation | Failure, thinks: bool) -> Prompt:
    assert isinstance(text, Generation)
    answer = wording(cell.language).answer
    return replace(prompt, prefix=announced(text.text, answer, truncated=text.truncated, thinks=thinks))


def _read_texts(model: Model, cells: list[Cell], prompts: list[Prompt], reading: Reading) -> list[_Outcome]:
    reasoned = cells[0].reasoning == "reasoned"
    limit = reading.reason_tokens if reasoned else reading.text_tokens
    if reading.read == "text":
        drawn: Sequence[Sequence[Generation | Failure]] = [[t] for t in model.generate(prompts, max_tokens=limit)]
    else:
        drawn = model.sample(prompts, max_tokens=limit, n=reading.samples, seed=reading.seed)
    method = "greedy" if reading.read == "text" else "sampled"
    counts = model.count_tokens(prompts)
    return [_said(method, cell, texts, tokens) for cell, texts, tokens in zip(cells, drawn, counts, strict=True)]


def _said(method: str, cell: Cell, texts: Sequence[Generation | Failure], tokens: int) -> _Outcome:
    """Shares of the options among the texts that name one; the rest is `off_label`."""
    written = [text for text in texts if isinstance(text, Generation)]
    if not written:
        return _failed(method, texts[0])
    codes = cell.question.codes
    read = [_parse(cell, text) for text in written]
    named = [codes[cell.shown[said.index]] for said in read if said.state == "answered" and said.index is not None]
    first = next((i for i, said in enumerate(read) if said.state == "answered"), 0)
    most = Counter(said.state for said in read).most_common(1)[0][0]
    return _Outcome(
        method=method,
        state="answered" if named else most,
        probs=[named.count(code) / len(named) for code in codes] if named else None,
        off_label=1 - len(named) / len(written),
        unseen=0.0,
        text=written[first].text,
        parsed=Counter(named).most_common(1)[0][0] if named else None,
        tokens=tokens,
    )


def _scored(cell: Cell, score: LabelScores | Failure) -> _Outcome:
    if isinstance(score, Failure):
        return _failed("logprobs", score)
    return _Outcome(
        method="logprobs",
        state="answered",
        probs=_canonical(cell, score),
        off_label=score.off_label,
        unseen=score.unseen,
        tokens=score.tokens,
    )


def _with_text(cell: Cell, outcome: _Outcome, text: Generation | Failure) -> _Outcome:
    """Label probabilities and the class of the text beside them; the class of the text is the row's."""
    if isinstance(text, Failure):
        return _failed("logprobs", text)
    if outcome.state == "failed":
        return outcome
    said = _parse(cell, text)
    code = None if said.index is None else cell.question.codes[cell.shown[said.index]]
    return replace(outcome, state=said.state, text=text.text, parsed=code)


def _parse(cell: Cell, text: Generation) -> Parsed:
    shown = [cell.question.substantive[i].text(cell.language) for i in cell.shown]
    words = text.text
    if cell.reasoning == "reasoned":
        words = conclusion(words, wording(cell.language).answer)
    return parse(words, cell.label_texts, shown, truncated=text.truncated)


def _failed(method: str, failure: Generation | Failure) -> _Outcome:
    assert isinstance(failure, Failure)
    return _Outcome(method=method, state="failed", text=f"{failure.kind}: {failure.message}")


def _canonical(cell: Cell, score: LabelScores) -> list[float] | None:
    """Label masses as probabilities of the options in canonical order; None where no mass fell on any."""
    mass = np.asarray(score.mass, float)
    if not mass.sum() > 0:
        return None
    probs = np.empty(len(mass))
    probs[list(cell.shown)] = mass / mass.sum()
    return probs.tolist()


def _row(model: Model, cell: Cell, prompt: Prompt, outcome: _Outcome) -> dict[str, object]:
    return {
        "model": model.info.name,
        "question": cell.question.id,
        "population": cell.population.id if cell.population else "",
        "framing": cell.framing,
        "language": cell.language,
        "reasoning": cell.reasoning,
        "order": cell.order,
        "labels": cell.labels,
        "template": cell.template,
        "cue": cell.cue,
        "control": cell.control,
        "codes": list(cell.question.codes),
        "prompt_hash": digest(prompt.record()),
        **asdict(outcome),
    }
