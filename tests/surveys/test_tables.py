"""Tidy tables, GlobalOpinionQA, the catalogue, and the checks that every survey passes."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import FolkwaysError, PopulationError, SurveyError
from folkways.populations import country
from folkways.surveys import Option, Question, Survey, load_survey
from folkways.surveys.catalogue import available
from folkways.surveys.globalopinionqa import load_globalopinionqa
from folkways.surveys.importing import keep_survey, read_survey
from folkways.surveys.question import canonical_code
from folkways.surveys.small_base import smallest_base
from folkways.surveys.tidy import from_tidy

GOOD = "question,population,option,share,n\nq,EGY,1,0.25,400\nq,EGY,2,0.75,400\nq,TUR,1,0.5,200\nq,TUR,2,0.5,200\n"


def _write(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    (tmp_path / name).write_text(text)
    return tmp_path / name


def test_a_tidy_table_is_a_survey(tmp_path: Path) -> None:
    survey = load_survey(str(_write(tmp_path, GOOD)))
    assert [p.name for p in survey.populations] == ["Egypt", "Türkiye"]
    assert survey.human["share"].to_list() == [0.25, 0.75, 0.5, 0.5]
    assert survey.cells["n_eff"].to_list() == [400.0, 200.0]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_any_delimiter_will_do(tmp_path: Path, delimiter: str) -> None:
    assert from_tidy(_write(tmp_path, GOOD.replace(",", delimiter))).human.height == 4


def test_counts_and_percentages_say_the_same(tmp_path: Path) -> None:
    counts = from_tidy(_write(tmp_path, "question,population,option,count\nq,EGY,1,100\nq,EGY,2,300\n"))
    percent = from_tidy(_write(tmp_path, "question,population,option,percent,n\nq,EGY,1,25,400\nq,EGY,2,75,400\n"))
    assert counts.human.equals(percent.human)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("0.75", "0.70"), r"row 1: shares of question 'q', population 'EGY' sum to 0.95"),
        (GOOD.replace("0.25", "-0.25"), r"row 1: share is '?-0.25"),
        (GOOD.replace("q,EGY,2", "q,EGY,1"), r"row 2: option '1' .* occurs twice"),
        (GOOD.replace("TUR", "Atlantis"), r"row 3: population 'Atlantis' is no country"),
        (GOOD.replace("share", "portion"), r"exactly one of share, percent, count"),
        (GOOD.replace("population", "people"), r"column 'population' is missing"),
        (GOOD.splitlines()[0] + "\n", r"no respondents"),
        (GOOD.replace(",n\n", "\n").replace(",400", "").replace(",200", ""), r"respondents is not given"),
        (GOOD.replace("q,EGY,1", ",EGY,1"), r"question is empty"),
    ],
)
def test_a_bad_table_is_refused_with_place_and_mend(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(FolkwaysError, match=says) as caught:
        from_tidy(_write(tmp_path, text))
    assert "t.csv" in str(caught.value)
    assert "Mend: " in str(caught.value)


def test_a_community_brings_its_name(tmp_path: Path) -> None:
    text = (
        "question,population,population_name,option,count\nq,sami,the Sámi people,1,20\nq,sami,the Sámi people,2,40\n"
    )
    assert from_tidy(_write(tmp_path, text)).populations[0].label == "the Sámi people"


def test_globalopinionqa_slice_is_read_and_every_row_accounted_for(shared_data: Path) -> None:
    survey = load_globalopinionqa(shared_data / "surveys/globalopinionqa_slice_ccbyncsa.json")
    lost = survey.excluded
    assert survey.cells.height + int(lost["count"].sum()) == 4633
    assert int(lost.filter(pl.col("reason") == "shares do not sum to 1")["count"].sum()) == 9
    aside = {o.text("en") for q in survey.questions for o in q.options if not o.substantive}
    assert {"Don't know", "DK/Refused", "No answer"} <= aside


def test_the_csv_layout_with_defaultdicts_is_read_without_running_it(tmp_path: Path) -> None:
    rows = {
        "question": ["Is it good?", "Evil?"],
        "selections": [
            "defaultdict(<class 'list'>, {'Egypt': [0.5, 0.3, 0.2], 'India (Current national sample)': [1, 0, 0],"
            " 'India (Old national sample)': [0, 1, 0]})",
            "defaultdict(<class 'list'>, {'Egypt': [0.5, 0.5]})",
        ],
        "options": ["['Yes', 'No', \"Don't know\"]", "['a', 'b']"],
    }
    pl.DataFrame(rows).write_csv(tmp_path / "g.csv")
    survey = load_globalopinionqa(tmp_path / "g.csv", n=500)
    assert {p.id for p in survey.populations} == {"EGY", "IND"}
    assert survey.cells["n_eff"].unique().to_list() == [500.0]
    rows["selections"][1] = "__import__('os').system('touch pwned')"
    pl.DataFrame(rows).write_csv(tmp_path / "g.csv")
    with pytest.raises(SurveyError, match="row 2"):
        load_globalopinionqa(tmp_path / "g.csv")


def test_an_imported_survey_is_found_by_name_and_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path / "cache"))
    survey = read_survey("tidy", _write(tmp_path, GOOD))
    keep_survey(survey, name="mine")
    assert load_survey("mine").digest == survey.digest
    assert {"name": "mine", "origin": "imported"} in available()
    with pytest.raises(SurveyError, match="there already"):
        keep_survey(survey, name="mine")
    with pytest.raises(SurveyError, match="in the package"):
        keep_survey(survey, name="menavalues")
    with pytest.raises(SurveyError, match="not usable"):
        keep_survey(survey, name="../up")


def test_an_unknown_survey_names_the_known_ones() -> None:
    with pytest.raises(SurveyError, match="menavalues"):
        load_survey("atlantis")


def _survey(human: list[tuple]) -> Survey:
    question = Question("q", {"en": "?"}, (Option("1", {"en": "a"}), Option("2", {"en": "b"})))
    frame = pl.DataFrame(human, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("s", (question,), (country("EGY"),), frame)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("q", "EGY", "1", 0.4, 9.0, None), ("q", "EGY", "2", 0.5, 9.0, None)], "sum to 0.9"),
        ([("q", "EGY", "1", 0.4, 9.0, None), ("q", "EGY", "7", 0.6, 9.0, None)], "option code '7'"),
        ([("q", "EGY", "1", 0.5, 9.0, None)] * 2, "occurs twice"),
        ([("q", "TUR", "1", 1.0, 9.0, None)], "population 'TUR' is not declared"),
        ([("q", "EGY", "1", float("nan"), 9.0, None)], "share is nan"),
        ([("q", "EGY", "1", 1.0, 0.0, None)], "effective n is 0"),
        ([], "population 'EGY' has no answers"),
    ],
)
def test_a_survey_that_does_not_add_up_is_refused(rows: list[tuple], says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        _survey(rows)


def test_an_option_that_nobody_chose_is_filled_in_with_0() -> None:
    assert _survey([("q", "EGY", "2", 1.0, 9.0, None)]).human["share"].to_list() == [0.0, 1.0]


def test_questions_that_cannot_be_asked_are_refused() -> None:
    yes = Option("1", {"en": "yes"})
    for options, says in (((yes,), "fewer than two"), ((yes, yes), "occurs twice")):
        with pytest.raises(SurveyError, match=says):
            Question("q", {"en": "?"}, options)


def test_selecting_an_unknown_population_or_question_is_refused() -> None:
    survey = load_survey("menavalues")
    with pytest.raises(PopulationError, match="no population"):
        survey.select(populations=["NOR"])
    with pytest.raises(SurveyError, match="no question"):
        survey.select(questions=["zzz"])


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_a_saved_survey_reads_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, k: int, seed: int) -> None:
    folder = tmp_path_factory.mktemp("s")
    shares = np.random.default_rng(seed).dirichlet(np.ones(k))
    question = Question("q", {"en": "?", "ar": "؟"}, tuple(Option(str(i), {"en": str(i)}) for i in range(k)))
    human = pl.DataFrame(
        [("q", "EGY", str(i), float(s), 50.0, 60) for i, s in enumerate(shares)],
        schema=["question", "population", "option", "share", "n_eff", "n"], orient="row",
    )  # fmt: skip
    made = Survey("s", (question,), (country("EGY"),), human, title="T", notes=("n",))
    made.save(folder)
    again = Survey.read(folder)
    assert again.digest == made.digest
    assert again.human.equals(made.human)
    assert (again.questions, again.populations, again.notes) == (made.questions, made.populations, made.notes)


def test_a_damaged_saved_survey_is_one_line(tmp_path: Path) -> None:
    _survey([("q", "EGY", "2", 1.0, 9.0, None)]).save(tmp_path)
    (tmp_path / "human.parquet").write_bytes(b"no parquet")
    with pytest.raises(SurveyError, match="damaged"):
        Survey.read(tmp_path)
    (tmp_path / "survey.json").write_text(json.dumps({}))
    (tmp_path / "survey.json").unlink()
    with pytest.raises(SurveyError, match="no saved survey"):
        Survey.read(tmp_path)


@given(st.integers(-50, 50))
def test_codes_have_one_spelling(code: int) -> None:
    assert {canonical_code(x) for x in (code, float(code), f"{code}.0", f" {code} ")} == {str(code)}


@settings(max_examples=60)
@given(st.integers(30, 150), st.integers(0, 2**32 - 1))
def test_a_small_base_is_found_back(n: int, seed: int) -> None:
    counts = np.random.default_rng(seed).multinomial(n, [0.3, 0.3, 0.2, 0.2])
    found = smallest_base([round(100 * c / n, 2) for c in counts])
    assert found is None or n % found == 0 or found < n
    assert found is not None or n // int(np.gcd.reduce([*counts, n])) < 20


def test_a_large_base_is_not_taken_for_a_small_one() -> None:
    rng = np.random.default_rng(0)
    wrong = sum(
        smallest_base([round(100 * c / 1600, 2) for c in rng.multinomial(1600, [0.4, 0.3, 0.2, 0.1])]) is not None
        for _ in range(300)
    )
    assert wrong <= 6
