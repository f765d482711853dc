"""A norm book: the norms of some peoples, in one file that a person can read and mend."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.norms.norm import NORMS_SCHEMA, Norm
from folkways.runs import digest, write_atomically, write_frame

_HEAD = ("survey", "survey_digest", "split_digest", "questions")


@dataclass(frozen=True)
class NormBook:
    """Norms, and what they were mined from.

    Attributes:
        norms: each once, in the order of their rank within population and topic.
        survey, survey_digest: whose answers they rest on; "" where they were written by hand.
        split_digest: the split that they were mined under; "" where every question was used.
        questions: every question whose answers went into the book, by mining or by checking: none of them may be
            scored with it.

    Raises:
        InputError: a norm is there twice.
    """

    norms: tuple[Norm, ...]
    survey: str = ""
    survey_digest: str = ""
    split_digest: str = ""
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for norm in self.norms:
            if norm.id in seen:
                raise InputError(f"norm {norm.id} ({norm.text[:40]!r}) is there twice", mend="keep one of them")
            seen.add(norm.id)

    def __len__(self) -> int:
        return len(self.norms)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row a norm, in `NORMS_SCHEMA`."""
        return pl.DataFrame([norm.to_record() for norm in self.norms], schema=NORMS_SCHEMA)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what the norms say."""
        return digest([norm.to_record() for norm in self.norms])

    def usable(self) -> NormBook:
        """Without the norms that a person rejected or the survey contradicts."""
        kept = tuple(n for n in self.norms if n.status != "rejected" and n.verdict != "contradicted")
        return replace(self, norms=kept)

    def of(self, population: str, *, topic: str | None = None, language: str | None = None) -> tuple[Norm, ...]:
        """The norms of a people, of one topic or language where it is given."""
        return tuple(
            norm
            for norm in self.norms
            if norm.population == population and topic in (None, norm.topic) and language in (None, norm.language)
        )

    def with_norms(self, norms: Iterable[Norm]) -> NormBook:
        """The same book with other norms."""
        return replace(self, norms=tuple(norms))

    def save(self, path: Path) -> None:
        """Write it as YAML (`.yaml`, `.yml`), for reading and mending by hand, or as Parquet (`.parquet`).

        Raises:
            InputError: another ending.
        """
        head = {name: _listed(getattr(self, name)) for name in _HEAD}
        if path.suffix == ".parquet":
            import json

            table = self.frame
            write_frame(path, table)
            write_atomically(path.with_suffix(".json"), json.dumps(head, ensure_ascii=False, indent=1).encode())
            return
        if path.suffix not in (".yaml", ".yml"):
            raise InputError(
                f"a norm book cannot end in {path.suffix!r}", where=str(path), mend="use .yaml or .parquet"
            )
        import yaml

        norms = [{k: v for k, v in norm.to_record().items() if v not in (None, "", [])} for norm in self.norms]
        text = yaml.safe_dump({**head, "norms": norms}, allow_unicode=True, sort_keys=False, width=110)
        write_atomically(path, text.encode())

    @classmethod
    def read(cls, path: Path) -> NormBook:
        """The book that `save` wrote, or that a person wrote by hand.

        Raises:
            InputError: there is none, or a norm in it is wrong: says which.
        """
        head, records = _read(path)
        norms = []
        for place, record in enumerate(records, start=1):
            try:
                norms.append(Norm.from_record(record))
            except (InputError, TypeError, AttributeError) as error:
                what = error.what if isinstance(error, InputError) else f"not a norm ({error})"
                mend = error.mend if isinstance(error, InputError) else "give it at least population and text"
                raise InputError(what, where=f"{path}, norm {place}", mend=mend) from error
        fields = {name: head.get(name) or "" for name in _HEAD[:-1]}
        return cls(tuple(norms), **fields, questions=tuple(head.get("questions") or ()))


def records_of(path: Path) -> list[dict[str, Any]]:
    """The norms of a file as they stand in it, ids included.

    Raises:
        InputError: there is no book.
    """
    return _read(path)[1]


def _read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    import json

    import yaml

    try:
        if path.suffix == ".parquet":
            beside = path.with_suffix(".json")
            head = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
            return head, pl.read_parquet(io.BytesIO(path.read_bytes())).to_dicts()
        head = yaml.safe_load(path.read_text("utf-8"))
        return head, list(head["norms"])
    except FileNotFoundError as error:
        raise InputError("no norm book here", where=str(path), mend="mine one: `folkways norms mine`") from error
    except (ValueError, KeyError, TypeError, yaml.YAMLError, pl.exceptions.PolarsError, OSError) as error:
        raise InputError(
            f"not a norm book ({str(error).splitlines()[0] if str(error) else type(error).__name__})",
            where=str(path),
            mend="a book has a list `norms`, each with population and text",
        ) from error


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
