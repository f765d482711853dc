"""A survey made in Qualtrics: the `.qsf` file that "Export survey" gives.

It is JSON: `SurveyEntry` (name, language) and `SurveyElements`, of which `BL` holds the blocks, `FL` the order in which
they are shown, and each `SQ` one question. The layout is not documented by its maker; what is read here was checked
against public files. The file holds no answers; `qualtrics_responses` reads those.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import SurveyError
from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.qualtrics_items import Asked, Refused, as_mapping, asked_of, language_tags
from folkways.surveys.survey import EXCLUDED_SCHEMA, HUMAN_SCHEMA, Survey
from folkways.surveys.translation import Provenance

_MEND = "give the .qsf file of Qualtrics' «Export survey»"
_NOTES = (
    "Qualtrics does not say which scales are ordinal: Likert matrices and options that read as a graded scale are "
    "taken in the order shown, all others as nominal.",
)
#: Who translated is not in the file, so the weakest kind is claimed unless people answered in the language.
_UNSAID = "not said in the Qualtrics file"


@dataclass(frozen=True)
class Questionnaire:
    """The questions of a `.qsf` that people answer with one option, and what became of the others.

    Attributes:
        path: the file.
        name: as its author called it.
        language: of the wording, BCP 47.
        asked: the questions, in the order of the survey, each with the column of an export that answers it.
        left_out: (question, reason) of every other.
        languages: the translations that the file holds, without the source.
    """

    path: Path
    name: str
    language: str
    asked: tuple[Asked, ...]
    left_out: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]

    @property
    def excluded(self) -> pl.DataFrame:
        """What was left out, in `EXCLUDED_SCHEMA`."""
        counts = Counter(self.left_out)
        return pl.DataFrame([(q, "", why, n) for (q, why), n in counts.items()], schema=EXCLUDED_SCHEMA, orient="row")

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the survey must know."""
        return _NOTES

    def translations(self, spoken: frozenset[str] = frozenset()) -> dict[str, Provenance]:
        """Who translated: `native` where people answered in the language, else a machine for all that is known."""
        return {
            tag: Provenance(_UNSAID, "native" if tag in spoken else "machine")
            for tag in self.languages
            if any(tag in one.question.texts for one in self.asked)
        }

    def codebook(self) -> Codebook:
        """The questions as columns of a file of respondents, for people who read it with the layout `respondents`."""
        return Codebook(
            items=tuple(
                Item(
                    column=one.question.id,
                    text=one.question.text(self.language),
                    options={o.code: o.text(self.language) for o in one.question.substantive},
                    scale=one.question.scale,
                    aside={o.code: o.text(self.language) for o in one.question.options if not o.substantive},
                    topic=one.question.topic,
                    unnamed=tuple(o.code for o in one.question.options if not o.named),
                )
                for one in self.asked
            ),
            title=self.name,
            language=self.language,
        )


def read_qsf(path: Path) -> Questionnaire:
    """The questions of a `.qsf` file.

    Multiple choice with one answer and the rows of Likert matrices become questions: an option's code is its recode
    value, HTML is taken off, a block is a topic, and options that read like "don't know" or that the author keeps out
    of the analysis lie outside the scale. Whatever else is in the file is left out and counted with its reason.

    Raises:
        SurveyError: there is no such file, it is no `.qsf`, or no question of it can be used.
    """
    entry, elements = _elements(path)
    blocks, shown = _blocks(elements)
    tags = language_tags(str(entry.get("SurveyLanguage") or "EN"), _languages(elements))
    name = str(entry.get("SurveyName") or path.stem)
    asked: list[Asked] = []
    left_out: list[tuple[str, str]] = []
    payloads = {
        str(e["Payload"].get("QuestionID") or e.get("PrimaryAttribute")): e["Payload"] for e in _of(elements, "SQ")
    }
    for id in [*(id for id in shown if id in payloads), *(id for id in payloads if id not in shown)]:
        block = blocks.get(id)
        reason = "in no block that is shown" if id not in shown else _looped(block)
        found = [Refused(_tag(payloads[id], id), reason)] if reason else asked_of(id, payloads[id], tags)
        for one in found:
            if isinstance(one, Refused):
                left_out.append((one.question, one.reason))
            else:
                asked.append(replace(one, question=replace(one.question, topic=_topic(block), source=name)))
                left_out += [(one.question.id, f"translation into {tag} is not complete") for tag in one.untranslated]
    if not asked:
        why = "; ".join(f"{reason}: {n}" for reason, n in Counter(r for _, r in left_out).most_common(3))
        raise SurveyError(
            "has no question that is answered with one option" + (f" ({why})" if why else ""),
            where=str(path),
            mend="multiple choice with one answer and Likert matrices are read",
        )
    source, *others = tags.values()
    return Questionnaire(path, name, source, _told_apart(asked), tuple(left_out), tuple(others))


