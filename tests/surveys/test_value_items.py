"""The questionnaire of values: our own words, and a wording that a person supplies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from folkways.errors import SurveyError
from folkways.surveys import Survey
from folkways.surveys.value_items import SUPPLIED, read_vsm_wording, value_items

ROWS = [
    {
        "item": i,
        "text": f"What of {i}?",
        "options": [f"{word} {i}" for word in ("very", "quite", "so", "hardly", "not")],
    }
    for i in range(1, 25)
]


def write(tmp_path: Path, rows: list[dict], name: str = "own.yaml") -> Path:
    path = tmp_path / name
    path.write_text(yaml.safe_dump(rows) if name.endswith("yaml") else json.dumps(rows), "utf-8")
    return path


def test_our_paraphrases_are_marked_and_hold_no_peoples_answers() -> None:
    survey = value_items()
    assert [q.id for q in survey.questions] == [f"m{i:02d}" for i in range(1, 25)]
    assert {q.codes for q in survey.questions} == {("1", "2", "3", "4", "5")}
    assert survey.populations == ()
    assert survey.human.is_empty()
    assert "Paraphrases" in survey.notes[0]
    assert len({q.text("en") for q in survey.questions}) == 24


def test_options_run_in_the_direction_that_the_formulas_expect() -> None:
    first = {q.id: q.options[0].text("en").casefold() for q in value_items().questions}
    assert all("more than almost anything" in first[f"m{i:02d}"] for i in range(1, 15))
    assert first["m15"] == first["m16"] == "all the time"
    assert first["m17"].startswith("all the time")
    assert "excellent" in first["m18"]
    assert "pride" in first["m19"]
    assert first["m20"] == "not at any time"
    assert all("wholly true" in first[f"m{i}"] for i in range(21, 25))


@pytest.mark.parametrize("name", ["own.yaml", "own.json"])
def test_a_supplied_wording_takes_the_place_of_ours(name: str, tmp_path: Path) -> None:
    survey = read_vsm_wording(write(tmp_path, ROWS[::-1], name), language="de")
    assert survey.name == SUPPLIED
    assert [q.id for q in survey.questions] == [f"m{i:02d}" for i in range(1, 25)]
    assert survey.by_id["m03"].text("de") == "What of 3?"
    assert survey.by_id["m03"].options[4].text("de") == "not 3"
    survey.save(tmp_path / "kept")
    assert Survey.read(tmp_path / "kept").digest == survey.digest


@pytest.mark.parametrize("joined", [True, False])
def test_a_csv_gives_what_the_yaml_gives(joined: bool, tmp_path: Path) -> None:
    lines = ["item,text,options" if joined else "item,text," + ",".join(f"option_{k}" for k in range(1, 6))]
    lines += [f"m{r['item']:02d},{r['text']},{('|' if joined else ',').join(r['options'])}" for r in ROWS]
    path = tmp_path / "own.csv"
    path.write_text("\n".join(lines), "utf-8")
    assert read_vsm_wording(path).digest == read_vsm_wording(write(tmp_path, ROWS)).digest


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[:-2], "lacks item 23, 24"),
        (lambda rows: [*rows, rows[0]], "item 1 is there twice"),
        (lambda rows: [rows[0] | {"item": 25}, *rows[1:]], "item is 25"),
        (lambda rows: [rows[0] | {"text": " "}, *rows[1:]], "has no text"),
        (lambda rows: [rows[0] | {"options": ["a", "b", "c", "d"]}, *rows[1:]], "has 4 different options"),
        (lambda rows: [rows[0] | {"options": ["a", "a", "c", "d", "e"]}, *rows[1:]], "has 4 different options"),
        (lambda rows: [rows[0] | {"options": "a|b|c|d|e"}, *rows[1:]], "no list"),
        (lambda rows: {"items": "none"}, "no list of items"),
    ],
)
def test_a_wording_that_cannot_be_meant_is_refused(change, says: str, tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=says):
        read_vsm_wording(write(tmp_path, change(ROWS)))


def test_a_file_that_is_no_wording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="cannot be read"):
        read_vsm_wording(tmp_path / "none.yaml")
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(SurveyError, match="is no wording"):
        read_vsm_wording(tmp_path / "a.txt")
    (tmp_path / "a.yaml").write_text("a: [")
    with pytest.raises(SurveyError, match="cannot be read"):
        read_vsm_wording(tmp_path / "a.yaml")
