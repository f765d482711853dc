"""Slurs, by a list that the person brings: none is shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from folkways.dialogues.looking_up import runs
from folkways.dialogues.personal_data import Flag
from folkways.errors import InputError


@dataclass(frozen=True, slots=True)
class Slur:
    """A word or a phrase of a list.

    Attributes:
        text: as the list has it.
        line: where it stands there, from 1.
    """

    text: str
    line: int


def read_slurs(path: Path) -> tuple[Slur, ...]:
    """A list with one word or phrase a line; empty lines and those that begin with # are passed over.

    Raises:
        InputError: the file cannot be read, is no UTF-8, or holds no word; a line has neither letters nor digits.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), mend="save the list as UTF-8") from error
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", where=str(path), mend="give a list, one word a line"
        ) from error
    found = []
    for number, line in enumerate(lines, 1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if not runs(word):
            raise InputError(f"{word!r} is no word", where=f"{path}, line {number}", mend="write words, one a line")
        found.append(Slur(word, number))
    if not found:
        raise InputError("holds no word", where=str(path), mend="write one word a line, or leave the list out")
    return tuple(found)


def slurs_in(text: str, slurs: Sequence[Slur]) -> list[Flag]:
    """A flag for each slur in a text, as whole words and in any case; it does not repeat the word.

    In scripts that put no spaces between words any occurrence counts.

    >>> slurs_in("Assessed by an ASS.", [Slur("ass", 4)])
    [Flag(verdict='blocked', reason='a word of the list of slurs (line 4)')]
    >>> slurs_in("Assessed.", [Slur("ass", 4)])
    []
    """
    said = f" {_spaced(text)} "
    return [
        Flag("blocked", f"a word of the list of slurs (line {slur.line})")
        for slur in slurs
        if f" {_spaced(slur.text)} " in said
    ]


def _spaced(text: str) -> str:
    """The words, one space between two; where a script writes none, one between two characters."""
    return " ".join(run if spaced else " ".join(run) for run, spaced in runs(text))
