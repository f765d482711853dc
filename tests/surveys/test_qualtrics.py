"""Qualtrics: what a .qsf asks, what an export of responses says, and what is left out of either."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import PopulationError, SurveyError
from folkways.surveys import Survey, load_survey
from folkways.surveys.codebook import read_codebook, write_codebook
from folkways.surveys.importing import read_survey
from folkways.surveys.qualtrics import read_qsf
from folkways.surveys.qualtrics_responses import from_responses

DATA = Path(__file__).parents[1] / "data" / "exchange"
QSF = DATA / "values.qsf"
CODES, TEXTS = DATA / "values_codes.csv", DATA / "values_texts.csv"


def qsf(folder: Path, *payloads: dict[str, Any], **entry: str) -> Path:
    """A .qsf of these questions in one block."""
    full = [{"QuestionID": f"QID{i}", "DataExportTag": f"Q{i}", **p} for i, p in enumerate(payloads, 1)]
    parts = [{"Type": "Question", "QuestionID": p["QuestionID"]} for p in full]
    elements = [{"Element": "BL", "Payload": [{"ID": "BL_1", "Type": "Default", "BlockElements": parts}]}]
    elements += [{"Element": "SQ", "PrimaryAttribute": p["QuestionID"], "Payload": p} for p in full]
    path = folder / "made.qsf"
    path.write_text(json.dumps({"SurveyEntry": {"SurveyName": "Made", **entry}, "SurveyElements": elements}))
    return path


def mc(*texts: str, **more: Any) -> dict[str, Any]:
    choices = {str(i): {"Display": text} for i, text in enumerate(texts, 1)}
    return {"QuestionType": "MC", "Selector": "SAVR", "QuestionText": "Good?", "Choices": choices, **more}


def export(folder: Path, ids: list[str], *rows: list[str], names: list[str] | None = None) -> Path:
    """An export with its three header rows."""
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names or ids)
        writer.writerow([f"the words of\n{i}" for i in ids])
        writer.writerow([json.dumps({"ImportId": i}) for i in ids])
        writer.writerows(rows)
    return path


def test_choices_become_options_in_the_order_shown_with_their_recode_values_as_codes() -> None:
    guests = from_values().by_id["guests"]
    assert guests.text("en") == "How important is it to offer tea to a guest?"
    assert [(o.code, o.text("en")) for o in guests.substantive] == [
        ("1", "Very important"),
        ("2", "Rather important"),
        ("3", "Not important at all"),
    ]
    assert (guests.scale, guests.topic, guests.source) == ("ordinal", "Hospitality", "Tea and guests")


def from_values(file: Path = CODES, **more: Any) -> Survey:
    options: dict[str, Any] = {"population": "country", **more}
    return from_responses(file, read_qsf(QSF), name="v", **options)


def test_dont_know_and_what_its_author_leaves_out_of_the_analysis_lie_outside_the_scale() -> None:
    survey = from_values()
    assert [o.text("en") for o in survey.by_id["guests"].options if not o.substantive] == ["Don't know"]
    assert [o.text("en") for o in survey.by_id["guest_first"].options if not o.substantive] == ["n/a"]


def test_every_row_of_a_likert_matrix_is_an_ordinal_question_under_the_name_of_its_column() -> None:
    found = {one.question.id: one for one in read_qsf(QSF).asked}
    assert found["guest_first"].import_id == "QID5_1"
    assert found["guest_first"].question.text("en") == "How far do you agree?\nA guest comes first."
    assert found["views_2"].import_id == "QID5_2"  # its own tag is that of an older name, which exports ignore
    assert {found[n].question.scale for n in ("guest_first", "views_2")} == {"ordinal"}


def test_what_cannot_be_answered_with_one_option_is_left_out_and_counted_with_its_reason() -> None:
    left_out = dict(read_qsf(QSF).left_out)
    assert {k: v.split(":")[0] for k, v in left_out.items()} == {
        "intro": "a text that asks nothing",
        "bread": "translation into ar is not complete",
        "views_3": "a row that respondents word themselves",
        "warmth": "a slider",
        "share": "a constant sum",
        "drinks": "several options may be chosen",
        "named": "its wording depends on the respondent (piped text)",
        "cup": "a picture, sound or film belongs to it",
        "again": "asked in a loop, once for each of several things",
        "old": "in no block that is shown",
    }
    assert from_values().excluded.filter(pl.col("reason").str.starts_with("a slider"))["count"].to_list() == [1]


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (mc("a", "b", RecodeValues={"1": "1", "2": "1"}), "two options share the recode value 1"),
        (mc("a", "Don't know"), "fewer than two options on its scale"),
        (mc("", ""), "its options have no wording"),
        (mc("a", "b", QuestionText="Click to write the question text"), "never worded"),
        (mc("a", "b", DynamicChoices={"Locator": "q://QID1/ChoiceGroup/SelectedChoices"}), "carried over"),
        (mc("a", "b", Selector="XYZ"), r"unknown kind \(XYZ\)"),
        (mc('<img src="a">', "b"), "a picture, sound or film"),
        ({"QuestionType": "Matrix", "Selector": "Bipolar", "QuestionText": "x"}, "not of the Likert kind"),
        ({"QuestionType": "NEW"}, "another type"),
    ],
)
def test_a_question_that_does_not_fit_says_why(tmp_path: Path, payload: dict[str, Any], reason: str) -> None:
    with pytest.raises(SurveyError, match=reason):
        read_qsf(qsf(tmp_path, payload))
    found = read_qsf(qsf(tmp_path, payload, mc("yes", "no")))
    assert [one.question.id for one in found.asked] == ["Q2"]
    assert [id for id, _ in found.left_out] == ["Q1"]


def test_a_shuffled_or_ungraded_list_is_nominal_and_so_are_codes_that_do_not_follow_the_scale(tmp_path: Path) -> None:
    graded = ("Very good", "Fairly good", "Not good at all")
    found = read_qsf(
        qsf(
            tmp_path,
            mc(*graded),
            mc(*graded, Randomization={"Type": "All"}),
            mc("Tea", "Milk", "Ale"),
            mc(*graded, RecodeValues={"1": "3", "2": "2", "3": "1"}),
            mc(*graded, ChoiceOrder=["1", "3", "2"]),
        )
    ).asked
    assert [one.question.scale for one in found] == ["ordinal", "nominal", "nominal", "ordinal", "nominal"]
    assert found[3].question.codes == ("3", "2", "1")
    assert "1, 3, 2 do not follow the order" in found[4].question.notes[0]


def test_lists_in_the_place_of_objects_count_from_0(tmp_path: Path) -> None:
    choices = [{"Display": t} for t in ("Not at all", "A little", "Very much")]
    german = {"DE": {"QuestionText": "Gut?", "Choices": [{"Display": t} for t in ("Gar nicht", "Etwas", "Sehr")]}}
    one = read_qsf(qsf(tmp_path, mc(Language=german) | {"Choices": choices, "ChoiceOrder": [0, 1, 2]})).asked[0]
    assert one.question.codes == ("0", "1", "2")
    assert [o.text("de") for o in one.question.options] == ["Gar nicht", "Etwas", "Sehr"]


def test_two_questions_of_one_export_tag_are_told_apart_by_qualtrics_own_id(tmp_path: Path) -> None:
    found = read_qsf(qsf(tmp_path, mc("yes", "no", DataExportTag="x"), mc("yes", "no", DataExportTag="x")))
    assert [one.question.id for one in found.asked] == ["x.QID1", "x.QID2"]


def test_translations_come_along_native_where_people_answered_in_them() -> None:
    survey = from_values()
    assert survey.by_id["guests"].text("ar") == "ما مدى أهمية تقديم الشاي للضيف؟"
    assert survey.by_id["guests"].options[3].text("ar") == "لا أعرف"
    assert survey.by_id["views_2"].text("ar") == "إلى أي مدى توافق؟\nالشاي أفضل من القهوة."
    assert "ar" not in survey.by_id["bread"].texts
    assert survey.translations["ar"].kind == "native"
    assert survey.native(survey.population("EGY")) == "ar"
    assert load_survey(str(QSF)).translations["ar"].kind == "machine"  # nobody says who translated it


def test_numeric_values_and_choice_text_give_the_same_shares() -> None:
    one, other = from_values(), from_values(TEXTS)
    assert one.human.equals(other.human)
    assert one.excluded.equals(other.excluded)


def test_previews_and_spam_are_left_out_and_unanswered_questions_counted() -> None:
    survey = from_values()
    counts = dict(survey.excluded.group_by("reason").agg(pl.col("count").sum()).iter_rows())
    assert counts["respondent is a preview"] == 2
    assert counts["respondent is taken for spam by Qualtrics"] == 1
    assert counts["seen, not answered"] == 7
    assert counts["says who the respondent is"] == 1
    assert "Aggregated from 240 respondents" in survey.notes[0]
    lost = survey.excluded.filter((pl.col("question") == "guests") & (pl.col("population") != ""))["count"].sum()
    answered = survey.human.filter((pl.col("question") == "guests") & (pl.col("option") == "1"))["n"].sum()
    assert int(lost) + int(answered) == 240


def test_a_codebook_written_from_a_qsf_reads_back_and_brings_weights_and_another_scale(tmp_path: Path) -> None:
    write_codebook(read_qsf(QSF).codebook(), tmp_path / "b.yaml")
    assert read_codebook(tmp_path / "b.yaml") == read_qsf(QSF).codebook()
    text = (tmp_path / "b.yaml").read_text().replace("scale: nominal", "scale: ordinal")
    (tmp_path / "b.yaml").write_text(f"population: country\nweight: w\n{text}")
    survey = read_survey("qsf", QSF, responses=CODES, codebook=tmp_path / "b.yaml")
    assert survey.by_id["bread"].scale == "ordinal"
    assert "weighted by w" in survey.notes[0]
    assert survey.by_id["guests"].text("ar")  # the codebook kept the wording, so the translation still holds
    plain = from_values()
    assert not survey.human["share"].equals(plain.human["share"])


def test_questions_serve_as_demographic_cells(tmp_path: Path) -> None:
    survey = from_values(by=("bread",))
    assert "EGY[bread=Market]" in [p.id for p in survey.populations]
    assert "bread" not in survey.by_id


@pytest.mark.parametrize("words", [False, True])
def test_who_does_not_say_which_people_they_belong_to_is_left_out_and_counted(tmp_path: Path, words: bool) -> None:
    asked = read_qsf(qsf(tmp_path, mc("Egypt", "Jordan", "Prefer not to say"), mc("yes", "no")))
    place = ["Egypt", "Jordan", "Prefer not to say"] if words else ["1", "2", "3"]
    answer = "yes" if words else "1"
    rows = [[one, answer] for one in [place[0]] * 40 + [place[1]] * 40 + [place[2]] * 35 + [""] * 2]
    survey = from_responses(export(tmp_path, ["QID1", "QID2"], *rows), asked, name="v", population="Q1")
    assert [p.id for p in survey.populations] == ["EGY", "JOR"]
    lost = survey.excluded.filter(pl.col("reason") == "does not say which people the respondent belongs to")
    assert lost["count"].to_list() == [37]
    assert "Aggregated from 80 respondents" in survey.notes[0]


def test_one_people_may_have_answered_all(tmp_path: Path) -> None:
    survey = from_values(population="EGY")
    assert [p.id for p in survey.populations] == ["EGY"]
    assert "country" in survey.by_id


@settings(deadline=None, max_examples=25)
@given(order=st.permutations(["1", "2", "3"]), recodes=st.permutations(["1", "2", "3", "7", "20"]))
def test_the_order_of_choices_and_their_recode_values_leave_the_shares_unchanged(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], recodes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("q")
    texts = {"1": "Tea", "2": "Milk", "3": "Ale"}
    codes = dict(zip(texts, recodes, strict=False))
    drunk = ["1"] * 30 + ["2"] * 20 + ["3"] * 10
    asked = read_qsf(qsf(folder, mc(*texts.values(), ChoiceOrder=order, RecodeValues=codes)))
    file = export(folder, ["QID1", "c"], *([codes[d], "EGY"] for d in drunk))
    survey = from_responses(file, asked, name="v", population="c")
    words = {o.code: o.text("en") for o in survey.questions[0].options}
    shares = {words[o]: round(s, 9) for o, s in survey.human.select("option", "share").iter_rows()}
    assert shares == {"Tea": 0.5, "Milk": round(1 / 3, 9), "Ale": round(1 / 6, 9)}
    assert list(words.values()) == [texts[place] for place in order]


def test_a_column_is_found_by_its_import_id_whatever_it_is_called_and_by_name_without_one(tmp_path: Path) -> None:
    asked = read_qsf(qsf(tmp_path, mc("yes", "no")))
    rows = [["1"]] * 40 + [["2"]] * 40
    renamed = from_responses(export(tmp_path, ["QID1"], *rows, names=["renamed"]), asked, name="v", population="EGY")
    (tmp_path / "bare.csv").write_text("Q1\n" + "\n".join(row[0] for row in rows) + "\n")
    bare = from_responses(tmp_path / "bare.csv", asked, name="v", population="EGY")
    assert renamed.human.equals(bare.human)
    assert renamed.human["share"].to_list() == [0.5, 0.5]


def test_a_tab_separated_export_in_utf_16_is_read(tmp_path: Path) -> None:
    rows = list(csv.reader(CODES.open(encoding="utf-8-sig")))
    with (tmp_path / "e.tsv").open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(rows)
    assert from_values(tmp_path / "e.tsv").human.equals(from_values().human)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda r: r[7].__setitem__(7, "5"),
            r"row 5 .*column guests_v2.*'5' is no option of .*1, 2, 3, 8",
        ),
        (lambda r: [row.__setitem__(6, "") for row in r[3:]], "no respondent says which people they belong to"),
        (lambda r: r[0].__setitem__(0, "w"), "column 'w' occurs twice"),
        (lambda r: [row.__setitem__(1, "1") for row in r[3:]], "holds previews, tests and spam alone"),
    ],
)
def test_a_bad_value_is_refused_with_its_place_and_mend(
    tmp_path: Path, change: Callable[[list[list[str]]], object], message: str
) -> None:
    rows = list(csv.reader(CODES.open(encoding="utf-8-sig")))
    change(rows)
    with (tmp_path / "e.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(SurveyError, match=message) as caught:
        from_values(tmp_path / "e.csv")
    assert "Mend:" in str(caught.value)


def test_an_export_that_names_no_people_or_a_wrong_column_is_refused() -> None:
    with pytest.raises(SurveyError, match="nothing says whose answers these are"):
        from_values(population=None)
    with pytest.raises(PopulationError, match="'contry' is neither a column nor a country"):
        from_values(population="contry")


def test_codes_that_may_be_wordings_as_well_are_not_guessed(tmp_path: Path) -> None:
    asked = read_qsf(qsf(tmp_path, mc("3", "2", "1", Selector="NPS")))
    file = export(tmp_path, ["QID1"], *([["1"]] * 40))
    with pytest.raises(SurveyError, match="may be recode values or wordings, which differ"):
        from_responses(file, asked, name="v", population="EGY")


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "is not JSON"), ("[]", "has no SurveyElements"), ('{"SurveyElements": []}', "no question")],
)
def test_a_file_that_is_no_qsf_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.qsf").write_text(text)
    with pytest.raises(SurveyError, match=message):
        read_qsf(tmp_path / "x.qsf")


def test_a_qsf_without_responses_can_be_shown_saved_and_translated_but_not_asked(tmp_path: Path) -> None:
    from folkways.alignment import align
    from folkways.errors import InputError
    from folkways.probes import plan
    from tests.probes.synthetic import ContentModel

    survey = load_survey(str(QSF))
    assert survey.populations == ()
    assert survey.cells.is_empty()
    survey.save(tmp_path / "s")
    again = Survey.read(tmp_path / "s")
    assert again.digest == survey.digest
    assert again.select(questions=["guests"]).questions[0].text("en").startswith("How important")
    model = ContentModel(from_values())
    with pytest.raises(InputError, match=r"holds no people's answers.*--responses"):
        plan(model, survey)
    with pytest.raises(SurveyError, match=r"holds no people's answers.*--responses"):
        align(None, survey, replicates=0)  # type: ignore[arg-type]


def test_what_says_how_responses_are_read_needs_responses(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="--responses"):
        read_survey("qsf", QSF, population="EGY")
    with pytest.raises(SurveyError, match="--responses has no effect on the layout tidy"):
        read_survey("tidy", QSF, responses=CODES)
