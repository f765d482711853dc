"""Mining by rules: nothing is said that the shares do not bear out."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import polars as pl
import pytest

from folkways.norms import mine_rules
from folkways.norms.quantifiers import MOST, NEARLY_ALL, wilson
from folkways.norms.readings import read
from folkways.norms.rules import put_to_few
from folkways.norms.topics import topic_of, topics_of
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

IMPORTANT = ("Very important", "Rather important", "Not very important", "Not important")


def one_question(shares: dict[str, list[float]], n: float = 1000, options: tuple[str, ...] = IMPORTANT) -> Survey:
    question = Question(
        "q1",
        {"en": "Please indicate how important 'Family' is in your life."},
        tuple(Option(str(i), {"en": text}) for i, text in enumerate(options, start=1)),
        topic="Values",
    )
    rows = [("q1", p, str(i), s, n, None) for p, cell in shares.items() for i, s in enumerate(cell, start=1)]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("one", (question,), tuple(country(p) for p in shares), human)


def test_a_strong_majority_is_said_with_its_share_and_its_question() -> None:
    (norm,) = mine_rules(one_question({"EGY": [0.97, 0.03, 0, 0]}))
    assert norm.text == "Nearly all people in Egypt say that family is very important in their life (97 %)."
    assert (norm.method, norm.verdict, norm.evidence, norm.shown) == ("rules", "supported", ("q1",), ("q1",))
    assert norm.strength == pytest.approx(0.97) and norm.divided is not None and 0 < norm.divided < 0.2


def test_the_whole_side_is_said_where_its_strong_part_is_no_majority() -> None:
    (norm,) = mine_rules(one_question({"EGY": [0.4, 0.4, 0.15, 0.05]}))
    assert norm.text == "Most people in Egypt say that family is important in their life (80 %)."


def test_a_people_without_a_majority_gives_no_norm() -> None:
    assert mine_rules(one_question({"EGY": [0.25, 0.3, 0.25, 0.2]})) == ()


def test_few_respondents_give_no_norm_where_the_interval_reaches_below_the_threshold() -> None:
    cell = [0.66, 0.0, 0.34, 0.0]
    assert mine_rules(one_question({"EGY": cell}, n=1000)) and not mine_rules(one_question({"EGY": cell}, n=40))


def test_a_contrast_is_told_only_of_the_people_with_the_largest_share() -> None:
    shares = {
        "EGY": [0.6, 0.0, 0.4, 0.0], "TUR": [0.2, 0.3, 0.25, 0.25],
        "IRN": [0.1, 0.35, 0.3, 0.25], "JOR": [0.2, 0.3, 0.3, 0.2],
    }  # fmt: skip
    contrasts = [n for n in mine_rules(one_question(shares)) if n.text.startswith("More than elsewhere")]
    assert [n.population for n in contrasts] == ["EGY"]
    assert "(60 %, elsewhere 17 % on average)" in contrasts[0].text


@pytest.fixture(scope="module")
def mined(menavalues: Survey):
    return mine_rules(menavalues)


def test_every_mined_majority_clears_its_threshold_with_its_lower_bound(menavalues: Survey, mined) -> None:
    sizes = {(q, p): n for q, p, n in menavalues.cells.iter_rows()}
    for norm in mined:
        low = wilson(norm.strength, sizes[norm.evidence[0], norm.population])[0]
        if re.search(r"\bmost people\b", norm.text, re.IGNORECASE):
            assert low >= MOST, norm.text
        elif re.search(r"\bnearly all people\b", norm.text, re.IGNORECASE):
            assert low >= NEARLY_ALL, norm.text
        else:
            assert "than elsewhere in this survey" in norm.text


def test_no_topic_has_more_norms_than_asked_for_and_no_text_comes_twice(menavalues: Survey, mined) -> None:
    assert len({n.id for n in mined}) == len(mined)
    for per_topic in (1, 3):
        norms = mine_rules(menavalues, populations=["Egypt", "MAR"], per_topic=per_topic)
        counts = {(n.population, n.topic): 0 for n in norms}
        for n in norms:
            counts[n.population, n.topic] += 1
        assert {n.population for n in norms} == {"EGY", "MAR"} and max(counts.values()) <= per_topic


def test_the_topic_of_a_norm_is_the_one_that_models_are_asked_by(menavalues: Survey, mined) -> None:
    assert {n.topic for n in mined} <= set(topics_of(menavalues))
    assert all(n.topic == topic_of(menavalues.by_id[n.evidence[0]]) for n in mined)


def test_questions_put_to_a_few_are_left_out(menavalues: Survey, mined) -> None:
    assert not put_to_few(menavalues) & {n.evidence[0] for n in mined}


def test_only_the_questions_of_the_survey_handed_in_are_mined(menavalues: Survey) -> None:
    ids = [q.id for q in menavalues.questions[:40]]
    assert {n.evidence[0] for n in mine_rules(menavalues.select(questions=ids))} <= set(ids)


def test_a_scale_has_the_same_sides_when_its_options_are_reversed(menavalues: Survey) -> None:
    for question in menavalues.questions:
        here, there = read(question), read(replace(question, options=question.options[::-1]))
        assert here.family == there.family and bool(here.values) == bool(there.values), question.id
        if here.family:
            assert (here.side(1), here.side(-1)) == (there.side(1), there.side(-1)), question.id
        elif here.values:
            assert {here.side(1), here.side(-1)} == {there.side(1), there.side(-1)}, question.id


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    [
        (81 / 263, 263, 0.2553, 0.3662),
        (15 / 148, 148, 0.0624, 0.1605),
        (0 / 20, 20, 0.0, 0.1611),
        (1 / 29, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(share: float, n: int, low: float, high: float) -> None:
    assert wilson(share, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_the_book_of_rules_is_the_same_in_every_process() -> None:
    code = (
        "from folkways.norms.ruled import rules_book; from folkways.surveys import load_survey;"
        "s = load_survey('menavalues').select(populations=['EGY', 'TUR', 'IRN']);"
        "print(rules_book(s, None).digest)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
