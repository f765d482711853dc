"""What a folder of dialogues holds: its conversations and opinions as tables, read once while its files stay as they
are."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.auditing import apply_audit
from folkways.dialogues.sample import SAMPLES_SCHEMA
from folkways.dialogues.stages import TABLES, DialogueFolder
from folkways.dialogues.verdict import STATUSES, VERIFIED_SCHEMA
from folkways.errors import FolkwaysError, RunError
from folkways.web.dialogue_folders import DialogueCard, dataset_files
from folkways.web.fates import FATES, fates
from folkways.web.folder import Stamp
from folkways.web.results import Failure

#: Folders that are kept in memory; one of 5,000 conversations takes about 60 MB.
FOLDERS = 4

_TURNS = ("conversation", "turn", "speaker", "seed", "population", "name", "language", "text", "state", "stop")
_OPINIONS = ("id", "conversation", "turn", "population", "topic", "kind")
_SAMPLES = ("id", "opinion", "split")


@dataclass(frozen=True)
class Talks:
    """A folder of dialogues, as far as its stages are done.

    Attributes:
        conversations: one row each, in the order in which they were held: `conversation`, `block` (in which its tables
            lie), `opening`, `peoples`, `names` and `languages` (of the participants in order), `question`, `topic`,
            `turns` (spoken by participants), `stop`, `text` (all that was said, in lower case), `opinions`, and of each
            fate how many.
        opinions: as `fates` gives them.
        counts: at each stage.
    """

    conversations: pl.DataFrame
    opinions: pl.DataFrame
    counts: dict[str, int]

    def row(self, conversation: str) -> dict[str, Any] | None:
        """The row of a conversation, None where there is none."""
        found = self.conversations.filter(pl.col("conversation") == conversation)
        return found.row(0, named=True) if found.height else None


class TalksRead:
    """Folders of dialogues, read when first looked at, safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Stamp], Talks | Failure] = OrderedDict()

    def of(self, card: DialogueCard) -> Talks | Failure:
        """What the folder holds, or why it cannot be read."""
        if card.state == "damaged":
            return Failure(card.reason)
        key = (card.id, card.stamp)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _read(card)
                while len(self._kept) > FOLDERS:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def _read(card: DialogueCard) -> Talks | Failure:
    try:
        return talks(card.folder)
    except FolkwaysError as error:
        return Failure(str(error))
    except Exception as error:  # a folder that anybody may have changed: whatever is wrong in it is shown as such
        return Failure(f"could not be read ({type(error).__name__}: {error})")


def talks(folder: DialogueFolder) -> Talks:
    """Read a folder of dialogues.

    Raises:
        FolkwaysError: a file is damaged, or the audit is not of these opinions.
    """
    turns = _table(folder, "generate", "", _TURNS).with_columns(pl.col("file").str.extract(r"(\d{6})\.parquet$"))
    verified = _table(folder, "verify", "", tuple(VERIFIED_SCHEMA)).drop("file")
    verified = apply_audit(verified, folder.audited(verified))
    unique, hits = folder.table("dedupe"), folder.table("dedupe", "rejects")
    samples = read_table(dataset_files(folder), _SAMPLES, SAMPLES_SCHEMA).drop("file")
    opinions = fates(
        _table(folder, "extract", "", _OPINIONS).drop("file"), verified, unique, hits, samples
    )  # fmt: skip
    left = _table(folder, "extract", "rejects", ("id",)).height
    return Talks(
        _conversations(turns, folder.table("seed"), opinions), opinions,
        _counts(turns, opinions, left, unique, samples),
    )  # fmt: skip


