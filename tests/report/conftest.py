"""A small survey with hostile wording, and answers to it, made by a fixed draw."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pytest

from folkways.alignment import Alignment, align
from folkways.answers import ANSWERS_SCHEMA, Answers
from folkways.populations import country
from folkways.probes.gate import Check, Gate
from folkways.probes.variance import VARIANCE_SCHEMA
from folkways.surveys import Option, Question, Survey

HOSTILE = "<script>alert('x')</script> \"quoted\" & <b>bold</b>"


def make_survey(*, populations: tuple[str, ...] = ("EGY", "TUR", "IRN", "MAR"), questions: int = 12) -> Survey:
    """Ordinal questions and, each third, a nominal one; two topics; hostile wording in the first."""
    rng = np.random.default_rng(7)
    made, rows = [], []
    for i in range(questions):
        words = HOSTILE if i == 0 else f"question {i}"
        options = tuple(Option(str(c), {"en": f"{words} option {c}"}) for c in range(1, 5))
        scale = "nominal" if i % 3 == 2 else "ordinal"
        topic = "work & <family>" if i % 2 else "faith"
        made.append(Question(f"q{i}", {"en": words}, options, scale, topic=topic, source=f"Poll, Q{i}"))
        for people in populations:
            for code, share in zip("1234", rng.dirichlet(np.full(4, 2.0)), strict=True):
                rows.append((f"q{i}", people, code, float(share), 1000.0, 1000))
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey(
        "poll", tuple(made), tuple(country(p) for p in populations), human, title=f"Poll {HOSTILE}",
        citation="Somebody (2024)", licence="CC0", url="https://example.org/poll",
        excluded=pl.DataFrame(
            [("", "EGY", "no <data> published", 3)], schema=["question", "population", "reason", "count"], orient="row"
        ),
        notes=("Numbers of respondents are assumed.",),
    )  # fmt: skip


def make_answers(
    survey: Survey, framings: tuple[str, ...] = ("neutral", "persona", "observer"), *, single: bool = False
) -> Answers:
    """Distributions, or single choices, for every cell."""
    rng = np.random.default_rng(11)
    rows = []
    for framing in framings:
        for question in survey.questions:
            for people in ("",) if framing == "neutral" else tuple(p.id for p in survey.populations):
                probs = rng.dirichlet(np.full(4, 3.0))
                if single:
                    probs = np.eye(4)[probs.argmax()]
                row = dict.fromkeys(ANSWERS_SCHEMA) | {
                    "model": f"model {HOSTILE}", "question": question.id, "population": people, "framing": framing,
                    "language": "en", "reasoning": "direct", "order": "given", "labels": "digits", "template": "plain",
                    "cue": "before", "control": "", "method": "logprobs", "codes": list(question.codes),
                    "probs": probs.tolist(), "off_label": 0.01, "state": "answered", "tokens": 50,
                }  # fmt: skip
                rows.append(row)
    return Answers(pl.DataFrame(rows, schema=ANSWERS_SCHEMA), {"dtype": "float32", "seed": 0})


def failed_gate() -> Gate:
    """A gate that says not measurable."""
    return Gate(
        "not measurable",
        (
            Check("reversal", "Follows the option?", False, -0.3, -0.4, -0.2, 0.0, 12, "it follows the place."),
            Check("off_label", "One of the options?", True, 0.1, 0.05, 0.2, 0.5, 12, "little falls beside."),
        ),
        "Fails 1 of 2 checks (reversal): it follows the place.",
        pl.DataFrame(
            [("format", "question", 0.1, 0.05, 0.2), ("format", "order", 0.8, 0.7, 0.9),
             ("format", "residual", 0.1, 0, 0.2)],
            schema=VARIANCE_SCHEMA,
            orient="row",
        ),
        {"format_sd": 0.2, "format_sd_low": 0.15, "format_sd_high": 0.25, "culture_sd": 0.1, "culture_sd_low": 0.08,
         "culture_sd_high": 0.12, "ratio": 2.0},
    )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Everything that a report is made of."""

    survey: Survey
    answers: Answers
    alignment: Alignment


@pytest.fixture(scope="session")
def case() -> Case:
    survey = make_survey()
    answers = make_answers(survey)
    return Case(survey, answers, align(answers, survey, replicates=100))
