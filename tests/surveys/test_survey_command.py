"""`folkways survey`, as a person types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest


@pytest.fixture
def run(tmp_path: Path):
    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "folkways.cli", "survey", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            env=os.environ | {"FOLKWAYS_CACHE": str(tmp_path / "cache"), "COLUMNS": "100"},
        )

    return call


def test_an_ess_file_is_checked_imported_listed_and_shown(run, shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "surveys/ess10no.csv"
    checked = run("check", "ess", file, "--json")
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["excluded"] == {"no entry": 73}
    assert not (tmp_path / "cache").exists()

    imported = run("import", "ess", file, "--name", "ess10no", "--json")
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout)["cells"] == 4
    listed = {row["name"]: row for row in json.loads(run("list", "--json").stdout)}
    assert listed["ess10no"]["origin"] == "imported"
    assert "non-commercial" in listed["ess10no"]["licence"]

    shown = run("show", "ess10no")
    assert shown.returncode == 0, shown.stderr
    for words in ("Norway", "lrscale", "no entry", "note: Aggregated from 1,411 respondents", "non-commercial"):
        assert words in shown.stdout
    one = json.loads(run("show", "ess10no", "--question", "lrscale", "--json").stdout)
    assert sum(row["share"] for row in one["answers"]) == pytest.approx(1)


def test_no_row_of_ess_is_kept_by_an_import(run, shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "surveys/ess10no.csv"
    assert run("import", "ess", file, "--name", "e").returncode == 0
    kept = sorted(p.name for p in (tmp_path / "cache").rglob("*") if p.is_file())
    assert kept == ["excluded.parquet", "human.parquet", "survey.json"]
    weights = set(pl.read_csv(file, infer_schema_length=None)["anweight"].to_list())
    human = pl.read_parquet(tmp_path / "cache/surveys/e/human.parquet")
    assert human.height == 44
    assert not weights & set(human["share"].to_list())


def test_the_spreadsheet_imports_under_another_name(run, shared_data: Path) -> None:
    sheet = shared_data / "menavalues/menavalues_benchmark.xlsx"
    done = run("import", "menavalues", sheet, "--name", "mena-again", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["cells"] == 9051


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "spss", "x.csv"), "unknown layout 'spss'"),
        (("check", "tidy", "none.csv"), "no such file"),
        (("check", "respondents", "none.csv"), "needs a codebook"),
        (("show", "atlantis"), "no survey 'atlantis'"),
        (("show", "menavalues", "--question", "m999"), "no question 'm999'"),
        (("import", "tidy", "none.csv", "--name", "../up"), ""),
    ],
)
def test_what_cannot_be_read_is_one_line_with_a_mend_and_exit_code_2(run, arguments, says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    message = [line for line in done.stderr.splitlines() if line.startswith("folkways: ")]
    assert len(message) == 1
    assert says in message[0]
    assert "Traceback" not in done.stderr


def test_an_import_replaces_nothing_unless_told(run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("question,population,option,count\nq,EGY,1,10\nq,EGY,2,30\n")
    assert run("import", "tidy", table, "--name", "mine").returncode == 0
    again = run("import", "tidy", table, "--name", "mine")
    assert again.returncode == 2
    assert "--replace" in again.stderr
    assert run("import", "tidy", table, "--name", "mine", "--replace").returncode == 0


def test_a_taken_name_is_refused_before_the_file_is_read(run, tmp_path: Path) -> None:
    done = run("import", "wvs", tmp_path / "none.csv", "--name", "menavalues")
    assert done.returncode == 2
    assert "survey in the package" in done.stderr
    assert "reading" not in done.stderr


def test_brackets_of_ids_and_wording_are_printed_as_they_are(run, tmp_path: Path) -> None:
    rows = "".join(f"q,EGY[sex={sex}],{code},10,What do [people] say?\n" for sex in ("female", "male") for code in "12")
    (tmp_path / "t.csv").write_text(f"question,population,option,count,text\n{rows}")
    shown = run("show", tmp_path / "t.csv")
    assert shown.returncode == 0, shown.stderr
    for words in ("EGY[sex=female]", "EGY[sex=male]", "What do [people] say?", "survey show t --question q"):
        assert words in shown.stdout
    one = run("show", tmp_path / "t.csv", "--question", "q")
    assert "What do [people] say?" in one.stdout
    assert one.stdout.count("50.0%  " + "█" * 20) == 4


def test_a_damaged_import_does_not_hide_the_other_surveys(run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("question,population,option,count\nq,EGY,1,10\nq,EGY,2,30\n")
    for name in ("good", "spoilt"):
        assert run("import", "tidy", tmp_path / "t.csv", "--name", name).returncode == 0
    (tmp_path / "cache/surveys/spoilt/human.parquet").write_bytes(b"junk")
    done = run("list", "--json")
    assert done.returncode == 0, done.stderr
    assert [row["name"] for row in json.loads(done.stdout)] == ["menavalues", "good"]
    assert "damaged" in done.stderr
    assert run("show", "spoilt").returncode == 2


@pytest.mark.parametrize("verb", ["list", "show", "check", "import"])
def test_every_help_has_an_example(run, verb: str) -> None:
    done = run(verb, "--help")
    assert done.returncode == 0
    assert f"folkways survey {verb}" in done.stdout.split("Example:")[1]
