"""The stages of a folder of dialogues: each a run of blocks, in a folder named by what decides its result.

A block is a few conversations. What a stage gives of a block is one shard of its main table and of its side tables
(what was left out, the single verdicts); the side tables are written first, so that a shard that is there is whole.
Other settings make another folder, and with it others for all stages that follow; what was made before stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.auditing import AUDIT_SCHEMA, apply_audit
from folkways.dialogues.conversation import TURNS_SCHEMA
from folkways.dialogues.opinion import OPINIONS_SCHEMA, REJECTS_SCHEMA
from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA
from folkways.dialogues.verdict import VERDICTS_SCHEMA, VERIFIED_SCHEMA
from folkways.errors import InputError, RunError
from folkways.runs import Run, digest, write_atomically, write_frame

_RECORD = "dialogues.json"
_FORMAT = 1

#: The stages in their order, with the table of each and its side tables.
TABLES: dict[str, dict[str, dict[str, Any]]] = {
    "seed": {"": SEEDS_SCHEMA, "rejects": REJECTS_SCHEMA},
    "generate": {"": TURNS_SCHEMA},
    "extract": {"": OPINIONS_SCHEMA, "rejects": REJECTS_SCHEMA},
    "verify": {"": VERIFIED_SCHEMA, "verdicts": VERDICTS_SCHEMA, "rejects": REJECTS_SCHEMA},
    "dedupe": {"": UNIQUE_SCHEMA, "rejects": REJECTS_SCHEMA},
}
STAGES = tuple(TABLES)


class Stage:
    """What one stage has made so far.

    Attributes:
        name: of `STAGES`.
        run: its folder.
    """

    def __init__(self, name: str, run: Run) -> None:
        self.name = name
        self.run = run

    @property
    def digest(self) -> str:
        """Of everything that decides what it makes, the stages before it included."""
        return self.run.path.name.rsplit("-", 1)[1]

    def has(self, block: int) -> bool:
        """Whether a block is done."""
        return self.run.shard_path(block).exists()

    def write(self, block: int, frame: pl.DataFrame, seconds: float = 0.0, **sides: pl.DataFrame) -> None:
        """Keep what the stage gave of a block.

        Raises:
            RunError: the block is there already, or the disk is full.
        """
        tables = TABLES[self.name]
        for side, schema in tables.items():
            if side:
                write_frame(self._side(side, block), sides[side].match_to_schema(schema))
        self.run.write(block, frame.match_to_schema(tables[""]), note={"seconds": seconds})

    def drop(self, block: int) -> None:
        """Forget a block, so that it is made again."""
        self.run.shard_path(block).unlink(missing_ok=True)

    def read(self, block: int, side: str = "") -> pl.DataFrame:
        """One table of a block that is done.

        Raises:
            RunError: the file is damaged.
        """
        path = self._side(side, block) if side else self.run.shard_path(block)
        try:
            return pl.read_parquet(path)
        except Exception as error:  # polars raises several unrelated types on a damaged file
            raise RunError(
                "is damaged", where=str(path), mend=f"delete the folder {self.run.path} and give the command again"
            ) from error

    def table(self, side: str = "") -> pl.DataFrame:
        """One table of all blocks that are done, in their order."""
        empty = pl.DataFrame(schema=TABLES[self.name][side])
        return pl.concat([empty, *(self.read(block, side) for block in self.run.done())])

    def _side(self, side: str, block: int) -> Path:
        return self.run.path / side / f"{block:06d}.parquet"


class DialogueFolder:
    """A folder of dialogues: its stages, the dataset, and the store of all calls.

    Args:
        path: the folder; made at the first stage.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def read(cls, path: Path) -> DialogueFolder:
        """The folder of dialogues that is there.

        Raises:
            InputError: there is none.
        """
        if not (path / _RECORD).exists():
            raise InputError(
                "is not a folder of dialogues", where=str(path), mend="make one with `folkways dialogues generate`"
            )
        return cls(path)

    @classmethod
    def make(cls, path: Path) -> DialogueFolder:
        """The folder of dialogues at this place, a new one where nothing is there.

        Raises:
            InputError: something else is there.
        """
        if path.exists() and not (path / _RECORD).exists() and (not path.is_dir() or any(path.iterdir())):
            raise InputError("is not empty and holds no dialogues", where=str(path), mend="choose another --out")
        folder = cls(path)
        folder._write(folder.record())
        return folder

    @property
    def calls(self) -> Path:
        """Where every answer of a model is kept."""
        return self.path / "calls.sqlite"

    @property
    def audit(self) -> Path:
        """What people said of a sample of opinions."""
        return self.path / "audit.parquet"

    def dataset(self, source: str = "verified") -> Path:
        """Where the samples are exported to; baselines each to a folder of their own."""
        return self.path / ("dataset" if source == "verified" else f"dataset-{source}")

    def record(self) -> dict[str, Any]:
        """What the folder was told: survey, models, settings; and which folder each stage stands in.

        Raises:
            RunError: the file is damaged or of a later format.
        """
        file = self.path / _RECORD
        if not file.exists():
            return {"format": _FORMAT, "stages": {}, "told": {}}
        try:
            found = json.loads(file.read_text("utf-8"))
            stages, _told = found["stages"], found["told"]
            if found["format"] != _FORMAT or not isinstance(stages, dict):
                raise ValueError("another format")
        except (ValueError, TypeError, KeyError) as error:
            raise RunError("is damaged", where=str(file), mend="start again in a new folder") from error
        return found

    def tell(self, told: Mapping[str, Any]) -> None:
        """Keep what the folder was told."""
        self._write({**self.record(), "told": dict(told)})

    def open(self, name: str, config: Mapping[str, Any], *, shards: int, aside: bool = False) -> Stage:
        """Start a stage with these settings, or go on with it; from now on it is the folder's stage of that name.

        Later stages that were made upon another one are the folder's no more; they stay on disk, and are taken up again
        with the settings that they were made with.

        Args:
            name: of `STAGES`.
            config: all that decides the result; `upon` is the digest of the stage before.
            shards: how many blocks there are.
            aside: leave the folder's stage of that name as it is: this one is a baseline's.

        Raises:
            RunError: the folder cannot be written.
        """
        folder = self.path / f"{name}-{digest({'config': dict(config), 'shards': shards})[:8]}"
        stage = Stage(name, Run.open(folder, config, shards=shards))
        record = self.record()
        if not aside and record["stages"].get(name) != folder.name:
            before = STAGES[: STAGES.index(name)]
            kept = {other: place for other, place in record["stages"].items() if other in before}
            self._write({**record, "stages": {**kept, name: folder.name}})
        return stage

    def forget(self, stage: Stage, block: int) -> None:
        """Forget a block, and all that was made upon it, in whatever folder, so that it is made again."""
        stage.drop(block)
        for name in STAGES[STAGES.index(stage.name) + 1 :]:
            for place in sorted(self.path.glob(f"{name}-*")):
                later = Stage(name, Run.read(place))
                if later.run.config.get("upon") == stage.digest:
                    self.forget(later, block)

    def stage(self, name: str) -> Stage | None:
        """The folder's stage of that name, None where it has not begun."""
        folder = self.record()["stages"].get(name)
        return None if folder is None else Stage(name, Run.read(self.path / folder))

    def table(self, name: str, side: str = "") -> pl.DataFrame:
        """A table of a stage, as far as it is done; empty where the stage has not begun."""
        stage = self.stage(name)
        return pl.DataFrame(schema=TABLES[name][side]) if stage is None else stage.table(side)

    def verified(self) -> pl.DataFrame:
        """The verified opinions, with what people said of them where an audit was read."""
        found = self.table("verify")
        return apply_audit(found, self.audited(found))

    def audited(self, verified: pl.DataFrame) -> pl.DataFrame:
        """What people said of these opinions; what they said of other texts does not count."""
        if not self.audit.exists():
            return pl.DataFrame(schema=AUDIT_SCHEMA)
        said = pl.read_parquet(self.audit)
        return said.join(verified.select("id", "final"), on=["id", "final"], how="semi").select(list(AUDIT_SCHEMA))

    def keep_audit(self, said: pl.DataFrame, verified: pl.DataFrame) -> None:
        """Keep what people said, with the texts that they saw.

        Args:
            said: `AUDIT_SCHEMA`; verified: the opinions that they were shown, as verification left them.
        """
        shown = said.join(verified.select("id", "final"), on="id", how="left", validate="1:1")
        write_frame(self.audit, shown)

    def rejects(self) -> pl.DataFrame:
        """What was left out, in all stages, with the reasons."""
        return pl.concat([self.table(name, "rejects") for name in self._rejecting()])

    def _rejecting(self) -> Iterator[str]:
        return (name for name, tables in TABLES.items() if "rejects" in tables)

    def _write(self, record: Mapping[str, Any]) -> None:
        data = json.dumps(record, indent=2, ensure_ascii=False).encode()
        write_atomically(self.path / _RECORD, data)
