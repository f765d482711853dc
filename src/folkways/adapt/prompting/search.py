"""Find the best strategy of every population, on training questions alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from folkways.adapt.prompting.choosing import CANDIDATES_SCHEMA, Choice, choose
from folkways.adapt.prompting.folds import Fold, book_without, cut_folds
from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.prompting import Prompting
from folkways.adapt.prompting.strategy import Composition, parse_strategy
from folkways.alignment import align
from folkways.answers import Answers
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.models.access import Model
from folkways.norms.book import NormBook
from folkways.probes import Design, execute, plan
from folkways.probes.aid import ANYONE
from folkways.probes.design import choose_questions, render
from folkways.probes.probe import Plan, Progress
from folkways.runs import digest
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: What is tried where nobody says what.
CANDIDATES = (
    "none",
    "identity",
    "demographics",
    "identity+anthropological",
    "identity+few-shot:nearest:top:5",
    "identity+few-shot:nearest:shares:5",
)
#: What is tried besides where there are norms.
NORM_CANDIDATES = ("identity+norms:topic", "identity+norms:nearest:5")

#: Normal quantile of the 95 % intervals that standard errors are read from.
_Z = 1.959964


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes:
        candidates: every candidate's skill for every population (`CANDIDATES_SCHEMA`).
        choices: one a population, and `*` for all others.
        prompting: the chosen strategies, on all training questions.
        left_out: candidates that could not be asked, and why.
    """

    candidates: pl.DataFrame
    choices: tuple[Choice, ...]
    prompting: Prompting
    left_out: Mapping[str, str]


def search(
    model: Model,
    survey: Survey,
    split: Split,
    out: Path,
    *,
    candidates: Sequence[str] = CANDIDATES,
    populations: Sequence[str] | None = None,
    book: NormBook | None = None,
    mined_for: Callable[[Fold], NormBook] | None = None,
    encoder: TextEncoder | None = None,
    folds: int = 3,
    limit: int | None = None,
    framing: str = "persona",
    language: str = "source",
    orders: Sequence[str] = ("given", "reversed"),
    reasoning: str = "direct",
    seed: int = 0,
    source: str = "",
    progress: Progress | None = None,
) -> Search:
    """Ask the training questions with every candidate, and choose per population; held-out questions are not touched.

    Cross-fitted: the training questions are cut into folds, and a fold is asked with prompts that are made from the
    other folds. Every candidate answers the same questions. Controls of the validity gate are left to the final probe.

    Args:
        model: whom to ask.
        survey, split: the whole survey and what is held out of it.
        out: run folder; a search that was stopped there goes on.
        candidates: strategies.
        populations: ids or names of seen peoples; all of them by default.
        book: norms; a fold is asked with those that rest on none of its questions.
        mined_for: the norms of a fold, mined without it, in place of cutting the book.
        encoder: see `compose`.
        folds: how many.
        limit: at most so many training questions are asked, drawn within topics.
        framing: `persona` or `observer`; the neutral framing names no people.
        language, orders, reasoning: as in `probe`.
        seed: of the folds, the draw of questions and of every prompt.
        source: how the survey is loaded again.
        progress: called with (prompts done, prompts in all).

    Raises:
        InputError: a candidate is unknown, none can be asked, a people is held out, or the framing is neutral.
        RunError: the folder holds another search or cannot be written.
    """
    if framing == "neutral":
        raise InputError("the neutral framing names no people", mend="search with persona or observer")
    tried = [parse_strategy(text) for text in dict.fromkeys(candidates)]
    training = split.training(survey)
    peoples = training.populations if populations is None else tuple(map(survey.population, populations))
    for people in peoples:
        if people.id in split.unseen:
            raise InputError(f"{people.id} is held out, and nothing may be chosen by its answers", mend="leave it out")
    design = Design((framing,), tuple(orders), languages=(language,), reasoning=(reasoning,))
    spoken = dict.fromkeys(tag for tags in design.spoken(survey, peoples).values() for tag in tags)
    judged = {q.id for q in choose_questions(training, peoples, limit, seed, spoken).questions}
    cut = cut_folds(survey, split, folds, seed=seed)
    plans: dict[str, list[Plan]] = {}
    left_out: dict[str, str] = {}
    for fold in cut:
        asked = [q for q in fold.asked if q in judged]
        if not asked:
            continue
        norms = mined_for(fold) if mined_for else book_without(book, fold.asked) if book else None
        material = Material(survey, fold.split, norms, encoder, seed=seed)
        for composition in tried:
            try:
                made = plan(
                    model, survey, populations=[p.id for p in peoples], questions=asked, design=design, seed=seed,
                    source=source, aid=Prompting(material, {ANYONE: composition}, source).aid(),
                )  # fmt: skip
            except InputError as error:  # such as a book that has no norms left of one people
                left_out.setdefault(composition.name, str(error))
                continue
            plans.setdefault(composition.name, []).append(_without_controls(made))
    plans = {name: made for name, made in plans.items() if name not in left_out}
    if not plans:
        raise InputError(f"no candidate can be asked: {next(iter(left_out.values()))}", mend="give other candidates")
    answers = _ask(model, plans, out, progress)
    table = _scored(answers, survey.select(questions=[q.id for q in survey.questions if q.id in judged]))
    choices = _choices(table, tried)
    chosen = {choice.population: parse_strategy(choice.strategy) for choice in choices}
    found = {"choices": [choice.to_record() for choice in choices], "folds": folds, "framing": framing}
    whole = Material(survey, split, book, encoder, seed=seed)
    return Search(table, choices, Prompting(whole, chosen, source, found), left_out)


