"""What the columns of a file of respondents mean."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from folkways.errors import SurveyError
from folkways.runs import write_atomically
from folkways.surveys.question import Scale, canonical_code


@dataclass(frozen=True, slots=True)
class Item:
    """One question's column.

    Attributes:
        column: its name in the file.
        text: the wording; empty where it may not be reproduced, then the label stands for it.
        options: code → text, in scale order; empty to take the file's own value labels.
        scale: ordinal or nominal.
        missing: code → reason, for codes that are no answer (refused, not asked): excluded and counted by reason.
        aside: codes that are an answer outside the scale ("don't know"): kept as non-substantive options.
        topic: as the report should show it.
        unnamed: codes of points between named ends, which the survey itself does not word.

    Raises:
        SurveyError: a code is an option and something else as well.
    """

    column: str
    text: str
    options: Mapping[str, str] = field(default_factory=dict)
    scale: Scale = "ordinal"
    missing: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    unnamed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        kinds = {"an option": self.options, "aside": self.aside, "missing": self.missing}
        for i, (kind, codes) in enumerate(kinds.items()):
            for other, others in list(kinds.items())[i + 1 :]:
                both = [code for code in codes if code in others]
                if both:
                    raise SurveyError(
                        f"code {both[0]} is both {kind} and {other}",
                        where=f"codebook, question {self.column}",
                        mend="give every code one meaning",
                    )


@dataclass(frozen=True, slots=True)
class Codebook:
    """How a file of respondents is read.

    Attributes:
        items: the questions.
        population: column of the country or community; or `single` for a file about one people.
        populations: code in that column → country or community, where neither the code nor a value label says it.
        single: id or name of the only population.
        weight: columns whose product is the weight; none for equal weights.
        psu, stratum: columns of the design.
        id: column that tells respondents apart, checked for doubles.
        cells: demographic columns → value → label, from which cells can be made.
        title, citation, licence, url: of the survey.
        language: of the wording, BCP 47.
    """

    items: tuple[Item, ...]
    population: str = ""
    populations: Mapping[str, str] = field(default_factory=dict)
    single: str = ""
    weight: tuple[str, ...] = ()
    psu: str = ""
    stratum: str = ""
    id: str = ""
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    title: str = ""
    citation: str = ""
    licence: str = ""
    url: str = ""
    language: str = "en"


def read_codebook(path: Path) -> Codebook:
    """A codebook from YAML or JSON.

    The keys are those of `Codebook`; `questions` maps a column to `text`, `options`, `scale`, `missing`, `aside`,
    `topic`.

    Raises:
        SurveyError: the file is missing, is no YAML or JSON, or a key is unknown or of the wrong kind.
    """
    import yaml

    form = "JSON" if path.suffix.lower() == ".json" else "YAML"
    try:
        text = path.read_text("utf-8-sig")
        # YAML refuses the tabs by which many programs indent JSON.
        raw = json.loads(text) if form == "JSON" else yaml.safe_load(text)
    except FileNotFoundError as error:
        raise SurveyError("no such codebook", where=str(path), mend="give a YAML or JSON file") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SurveyError(f"codebook cannot be read ({reason})", where=str(path), mend="give a YAML file") from error
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        raise SurveyError(f"codebook is not {form} ({reason})", where=str(path), mend="correct its syntax") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("questions"), dict) or not raw["questions"]:
        raise SurveyError("codebook has no questions", where=str(path), mend="add `questions:` with a column each")
    known = {*Codebook.__dataclass_fields__, "questions"} - {"items"}
    unknown = [key for key in raw if key not in known]
    if unknown:
        raise SurveyError(f"unknown key {unknown[0]!r}", where=str(path), mend=f"use {', '.join(sorted(known))}")
    items = tuple(
        _item(_text(column, f"{path}, questions"), facts, path) for column, facts in raw.pop("questions").items()
    )
    weight = _list(raw.pop("weight", None), f"{path}, weight")
    given = raw.pop("cells", None) or {}
    if not isinstance(given, dict):
        raise SurveyError("is not a mapping", where=f"{path}, cells", mend="write column: {code: label, …}")
    cells = {str(column): _texts(labels, f"{path}, cells {column}") for column, labels in given.items()}
    populations = _texts(raw.pop("populations", None), f"{path}, populations")
    texts = {key: _text(value, f"{path}, {key}") for key, value in raw.items()}
    return Codebook(
        items=items,
        weight=weight,
        cells=cells,
        populations=populations,
        **texts,
    )


def write_codebook(book: Codebook, path: Path) -> None:
    """Write a codebook as YAML that `read_codebook` reads back; what is empty or usual is left out.

    Raises:
        RunError: the file cannot be written.
    """
    import yaml

    usual = Item("", "")
    facts: dict[str, Any] = {}
    for key in ("title", "citation", "licence", "url", "language", "population", "single", "psu", "stratum", "id"):
        facts |= {key: getattr(book, key)} if getattr(book, key) else {}
    facts |= {"populations": dict(book.populations)} if book.populations else {}
    facts |= {"weight": list(book.weight)} if book.weight else {}
    facts |= {"cells": {column: dict(labels) for column, labels in book.cells.items()}} if book.cells else {}
    facts["questions"] = {
        item.column: {
            key: list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
            for key in Item.__dataclass_fields__
            if key != "column" and (value := getattr(item, key)) != getattr(usual, key)
        }
        for item in book.items
    }
    text = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=120)
    write_atomically(path, text.encode())


def _item(column: str, facts: Any, path: Path) -> Item:
    where = f"{path}, question {column}"
    if not isinstance(facts, dict):
        raise SurveyError("is not a mapping", where=where, mend="give text, options, scale, …")
    known = [key for key in Item.__dataclass_fields__ if key != "column"]
    unknown = [key for key in facts if key not in known]
    if unknown:
        raise SurveyError(f"unknown key {unknown[0]!r}", where=where, mend=f"use {', '.join(known)}")
    scale = facts.get("scale", "ordinal")
    if scale not in ("ordinal", "nominal"):
        raise SurveyError(f"unknown scale {scale!r}", where=where, mend="use ordinal or nominal")
    return Item(
        column=column,
        text=_text(facts.get("text"), f"{where}, text") or column,
        options=_texts(facts.get("options"), f"{where}, options"),
        scale=scale,
        missing=_missing(facts.get("missing"), f"{where}, missing"),
        aside=_texts(facts.get("aside"), f"{where}, aside"),
        topic=_text(facts.get("topic"), f"{where}, topic"),
        unnamed=tuple(canonical_code(code) for code in _list(facts.get("unnamed"), f"{where}, unnamed")),
    )


def _texts(raw: Any, where: str) -> dict[str, str]:
    if raw is not None and not isinstance(raw, dict):
        raise SurveyError("is not a mapping", where=where, mend="write code: text, one a line")
    texts: dict[str, str] = {}
    for code, text in (raw or {}).items():
        key = canonical_code(_text(code, where))
        if key in texts:
            raise SurveyError(f"code {key!r} occurs twice", where=where, mend="give every code once")
        texts[key] = _text(text, where)
    return texts


def _missing(raw: Any, where: str) -> dict[str, str]:
    """Code → reason, from a mapping or from a plain list of codes."""
    if isinstance(raw, dict):
        return {code: f"{reason} (code {code})" for code, reason in _texts(raw, where).items()}
    return {code: f"missing code {code}" for code in map(canonical_code, _list(raw, where))}


def _list(raw: Any, where: str) -> tuple[str, ...]:
    """One value, or a list of them."""
    return tuple(_text(value, where) for value in (raw if isinstance(raw, list) else [] if raw is None else [raw]))


def _text(value: Any, where: str) -> str:
    # YAML reads the words no, yes, on and off, and so Norway's NO, as truth values.
    if isinstance(value, bool):
        word = "no" if value is False else "yes"
        raise SurveyError(f"{word!r} is read as a truth value", where=where, mend=f'put it in quotes, as in "{word}"')
    if isinstance(value, list | dict):
        raise SurveyError(f"{value!r} is not a single value", where=where, mend="give one name or number")
    return "" if value is None else str(value)
