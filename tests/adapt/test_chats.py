"""Chat records: the door, what is left out, what is learnt, going on after a kill, and what a probe then refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from folkways.adapt import tuning as tuning_module
from folkways.adapt.aids import adapted
from folkways.adapt.chats import Chats, read_chats, turns_of
from folkways.adapt.lora import AdapterRecord, Lora
from folkways.adapt.sft import LEFT_OUT, sft_on_chats
from folkways.adapt.training import Training
from folkways.adapt.turns import Turns
from folkways.cli import app
from folkways.errors import InputError, RunError
from folkways.models.access import Said
from folkways.models.loading import load_local
from folkways.models.rendering import Renderer
from folkways.probes import plan
from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.talk import REASONS, TELL_TALE, chat, fair, leaking, write
from tests.adapt.test_training import Killed, apart, killed_at

pytest.importorskip("trl")
SETTINGS = Training(steps=6, batch=2, save_steps=2, learning_rate=5e-3)
LORA = Lora(rank=4, dropout=0.1)


@pytest.fixture(scope="module")
def folder(survey: Survey, split: Split, tmp_path_factory: pytest.TempPathFactory) -> Path:
    mixed = [*leaking(survey, split)[:3], *fair(survey, split), *leaking(survey, split)[3:]]
    return write(tmp_path_factory.mktemp("chats") / "full", mixed)


@pytest.fixture(scope="module")
def chats(folder: Path) -> Chats:
    return read_chats(folder)


@pytest.fixture(scope="module")
def tuned(base: Path, survey: Survey, split: Split, chats: Chats, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tuned") / "out"
    return sft_on_chats(str(base), survey, split, chats, out, training=SETTINGS, lora=LORA)


def one_file(folder: Path, *lines: Any) -> Path:
    file = folder / "some.jsonl"
    file.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), "utf-8")
    return file


def test_a_folder_a_file_and_bare_messages_are_read_alike(folder: Path, chats: Chats, tmp_path: Path) -> None:
    assert read_chats(folder / "data" / "train.jsonl").frame.equals(chats.frame)
    bare = read_chats(one_file(tmp_path, {"messages": chat("Well.")}, "", {"messages": chat("Well."), "more": 1}))
    assert bare.frame["id"].to_list() == ["some.jsonl:1", "some.jsonl:3"]
    assert bare.questions == bare.populations == [] and bare.licences == ["not stated"]


def test_the_fingerprint_is_of_what_is_learnt_and_not_of_where_it_lies(chats: Chats, folder: Path) -> None:
    moved = read_chats(write(folder.parent / "moved", chats.frame.to_dicts()))
    assert moved.digest == chats.digest
    turned = Chats(chats.frame.reverse(), chats.rejects)
    assert turned.digest != chats.digest


def test_records_of_other_splits_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [{"messages": chat(s), "split": s} for s in ("train", "validation", "test", "train")]
    found = read_chats(one_file(tmp_path, *rows))
    assert found.frame.height == 2
    assert found.counts["left_out"] == {"split test": 1, "split validation": 1}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ('{"messages": [{"role": "user", "content": "half \\ud83d"}]}', "line 2: not JSON"),
        ("[1]", r"line 2: \[1\] is no record"),
        ({}, "line 2: messages is null"),
        ({"messages": []}, r"messages is \[\]"),
        ({"messages": "hello"}, 'messages is "hello"'),
        ({"messages": [{"role": "user"}]}, 'turn 1: {"role": "user"} is no turn'),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "turn 1: .* is no turn"),
        ({"messages": [{"role": "bot", "content": "x"}]}, 'turn 1: role is "bot". Mend: system or user'),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "turn 1: role is .assistant.. Mend: system or user"),
        ({"messages": [*chat("x")[:1], *chat("x")]}, "turn 2: role is .user.. Mend: assistant is to speak"),
        ({"messages": chat("x")[:1]}, "does not have the last word"),
        ({"messages": chat(" \n")}, "turn 2: content is empty"),
        ({"messages": chat("x"), "population": 3}, "population is 3"),
        ({"messages": chat("x"), "split": "dev"}, "split is 'dev'"),
        ({"messages": chat("x"), "sources": "wvs"}, 'sources is "wvs"'),
    ],
)
def test_a_wrong_line_is_refused_with_its_place_its_value_and_the_mend(line: Any, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=says) as error:
        read_chats(one_file(tmp_path, {"messages": chat("fine")}, line))
    assert "some.jsonl, line 2" in str(error.value) and "Mend" in str(error.value) and "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_holds_nothing_or_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no chat records here"):
        read_chats(tmp_path)
    with pytest.raises(InputError, match="holds no chat record"):
        read_chats(one_file(tmp_path, ""))
    with pytest.raises(InputError, match="two records have the id 'a'"):
        read_chats(one_file(tmp_path, *({"id": "a", "messages": chat(s)} for s in "xy")))
    (tmp_path / "some.jsonl").write_bytes(b"\xff\xfe\n")
    with pytest.raises(InputError, match="cannot be read"):
        read_chats(tmp_path / "some.jsonl")


said = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1).filter(str.strip)


@given(st.lists(st.tuples(said, said), min_size=1, max_size=4), st.booleans())
def test_each_turn_of_the_assistant_is_learnt_once_after_all_that_was_said_before(
    pairs: list[tuple[str, str]], system: bool
) -> None:
    first = [{"role": "system", "content": "S"}] if system else []
    messages = [*first, *(m for asked, told in pairs for m in chat(told, asked))]
    found = list(turns_of(messages))
    assert [(prompt.user, told) for prompt, told in found] == pairs
    for i, (prompt, _) in enumerate(found):
        assert prompt.system == ("S" if system else None)
        flat = [Said(role, text) for pair in pairs[:i] for role, text in zip(("user", "assistant"), pair, strict=True)]
        assert list(prompt.before) == flat


def test_what_is_held_out_is_left_out_with_its_reason(chats: Chats, survey: Survey, split: Split) -> None:
    kept = chats.learnable(survey, split)
    assert kept.counts["left_out"] == REASONS and kept.frame.height == len(fair(survey, split))
    assert TELL_TALE not in str(kept.frame.to_dicts())
    assert all(TELL_TALE in text for text in kept.rejects["text"])
    assert set(kept.questions) == set(split.train) and set(kept.populations) == set(split.seen)
    assert kept.learnable(survey, split).frame.equals(kept.frame)


def test_an_unseen_people_may_be_named_where_the_question_names_it(
    survey: Survey, split: Split, tmp_path: Path
) -> None:
    from dataclasses import replace

    first = survey.by_id[split.train[0]]
    named = replace(first, texts={"en": "Do you trust the Marsh people?"})
    asking = Survey(
        "asking", tuple(named if q.id == first.id else q for q in survey.questions), survey.populations, survey.human
    )
    cut = replace(split, survey_digest=asking.digest)
    rows = [
        {"messages": chat("I trust the Marsh people."), "question": q, "population": split.seen[0]}
        for q in split.train[:2]
    ]
    found = read_chats(one_file(tmp_path, *rows)).learnable(asking, cut)
    assert found.questions == [first.id] and found.counts["left_out"] == {"names an unseen people": 1}


def test_populations_that_were_not_asked_for_are_left_out(chats: Chats, survey: Survey, split: Split) -> None:
    found = chats.learnable(survey, split, ["Egypt"])
    assert found.populations == ["EGY"] and found.counts["left_out"]["another people"] > 0


def test_only_what_the_assistant_says_is_learnt_and_nothing_held_out(
    base: Path, survey: Survey, split: Split, chats: Chats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoTokenizer

    batches: list[Any] = []
    run = tuning_module.run

    def looking(trainer: Any, *rest: Any) -> dict[str, Any]:
        batches.extend(trainer.get_train_dataloader())
        return run(trainer, *rest)

    monkeypatch.setattr(tuning_module, "run", looking)
    sft_on_chats(str(base), survey, split, chats, tmp_path / "out", training=Training(steps=1, batch=1), lora=LORA)
    tokenizer: Any = AutoTokenizer.from_pretrained(base)
    renderer = Renderer(tokenizer)
    pairs = [turn for c in chats.learnable(survey, split).frame["messages"].to_list() for turn in turns_of(c)]
    expected = sorted((renderer.text(prompt), f"{told}<|im_end|>") for prompt, told in pairs)
    found = []
    for batch in batches:
        labels, ids = batch["labels"][0], batch["input_ids"][0]
        start = int((labels != -100).nonzero()[0])
        found.append((tokenizer.decode(ids[:start]), tokenizer.decode(labels[labels != -100])))
    assert sorted(found) == expected
    assert TELL_TALE not in str(found)


def test_a_chat_of_several_turns_is_shown_as_the_models_own_template_writes_it(base: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(base)
    turns = Turns(tokenizer)
    talk = [*chat("Because we do.", "Why?", "Be brief."), *chat("Since long ago.", "Since when?")]
    found = [
        (tokenizer.decode(turns.prompt(prompt)), tokenizer.decode(turns.said(told))) for prompt, told in turns_of(talk)
    ]
    for (shown, said_), end in zip(found, (3, 5), strict=True):
        assert shown == tokenizer.apply_chat_template(talk[: end - 1], tokenize=False, add_generation_prompt=True)
        assert shown + said_ == tokenizer.apply_chat_template(talk[:end], tokenize=False).rstrip("\n")


def test_the_command_trains_on_chats_and_says_what_it_left_out(
    folder: Path, base: Path, survey: Survey, split: Split, tmp_path: Path
) -> None:
    survey.save(tmp_path / "survey")
    split.save(tmp_path / "split.json")
    common = ["adapt", "finetune", str(base), str(tmp_path / "survey"), "--split", str(tmp_path / "split.json")]
    told = [*common, "--out", str(tmp_path / "out"), "--chats", str(folder), "--steps", "1", "--json"]
    outcome = CliRunner().invoke(app, [*told, "--method", "sft", "--populations", "EGY"], catch_exceptions=False)
    results = json.loads(outcome.stdout)
    # Two records of each question of the other seen people, and the one that names no people.
    assert results["chats"]["left_out"]["another people"] == len(split.train) * 2 + 1
    record = AdapterRecord.read(Path(results["adapter"]))
    assert record is not None and record.populations == ("EGY",)
    for wrong in (["--method", "dpo"], ["--method", "sft", "--teacher", "smollm2"]):
        with pytest.raises(InputError, match="--chats goes with --method sft"):
            CliRunner().invoke(app, [*told, *wrong], catch_exceptions=False)


def test_the_folder_says_what_was_learnt_and_what_was_left_out(tuned: Path, split: Split, chats: Chats) -> None:
    record = AdapterRecord.read(tuned)
    assert record is not None and record.method == "sft"
    assert set(record.questions) == set(split.train) and set(record.populations) == set(split.seen)
    assert record.results["chats"]["left_out"] == REASONS
    assert record.results["last_loss"] < record.results["first_loss"]
    assert 0 < record.results["learnt_tokens"] < record.results["tokens"]
    assert pl.read_parquet(tuned.parent / LEFT_OUT)["reason"].value_counts()["count"].sum() == sum(REASONS.values())
    card = (tuned / "README.md").read_text()
    assert "chat records" in card and "reasoning traces" not in card and "CC0" in card


def test_a_probe_refuses_what_the_records_named_and_asks_the_rest(
    tuned: Path, base: Path, survey: Survey, split: Split
) -> None:
    model = load_local(str(base), dtype="fp32")
    aid = adapted(model, {"*": tuned}, survey)
    with pytest.raises(InputError, match="has seen the people's answers"):
        plan(model, survey, questions=split.train[:1], aid=aid)
    assert plan(model, survey, questions=split.held_out, aid=aid).cells


def test_a_killed_and_resumed_training_on_chats_ends_where_an_uninterrupted_one_does(
    tuned: Path, base: Path, survey: Survey, split: Split, chats: Chats, tmp_path: Path
) -> None:
    cut = tmp_path / "cut"

    def train(**more: Any) -> Path:
        return sft_on_chats(str(base), survey, split, chats, cut, training=SETTINGS, lora=LORA, **more)

    for step in (3, 5):
        with pytest.raises(Killed):
            train(progress=killed_at(step))
    assert apart(tuned, train()) <= 1e-6
    assert json.loads((cut / "training.json").read_text())["resumed"] == 4
    assert (cut / "losses.csv").read_text() == (tuned.parent / "losses.csv").read_text()
    written = (cut / LEFT_OUT).stat().st_mtime_ns
    train(progress=killed_at(1))
    assert (cut / LEFT_OUT).stat().st_mtime_ns == written
    fewer = Chats(chats.frame.head(9), chats.rejects)
    with pytest.raises(RunError, match="differs in: chats"):
        sft_on_chats(str(base), survey, split, fewer, cut, training=SETTINGS, lora=LORA)


def test_records_of_which_none_may_be_learnt_from_are_refused(
    base: Path, survey: Survey, split: Split, tmp_path: Path
) -> None:
    only = read_chats(write(tmp_path / "only", leaking(survey, split)))
    with pytest.raises(InputError, match=r"no chat record may be learnt from; left out: .*held-out people"):
        sft_on_chats(str(base), survey, split, only, tmp_path / "out", training=SETTINGS)
