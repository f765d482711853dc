"""The card of an adapter says what training did, in the form that the hub reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from folkways.adapt.card import model_card
from folkways.adapt.lora import AdapterRecord, Lora, hub_name
from folkways.models.access import ModelInfo
from folkways.surveys import Survey
from folkways.surveys.split import Split


@pytest.fixture
def record(survey: Survey, split: Split) -> AdapterRecord:
    return AdapterRecord.of(
        "sft", ModelInfo("smollm2", "abc", "fp32"), survey, split, questions=split.train[:3],
        populations=["EGY", "NOR"], seed=7, settings={"steps": 12, "lora": Lora(rank=4).to_record()},
        parents={"teacher": "template"},
        results={"last_loss": 1.23456, "seconds": 9.5},
    )  # fmt: skip


def test_the_hub_can_read_its_front_matter(record: AdapterRecord) -> None:
    from huggingface_hub import ModelCard

    data = ModelCard(model_card(record)).data.to_dict()
    assert data["library_name"] == "peft" and data["base_model"] == "HuggingFaceTB/SmolLM2-135M-Instruct"
    assert {"folkways", "lora", "sft"} <= set(data["tags"]) and data["license"] == "other"


def test_it_says_what_the_record_says(record: AdapterRecord, split: Split) -> None:
    card = model_card(record)
    for told in (
        "rank 4, α 16", "CC0", "Nobody (2020). Made up.", "`EGY`, `NOR`", "has seen: 3,", split.digest,
        "| setting: seed | 7 |",
        "| result: last_loss | 1.235 |", "teacher: template", "PeftModel.from_pretrained",
        "folkways probe smollm2 small",
        "Stereotypes", "Not tested",
    ):  # fmt: skip
        assert told in card, told


def test_without_an_evaluation_it_says_that_there_is_none(record: AdapterRecord) -> None:
    assert "None was made" in model_card(record)
    evaluated = model_card(record, "| skill | 0.1 |")
    assert "| skill | 0.1 |" in evaluated and "None was made" not in evaluated


def test_a_survey_without_a_licence_is_not_said_to_have_one(record: AdapterRecord) -> None:
    record.parents["survey"]["licence"] = ""
    assert "not stated; ask its owners" in model_card(record)


def test_the_front_matter_survives_names_that_yaml_would_misread(record: AdapterRecord) -> None:
    from dataclasses import replace

    front = model_card(replace(record, base="owner/model: 7b")).split("---")[1]
    assert yaml.safe_load(front)["base_model"] == "owner/model: 7b"


def test_a_record_is_read_back_as_it_was_written(record: AdapterRecord, tmp_path: Path) -> None:
    record.save(tmp_path)
    assert AdapterRecord.read(tmp_path) == record


def test_only_the_embedded_model_goes_by_another_name() -> None:
    assert hub_name("smollm2") == "HuggingFaceTB/SmolLM2-135M-Instruct"
    assert hub_name("owner/model") == "owner/model"
