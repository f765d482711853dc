"""Files as archives hand them out, and what would give a wrong number without a word."""

from pathlib import Path

import numpy as np
import polars as pl
import pyreadstat
import pytest

from folkways.errors import FolkwaysError, PopulationError, SurveyError
from folkways.surveys import load_survey
from folkways.surveys.codebook import Codebook, Item, read_codebook
from folkways.surveys.ess import load_ess
from folkways.surveys.globalopinionqa import load_globalopinionqa
from folkways.surveys.respondents import from_respondents
from folkways.surveys.tidy import from_tidy
from folkways.surveys.wvs import load_wvs
from folkways.surveys.wvs_items import wvs_items

YES_NO = {"1": "yes", "2": "no"}


def _file(tmp_path: Path, text: str, name: str = "x.csv") -> Path:
    (tmp_path / name).write_text(text)
    return tmp_path / name


def _shares(survey, population: str) -> dict[str, float]:
    return dict(survey.human.filter(pl.col("population") == population).select("option", "share").iter_rows())


def test_codes_that_a_sav_file_declares_missing_are_read_as_in_the_csv(tmp_path: Path) -> None:
    codes = [1.0, 2.0, 3.0, 4.0, -1.0, -2.0] * 20
    frame = pl.DataFrame({"B_COUNTRY_ALPHA": ["EGY"] * 120, "W_WEIGHT": [1.0] * 120, "Q1": codes})
    frame.write_csv(tmp_path / "w.csv")
    missing = {"Q1": [{"lo": -5, "hi": -1}]}
    pyreadstat.write_sav(frame, str(tmp_path / "w.sav"), missing_ranges=missing)  # type: ignore[arg-type]
    text, labelled = load_wvs(tmp_path / "w.csv"), load_wvs(tmp_path / "w.sav")
    assert _shares(text, "EGY")["-1"] == pytest.approx(0.2)
    assert labelled.human.equals(text.human)
    assert labelled.excluded.equals(text.excluded)


def test_a_country_that_was_not_asked_has_no_cell_and_is_counted_as_such(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"B_COUNTRY_ALPHA": ["EGY"] * 50 + ["TUR"] * 50, "W_WEIGHT": 1.0, "Q46": [-4] * 50 + [1, 2] * 25}
    )
    frame.write_csv(tmp_path / "w.csv")
    survey = load_wvs(tmp_path / "w.csv")
    assert survey.human["population"].unique().to_list() == ["TUR"]
    assert survey.excluded.rows() == [("Q46", "EGY", "not asked (code -4)", 50)]


@pytest.mark.parametrize(("item", "code"), [("Q221", 4), ("Q243", 0), ("Q254", 5), ("Q111", 3), ("Q175", 4)])
def test_answers_that_people_volunteered_stay_outside_the_scale(tmp_path: Path, item: str, code: int) -> None:
    frame = pl.DataFrame({"B_COUNTRY_ALPHA": ["EGY"] * 40, "W_WEIGHT": 1.0, item: [1, 2, 2, code] * 10})
    frame.write_csv(tmp_path / "w.csv")
    survey = load_wvs(tmp_path / "w.csv")
    assert str(code) not in survey.questions[0].codes
    assert _shares(survey, "EGY")[str(code)] == pytest.approx(0.25)


def test_a_codebook_of_wording_keeps_the_layouts_own_codes(tmp_path: Path) -> None:
    frame = pl.DataFrame({"B_COUNTRY_ALPHA": ["EGY"] * 40, "W_WEIGHT": 1.0, "Q221": [1, 4, -1, -2] * 10})
    frame.write_csv(tmp_path / "w.csv")
    book = Codebook((Item("Q221", "Do you vote?", {"1": "always", "2": "usually", "3": "never"}),))
    survey = load_wvs(tmp_path / "w.csv", codebook=book)
    assert [o.code for o in survey.questions[0].options if not o.substantive] == ["4", "-1"]
    assert survey.questions[0].text("en") == "Do you vote?"


def test_the_table_of_wave_7_items_has_the_ranges_of_an_independent_source() -> None:
    ours = {item.column: item for item in wvs_items()}
    compared = 0
    for question in load_survey("menavalues").questions:
        code = question.source.split(", ")[-1]
        if question.source.startswith("World Values") and code in ours:
            assert tuple(ours[code].options) == question.codes, code
            compared += 1
    assert compared > 220


