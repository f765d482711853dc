"""`folkways dialogues`: from a survey to a dataset, stage by stage and at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from folkways.cli import app
from folkways.dialogues.exporting import read_samples
from folkways.dialogues.profiles import FLAWS
from folkways.dialogues.stages import DialogueFolder
from folkways.errors import InputError
from tests.dialogues.everybody import Everybody

SHORT = ["--populations", "EGY,JOR,LBN,TUN", "--limit", "6", "--turns", "3", "--dtype", "fp32"]
Said = Callable[..., dict[str, object]]


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> list[Everybody]:
    """Every model that is loaded is a scripted one."""
    made: list[Everybody] = []

    def load(name: str, **_: object) -> Everybody:
        made.append(Everybody())
        return made[-1]

    monkeypatch.setattr("folkways.models.load_model", load)
    return made


def said(*arguments: object) -> dict[str, object]:
    result = CliRunner().invoke(app, ["dialogues", *map(str, arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_run_writes_a_dataset_and_the_same_command_asks_nothing_more(tmp_path: Path, models: list[Everybody]) -> None:
    command = ["run", "everybody", "menavalues", "--out", tmp_path / "talk", "--grey", *SHORT]
    first = said(*command)
    assert first["whole"]
    assert read_samples(Path(str(first["dataset"]))).height == sum(
        count for name, count in first.items() if name.startswith("records") and isinstance(count, int)
    )
    again = said(*command)
    assert models[-1].asked == 0
    assert {**again, "calls": first["calls"]} == first


def test_stage_by_stage_is_the_same_as_at_once(tmp_path: Path, models: list[Everybody]) -> None:
    whole = said("run", "everybody", "menavalues", "--out", tmp_path / "whole", "--grey", *SHORT)
    talk = tmp_path / "talk"
    said("generate", "everybody", "menavalues", "--out", talk, *SHORT)
    for stage in ("extract", "verify", "dedupe"):
        said(stage, talk)
    built = said("build", talk, "--grey")
    cards = [Path(str(found["dataset"])) / "README.md" for found in (whole, built)]
    assert cards[0].read_bytes() == cards[1].read_bytes()


def test_calls_stop_at_their_limit(tmp_path: Path, models: list[Everybody]) -> None:
    command = ["run", "everybody", "menavalues", "--out", tmp_path / "talk", "--grey", "--block", "1", *SHORT]
    found = said(*command, "--max-calls", 120)
    assert (found["calls"], found["whole"], models[-1].asked) == (120, False, 120)
    assert "blocks of conversations were done" in (tmp_path / "talk" / "dataset" / "README.md").read_text("utf-8")
    assert read_samples(tmp_path / "talk" / "dataset").height


def test_an_estimate_keeps_nothing(tmp_path: Path, models: list[Everybody]) -> None:
    found = said("run", "everybody", "menavalues", "--out", tmp_path / "talk", "--dry-run", "--price", "1,2", *SHORT)
    assert found["held"] == 2
    assert found["dollars"] == 0  # a model on this machine has no price
    assert "dollars" not in said("run", "everybody", "menavalues", "--out", tmp_path / "talk", "--dry-run", *SHORT)
    assert not (tmp_path / "talk").exists()


def test_the_same_command_again_keeps_what_later_stages_were_told(tmp_path: Path, models: list[Everybody]) -> None:
    talk = tmp_path / "talk"
    command = ["run", "everybody", "menavalues", "--out", talk, "--grey", *SHORT]
    said(*command)
    assert {"EGY"} < set(read_samples(talk / "dataset").filter(split="train")["population"])
    said("build", talk, "--hold-out", "EGY")
    said("verify", talk, "--votes", "6", "--judge", "another")
    said("extract", talk, "--method", "sentences")
    said(*[part for part in command if part != "--grey"])
    told = json.loads((talk / "dialogues.json").read_text("utf-8"))["told"]
    assert told["roles"] == {"judge": "another"}
    assert told["settings"]["verifying"]["votes"] == 6 and told["settings"]["extracting"]["method"] == "sentences"
    assert told["settings"]["building"]["grey"]
    said(*command, "--profile", "culturepark-compat")
    assert "EGY" not in set(read_samples(talk / "dataset").filter(split="train")["population"])


def test_people_decide_over_a_sheet(tmp_path: Path, models: list[Everybody]) -> None:
    talk, sheet = tmp_path / "talk", tmp_path / "sheet.csv"
    said("run", "everybody", "menavalues", "--out", talk, *SHORT)
    said_of = CliRunner().invoke(app, ["dialogues", "audit", str(talk), "--out", str(sheet), "--n", "500"])
    assert said_of.exit_code == 0, said_of.output
    rows = pl.read_csv(sheet, infer_schema=False)
    kept = DialogueFolder.read(talk).table("verify").filter(pl.col("status") == "kept")["id"][0]
    verdict = pl.when(pl.col("id") == kept).then(pl.lit("reject")).otherwise(pl.lit("accept"))
    rows.with_columns(person=verdict).write_csv(sheet)
    found = said("audit", talk, "--read", sheet)
    assert found["answered"] == rows.height
    said("build", talk)
    samples = read_samples(talk / "dataset")
    assert kept not in set(samples["opinion"])
    assert "answered" in (talk / "dataset" / "README.md").read_text("utf-8")


def test_baselines_lie_in_folders_of_their_own(tmp_path: Path, models: list[Everybody]) -> None:
    talk = tmp_path / "talk"
    said("run", "everybody", "menavalues", "--out", talk, *SHORT)
    verified = (talk / "dataset" / "README.md").read_bytes()
    seeds = read_samples(Path(str(said("build", talk, "--source", "seeds")["dataset"])))
    everything = read_samples(Path(str(said("build", talk, "--source", "unverified")["dataset"])))
    assert set(seeds["opinion"]) == {""}
    rejected = DialogueFolder.read(talk).table("verify").filter(pl.col("status") == "rejected")["id"]
    assert set(rejected) & set(everything["opinion"])
    assert not set(rejected) & set(read_samples(talk / "dataset")["opinion"])
    assert (talk / "dataset" / "README.md").read_bytes() == verified
    alone = said("run", "everybody", "menavalues", "--out", tmp_path / "alone", "--grey", "--alone", *SHORT)
    assert alone["conversations"] == 24


def test_the_released_profile_prints_its_flaws_and_the_card_holds_them(tmp_path: Path, models: list[Everybody]) -> None:
    result = CliRunner().invoke(
        app,
        ["dialogues", "run", "everybody", "menavalues", "--out", str(tmp_path / "talk"), "--profile",
         "culturepark-compat", "--grey", *SHORT],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    card = (tmp_path / "talk" / "dataset" / "README.md").read_text("utf-8")
    repeated = (
        "floored mean answers",
        "14 turns always",
        "rewrite checked on the old text",
        "k-means keeps the longest",
    )
    for flaw in FLAWS:
        mark = "repeated" if flaw.name in repeated else "not repeated"
        assert f"{flaw.name} ({mark})" in result.output.replace("\n", " ")
        assert f"| {flaw.name} | {'yes' if flaw.name in repeated else 'no'} |" in card
    turns = DialogueFolder.read(tmp_path / "talk").table("generate").filter(pl.col("speaker") >= 0)
    assert set(turns.group_by("conversation").len()["len"]) == {14}


def test_a_folder_of_something_else_and_a_wrong_language_are_refused(tmp_path: Path, models: list[Everybody]) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="holds no dialogues"):
        said("run", "everybody", "menavalues", "--out", tmp_path, *SHORT)
    with pytest.raises(InputError, match="POPULATION=LANGUAGE"):
        said("run", "everybody", "menavalues", "--out", tmp_path / "talk", "--languages", "Arabic", *SHORT)
    with pytest.raises(InputError, match="not a folder of dialogues"):
        said("extract", tmp_path)
