"""Rubrics are read as they were written, and refused with the place and the mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from folkways.errors import InputError
from folkways.judges import Level, Rubric, read_rubric, write_rubric
from tests.judges.synthetic import RUBRIC

GOOD = """
name: fit
question: How well does it fit?
levels:
  - {code: 1, text: Not at all.}
  - {code: 2, text: Fully., value: 10}
"""


def test_a_rubric_survives_the_file(tmp_path: Path) -> None:
    rubric = replace(RUBRIC, name="سؤال", scale="nominal", language="ar", levels=(Level("a", "نعم"), Level("b", "لا")))
    for one in (RUBRIC, rubric):
        write_rubric(one, tmp_path / "rubric.yaml")
        assert read_rubric(tmp_path / "rubric.yaml") == one


def test_a_changed_anchor_makes_another_version() -> None:
    other = replace(RUBRIC, levels=(*RUBRIC.levels[:2], Level("3", "It is very good.")))
    assert other.version != RUBRIC.version == replace(RUBRIC).version


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("name: fit", "nmae: fit"), "unknown key 'nmae'"),
        (("name: fit", ""), "key 'name' is missing"),
        (("question: How well does it fit?", "question: yes"), "True is no text"),
        (("code: 2", "cod: 2"), "level 2: unknown key 'cod'"),
        (("code: 2", "code: 1"), "level code '1' occurs twice"),
        (("value: 10", "value: ten"), "value 'ten' is no number"),
        (("value: 10", "value: .nan"), "not a finite number"),
        (("value: 10", "value: 10"), "some levels have a value and some none"),
        (("levels:", "steps:"), "unknown key 'steps'"),
        (("name: fit", "name: fit\nscale: rank"), "unknown scale 'rank'"),
        (("name: fit", "name: [fit"), "is not YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_the_mend(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "rubric.yaml"
    file.write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(InputError) as refused:
        read_rubric(file)
    assert message in str(refused.value) and str(file) in str(refused.value) and "Mend:" in str(refused.value)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such rubric"):
        read_rubric(tmp_path / "none.yaml")


def test_values_that_do_not_follow_an_ordinal_scale_are_refused() -> None:
    levels = (Level("a", "x", 1.0), Level("b", "y", 3.0), Level("c", "z", 2.0))
    with pytest.raises(InputError, match="do not follow the scale"):
        Rubric("r", "?", levels)
    with pytest.raises(InputError, match="has no numbers"):
        _ = Rubric("r", "?", levels, scale="nominal").values
