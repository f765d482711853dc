"""People audit a sample of what was verified: a sheet goes out, comes back checked, and counts for more than a judge.

The sheet does not tell what the judges said, and mixes what they kept with what they rejected, so that the people's
verdict is their own.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from folkways.dialogues.claims import checked
from folkways.dialogues.conversation import TURNS_SCHEMA
from folkways.dialogues.opinion import OPINIONS_SCHEMA
from folkways.dialogues.verdict import VERIFIED_SCHEMA
from folkways.errors import InputError
from folkways.runs import write_atomically

#: One row of the sheet. `text` is what would go on; `context` the turn in which it was said, "" where no turns were
#: given. People fill `person` with `accept` or `reject`, or leave it empty, and write into `note` what they like.
SHEET_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "population": pl.String,
    "language": pl.String,
    "topic": pl.String,
    "question": pl.String,
    "kind": pl.String,
    "context": pl.String,
    "text": pl.String,
    "person": pl.String,
    "note": pl.String,
}
#: What comes back. `person` is null where the cell was left empty.
AUDIT_SCHEMA: dict[str, Any] = {"id": pl.String, "person": pl.String, "note": pl.String}
SAYS = ("accept", "reject")

# A spreadsheet takes a cell that begins so for a formula; full-width forms too, in some countries' settings.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def sample_for_people(
    verified: pl.DataFrame, opinions: pl.DataFrame, turns: pl.DataFrame | None = None, *, n: int, seed: int = 0
) -> pl.DataFrame:
    """A sample stratified by status and language, in drawn order.

    Every stratum has at least one row as far as `n` goes (the larger first) and the others follow their sizes.

    Args:
        verified, opinions: of one run.
        turns: where the opinions were said; shown as context.
        n: most rows.
        seed: of the draw.

    Returns:
        A frame of `SHEET_SCHEMA`, `person` and `note` empty.

    Raises:
        InputError: n is below 1, a column is missing, or an id of the one frame is not in the other.
    """
    if n < 1:
        raise InputError(f"n is {n}", mend="ask for at least one row")
    checked(verified, VERIFIED_SCHEMA, "verified", "give what verification gave")
    checked(opinions, OPINIONS_SCHEMA, "opinions", "give the opinions that were verified")
    if odd := sorted(set(verified["id"]) ^ set(opinions["id"])):
        raise InputError(f"opinion {odd[0]!r} is in one frame alone", mend="give both frames of one run")
    spoken = {row["id"]: row for row in opinions.iter_rows(named=True)}
    final = {key: (status, text) for key, status, text in verified.select("id", "status", "final").iter_rows()}
    strata: dict[tuple[str, str], list[str]] = {}
    for key in sorted(final):
        strata.setdefault((final[key][0], spoken[key]["language"]), []).append(key)
    sizes = _allotted({stratum: len(keys) for stratum, keys in strata.items()}, n)
    drawn = [
        key
        for stratum, k in sorted(sizes.items())
        for key in random.Random(f"{seed} {stratum}").sample(strata[stratum], k)
    ]
    random.Random(f"{seed} order").shuffle(drawn)
    context = _contexts(turns)
    rows = [
        {name: spoken[key][name] for name in ("id", "population", "language", "topic", "question", "kind")}
        | {
            "context": context.get((spoken[key]["conversation"], spoken[key]["turn"]), ""),
            "text": final[key][1],
            "person": "",
            "note": "",
        }
        for key in drawn
    ]
    return pl.DataFrame(rows, schema=SHEET_SCHEMA)


def write_audit(sheet: pl.DataFrame, path: Path) -> None:
    """Write a sheet as CSV in UTF-8 with its mark, which spreadsheet programs need; formulas are made harmless.

    Raises:
        RunError: the file cannot be written.
    """
    text = io.StringIO(newline="")
    # Every cell in quotation marks: a bare carriage return is not put into them otherwise, and would end the row.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(SHEET_SCHEMA)
    for row in sheet.select(list(SHEET_SCHEMA)).iter_rows():
        writer.writerow([_harmless(cell or "") for cell in row])
    write_atomically(path, text.getvalue().encode("utf-8-sig"))


def read_audit(path: Path, verified: pl.DataFrame) -> pl.DataFrame:
    """What people wrote into a sheet.

    Args:
        path: the sheet.
        verified: the frame from which it was drawn.

    Returns:
        A frame of `AUDIT_SCHEMA`, in the order of the sheet.

    Raises:
        InputError: the file cannot be read or lacks a column; an id is unknown or occurs twice, a text is not what was
            verified, or a verdict is neither `accept` nor `reject`.
    """
    try:
        reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        lines = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"is not a sheet ({error})", where=str(path), mend="save it as CSV in UTF-8") from error
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", where=str(path), mend="give the sheet that people filled in"
        ) from error
    if missing := [name for name in ("id", "text", "person", "note") if name not in (reader.fieldnames or ())]:
        raise InputError(
            f"columns missing: {', '.join(missing)}",
            where=str(path),
            mend="keep the columns of the sheet, and commas between them",
        )
    final = dict(verified.select("id", "final").iter_rows())
    seen: set[str] = set()
    rows = []
    for number, line in enumerate(lines, 2):
        row = _row(line, final, f"{path}, row {number}")
        if row["id"] in seen:
            raise InputError(f"id {row['id']!r} occurs twice", where=f"{path}, row {number}", mend="keep one of them")
        seen.add(row["id"] or "")
        rows.append(row)
    return pl.DataFrame(rows, schema=AUDIT_SCHEMA)


def apply_audit(verified: pl.DataFrame, audit: pl.DataFrame) -> pl.DataFrame:
    """The verified opinions with what people said of them.

    What they reject is rejected. What is grey and they accept is kept (`rewritten` where its text is a rewriting).
    What the judges rejected stays rejected, whatever people say: it was left out of the later lanes.

    Args:
        verified: of `VERIFIED_SCHEMA`.
        audit: of `AUDIT_SCHEMA`; rows without a verdict change nothing.

    Raises:
        InputError: the audit has an id that was not verified, one twice, or another verdict than accept or reject.
    """
    said = said_of(verified, audit)
    rows = []
    for row in verified.select(list(VERIFIED_SCHEMA)).iter_rows(named=True):
        person = said.get(row["id"])
        if person is not None:
            row["person"] = person
        if person == "reject" and row["status"] != "rejected":
            row |= {"status": "rejected", "reason": _after("rejected by a person", row["reason"])}
        elif person == "accept" and row["status"] == "grey":
            status = "kept" if row["rewriter"] is None else "rewritten"
            row |= {"status": status, "reason": _after("accepted by a person", row["reason"])}
        rows.append(row)
    return pl.DataFrame(rows, schema=VERIFIED_SCHEMA)


def said_of(verified: pl.DataFrame, audit: pl.DataFrame) -> dict[str, str]:
    """Opinion → what a person said of it, for those of which one said anything.

    Raises:
        InputError: as `apply_audit`.
    """
    checked(audit, AUDIT_SCHEMA, "audit", "take it from read_audit")
    if unknown := sorted(set(audit["id"]) - set(verified["id"])):
        raise InputError(f"opinion {unknown[0]!r} was not verified", where="audit", mend="give the audit of this run")
    said = {key: person for key, person in audit.select("id", "person").iter_rows() if person is not None}
    if odd := sorted(set(said.values()) - set(SAYS)):
        raise InputError(f"unknown verdict {odd[0]!r}", where="audit", mend=f"use {' or '.join(SAYS)}")
    return said


def _after(now: str, before: str) -> str:
    return f"{now}: {before}" if before else now


def _allotted(sizes: Mapping[tuple[str, str], int], n: int) -> dict[tuple[str, str], int]:
    """How many rows each stratum gives: one each, then wherever most are lacking from its part of n."""
    total = sum(sizes.values())
    n = min(n, total)
    largest = sorted(sizes, key=lambda stratum: (-sizes[stratum], stratum))
    given = {stratum: int(place < n) for place, stratum in enumerate(largest)}
    for _ in range(n - sum(given.values())):
        open_ = [stratum for stratum in largest if given[stratum] < sizes[stratum]]
        # Whole numbers, so that no rounding decides between strata that lack equally much.
        most = max(open_, key=lambda stratum: n * sizes[stratum] - given[stratum] * total)
        given[most] += 1
    return given


def _contexts(turns: pl.DataFrame | None) -> dict[tuple[str, int], str]:
    if turns is None:
        return {}
    if missing := [name for name in TURNS_SCHEMA if name not in turns.columns]:
        raise InputError(f"columns missing: {', '.join(missing)}", where="turns", mend="give the turns of this run")
    return {(talk, turn): text for talk, turn, text in turns.select("conversation", "turn", "text").iter_rows()}


def _row(line: Mapping[str, str | None], final: Mapping[str, str], where: str) -> dict[str, str | None]:
    key = (line["id"] or "").strip()
    if key not in final:
        raise InputError(f"id {key!r} was not verified", where=where, mend="leave the ids as they were written")
    if not _same(line["text"] or "", final[key]):
        raise InputError(
            f"the text of {key} was changed to {(line['text'] or '')[:60]!r}",
            where=where,
            mend="leave texts as they were; write what should change into the note, and reject",
        )
    person = (line["person"] or "").strip().casefold()
    if person not in ("", *SAYS):
        raise InputError(f"person is {line['person']!r}", where=where, mend="write accept or reject, or nothing")
    return {"id": key, "person": person or None, "note": _restored(line["note"] or "")}


def _same(written: str, text: str) -> bool:
    """Whether a cell holds this text; line ends may differ, and a program may have taken the mark off."""
    return _lines(text) in (_lines(written), _lines(_restored(written)))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _harmless(text: str) -> str:
    return f"{_MARK}{text}" if text.startswith((*_FORMULA, _MARK)) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith(_MARK) and text[1:].startswith((*_FORMULA, _MARK)) else text
