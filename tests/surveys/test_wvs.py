"""World Values Survey files whose columns are spelled in another case."""

from pathlib import Path

import numpy as np
import polars as pl
import pyreadstat
import pytest

from folkways.errors import SurveyError
from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.respondents import from_respondents
from folkways.surveys.wvs import load_wvs


def _rows(n: int = 120) -> pl.DataFrame:
    rng = np.random.default_rng(7)
    return pl.DataFrame(
        {
            "B_COUNTRY_ALPHA": ["EGY", "TUR"] * (n // 2),
            "W_WEIGHT": rng.uniform(0.5, 2.0, n),
            "S018": rng.uniform(0.5, 2.0, n),
            "I_PSU": rng.integers(1, 20, n).astype(float),
            "Q1": rng.choice([1.0, 2.0, 3.0, 4.0, -1.0, -2.0], n),
            "Q221": rng.choice([1.0, 2.0, 3.0, 4.0, -1.0], n),
        }
    )


@pytest.mark.parametrize("end", ["csv", "sav", "dta"])
def test_columns_in_lower_case_give_the_same_survey(tmp_path: Path, end: str) -> None:
    frame = _rows()
    frame.write_csv(tmp_path / "upper.csv")
    lower = frame.rename(str.lower)
    if end == "csv":
        lower.write_csv(tmp_path / "lower.csv")
    else:
        write = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[end]
        write(lower, str(tmp_path / f"lower.{end}"))  # type: ignore[arg-type]
    one, other = load_wvs(tmp_path / "upper.csv"), load_wvs(tmp_path / f"lower.{end}")
    assert [q.id for q in other.questions] == ["Q1", "Q221"]
    assert other.questions == one.questions
    assert other.human.drop("share", "n_eff").equals(one.human.drop("share", "n_eff"))
    for column in ("share", "n_eff"):
        assert other.human[column].to_numpy() == pytest.approx(one.human[column].to_numpy())
    assert other.excluded.equals(one.excluded)


def test_a_codebook_in_lower_case_keeps_the_layouts_volunteered_answers(tmp_path: Path) -> None:
    _rows().write_csv(tmp_path / "w.csv")
    book = Codebook((Item("q221", "Do you vote?", {"1": "always", "2": "usually", "3": "never"}),))
    question = load_wvs(tmp_path / "w.csv", codebook=book).by_id["q221"]
    assert [o.code for o in question.options if not o.substantive] == ["4", "-1"]


def test_value_labels_are_found_under_another_case(tmp_path: Path) -> None:
    frame = pl.DataFrame({"V": [1.0, 2.0] * 20})
    pyreadstat.write_sav(frame, str(tmp_path / "x.sav"), variable_value_labels={"V": {1: "Yes", 2: "No"}})  # type: ignore[arg-type]
    survey = from_respondents(tmp_path / "x.sav", Codebook((Item("v", "Is it?"),), single="EGY"), name="x")
    assert [o.text("en") for o in survey.by_id["v"].options] == ["Yes", "No"]


def test_two_columns_that_differ_in_case_alone_are_told_apart_or_refused(tmp_path: Path) -> None:
    pl.DataFrame({"v": [1, 2] * 20, "V": [1, 1] * 20}).write_csv(tmp_path / "x.csv")
    options = {"1": "yes", "2": "no"}
    survey = from_respondents(tmp_path / "x.csv", Codebook((Item("V", "?", options),), single="EGY"), name="x")
    assert survey.human["share"].to_list() == [1.0, 0.0]
    pl.DataFrame({"Ab": [1, 2] * 20, "aB": [1, 1] * 20}).write_csv(tmp_path / "y.csv")
    with pytest.raises(SurveyError, match="column 'ab' may be 'Ab' or 'aB'"):
        from_respondents(tmp_path / "y.csv", Codebook((Item("ab", "?", options),), single="EGY"), name="x")


def test_a_country_that_was_asked_in_part_keeps_the_part(tmp_path: Path) -> None:
    codes = [1, 2] * 30 + [-4] * 40
    frame = pl.DataFrame({"B_COUNTRY_ALPHA": ["EGY"] * 100, "W_WEIGHT": 1.0, "Q46": codes})
    frame.write_csv(tmp_path / "w.csv")
    survey = load_wvs(tmp_path / "w.csv")
    assert survey.human["n"].unique().to_list() == [60]
    assert survey.excluded.rows() == [("Q46", "EGY", "not asked (code -4)", 40)]