def test_rows_of_a_country_spelled_in_two_ways_are_put_together(tmp_path: Path) -> None:
    file = _file(tmp_path, "c,v\n" + "EGY,1\n" * 40 + "Egypt,2\n" * 60)
    survey = from_respondents(file, Codebook((Item("v", "?", YES_NO),), population="c"), name="x")
    assert _shares(survey, "EGY") == pytest.approx({"1": 0.4, "2": 0.6})


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    tidy = from_tidy(_file(tmp_path, "question,population,option,count\nq,NA,1,10\nq,NA,2,30\n"))
    file = _file(tmp_path, "c;v\n" + "NA;1\nNA;2\nNA;NA\n" * 40)
    rows = from_respondents(file, Codebook((Item("v", "?", YES_NO),), population="c"), name="x")
    assert tidy.populations[0].id == rows.populations[0].id == "NAM"
    assert rows.excluded.rows() == [("v", "NAM", "no entry", 40)]


def _barometer(tmp_path: Path) -> Path:
    frame = pl.DataFrame({"COUNTRY": [1.0, 5.0] * 60, "v": [1.0, 2.0, 98.0, 1.0] * 30})
    labels = {"COUNTRY": {1: "Algeria", 5: "Egypt"}, "v": {1: "Yes", 2: "No", 98: "Don't know", 99: "Refused"}}
    pyreadstat.write_sav(frame, str(tmp_path / "ab.sav"), variable_value_labels=labels)  # type: ignore[arg-type]
    return tmp_path / "ab.sav"


def test_numbered_countries_take_their_names_from_the_value_labels(tmp_path: Path) -> None:
    item = Item("v", "?", aside={"98": "Don't know"}, missing={"99": "refused"})
    survey = from_respondents(_barometer(tmp_path), Codebook((item,), population="COUNTRY"), name="x")
    assert [p.id for p in survey.populations] == ["DZA", "EGY"]
    assert survey.questions[0].codes == ("1", "2")


def test_a_value_label_that_reads_like_no_answer_is_not_taken_for_a_point_of_the_scale(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match='"Don\'t know" of code 98 reads like no answer'):
        from_respondents(_barometer(tmp_path), Codebook((Item("v", "?"),), population="COUNTRY"), name="x")


def test_numbered_countries_without_names_are_refused_or_named_by_the_codebook(tmp_path: Path) -> None:
    file = _file(tmp_path, "c,v\n" + "818,1\n818,2\n" * 40)
    item = Item("v", "?", YES_NO)
    with pytest.raises(PopulationError, match="which people code 818 is"):
        from_respondents(file, Codebook((item,), population="c"), name="x")
    named = Codebook((item,), population="c", populations={"818": "Egypt"})
    assert from_respondents(file, named, name="x").populations[0].id == "EGY"


def test_a_cell_without_any_substantive_answer_is_left_out_and_counted(tmp_path: Path) -> None:
    file = _file(tmp_path, "c,v\n" + "EGY,8\n" * 40 + "TUR,1\n" * 40)
    book = Codebook((Item("v", "?", YES_NO, aside={"8": "don't know"}),), population="c")
    survey = from_respondents(file, book, name="x")
    assert [p.id for p in survey.populations] == ["TUR"]
    assert survey.excluded.rows() == [("v", "EGY", "nobody gave a substantive answer", 40)]


def test_respondents_in_no_demographic_cell_are_counted(tmp_path: Path) -> None:
    file = _file(tmp_path, "c,v,s\n" + "EGY,1,1\n" * 40 + "EGY,2,2\n" * 60 + "EGY,2,9\nEGY,2,\n" * 25)
    book = Codebook((Item("v", "?", YES_NO),), population="c", cells={"s": {"1": "m", "2": "f"}})
    survey = from_respondents(file, book, name="x", by=("s",))
    assert [p.id for p in survey.populations] == ["EGY", "EGY[s=f]", "EGY[s=m]"]
    assert survey.excluded["count"].to_list() == [50]
    assert "no cell of s" in survey.excluded["reason"][0]


def test_norway_is_not_read_as_no(tmp_path: Path) -> None:
    text = "single: NO\nquestions: {v: {text: a, options: {1: x, 2: y}}}"
    with pytest.raises(SurveyError, match="'no' is read as a truth value"):
        read_codebook(_file(tmp_path, text, "c.yaml"))
    assert read_codebook(_file(tmp_path, text.replace("NO", '"NO"'), "c.yaml")).single == "NO"


