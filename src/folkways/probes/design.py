"""Which prompts a probe asks: the grid of factors, cut into cells in a fixed order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from folkways.errors import InputError, SurveyError
from folkways.models.access import Prompt
from folkways.populations import Population
from folkways.probes.framings import CUES, FRAMINGS, phrasing
from folkways.probes.labels import label_kind, labels
from folkways.probes.orders import check_order, orders_for, permutation
from folkways.probes.wordings import wording
from folkways.surveys import Question, Survey

#: Whether a model answers at once or thinks first.
REASONING = ("direct", "reasoned")


@dataclass(frozen=True, slots=True)
class Cell:
    """One prompt: a question as one people in one format.

    `stem` replaces the question's wording where a control asks something else with the same options. `context` is a
    text before the question and `adapter` who answers; see `aid`.
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
    reasoning: str = "direct"
    context: str = ""
    adapter: str = ""

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

    Attributes:
        framings, orders, labels, templates, cue: see `framings`, `orders`, `labels`.
        languages: tags such as `en`, or `source` and `native`: the survey's own language, and that of each people.
        reasoning: `direct` (the answer at once) or `reasoned` (the model thinks first).

    Raises:
        InputError: a level is unknown or a factor has none.
    """

    framings: tuple[str, ...] = FRAMINGS
    orders: tuple[str, ...] = ("given", "reversed")
    labels: tuple[str, ...] = ("digits",)
    templates: tuple[str, ...] = ("plain",)
    cue: str = "before"
    languages: tuple[str, ...] = ("source",)
    reasoning: tuple[str, ...] = ("direct",)

    def __post_init__(self) -> None:
        for name in ("framings", "orders", "labels", "templates", "languages", "reasoning"):
            levels = getattr(self, name)
            if not levels:
                raise InputError(f"the design has no {name}", mend="give at least one")
            object.__setattr__(self, name, tuple(dict.fromkeys(levels)))
        for framing in self.framings:
            for template in self.templates:
                phrasing(framing, template, "en")
        for order in self.orders:
            check_order(order)
        for label_set in self.labels:
            labels(label_set, 2)
        if self.cue not in CUES:
            raise InputError(f"unknown place of the identity cue {self.cue!r}", mend="use before or after")
        for level in self.reasoning:
            if level not in REASONING:
                raise InputError(f"unknown reasoning {level!r}", mend=f"use {' or '.join(REASONING)}")

    def spoken(self, survey: Survey, populations: Sequence[Population]) -> dict[str, tuple[str, ...]]:
        """The languages in which each people is asked, by its id.

        Raises:
            InputError: there are no prompt templates in one of them.
            SurveyError: the survey has no text in one of them.
        """
        source = survey.questions[0].language
        found: dict[str, tuple[str, ...]] = {}
        for people in populations:
            named = {"source": source, "native": survey.native(people)}
            found[people.id] = tuple(dict.fromkeys(named.get(tag, tag) for tag in self.languages))
        for tag in dict.fromkeys(tag for tags in found.values() for tag in tags):
            wording(tag)
            if not any(tag in question.texts for question in survey.questions):
                known = dict.fromkeys(tag for question in survey.questions for tag in question.texts)
                raise SurveyError(
                    f"has no text in {tag!r}",
                    where=f"survey {survey.name}",
                    mend=f"use one of {', '.join(known)}, or translate it: `folkways survey translate`",
                )
        return found

    def cells(self, survey: Survey, populations: Sequence[Population], *, apart: bool = False) -> Iterator[Cell]:
        """Every cell of which people's answers are known, `direct` before `reasoned`.

        The neutral framing, which names no people, is asked once a language, for all populations that speak it; of each
        by itself where what the model is given tells them `apart`.
        """
        spoken = self.spoken(survey, populations)
        answered = set(survey.cells.select("question", "population").iter_rows())
        for reasoning in self.reasoning:
            for question in survey.questions:
                asked = [
                    (people, tag)
                    for people in populations
                    if (question.id, people.id) in answered
                    for tag in spoken[people.id]
                    if tag in question.texts
                ]
                alone = [(None, tag) for tag in dict.fromkeys(tag for _, tag in asked)]
                for framing in self.framings:
                    for people, tag in alone if framing == "neutral" and not apart else asked:
                        for template in self.templates:
                            for label_set in self.labels:
                                for order in orders_for(question, self.orders):
                                    yield Cell(
                                        question, people, framing, tag, order, label_set, template, self.cue,
                                        reasoning=reasoning,
                                    )  # fmt: skip


def choose_questions(
    survey: Survey, populations: Sequence[Population], limit: int | None, seed: int, languages: Iterable[str] = ()
) -> Survey:
    """At most `limit` questions, drawn at random within topics in proportion to their size.

    Questions that every one of the populations answered come first; the order of the survey is kept. Only questions
    with a text in all of the languages count, so that the same are asked in each.
    """
    if not survey.populations:
        raise InputError(
            f"survey {survey.name} holds no people's answers, and a model is asked what people were asked",
            mend="bring their answers: `folkways survey import`, for a .qsf with --responses EXPORT.csv",
        )
    ids, spoken = {p.id for p in populations}, set(languages)
    answered: dict[str, int] = {}
    for question, people in survey.cells.select("question", "population").iter_rows():
        answered[question] = answered.get(question, 0) + (people in ids)
    usable = [q for q in survey.questions if answered.get(q.id, 0) and spoken <= set(q.texts)]
    if not usable:
        raise InputError(
            f"no question has people's answers and a text in {', '.join(sorted(spoken)) or 'any language'}",
            mend="choose other questions, populations or languages",
        )
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
    fixed = wording(cell.language)
    kind = fixed.kinds[label_kind(cell.labels)]
    thinks = cell.reasoning == "reasoned"
    reply = words.reasoned.format(kind=kind, answer=fixed.answer) if thinks else words.reply.format(kind=kind)
    blocks = [words.task, stem, words.options + "\n" + "\n".join(lines), reply]
    if cell.cue == "before":
        blocks.insert(0, words.before.format(people=people))
    else:
        blocks.append(words.after.format(people=people))
    user = "\n\n".join(block for block in blocks if block)
    return Prompt(user=user, system=cell.context or None, thinking=thinks, adapter=cell.adapter)
