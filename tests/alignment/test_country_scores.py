"""Published scores of countries: what is read, what is put aside, what is refused."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from folkways.alignment.country_scores import read_country_scores
from folkways.errors import InputError


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_published_scores_are_found_by_name_not_by_the_files_own_codes(tmp_path: Path) -> None:
    text = (
        "ctr;Country;PDI;idv;ltowvs\nSLV;Slovenia;71;27;#NULL!\nNIG;Nigeria;#NULL!;;13\nARA;Arab countries;80;38;23\n"
    )
    found = read_country_scores(write(tmp_path / "a.csv", text))
    assert found.frame.select("population", "dimension", "score").rows() == [
        ("NGA", "lto", 13.0), ("SVN", "idv", 27.0), ("SVN", "pdi", 71.0)
    ]  # fmt: skip
    assert found.aside.filter(pl.col("dimension") == "")["name"].to_list() == ["Arab countries"]
    assert found.aside.filter(pl.col("reason") == "no score").height == 3


def test_of_several_releases_one_must_be_chosen(tmp_path: Path) -> None:
    text = "country,release,pdi,idv\nPortugal,2010,63,27\nPortugal,2023,63,59\n"
    path = write(tmp_path / "a.csv", text)
    with pytest.raises(InputError, match="2 releases"):
        read_country_scores(path)
    old, new = read_country_scores(path, release="2010"), read_country_scores(path, release="2023")
    assert old.digest != new.digest
    assert new.frame["score"].to_list() == [59.0, 63.0]
    with pytest.raises(InputError, match="no release '1980'"):
        read_country_scores(path, release="1980")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("country,pdi\nEgypt,70\nEgypt,71\n", "scores that differ"),
        ("country,pdi\nEgypt,seventy\n", "row 2, pdi: score is 'seventy'"),
        ("country,pdi\nEgypt,-1\n", "score is '-1'"),
        ("country,pdi\nEgypt,inf\n", "score is 'inf'"),
        ("country,wealth\nEgypt,1\n", "no table of country scores"),
        ("country,lto,ltowvs\nEgypt,1,2\n", "are both lto"),
        ("country,pdi\nAtlantis,1\n", "holds no score"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=says):
        read_country_scores(write(tmp_path / "a.csv", text))


def test_a_country_that_is_there_twice_alike_counts_once(tmp_path: Path) -> None:
    found = read_country_scores(write(tmp_path / "a.csv", "country,pdi\nEgypt,70\nEGY,70\n"))
    assert found.frame.height == 1
    assert "there already" in found.aside["reason"][0]


def test_the_circulating_table_is_read_and_what_is_no_country_put_aside(shared_data: Path) -> None:
    found = read_country_scores(shared_data / "hofstede/hofstede_six_dimensions.csv")
    rows = found.aside.filter(pl.col("dimension") == "")["name"].to_list()
    assert rows == ["Africa East", "Africa West", "Arab countries", "Belgium French", "Belgium Netherl",
                    "Canada French", "Germany East", "South Africa white", "Switzerland French",
                    "Switzerland German"]  # fmt: skip
    per_country = found.frame.group_by("population").len()
    assert per_country.height == 101
    values = dict(found.frame.filter(pl.col("dimension") == "pdi").select("population", "score").iter_rows())
    assert (values["TTO"], values["KOR"], values["CHE"], values["AUS"]) == (47, 60, 34, 38)
    assert "EGY" not in values
