"""Which people a model sounds like: planted answers are recognised, ties are ties, hedging is seen through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from folkways.alignment import align
from folkways.alignment.baselines import other_populations
from folkways.alignment.grid import build_grid
from folkways.alignment.sounds_like import _sign_flips, sounds_like
from folkways.answers import Answers
from folkways.surveys import Survey

PEOPLES = ("EGY", "TUR", "IRN", "MAR")


def _as(survey: Survey, answer_rows: Callable[..., Answers], whom: dict[str, str], mix: float = 0.0) -> Answers:
    """Speaking for the keys the model answers as the values do, part of it uniform; key "" is neutral."""
    cells = {key: np.array(part["share"]) for key, part in survey.human.group_by("question", "population")}
    rows = []
    for question in survey.questions:
        for spoken, heard in whom.items():
            p = cells[question.id, heard]
            probs = (1 - mix) * p + mix / len(p)
            rows.append({"question": question.id, "population": spoken, "probs": probs.tolist(),
                         "framing": "persona" if spoken else "neutral"})  # fmt: skip
    return answer_rows(survey, rows)


def _models(found: pl.DataFrame) -> dict[str, dict]:
    return {row["population"]: row for row in found.filter(pl.col("framing") != "").to_dicts()}


def test_a_model_that_answers_as_somebody_else_is_caught(
    random_survey: Callable[..., Survey], answer_rows: Callable[..., Answers]
) -> None:
    survey = random_survey(40)
    answers = _as(survey, answer_rows, {"EGY": "TUR", "TUR": "TUR", "": "IRN"}, mix=0.2)
    found = _models(sounds_like(align(answers, survey, replicates=0), survey, replicates=300))
    assert {key: row["nearest"] for key, row in found.items()} == {"EGY": "TUR", "TUR": "TUR", "": "IRN"}
    assert found["TUR"]["own_rank"] == 1 and found["TUR"]["behind"] == 0
    egypt = found["EGY"]
    assert egypt["own_rank"] > 1
    assert egypt["behind_low"] > 0 and "EGY" not in egypt["ties"]
    assert egypt["first"] == 1.0 and egypt["low"] <= egypt["score"] <= egypt["high"]
    assert found[""]["own"] is None and found[""]["own_rank"] is None


def test_peoples_that_answer_alike_are_ties(
    hand_survey: Callable[..., Survey], make_question: Callable, answer_rows: Callable[..., Answers]
) -> None:
    rng = np.random.default_rng(1)
    questions = [make_question(f"q{i}", 4) for i in range(40)]
    rows = []
    for question in questions:
        p = rng.dirichlet(np.ones(4))
        far = rng.dirichlet(np.ones(4))
        one, two = (0.98 * p + 0.02 * rng.dirichlet(np.ones(4)) for _ in "ab")
        rows += [(question.id, "EGY", one), (question.id, "JOR", two), (question.id, "TUR", far)]
    survey = hand_survey(questions, rows)
    middle = _as(survey, answer_rows, {"": "EGY"}, mix=0.3)
    row = _models(sounds_like(align(middle, survey, replicates=0), survey, replicates=400))[""]
    assert {row["nearest"], *row["ties"]} == {"EGY", "JOR"}


def test_a_model_that_hedges_sounds_like_the_uniform_guess(
    random_survey: Callable[..., Survey], answer_rows: Callable[..., Answers]
) -> None:
    survey = random_survey(40)
    found = sounds_like(
        align(_as(survey, answer_rows, {"EGY": "EGY"}, mix=1.0), survey, replicates=0), survey, replicates=100
    )
    guess = found.filter(pl.col("model") == "uniform guess").row(0, named=True)
    row = _models(found)["EGY"]
    assert (row["nearest"], row["score"], row["first"]) == (guess["nearest"], guess["score"], guess["first"])


def test_a_diluted_copy_of_a_people_leans_towards_it_whatever_it_sounds_like(
    hand_survey: Callable[..., Survey], make_question: Callable, answer_rows: Callable[..., Answers]
) -> None:
    rng = np.random.default_rng(4)
    questions = [make_question(f"q{i}", 4) for i in range(40)]
    sharp = {"EGY": 0.3, "TUR": 0.3, "IRN": 8.0}  # Iran's answers are the most even
    rows = [(q.id, p, rng.dirichlet(np.full(4, a))) for q in questions for p, a in sharp.items()]
    survey = hand_survey(questions, rows)
    found = sounds_like(
        align(_as(survey, answer_rows, {"EGY": "EGY"}, mix=0.7), survey, replicates=0), survey, replicates=200
    )
    row = _models(found)["EGY"]
    assert (row["nearest"], row["towards"], row["towards_ties"]) == ("IRN", "EGY", [])
    assert set(found.filter(pl.col("framing") == "")["towards"]) == {None}


@pytest.mark.parametrize("measure", ["score", "nvas"])
def test_a_peoples_own_answers_rank_the_others_as_the_table_of_peoples_does(
    measure: str, random_survey: Callable[..., Survey], answer_rows: Callable[..., Answers]
) -> None:
    survey = random_survey(30)
    known = other_populations(build_grid(survey))[measure == "nvas"]
    for j, people in enumerate(PEOPLES):
        answers = _as(survey, answer_rows, {"EGY": people})
        row = _models(sounds_like(align(answers, survey, replicates=0), survey, measure=measure, replicates=50))["EGY"]
        assert row["nearest"] == people
        assert row["own"] == pytest.approx(known[0, j])


def test_only_questions_that_all_candidates_answered_count(
    hand_survey: Callable[..., Survey], make_question: Callable, answer_rows: Callable[..., Answers]
) -> None:
    rng = np.random.default_rng(2)
    questions = [make_question(f"q{i}", 3) for i in range(20)]
    rows = [
        (q.id, p, rng.dirichlet(np.ones(3)))
        for i, q in enumerate(questions)
        for p in ("EGY", "TUR", "IRN")
        if not (p == "IRN" and i < 6)
    ]
    survey = hand_survey(questions, rows)
    row = _models(sounds_like(align(_as_asked(survey, answer_rows), survey, replicates=0), survey, replicates=20))[
        "EGY"
    ]
    assert (row["questions"], row["candidates"]) == (14, 3)


def _as_asked(survey: Survey, answer_rows: Callable[..., Answers]) -> Answers:
    part = survey.human.filter(pl.col("population") == "EGY").group_by("question", maintain_order=True).agg("share")
    return answer_rows(survey, [{"question": q, "population": "EGY", "probs": p} for q, p in part.iter_rows()])


def test_cells_compete_with_cells_of_the_same_values_and_wholes_with_wholes(
    random_survey: Callable[..., Survey], answer_rows: Callable[..., Answers]
) -> None:
    women = [f"{people}[sex=female]" for people in ("EGY", "TUR")]
    survey = random_survey(20, ("EGY", "TUR", "IRN", *women, "EGY[sex=male]"))
    whom = {"EGY": "EGY[sex=male]", women[0]: "EGY", women[1]: women[0], "": women[0]}
    sounds = sounds_like(align(_as(survey, answer_rows, whom), survey, replicates=0), survey, replicates=20)
    found = _models(sounds)
    assert {key: row["candidates"] for key, row in found.items()} == {"EGY": 3, women[0]: 2, women[1]: 2, "": 3}
    assert found[women[1]]["nearest"] == women[0]
    assert {found[key]["nearest"] for key in ("EGY", "")} <= {"EGY", "TUR", "IRN"}
    assert set(sounds.filter(pl.col("framing") == "")["candidates"]) == {3}


def test_one_people_alone_has_nobody_to_sound_like(
    random_survey: Callable[..., Survey], random_answers: Callable[..., Answers]
) -> None:
    survey = random_survey(12, ("EGY",))
    assert sounds_like(align(random_answers(survey, ("persona",)), survey, replicates=0), survey).is_empty()


def test_relabelling_the_options_of_nominal_questions_changes_nothing(
    hand_survey: Callable[..., Survey], make_question: Callable, answer_rows: Callable[..., Answers]
) -> None:
    rng = np.random.default_rng(3)
    questions = [make_question(f"q{i}", 4, "nominal") for i in range(15)]
    shares = [(q.id, p, rng.dirichlet(np.ones(4))) for q in questions for p in PEOPLES]
    said = {q.id: rng.dirichlet(np.ones(4)) for q in questions}
    scores = []
    for turn in ([0, 1, 2, 3], [2, 0, 3, 1]):
        survey = hand_survey(questions, [(q, p, s[turn]) for q, p, s in shares])
        rows = [{"question": q, "population": "EGY", "probs": s[turn].tolist()} for q, s in said.items()]
        found = sounds_like(align(answer_rows(survey, rows), survey, replicates=0), survey, replicates=50)
        row = _models(found)["EGY"]
        scores.append((row["nearest"], round(row["score"], 10), row["ties"], row["first"]))
    assert scores[0] == scores[1]


def test_sign_flips_of_no_difference_are_never_small_and_of_a_large_one_are() -> None:
    rng = np.random.default_rng(0)
    p = _sign_flips(np.column_stack([rng.normal(0, 1, 30), rng.normal(3, 1, 30), np.zeros(30)]), 500, 0)
    assert p[0] > 0.05 and p[1] == pytest.approx(1 / 501) and p[2] == 1.0
