"""`folkways norms`: from mining to export, with a model that a test scripts."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from folkways.cli.norms import app
from folkways.errors import FolkwaysError, InputError
from folkways.norms.book import NormBook
from folkways.surveys.split import split_survey
from tests.norms.scripted import Letters, Scripted, tell_tale
from tests.norms.test_mining import says

SURVEY = tell_tale()


def run(*arguments: object, **more: Any) -> str:
    done = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False, **more)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A saved survey, and a model of any name that is scripted."""
    import folkways.encoders
    import folkways.models

    monkeypatch.setattr(folkways.encoders, "load_encoder", lambda *_: Letters())
    monkeypatch.setattr(folkways.models, "load_model", lambda *_, **__: Scripted(says))
    SURVEY.save(tmp_path / "survey")
    return str(tmp_path / "survey")


@pytest.fixture
def book(survey: str, tmp_path: Path) -> Path:
    out = tmp_path / "book.yaml"
    run("mine", survey, "--model", "any", "--method", "topic", "--per-topic", "2", "--unchecked", "--out", out)
    return out


def test_mining_writes_a_book_and_its_run_beside_it(book: Path) -> None:
    assert len(NormBook.read(book)) == 12
    assert (book.with_suffix(".run") / "run.json").is_file()


def test_mining_again_keeps_what_people_said(survey: str, book: Path) -> None:
    first = NormBook.read(book).norms[0]
    run("review", book, "--reviewer", "R", "--reject", first.id, "--note", "not so")
    mining = ["mine", survey, "--model", "any", "--method", "topic", "--per-topic", "2", "--unchecked"]
    told = run(*mining, "--out", book, "--json")
    assert json.loads(told)["norms"] == 12
    assert NormBook.read(book).norms[0] == replace(first, status="rejected", reviewer="R", note="not so")


def test_a_dry_run_says_how_much_would_be_asked_and_writes_nothing(survey: str, tmp_path: Path) -> None:
    SURVEY.save(tmp_path / "survey")
    split_survey(SURVEY, share=0.34).save(tmp_path / "split.json")
    told = json.loads(
        run("mine", survey, "--model", "any", "--method", "answer-shares", "--split", tmp_path / "split.json", "--out",
            tmp_path / "b.yaml", "--dry-run", "--json")
    )  # fmt: skip
    assert told["prompts"] == 6 and told["tokens"] > 0 and told["written"] == 6 * 440
    assert "%" in told["first"]["user"]
    assert not (tmp_path / "b.yaml").exists() and not (tmp_path / "b.run").exists()


def test_a_list_shows_what_was_asked_for(book: Path) -> None:
    rows = json.loads(run("list", book, "--population", "TUR", "--topic", "Work", "--json"))
    assert [(row["population"], row["topic"], row["verdict"]) for row in rows] == [("TUR", "Work", "unchecked")] * 2
    table = run("list", book, "--status", "mined", env={"COLUMNS": "200"})
    assert "People hold view 1 of Family in Egypt." in table and "unchecked" in table


def test_a_review_by_id_and_by_an_edited_copy(book: Path, tmp_path: Path) -> None:
    one, two = NormBook.read(book).norms[:2]
    run("review", book, "--reviewer", "R", "--accept", one.id, "--reject", two.id)
    copy = tmp_path / "copy.yaml"
    run("export", book, "--out", copy)
    copy.write_text(copy.read_text().replace("view 1 of Work in Egypt", "a fair wage to be owed in Egypt"))
    run("review", book, "--reviewer", "R", "--edited", copy)
    norms = NormBook.read(book).norms
    assert [n.status for n in norms[:3]] == ["reviewed", "rejected", "reviewed"]
    assert norms[2].text == "People hold a fair wage to be owed in Egypt." and norms[2].reviewer == "R"


def test_a_review_on_the_terminal_keeps_every_answer_at_once(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    import typer

    from folkways.cli import norms_review

    keys = iter("xarseq")
    monkeypatch.setattr(typer, "getchar", lambda: next(keys))
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "People keep their word.")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    norms_review.command(book, reviewer="R", note="", accept=None, reject=None, edited=None, population=None)
    norms = NormBook.read(book).norms
    assert [n.status for n in norms[:5]] == ["reviewed", "rejected", "mined", "reviewed", "mined"]
    assert norms[3].text == "People keep their word."


def test_a_book_is_exported_to_be_read(book: Path, tmp_path: Path) -> None:
    first = NormBook.read(book).norms[0]
    run("review", book, "--reviewer", "=R()", "--reject", first.id)
    run("export", book, "--out", tmp_path / "b.md", "--usable")
    run("export", book, "--out", tmp_path / "b.csv")
    run("export", book, "--out", tmp_path / "b.parquet")
    page = (tmp_path / "b.md").read_text()
    assert "## TUR" in page and "### Work" in page and first.text not in page
    table = pl.read_csv(tmp_path / "b.csv")
    assert table.height == 12 and table["reviewer"][0] == "'=R()"
    assert NormBook.read(tmp_path / "b.parquet") == NormBook.read(book)


@pytest.mark.parametrize(
    ("arguments", "says_so"),
    [
        (("mine", "{survey}", "--out", "b.txt"), "ends in .yaml or .parquet"),
        (("mine", "{survey}", "--out", "b.yaml"), "asks a model"),
        (("mine", "{survey}", "--out", "b.yaml", "--model", "m", "--method", "guess"), "unknown method"),
        (("mine", "{survey}", "--out", "b.yaml", "--model", "m", "--split", "none.json"), "no split here"),
        (("list", "none.yaml"), "no norm book here"),
        (("review", "{book}", "--reviewer", "R"), "no terminal"),
        (("review", "{book}", "--reviewer", "R", "--accept", "n0"), "no norm 'n0'"),
        (("export", "{book}", "--out", "b.docx"), "no norm book can be written as '.docx'"),
        (("check", "{book}", "menavalues"), "other answers"),
    ],
)
def test_bad_input_is_an_error_with_a_mend(
    survey: str, book: Path, arguments: tuple[str, ...], says_so: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FolkwaysError, match=f"{says_so}.*Mend"):
        run(*(part.format(survey=survey, book=book) for part in arguments))


def test_a_book_that_was_mined_under_a_split_is_checked_under_it_alone(survey: str, tmp_path: Path) -> None:
    for seed in (0, 1):
        split_survey(SURVEY, share=0.34, seed=seed).save(tmp_path / f"{seed}.json")
    out = tmp_path / "b.yaml"
    run("mine", survey, "--model", "m", "--split", tmp_path / "0.json", "--unchecked", "--out", out)
    for more in ((), ("--split", tmp_path / "1.json")):
        with pytest.raises(InputError, match="mined under a split"):
            run("check", out, survey, *more)
