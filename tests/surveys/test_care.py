"""Open prompts in the package, and files in their layout."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from folkways.errors import InputError
from folkways.surveys.care import care_prompts, read_care

GOOD = {"question": "なに？", "answer": "a", "culture_type": "t", "associated_culture": "c", "geographic_scope": "g"}


def write(tmp_path: Path, value: object, name: str = "care_eval_Japanese.json") -> Path:
    path = tmp_path / name
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return path


def test_the_package_holds_150_prompts_in_each_of_three_languages_with_their_licence() -> None:
    found = care_prompts()
    assert dict(found["language"].value_counts().iter_rows()) == {"ar": 150, "zh": 150, "ja": 150}
    assert found["id"].is_unique().all()
    assert not found["text"].str.strip_chars().eq("").any()
    arabic = found.filter(found["language"] == "ar")["text"].str.contains(r"\p{Arabic}")
    assert arabic.all()
    licence = files("folkways.surveys") / "data" / "care" / "LICENSE"
    assert "MIT License" in licence.read_text("utf-8")


def test_an_id_follows_the_text_not_the_place(tmp_path: Path) -> None:
    other = GOOD | {"question": "どこ？"}
    there = read_care(write(tmp_path, [GOOD, other]))
    back = read_care(write(tmp_path, [other, GOOD]))
    assert there["id"].to_list() == back["id"].to_list()[::-1]
    assert there["text"].to_list() == ["なに？", "どこ？"]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([GOOD, GOOD], "prompt 2: the question is there twice"),
        ([GOOD | {"question": " "}], "the question is empty"),
        ([{"question": "x"}], "is no prompt of CARE"),
        ([], "is no list"),
        ({"a": 1}, "is no list"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(value: object, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=says):
        read_care(write(tmp_path, value))


def test_a_file_needs_a_language(tmp_path: Path) -> None:
    path = write(tmp_path, [GOOD], "prompts.json")
    with pytest.raises(InputError, match="tells no language"):
        read_care(path)
    assert read_care(path, language="ja")["language"].to_list() == ["ja"]
    with pytest.raises(InputError, match="cannot be read"):
        read_care(tmp_path / "care_eval_Arabic.json")
