"""Results of EDSL in its four forms become the same table of ours."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.alignment import align
from folkways.alignment.exchange import read_answers_file
from folkways.cli.handed_in import read_file
from folkways.errors import AnswersError
from folkways.surveys import Survey, load_survey

DATA = Path(__file__).parents[1] / "data" / "exchange"
CELL = ["model", "condition", "question", "country"]


@pytest.fixture(scope="module")
def tea() -> Survey:
    return load_survey(str(DATA / "tea.csv"))


def row(frame: pl.DataFrame, question: str, country: str, condition: str = "persona") -> dict[str, Any]:
    found = frame.filter(
        (pl.col("question") == question) & (pl.col("country") == country) & (pl.col("condition") == condition)
    )
    assert found.height == 1
    return found.row(0, named=True)


def result(country: str = "Egypt", model: str = "m", **answers: Any) -> dict[str, Any]:
    """One interview, as EDSL writes it."""
    kinds = {
        "guests": {"question_type": "multiple_choice", "question_text": "How important is it to offer tea to a guest?"},
        "bread": {"question_type": "multiple_choice", "question_text": "Where do you buy bread?"},
    }
    return {
        "agent": {"traits": {"country": country}},
        "scenario": {"scenario_index": 0},
        "model": {"model": model, "parameters": {"temperature": 1}},
        "iteration": 0,
        "answer": answers,
        "question_to_attributes": {k: v for k, v in kinds.items() if k in answers},
        "generated_tokens": {f"{k}_generated_tokens": v for k, v in answers.items() if v is not None},
        "validated_dict": {f"{k}_validated": v is not None for k, v in answers.items()},
    }


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*results: dict[str, Any], name: str = "r.json") -> Path:
        (tmp_path / name).write_text(json.dumps({"data": list(results), "edsl_class_name": "Results"}))
        return tmp_path / name

    return write


def test_csv_and_json_of_one_run_are_the_same_table(tea: Survey) -> None:
    one, other = (read_file(DATA / name, tea)[0].frame.sort(CELL) for name in ("edsl.json.gz", "edsl.csv"))
    assert one.equals(other)


def test_jsonl_and_saved_package_of_one_run_are_the_same_table(tea: Survey) -> None:
    one, other = (read_file(DATA / name, tea)[0].frame for name in ("edsl.jsonl", "edsl.ep"))
    assert one.equals(other)


def test_iterations_and_agents_of_one_people_are_a_distribution(tea: Survey) -> None:
    frame = read_file(DATA / "edsl.csv", tea)[0].frame
    bread = row(frame, "bread", "EGY")
    assert (bread["samples"], bread["malformed"], bread["p_1"], bread["p_2"]) == ("6", "2", "0.5", "0.5")
    assert row(frame, "guests", "TUR")["p_1"] == "1.0"


def test_an_agent_without_traits_is_the_neutral_framing_of_every_people(tea: Survey) -> None:
    frame = read_file(DATA / "edsl.csv", tea)[0].frame
    assert {row(frame, "bread", country, "neutral")["p_1"] for country in ("EGY", "TUR")} == {"1.0"}


def test_a_refusal_that_edsl_reads_as_no_is_a_refusal_and_is_spoken_of(tea: Survey) -> None:
    # The library itself wrote "No" for "I'm sorry, but I cannot answer that.", and marked it as validated.
    raw = json.loads(gzip.decompress((DATA / "edsl.json.gz").read_bytes()))["data"]
    repaired = [r for r in raw if r["answer"]["party"] == "No"]
    assert len(repaired) == 10
    assert all("cannot answer" in r["generated_tokens"]["party_generated_tokens"] for r in repaired)
    table, _ = read_file(DATA / "edsl.json.gz", tea)
    party = row(table.frame, "party", "EGY")
    assert (party["refused"], party["p_1"], party["p_2"]) == ("4", "1.0", "0.0")
    assert "10 answers that EDSL made of a text that refuses count as refused." in table.notes


def test_dont_know_and_unreadable_answers_are_states_and_skipped_questions_no_row(tea: Survey) -> None:
    table, _ = read_file(DATA / "edsl.csv", tea)
    assert row(table.frame, "guests", "EGY")["refused"] == "4"  # "Don't know", and a text that refuses
    assert any("answers to why, which is not in the survey" in note for note in table.notes)
    assert "why" not in table.frame["question"].to_list()


def test_without_a_reader_of_texts_an_answer_that_was_not_validated_is_malformed(tea: Survey) -> None:
    frame = read_answers_file(DATA / "edsl.csv", tea)[0].frame
    assert row(frame, "guests", "EGY")["malformed"] == "2"


def test_a_call_without_words_failed_and_a_skipped_question_is_counted(tea: Survey, written: Callable) -> None:
    failed, skipped = result(guests=None, bread="1"), result("TUR", guests=None, bread="1")
    skipped["validated_dict"].pop("guests_validated")
    table, _ = read_file(written(failed, skipped), tea)
    assert row(table.frame, "guests", "EGY")["state"] == "failed"
    assert table.frame.filter(pl.col("question") == "guests").height == 1
    assert table.notes == ("1 answers are missing since their question was skipped.",)


def test_a_model_asked_with_two_settings_is_two_models_and_scenarios_are_conditions(
    tea: Survey, written: Callable
) -> None:
    one, two, three = (result(guests="1") for _ in range(3))
    two["model"]["parameters"] = {"temperature": 0}
    three["scenario"] = {"framing": "observer", "period": "morning"}
    frame = read_file(written(one, two, three), tea)[0].frame
    assert frame.select("model", "condition").rows() == [
        ("m (temperature=1)", "persona"),
        ("m (temperature=0)", "persona"),
        ("m (temperature=1)", "observer period=morning"),
    ]


def test_a_distribution_that_the_model_stated_is_taken(tea: Survey, written: Callable) -> None:
    one = result(guests="Very important")
    one["distribution"] = {"guests": {"Very important": 0.5, "Rather important": 0.3, "Don't know": 0.2}}
    guests = row(read_file(written(one), tea)[0].frame, "guests", "EGY")
    assert [float(guests[f"p_{i}"]) for i in (1, 2, 3)] == pytest.approx([0.625, 0.375, 0])


def test_an_agent_belongs_to_the_most_specific_people_of_the_survey(tmp_path: Path, written: Callable) -> None:
    text = (DATA / "tea.csv").read_text()
    head, *rows = text.splitlines()
    women = [r.replace(",EGY,", ",EGY[sex=female],") for r in rows if ",EGY," in r]
    (tmp_path / "s.csv").write_text("\n".join([head, *rows, *women]) + "\n")
    one, two = result(guests="1"), result(guests="2")
    one["agent"]["traits"]["sex"] = "Female"
    frame = read_file(written(one, two), load_survey(str(tmp_path / "s.csv")))[0].frame
    assert frame.select("country", "p_1").rows() == [("EGY[sex=female]", "1.0"), ("EGY", "0.0")]


def test_two_letters_are_a_country_only_in_a_trait_that_says_so(tea: Survey, written: Callable) -> None:
    said, unsaid = result("tr", guests="1"), result(guests="2")
    unsaid["agent"]["traits"] = {"degree": "tr", "home": "Egypt"}
    frame = read_file(written(said, unsaid), tea)[0].frame
    assert frame["country"].to_list() == ["TUR", "EGY"]
    unsaid["agent"]["traits"] = {"smokes": "tr"}
    with pytest.raises(AnswersError, match="no trait of the agent names a population"):
        read_file(written(unsaid), tea)


def test_names_that_end_like_a_group_of_columns_stay_whole(tmp_path: Path) -> None:
    survey = tmp_path / "s.csv"
    survey.write_text((DATA / "tea.csv").read_text().replace("guests", "guest_answer"))
    (tmp_path / "e.csv").write_text(
        "agent.country,agent.held_agent,answer.guest_answer,generated_tokens.guest_answer_generated_tokens,model.model\n"
        "EGY,x,Very important,Very important,m\n"
    )
    frame = read_file(tmp_path / "e.csv", load_survey(str(survey)))[0].frame
    assert row(frame, "guest_answer", "EGY")["p_1"] == "1.0"


@settings(deadline=None, max_examples=25)
@given(answers=st.lists(st.sampled_from("123"), min_size=1, max_size=12), seed=st.randoms(use_true_random=False))
def test_codes_or_wordings_in_any_order_of_interviews_give_the_same_distribution(
    tmp_path_factory: pytest.TempPathFactory, answers: list[str], seed: Any
) -> None:
    tea = load_survey(str(DATA / "tea.csv"))
    words = {o.code: o.text("en") for o in tea.by_id["guests"].options}
    given_as = [seed.choice([a, words[a], f"{a}: {words[a]}", words[a].upper()]) for a in answers]
    seed.shuffle(given_as)
    file = tmp_path_factory.mktemp("e") / "r.json"
    file.write_text(json.dumps({"data": [result(guests=text) for text in given_as]}))
    guests = row(read_file(file, tea)[0].frame, "guests", "EGY")
    for code in "123":
        assert float(guests[f"p_{code}"]) == pytest.approx(answers.count(code) / len(answers))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"guests": "Perhaps"}, "result 1, question guests: 'Perhaps' is no option of question guests"),
        ({"guests": ["1", "2"]}, r"\['1', '2'\] is not one option"),
        ({"country": "Narnia", "guests": "1"}, "result 1: country: .*no population 'Narnia'"),
    ],
)
def test_what_does_not_match_is_refused_with_its_place_and_mend(
    tea: Survey, written: Callable, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(AnswersError, match=message) as caught:
        read_file(written(result(**change)), tea)
    assert "Mend:" in str(caught.value)


def test_a_question_of_options_that_the_survey_does_not_have_is_refused(tea: Survey, written: Callable) -> None:
    one = result(guests="1")
    one["answer"]["milk"] = "Yes"
    one["question_to_attributes"]["milk"] = {"question_type": "yes_no", "question_text": "Milk?"}
    with pytest.raises(AnswersError, match="no question 'milk', worded 'Milk"):
        read_file(written(one), tea)


def test_a_name_and_a_wording_of_two_questions_are_refused(tea: Survey, written: Callable) -> None:
    one = result(guests="1")
    one["question_to_attributes"]["guests"]["question_text"] = "Where do you buy bread?"
    with pytest.raises(AnswersError, match="is question guests by its name and bread by its wording"):
        read_file(written(one), tea)


@pytest.mark.parametrize(
    ("name", "content"), [("x.json", "{}"), ("x.json", "["), ("x.ep", "no zip"), ("x.gz", "no gz")]
)
def test_a_file_that_holds_no_results_is_refused(tea: Survey, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(AnswersError, match="holds no results of EDSL"):
        read_file(tmp_path / name, tea)


def test_results_are_scored_like_any_other_table(tea: Survey) -> None:
    found = align(read_file(DATA / "edsl.csv", tea)[0].answers, tea, replicates=0)
    assert found.cells.filter(pl.col("framing") == "persona").height == 6
    assert found.coverage["refused"].sum() == 2
