"""GlobalOpinionQA: which sample stands for a country, what is left out, and what a damaged file says."""

import json
from pathlib import Path

import polars as pl
import pytest

from folkways.errors import SurveyError
from folkways.surveys.globalopinionqa import load_globalopinionqa

SLICE = "surveys/globalopinionqa_slice_ccbyncsa.json"


def _csv(folder: Path, selections: str, options: str = "['Yes', 'No']") -> Path:
    frame = pl.DataFrame({"question": ["Q?"], "selections": [selections], "options": [options]})
    frame.write_csv(folder / "g.csv")
    return folder / "g.csv"


def _dict(inside: str) -> str:
    return f"defaultdict(<class 'list'>, {{{inside}}})"


@pytest.mark.parametrize(
    "keys",
    [
        ("India", "India (Current national sample)", "India (Non-national sample)"),
        ("India (Non-national sample)", "India (Current national sample)", "India"),
    ],
)
def test_the_national_sample_stands_for_its_country_wherever_it_is_listed(tmp_path: Path, keys: tuple) -> None:
    shares = {"India": [0.1, 0.9], "India (Current national sample)": [0.5, 0.5], "India (Non-national sample)": [1, 0]}
    inside = ", ".join(f"{key!r}: {shares[key]}" for key in keys)
    survey = load_globalopinionqa(_csv(tmp_path, _dict(inside)))
    assert survey.human["share"].to_list() == [0.5, 0.5]
    assert survey.excluded["count"].sum() == 2


def test_names_of_the_source_that_cldr_spells_otherwise_find_their_country_and_others_are_counted(
    tmp_path: Path,
) -> None:
    places = {
        "Great Britain": "GBR", "S. Korea (Current national sample)": "KOR", "Turkey": "TUR", "Czech Rep.": "CZE",
        "Palest. ter.": "PSE", "Burma/Myanmar": "MMR", "Atlantis": None,
    }  # fmt: skip
    inside = ", ".join(f"{place!r}: [0.5, 0.5]" for place in places)
    survey = load_globalopinionqa(_csv(tmp_path, _dict(inside)))
    assert {p.id for p in survey.populations} == {code for code in places.values() if code}
    assert survey.excluded.rows() == [("", "", "not a country that CLDR knows: Atlantis", 1)]


@pytest.mark.parametrize(
    ("selections", "says"),
    [
        (_dict("'Egypt': ['a', 'b']"), "shares of 'Egypt' are no numbers"),
        (_dict("'Egypt': 3"), "shares of 'Egypt' are no numbers"),
        (_dict("[]: 3"), "cannot be read"),
        (_dict("'Egypt': " + "[" * 5000 + "]" * 5000), "cannot be read"),
        ("defaultdict(list, {'Egypt': [1, 0]})", "cannot be read"),
        ("[1, 2]", "another layout"),
        ("", "cannot be read"),
    ],
)
def test_distributions_in_another_layout_are_one_line_with_their_row(
    tmp_path: Path, selections: str, says: str
) -> None:
    with pytest.raises(SurveyError, match=says) as caught:
        load_globalopinionqa(_csv(tmp_path, selections))
    assert "g.csv, row 1" in str(caught.value)
    assert "Mend: " in str(caught.value)


@pytest.mark.parametrize("options", ["['Yes', 'Yes']", "['Yes', \"Don't know\"]", "['Yes']"])
def test_questions_that_offer_no_choice_are_left_out_and_counted(tmp_path: Path, options: str) -> None:
    count = options.count(",") + 1
    cell = _dict(f"'Egypt': {[1 / count] * count}")
    good = pl.DataFrame({"question": ["R?"], "selections": [_dict("'Egypt': [1, 0]")], "options": ["['a', 'b']"]})
    pl.concat([pl.read_csv(_csv(tmp_path, cell, options)), good]).write_csv(tmp_path / "g.csv")
    survey = load_globalopinionqa(tmp_path / "g.csv")
    assert [q.text("en") for q in survey.questions] == ["R?"]
    assert survey.excluded.rows() == [("", "", "fewer than two substantive options, or an option twice", 1)]


def test_a_questions_id_depends_on_its_wording_and_options_alone(tmp_path: Path) -> None:
    one = load_globalopinionqa(_csv(tmp_path, _dict("'Egypt': [1, 0]"))).questions[0].id
    again = load_globalopinionqa(_csv(tmp_path, _dict("'Turkey': [0, 1], 'Egypt': [1, 0]"))).questions[0].id
    other = load_globalopinionqa(_csv(tmp_path, _dict("'Egypt': [1, 0]"), "['No', 'Yes']")).questions[0].id
    assert one == again != other


def test_the_slice_says_the_same_as_json_and_as_csv(shared_data: Path, tmp_path: Path) -> None:
    records = json.loads((shared_data / SLICE).read_text("utf-8"))
    rows = [
        (r["question"], _dict(f"{r['country']!r}: {r['distribution']!r}"), repr([str(o) for o in r["options"]]))
        for r in records
    ]
    frame = pl.DataFrame(rows, schema=["question", "selections", "options"], orient="row")
    frame.write_csv(tmp_path / "g.csv")
    table, listed = load_globalopinionqa(tmp_path / "g.csv"), load_globalopinionqa(shared_data / SLICE)
    assert table.digest == listed.digest
    assert table.excluded.equals(listed.excluded)


def test_the_assumed_number_of_respondents_is_a_parameter_and_noted(shared_data: Path) -> None:
    survey = load_globalopinionqa(shared_data / SLICE, n=750)
    assert survey.cells["n_eff"].unique().to_list() == [750.0]
    assert survey.human["n"].null_count() == survey.human.height
    assert "750 are assumed" in survey.notes[0]
    with pytest.raises(SurveyError, match="at least 1 respondent"):
        load_globalopinionqa(shared_data / SLICE, n=0)
