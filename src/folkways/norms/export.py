"""A norm book as a page or a table to be read; `NormBook.save` writes the forms that are read back."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.runs import write_atomically

FORMS = (".yaml", ".yml", ".parquet", ".md", ".csv")
# A spreadsheet takes a text that begins so for a formula.
_FORMULA = r"^([=+\-@\t\r])"


def export(book: NormBook, path: Path) -> None:
    """Write a book in the form that the file's ending names.

    Args:
        book: what to write.
        path: ends in one of `FORMS`; Markdown and CSV are for reading and are not read back.

    Raises:
        InputError: another ending.
    """
    if path.suffix == ".md":
        write_atomically(path, markdown(book).encode())
    elif path.suffix == ".csv":
        write_atomically(path, _table(book).write_csv().encode("utf-8-sig"))
    elif path.suffix in FORMS:
        book.save(path)
    else:
        raise InputError(
            f"no norm book can be written as {path.suffix!r}", where=str(path), mend=f"end it in {', '.join(FORMS)}"
        )


def markdown(book: NormBook) -> str:
    """A page with a section for each people and a list for each topic.

    >>> print(markdown(NormBook((Norm("EGY", "Family", "Family comes first.", verdict="supported", strength=0.93),))))
    # Norms
    <BLANKLINE>
    ## EGY
    <BLANKLINE>
    ### Family
    <BLANKLINE>
    - Family comes first. *(supported, 93%; mined)*
    <BLANKLINE>
    """
    parts = [f"# Norms{f' mined from {book.survey}' if book.survey else ''}\n"]
    for people in dict.fromkeys(norm.population for norm in book.norms):
        parts.append(f"## {people}\n")
        for topic in dict.fromkeys(norm.topic for norm in book.of(people)):
            parts.append(f"### {topic or 'Without a topic'}\n")
            parts += [_item(norm) for norm in book.of(people, topic=topic)]
            parts.append("")
    return "\n".join(parts)


def _item(norm: Norm) -> str:
    strength = "" if norm.strength is None else f", {norm.strength:.0%}"
    by = f" by {norm.reviewer}" if norm.reviewer else ""
    note = f": {norm.note}" if norm.note else ""
    return f"- {norm.text} *({norm.verdict}{strength}; {norm.status}{by}{note})*"


def _table(book: NormBook) -> pl.DataFrame:
    """The book's frame with lists as texts, and no text that a spreadsheet would run."""
    table = book.frame.with_columns(pl.col("shown", "evidence").list.join(" "))
    return table.with_columns(pl.col(pl.String).str.replace(_FORMULA, "'$1"))
