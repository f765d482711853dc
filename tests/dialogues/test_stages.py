"""A folder of dialogues: blocks that are whole or not there, and stages named by what decides them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from folkways.dialogues.opinion import OPINIONS_SCHEMA, REJECTS_SCHEMA
from folkways.dialogues.stages import TABLES, DialogueFolder
from folkways.errors import FolkwaysError, InputError


def rows(schema: dict[str, Any], **values: object) -> pl.DataFrame:
    return pl.DataFrame([{name: values.get(name) for name in schema}], schema=schema)


def test_other_settings_make_another_folder_and_the_old_one_stays(tmp_path: Path) -> None:
    folder = DialogueFolder(tmp_path / "talk")
    first = folder.open("extract", {"method": "json"}, shards=2)
    first.write(0, rows(OPINIONS_SCHEMA, id="o1"), rejects=rows(REJECTS_SCHEMA, id="r1"))
    second = folder.open("extract", {"method": "sentences"}, shards=2)
    assert first.digest != second.digest
    assert folder.table("extract").is_empty()
    again = folder.open("extract", {"method": "json"}, shards=2)
    assert again.has(0)
    assert not again.has(1)
    assert folder.table("extract")["id"].to_list() == ["o1"]
    assert folder.rejects()["id"].to_list() == ["r1"]


def test_a_block_is_whole_once_its_shard_is_there(tmp_path: Path) -> None:
    stage = DialogueFolder(tmp_path).open("extract", {}, shards=1)
    with pytest.raises(KeyError):
        stage.write(0, rows(OPINIONS_SCHEMA, id="o1"))
    assert not stage.has(0)


def test_a_dropped_block_is_made_again(tmp_path: Path) -> None:
    stage = DialogueFolder(tmp_path).open("extract", {}, shards=1)
    for text in ("one", "two"):
        stage.write(0, rows(OPINIONS_SCHEMA, id=text), rejects=rows(REJECTS_SCHEMA, id=text))
        assert stage.table()["id"].to_list() == stage.table("rejects")["id"].to_list() == [text]
        stage.drop(0)
    assert stage.table().is_empty()


def test_tables_of_stages_that_have_not_begun_are_empty(tmp_path: Path) -> None:
    folder = DialogueFolder(tmp_path)
    for name, tables in TABLES.items():
        for side, schema in tables.items():
            assert dict(folder.table(name, side).schema) == schema


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    stage = DialogueFolder(tmp_path).open("extract", {}, shards=1)
    stage.write(0, rows(OPINIONS_SCHEMA, id="o1"), rejects=rows(REJECTS_SCHEMA))
    stage.run.shard_path(0).write_bytes(b"no parquet")
    with pytest.raises(FolkwaysError, match=r"000000\.parquet"):
        stage.table()
    (tmp_path / "dialogues.json").write_text("{}")
    with pytest.raises(FolkwaysError, match="damaged"):
        DialogueFolder(tmp_path).record()
    with pytest.raises(InputError, match="not a folder of dialogues"):
        DialogueFolder.read(tmp_path / "elsewhere")