def test_a_codebook_may_say_why_a_code_is_missing(tmp_path: Path) -> None:
    text = "questions: {v: {text: a, missing: {77: refused}}, w: {text: b, missing: [77, 99]}}"
    items = read_codebook(_file(tmp_path, text, "c.yaml")).items
    assert dict(items[0].missing) == {"77": "refused (code 77)"}
    assert list(items[1].missing) == ["77", "99"]


def test_numbered_options_of_a_tidy_table_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    rows = ["EGY,2,10", "EGY,10,10", "TUR,1,10", "TUR,2,10", "TUR,10,10"]
    text = "question,population,option,count\n" + "".join(f"q,{row}\n" for row in rows)
    assert from_tidy(_file(tmp_path, text)).questions[0].codes == ("1", "2", "10")


def test_worded_options_of_a_tidy_table_keep_their_order(tmp_path: Path) -> None:
    text = "question,population,option,count\nq,EGY,often,1\nq,EGY,never,2\nq,TUR,never,3\nq,TUR,often,3\n"
    assert from_tidy(_file(tmp_path, text)).questions[0].codes == ("often", "never")


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("text", "A?", "B?"), ("scale", "ordinal", "nominal"), ("n", "100", "900"), ("topic", "x", "y")],
)
def test_rows_of_a_tidy_table_that_contradict_each_other_are_refused(
    tmp_path: Path, column: str, one: str, other: str
) -> None:
    size = "" if column == "n" else ",n"
    tail = "" if column == "n" else ",100"
    rows = f"q,EGY,1,0.5,{one}{tail}\nq,EGY,2,0.5,{other}{tail}\n"
    with pytest.raises(FolkwaysError, match=f"row 2: {column} .* contradicts"):
        from_tidy(_file(tmp_path, f"question,population,option,share,{column}{size}\n{rows}"))


def test_ess_refusals_and_dont_knows_are_counted_by_their_code(shared_data: Path, tmp_path: Path) -> None:
    frame = pl.read_csv(shared_data / "surveys/ess10no.csv", infer_schema_length=None)
    row = pl.int_range(pl.len())
    coded = frame.with_columns(
        lrscale=pl.when(row < 5).then(77.0).when(row < 15).then(88.0).otherwise(pl.col("lrscale")),
        polintr=pl.when(row < 3).then(9.0).otherwise(row % 4 + 1.0),
    )
    coded.write_csv(tmp_path / "e.csv")
    survey = load_ess(tmp_path / "e.csv")
    reasons = dict(
        survey.excluded.filter(pl.col("question").is_in(["lrscale", "polintr"])).select("reason", "count").iter_rows()
    )
    assert reasons["refused (code 77)"] == 5
    assert reasons["don't know (code 88)"] == 10
    assert reasons["no answer (code 9)"] == 3
    assert survey.by_id["lrscale"].codes == tuple(map(str, range(11)))


def _opinions(tmp_path: Path, options: list[str]) -> tuple[str, list[str], list[str]]:
    share = [1 / len(options)] * len(options)
    selections = f"defaultdict(<class 'list'>, {{'Egypt': {share}}})"
    pl.DataFrame({"question": ["Q?"], "selections": [selections], "options": [repr(options)]}).write_csv(
        tmp_path / "g.csv"
    )
    question = load_globalopinionqa(tmp_path / "g.csv").questions[0]
    texts = [o.text("en") for o in question.options]
    return question.scale, texts[: len(question.codes)], texts[len(question.codes) :]


@pytest.mark.parametrize(
    ("options", "scale", "order", "outside"),
    [
        (["Low", "1.0", "High", "3.0", "2.0", "DK"], "ordinal", ["Low", "1.0", "2.0", "3.0", "High"], ["DK"]),
        (
            ["Very good", "Good", "Bad", "Very bad", "Neither (VOL)", "Don't know"],
            "ordinal",
            ["Very good", "Good", "Bad", "Very bad"],
            ["Neither (VOL)", "Don't know"],
        ),
        (["Better", "Worse", "About the same"], "nominal", ["Better", "Worse", "About the same"], []),
        (["Positive", "Very negative", "No impact"], "nominal", ["Positive", "Very negative", "No impact"], []),
        (["China", "India", "None (VOL)"], "ordinal", ["China", "India"], ["None (VOL)"]),
        (["China", "India", "Iran", "Other (VOL)"], "nominal", ["China", "India", "Iran", "Other (VOL)"], []),
    ],
)
def test_globalopinionqa_scales_are_those_that_the_options_show(
    tmp_path: Path, options: list[str], scale: str, order: list[str], outside: list[str]
) -> None:
    assert _opinions(tmp_path, options) == (scale, order, outside)


