"""From answers to an alignment."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from folkways.alignment import align
from folkways.alignment.alignment import (
    CELLS_SCHEMA,
    COVERAGE_SCHEMA,
    EFFECTS_SCHEMA,
    METRICS,
    SKILLS,
    STRUCTURE_SCHEMA,
    SUMMARY_SCHEMA,
)
from folkways.alignment.grid import build_grid
from folkways.answers import Answers
from folkways.errors import AnswersError
from folkways.surveys import Survey


@pytest.fixture(scope="module")
def survey(random_survey: Callable[..., Survey]) -> Survey:
    return random_survey()


def copying_people(survey: Survey, answer_rows: Callable[..., Answers], framing: str = "persona") -> Answers:
    """A model that gives every people its own distribution."""
    shares = survey.human.group_by("question", "population", maintain_order=True).agg("share")
    return answer_rows(
        survey, [{"framing": framing, "question": q, "population": p, "probs": s} for q, p, s in shares.iter_rows()]
    )


def test_every_table_has_its_schema_and_the_record_is_json(
    survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    found = align(random_answers(survey), survey, replicates=50)
    for frame, schema in (
        (found.cells, CELLS_SCHEMA),
        (found.summary, SUMMARY_SCHEMA),
        (found.effects, EFFECTS_SCHEMA),
        (found.structure, STRUCTURE_SCHEMA),
        (found.coverage, COVERAGE_SCHEMA),
    ):
        assert dict(frame.schema) == schema
        assert frame.height
    json.dumps(found.to_record(), allow_nan=False)
    metrics = set(found.summary["metric"])
    assert metrics == {*METRICS, *SKILLS} | {f"{m}@topics" for m in (*METRICS, *SKILLS)}


def test_a_model_that_answers_as_the_people_do_has_every_score_at_its_best_and_skill_of_at_least_one(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    found = align(copying_people(survey, answer_rows), survey, replicates=50)
    for metric, best in (("score", 1), ("jsd", 1), ("tv", 0), ("kl", 0), ("hard", 1), ("nvas", 100)):
        assert found.value(metric)["estimate"] == pytest.approx(best, abs=1e-9)
    assert found.value("skill")["estimate"] >= 1  # type: ignore[operator]
    ratio = found.structure.filter(pl.col("name").is_in(["dispersion_ratio", "structure_rho"]))["estimate"]
    assert ratio.to_list() == pytest.approx([1, 1])


def test_a_constant_model_has_no_dispersion_and_no_structure(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    rows = [
        {"framing": "neutral", "question": q.id, "probs": [1 / len(q.codes)] * len(q.codes)} for q in survey.questions
    ]
    found = align(answer_rows(survey, rows), survey, replicates=50)
    by_name = dict(found.structure.select("name", "estimate").iter_rows())
    assert by_name["dispersion_ratio"] == pytest.approx(0, abs=1e-12)
    assert by_name["structure_rho"] is None
    assert found.value("score")["estimate"] == pytest.approx(found.value("score_uniform")["estimate"])


def test_the_neutral_answer_is_joined_to_every_population_that_was_asked(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    q = survey.questions[1]
    point = [1.0, *[0.0] * (len(q.codes) - 1)]
    neutral = {"framing": "neutral", "question": q.id, "probs": point}
    persona = {"framing": "persona", "question": q.id, "population": "TUR", "probs": point}
    alone = align(answer_rows(survey, [neutral]), survey, replicates=0)
    both = align(answer_rows(survey, [neutral, persona]), survey, replicates=0)
    named = align(answer_rows(survey, [neutral], populations=["EGY", "IRN"]), survey, replicates=0)
    people = [x.cells.filter(pl.col("framing") == "neutral")["population"].to_list() for x in (alone, both, named)]
    assert people == [["EGY", "TUR", "IRN", "MAR"], ["TUR"], ["EGY", "IRN"]]


def test_rows_of_one_cell_are_averaged(survey: Survey, answer_rows: Callable[..., Answers]) -> None:
    q = next(q for q in survey.questions if len(q.codes) == 2)
    rows = [
        {"question": q.id, "population": "EGY", "order": "given", "probs": [1.0, 0.0]},
        {"question": q.id, "population": "EGY", "order": "reversed", "probs": [0.5, 0.5]},
        {"question": q.id, "population": "EGY", "order": "given", "labels": "letters", "state": "refused"},
        {"question": q.id, "population": "EGY", "order": "given", "control": "nonsense", "probs": [0.0, 1.0]},
    ]
    found = align(answer_rows(survey, rows), survey, replicates=0)
    assert found.cells["q"].to_list() == [[0.75, 0.25]]


def test_every_class_of_missing_answer_is_counted_apart(survey: Survey, answer_rows: Callable[..., Answers]) -> None:
    states = ["answered", "refused", "truncated", "malformed"]
    rows = [
        {"question": q.id, "population": "EGY", "state": state,
         "probs": [1 / len(q.codes)] * len(q.codes) if state == "answered" else None}
        for q, state in zip(survey.questions, states, strict=False)
    ]  # fmt: skip
    coverage = align(answer_rows(survey, rows), survey, replicates=0).coverage
    assert coverage.select("human_cells", *states, "absent").row(0) == (12, 1, 1, 1, 1, 8)


def test_an_answer_known_by_its_text_alone_counts_as_that_option(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    q = survey.questions[1]
    found = align(
        answer_rows(survey, [{"question": q.id, "population": "EGY", "method": "greedy", "parsed": q.codes[1]}]), survey
    )
    assert found.cells["q"].to_list() == [[float(c == q.codes[1]) for c in q.codes]]


def test_calibrated_answers_add_lines_beside_the_raw_ones(
    survey: Survey, random_answers: Callable[..., Answers], answer_rows: Callable[..., Answers]
) -> None:
    found = align(
        random_answers(survey, ("persona",)), survey, calibrated=copying_people(survey, answer_rows), replicates=20
    )
    raw, calibrated = (found.value("score", calibration=name)["estimate"] for name in ("raw", "content-free"))
    assert raw < calibrated == pytest.approx(1)  # type: ignore[operator]


def test_framing_effects_are_on_matched_cells_and_neutral_where_nothing_changes(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    persona = copying_people(survey, answer_rows).frame
    observer = copying_people(survey, answer_rows, "observer").frame.filter(pl.col("population") != "MAR")
    found = align(Answers(pl.concat([persona, observer])), survey, replicates=20)
    fcs = found.effects.filter((pl.col("name") == "FCS") & (pl.col("population") == "")).row(0, named=True)
    assert fcs["estimate"] == pytest.approx(100)
    assert fcs["cells"] == 36
    assert set(found.effects["name"]) == {"FCS"}


def test_steerability_is_what_the_persona_gains_over_the_neutral_answer(
    survey: Survey, answer_rows: Callable[..., Answers], random_answers: Callable[..., Answers]
) -> None:
    both = pl.concat([copying_people(survey, answer_rows).frame, random_answers(survey, ("neutral",)).frame])
    found = align(Answers(both), survey, replicates=20)
    gain = found.effects.filter((pl.col("name") == "steerability") & (pl.col("population") == ""))["estimate"][0]
    persona, neutral = (found.value("score", framing=name)["estimate"] for name in ("persona", "neutral"))
    assert gain == pytest.approx(persona - neutral)  # type: ignore[operator]


def test_averages_by_topic_count_every_topic_once(survey: Survey, random_answers: Callable[..., Answers]) -> None:
    found = align(random_answers(survey, ("persona",)), survey, replicates=20)
    topics = found.summary.filter((pl.col("topic") != "") & (pl.col("metric") == "score"))["estimate"]
    assert found.value("score@topics")["estimate"] == pytest.approx(topics.mean())
    assert found.value("score")["estimate"] == pytest.approx(found.cells["score"].mean())


def test_dont_know_is_outside_the_scale_and_takes_its_share_of_the_sample(
    hand_survey: Callable[..., Survey], make_question: Callable, answer_rows: Callable[..., Answers]
) -> None:
    q = make_question("a", 2, dont_know=True)
    survey = hand_survey([q, make_question("b", 2)], [("a", "EGY", [0.3, 0.3, 0.4]), ("b", "EGY", [0.5, 0.5])], 1000)
    grid = build_grid(survey)
    assert grid.p[0].tolist() == [0.5, 0.5]
    assert grid.n_eff.tolist() == [600, 1000]


def test_few_questions_are_named_in_the_notes(survey: Survey, random_answers: Callable[..., Answers]) -> None:
    notes = align(random_answers(survey), survey, replicates=10).info["notes"]
    assert any("12 questions only" in note for note in notes)


def test_a_question_or_a_people_of_another_survey_is_refused(
    survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    answers = random_answers(survey, ("persona",))
    foreign = Answers(answers.frame.with_columns(pl.lit("nobody asked this").alias("question")))
    with pytest.raises(AnswersError, match="no question of the answers is in the survey"):
        align(foreign, survey)
    elsewhere = Answers(answers.frame.with_columns(pl.lit("NOR").alias("population")))
    with pytest.raises(AnswersError, match="no answered question and population"):
        align(elsewhere, survey)


def test_codes_that_the_question_does_not_have_are_refused_and_never_scored(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    q = survey.questions[1]
    rows = [
        {"question": q.id, "population": "EGY", "codes": [f"{c}.0" for c in q.codes],
         "probs": [1 / len(q.codes)] * len(q.codes)}
    ]  # fmt: skip
    with pytest.raises(AnswersError, match=r"option code '1\.0' is not"):
        align(answer_rows(survey, rows), survey)


def test_options_in_another_order_are_put_into_the_questions_own(
    survey: Survey, answer_rows: Callable[..., Answers]
) -> None:
    q = survey.questions[1]
    probs = np.arange(1.0, len(q.codes) + 1)
    probs /= probs.sum()
    row = {"question": q.id, "population": "EGY", "codes": list(q.codes), "probs": probs.tolist()}
    back = {**row, "codes": list(q.codes)[::-1], "probs": probs[::-1].tolist()}
    one, two = (align(answer_rows(survey, [r]), survey, replicates=0).cells["score"][0] for r in (row, back))
    assert one == two
