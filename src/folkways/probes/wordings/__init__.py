"""The fixed words of prompts, one file a language."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from folkways.errors import InputError
from folkways.probes.wordings.phrasing import Phrasing, Wording

#: The languages in which folkways can ask: one file of this folder each.
LANGUAGES = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "phrasing"))

__all__ = ["LANGUAGES", "Phrasing", "Wording", "wording"]


@functools.cache
def wording(language: str) -> Wording:
    """The words of the prompts in this language.

    Raises:
        InputError: there are none.
    """
    if language not in LANGUAGES:
        raise InputError(f"no prompt templates in {language!r}", mend=f"use one of {', '.join(LANGUAGES)}")
    return importlib.import_module(f"folkways.probes.wordings.{language}").WORDING
