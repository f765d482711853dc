"""Reading a survey by its layout, and keeping it under a name."""

from pathlib import Path

import pytest

from folkways.errors import SurveyError
from folkways.surveys import load_survey
from folkways.surveys.catalogue import available, imported_folder
from folkways.surveys.importing import FORMATS, free_folder, keep_survey, read_survey

ROWS = "question,population,option,count\nq,EGY,1,10\nq,EGY,2,30\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "tea.csv").write_text(ROWS)
    return tmp_path / "tea.csv"


def test_only_the_survey_in_the_package_is_there_at_first() -> None:
    assert available() == [{"name": "menavalues", "origin": "package"}]


def test_an_imported_survey_loads_from_the_cache_after_its_file_is_gone(table: Path) -> None:
    made = read_survey("tidy", table)
    folder = keep_survey(made, name="tea-2026")
    table.unlink()
    assert folder == imported_folder() / "tea-2026"
    assert load_survey("tea-2026").name == "tea-2026"
    assert load_survey("tea-2026").digest == load_survey(str(folder)).digest == made.digest


def test_replacing_is_asked_for(table: Path) -> None:
    keep_survey(read_survey("tidy", table), name="tea")
    table.write_text(ROWS.replace("30", "90"))
    with pytest.raises(SurveyError, match="--replace"):
        keep_survey(read_survey("tidy", table), name="tea")
    assert load_survey("tea").human["share"].to_list() == [0.25, 0.75]
    keep_survey(read_survey("tidy", table), name="tea", replace=True)
    assert load_survey("tea").human["share"].to_list() == [0.1, 0.9]


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "a b", "menavalues"])
def test_a_name_that_cannot_be_kept_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(SurveyError):
        free_folder(name, replace=True)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("form", "given"),
    [
        ("tidy", {"by": ("sex",)}),
        ("tidy", {"codebook": Path("book.yaml")}),
        ("wvs", {"n": 1000}),
        ("ess", {"n": 0}),
        ("respondents", {"n": 5}),
        ("globalopinionqa", {"by": ("age",)}),
        ("menavalues", {"n": 1200}),
    ],
)
def test_an_argument_without_effect_is_refused_before_the_file_is_read(form: str, given: dict) -> None:
    with pytest.raises(SurveyError, match=f"--{next(iter(given))} has no effect on the layout {form}"):
        read_survey(form, Path("nowhere.csv"), **given)


def test_an_unknown_layout_names_the_known_ones(table: Path) -> None:
    with pytest.raises(SurveyError) as caught:
        read_survey("spss", table)
    assert all(form in str(caught.value) for form in FORMATS)


def test_no_respondents_at_all_is_not_read_as_the_assumed_number(shared_data: Path) -> None:
    with pytest.raises(SurveyError, match="n is 0"):
        read_survey("globalopinionqa", shared_data / "surveys/globalopinionqa_slice_ccbyncsa.json", n=0)


def test_the_spreadsheet_takes_the_name_that_it_is_given(shared_data: Path) -> None:
    sheet = shared_data / "menavalues/menavalues_benchmark.xlsx"
    assert read_survey("menavalues", sheet, name="again").name == "again"
