"""The documentation is true: its code runs and prints what it says, its help is the program's, its tables the code's.

`FOLKWAYS_WRITE_DOCS=1 pytest tests/test_docs.py` writes `docs/reference/cli.md` again from the program.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from folkways.adapt.comparing.contrasts import CONTRASTS_SCHEMA
from folkways.adapt.comparing.gains import GAINS_SCHEMA
from folkways.alignment import alignment, compare_conditions
from folkways.answers import ANSWERS_SCHEMA
from folkways.cli import app
from folkways.norms.norm import NORMS_SCHEMA
from folkways.probes.variance import VARIANCE_SCHEMA
from folkways.surveys.survey import EXCLUDED_SCHEMA, HUMAN_SCHEMA

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
CLI_PAGE = DOCS / "reference" / "cli.md"

_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{2,3} .*?\{#(\w+)\}$(.*?)(?=^#{1,3} |\Z)", re.MULTILINE | re.DOTALL)

SCHEMAS: dict[str, dict[str, Any]] = {
    "answers": ANSWERS_SCHEMA,
    "human": HUMAN_SCHEMA,
    "excluded": EXCLUDED_SCHEMA,
    "cells": alignment.CELLS_SCHEMA,
    "summary": alignment.SUMMARY_SCHEMA,
    "effects": alignment.EFFECTS_SCHEMA,
    "structure": alignment.STRUCTURE_SCHEMA,
    "coverage": alignment.COVERAGE_SCHEMA,
    "bounds": alignment.BOUNDS_SCHEMA,
    "collapse": alignment.COLLAPSE_SCHEMA,
    "comparison": compare_conditions.__globals__["COMPARISON_SCHEMA"],
    "contrasts": CONTRASTS_SCHEMA,
    "variance": VARIANCE_SCHEMA,
    "norms": NORMS_SCHEMA,
    "gains": GAINS_SCHEMA,
}


def blocks(page: str, *languages: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page in these languages, in order; a block with a title becomes a file, here."""
    found = _FENCE.findall((DOCS / page).read_text("utf-8"))
    for _, title, body in found:
        if title:
            Path(title).write_text(body, "utf-8")
    return [(kind, body) for kind, _, body in found if kind in languages]


def run(arguments: list[str]) -> str:
    """Run the command line in this process; its standard output."""
    outcome = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert outcome.exit_code == 0, f"folkways {shlex.join(arguments)}\n{outcome.output}"
    return outcome.stdout


def follow(page: str, *, commands: bool = True) -> int:
    """Do what a page says, here: its Python in one session, and its `folkways` commands.

    A `text` block after Python that prints is what it prints; the number of those compared is given back.
    """
    session: dict[str, Any] = {"__name__": "docs"}
    compared, printed = 0, ""
    for kind, body in blocks(page, "python", "sh", "text"):
        if kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(body, page, "exec"), session)
            printed = out.getvalue()
        elif kind == "text" and printed:
            assert body == printed
            compared, printed = compared + 1, ""
        elif kind == "sh" and commands:
            for line in body.replace("\\\n", " ").splitlines():
                if line.startswith("folkways "):
                    run(shlex.split(line)[1:])
    return compared


@pytest.mark.model
def test_the_tutorial_runs_from_the_first_block_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    follow("tutorial.md")
    assert (tmp_path / "tea.html").is_file()
    assert (tmp_path / "tea-again.html").is_file()
    assert (tmp_path / "scored.csv").is_file()


def test_a_survey_is_brought_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path / "cache"))
    follow("how-to/bring-a-survey.md")
    kept = sorted(folder.name for folder in (tmp_path / "cache" / "surveys").iterdir())
    assert kept == ["tea", "tea-by-sex", "tea-people"]


def test_files_of_other_tools_come_in_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path / "cache"))
    assert follow("how-to/exchange.md") > 0
    assert sorted(folder.name for folder in (tmp_path / "cache" / "surveys").iterdir()) == ["tea", "tea-weighted"]


