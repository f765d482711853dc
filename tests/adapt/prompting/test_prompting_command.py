"""`folkways adapt prompt` shows the text and its sources, and keeps what a probe can use."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from folkways.adapt.prompting import Profile, load_prompting
from folkways.cli import adapt_prompt
from folkways.norms import NormBook
from folkways.surveys import Survey
from folkways.surveys.split import Split

app = typer.Typer()
app.command()(adapt_prompt.command)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False, env={"COLUMNS": "200"})


@pytest.fixture
def files(tmp_path: Path, people: Survey, split: Split, book: NormBook) -> Path:
    people.save(tmp_path / "people")
    split.save(tmp_path / "split.json")
    book.save(tmp_path / "norms.yaml")
    return tmp_path


def test_the_text_is_on_standard_output_and_the_sources_beside_it() -> None:
    done = run("menavalues", "--population", "EGY", "--strategy", "identity+few-shot:random:2", "--question", "m002")
    assert done.exit_code == 0
    assert done.stdout.startswith("What follows is about an average person from Egypt")
    assert "Where every sentence came from: Egypt, before m002 in en" in done.stderr
    assert "survey" in done.stderr and "MIT" in done.stderr


def test_json_holds_the_text_and_its_sentences(files: Path) -> None:
    done = run(
        str(files / "people"), "--population", "EGY,TUR", "--strategy", "identity+norms:topic", "--norms",
        str(files / "norms.yaml"), "--split", str(files / "split.json"), "--language", "native", "--json",
        "--out", str(files / "prompts.json"),
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert [(f["population"], f["language"]) for f in found] == [("EGY", "ar"), ("TUR", "tr")]
    for one in found:
        assert all(sentence["text"] in one["text"] for sentence in one["sentences"])
        assert {sentence["kind"] for sentence in one["sentences"]} == {"fixed", "norm"}
    assert load_prompting(files / "prompts.json").name == "prompt: identity+norms:topic"


def test_a_profile_is_drafted_and_used(files: Path, monkeypatch: pytest.MonkeyPatch, encoder: object) -> None:
    monkeypatch.setattr("folkways.encoders.load_encoder", lambda name: encoder)
    known = (str(files / "people"), "--split", str(files / "split.json"), "--population", "EGY")
    done = run(*known, "--draft-profile", str(files / "egypt.yaml"))
    assert done.exit_code == 0 and Profile.read(files / "egypt.yaml").status == "draft"
    monkeypatch.delattr("folkways.encoders.load_encoder")  # a given profile needs none
    monkeypatch.setattr("folkways.encoders.load_encoder", None, raising=False)
    done = run(*known, "--strategy", "profile", "--profile", str(files / "egypt.yaml"))
    assert all(line.text in done.stdout for line in Profile.read(files / "egypt.yaml").lines)


@pytest.mark.model
def test_a_search_keeps_prompts(files: Path) -> None:
    done = run(
        str(files / "people"), "--search", "smollm2", "--split", str(files / "split.json"), "--population", "EGY",
        "--candidates", "none,identity", "--limit", "4", "--folds", "2", "--run", str(files / "run"), "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert {row["strategy"] for row in record["candidates"]} == {"none", "identity"}
    assert {choice["population"] for choice in record["choices"]} == {"EGY", "*"}
    assert load_prompting(files / "run" / "prompts.json").chosen["folds"] == 2
