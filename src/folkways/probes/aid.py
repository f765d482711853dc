"""What brings a model closer while it is asked: a text before the question, an adapter, or both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from folkways.errors import InputError
from folkways.populations import Population
from folkways.probes.design import Cell
from folkways.surveys import Question

#: The text that stands before a question, as a system turn: of (question, population, language, whether the model
#: thinks first); "" for none. The population is None in the neutral framing.
Context = Callable[[Question, Population | None, str, bool], str]

#: The key of the adapter for every people that has none of its own, and for what is asked of nobody.
ANYONE = "*"


@dataclass(frozen=True, slots=True)
class Aid:
    """What a model is given besides the questions.

    Attributes:
        name: what a report calls it, such as `norms: topic`.
        context: the text before each question, if any.
        adapters: the name of the adapter that answers for each population (`LocalModel.adapt`); `*` for all others.
        seen: ids of the questions whose answers went into it: a probe that asks one is refused.
        facts: what else a run keeps of it, JSON-ready: fingerprints of the files that it came from.
        apart: whether it tells the peoples apart where the words do not: the neutral framing is then asked once for
            each of them, and the population is theirs.
    """

    name: str
    context: Context | None = None
    adapters: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)
    apart: bool = False

    def refuse(self, questions: Iterable[str]) -> None:
        """Refuse to score questions whose answers it has seen.

        Raises:
            InputError: it has seen one of them.
        """
        leaked = sorted(set(questions) & self.seen)
        if leaked:
            raise InputError(
                f"{self.name} has seen the people's answers to {len(leaked)} of these questions, {leaked[0]} first",
                mend="ask those that were held out: --split SPLIT.json",
            )

    def given_to(self, cell: Cell) -> Cell:
        """The cell with its text and its adapter."""
        thinks = cell.reasoning == "reasoned"
        text = self.context(cell.question, cell.population, cell.language, thinks) if self.context else ""
        people = cell.population.id if cell.population else ANYONE
        return replace(cell, context=text, adapter=self.adapters.get(people, self.adapters.get(ANYONE, "")))

    def to_record(self) -> dict[str, Any]:
        """What a run says of it, JSON-ready."""
        record = {"name": self.name, "adapters": dict(self.adapters), "seen": sorted(self.seen), **self.facts}
        return {**record, "apart": True} if self.apart else record
