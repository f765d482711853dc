"""Scores of finished runs, made when they are first looked at and kept while the run's files stay as they are."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

from folkways.errors import FolkwaysError
from folkways.web.folder import RunCard, Stamp

if TYPE_CHECKING:
    from folkways.alignment import Alignment, Comparison
    from folkways.answers import Answers
    from folkways.probes.gate import Gate
    from folkways.report import Estimate
    from folkways.surveys import Survey

#: Runs, comparisons and headlines that are kept in memory; a run of 860 questions and 16 peoples takes about 25 MB.
RUNS, COMPARISONS, HEADLINES = 12, 32, 2000

Judge = Callable[["Answers", "Survey"], "tuple[Alignment, Gate, Survey]"]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Result:
    """A finished run with its scores; the answers themselves are let go.

    Attributes:
        alignment, gate: scores and validity gate.
        asked: the part of the survey that was asked.
        info: how the answers were obtained.
        methods: how they were read.
        rows, tokens: of all answers, controls included.
    """

    alignment: Alignment
    gate: Gate
    asked: Survey
    info: Mapping[str, Any]
    methods: tuple[str, ...]
    rows: int
    tokens: int

    @property
    def gates(self) -> dict[str, Gate]:
        """The gate in each language in which the controls were asked, the one of the run's own verdict first."""
        return {self.gate.language: self.gate, **self.gate.others}

    def verdict(self, language: str) -> str:
        """The gate's verdict on answers in this language."""
        return self.gates.get(language, self.gate).verdict


@dataclass(frozen=True)
class Headline:
    """What the list of runs says of a finished one: the gate, and the score of its first line."""

    verdict: str
    framing: str
    language: str
    score: Estimate
    skill: Estimate
    measure: str


@dataclass(frozen=True)
class Failure:
    """Why a run cannot be shown, in one line."""

    reason: str


class Results:
    """Results by run, bounded, safe to ask from several threads; one result is computed at a time."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._working = threading.RLock()
        self._runs: OrderedDict[tuple[str, Stamp], Result | Failure] = OrderedDict()
        self._headlines: OrderedDict[tuple[str, Stamp], Headline | Failure] = OrderedDict()
        self._comparisons: OrderedDict[tuple[Any, ...], Comparison | Failure] = OrderedDict()
        self._surveys: WeakValueDictionary[tuple[str, tuple[str, ...]], Survey] = WeakValueDictionary()

    def of(self, card: RunCard) -> Result | Failure:
        """Scores and gate of a finished run."""
        key = (card.id, card.stamp)
        with self._working:
            return _kept(self._runs, key, RUNS, lambda: self._judged(card))

    def headline(self, card: RunCard) -> Headline | Failure:
        """The run's line in the list, computed if need be."""
        key = (card.id, card.stamp)
        with self._working:
            return _kept(self._headlines, key, HEADLINES, lambda: _headline(self.of(card)))

    def known(self, card: RunCard) -> Headline | Failure | None:
        """The run's line in the list if it is at hand."""
        return self._headlines.get((card.id, card.stamp))

    def compared(self, a: RunCard, b: RunCard, metric: str) -> Comparison | Failure:
        """Differences B − A on common cells."""
        key = (a.id, a.stamp, b.id, b.stamp, metric)
        with self._working:
            return _kept(self._comparisons, key, COMPARISONS, lambda: self._compared(a, b, metric))

    def _judged(self, card: RunCard) -> Result | Failure:
        from folkways.probes.reading import read_run

        try:
            answers, survey = read_run(card.path)
            alignment, gate, asked = self._judge(answers, survey)
        except FolkwaysError as error:
            return Failure(str(error))
        except Exception as error:  # a folder that anybody may have changed: whatever is wrong in it is shown as such
            return Failure(f"could not be read ({type(error).__name__}: {error})")
        asked = self._surveys.setdefault((survey.digest, tuple(q.id for q in asked.questions)), asked)
        frame = answers.frame
        return Result(
            alignment, gate, asked, answers.info, tuple(sorted(set(frame["method"]))), len(answers),
            int(frame["tokens"].sum() or 0),
        )  # fmt: skip

    def _compared(self, a: RunCard, b: RunCard, metric: str) -> Comparison | Failure:
        from folkways.alignment import compare

        first, second = self.of(a), self.of(b)
        for side in (first, second):
            if isinstance(side, Failure):
                return side
        assert isinstance(first, Result)
        assert isinstance(second, Result)
        try:
            return compare(first.alignment, second.alignment, metric=metric)
        except FolkwaysError as error:
            return Failure(str(error))


def _headline(result: Result | Failure) -> Headline | Failure:
    from folkways.report.lines import lines_of, measure_of
    from folkways.report.verdict import skill_name, summary_value

    if isinstance(result, Failure):
        return result
    lines = lines_of(result.alignment)
    if not lines:
        return Failure("no answer of the model could be scored")
    line, measure = lines[0], measure_of(result.alignment)
    return Headline(
        result.gate.verdict, line.framing, line.key[2], summary_value(result.alignment, line, measure),
        summary_value(result.alignment, line, skill_name(measure)), measure,
    )  # fmt: skip


def _kept(store: OrderedDict[Any, Value], key: Any, most: int, make: Callable[[], Value]) -> Value:
    """The value under this key, made if it is not there; the longest unused go first."""
    if key not in store:
        store[key] = make()
        while len(store) > most:
            store.popitem(last=False)
    store.move_to_end(key)
    return store[key]
