"""The command line: help that is true, errors in one line, exit code 2, nothing written over."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = [
    "demo",
    "probe",
    "score",
    "report",
    "compare",
    "map",
    "survey list",
    "survey show",
    "survey check",
    "survey import",
    "survey split",
    "norms mine",
    "norms check",
    "norms list",
    "norms review",
    "norms export",
    "vsm",
    "moderate",
    "adapt prompt",
    "adapt finetune",
    "adapt compare",
]


def run(*arguments: str, **kwargs) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "folkways.cli", *arguments], capture_output=True, text=True, timeout=300, **kwargs
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(*command.split(), "--help", env={"COLUMNS": "200", "PATH": "/usr/bin:/bin", "HOME": str(Path.home())})
    assert done.returncode == 0, done.stderr
    assert f"folkways {command}" in done.stdout


@pytest.mark.parametrize("command", ["survey list --json", "survey show menavalues --json"])
def test_json_is_the_only_thing_on_standard_output(command: str) -> None:
    done = run(*shlex.split(command))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_importing_and_help_are_quick_because_nothing_heavy_is_loaded() -> None:
    heavy = "{'torch', 'transformers', 'altair', 'scipy'}"
    code = f"import sys, folkways, folkways.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_dry_run_says_how_much_would_be_asked(tmp_path: Path) -> None:
    done = run("probe", "smollm2", "menavalues", "--out", str(tmp_path / "r"), "--populations", "EGY", "--limit", "2",
               "--dry-run", "--json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["prompts"] > 0
    assert not (tmp_path / "r").exists()


BAD = [
    ("probe smollm2 atlantis --out {out}", "no survey 'atlantis'"),
    ("probe smollm2 menavalues --out {out} --populations ATL", "no population 'ATL'"),
    ("probe smollm2 menavalues --out {out} --questions q9999", "no question 'q9999'"),
    ("probe smollm2 menavalues --out {out} --framings ghost", "unknown framing 'ghost'"),
    ("probe smollm2 menavalues --out {out} --labels x|X|y", "collide"),
    ("probe smollm2 menavalues --out {out} --orders random", "unknown option order 'random'"),
    ("probe smollm2 menavalues --out {out} --limit 0", "--limit is 0"),
    ("probe {empty} menavalues --out {out}", "{empty}"),
    ("report {empty}", "no run here"),
    ("score {empty}/none.csv --survey menavalues", "no such file"),
]


@pytest.mark.parametrize(("command", "says"), BAD)
def test_bad_input_is_one_line_with_a_mend_and_exit_code_2(command: str, says: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    names = {"out": str(tmp_path / "out"), "empty": str(empty)}
    done = run(*[part.format(**names) for part in command.split(" ")])
    assert done.returncode == 2, done.stderr
    message = done.stderr.strip()
    assert "Traceback" not in message
    line = " ".join(message.split("folkways: ")[-1].split())
    assert says.format(**names) in line
    assert "Mend: " in line
    assert not (tmp_path / "out").exists()


def test_a_probe_goes_from_command_to_report_and_the_report_can_be_written_again(tmp_path: Path) -> None:
    out = tmp_path / "run"
    arguments = ["probe", "smollm2", "menavalues", "--out", str(out), "--populations", "EGY,TUR,MAR", "--limit", "3"]
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["gate"]["verdict"] == "not measurable"
    html = (out / "report.html").read_text()
    assert "not measurable" in html
    assert not re.search(r'(?:src|href)="https?://(?!arxiv)', html)
    again = run("report", str(out), "--out", str(tmp_path / "again.html"))
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "again.html").exists()
    refused = run(*arguments[:-1], "4")
    assert refused.returncode == 2
    assert "holds another run" in " ".join(refused.stderr.split())
    invalid = run(*arguments, "--fail-on-invalid")
    assert invalid.returncode == 1
