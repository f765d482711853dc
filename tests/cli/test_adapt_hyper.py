"""`folkways adapt hyper` from the terminal, on a random model of two layers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from folkways.adapt.hyper.layout import problems
from folkways.cli import app
from folkways.errors import InputError
from tests.adapt.lessons import small_split, small_survey, write_base

pytestmark = pytest.mark.model  # descriptions are read by the embedded encoder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base, a survey and its split."""
    here = tmp_path_factory.mktemp("hyper")
    survey = small_survey()
    write_base(here / "base", survey)
    survey.save(here / "survey")
    small_split(survey).save(here / "split.json")
    return here


def run(*arguments: str) -> str:
    outcome = CliRunner().invoke(app, ["adapt", "hyper", *arguments], catch_exceptions=False)
    assert outcome.exit_code == 0, outcome.output
    return outcome.stdout


def trained(folder: Path, out: Path, *more: str) -> dict:
    base, survey, split = (str(folder / name) for name in ("base", "survey", "split.json"))
    given = ("--split", split, "--steps", "2", "--batch", "1", "--rank", "2", "--json")
    return json.loads(run("train", base, survey, "--out", str(out), *given, *more))


def test_train_then_emit_then_probe(folder: Path, tmp_path: Path) -> None:
    made = trained(folder, tmp_path / "run", "--variant", "square", "--layers", "1")
    assert made["steps"] == 2 and made["hypernetwork"] == str(tmp_path / "run" / "hypernetwork")
    (tmp_path / "words.txt").write_text("The people of the Marsh")
    told = json.loads(
        run("emit", made["hypernetwork"], "--out", str(tmp_path / "marsh"), "--description",
            f"@{tmp_path / 'words.txt'}", "--json")
    )  # fmt: skip
    assert problems(Path(told["adapter"])) == [] and told["milliseconds"] > 0
    record = json.loads((tmp_path / "marsh" / "folkways.json").read_text())
    assert record["parents"]["description"] == "The people of the Marsh"
    arguments = [
        "probe", str(folder / "base"), str(folder / "survey"), "--out", str(tmp_path / "probed"), "--framings",
        "neutral", "--split", str(folder / "split.json"), "--adapter", str(tmp_path / "marsh"), "--dtype", "fp32",
    ]  # fmt: skip
    assert CliRunner().invoke(app, arguments, catch_exceptions=False).exit_code == 0


def test_emit_between_two_descriptions(folder: Path, tmp_path: Path) -> None:
    made = trained(folder, tmp_path / "run")
    run("emit", made["hypernetwork"], "--out", str(tmp_path / "between"), "--description", "Egypt", "--towards",
        "Norway", "--weight", "0.25")  # fmt: skip
    assert "(25% of the way towards:)" in (tmp_path / "between" / "folkways.json").read_text()
    with pytest.raises(InputError, match="cannot be read"):
        run("emit", made["hypernetwork"], "--out", str(tmp_path / "x"), "--description", f"@{tmp_path / 'none'}")


def test_train_on_a_table(folder: Path, tmp_path: Path) -> None:
    rows = [{"description": f"people {i}", "prompt": "How common?", "completion": "Very rare"} for i in range(3)]
    (tmp_path / "table.jsonl").write_text("\n".join(map(json.dumps, rows)))
    made = json.loads(
        run("train", str(folder / "base"), "--table", str(tmp_path / "table.jsonl"), "--out", str(tmp_path / "run"),
            "--steps", "2", "--rank", "2", "--json")
    )  # fmt: skip
    assert made["parameters"] > 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "a survey needs --split"),
        (("--table", "t.jsonl"), "give a survey or --table"),
        (("--split", "split.json", "--variant", "cubic"), "unknown variant 'cubic'"),
        (("--split", "split.json", "--modules", "absent"), "no modules absent"),
        (("--split", "split.json", "--layers", "-1"), "--layers is -1"),
    ],
)
def test_what_cannot_be_trained_is_refused(folder: Path, tmp_path: Path, more: tuple[str, ...], said: str) -> None:
    more = tuple(str(folder / part) if part == "split.json" else part for part in more)
    with pytest.raises(Exception, match=said):
        run("train", str(folder / "base"), str(folder / "survey"), "--out", str(tmp_path / "run"), *more)


def test_eval_without_anybody_held_out_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nobody is held out"):
        run("eval", str(folder / "base"), str(folder / "survey"), "--out", str(tmp_path / "run"))
    with pytest.raises(InputError, match="--seen is -1"):
        run("eval", str(folder / "base"), str(folder / "survey"), "--out", str(tmp_path / "run"), "--hold-out", "marsh",
            "--seen", "-1")  # fmt: skip


def test_eval_prints_the_table_and_writes_the_report(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    arguments = (
        "eval", str(folder / "base"), str(folder / "survey"), "--out", str(out), "--hold-out", "marsh", "--seeds",
        "0,1", "--steps", "2", "--batch", "1", "--rank", "2", "--layers", "1", "--limit", "4", "--dtype", "fp32",
        "--json",
    )  # fmt: skip
    found = json.loads(run(*arguments))
    assert found["verb"] == "adapt hyper eval" and found["groups"] == {"unseen": ["marsh"], "seen": ["EGY"]}
    arms = [line["arm"] for line in found["lines"]]
    assert arms == ["untouched", "diag", "diag:nonsense", "diag:shuffled", "square", "text-to-lora", "per-culture",
                    "described"]  # fmt: skip
    assert (out / "report.html").exists() and (out / "descriptions.json").exists()
    assert {row["over"] for row in found["contrasts"]} == {*arms} - {"diag"}
    again = json.loads(run(*arguments))
    assert again["gains"] == found["gains"] and again["contrasts"] == found["contrasts"]
