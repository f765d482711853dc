"""Read prompts back from the file that `Prompting.save` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.profile import Profile
from folkways.adapt.prompting.prompting import FORMAT, Prompting
from folkways.adapt.prompting.strategy import parse_strategy
from folkways.encoders import TextEncoder, load_encoder
from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.probes.aid import Aid
from folkways.surveys import load_survey
from folkways.surveys.split import Split


def read_prompting(path: Path, *, encoder: TextEncoder | None = None) -> Aid:
    """The aid of the prompting that `Prompting.save` wrote.

    Args:
        path: the file.
        encoder: in place of the one that it names.

    Raises:
        InputError: there is none, it is damaged, or the survey is no longer the one that it was made from.
    """
    return load_prompting(path, encoder=encoder).aid()


def load_prompting(path: Path, *, encoder: TextEncoder | None = None) -> Prompting:
    """The prompting that `Prompting.save` wrote; see `read_prompting`."""
    try:
        record: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if record["format"] != FORMAT:
            raise ValueError(f"format {record['format']} is not {FORMAT}")
        strategies = {people: parse_strategy(text) for people, text in record["strategies"].items()}
        split = Split.from_record(record["split_record"]) if record["split_record"] else None
        book = _book(record["book"]) if record["book"] else None
        profiles = [Profile.from_record(item) for item in record["profile_records"]]
        source, name = str(record["source"]), record["encoder"]
        seed, digest = int(record["seed"]), str(record["survey_digest"])
        if book is not None and book.digest != record["norms"]:
            raise ValueError("its norms were changed")
    except FileNotFoundError as error:
        raise InputError(
            "no prompts here", where=str(path), mend="write some: `folkways adapt prompt --out`"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise InputError(
            f"not a file of prompts ({error})", where=str(path), mend="write it again: `folkways adapt prompt --out`"
        ) from error
    survey = load_survey(source)
    if survey.digest != digest:
        raise InputError(
            f"survey {survey.name} is not the one that the prompts were made from (its contents differ)",
            where=str(path),
            mend="write them again: `folkways adapt prompt --out`",
        )
    if encoder is None and name:
        encoder = load_encoder(name)
    given = {(profile.population, profile.language): profile for profile in profiles}
    return Prompting(Material(survey, split, book, encoder, given, seed), strategies, source, record["chosen"])


def _book(record: dict[str, Any]) -> NormBook:
    norms = tuple(Norm.from_record(norm) for norm in record["norms"])
    return NormBook(
        norms, record["survey"], record["survey_digest"], record["split_digest"], tuple(record["questions"])
    )