def test_no_identifier_of_a_respondent_reaches_the_disk(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    marks = [f"respondent-{i:05d}" for i in range(90)]
    weights = rng.uniform(0.5, 2, 90).round(9)
    frame = pl.DataFrame({"id": marks, "c": ["EGY"] * 90, "w": weights, "v": rng.integers(1, 3, 90)})
    frame.write_csv(tmp_path / "r.csv")
    book = Codebook((Item("v", "?", YES_NO),), population="c", weight=("w",), id="id")
    from_respondents(tmp_path / "r.csv", book, name="x").save(tmp_path / "kept")
    for file in (tmp_path / "kept").iterdir():
        raw = file.read_bytes() + (str(pl.read_parquet(file).rows()).encode() if file.suffix == ".parquet" else b"")
        assert b"respondent-0" not in raw
        assert not any(str(weight).encode() in raw for weight in weights)


def test_options_of_menavalues_that_nobody_can_understand_are_noted_on_their_question() -> None:
    survey = load_survey("menavalues")
    noted = {q.id: " ".join(q.notes) for q in survey.questions}
    pairs = [key for key, note in noted.items() if "two statements that the source does not print" in note]
    assert pairs == ["m458", "m647", "m649", "m701", "m717"]
    assert [key for key, note in noted.items() if "breaks off" in note] == ["m645", "m699", "m700", "m702"]
    assert "options 4 and 12 have the same wording" in noted["m692"]


def test_no_option_of_menavalues_ends_in_the_punctuation_of_its_list() -> None:
    ends = {o.text("en")[-1] for q in load_survey("menavalues").questions for o in q.options if o.named}
    assert not ends & set(",;.?: ")


def test_an_unworded_code_after_a_list_is_not_called_a_point_of_a_scale() -> None:
    question = load_survey("menavalues").by_id["m402"]
    assert question.options[2].text("en").startswith("another answer")
    assert not question.options[2].named


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("population: [c]\nquestions: {v: {text: t}}", "not a single value"),
        ("cells: [s]\nquestions: {v: {text: t}}", "cells: is not a mapping"),
        ("questions: {v: {text: t, options: [a, b]}}", "options: is not a mapping"),
        ('questions: {v: {text: t, options: {1: a, "1.0": b}}}', "code '1' occurs twice"),
        ("questions: {v: {text: t, options: {1: a, 2: b}, missing: [2]}}", "code 2 is both an option and missing"),
    ],
)
def test_a_codebook_that_contradicts_itself_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        read_codebook(_file(tmp_path, text, "c.yaml"))


def test_a_codebook_says_whose_answers_a_file_holds(tmp_path: Path) -> None:
    file = _file(tmp_path, "v\n" + "1\n2\n" * 40)
    with pytest.raises(SurveyError, match="whose answers"):
        from_respondents(file, Codebook((Item("v", "?", YES_NO),)), name="x")


def test_a_column_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    file = _file(tmp_path, "c,v,v\n" + "EGY,1,2\n" * 40)
    with pytest.raises(SurveyError, match="column 'v' occurs twice"):
        from_respondents(file, Codebook((Item("v", "?", YES_NO),), population="c"), name="x")


def test_points_between_named_ends_are_marked_as_unnamed(tmp_path: Path) -> None:
    frame = pl.DataFrame({"B_COUNTRY_ALPHA": ["EGY"] * 40, "W_WEIGHT": 1.0, "Q48": [1, 2, 9, 10] * 10})
    frame.write_csv(tmp_path / "w.csv")
    options = load_wvs(tmp_path / "w.csv").questions[0].options
    assert [o.code for o in options if o.named] == ["1", "10", "-1"]


def test_a_tidy_cell_of_nothing_but_dont_know_is_left_out_and_counted(tmp_path: Path) -> None:
    head = "question,population,option,count,substantive\n"
    rows = "q,EGY,1,0,true\nq,EGY,2,0,true\nq,EGY,8,5,false\nq,TUR,1,3,true\nq,TUR,2,4,true\nq,TUR,8,1,false\n"
    survey = from_tidy(_file(tmp_path, head + rows))
    assert [p.id for p in survey.populations] == ["TUR"]
    assert survey.excluded.rows() == [("q", "EGY", "nobody gave a substantive answer", 5)]
