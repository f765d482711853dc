"""Ask a questionnaire of which no people's answers are known, in the name of any peoples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from folkways.errors import InputError
from folkways.models.access import Described
from folkways.populations import Population
from folkways.probes.asking import Reading
from folkways.probes.controls import control_cells
from folkways.probes.design import Cell, Design, render
from folkways.probes.orders import orders_for
from folkways.probes.probe import SHARD, Plan
from folkways.probes.wordings import wording
from folkways.runs import digest
from folkways.surveys import Survey


def plan_questionnaire(
    model: Described,
    survey: Survey,
    populations: Sequence[Population],
    *,
    design: Design,
    seed: int = 0,
    reading: Reading | None = None,
    source: str = "",
) -> Plan:
    """Work out the prompts: every question in the name of every population, in the questionnaire's own language.

    `execute` asks them. The controls of the validity gate come first; there are no contrast items among them, since
    nothing is known of what people agree on.

    Args:
        model: whom to ask.
        survey: the questionnaire; people's answers in it are not looked at.
        populations: any, named to the model.
        design: framings, orders, labels, templates and place of the cue; the neutral framing names no people, and
            languages and reasoning other than the default are not for questionnaires.
        seed: of the controls.
        reading: how answers are read: label probabilities by default.
        source: how the questionnaire is loaded again, for the run's record (its name by default).

    Raises:
        InputError: there are no populations, one is there twice, or the design or reading does not suit.
    """
    reading = reading or Reading()
    if not populations:
        raise InputError("there is no population to ask for", mend="name some, such as EGY,TUR")
    ids = [people.id for people in populations]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise InputError(f"population {twice[0]} is there twice", mend="name it once")
    if "neutral" in design.framings:
        raise InputError("the neutral framing names no people", mend="use persona or observer")
    if design.languages != ("source",) or design.reasoning != ("direct",):
        raise InputError("a questionnaire is asked in its own language, without reasoning", mend="leave these out")
    if reading.read in ("logprobs", "both") and model.info.details.get("logprobs") is False:
        raise InputError(
            f"{model.info.name} shows no log-probabilities", mend="read its answers from text: --read samples"
        )
    language = survey.questions[0].language
    wording(language)
    cells = [*control_cells(survey, survey.questions, populations, design, seed, language)]
    cells += _cells(survey, populations, design, language)
    config = {
        "model": model.info.name,
        "revision": model.info.revision,
        "dtype": model.info.dtype,
        "survey": source or survey.name,
        "survey_digest": survey.digest,
        "populations": ids,
        "languages": {name: [language] for name in ids},
        "questions": [q.id for q in survey.questions],
        "design": {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(design).items()},
        "reading": asdict(reading),
        "seed": seed,
        "shard": int(model.info.details.get("shard", SHARD)),
        "prompts": digest([render(cell).record() for cell in cells]),
    }
    return Plan(tuple(cells), survey, survey, tuple(populations), config)


def _cells(survey: Survey, populations: Sequence[Population], design: Design, language: str) -> Iterator[Cell]:
    for question in survey.questions:
        for framing in design.framings:
            for people in populations:
                for template in design.templates:
                    for label_set in design.labels:
                        for order in orders_for(question, design.orders):
                            yield Cell(question, people, framing, language, order, label_set, template, design.cue)
