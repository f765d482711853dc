"""The European Social Survey's Norwegian file of round 10, against separate computations."""

from pathlib import Path

import polars as pl
import pytest
from statsmodels.stats.weightstats import DescrStatsW

from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.ess import load_ess

ITEMS = ["lrscale", "imbgeco", "imueclt", "imwbcnt"]
#: The R package stevedata made it of `polintr`: 1 is very or quite interested. Everybody answered.
RECODED = Item("polint", "Are you interested in politics?", {"0": "Hardly or not at all", "1": "Very or quite"})


@pytest.mark.parametrize("item", [*ITEMS, "polint"])
def test_every_item_has_the_shares_that_statsmodels_finds(shared_data: Path, item: str) -> None:
    file = shared_data / "surveys/ess10no.csv"
    survey = load_ess(file, codebook=Codebook((RECODED,)) if item == "polint" else None)
    frame = pl.read_csv(file, infer_schema_length=None, null_values=["", "NA"]).drop_nulls(item)
    rows = survey.human.filter(pl.col("question") == item)
    assert rows["n"].unique().to_list() == [frame.height]
    for option, share in rows.select("option", "share").iter_rows():
        chosen = (frame[item] == float(option)).cast(pl.Float64).to_numpy()
        assert share == pytest.approx(DescrStatsW(chosen, frame["anweight"].to_numpy()).mean)


def test_an_item_that_everybody_answered_is_worth_at_most_kish(shared_data: Path) -> None:
    survey = load_ess(shared_data / "surveys/ess10no.csv", codebook=Codebook((RECODED,)))
    assert survey.human["n"].to_list() == [1411, 1411]
    assert survey.cells["n_eff"][0] <= 653.46


def test_columns_in_upper_case_give_the_same_survey(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "surveys/ess10no.csv"
    pl.read_csv(file, infer_schema_length=None).rename(str.upper).write_csv(tmp_path / "e.csv")
    one, other = load_ess(file), load_ess(tmp_path / "e.csv")
    assert other.questions == one.questions
    assert other.human.equals(one.human)
