"""Small surveys and answers made by hand or drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from folkways.answers import ANSWERS_SCHEMA, Answers
from folkways.populations import parse_population
from folkways.surveys import Option, Question, Survey

PEOPLES = ("EGY", "TUR", "IRN", "MAR")


def question(id: str, k: int, scale: str = "ordinal", topic: str = "t", dont_know: bool = False) -> Question:
    options = [Option(str(j + 1), {"en": f"option {j + 1}"}) for j in range(k)]
    if dont_know:
        options.append(Option("99", {"en": "don't know"}, substantive=False))
    return Question(id, {"en": f"what of {id}?"}, tuple(options), scale=scale, topic=topic, source="S")  # type: ignore[arg-type]


Rows = Sequence[tuple[str, str, Sequence[float]]]


def human(rows: Rows, survey_questions: Sequence[Question], n: float = 1000.0) -> pl.DataFrame:
    by_id = {q.id: q for q in survey_questions}
    return pl.DataFrame(
        [
            (q, people, option.code, share, n, None, None)
            for q, people, shares in rows
            for option, share in zip(by_id[q].options, shares, strict=True)
        ],
        schema={"question": pl.String, "population": pl.String, "option": pl.String, "share": pl.Float64,
                "n_eff": pl.Float64, "n": pl.Int64, "central": pl.Float64}, orient="row",
    )  # fmt: skip


@pytest.fixture(scope="session")
def hand_survey() -> Callable[..., Survey]:
    """(question, population, shares) rows as a survey."""

    def made(
        questions: Sequence[Question], rows: Sequence[tuple[str, str, Sequence[float]]], n: float = 1000.0
    ) -> Survey:
        peoples = list(dict.fromkeys(people for _, people, _ in rows))
        return Survey("toy", tuple(questions), tuple(parse_population(p) for p in peoples), human(rows, questions, n))

    return made


@pytest.fixture(scope="session")
def random_survey(hand_survey: Callable[..., Survey]) -> Callable[..., Survey]:
    """A survey of random shares: every fourth question nominal, three topics."""

    def made(questions: int = 12, peoples: Sequence[str] = PEOPLES, seed: int = 0, n: float = 800.0) -> Survey:
        rng = np.random.default_rng(seed)
        items = [
            question(f"q{i:03d}", int(rng.integers(2, 7)), "nominal" if i % 4 == 0 else "ordinal", f"t{i % 3}")
            for i in range(questions)
        ]
        rows = [(q.id, p, rng.dirichlet(np.ones(len(q.codes)))) for q in items for p in peoples]
        return hand_survey(items, rows, n)

    return made


@pytest.fixture(scope="session")
def answer_rows() -> Callable[..., Answers]:
    """Rows of (framing, population, question, probs or None, more) as answers."""

    def made(survey: Survey, rows: Sequence[dict[str, Any]], **info: Any) -> Answers:
        constants = dict(
            model="m", framing="persona", population="", language="en", reasoning="direct", order="given",
            labels="digits", template="plain", cue="before", control="", method="logprobs", probs=None,
            off_label=0.0, unseen=0.0, text=None, parsed=None, state="answered", prompt_hash="", tokens=1,
        )  # fmt: skip
        full = [{**constants, "codes": list(survey.by_id[r["question"]].codes), **r} for r in rows]
        return Answers(pl.DataFrame(full, schema=ANSWERS_SCHEMA, orient="row"), info=info)

    return made


@pytest.fixture(scope="session")
def random_answers(answer_rows: Callable[..., Answers]) -> Callable[..., Answers]:
    """A model that answers at random, in two orders."""

    def made(
        survey: Survey,
        framings: Sequence[str] = ("neutral", "persona", "observer"),
        seed: int = 0,
        model: str = "m",
    ) -> Answers:
        rng = np.random.default_rng(seed)
        rows = [
            {"model": model, "framing": f, "population": p, "question": q.id, "order": order,
             "probs": rng.dirichlet(np.ones(len(q.codes))).tolist()}
            for f in framings
            for p in ([""] if f == "neutral" else [x.id for x in survey.populations])
            for q in survey.questions
            for order in ("given", "reversed")
        ]  # fmt: skip
        return answer_rows(survey, rows)

    return made


@pytest.fixture(scope="session")
def make_question() -> Callable[..., Question]:
    return question
