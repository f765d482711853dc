"""All stages: what is made, made again, and left when a limit or a kill comes between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from folkways.dialogues.auditing import AUDIT_SCHEMA
from folkways.dialogues.comparing import compare, items_of_files
from folkways.dialogues.dataset import make_dataset
from folkways.dialogues.estimating import estimate
from folkways.dialogues.exporting import read_samples
from folkways.dialogues.pipeline import Cast, Pipeline
from folkways.dialogues.record import Hand
from folkways.dialogues.settings import Building, Deduplicating, Extracting, Settings, Talking
from folkways.dialogues.stages import DialogueFolder
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.models.call_store import CallStore
from folkways.models.recorded import Recorded
from folkways.models.spending import Allowance, Meter, Price
from tests.dialogues.everybody import Everybody
from tests.dialogues.talkers import survey

SURVEY = survey(4)
SETTINGS = Settings(
    talking=Talking(limit=4, turns=4, block=3), extracting=Extracting(method="sentences"),
    deduplicating=Deduplicating(meaning=None), building=Building(grey=True, validation=0.25),
)  # fmt: skip
NO_ITEMS = items_of_files([])


def through(
    place: Path, *, dies: int | None = None, most: int | None = None, settings: Settings = SETTINGS
) -> tuple[Pipeline, Everybody, bool]:
    folder = DialogueFolder.make(place)
    model = Everybody(dies)
    recorded = Recorded(model, CallStore(folder.calls), allowance=Allowance(most))
    pipeline = Pipeline(folder, SURVEY, settings, Cast.of(recorded))
    return pipeline, model, pipeline.run()


def made(
    pipeline: Pipeline, settings: Settings = SETTINGS, items: pl.DataFrame = NO_ITEMS
) -> tuple[Path, pl.DataFrame]:
    stage = compare(pipeline.folder, settings, items, None)
    hands = [Hand("speakers", "everybody", "1")]
    return make_dataset(pipeline.folder, SURVEY, settings, compared=stage, hands=hands, items=items)


def dataset(pipeline: Pipeline, settings: Settings = SETTINGS) -> dict[str, bytes]:
    place, _ = made(pipeline, settings)
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
    _, left = made(pipeline)
    opinions = set(folder.table("extract")["id"])
    assert opinions == set(folder.verified()["id"])
    assert opinions == set(samples["opinion"]) | set(left["id"]) | set(folder.table("dedupe", "rejects")["id"])


def test_an_estimate_scales_what_two_conversations_took(tmp_path: Path) -> None:
    model = Recorded(Everybody(), CallStore(None), meter=Meter(Price(1.0, 2.0)))
    free = Recorded(Everybody(), CallStore(None))
    cast = replace(Cast.of(model), judge=free, rewriter=free, meters=(model.meter, free.meter))
    found = estimate(tmp_path, SURVEY, SETTINGS, cast)
    _, whole, _ = through(tmp_path / "whole")
    assert found.held == 2
    assert found.calls == pytest.approx(whole.asked, rel=0.35)
    assert set(found.stages) == {"generate", "extract", "verify"}
    assert found.read > found.written > 0
    assert found.dollars == pytest.approx(sum(stage.dollars for stage in found.stages.values()))
    assert found.stages["verify"].dollars == 0 < found.stages["verify"].read
    talk = found.stages["generate"]
    assert talk.dollars == pytest.approx((talk.read + 2 * talk.written) / 1e6)


def test_what_was_made_upon_other_conversations_is_no_more_of_the_folder(tmp_path: Path) -> None:
    pipeline, _, _ = through(tmp_path)
    first = pipeline.folder.table("extract")
    longer = replace(SETTINGS, talking=replace(SETTINGS.talking, tokens=99))
    cast = Cast.of(Recorded(Everybody(), CallStore(None)))
    assert Pipeline(pipeline.folder, SURVEY, longer, cast).run(until="generate")
    assert pipeline.folder.table("extract").is_empty()
    assert pipeline.folder.table("verify").is_empty()
    again, model, _ = through(tmp_path)
    assert model.asked == 0
    assert again.folder.table("extract").equals(first)


class Failing:
    """Everybody, of whose answers the first to a prompt that holds some words fails."""

    def __init__(self, words: str) -> None:
        self._model = Everybody()
        self._words = words
        self.failed = 0

    @property
    def info(self) -> ModelInfo:
        return self._model.info

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return self._model.count_tokens(prompts)

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        return self._model.generate(prompts, max_tokens=max_tokens)

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        return self._model.sample(prompts, max_tokens=max_tokens, n=n, seed=seed, temperature=temperature)

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        found: list[LabelScores | Failure] = []
        for prompt, scores in zip(prompts, self._model.score(prompts, labels), strict=True):
            fails = not self.failed and self._words in prompt.user
            self.failed += fails
            found.append(Failure("timeout", "no answer in 120 s") if fails else scores)
        return found


def test_a_failed_call_is_asked_again_by_whatever_command_and_nothing_made_upon_it_stays(tmp_path: Path) -> None:
    whole, _, _ = through(tmp_path / "whole")
    folder = DialogueFolder.make(tmp_path / "failing")
    store = CallStore(folder.calls)
    model = Failing("At home")
    Pipeline(folder, SURVEY, SETTINGS, Cast.of(Recorded(model, store))).run()
    assert model.failed == 1
    assert (folder.rejects()["reason"] == "failed call").sum() == 1
    cast = Cast.of(Recorded(Everybody(), store))
    Pipeline(folder, SURVEY, SETTINGS, cast).run(until="extract")
    Pipeline(folder, SURVEY, SETTINGS, cast).run()
    for name in ("generate", "extract", "verify"):
        assert folder.table(name).equals(whole.folder.table(name)), name


def test_what_people_said_of_another_text_does_not_count(tmp_path: Path) -> None:
    pipeline, _, _ = through(tmp_path)
    folder = pipeline.folder
    verified = folder.table("verify")
    one, other = verified.filter(pl.col("status") == "kept")["id"].head(2)
    said = pl.DataFrame({"id": [one, other], "person": ["reject", "reject"], "note": [None, None]}, schema=AUDIT_SCHEMA)
    folder.keep_audit(said, verified.with_columns(pl.when(pl.col("id") != other).then("final").alias("final")))
    found = folder.verified()
    assert found.filter(pl.col("person") == "reject")["id"].to_list() == [one]
    assert "1 of 1 answered" in dataset(pipeline)["README.md"].decode()


def test_an_evaluation_item_in_the_users_turn_keeps_the_record_out(tmp_path: Path) -> None:
    pipeline, _, _ = through(tmp_path)
    wording = SURVEY.questions[0].text("en")  # the other questions differ from it by four characters
    items = pl.DataFrame({"id": ["mine:1"], "text": [wording]})
    assert made(pipeline)[0].exists()
    with pytest.raises(InputError, match="evaluation item"):
        made(pipeline, items=items)


def test_too_few_questions_for_a_validation_side_still_give_a_dataset(tmp_path: Path) -> None:
    one = replace(SETTINGS, talking=replace(SETTINGS.talking, limit=1))
    pipeline, _, _ = through(tmp_path, settings=one)
    place, _ = made(pipeline, one)
    assert set(read_samples(place)["split"]) == {"train"}
    assert "No validation side" in (place / "README.md").read_text("utf-8")


def test_one_who_writes_alone_writes_as_often_as_told(tmp_path: Path) -> None:
    for times in (1, 3):
        alone = replace(SETTINGS, talking=replace(SETTINGS.talking, alone=True, conversations=times))
        pipeline, _, _ = through(tmp_path, settings=alone)
        assert pipeline.folder.table("generate").height == times * pipeline.seeds.height
