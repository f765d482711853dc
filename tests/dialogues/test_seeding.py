"""Seeds hold valid answers only, as the people gave them, and say what they leave out."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.drawing import drawn
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.dialogues.seeding import NO_ANSWER, NO_CELL, seeds, topic_of
from folkways.errors import InputError, PopulationError, SurveyError
from folkways.populations import country
from folkways.surveys import Option, Question, Survey, load_survey
from folkways.surveys.importing import read_survey
from folkways.surveys.split import split_survey
from tests.dialogues.talkers import PEOPLES, survey

SHARES = st.lists(st.integers(0, 40), min_size=2, max_size=9).filter(any).map(lambda c: [x / sum(c) for x in c])

CODEBOOK = """
population: country
weight: weight
licence: CC-BY-4.0
questions:
  trust:
    text: Can most people be trusted?
    options: {1: 'Yes', 2: 'It depends', 3: 'No'}
    aside: {-1: Do not know}
    missing: {-2: refused, -4: not asked, -5: missing}
"""


def _imported(tmp_path: Path, rows: list[tuple[str, float, int]]) -> Survey:
    (tmp_path / "c.yaml").write_text(CODEBOOK)
    frame = pl.DataFrame(rows, schema=["country", "weight", "trust"], orient="row")
    frame.write_csv(tmp_path / "people.csv")
    return read_survey("respondents", tmp_path / "people.csv", codebook=tmp_path / "c.yaml")


def _one(shares: dict[str, float], *, aside: float = 0.0) -> Survey:
    options = tuple(Option(code, {"en": f"word {code}"}) for code in shares)
    question = Question("q", {"en": "How so?"}, (*options, Option("-1", {"en": "Don't know"}, substantive=False)))
    rows = [("q", "EGY", code, share * (1 - aside), 50.0, 60) for code, share in shares.items()]
    rows.append(("q", "EGY", "-1", aside, 50.0, 60))
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("one", (question,), (country("EGY"),), human)


@pytest.mark.parametrize("mode", ["modal", "draw", "shares"])
def test_codes_that_are_no_answers_give_no_seed_through_the_door_of_respondents(tmp_path: Path, mode: str) -> None:
    rows = [("EGY", 1.0, code) for code in (-4, -4, -2, -1, -1, -1) for _ in range(40)]
    rows += [("EGY", 1.0, 1)] * 60 + [("EGY", 1.0, 2)] * 20 + [("TUR", 1.0, -4)] * 80 + [("IRQ", 1.0, -1)] * 80
    rows += [("MAR", 1.0, 3)] * 80
    made, _ = seeds(_imported(tmp_path, rows), mode=mode, draws=40 if mode == "draw" else 1)
    assert set(made["population"]) == {"EGY", "MAR"}
    egypt = made.filter(population="EGY")
    assert set(egypt["code"].drop_nulls()) <= {"1", "2"}
    assert not any(word in answer for answer in made["answer"] for word in ("-", "know", "refused", "asked"))
    if mode == "draw":
        assert Counter(egypt["code"]) == {"1": 30, "2": 10}
    assert egypt["n"].unique().to_list() == [200]  # with those who did not know


def test_a_people_that_was_not_asked_is_a_reject_with_the_counts_of_the_survey(tmp_path: Path) -> None:
    rows = [("EGY", 1.0, 1)] * 80 + [("TUR", 1.0, -4)] * 80 + [("TUR", 1.0, 2)] * 5
    given_survey = replace(_imported(tmp_path, rows))
    told = replace(
        given_survey,
        populations=(country("EGY"), country("TUR")),
        human=pl.concat([given_survey.human, _other(given_survey)]),
        questions=(*given_survey.questions, replace(given_survey.questions[0], id="other")),
    )
    made, rejects = seeds(told)
    assert set(zip(made["question"], made["population"], strict=True)) == {("trust", "EGY"), ("other", "TUR")}
    row = rejects.filter(id="trust/TUR").row(0, named=True)
    assert (row["stage"], row["reason"], row["text"]) == ("seeds", NO_CELL, "Can most people be trusted?")
    assert "not asked (code -4): 80" in row["detail"]
    assert rejects.schema == pl.Schema(REJECTS_SCHEMA) and made.schema == pl.Schema(SEEDS_SCHEMA)


def _other(of: Survey) -> pl.DataFrame:
    rows = of.human.filter(pl.col("population") == "EGY")
    return rows.with_columns(population=pl.lit("TUR"), question=pl.lit("other"))


def test_weights_count_and_the_effective_number_is_kept(tmp_path: Path) -> None:
    rows = [("EGY", 3.0, 3)] * 40 + [("EGY", 1.0, 1)] * 60
    row = seeds(_imported(tmp_path, rows))[0].row(0, named=True)
    assert (row["code"], row["answer"], row["share"]) == ("3", "No", pytest.approx(120 / 180))
    assert row["n"] == 100 and row["n_eff"] == pytest.approx(180**2 / (9 * 40 + 60))
    assert row["licence"] == "CC-BY-4.0"


def test_an_answer_that_lies_between_what_people_said_is_never_taken() -> None:
    # The mean is 2.6; floored it is an answer that nobody gave.
    split_people = _one({"1": 0.48, "2": 0.0, "3": 0.0, "4": 0.52})
    assert seeds(split_people)[0]["code"].to_list() == ["4"]
    codes = Counter(seeds(split_people, mode="draw", draws=25)[0]["code"])
    assert codes == {"1": 12, "4": 13}


def test_shares_are_of_those_who_answered_on_the_scale() -> None:
    made, _ = seeds(_one({"1": 0.75, "2": 0.25}, aside=0.6))
    assert made["share"].to_list() == [pytest.approx(0.75)]
    whole, _ = seeds(_one({"1": 0.75, "2": 0.25}, aside=0.6), mode="shares")
    assert whole.select("answer", "code", "share").row(0) == ("word 1: 75%; word 2: 25%", None, None)


def test_a_cell_in_which_nobody_answered_on_the_scale_is_a_reject() -> None:
    base = survey(1, ("EGY", "TUR"))
    question = replace(
        base.questions[0],
        options=(*base.questions[0].options, Option("9", {"en": "Don't know"}, substantive=False)),
    )
    rows = [("q0", "EGY", "0", 1.0, 9.0, 9), ("q0", "TUR", "9", 1.0, 9.0, 9)]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    made, rejects = seeds(replace(base, questions=(question,), human=human))
    assert made["population"].to_list() == ["EGY"]
    assert rejects.select("id", "reason").rows() == [("q0/TUR", NO_ANSWER)]


def test_ties_are_drawn_and_not_given_to_the_first_option() -> None:
    tied = _one({"1": 0.5, "2": 0.5})
    assert {seeds(tied, seed=seed)[0]["code"][0] for seed in range(20)} == {"1", "2"}


@given(SHARES, st.integers(1, 60), st.integers(0, 2**32))
def test_draws_are_the_shares_rounded_down_or_up(shares: list[float], draws: int, seed: int) -> None:
    counts = Counter(drawn(shares, draws, Random(seed)))
    assert counts.total() == draws
    for place, share in enumerate(shares):
        assert abs(counts[place] - draws * share) < 1
        assert counts[place] == 0 or share > 0


class Started(Random):
    """Chance whose start is given."""

    def __init__(self, start: float) -> None:
        super().__init__(0)
        self._start = start

    def random(self) -> float:
        return self._start


@settings(deadline=None, max_examples=50)
@given(SHARES, st.integers(1, 7))
def test_over_all_starts_the_mean_of_the_draws_is_the_people_s_distribution(shares: list[float], draws: int) -> None:
    starts = 64
    found = Counter(place for i in range(starts) for place in drawn(shares, draws, Started((i + 0.5) / starts)))
    for place, share in enumerate(shares):
        # A bound of an interval of starts falls between two of those that were tried.
        assert abs(found[place] / starts - draws * share) <= 2 / starts


def test_single_draws_follow_the_distribution() -> None:
    counts = Counter(drawn([0.6, 0.3, 0.0, 0.1], 1, Random(seed))[0] for seed in range(4000))
    expected = {0: 2400, 1: 1200, 3: 400}
    assert set(counts) == set(expected)
    assert sum((counts[place] - n) ** 2 / n for place, n in expected.items()) < 13.8  # chi-square, p = 0.001


def test_draws_of_one_cell_come_in_no_order_of_the_scale() -> None:
    firsts = {drawn([0.5, 0.5], 2, Random(seed))[0] for seed in range(20)}
    assert firsts == {0, 1}


def test_a_limit_spreads_questions_over_topics_and_is_the_same_for_all_peoples() -> None:
    whole = survey(20)
    made, _ = seeds(whole, limit=6, seed=3)
    asked = {people: set(made.filter(population=people)["question"]) for people in PEOPLES}
    assert len(asked["EGY"]) == 6 and all(questions == asked["EGY"] for questions in asked.values())
    assert Counter(topic_of(whole.by_id[q]) for q in asked["EGY"]) == {"Family": 3, "Work": 3}
    assert made.equals(seeds(whole, limit=6, seed=3)[0])
    assert {frozenset(seeds(whole, limit=6, seed=seed)[0]["question"]) for seed in range(5)} != {
        frozenset(asked["EGY"])
    }
    assert len(set(seeds(whole, per_topic=2)[0]["question"])) == 4


def test_a_limit_takes_the_questions_that_most_peoples_answered() -> None:
    whole = survey(8)
    seen = whole.human.filter((pl.col("question") >= "q6") | (pl.col("population") == "EGY"))
    made, rejects = seeds(replace(whole, human=pl.concat([seen, whole.human]).unique()), limit=2)
    assert rejects.is_empty() and made.height == 8
    made, rejects = seeds(replace(whole, human=seen), limit=2)
    assert set(made["question"]) == {"q6", "q7"} and rejects.is_empty()


def test_populations_and_topics_are_taken_by_name_and_come_in_survey_order() -> None:
    made, _ = seeds(survey(), populations=["Iran", "egy"], topics=["family"])
    assert list(zip(made["question"], made["population"], strict=True)) == [
        ("q0", "EGY"), ("q0", "IRN"), ("q2", "EGY"), ("q2", "IRN"),
    ]  # fmt: skip
    assert made.equals(seeds(survey(), populations=["EGY", "IRN"], questions=["q2", "q0"])[0])


def test_a_split_keeps_held_out_questions_and_peoples_out() -> None:
    whole = survey(12)
    split = split_survey(whole, share=0.34, populations=["IRN"], seed=1)
    made, rejects = seeds(whole, split=split, mode="shares")
    assert set(made["question"]) == set(split.train) and set(made["population"]) == set(split.seen)
    assert rejects.is_empty()
    with pytest.raises(InputError, match="held-out questions would be used for seeds"):
        seeds(whole, split=split, questions=[split.held_out[0]])
    with pytest.raises(InputError, match=r"IRN is held out by the split.*Mend"):
        seeds(whole, split=split, populations=["Iran"])
    with pytest.raises(SurveyError, match="not the one that was split"):
        seeds(survey(11), split=split)


def test_a_seed_is_read_back_from_its_row_with_the_same_id() -> None:
    row = seeds(survey())[0].row(1, named=True)
    assert Seed.from_record(row).to_record() == row
    assert (row["code"], row["answer"], row["topic"], row["n"]) == ("1", "choice-0-IRN", "Family", 1000)


def test_ids_of_draws_differ() -> None:
    made, _ = seeds(survey(), mode="draw", draws=5)
    assert made["id"].is_unique().all() and made.height == 3 * 4 * 5
    assert made.filter(question="q0", population="EGY")["draw"].to_list() == [0, 1, 2, 3, 4]


def test_a_point_that_the_survey_does_not_word_is_told_by_its_ends() -> None:
    made, _ = seeds(load_survey("menavalues"), questions=["m181"], populations=["EGY"], mode="draw", draws=200)
    answers = dict(zip(made["code"], made["answer"], strict=True))
    assert answers["1"] == "never justifiable"
    assert answers["3"] == "3 on a scale from 1 (never justifiable) to 10 (always justifiable)"


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ({"mode": "mean"}, "unknown mode 'mean'"),
        ({"draws": 3}, "3 draws in mode 'modal'"),
        ({"mode": "draw", "draws": 0}, "0 draws"),
        ({"limit": 0}, "0 questions"),
        ({"questions": ["q99"]}, "no question 'q99'"),
        ({"topics": ["Sport"]}, "no topic 'Sport'"),
    ],
)
def test_what_cannot_be_a_seed_is_refused_with_a_mend(asked_for: dict, says: str) -> None:
    with pytest.raises(InputError, match=f"{says}.*Mend"):
        seeds(survey(), **asked_for)
    with pytest.raises(PopulationError, match="no population 'ATL'"):
        seeds(survey(), populations=["ATL"])


def test_few_questions_are_taken_from_topics_that_all_peoples_were_asked_about() -> None:
    peoples = ("EGY", "TUR", "IRN", "MAR", "JOR", "TUN", "LBY", "IRQ")
    found, _ = seeds(load_survey("menavalues"), populations=peoples, limit=10)
    assert set(found["population"].value_counts()["count"]) == {10}
    assert found["topic"].n_unique() == 10
