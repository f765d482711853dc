"""Language, reasoning and leakage: effects that were put there are found, on matched cells."""

import numpy as np
import polars as pl
import pytest

from folkways.alignment import align
from folkways.alignment.alignment import Alignment
from folkways.answers import Answers
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

K, QUESTIONS = 4, 60


@pytest.fixture(scope="module")
def survey() -> Survey:
    rng = np.random.default_rng(1)
    options = tuple(Option(str(i + 1), {"en": f"o{i}", "ar": f"خ{i}", "tr": f"s{i}"}) for i in range(K))
    questions = tuple(
        Question(f"q{i}", {"en": f"Q{i}?", "ar": f"س{i}", "tr": f"S{i}?"}, options, topic="t") for i in range(QUESTIONS)
    )
    rows = [
        (q.id, who, str(i + 1), share, 1000.0, 1000)
        for q in questions
        for who in ("EGY", "TUR")
        for i, share in enumerate(rng.dirichlet(np.ones(K)))
    ]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("s", questions, (country("EGY"), country("TUR")), human)


def _answers(survey: Survey, shares: dict[tuple[str, str], float], texts: bool = False) -> Answers:
    """Answers that mix the people's own with "the first option": `shares[language, reasoning]` is the people's part."""
    people = {
        key[:2]: np.array(part["share"]) for key, part in survey.human.group_by("question", "population")
    }  # fmt: skip
    first = np.eye(K)[0]
    rows = []
    for (language, reasoning), part in shares.items():
        for (question, who), p in people.items():
            if language not in ("en", {"EGY": "ar", "TUR": "tr"}[str(who)]):
                continue
            refused = texts and str(question) in ("q1", "q2")
            rows.append(
                {
                    "model": "m", "question": question, "population": who, "framing": "persona", "language": language,
                    "reasoning": reasoning, "order": "given", "labels": "digits", "template": "plain", "cue": "before",
                    "control": "", "method": "logprobs", "codes": [str(i + 1) for i in range(K)],
                    "probs": (part * p + (1 - part) * first).tolist(), "off_label": 0.95 if question == "q2" else 0.1,
                    "unseen": 0.0, "text": "No." if texts else None, "parsed": None,
                    "state": "refused" if refused else "answered", "prompt_hash": "", "tokens": 1,
                }
            )  # fmt: skip
    info = {"languages": {"EGY": ["en", "ar"], "TUR": ["en", "tr"]}}
    return Answers(pl.DataFrame(rows), info)


def _finding(alignment: Alignment, name: str) -> dict:
    rows = alignment.findings.filter(pl.col("name") == name)
    assert rows.height == 1
    return rows.row(0, named=True)


def test_a_loss_in_the_native_language_is_found_over_both_languages(survey: Survey) -> None:
    parts = {("en", "direct"): 0.9, ("ar", "direct"): 0.5, ("tr", "direct"): 0.5}
    found = _finding(align(_answers(survey, parts), survey, replicates=400), "cross-lingual value shift")
    assert found["before"] == "en, direct"
    assert found["after"] == "ar/tr, direct"
    assert found["cells"] == 2 * QUESTIONS
    assert found["populations"] == 2
    assert found["change_high"] < 0
    assert found["p_holm"] < 0.01
    assert found["shift_low"] > 0.1
    assert found["consistency"] < 95


def test_a_gain_by_reasoning_is_found_and_signed(survey: Survey) -> None:
    parts = {("en", "direct"): 0.5, ("en", "reasoned"): 0.8}
    found = _finding(align(_answers(survey, parts), survey, replicates=400), "reasoning-induced change")
    assert found["change_low"] > 0


def test_no_change_is_called_equivalent(survey: Survey) -> None:
    parts = {("en", "direct"): 0.7, ("en", "reasoned"): 0.7}
    found = _finding(align(_answers(survey, parts), survey, replicates=400), "reasoning-induced change")
    assert found["change"] == pytest.approx(0, abs=1e-12)
    assert found["shift"] == pytest.approx(0, abs=1e-12)
    assert found["consistency"] == pytest.approx(100)
    assert found["p_equivalent"] < 0.01


def test_a_refusal_leaks_only_where_the_options_hold_mass(survey: Survey) -> None:
    found = align(_answers(survey, {("en", "direct"): 0.1}, texts=True), survey, replicates=200).leakage
    row = found.row(0, named=True)
    assert (row["read"], row["refused"]) == (2 * QUESTIONS, 4)
    assert row["leaked"] == 0.5  # q1 leaks in both peoples; q2 has 5 % of its mass on options
    assert row["low"] <= 0.5 <= row["high"]


def test_without_texts_there_is_no_leakage_to_speak_of(survey: Survey) -> None:
    assert align(_answers(survey, {("en", "direct"): 0.1}), survey, replicates=0).leakage.is_empty()


def test_a_neutral_answer_counts_for_the_peoples_that_speak_its_language(survey: Survey) -> None:
    answers = _answers(survey, {("en", "direct"): 0.9, ("ar", "direct"): 0.5})
    alone = answers.frame.filter(pl.col("population") == "EGY").with_columns(
        population=pl.lit(""), framing=pl.lit("neutral")
    )
    found = align(Answers(alone, answers.info), survey, replicates=0).cells
    peoples = {key[0]: set(part["population"]) for key, part in found.group_by("language")}
    assert peoples == {"en": {"EGY", "TUR"}, "ar": {"EGY"}}
