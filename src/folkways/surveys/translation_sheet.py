"""A sheet on which people review a translation: one row a text, and from it the translation that is used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from folkways.errors import SurveyError
from folkways.runs import write_atomically
from folkways.surveys.survey import Survey
from folkways.surveys.translation import Provenance, Translation

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Draft:
    """One text of a survey on its way into another language.

    Attributes:
        question: its id.
        code: of the option; empty for the question's own text.
        source: the text to translate.
        draft: what a model made of it.
        back: the draft, translated back.
        drift: 1 − chrF of source and back translation, 0 (the same) to 1.
        flags: what a reviewer should look at, separated by semicolons.
        reviewed: the reviewer's text, or `ok` for the draft; empty where nobody looked.
    """

    question: str
    code: str
    source: str
    draft: str
    back: str = ""
    drift: float | None = None
    flags: str = ""
    reviewed: str = ""

    @property
    def accepted(self) -> str | None:
        """The reviewed text; None where nobody has reviewed it."""
        said = self.reviewed.strip()
        return None if not said else self.draft if said.casefold() == "ok" else said


def write_sheet(rows: Iterable[Draft], path: Path) -> None:
    """Write a sheet as CSV in UTF-8 with its mark, which spreadsheet programs need; formulas are made harmless."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Draft)], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        record = asdict(row) | {"drift": "" if row.drift is None else f"{row.drift:.3f}"}
        writer.writerow({name: _harmless(str(value)) for name, value in record.items()})
    write_atomically(path, text.getvalue().encode("utf-8-sig"))


def read_sheet(path: Path) -> list[Draft]:
    """The rows of a sheet.

    Raises:
        SurveyError: it is missing, lacks a column, or a drift is no number.
    """
    try:
        lines = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    except FileNotFoundError as error:
        raise SurveyError("no such sheet", where=str(path), mend="check the path") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SurveyError(f"not a sheet ({error})", where=str(path), mend="save it as CSV in UTF-8") from error
    needed = [field.name for field in fields(Draft)]
    missing = [name for name in needed if not lines or name not in lines[0]]
    if missing:
        raise SurveyError(
            f"columns missing: {', '.join(missing)}", where=str(path), mend="keep the columns of the sheet as written"
        )
    rows = []
    for number, line in enumerate(lines, 2):
        given = {name: _restored(line[name] or "") for name in needed}
        try:
            drift = float(given["drift"]) if given["drift"].strip() else None
        except ValueError as error:
            raise SurveyError(
                f"drift is {given['drift']!r}", where=f"{path}, row {number}", mend="leave that column as it was"
            ) from error
        rows.append(Draft(**{name: text for name, text in given.items() if name != "drift"}, drift=drift))  # type: ignore[arg-type]
    return rows


def translation_of(
    rows: Iterable[Draft], survey: Survey, language: str, *, by: str, accept_drafts: bool = False
) -> tuple[Translation, list[str]]:
    """The translation that a sheet holds.

    Args:
        rows: of the sheet.
        survey: what it translates.
        language: BCP 47 tag.
        by: who reviewed it, or which model drafted it.
        accept_drafts: take drafts that nobody reviewed; the translation is then marked as a machine's, unreviewed.

    Returns:
        The translation, and the questions that were left out because a text of theirs was not reviewed.

    Raises:
        SurveyError: a row belongs to nothing in the survey, translates an older wording, or nothing is left.
    """
    found: dict[tuple[str, str], Draft] = {}
    for number, row in enumerate(rows, 2):
        source = _sources(survey).get((row.question, row.code))
        if source is None or source != row.source:
            what = "is not in the survey" if source is None else "has another wording in the survey"
            raise SurveyError(
                f"question {row.question!r}, option {row.code!r} {what}",
                where=f"sheet, row {number}",
                mend="make the sheet anew from the survey as it is",
            )
        found[row.question, row.code] = row
    texts: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    left_out: list[str] = []
    reviewed = True
    for id in dict.fromkeys(question for question, _ in found):
        words = {code: found.get((id, code)) for code in ("", *(o.code for o in survey.by_id[id].options))}
        if not accept_drafts and any(row is None or row.accepted is None for row in words.values()):
            left_out.append(id)
            continue
        chosen = {code: (row.accepted or row.draft) if row else "" for code, row in words.items()}
        reviewed = reviewed and all(row is not None and row.accepted is not None for row in words.values())
        texts[id], options[id] = chosen.pop(""), chosen
    if not texts:
        raise SurveyError(
            "no question of the sheet is reviewed in full",
            where=f"translation into {language}",
            mend="write a text or ok into every row of a question, or take drafts with --accept-drafts",
        )
    origin = Provenance(by, "human", "reviewed") if reviewed else Provenance(by, "machine")
    return Translation(survey.name, language, origin, texts, options), left_out


def _sources(survey: Survey) -> Mapping[tuple[str, str], str]:
    return {
        (question.id, code): text
        for question in survey.questions
        for code, text in (
            ("", question.text(question.language)),
            *((option.code, option.text(question.language)) for option in question.options),
        )
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
