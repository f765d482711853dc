"""A probe asks every cell, reads it back in canonical order, and goes on after a stop."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from folkways.errors import RunError
from folkways.probes import execute, plan, probe, read_answers, read_run
from folkways.probes.probe import SHARD
from folkways.runs import Run
from folkways.surveys import Survey
from tests.probes.synthetic import ContentModel


def test_probabilities_come_back_in_the_questions_own_order(survey: Survey) -> None:
    answers = probe(ContentModel(survey), survey)
    for _, group in answers.items.group_by("question", "population", "framing"):
        profiles = group["probs"].to_list()
        assert len(profiles) == 2
        assert profiles[0] == pytest.approx(profiles[1])


def test_a_stopped_run_ends_with_the_same_shards_as_a_whole_one(survey: Survey, tmp_path: Path) -> None:
    model = ContentModel(survey)
    made = plan(model, survey)
    whole = execute(made, model, tmp_path / "whole")

    class KilledError(Exception):
        pass

    for stop in (1, 3):

        def progress(done: int, total: int, stop: int = stop) -> None:
            if done >= stop * SHARD:
                raise KilledError

        with pytest.raises(KilledError):
            execute(made, model, tmp_path / "cut", progress=progress)
    with pytest.raises(RunError, match="not finished"):
        read_answers(tmp_path / "cut")
    again = execute(made, model, tmp_path / "cut")
    assert again.frame.equals(whole.frame)
    for index in range(made.shards):
        one, two = (Run.read(tmp_path / name).shard_path(index).read_bytes() for name in ("whole", "cut"))
        assert one == two


def test_in_memory_and_on_disk_are_the_same(survey: Survey, tmp_path: Path) -> None:
    model = ContentModel(survey)
    one = probe(model, survey, limit=4)
    two = probe(model, survey, limit=4, out=tmp_path / "run")
    assert one.frame.equals(two.frame)


def test_reading_both_parses_the_text_into_the_canonical_code(survey: Survey) -> None:
    answers = probe(ContentModel(survey), survey, limit=4, read="both", framings=("neutral",)).items
    given = answers.filter(pl.col("order") == "given")
    reversed_ = answers.filter(pl.col("order") == "reversed")
    assert set(given["parsed"]) == {"1"}
    assert reversed_["parsed"].to_list() == [codes[-1] for codes in reversed_["codes"].to_list()]


def test_progress_ends_at_all_prompts(survey: Survey) -> None:
    seen: list[tuple[int, int]] = []
    answers = probe(ContentModel(survey), survey, limit=3, progress=lambda d, t: seen.append((d, t)))
    assert seen[-1] == (len(answers), len(answers))


def test_a_run_of_a_survey_that_has_no_name_to_load_is_read_back_with_its_people(
    survey: Survey, tmp_path: Path
) -> None:
    part = survey.select(questions=[q.id for q in survey.questions[:6]])
    probe(ContentModel(part), part, out=tmp_path / "run")
    answers, people = read_run(tmp_path / "run")
    assert people.digest == part.digest
    assert str(tmp_path) not in str(dict(answers.info))


def test_other_sample_sizes_are_another_survey(survey: Survey) -> None:
    other = replace(survey, human=survey.human.with_columns(n_eff=pl.col("n_eff") / 2))
    assert other.digest != survey.digest
