"""Turns in another language, translated beside the original into the survey's."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from folkways.models.access import Failure, Model, Prompt
from folkways.populations import language_name


def translations(turns: pl.DataFrame, translator: Model, language: str, *, max_tokens: int) -> list[str | None]:
    """What every turn says in one language; None where it is in that language already, was not spoken, or the call gave
    nothing.

    Args:
        turns: of `TURNS_SCHEMA`.
        translator: writes the translations, at temperature 0.
        language: BCP 47, of the survey.
        max_tokens: of one translation.
    """
    rows = list(turns.select("state", "language", "heard_as", "text").iter_rows())
    found: list[str | None] = [None] * len(rows)
    asked = [
        (place, text, heard or asked_for)
        for place, (state, asked_for, heard, text) in enumerate(rows)
        if state == "spoken" and root(heard or asked_for) != root(language)
    ]
    texts = _translated([(text, tag) for _, text, tag in asked], translator, language, max_tokens)
    for (place, _, _), text in zip(asked, texts, strict=True):
        found[place] = text
    return found


def root(tag: str) -> str:
    """The language of a BCP 47 tag without script and region.

    >>> root("pt-BR")
    'pt'
    """
    return tag.split("-")[0].casefold()


def _translated(
    texts: Sequence[tuple[str, str]], translator: Model, language: str, max_tokens: int
) -> list[str | None]:
    """One call for all; equal texts are asked once."""
    prompts = {
        pair: Prompt(
            f"Translate this text from {language_name(pair[1])} into {language_name(language)}. Write the translation "
            f"and nothing else.\n\n{pair[0]}"
        )
        for pair in texts
    }
    written = translator.generate(list(prompts.values()), max_tokens=max_tokens) if prompts else []
    said = {
        pair: None if isinstance(text, Failure) or not text.text.strip() else text.text.strip()
        for pair, text in zip(prompts, written, strict=True)
    }
    return [said[pair] for pair in texts]
