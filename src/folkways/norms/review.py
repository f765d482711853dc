"""What people say of the norms: reviewed or rejected, edited, and taken back in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from folkways.errors import InputError
from folkways.norms.book import NormBook, records_of
from folkways.norms.norm import Norm


def marked(
    book: NormBook,
    *,
    accept: Iterable[str] = (),
    reject: Iterable[str] = (),
    reviewer: str,
    note: str = "",
) -> NormBook:
    """The book with some norms marked as reviewed or rejected.

    Args:
        book: with the norms.
        accept: ids of those that are right.
        reject: ids of those that are not.
        reviewer: who says so.
        note: what they say of it; the note that was there stays where this is "".

    Raises:
        InputError: an id is unknown or in both lists, or nobody signs.
    """
    if not reviewer.strip():
        raise InputError("a review says who reviewed", mend="give --reviewer 'Name'")
    status = dict.fromkeys(accept, "reviewed")
    for key in reject:
        if key in status:
            raise InputError(f"norm {key} is both accepted and rejected", mend="name it once")
        status[key] = "rejected"
    known = {norm.id for norm in book.norms}
    if unknown := [key for key in status if key not in known]:
        raise InputError(f"the book has no norm {unknown[0]!r}", mend="see `folkways norms list`")
    return book.with_norms(
        replace(norm, status=status[norm.id], reviewer=reviewer, note=note or norm.note) if norm.id in status else norm
        for norm in book.norms
    )


def reworded(norm: Norm, text: str, *, reviewer: str) -> Norm:
    """The norm in a person's words: reviewed, with its verdict gone, since what was checked is no longer said."""
    return replace(_unchecked(norm, norm.id), text=text, status="reviewed", reviewer=reviewer)


def read_edited(path: Path) -> NormBook:
    """The book in a file that people may have edited.

    A norm whose text was changed has an id of its own from then on. Its verdict and evidence are taken away, and its
    note says which norm it was.

    Raises:
        InputError: there is no book, or a norm in it is wrong: says which.
    """
    book = NormBook.read(path)
    given = _given_ids(path)
    return book.with_norms(
        norm if was in ("", norm.id) else _unchecked(norm, was) for norm, was in zip(book.norms, given, strict=True)
    )


def merged(book: NormBook, edited: Path, *, reviewer: str = "") -> NormBook:
    """The book with what was changed in an edited copy of it.

    Status, reviewer and note are taken from the copy where it has any; a changed text becomes a norm of its own in the
    place of the old one, reviewed by whoever signs. New norms come last. What the copy lacks stays as it is: to take a
    norm out, reject it.

    Args:
        book: the one that was copied.
        edited: the copy, YAML or Parquet.
        reviewer: who edited it, where the copy does not say.

    Raises:
        InputError: the copy is no book, or belongs to another survey.
    """
    copy = read_edited(edited)
    if copy.survey_digest and copy.survey_digest != book.survey_digest:
        raise InputError("is a book of other answers", where=str(edited), mend="edit a copy of this book")
    norms = {norm.id: norm for norm in book.norms}
    for norm, was in zip(copy.norms, _given_ids(edited), strict=True):
        place = was if was in norms else norm.id
        if place == norm.id and place in norms:
            if norm.status == "mined" and not norm.note:
                continue
            # The marks alone: the book may have been checked since it was copied.
            taken = replace(norms[place], status=norm.status, reviewer=norm.reviewer, note=norm.note)
        else:
            taken = replace(norm, status="reviewed") if place in norms and norm.status == "mined" else norm
        signed = taken.status == "mined" or bool(taken.reviewer)
        norms[place] = taken if signed else replace(taken, reviewer=reviewer)
    return book.with_norms(norms.values())


def carried(reviewed: NormBook, mined: NormBook) -> NormBook:
    """A newly mined book with what people said of an older one: their marks, and every norm that they touched.

    Args:
        reviewed: the older book.
        mined: the newer one.
    """
    touched = {n.id: n for n in reviewed.norms if n.status != "mined" or n.reviewer or n.note or n.method == "written"}
    norms = [
        replace(norm, status=old.status, reviewer=old.reviewer, note=old.note)
        if (old := touched.pop(norm.id, None)) is not None
        else norm
        for norm in mined.norms
    ]
    questions = tuple(dict.fromkeys([*mined.questions, *(reviewed.questions if touched else ())]))
    return replace(mined, norms=(*norms, *touched.values()), questions=questions)


def _unchecked(norm: Norm, was: str) -> Norm:
    note = f"edited from {was}"
    return replace(
        norm,
        verdict="unchecked",
        checker="",
        strength=None,
        divided=None,
        evidence=(),
        note=norm.note if note in norm.note else "; ".join(filter(None, (norm.note, note))),
    )


def _given_ids(path: Path) -> list[str]:
    """The ids as they stand in the file, "" where there is none."""
    return [str(record.get("id") or "") for record in records_of(path)]
