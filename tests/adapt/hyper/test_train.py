"""Training: it learns what descriptions tell apart, goes on after a kill, and keeps what is held out away."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import torch
from safetensors.torch import load_file

from folkways.adapt.hyper.describing import describe
from folkways.adapt.hyper.description import Description, Descriptions
from folkways.adapt.hyper.emit import between, emit
from folkways.adapt.hyper.layout import problems
from folkways.adapt.hyper.stored import Stored
from folkways.adapt.hyper.tables import read_table, table_of_chats
from folkways.adapt.hyper.train import FOLDER, Form, train, train_on_table
from folkways.adapt.lora import AdapterRecord
from folkways.adapt.training import Training
from folkways.encoders import TextEncoder, load_encoder
from folkways.errors import InputError, PopulationError, RunError
from folkways.models.loading import load_local
from folkways.surveys import Survey
from folkways.surveys.split import Split, split_survey

FORM = Form(rank=4, latent=16)
SHORT = Training(steps=6, batch=1, learning_rate=1e-2, save_steps=2)


class Letters:
    """Texts as vectors without a model: how often each letter occurs."""

    name = "letters"

    def encode(self, texts: Any) -> np.ndarray:
        found = np.array([[text.lower().count(chr(97 + i)) for i in range(26)] for text in texts], np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def told(survey: Survey, split: Split) -> Descriptions:
    return describe(survey, split)


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return Letters()


def learn(base: Path, survey: Survey, split: Split, told: Descriptions, out: Path, **more: Any) -> Path:
    settings = {"form": FORM, "training": SHORT, **more}
    return train(str(base), survey, split, told, Letters(), out=out, **settings)


def test_it_leaves_weights_settings_a_record_and_a_card_and_no_pickle(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    folder = learn(base, survey, split, told, tmp_path / "run")
    assert {f.name for f in folder.iterdir()} == {
        "hypernetwork.safetensors", "hypernetwork.json", "descriptions.json", "folkways.json", "README.md",
    }  # fmt: skip
    assert not [f for f in (tmp_path / "run").rglob("*") if f.suffix in (".bin", ".pt", ".pth", ".pkl")]
    record = AdapterRecord.read(folder)
    assert record is not None and set(record.populations) == {"EGY", "NOR"} and record.questions == split.train
    assert record.results["parameters"] == Stored.read(folder).network.trained()
    assert "hypernetwork (diag)" in (folder / "README.md").read_text()


def test_descriptions_of_the_unseen_are_not_learnt_with(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    stored = Stored.read(learn(base, survey, split, told, tmp_path))
    assert {item.population for item in stored.descriptions.items} == {"EGY", "NOR"}
    assert {item.part for item in stored.descriptions.items} == {"training"}


@pytest.fixture(scope="module")
def apart(survey: Survey) -> tuple[Survey, Split]:
    """The small survey, but Egypt answers in the middle of every scale and Norway at its ends, in whichever order."""
    middle = pl.col("option").is_in(["2", "3"])
    egypt = pl.when(middle).then(0.45).otherwise(0.05)
    share = pl.when(pl.col("population") == "NOR").then(0.5 - egypt).otherwise(egypt)
    found = replace(survey, human=survey.human.with_columns(share=share))
    return found, split_survey(found, populations=["marsh"], seed=1)


@pytest.mark.parametrize(("variant", "rate"), [("diag", 1e-2), ("square", 1e-2), ("text-to-lora", 3e-3)])
def test_it_learns_to_tell_peoples_apart_by_their_descriptions(
    base: Path, apart: tuple[Survey, Split], tmp_path: Path, variant: str, rate: float
) -> None:
    """The very question that names nobody: each people is nearer under its own description than under the other's."""
    from folkways.alignment import align
    from folkways.probes import Aid, probe

    survey, split = apart
    told = describe(survey, split)
    folder = learn(
        base, survey, split, told, tmp_path / "run", form=replace(FORM, variant=variant),
        training=replace(SHORT, steps=150, batch=2, save_steps=200, learning_rate=rate),
    )  # fmt: skip
    results = json.loads((tmp_path / "run" / "training.json").read_text())
    assert results["last_loss"] < results["first_loss"] - 0.5
    seen = ("EGY", "NOR")
    for people in seen:
        emit(folder, told.of(people, "training")[0].text, tmp_path / people, encoder=Letters())
    model = load_local(str(base), dtype="fp32")
    model.adapt({people: tmp_path / people for people in seen})
    scores = []
    for whose in (seen, seen[::-1]):
        aid = Aid("words", adapters=dict(zip(seen, whose, strict=True)), apart=True)
        asked: dict[str, Any] = {"populations": seen, "questions": split.train, "framings": ["neutral"]}
        answers = probe(model, survey, aid=aid, **asked)
        scores.append(align(answers, survey, replicates=0).cells["score"].mean())
    assert scores[0] > scores[1] + 0.1


