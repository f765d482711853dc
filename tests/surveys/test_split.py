import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from folkways.cli import app
from folkways.errors import FolkwaysError, InputError
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split, alike, split_survey

MENAVALUES = load_survey("menavalues")


@pytest.fixture(scope="module")
def survey() -> Survey:
    return MENAVALUES


def test_the_two_sides_are_disjoint_and_hold_every_asked_question(survey: Survey) -> None:
    split = split_survey(survey, populations=["MAR", "Turkey"])
    assert not set(split.train) & set(split.held_out)
    assert {*split.train, *split.held_out} == set(survey.cells["question"])
    assert split.unseen == ("MAR", "TUR") and not set(split.seen) & set(split.unseen)


@settings(deadline=None, max_examples=15)
@given(share=st.floats(0.1, 0.9), seed=st.integers(0, 99))
def test_every_topic_gives_its_share(share: float, seed: int) -> None:
    survey = MENAVALUES
    split = split_survey(survey, share=share, seed=seed)
    held = set(split.held_out)
    for topic in {q.topic for q in survey.questions}:
        ids = [q.id for q in survey.questions if q.topic == topic and q.id in {*split.train, *held}]
        # Questions that are alike move together, so a share can miss by less than the largest group.
        assert abs(len(held & set(ids)) - share * len(ids)) <= 15


def test_questions_that_are_nearly_the_same_are_never_parted(survey: Survey) -> None:
    split = split_survey(survey, seed=3)
    for group in alike(survey.questions):
        assert len({q.id in split.held_out for q in group if q.id in {*split.train, *split.held_out}}) <= 1


def test_the_training_side_holds_no_answer_of_a_held_out_question_or_people(survey: Survey) -> None:
    split = split_survey(survey, populations=["MAR"])
    training = split.training(survey)
    assert not training.human.filter(pl.col("question").is_in(split.held_out)).height
    assert "MAR" not in set(training.human["population"])
    assert {q.id for q in training.questions} <= set(split.train)


def test_learning_from_a_held_out_question_is_refused(survey: Survey) -> None:
    split = split_survey(survey)
    split.refuse(split.train, "training")
    with pytest.raises(InputError, match="held-out questions would be used for training"):
        split.refuse([split.train[0], split.held_out[0]], "training")


def test_a_split_is_read_back_as_it_was_written(survey: Survey, tmp_path: Path) -> None:
    split = split_survey(survey, populations=["MAR"], seed=5)
    split.save(tmp_path / "split.json")
    assert Split.read(tmp_path / "split.json") == split
    assert split_survey(survey, populations=["MAR"], seed=5).digest == split.digest


def test_a_split_of_another_survey_is_refused(survey: Survey) -> None:
    split = split_survey(survey)
    with pytest.raises(FolkwaysError, match="not the one that was split"):
        split.training(survey.select(populations=["EGY", "TUR"]))


@pytest.mark.parametrize("text", ["{", "[]", '{"survey": 1}'])
def test_a_damaged_file_is_one_line_with_a_mend(tmp_path: Path, text: str) -> None:
    (tmp_path / "split.json").write_text(text)
    with pytest.raises(InputError, match="Mend"):
        Split.read(tmp_path / "split.json")


def test_the_command_writes_the_split(tmp_path: Path) -> None:
    file = tmp_path / "split.json"
    result = CliRunner().invoke(
        app, ["survey", "split", "menavalues", "--out", str(file), "--hold-out", "MAR,TUR", "--json"]
    )
    assert result.exit_code == 0, result.output
    assert json.loads(file.read_text())["unseen"] == ["MAR", "TUR"]
