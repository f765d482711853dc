"""Put judgements to a judge and write down what came back: one row of `VERDICTS_SCHEMA` each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import polars as pl

from folkways.judges.verdicts import VERDICTS_SCHEMA
from folkways.models.access import Failure, Generation, LabelScores, Model, Prompt
from folkways.probes.parse import parse
from folkways.runs import digest


@dataclass(frozen=True, slots=True)
class Cell:
    """One judgement to be asked for.

    Attributes:
        judge, rubric, version, item, wording, order: as in `VERDICTS_SCHEMA`.
        codes: in canonical order.
        shown: the canonical index at each place.
        labels, texts: the label and the words at each place.
        prompt: what the judge is shown.
    """

    judge: str
    rubric: str
    version: str
    item: str
    wording: str
    order: str
    codes: tuple[str, ...]
    shown: tuple[int, ...]
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Reading:
    """How a judge that shows no probabilities is read.

    Attributes:
        texts: how many texts per judgement: 1 is written greedily, more are drawn at temperature 1.
        tokens: most tokens of a text.
        seed: of the drawn texts.
    """

    texts: int = 1
    tokens: int = 32
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Outcome:
    method: str
    state: str
    probs: list[float] | None = None
    off_label: float | None = None
    unseen: float | None = None
    text: str | None = None
    tokens: int | None = None


def shows_probabilities(judge: Model) -> bool:
    """Whether the judge's label probabilities can be read; otherwise it is read by its texts."""
    return judge.info.details.get("logprobs") is not False


def ask(judge: Model, cells: Sequence[Cell], reading: Reading) -> pl.DataFrame:
    """Put these judgements to one judge.

    Returns:
        One row of `VERDICTS_SCHEMA` a cell, in order; a call that failed is a row of state `failed`.
    """
    prompts = [cell.prompt for cell in cells]
    if shows_probabilities(judge):
        scores = judge.score(prompts, [cell.labels for cell in cells])
        outcomes = [_scored(cell, score) for cell, score in zip(cells, scores, strict=True)]
    else:
        outcomes = _said(judge, cells, prompts, reading)
    rows = [_row(cell, outcome) for cell, outcome in zip(cells, outcomes, strict=True)]
    return pl.DataFrame(rows, schema=VERDICTS_SCHEMA)


def _scored(cell: Cell, score: LabelScores | Failure) -> _Outcome:
    if isinstance(score, Failure):
        return _failed("logprobs", score)
    mass = np.asarray(score.mass, float)
    whole = float(mass.sum())
    return _Outcome(
        method="logprobs",
        state="answered" if whole > 0 else "malformed",
        probs=_canonical(cell, mass / whole) if whole > 0 else None,
        off_label=score.off_label,
        unseen=score.unseen,
        tokens=score.tokens,
    )


def _said(judge: Model, cells: Sequence[Cell], prompts: list[Prompt], reading: Reading) -> list[_Outcome]:
    if reading.texts == 1:
        drawn: Sequence[Sequence[Generation | Failure]] = [
            [text] for text in judge.generate(prompts, max_tokens=reading.tokens)
        ]
        method = "greedy"
    else:
        drawn = judge.sample(prompts, max_tokens=reading.tokens, n=reading.texts, seed=reading.seed)
        method = "sampled"
    counts = judge.count_tokens(prompts)
    return [_parsed(method, cell, texts, tokens) for cell, texts, tokens in zip(cells, drawn, counts, strict=True)]


def _parsed(method: str, cell: Cell, texts: Sequence[Generation | Failure], tokens: int) -> _Outcome:
    """Shares of the levels among the texts that name one; the rest is `off_label`."""
    written = [text for text in texts if isinstance(text, Generation)]
    if not written:
        return _failed(method, texts[0])
    read = [parse(text.text, cell.labels, cell.texts, truncated=text.truncated) for text in written]
    places = [said.index for said in read if said.state == "answered" and said.index is not None]
    shares = np.bincount(places, minlength=len(cell.codes)) / max(len(places), 1)
    return _Outcome(
        method=method,
        state="answered" if places else Counter(said.state for said in read).most_common(1)[0][0],
        probs=_canonical(cell, shares) if places else None,
        off_label=1 - len(places) / len(written),
        unseen=0.0,
        text=written[0].text,
        tokens=tokens,
    )


def _canonical(cell: Cell, by_place: np.ndarray) -> list[float]:
    probs = np.empty(len(cell.codes))
    probs[list(cell.shown)] = by_place
    return probs.tolist()


def _failed(method: str, failure: Generation | Failure) -> _Outcome:
    assert isinstance(failure, Failure)
    return _Outcome(method=method, state="failed", text=f"{failure.kind}: {failure.message}")


def _row(cell: Cell, outcome: _Outcome) -> dict[str, object]:
    return {
        "judge": cell.judge,
        "rubric": cell.rubric,
        "version": cell.version,
        "item": cell.item,
        "wording": cell.wording,
        "order": cell.order,
        "codes": list(cell.codes),
        "prompt_hash": digest(cell.prompt.record()),
        **asdict(outcome),
    }