@pytest.mark.parametrize(
    "page",
    [
        "methods/uncertainty.md",
        "methods/menavalues.md",
        "methods/sounds-like.md",
        "methods/vsm.md",
        "methods/entailment.md",
        "methods/hypernetwork.md",
        "how-to/communities-and-cells.md",
    ],
)
def test_what_a_page_says_its_code_prints_is_what_it_prints(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow(page, commands=False) > 0


@pytest.mark.slow
def test_an_adapter_is_trained_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow("methods/fine-tuning.md", commands=False) == 2


@pytest.mark.parametrize(
    "page", ["how-to/score-your-answers.md", "how-to/compare-runs.md", "how-to/probe-a-local-model.md"]
)
def test_the_python_of_a_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert blocks(page, "python")
    follow(page, commands=False)


def commands() -> list[tuple[str, ...]]:
    """Every command of the program, as words; groups before their members."""

    def below(command: Any, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        members = getattr(command, "commands", {})
        return [words, *(row for name, member in members.items() for row in below(member, (*words, name)))]

    return below(typer.main.get_command(app), ())


def cli_page(monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of the command line, from the program's own help."""
    for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TERMINAL_WIDTH", "_TYPER_FORCE_DISABLE_TERMINAL"):
        monkeypatch.delenv(name, raising=False)
    env = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    parts = [
        "# Command line\n\nEvery command's own help, as the program prints it. A test compares this page with it.\n\n"
        "An error is one line on standard error, with the place and the mend, and exit code 2. `--json` prints data\n"
        "to standard output and nothing else; remarks and progress go to standard error.\n"
    ]
    import typer.rich_utils

    monkeypatch.setattr(typer.rich_utils, "MAX_WIDTH", 100)
    for words in commands():
        arguments = [*words, "--help"]
        outcome = CliRunner().invoke(app, arguments, env=env, terminal_width=100, prog_name="folkways")
        assert outcome.exit_code == 0, outcome.output
        text = "\n".join(line.rstrip() for line in outcome.output.strip("\n").splitlines())
        name = " ".join(("folkways", *words))
        parts.append(f"{'##' if len(words) < 2 else '###'} {name}\n\n```text\n$ {name} --help\n\n{text}\n```\n")
    return "\n".join(parts)


def test_the_page_of_the_command_line_is_the_programs_own_help() -> None:
    # In a process of its own: Inspect, where it was imported, changes how the terminal library draws code.
    program = "import pytest, tests.test_docs as docs\nwith pytest.MonkeyPatch.context() as m: print(docs.cli_page(m))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page = done.stdout.removesuffix("\n")
    if os.environ.get("FOLKWAYS_WRITE_DOCS"):
        CLI_PAGE.write_text(page, "utf-8")
    assert CLI_PAGE.read_text("utf-8") == page, "run FOLKWAYS_WRITE_DOCS=1 pytest tests/test_docs.py"


def documented() -> dict[str, dict[str, str]]:
    """Table → column → type, as `run-format.md` has them."""
    page = (DOCS / "reference" / "run-format.md").read_text("utf-8")
    return {
        name: dict(re.findall(r"^\| `(\w+)` \| ([\w()]+) \|", body, re.MULTILINE))
        for name, body in _HEADING.findall(page)
    }


@pytest.mark.parametrize("table", SCHEMAS)
def test_a_schema_table_names_every_column_in_order_with_its_type(table: str) -> None:
    assert list(documented()[table].items()) == [(name, str(kind)) for name, kind in SCHEMAS[table].items()]


def test_every_metric_of_the_summary_is_documented() -> None:
    page = (DOCS / "reference" / "run-format.md").read_text("utf-8")
    assert [name for name in (*alignment.METRICS, *alignment.SKILLS) if f"`{name}`" not in page] == []


def test_every_key_of_a_runs_configuration_is_documented(tmp_path: Path) -> None:
    from folkways.probes import plan
    from folkways.surveys import load_survey
    from tests.probes.synthetic import ContentModel

    survey = load_survey("menavalues")
    made = plan(ContentModel(survey), survey, populations=["EGY"], limit=1)
    page = (DOCS / "reference" / "run-format.md").read_text("utf-8")
    assert [name for name in (*made.config, *made.config["design"]) if f"`{name}`" not in page] == []


def test_the_floors_are_those_that_the_linter_checks() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if "layers" in c)
    page = (DOCS / "reference" / "house.md").read_text("utf-8")
    rows = re.findall(r"^\| \d+ \| ([^|]+) \|", page, re.MULTILINE)
    assert [re.findall(r"`([\w.]+)`", row) for row in rows] == [
        [room.strip().removeprefix("folkways.") for room in layer.split("|")] for layer in layers
    ]


def test_every_page_is_in_the_navigation_and_every_link_leads_somewhere() -> None:
    listed = set(re.findall(r": ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    assert listed == pages
    broken = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+\.md)", (DOCS / page).read_text("utf-8")):
            if not ((DOCS / page).parent / target).resolve().is_file():
                broken.append((page, target))
    assert broken == []
