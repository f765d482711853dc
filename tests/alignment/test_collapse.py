"""Peoples that share a language and become one people in the model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from folkways.alignment import align
from folkways.alignment.alignment import Alignment
from folkways.alignment.collapse import language_groups
from folkways.answers import Answers
from folkways.populations import country
from folkways.surveys import Survey, load_survey

PEOPLES = ("EGY", "JOR", "TUN", "DEU", "AUT", "TUR")


def _group(found: Alignment, tag: str) -> dict:
    return found.collapse.filter(pl.col("shared") == tag).row(0, named=True)


def _answers(survey: Survey, answer_rows: Callable[..., Answers], kind: str) -> Answers:
    """`own`: as each people does; `one`: all Arabic speakers as Egyptians do; `half`: half way to Egypt."""
    cells = {
        (q, p): np.array(part["share"])
        for (q, p), part in survey.human.group_by("question", "population", maintain_order=True)
    }
    rows = []
    for (question, people), p in cells.items():
        arabic = people in ("EGY", "JOR", "TUN")
        weight = {"own": 0.0, "one": 1.0, "half": 0.5}[kind] if arabic else 0.0
        probs = weight * cells[question, "EGY"] + (1 - weight) * p
        rows.append({"question": question, "population": people, "probs": probs.tolist()})
    return answer_rows(survey, rows)


@pytest.mark.parametrize(("kind", "ratio"), [("own", 1.0), ("one", 0.0), ("half", 0.5)])
def test_collapse_within_a_language_shows_however_well_it_is_told_from_others(
    kind: str, ratio: float, random_survey: Callable[..., Survey], answer_rows: Callable[..., Answers]
) -> None:
    survey = random_survey(40, PEOPLES)
    found = align(_answers(survey, answer_rows, kind), survey, replicates=200)
    row = _group(found, "ar")
    assert row["ratio"] == pytest.approx(ratio, abs=1e-9)
    assert row["populations"] == ["EGY", "JOR", "TUN"]
    assert _group(found, "de")["ratio"] == pytest.approx(1.0)
    overall = found.structure.filter(pl.col("name") == "dispersion_ratio")["estimate"].item()
    assert overall > 0.7  # which alone would not show it
    assert row["low"] - 1e-9 <= row["ratio"] <= row["high"] + 1e-9


def test_who_knows_the_true_shares_has_the_ratio_that_is_said(
    random_survey: Callable[..., Survey], hand_survey: Callable[..., Survey], answer_rows: Callable[..., Answers]
) -> None:
    true = random_survey(200, PEOPLES, n=60.0)
    rng, n = np.random.default_rng(0), 60
    rows, said = [], []
    for (question, people), part in true.human.group_by("question", "population", maintain_order=True):
        p = np.array(part["share"])
        rows.append((question, people, rng.multinomial(n, p / p.sum()) / n))
        said.append({"question": question, "population": people, "probs": p.tolist()})
    drawn = hand_survey(true.questions, rows, float(n))
    row = _group(align(answer_rows(drawn, said), drawn, replicates=0), "ar")
    assert row["ratio"] < 0.99
    assert row["ratio"] == pytest.approx(row["knower"], abs=0.02)


def test_neutral_answers_have_no_collapse_to_speak_of(
    random_survey: Callable[..., Survey], random_answers: Callable[..., Answers]
) -> None:
    survey = random_survey(12, PEOPLES)
    assert align(random_answers(survey, ("neutral",)), survey, replicates=0).collapse.is_empty()


def test_menavalues_has_fourteen_arabic_speaking_peoples_sudan_among_them() -> None:
    survey = load_survey("menavalues")
    groups = language_groups(survey.populations)
    names = [survey.populations[i].id for i in groups["ar"]]
    assert len(names) == 14
    assert {"SDN", "MAR", "MRT"} <= set(names) and not {"IRN", "TUR"} & set(names)
    assert language_groups([country("EGY"), country("TUR")]) == {}


def test_demographic_cells_of_a_people_are_no_group_that_shares_its_language() -> None:
    egypt, jordan = country("EGY"), country("JOR")
    cells = [egypt.cell(sex="female"), egypt.cell(sex="male")]
    assert language_groups([egypt, *cells]) == {}
    assert language_groups([*cells, jordan, egypt]) == {"ar": [2, 3]}
