"""A panel: several model judges asked the same, each in every order and wording.

This room stands above `probes` and takes three small things from it: how labels are made, how orders become
permutations, and how a written reply is read. A judge's reply is an answer to a question with options like any other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.judges.asking import Cell, Reading, ask
from folkways.judges.item import Item, Pair, check_items
from folkways.judges.rubric import Rubric
from folkways.judges.spans import EVIDENCE_SCHEMA, evidence_rows, no_verdict
from folkways.judges.verdicts import by_judge
from folkways.judges.wordings import WORDINGS, evidence_prompt, pair_prompt, rating_prompt, wording
from folkways.models.access import Failure, Model, Prompt
from folkways.probes.labels import labels
from folkways.probes.orders import permutation
from folkways.runs import Run, digest

#: Judgements in one shard, what a kill can lose; a judge with many connections asks for more.
SHARD = 64

SIDES = ("a", "b")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Panel:
    """Model judges and how they are asked.

    Attributes:
        judges: name → model.
        wordings: of `WORDINGS`; two by default.
        reading: how judges without label probabilities are read.

    Raises:
        InputError: there is no judge or no wording, a wording is unknown, or a number of the reading is below 1.
    """

    judges: Mapping[str, Model]
    wordings: tuple[str, ...] = tuple(WORDINGS)
    reading: Reading = field(default_factory=Reading)

    def __post_init__(self) -> None:
        if not self.judges:
            raise InputError("the panel has no judges", mend="give at least one; three or more are a panel")
        if not self.wordings:
            raise InputError("the panel has no wordings", mend=f"use {', '.join(WORDINGS)}")
        for name in self.wordings:
            wording(name)
        for name in ("texts", "tokens"):
            if getattr(self.reading, name) < 1:
                raise InputError(f"{name} is {getattr(self.reading, name)}", mend="give at least 1")

    def rate(
        self, rubric: Rubric, items: Sequence[Item], *, out: Path | None = None, progress: Progress | None = None
    ) -> pl.DataFrame:
        """The level of every item, from every judge, in every order and wording.

        Args:
            rubric, items: what is asked, of what.
            out: run folder; a run that was stopped there goes on.
            progress: called with (judgements done, judgements in all) after every shard.

        Returns:
            A frame of `VERDICTS_SCHEMA`.

        Raises:
            InputError: there are no items, or two with one id.
            RunError: the folder holds another run or cannot be written.
        """
        check_items(items)
        return self._execute("rate", rubric, list(self._ratings(rubric, items)), out, progress)

    def prefer(
        self, rubric: Rubric, pairs: Sequence[Pair], *, out: Path | None = None, progress: Progress | None = None
    ) -> pl.DataFrame:
        """Which response of every pair is preferred; each is shown at either side. The judge is not told the arms.

        Args, Returns: as `rate`; the codes are `a` and `b`, and the order `given` has arm A first.

        Raises:
            InputError: there are no pairs, two have one id, or the rubric asks for no preference.
            RunError: the folder holds another run or cannot be written.
        """
        check_items(pairs)
        if not rubric.preference:
            raise InputError(
                "asks for no preference", where=f"rubric {rubric.name!r}", mend="add `preference:`, asked of two texts"
            )
        return self._execute("prefer", rubric, list(self._pairs(rubric, pairs)), out, progress)

    def quote(
        self, rubric: Rubric, items: Sequence[Item], verdicts: pl.DataFrame, *, tokens: int = 128
    ) -> pl.DataFrame:
        """The passages that each judge quotes for its own verdict, and where they stand in the judged text.

        Args:
            rubric, items: as they were rated.
            verdicts: from `rate`; without a verdict on an item there is nothing to give evidence for. Verdicts on
                other items are passed over.
            tokens: most tokens of a reply.

        Returns:
            A frame of `EVIDENCE_SCHEMA`, one row per quote; a quote that the text does not hold has no place.

        Raises:
            InputError: the rubric asks for no evidence, or the verdicts are of another version of it or by judges
                that are not on the panel.
        """
        if not rubric.evidence:
            raise InputError(
                "asks for no evidence", where=f"rubric {rubric.name!r}", mend="add `evidence:`, the request to quote"
            )
        if set(verdicts["version"]) != {rubric.version}:
            raise InputError("the verdicts are of another rubric", mend="rate the items by this rubric first")
        if absent := sorted(set(verdicts["judge"]) - set(self.judges)):
            raise InputError(f"{absent[0]} is not on the panel", mend="ask the panel that gave the verdicts")
        text_of = {item.id: item for item in items}
        rows: list[dict[str, Any]] = []
        for (name,), part in by_judge(verdicts).group_by(["judge"], maintain_order=True):
            said = part.filter(pl.col("item").is_in(list(text_of))).select("item", "code").rows()
            rows += [no_verdict(str(name), item) for item, code in said if code is None]
            asked = [(text_of[item], code) for item, code in said if code is not None]
            prompts = [evidence_prompt(rubric, item, code) for item, code in asked]
            replies = self.judges[str(name)].generate(prompts, max_tokens=tokens) if prompts else []
            for (item, code), reply in zip(asked, replies, strict=True):
                text = None if isinstance(reply, Failure) else reply.text
                rows += evidence_rows(str(name), item.id, code, text, item.text)
        return pl.DataFrame(rows, schema=EVIDENCE_SCHEMA)

    def rating_prompts(self, rubric: Rubric, items: Sequence[Item]) -> list[Prompt]:
        """The prompts that `rate` asks, judge by judge: what an estimate before a run is made from."""
        return [cell.prompt for cell in self._ratings(rubric, items)]

    def _ratings(self, rubric: Rubric, items: Sequence[Item]) -> Iterator[Cell]:
        k = len(rubric.levels)
        named = labels("digits", k)
        for judge in self.judges:
            for item in items:
                for words in self.wordings:
                    for order in orders_of(rubric):
                        shown = permutation(order, k)
                        yield Cell(
                            judge, rubric.name, rubric.version, item.id, words, order, rubric.codes, shown, named,
                            tuple(rubric.levels[i].text for i in shown),
                            rating_prompt(rubric, item, words, shown, named),
                        )  # fmt: skip

    def _pairs(self, rubric: Rubric, pairs: Sequence[Pair]) -> Iterator[Cell]:
        named, said = labels("letters", 2), ("response_a", "response_b")
        for judge in self.judges:
            for pair in pairs:
                for words in self.wordings:
                    for order in ("given", "reversed"):
                        shown = permutation(order, 2)
                        yield Cell(
                            judge, rubric.name, rubric.version, pair.id, words, order, SIDES, shown, named, said,
                            pair_prompt(rubric, pair, words, shown),
                        )  # fmt: skip

    def _execute(
        self, task: str, rubric: Rubric, cells: list[Cell], out: Path | None, progress: Progress | None
    ) -> pl.DataFrame:
        size = max(int(judge.info.details.get("shard", SHARD)) for judge in self.judges.values())
        shards = [cells[i : i + size] for i in range(0, len(cells), size)]
        run = None if out is None else Run.open(out, self._config(task, rubric, cells, size), shards=len(shards))
        missing = list(range(len(shards))) if run is None else run.missing()
        done = len(cells) - sum(len(shards[i]) for i in missing)
        frames = []
        for index in missing:
            started = time.monotonic()
            frame = self._ask(shards[index])
            if run is None:
                frames.append(frame)
            else:
                run.write(index, frame, note={"seconds": time.monotonic() - started})
            done += frame.height
            if progress:
                progress(done, len(cells))
        return pl.concat(frames if run is None else list(run.frames()))

    def _ask(self, cells: list[Cell]) -> pl.DataFrame:
        of_judge = {name: [cell for cell in cells if cell.judge == name] for name in self.judges}
        return pl.concat([ask(self.judges[name], part, self.reading) for name, part in of_judge.items() if part])

    def _config(self, task: str, rubric: Rubric, cells: list[Cell], size: int) -> dict[str, Any]:
        judges = {
            name: {"model": judge.info.name, "revision": judge.info.revision, "dtype": judge.info.dtype}
            for name, judge in self.judges.items()
        }
        return {
            "task": f"judges {task}",
            "rubric": rubric.to_record(),
            "judges": judges,
            "wordings": list(self.wordings),
            "reading": asdict(self.reading),
            "shard": size,
            "prompts": digest([[cell.judge, cell.item, cell.prompt.record()] for cell in cells]),
        }


def orders_of(rubric: Rubric) -> tuple[str, ...]:
    """The orders in which a rubric's levels are shown.

    An ordinal scale is shown as given and reversed, never shuffled; a nominal one in every cyclic shift, so that each
    level stands at each place once.
    """
    if rubric.scale == "ordinal":
        return ("given", "reversed")
    return ("given", *(f"shift-{i}" for i in range(1, len(rubric.levels))))
