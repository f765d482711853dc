"""Frames of QSTN's parsers become a table of ours."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.alignment.test_edsl_results import DATA, row

from folkways.alignment.table import read_table
from folkways.cli.handed_in import read_file
from folkways.errors import AnswersError
from folkways.surveys import Survey, load_survey


@pytest.fixture(scope="module")
def tea() -> Survey:
    return load_survey(str(DATA / "tea.csv"))


HEADER = "questionnaire_name,questionnaire_item_id,question"


def frame_of(folder: Path, survey: Survey, *lines: str, more: str = "llm_response", **options: Any) -> pl.DataFrame:
    (folder / "q.csv").write_text("\n".join([f"{HEADER},{more}", *lines]) + "\n")
    return read_file(folder / "q.csv", survey, **options)[0].frame


def test_written_answers_are_read_with_their_states(tea: Survey) -> None:
    frame = read_file(DATA / "qstn_raw.csv", tea)[0].frame
    guests, bread = row(frame, "guests", "EGY"), row(frame, "bread", "EGY")
    assert [guests[f"p_{i}"] for i in (1, 2, 3)] == ["0.5", "0.5", "0.0"]  # a labelled option; "I would say …"
    assert (bread["samples"], bread["refused"], bread["p_1"]) == ("2", "1", "1.0")
    assert row(frame, "bread", "TUR")["state"] == "failed"  # QSTN writes "Error: …" where a request failed for good


def test_a_questionnaire_without_a_name_is_the_neutral_framing(tea: Survey) -> None:
    frame = read_file(DATA / "qstn_raw.csv", tea)[0].frame
    assert {row(frame, "guests", country, "neutral")["p_2"] for country in ("EGY", "TUR")} == {"1.0"}


def test_the_field_answer_of_a_json_method_is_read_and_its_reasoning_tells_the_condition(tea: Survey) -> None:
    table, _ = read_file(DATA / "qstn_json.csv", tea)
    assert table.conditions == {"persona reasoned": ("persona", "en", "reasoned")}
    assert row(table.frame, "guests", "TUR", "persona reasoned")["p_3"] == "1.0"
    assert row(table.frame, "bread", "TUR", "persona reasoned")["state"] == "refused"
    assert table.notes == ("1 rows carry QSTN's mark ERROR.",)


def test_probabilities_that_a_model_states_are_renormalised_and_counted(tea: Survey) -> None:
    table, _ = read_file(DATA / "qstn_stated.csv", tea)
    assert [row(table.frame, "guests", "EGY")[f"p_{i}"] for i in (1, 2, 3)] == ["0.5", "0.3", "0.2"]
    assert row(table.frame, "bread", "EGY")["p_1"] == "0.5"
    assert table.notes == ("1 rows of probabilities do not sum to 1: renormalised.",)


def test_all_three_ways_to_keep_log_probabilities_give_the_same_distribution(tea: Survey) -> None:
    tables = [read_file(DATA / f"qstn_{name}.csv", tea)[0] for name in ("tokens", "options", "logprobs")]
    for question, k in (("guests", 3), ("bread", 2)):
        found = [[float(row(t.frame, question, "EGY", "observer")[f"p_{i + 1}"]) for i in range(k)] for t in tables]
        assert found[0] == pytest.approx(found[1])
        assert found[0] == pytest.approx(found[2])
    assert [bool(t.notes) for t in tables] == [True, False, True]  # "The" and "I" hold mass, and that is said


def test_parquet_is_read_like_csv(tea: Survey, tmp_path: Path) -> None:
    read_table(DATA / "qstn_raw.csv").write_parquet(tmp_path / "qstn_raw.parquet")
    assert read_file(tmp_path / "qstn_raw.parquet", tea)[0].frame.equals(read_file(DATA / "qstn_raw.csv", tea)[0].frame)


def test_log_probabilities_of_a_provider_and_of_minus_infinity_are_read(tea: Survey, tmp_path: Path) -> None:
    half = math.log(0.5)
    listed = f"\"[[{{'token': '1', 'logprob': {half}}}, {{'token': '2', 'logprob': {half}}}], []]\""
    plain = f"\"{{'1': {half}, '2': -inf}}\""
    frame = frame_of(tmp_path, tea, f"EGY,guests,,1,{listed}", f"TUR,guests,,1,{plain}", more="llm_response,logprobs")
    assert [row(frame, "guests", c)["p_1"] for c in ("EGY", "TUR")] == ["0.5", "1.0"]


@pytest.mark.parametrize(
    ("name", "country", "condition"),
    [
        ("EGY", "EGY", "persona"),
        ("Egypt", "EGY", "persona"),
        ("observer_Egypt_17", "EGY", "observer"),
        ("Turkey | reversed", "TUR", "persona reversed"),
        ("EGY_tr", "EGY", "persona tr"),  # a language, not Turkey
    ],
)
def test_a_questionnaires_name_says_people_and_condition(
    tea: Survey, tmp_path: Path, name: str, country: str, condition: str
) -> None:
    frame = frame_of(tmp_path, tea, f"{name},guests,,1")
    assert frame.select("country", "condition").row(0) == (country, condition)


def test_columns_of_ones_own_name_model_people_and_condition(tea: Survey, tmp_path: Path) -> None:
    more = "llm_response,model,country,condition"
    frame = frame_of(tmp_path, tea, "p1,guests,,1,qwen,EGY,observer", "p2,guests,,2,qwen,EGY,observer", more=more)
    assert frame.select("model", "country", "condition", "samples").rows() == [("qwen", "EGY", "observer", "2")]


def test_a_model_that_the_file_does_not_name_is_named_on_the_command_line_or_after_the_file(
    tea: Survey, tmp_path: Path
) -> None:
    assert frame_of(tmp_path, tea, "EGY,guests,,1", model="qwen")["model"][0] == "qwen"
    assert frame_of(tmp_path, tea, "EGY,guests,,1")["model"][0] == "q"


def test_an_item_goes_by_its_wording_where_its_number_is_qstns_own(tea: Survey, tmp_path: Path) -> None:
    frame = frame_of(tmp_path, tea, "EGY,7,Please tell: Where do you buy bread? Options are 1 and 2,2")
    assert frame["question"][0] == "bread"


@pytest.mark.parametrize(
    ("line", "more", "message"),
    [
        ("p1,guests,,1", "llm_response", r"row 1 \(line 2\): questionnaire_name 'p1' names no one population"),
        ("EGY_TUR,guests,,1", "llm_response", "names no one population"),
        ("EGY,milk,,1", "llm_response", "no question 'milk'"),
        ("EGY,-1,,x", "llm_response", "a whole battery is one row"),
        ("EGY,guests,,high", "score", "score is 'high'"),
        ("EGY,guests,,1,nonsense", "llm_response,logprobs", "logprobs are 'nonsense'"),
        ("EGY,,,1", "llm_response", "questionnaire_item_id is empty"),
    ],
)
def test_what_does_not_match_is_refused_with_its_place_and_mend(
    tea: Survey, tmp_path: Path, line: str, more: str, message: str
) -> None:
    with pytest.raises(AnswersError, match=message) as caught:
        frame_of(tmp_path, tea, line, more=more)
    assert "Mend:" in str(caught.value)


def test_answers_against_a_survey_of_nobody_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnswersError, match="holds no people's answers"):
        read_file(DATA / "qstn_raw.csv", load_survey(str(DATA / "values.qsf")))
