"""All stages: what is made, made again, and left when a limit or a kill comes between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from folkways.dialogues.comparing import compare, evaluation_items
from folkways.dialogues.dataset import make_dataset
from folkways.dialogues.estimating import estimate
from folkways.dialogues.exporting import read_samples
from folkways.dialogues.pipeline import Cast, Pipeline
from folkways.dialogues.record import Hand
from folkways.dialogues.settings import Building, Deduplicating, Extracting, Settings, Talking
from folkways.dialogues.stages import DialogueFolder
from folkways.models.call_store import CallStore
from folkways.models.recorded import Recorded
from folkways.models.spending import Allowance
from tests.dialogues.everybody import Everybody
from tests.dialogues.talkers import survey

SURVEY = survey(4)
SETTINGS = Settings(
    talking=Talking(limit=4, turns=4, block=3), extracting=Extracting(method="sentences"),
    deduplicating=Deduplicating(meaning=None), building=Building(grey=True, validation=0.25),
)  # fmt: skip


def through(
    place: Path, *, dies: int | None = None, most: int | None = None, settings: Settings = SETTINGS
) -> tuple[Pipeline, Everybody, bool]:
    folder = DialogueFolder.make(place)
    model = Everybody(dies)
    recorded = Recorded(model, CallStore(folder.calls), allowance=Allowance(most))
    pipeline = Pipeline(folder, SURVEY, settings, Cast.of(recorded))
    return pipeline, model, pipeline.run()


def dataset(pipeline: Pipeline, settings: Settings = SETTINGS) -> dict[str, bytes]:
    compare(pipeline.folder, settings, evaluation_items(SURVEY, None, ()), None)
    place, _ = make_dataset(pipeline.folder, SURVEY, settings, hands=[Hand("speakers", "everybody", "1")])
    return {str(file.relative_to(place)): file.read_bytes() for file in sorted(place.rglob("*")) if file.is_file()}


def test_killed_twice_and_gone_on_with_the_dataset_is_the_same_to_the_byte(tmp_path: Path) -> None:
    whole, model, done = through(tmp_path / "whole")
    assert done
    expected = dataset(whole)
    assert read_samples(whole.folder.dataset()).height > 0
    for dies in (model.asked // 5, model.asked // 2):
        with pytest.raises(KeyboardInterrupt):
            through(tmp_path / "killed", dies=dies)
    again, last, done = through(tmp_path / "killed")
    assert done
    assert last.asked < model.asked
    assert dataset(again) == expected


def test_other_settings_of_a_stage_ask_only_what_follows(tmp_path: Path) -> None:
    _, first, _ = through(tmp_path)
    _, same, _ = through(tmp_path)
    assert same.asked == 0
    other = replace(SETTINGS, verifying=replace(SETTINGS.verifying, votes=6))
    _, later, _ = through(tmp_path, settings=other)
    assert 0 < later.asked < first.asked
    _, back, _ = through(tmp_path)
    assert back.asked == 0


def test_a_limit_of_calls_stops_at_it_with_a_dataset_as_far_as_it_goes(tmp_path: Path) -> None:
    _, free, _ = through(tmp_path / "free")
    limit = free.asked * 2 // 3
    stopped, model, done = through(tmp_path / "held", most=limit)
    assert not done
    assert stopped.stopped is not None
    assert model.asked == limit
    found = dataset(stopped)
    assert b"blocks of conversations were done" in found["README.md"]
    samples = read_samples(stopped.folder.dataset())
    assert 0 < samples["conversation"].n_unique() < len(stopped.plans)
    again, rest, done = through(tmp_path / "held", most=free.asked)
    assert done
    assert rest.asked <= free.asked - limit
    assert read_samples_of(again).height > samples.height


def read_samples_of(pipeline: Pipeline) -> pl.DataFrame:
    dataset(pipeline)
    return read_samples(pipeline.folder.dataset())


def test_every_sample_leads_back_to_characters_of_a_turn(tmp_path: Path) -> None:
    pipeline, _, _ = through(tmp_path)
    samples = read_samples_of(pipeline)
    folder = pipeline.folder
    turns = {(c, t): text for c, t, text in folder.table("generate").select("conversation", "turn", "text").iter_rows()}
    opinions = {row["id"]: row for row in folder.table("extract").iter_rows(named=True)}
    verified = {row["id"]: row for row in folder.verified().iter_rows(named=True)}
    assert samples.height
    for row in samples.iter_rows(named=True):
        opinion = opinions[row["opinion"]]
        turn = turns[opinion["conversation"], opinion["turn"]]
        assert turn[opinion["start"] : opinion["end"]] == opinion["text"]
        said = verified[row["opinion"]]
        assert said["status"] == "rewritten" or said["final"] == opinion["text"]
        assert said["final"].strip() in row["messages"][-1]["content"]


def test_nothing_is_lost_between_turns_and_samples(tmp_path: Path) -> None:
    pipeline, _, _ = through(tmp_path)
    samples, folder = read_samples_of(pipeline), pipeline.folder
    _, left = make_dataset(folder, SURVEY, SETTINGS, hands=[])
    opinions = set(folder.table("extract")["id"])
    assert opinions == set(folder.verified()["id"])
    assert opinions == set(samples["opinion"]) | set(left["id"]) | set(folder.table("dedupe", "rejects")["id"])


def test_an_estimate_scales_what_two_conversations_took(tmp_path: Path) -> None:
    model = Recorded(Everybody(), CallStore(None))
    cast = replace(Cast.of(model), meters=(model.meter,))
    found = estimate(tmp_path, SURVEY, SETTINGS, cast)
    _, whole, _ = through(tmp_path / "whole")
    assert found.held == 2
    assert found.calls == pytest.approx(whole.asked, rel=0.35)
    assert set(found.stages) == {"generate", "extract", "verify"}
    assert found.read > found.written > 0
