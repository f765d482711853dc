"""The benchmark's spreadsheet, trap by trap, on the real file."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from folkways.errors import SurveyError
from folkways.surveys import Survey, load_survey
from folkways.surveys.menavalues import folder, load, published_answers
from folkways.surveys.menavalues_sheet import convert

SHEET = "menavalues/menavalues_benchmark.xlsx"


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


def test_the_shipped_survey_is_the_converted_sheet(survey: Survey, shared_data: Path) -> None:
    made = convert(shared_data / SHEET)
    assert made.questions == Survey.read(folder()).questions  # as shipped, before its translations
    assert made.populations == survey.populations
    assert made.human.equals(survey.human)
    assert made.excluded.equals(survey.excluded)


def test_it_has_the_published_size(survey: Survey) -> None:
    assert (len(survey.questions), len(survey.populations), survey.cells.height) == (864, 16, 9051)
    reasons = survey.excluded.group_by("reason").agg(pl.col("count").sum())
    assert dict(reasons.iter_rows()) == {"not asked in this country": 3427, "asked, but no data published": 1346}
    sizes = [len(q.options) for q in survey.questions]
    assert (min(sizes), max(sizes)) == (2, 36)


def test_sources_have_their_countries(survey: Survey) -> None:
    wvs = [q.id for q in survey.questions if q.source.startswith("World Values")]
    assert len(wvs) == 291
    part = survey.human.filter(pl.col("question").is_in(wvs))
    assert part["population"].n_unique() == 9
    assert survey.human.filter(~pl.col("question").is_in(wvs))["population"].n_unique() == 14


def test_codes_are_canonical(survey: Survey) -> None:
    assert not survey.human["option"].str.contains(r"\.").any()


def test_the_typo_and_the_wrong_mark_are_mended_and_noted(survey: Survey) -> None:
    assert survey.by_id["m003"].scale == "ordinal"
    assert "'s'" in survey.by_id["m003"].notes[0]
    assert survey.by_id["m059"].scale == "nominal"
    assert sum(q.scale == "ordinal" for q in survey.questions) == 754 + 1 - 1


def test_a_code_below_the_scale_is_kept_apart(survey: Survey) -> None:
    zero = survey.human.filter((pl.col("option") == "0") & (pl.col("share") > 0))
    apart = zero.filter(pl.col("question").is_in(["m365", "m366", "m372", "m763", "m764"]))
    assert apart.height == 52
    for key in apart["question"].unique():
        assert "0" not in survey.by_id[key].codes
        assert not next(o for o in survey.by_id[key].options if o.code == "0").substantive


def test_published_central_values_are_those_of_the_shares(survey: Survey) -> None:
    ordinal = [q.id for q in survey.questions if q.scale == "ordinal"]
    rows = survey.human.filter(pl.col("question").is_in(ordinal)).with_columns(value=pl.col("option").cast(pl.Float64))
    means = rows.group_by("question", "population").agg(
        (pl.col("value") * pl.col("share")).sum().alias("mean"), pl.col("central").first()
    )
    assert float((means["mean"] - means["central"]).abs().max()) < 0.011  # type: ignore[arg-type]


def test_wording_holds_neither_options_nor_instructions(survey: Survey) -> None:
    for question in survey.questions:
        text = question.text("en")
        assert "number only" not in text.lower(), question.id
        assert "' being '" not in text, question.id
        assert not any(f"{o.code}: {o.text('en')}" in text for o in question.options), question.id


def test_every_wording_of_the_sheet_is_taken_apart_without_losing_an_option(survey: Survey) -> None:
    named = [q for q in survey.questions if all(o.named for o in q.options)]
    ends = [q for q in survey.questions if q.options[0].named]
    assert len(named) > 500
    assert len(survey.questions) - len(ends) == 1  # m514 has no wording for any option in the source


def test_sample_sizes_are_a_parameter_where_they_are_assumed(survey: Survey) -> None:
    other = load(wvs_n=500, aoi_n=700)
    before, after = survey.human["n_eff"], other.human["n_eff"]
    known = survey.human["n"].is_not_null()
    assert after.filter(known).equals(before.filter(known))
    assert set(after.filter(~known).unique()) == {500.0, 700.0}
    with pytest.raises(SurveyError, match="positive"):
        load(wvs_n=0)


def test_the_licence_lies_beside_the_data() -> None:
    assert "MIT License" in (folder() / "LICENSE").read_text()


def test_the_published_answers_fit_the_survey(survey: Survey) -> None:
    answers = published_answers()
    assert answers.height == 14303
    assert set(answers["question"]) <= set(range(1, 865))


@pytest.mark.parametrize(
    ("row", "value", "says"),
    [
        (9, "(1.0, {'1': '42%', '2': '38%'})", "sum to 80"),
        (9, "junk", "cannot be read"),
        (9, "(1.0, {'1': '50%', '1.0': '50%'})", "occurs twice"),
        (9, "(1.0, {'1': '50%', '9': '50%'})", "outside 1–4"),
        (3, None, "Min"),
    ],
)
def test_a_damaged_sheet_is_refused_with_the_place(
    shared_data: Path, tmp_path: Path, row: int, value: str | None, says: str
) -> None:
    book = openpyxl.load_workbook(shared_data / SHEET)
    sheet = book.worksheets[0]
    if value is None:
        sheet.delete_rows(row)
    else:
        sheet.cell(row=row, column=2, value=value)
    book.save(tmp_path / "sheet.xlsx")
    with pytest.raises(SurveyError, match=says) as caught:
        convert(tmp_path / "sheet.xlsx")
    assert "sheet.xlsx" in str(caught.value)