def _without_controls(made: Plan) -> Plan:
    cells = tuple(cell for cell in made.cells if not cell.control)
    config = made.config | {"controls": False, "prompts": digest([render(cell).record() for cell in cells])}
    return replace(made, cells=cells, config=config)


def _ask(model: Model, plans: Mapping[str, Sequence[Plan]], out: Path, progress: Progress | None) -> dict[str, Answers]:
    """The answers of every candidate, its folds together."""
    total = sum(len(made.cells) for folds in plans.values() for made in folds)
    before = 0
    found: dict[str, Answers] = {}
    for name, folds in plans.items():
        frames = []
        for place, made in enumerate(folds):
            folder = out / f"{re.sub(r'[^a-z0-9-]+', '_', name)}-{place + 1}"
            said = None if progress is None else _after(progress, before, total)
            frames.append(execute(made, model, folder, progress=said).frame)
            before += len(made.cells)
        found[name] = Answers(pl.concat(frames), folds[0].config)
    return found


def _after(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def _scored(answers: Mapping[str, Answers], survey: Survey) -> pl.DataFrame:
    """The table of candidates."""
    rows = []
    for name, said in answers.items():
        scored = align(said, survey)
        tokens = said.items.group_by("population").agg(pl.col("tokens").mean())
        length = dict(tokens.iter_rows()) | {ANYONE: said.items["tokens"].mean()}
        for people in (*dict.fromkeys(said.items["population"]), ANYONE):
            where = "" if people == ANYONE else people
            line = scored.summary.filter(
                (pl.col("population") == where) & (pl.col("topic") == "") & (pl.col("metric") == "skill")
            ).row(0, named=True)
            low, high = line["low"], line["high"]
            se = None if low is None or high is None else (high - low) / 2 / _Z
            rows.append((people, name, line["estimate"], low, high, se, line["questions"], length[people]))
    return pl.DataFrame(rows, schema=CANDIDATES_SCHEMA, orient="row")


def _choices(table: pl.DataFrame, tried: Sequence[Composition]) -> tuple[Choice, ...]:
    """One a population; for all others the best of those that need no answers of theirs."""
    blind = [c.name for c in tried if {part.name for part in c.parts} <= _BLIND]
    found = []
    for people in dict.fromkeys(table["population"]):
        rows = table.filter(pl.col("population") == people)
        if people == ANYONE:
            rows = rows.filter(pl.col("strategy").is_in(blind))
        if rows.height:
            found.append(choose(rows.to_dicts()))
    if not any(choice.population == ANYONE for choice in found):
        raise InputError(
            "no candidate serves peoples that were not searched", mend="add one without answers, such as none"
        )
    return tuple(found)


_BLIND = {"none", "identity", "demographics", "anthropological"}
