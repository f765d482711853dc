"""The fixed words of cultural prompts, one file a language."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from folkways.adapt.prompting.wordings.phrasing import Wording
from folkways.errors import InputError

#: The languages in which folkways can write a cultural prompt: one file of this folder each.
LANGUAGES = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "phrasing"))

__all__ = ["LANGUAGES", "Wording", "wording"]


@functools.cache
def wording(language: str) -> Wording:
    """The words of cultural prompts in this language.

    Raises:
        InputError: there are none.
    """
    if language not in LANGUAGES:
        raise InputError(f"no cultural prompts in {language!r}", mend=f"use one of {', '.join(LANGUAGES)}")
    return importlib.import_module(f"folkways.adapt.prompting.wordings.{language}").WORDING
