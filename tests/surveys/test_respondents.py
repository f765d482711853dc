"""Codebooks and columns as people write them."""

import json
from pathlib import Path

import pytest

from folkways.errors import SurveyError
from folkways.surveys.codebook import read_codebook


def _codebook(tmp_path: Path, text: str, name: str = "c.yaml") -> Path:
    (tmp_path / name).write_text(text)
    return tmp_path / name


@pytest.mark.parametrize("indent", ["\t", 2])
def test_a_codebook_may_be_json_whatever_its_indent(tmp_path: Path, indent: str | int) -> None:
    facts = {"single": "EGY", "weight": ["a", "b"], "questions": {"v": {"text": "t", "options": {"1": "x", "2": "y"}}}}
    book = read_codebook(_codebook(tmp_path, json.dumps(facts, indent=indent), "c.json"))
    assert (book.single, book.weight, dict(book.items[0].options)) == ("EGY", ("a", "b"), {"1": "x", "2": "y"})


def test_a_broken_json_codebook_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="codebook is not JSON") as caught:
        read_codebook(_codebook(tmp_path, '{\n\t"single": }', "c.json"))
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="codebook cannot be read"):
        read_codebook(tmp_path)


@pytest.mark.parametrize(("written", "read"), [("5", ("5",)), ("w", ("w",)), ("[a, b]", ("a", "b")), ("", ())])
def test_a_weight_is_one_column_or_several(tmp_path: Path, written: str, read: tuple[str, ...]) -> None:
    path = _codebook(tmp_path, f"weight: {written}\nquestions: {{v: {{text: t}}}}")
    assert read_codebook(path).weight == read


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weight: {a: b}\nquestions: {v: {text: t}}", "weight: {'a': 'b'} is not a single value"),
        ("weight: no\nquestions: {v: {text: t}}", "weight: 'no' is read as a truth value"),
        ("questions: {no: {text: t}}", "questions: 'no' is read as a truth value"),
        ("questions: {v: {text: [t]}}", "question v, text: .* is not a single value"),
        ("questions: {v: {topic: {a: b}}}", "question v, topic: .* is not a single value"),
        ("questions: {v: {unnamed: {2: b}}}", "question v, unnamed: .* is not a single value"),
        ("questions: {v: {missing: [[1]]}}", "question v, missing: .* is not a single value"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        read_codebook(_codebook(tmp_path, text))