def test_a_training_that_was_cut_goes_on_to_the_same_numbers(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    whole = learn(base, survey, split, told, tmp_path / "whole")

    def cut(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(base, survey, split, told, tmp_path / "cut", progress=cut)
    again = learn(base, survey, split, told, tmp_path / "cut")
    assert json.loads((tmp_path / "cut" / "training.json").read_text())["resumed"] == 4
    one, other = (load_file(folder / "hypernetwork.safetensors") for folder in (whole, again))
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert not (tmp_path / "cut" / "checkpoints").exists()


def test_a_checkpoint_holds_the_hypernetwork_and_not_the_base(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    def cut(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(base, survey, split, told, tmp_path, progress=cut)
    names = load_file(tmp_path / "checkpoints" / "checkpoint-2" / "model.safetensors")
    assert not [name for name in names if "embed_tokens" in name or "mlp" in name]


def test_another_training_in_the_same_folder_is_refused(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    learn(base, survey, split, told, tmp_path)
    with pytest.raises(RunError, match="holds another run"):
        learn(base, survey, split, told, tmp_path, form=replace(FORM, variant="square"))


def test_an_unseen_people_is_learnt_from_by_per_culture_alone(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    own = learn(
        base, survey, split, told, tmp_path / "own", form=replace(FORM, variant="per-culture"), populations=["marsh"]
    )
    assert AdapterRecord.read(own).populations == ("marsh",)  # type: ignore[union-attr]
    with pytest.raises(InputError, match="knows no people 'EGY'"):
        emit(own, "EGY", tmp_path / "adapter")
    with pytest.raises(PopulationError):
        learn(base, survey, split, told, tmp_path / "diag", populations=["marsh"])


def test_a_description_that_rests_on_a_held_out_question_is_refused(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    leak = Descriptions((*told.items, Description("EGY", "Most say so.", questions=(split.held_out[0],))))
    with pytest.raises(InputError, match="held-out questions would be used for descriptions"):
        learn(base, survey, split, leak, tmp_path)


def test_what_is_emitted_says_where_it_comes_from_and_refuses_its_questions(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    from folkways.adapt.aids import adapted

    folder = learn(base, survey, split, told, tmp_path / "run")
    made = emit(folder, "The people of Sudan <b>", tmp_path / "adapter", encoder=Letters())
    assert problems(tmp_path / "adapter") == [] and made["bytes"] > 0 and made["milliseconds"] > 0
    record = AdapterRecord.read(tmp_path / "adapter")
    assert record is not None and record.parents["description"] == "The people of Sudan <b>"
    assert "> The people of Sudan" in (tmp_path / "adapter" / "README.md").read_text()
    aid = adapted(load_local(str(base), dtype="fp32"), {"*": tmp_path / "adapter"}, survey)
    with pytest.raises(InputError, match="has seen the people's answers"):
        aid.refuse([split.train[0]])


def test_between_two_descriptions(base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path) -> None:
    folder = learn(base, survey, split, told, tmp_path / "run", training=replace(SHORT, steps=20, save_steps=50))
    stored = Stored.read(folder)
    one, other = stored.vectors(["people of Egypt", "zzz"], Letters())
    assert torch.allclose(between(one, other, 0.0), one) and torch.allclose(between(one, other, 1.0), other)
    assert between(one, other, 0.5).norm() == pytest.approx(one.norm().item(), rel=1e-5)
    tensors = []
    for weight in (0.0, 0.5, 1.0):
        out = tmp_path / str(weight)
        emit(folder, "people of Egypt", out, towards="zzz", weight=weight, encoder=Letters())
        tensors.append(load_file(out / "adapter_model.safetensors"))
    name = next(name for name in tensors[0] if "lora_A" in name)
    first, middle, last = (found[name] for found in tensors)
    emit(folder, "zzz", tmp_path / "end", encoder=Letters())
    assert torch.allclose(last, load_file(tmp_path / "end" / "adapter_model.safetensors")[name], atol=1e-6)
    assert not torch.allclose(middle, first, atol=1e-6) and not torch.allclose(middle, last, atol=1e-6)
    with pytest.raises(InputError, match=r"weight 0\.5 towards"):
        emit(folder, "a", tmp_path / "none", weight=0.5, encoder=Letters())
    with pytest.raises(InputError, match="description is empty"):
        emit(folder, " ", tmp_path / "none", encoder=Letters())


def test_completions_of_a_table_are_learnt(base: Path, tmp_path: Path) -> None:
    rows = [
        {
            "description": "people of the sea",
            "prompt": "How common is helping a neighbour?",
            "completion": "Very common",
        },
        {
            "description": "people of the hills",
            "prompt": "How common is helping a neighbour?",
            "completion": "Very rare",
        },
    ]
    file = tmp_path / "table.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    table = read_table(file, "CC0")
    folder = train_on_table(
        str(base), table, Letters(), out=tmp_path / "run", form=FORM,
        training=replace(SHORT, steps=60, batch=2, save_steps=100),
    )  # fmt: skip
    results = json.loads((tmp_path / "run" / "training.json").read_text())
    assert results["last_loss"] < 0.7 * results["first_loss"]
    record = AdapterRecord.read(folder)
    assert record is not None and record.parents["table"] == table.digest and record.survey == ""
    assert "completions, each with a description" in (folder / "README.md").read_text()
    emit(folder, "people of the sea", tmp_path / "adapter", encoder=Letters())
    with pytest.raises(InputError, match="per-culture reads no descriptions"):
        train_on_table(str(base), table, Letters(), out=tmp_path / "x", form=replace(FORM, variant="per-culture"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 1: not JSON"),
        ('{"description": "a", "prompt": "b"}', "line 1: completion is no text"),
        ('{"description": "a", "prompt": "b", "completion": 3}', "line 1: a part is no text"),
        ("[]", "line 1: description is no text"),
        ("", "holds no completion"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "table.jsonl").write_text(line)
    with pytest.raises(InputError) as refused:
        read_table(tmp_path / "table.jsonl")
    assert said in str(refused.value)


def test_completions_that_are_too_long_are_left_out(base: Path, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(json.dumps({"description": "a", "prompt": "b " * 400, "completion": "c"}))
    with pytest.raises(InputError, match="no completion fits into 100 tokens"):
        train_on_table(
            str(base), read_table(tmp_path / "t.jsonl"), Letters(), out=tmp_path / "run", form=FORM,
            training=replace(SHORT, max_length=100),
        )  # fmt: skip


def test_chat_records_become_a_table_with_descriptions_of_their_peoples(
    survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    from folkways.adapt.chats import read_chats

    def record(people: str, said: str) -> str:
        turns = [{"role": "user", "content": "What of it?"}, {"role": "assistant", "content": said}]
        return json.dumps({"population": people, "messages": turns, "licence": "CC0"})

    lines = [record("EGY", "Very common."), record("NOR", "Rather rare."), record("marsh", "Never.")]
    (tmp_path / "train.jsonl").write_text("\n".join(lines) + "\n")
    table = table_of_chats(read_chats(tmp_path).learnable(survey, split), told)
    said = {(table.descriptions.items[n].population, text) for n, _, text in table.rows}
    assert said == {("EGY", "Very common."), ("NOR", "Rather rare.")} and table.licence == "CC0"


def test_a_damaged_or_absent_hypernetwork_is_named(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no hypernetwork here"):
        Stored.read(tmp_path)
    folder = learn(base, survey, split, told, tmp_path / "run")
    assert folder.name == FOLDER
    (folder / "hypernetwork.safetensors").write_bytes(b"no")
    with pytest.raises(InputError, match="the hypernetwork is damaged"):
        Stored.read(folder)


@pytest.mark.model
def test_the_embedded_encoder_tells_descriptions_apart(told: Descriptions) -> None:
    vectors = load_encoder().encode([item.text for item in told.items])
    assert vectors.shape[1] == 384 and np.linalg.matrix_rank(vectors) > 3


def test_completions_of_a_survey_keep_its_questions_from_being_scored(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path
) -> None:
    from folkways.adapt.chats import read_chats

    turns = [{"role": "user", "content": "What of it?"}, {"role": "assistant", "content": "Very common."}]
    line = {"population": "EGY", "question": split.train[0], "messages": turns, "licence": "CC0"}
    (tmp_path / "train.jsonl").write_text(json.dumps(line))
    table = table_of_chats(read_chats(tmp_path).learnable(survey, split), told)
    given: dict[str, Any] = {"out": tmp_path / "run", "form": FORM, "training": replace(SHORT, steps=1)}
    folder = train_on_table(str(base), table, Letters(), of=(survey, split), **given)
    record = AdapterRecord.read(folder)
    assert record is not None and record.questions == (split.train[0],) and record.populations == ("EGY",)
    leak = replace(table, questions=(split.held_out[0],))
    with pytest.raises(InputError, match="held-out questions would be used for completions"):
        train_on_table(str(base), leak, Letters(), of=(survey, split), **{**given, "out": tmp_path / "leak"})


def test_another_encoder_is_passed_over(
    base: Path, survey: Survey, split: Split, told: Descriptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Others(Letters):
        name = "others"

        def encode(self, texts: Any) -> np.ndarray:
            raise AssertionError("these vectors were not learnt with")

    monkeypatch.setattr("folkways.adapt.hyper.stored.load_encoder", lambda name: {"letters": Letters()}[name])
    stored = Stored.read(learn(base, survey, split, told, tmp_path))
    assert torch.equal(stored.vectors(["a sea"], Others()), stored.vectors(["a sea"], Letters()))
