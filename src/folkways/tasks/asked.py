"""What a harness is given to ask: a design, written down so that its log can be joined to the people again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from folkways.errors import InputError
from folkways.models.access import Model
from folkways.probes import Design, Reading, plan
from folkways.probes.design import Cell
from folkways.probes.probe import Plan
from folkways.surveys import Survey, load_survey


@dataclass(frozen=True, slots=True)
class Asked:
    """The design of a task; JSON-ready through `record`.

    Attributes:
        survey: by name, folder or file.
        populations: ids or names; none means all.
        framings, orders, labels, languages, reasoning: levels of the design.
        questions: at most so many, drawn within topics; None asks all.
        seed: of that draw.
    """

    survey: str = "menavalues"
    populations: tuple[str, ...] = ()
    framings: tuple[str, ...] = ("persona",)
    orders: tuple[str, ...] = ("given", "reversed")
    labels: tuple[str, ...] = ("digits",)
    languages: tuple[str, ...] = ("source",)
    reasoning: tuple[str, ...] = ("direct",)
    questions: int | None = None
    seed: int = 0

    @property
    def record(self) -> dict[str, Any]:
        """For a log; `of` reads it back."""
        return asdict(self)

    @classmethod
    def of(cls, record: object, *, where: str) -> Asked:
        """Read a record.

        Raises:
            InputError: it is not one.
        """
        names = {field.name for field in fields(cls)}
        if not isinstance(record, dict) or set(record) != names:
            raise InputError("this log is not of a task of folkways", where=where, mend="give a log of a folkways task")
        levels: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in record.items()}
        return cls(**levels)

    def plan(self, model: Model, reading: Reading | None = None) -> Plan:
        """The prompts, controls included, in their fixed order.

        Raises:
            FolkwaysError: the survey or a level is unknown.
        """
        return plan(
            model,
            load_survey(self.survey),
            populations=self.populations or None,
            limit=self.questions,
            design=Design(
                framings=self.framings,
                orders=self.orders,
                labels=self.labels,
                languages=self.languages,
                reasoning=self.reasoning,
            ),
            seed=self.seed,
            reading=reading,
            source=self.survey,
        )


def numbered(made: Plan) -> list[tuple[int, Cell]]:
    """The cells with their numbers in the plan, controls last: a harness that is told to stop early asks real ones."""
    return sorted(enumerate(made.cells), key=lambda pair: bool(pair[1].control))


def of_texts(asked: Asked, **levels: str) -> Asked:
    """The design with levels that were given as comma-separated texts; an empty text changes nothing."""
    listed = {name: tuple(part.strip() for part in text.split(",")) for name, text in levels.items() if text}
    return replace(asked, **listed)


def people_of(cell: Cell, survey: Survey, populations: tuple[str, ...]) -> dict[str, list[float]]:
    """Shares of the people's answers to a cell, in canonical order, by population; of all asked where it is neutral."""
    if cell.control:
        return {}
    ids = [cell.population.id] if cell.population else list(populations)
    shares: dict[str, dict[str, float]] = {}
    rows = survey.human.filter((survey.human["question"] == cell.question.id) & survey.human["population"].is_in(ids))
    for row in rows.iter_rows(named=True):
        shares.setdefault(row["population"], {})[row["option"]] = row["share"]
    found = {}
    for people, by_option in shares.items():
        total = sum(by_option.get(code, 0.0) for code in cell.question.codes)
        if total > 0:
            found[people] = [by_option.get(code, 0.0) / total for code in cell.question.codes]
    return found