def from_qsf(path: Path, *, name: str | None = None) -> Survey:
    """The questions of a `.qsf` as a survey of nobody: it can be shown and translated; nothing can be scored on it.

    Raises:
        SurveyError: as `read_qsf`.
    """
    found = read_qsf(path)
    return Survey(
        name=name or path.stem,
        title=found.name,
        questions=tuple(one.question for one in found.asked),
        populations=(),
        human=pl.DataFrame(schema=HUMAN_SCHEMA),
        excluded=found.excluded,
        notes=("It holds no people's answers.", *found.notes),
        translations=found.translations(),
    )


def _elements(path: Path) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    try:
        record = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise SurveyError("no such file", where=str(path), mend=_MEND) from error
    except (OSError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise SurveyError(f"is not JSON ({reason})", where=str(path), mend=_MEND) from error
    elements = record.get("SurveyElements") if isinstance(record, dict) else None
    if not isinstance(elements, list):
        raise SurveyError("has no SurveyElements", where=str(path), mend=_MEND)
    return as_mapping(record.get("SurveyEntry")), [e for e in elements if isinstance(e, dict)]


def _of(elements: list[dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    return (e for e in elements if e.get("Element") == kind and isinstance(e.get("Payload"), dict))


def _blocks(elements: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Question → its block; and the questions that are shown, in order."""
    by_id: dict[str, dict[str, Any]] = {}
    for element in elements:
        if element.get("Element") == "BL":
            payload = element.get("Payload")
            found = payload if isinstance(payload, list) else list(as_mapping(payload).values())
            by_id |= {str(b.get("ID")): b for b in found if isinstance(b, dict)}
    used = [b for b in by_id.values() if b.get("Type") != "Trash"]
    flow = [by_id[id] for e in _of(elements, "FL") for id in _flow(e["Payload"]) if id in by_id]
    order: dict[str, dict[str, Any]] = {}
    for block in [b for b in flow if b.get("Type") != "Trash"] or used:
        for part in block.get("BlockElements") or []:
            if isinstance(part, dict) and part.get("Type") == "Question":
                order.setdefault(str(part.get("QuestionID")), block)
    return order, list(order)


def _flow(node: Any) -> Iterator[str]:
    """The blocks that the survey's flow shows, through groups, branches and randomizers."""
    for part in as_mapping(as_mapping(node).get("Flow")).values():
        if isinstance(part, dict):
            if str(part.get("ID", "")).startswith("BL_"):
                yield str(part["ID"])
            yield from _flow(part)


def _looped(block: Mapping[str, Any] | None) -> str:
    looping = as_mapping(as_mapping(block).get("Options")).get("Looping")
    return "" if looping in (None, "", "None", False, "false") else "asked in a loop, once for each of several things"


def _topic(block: Mapping[str, Any] | None) -> str:
    text = " ".join(str(as_mapping(block).get("Description") or "").split())
    return "" if text in ("Default Question Block", "Block") else text


def _tag(payload: Mapping[str, Any], id: str) -> str:
    return str(payload.get("DataExportTag") or id)


def _languages(elements: list[dict[str, Any]]) -> list[str]:
    found: dict[str, None] = {}
    for element in _of(elements, "SQ"):
        found |= dict.fromkeys(as_mapping(element["Payload"].get("Language")))
    return list(found)


def _told_apart(asked: list[Asked]) -> tuple[Asked, ...]:
    """With every id once: Qualtrics lets two questions have one export tag, its own id then tells them apart."""
    counts = Counter(one.question.id for one in asked)
    return tuple(
        one
        if counts[one.question.id] == 1
        else replace(one, question=replace(one.question, id=f"{one.question.id}.{one.import_id}"))
        for one in asked
    )
