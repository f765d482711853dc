"""Which prompts a probe asks: the grid of factors, cut into cells in a fixed order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from folkways.errors import InputError
from folkways.models.access import Prompt
from folkways.populations import Population
from folkways.probes.framings import CUES, FRAMINGS, phrasing
from folkways.probes.labels import label_kind, labels
from folkways.probes.orders import check_order, orders_for, permutation
from folkways.probes.wordings import wording
from folkways.surveys import Question, Survey


@dataclass(frozen=True, slots=True)
class Cell:
    """One prompt: a question as one people in one format.

    `stem` replaces the question's wording where a control asks something else with the same options.
    """

    question: Question
    population: Population | None
    framing: str
    language: str
    order: str
    labels: str
    template: str
    cue: str
    control: str = ""
    stem: str | None = None

    @property
    def shown(self) -> tuple[int, ...]:
        """The canonical index of the option at each place."""
        return permutation(self.order, len(self.question.codes))

    @property
    def label_texts(self) -> tuple[str, ...]:
        """The labels, place by place."""
        return labels(self.labels, len(self.question.codes))


@dataclass(frozen=True, slots=True)
class Design:
    """The factors of a probe and their levels.

    Raises:
        InputError: a level is unknown or a factor has none.
    """

    framings: tuple[str, ...] = FRAMINGS
    orders: tuple[str, ...] = ("given", "reversed")
    labels: tuple[str, ...] = ("digits",)
    templates: tuple[str, ...] = ("plain",)
    cue: str = "before"
    language: str = "en"

    def __post_init__(self) -> None:
        for name in ("framings", "orders", "labels", "templates"):
            levels = getattr(self, name)
            if not levels:
                raise InputError(f"the design has no {name}", mend="give at least one")
            object.__setattr__(self, name, tuple(dict.fromkeys(levels)))
        for framing in self.framings:
            for template in self.templates:
                phrasing(framing, template, self.language)
        for order in self.orders:
            check_order(order)
        for label_set in self.labels:
            labels(label_set, 2)
        if self.cue not in CUES:
            raise InputError(f"unknown place of the identity cue {self.cue!r}", mend="use before or after")

    def cells(self, questions: Sequence[Question], populations: Sequence[Population]) -> Iterator[Cell]:
        """Every cell; the neutral framing, which names no people, once for all populations."""
        for question in questions:
            for framing in self.framings:
                peoples = (None,) if framing == "neutral" else populations
                for people in peoples:
                    for template in self.templates:
                        for label_set in self.labels:
                            for order in orders_for(question, self.orders):
                                yield Cell(
                                    question, people, framing, self.language, order, label_set, template, self.cue
                                )


def choose_questions(survey: Survey, populations: Sequence[Population], limit: int | None, seed: int) -> Survey:
    """At most `limit` questions, drawn at random within topics in proportion to their size.

    Questions that every one of the populations answered come first; the order of the survey is kept.
    """
    ids = {p.id for p in populations}
    answered: dict[str, int] = {}
    for question, people in survey.cells.select("question", "population").iter_rows():
        answered[question] = answered.get(question, 0) + (people in ids)
    usable = [q for q in survey.questions if answered.get(q.id, 0)]
    if limit is None or limit >= len(usable):
        return survey.select(questions=[q.id for q in usable])
    if limit < 1:
        raise InputError(f"--limit is {limit}", mend="ask at least one question")
    rng = random.Random(seed)
    full = [q for q in usable if answered[q.id] == len(ids)]
    pool = full if len(full) >= limit else usable
    topics: dict[str, list[Question]] = {}
    for question in pool:
        topics.setdefault(question.topic, []).append(question)
    # Largest remainders, so that the shares of topics are those of the pool and the total is exact.
    exact = {t: limit * len(qs) / len(pool) for t, qs in topics.items()}
    take = {t: int(x) for t, x in exact.items()}
    for topic in sorted(exact, key=lambda t: (take[t] - exact[t], t))[: limit - sum(take.values())]:
        take[topic] += 1
    chosen = {q.id for topic in sorted(topics) for q in rng.sample(topics[topic], take[topic])}
    return survey.select(questions=[q.id for q in survey.questions if q.id in chosen])


def render(cell: Cell) -> Prompt:
    """The words that the model is shown.

    >>> from folkways.surveys import Option
    >>> q = Question("q", {"en": "Is it good?"}, (Option("1", {"en": "Yes"}), Option("2", {"en": "No"})))
    >>> print(render(Cell(q, None, "neutral", "en", "reversed", "letters", "plain", "before")).user)
    Answer this survey question.
    <BLANKLINE>
    Is it good?
    <BLANKLINE>
    Options:
    A. No
    B. Yes
    <BLANKLINE>
    Reply with the letter of one option and nothing else.
    """
    words = phrasing(cell.framing, cell.template, cell.language)
    people = wording(cell.language).people(cell.population) if cell.population else ""
    stem = cell.stem if cell.stem is not None else cell.question.text(cell.language)
    options = cell.question.substantive
    lines = [
        f"{label}. {options[index].text(cell.language)}"
        for label, index in zip(cell.label_texts, cell.shown, strict=True)
    ]
    reply = words.reply.format(kind=wording(cell.language).kinds[label_kind(cell.labels)])
    blocks = [words.task, stem, words.options + "\n" + "\n".join(lines), reply]
    if cell.cue == "before":
        blocks.insert(0, words.before.format(people=people))
    else:
        blocks.insert(3, words.after.format(people=people))
    return Prompt(user="\n\n".join(block for block in blocks if block))