def read_table(
    files: Sequence[Path], columns: Sequence[str], schema: dict[str, Any], wanted: pl.Expr | None = None
) -> pl.DataFrame:
    """Some columns of several files as one table, with the path of the file in the column `file`.

    Args:
        files: none give an empty table.
        columns: of `schema`.
        wanted: which rows; None for all.

    Raises:
        RunError: a file is damaged.
    """
    if not files:
        return pl.DataFrame(schema={**{name: schema[name] for name in columns}, "file": pl.String})
    try:
        found = pl.scan_parquet(list(files), include_file_paths="file", glob=False).select(*columns, "file")
        return (found if wanted is None else found.filter(wanted)).collect()
    except Exception as error:  # polars raises several unrelated types on a damaged file
        raise RunError(
            f"a file is damaged ({error})", where=str(files[0].parent), mend="give the command that made it again"
        ) from error


def _table(folder: DialogueFolder, name: str, side: str, columns: Sequence[str]) -> pl.DataFrame:
    """As `DialogueFolder.table`, with all files read at a time: five times as fast where there are hundreds."""
    stage = folder.stage(name)
    blocks = [] if stage is None else [stage.run.shard_path(block) for block in stage.run.done()]
    files = [path.parent.parent / side / path.name if side else path for path in blocks]
    return read_table(files, columns, TABLES[name][side])


def _conversations(turns: pl.DataFrame, seeds: pl.DataFrame, opinions: pl.DataFrame) -> pl.DataFrame:
    people = turns.filter(pl.col("speaker") >= 0)
    who = (
        people.group_by("conversation", "speaker", maintain_order=True)
        .agg(pl.col("population", "name", "language", "seed").first())
        .sort("speaker", maintain_order=True)
        .group_by("conversation", maintain_order=True)
        .agg(
            peoples="population", names="name", languages=pl.col("language").unique(maintain_order=True),
            seed=pl.col("seed").first(),
        )
        .join(seeds.select("question", "topic", seed="id").unique("seed"), on="seed", how="left")
        .drop("seed")
    )  # fmt: skip
    held = turns.group_by("conversation", maintain_order=True).agg(
        block=pl.col("file").first().cast(pl.Int64),
        opening=pl.col("text").first(),
        turns=((pl.col("speaker") >= 0) & (pl.col("state") == "spoken")).sum().cast(pl.Int64),
        stop=pl.col("stop").last(),
        text=pl.col("text").filter(pl.col("state") != "failed").str.join("\n").str.to_lowercase(),
    )
    found = opinions.group_by("conversation").agg(
        opinions=pl.len().cast(pl.Int64), **{name: (pl.col("fate") == name).sum().cast(pl.Int64) for name in FATES}
    )
    return (
        held.join(who, on="conversation", how="left", maintain_order="left")
        .join(found, on="conversation", how="left", maintain_order="left")
        .with_columns(pl.col("opinions", *FATES).fill_null(0), pl.col("question", "topic").fill_null(""))
        .with_columns(pl.col("peoples", "names", "languages").fill_null(pl.lit([], pl.List(pl.String))))
    )


def _counts(
    turns: pl.DataFrame, opinions: pl.DataFrame, left: int, unique: pl.DataFrame, samples: pl.DataFrame
) -> dict[str, int]:
    people = turns.filter(pl.col("speaker") >= 0)
    known = samples.filter(pl.col("opinion").is_in(opinions["id"].implode()))
    return {
        "conversations": turns["conversation"].n_unique(),
        **{state: int((people["state"] == state).sum()) for state in ("spoken", "dropped", "failed")},
        "opinions": opinions.height,
        "left": left,
        "verified": opinions.height - opinions["status"].null_count(),
        **{status: int((opinions["status"] == status).sum()) for status in STATUSES},
        "compared": unique.height,
        "unique": unique.filter(pl.col("id") == pl.col("cluster")).height,
        "alike": unique.filter(pl.col("id") != pl.col("cluster")).height,
        "evaluation": opinions.height - opinions["hit"].null_count(),
        "samples": samples.height,
        "sampled": known["opinion"].n_unique(),
        "strangers": samples.height - known.height,
        **{f"fate_{name}": int((opinions["fate"] == name).sum()) for name in FATES},
    }
