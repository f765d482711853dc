"""A model whose answers are kept, and of which no more is asked than was allowed."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from folkways.errors import InputError, ModelError
from folkways.models.access import (
    Failure,
    Generation,
    LabelScores,
    Model,
    ModelInfo,
    Prompt,
    checked_temperature,
)
from folkways.models.call import Call, Keeping
from folkways.models.call_store import CallStore
from folkways.models.spending import Allowance, LimitError, Meter

_T = TypeVar("_T", Generation, LabelScores)
_Ask = Callable[[Sequence[Call]], Sequence[Sequence[_T | Failure]]]
_Read = Callable[[Mapping[str, Any]], _T]


class Recorded:
    """Stands before a model, answers from a store what was asked before, and keeps what is new.

    The new answers of one `generate`, `sample` or `score` are written in one transaction: a process that is killed
    asks exactly the same of the model again, in the same batch. Failures are handed on and never kept. The draws of
    one prompt are asked together or not at all. Equal calls are asked once, in one batch and in several threads.

    A model with a store of its own (a provider's: see `call.Keeping`) keeps its answers there, each as it arrives;
    they are not written a second time. They are known there whatever the stage, and count as calls only where they are
    not known yet.

    Args:
        model: whom to ask.
        store: of the answers of a model that keeps none itself.
        max_calls: most answers that the model is asked for in the life of this object; None for any number.
        allowance: the same for several models together, in place of `max_calls`.
        stage: part of what an answer is kept under, so that equal calls of two stages are two calls.
        meter: where calls and tokens are counted, and money where it has a price; the model's own where absent, which
            the model writes itself. Tokens that are read are counted once for all draws of a prompt.

    Raises:
        InputError: `max_calls` is negative.
    """

    def __init__(
        self, model: Model, store: CallStore, *, max_calls: int | None = None, stage: str = "",
        meter: Meter | None = None, allowance: Allowance | None = None,
    ) -> None:  # fmt: skip
        if max_calls is not None and max_calls < 0:
            raise InputError(f"max_calls is {max_calls}", mend="give 0 or more, or None for any number")
        own = getattr(model, "meter", None)
        self._model = model
        self._keeper = model if isinstance(model, Keeping) else None
        self._store = store
        self._allowance = allowance or Allowance(max_calls)
        self._stage = stage
        self.meter: Meter = meter if meter is not None else own if isinstance(own, Meter) else Meter()
        self._counting = self.meter is not own
        self._calls = self._cached = self._failed = 0
        self._turn = threading.Condition()
        self._in_flight: set[Call] = set()

    @property
    def info(self) -> ModelInfo:
        """What a report says of the model."""
        return self._model.info

    @property
    def calls(self) -> int:
        """Answers that the model was asked for, those that failed among them."""
        return self._calls

    @property
    def cached(self) -> int:
        """Answers that were known."""
        return self._cached

    @property
    def failed(self) -> int:
        """Answers that the model was asked for and that were failures."""
        return self._failed

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """Length of each rendered prompt in tokens; no call."""
        return self._model.count_tokens(prompts)

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        """Label probabilities at the answer position, one result a prompt, in order.

        Raises:
            LimitError: `max_calls` is reached; what was answered before is kept.
        """
        if len(prompts) != len(labels):
            raise ModelError(
                f"{len(prompts)} prompts but {len(labels)} label sets", mend="give one label set for each prompt"
            )
        calls = [Call("score", prompt, labels=tuple(names)) for prompt, names in zip(prompts, labels, strict=True)]

        def ask(part: Sequence[Call]) -> list[list[LabelScores | Failure]]:
            found = self._model.score([call.prompt for call in part], [call.labels for call in part])
            return [[scores] for scores in found]

        return [answers[0] for answers in self._answers(calls, ask, _scores)]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        """Greedy continuations, one a prompt, in order.

        Raises:
            LimitError: `max_calls` is reached; what was answered before is kept.
        """
        calls = [Call("generate", prompt, max_tokens=max_tokens) for prompt in prompts]

        def ask(part: Sequence[Call]) -> list[list[Generation | Failure]]:
            return [[text] for text in self._model.generate([call.prompt for call in part], max_tokens=max_tokens)]

        return [answers[0] for answers in self._answers(calls, ask, _generation)]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        """`n` continuations of each prompt, in the order of the prompts.

        Raises:
            InputError: the temperature is not above 0.
            LimitError: `max_calls` is reached; what was answered before is kept.
        """
        warmth = checked_temperature(temperature)
        calls = [
            Call("sample", prompt, max_tokens=max_tokens, n=n, seed=seed, temperature=warmth) for prompt in prompts
        ]

        def ask(part: Sequence[Call]) -> Sequence[Sequence[Generation | Failure]]:
            return self._model.sample(
                [call.prompt for call in part], max_tokens=max_tokens, n=n, seed=seed, temperature=warmth
            )

        return self._answers(calls, ask, _generation)

    def _answers(self, calls: Sequence[Call], ask: _Ask[_T], read: _Read[_T]) -> list[list[_T | Failure]]:
        """The `n` answers of each call, known or asked."""
        distinct = list(dict.fromkeys(calls))
        found: dict[Call, list[_T | Failure]] = {}
        asked = 0
        try:
            while wanted := [call for call in distinct if call not in found]:
                kept, free = self._take(wanted, found, read)
                if free:
                    found |= self._asked(free, ask, read)
                    asked += sum(free.values())
                elif not kept and len(found) < len(distinct):
                    raise self._limit()
                if kept:
                    found |= {call: list(answers) for call, answers in zip(kept, ask(kept), strict=True)}
        finally:
            known = sum(call.n for call in found) - asked
            with self._turn:
                self._cached += known
            if self._counting:
                self.meter.settle(0.0, cached=known)
        return [list(found[call]) for call in calls]

    def _take(
        self, wanted: Sequence[Call], found: dict[Call, list[_T | Failure]], read: _Read[_T]
    ) -> tuple[list[Call], dict[Call, int]]:
        """Look up what is known, and take of the rest what no other thread is asking and the limit allows.

        Returns:
            Calls that the model has kept itself; calls to ask now, and how many answers each lacks. Both are empty
            where all is found, or where the limit leaves nothing.
        """
        with self._turn:
            while True:
                lacking = self._look_up(wanted, found, read)
                kept = [call for call, answers in lacking.items() if not answers]
                free = {call: n for call, n in lacking.items() if n and call not in self._in_flight}
                if kept or free or not lacking:
                    break
                self._turn.wait()
                wanted = list(lacking)
            mine: dict[Call, int] = {}
            for call, answers in free.items():
                if not self._allowance.take(answers):
                    break
                mine[call] = answers
                self._calls += answers
            self._in_flight |= set(mine)
        return kept, mine

    def _look_up(
        self, wanted: Sequence[Call], found: dict[Call, list[_T | Failure]], read: _Read[_T]
    ) -> dict[Call, int]:
        """Put what the store knows into `found`; how many answers must be asked for each other call."""
        lacking: dict[Call, int] = {}
        for call in wanted:
            if self._keeper is not None:
                lacking[call] = self._keeper.unanswered(call)
                continue
            known = self._known(call, read)
            if None in known:
                lacking[call] = call.n  # an engine draws all of a prompt's texts or none
            else:
                found[call] = [answer for answer in known if answer is not None]
        return lacking

    def _asked(self, lacking: Mapping[Call, int], ask: _Ask[_T], read: _Read[_T]) -> dict[Call, list[_T | Failure]]:
        """Ask the model, and keep what it answers."""
        calls = list(lacking)
        try:
            tokens, held = self._hold(lacking)
            answers: Sequence[Sequence[_T | Failure]] = ()
            try:
                answers = ask(calls)
            except LimitError:
                self._unasked(calls)
                raise
            finally:
                self._count(answers, tokens, held)
            found = {call: list(given) for call, given in zip(calls, answers, strict=True)}
            return found if self._keeper is not None else self._keep(found, read)
        finally:
            with self._turn:
                self._in_flight -= set(calls)
                self._turn.notify_all()

    def _unasked(self, calls: Sequence[Call]) -> None:
        """Give back what was taken for calls that a model with a limit of its own did not make."""
        left = sum(call.n if self._keeper is None else self._keeper.unanswered(call) for call in calls)
        self._allowance.give_back(left)
        with self._turn:
            self._calls -= left

    def _hold(self, lacking: Mapping[Call, int]) -> tuple[int, float]:
        """Tokens that are read, and the money set aside for them and for what may be written."""
        if not self._counting:
            return 0, 0.0
        tokens = sum(self._model.count_tokens([call.prompt for call in lacking]))
        try:
            return tokens, self.meter.hold(tokens, sum(call.max_tokens * n for call, n in lacking.items()))
        except LimitError:
            self._unasked(list(lacking))
            raise

    def _count(self, answers: Sequence[Sequence[_T | Failure]], tokens: int, held: float) -> None:
        given = [answer for several in answers for answer in several]
        failed = sum(isinstance(answer, Failure) for answer in given)
        with self._turn:
            self._failed += failed
        if self._counting:
            written = sum(answer.tokens for answer in given if isinstance(answer, Generation))
            self.meter.settle(
                held, tokens if given else 0, written, calls=len(given) - failed, expected=tokens, failed=failed
            )

    def _keep(self, found: Mapping[Call, list[_T | Failure]], read: _Read[_T]) -> dict[Call, list[_T | Failure]]:
        """Write all new answers at once; where one was kept before, it stays and is the answer."""
        self._store.put_all(
            {
                self._key(call, draw): asdict(answer)
                for call, given in found.items()
                for draw, answer in enumerate(given)
                if not isinstance(answer, Failure)
            }
        )
        return {
            call: [kept if kept is not None else new for kept, new in zip(self._known(call, read), given, strict=True)]
            for call, given in found.items()
        }

    def _known(self, call: Call, read: _Read[_T]) -> list[_T | None]:
        """The answers of a call that the store has, None for each other."""
        records = [self._store.get(self._key(call, draw)) for draw in range(call.n)]
        return [None if record is None else read(record) for record in records]

    def _key(self, call: Call, draw: int) -> str:
        info = self._model.info
        asked = {"stage": self._stage, "model": [info.name, info.revision, info.dtype], "draw": draw, **call.record()}
        return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def _limit(self) -> LimitError:
        return LimitError(
            f"stopped at the limit of {self._allowance.most:,} calls ({self._allowance.calls:,} made)",
            where=self.info.name,
            mend="run the same command again, where the limit counts anew; answers that were given are kept"
            if self._allowance.calls
            else "raise --max-calls: not one call fits into it",
        )


def _generation(record: Mapping[str, Any]) -> Generation:
    return Generation(**record)


def _scores(record: Mapping[str, Any]) -> LabelScores:
    return LabelScores(**{**record, "mass": tuple(record["mass"])})
