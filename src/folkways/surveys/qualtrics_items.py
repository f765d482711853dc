"""One question of a `.qsf`: its payload as questions of ours, or the reason why not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folkways.surveys.aside import is_aside
from folkways.surveys.graded import graded
from folkways.surveys.plain_text import plain_text, shows_media
from folkways.surveys.question import Option, Question, Scale, canonical_code

#: Selectors of multiple choice that take one answer: vertical, horizontal, columns, drop-down, select box, 0 to 10.
ONE_ANSWER = ("SAVR", "SAHR", "SACOL", "DL", "SB", "NPS")
_ONE_A_ROW = ("SingleAnswer", "SACH", "SACV", "DL", "DND", "None", "")
_REASONS = {
    "Slider": "a slider: its answer is a number on a line, not an option",
    "CS": "a constant sum: points are shared out",
    "RO": "a ranking",
    "PGR": "items are grouped and ranked",
    "TE": "answered in the respondent's own words",
    "DB": "a text that asks nothing",
    "Timing": "a timer",
    "Meta": "data about the respondent's browser",
    "Captcha": "a check against machines",
    "SBS": "several questions side by side",
    "DD": "a drill-down",
    "HL": "parts of a text are marked",
    "HotSpot": "places in a picture are chosen",
    "HeatMap": "places in a picture are chosen",
    "SS": "a slider: its answer is a place on a picture",
    "FileUpload": "a file is asked for",
    "Draw": "a signature",
}
_PIPED = re.compile(r"\$\{\w+://")
_UNWORDED = re.compile(r"^click to write\b", re.IGNORECASE)
_SHUFFLED = ("All", "SubSet", "Subset", "RandomWithOnlyX", "Advanced")
#: Qualtrics' codes of languages that are not BCP 47 in small letters.
_TAGS = {
    "zh-s": "zh-Hans", "zh-t": "zh-Hant", "pb": "ps", "tgl": "tl", "asm": "as", "kan": "kn", "guj": "gu", "mal": "ml",
    "mar": "mr", "tel": "te", "pan": "pa", "ori": "or", "sin": "si", "bel": "be", "kaz": "kk", "hye": "hy", "kat": "ka",
    "sqi": "sq", "iw": "he", "in": "id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and where an export of responses has its answers.

    Attributes:
        question: in all languages that are complete.
        import_id: what the third header row of an export calls its column: `QID5`, or `QID5_2` for a matrix row.
        untranslated: languages in which a text is missing.
    """

    question: Question
    import_id: str
    untranslated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that is not ours, and why."""

    question: str
    reason: str


class _UnfitError(Exception):
    """Why a question is left out."""


def as_mapping(raw: Any) -> dict[str, Any]:
    """A JSON object; of a list its places and values, since Qualtrics writes objects with keys 0, 1, … as lists."""
    if isinstance(raw, list):
        return {str(i): value for i, value in enumerate(raw)}
    return {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}


def language_tag(code: str) -> str:
    """The BCP 47 tag of a language code of Qualtrics.

    >>> language_tag("PT-BR"), language_tag("ZH-T")
    ('pt-BR', 'zh-Hant')
    """
    language, *rest = code.replace("_", "-").casefold().split("-")
    whole = "-".join((language, *rest))
    return _TAGS.get(whole) or "-".join((_TAGS.get(language, language), *(part.upper() for part in rest)))


def language_tags(source: str, others: Sequence[str]) -> dict[str, str]:
    """BCP 47 tag of every language code of a file, the source first; a region falls away where nothing needs it.

    >>> language_tags("EN-GB", ["ZH-S", "FR", "FR-CA"])
    {'EN-GB': 'en', 'ZH-S': 'zh-Hans', 'FR': 'fr', 'FR-CA': 'fr-CA'}
    """
    full = {code: language_tag(code) for code in dict.fromkeys([source, *others])}
    roots = [tag.split("-")[0] for tag in full.values()]
    return {
        code: tag if roots.count(tag.split("-")[0]) > 1 or tag in _TAGS.values() else tag.split("-")[0]
        for code, tag in full.items()
    }


def asked_of(id: str, payload: Mapping[str, Any], tags: Mapping[str, str]) -> list[Asked | Refused]:
    """What one question of Qualtrics is here: itself, one question for each row of a matrix, or a reason.

    Args:
        id: Qualtrics' own, such as `QID5`.
        payload: of the question's element.
        tags: of `language_tags`.
    """
    tag = str(payload.get("DataExportTag") or id)
    try:
        _fit(payload)
        if payload["QuestionType"] == "MC":
            return [_asked(id, tag, payload, tags, "Choices")]
    except _UnfitError as reason:
        return [Refused(tag, str(reason))]
    found: list[Asked | Refused] = []
    rows = as_mapping(payload.get("Choices"))
    for place, row in enumerate(_ordered(rows, payload.get("ChoiceOrder")), 1):
        name = _row_tag(payload, tag, row) or f"{tag}_{place}"
        try:
            found.append(_asked(f"{id}_{row}", name, payload, tags, "Answers", row=row))
        except _UnfitError as reason:
            found.append(Refused(name, str(reason)))
    return found


def _fit(payload: Mapping[str, Any]) -> None:
    kind, selector = str(payload.get("QuestionType") or ""), str(payload.get("Selector") or "")
    if kind == "MC" and selector not in ONE_ANSWER:
        several = selector.startswith("MA") or selector == "MSB"
        raise _UnfitError(
            "several options may be chosen" if several else f"multiple choice of an unknown kind ({selector})"
        )
    if kind == "Matrix":
        below = str(payload.get("SubSelector") or "")
        if selector == "Likert" and below == "MultipleAnswer":
            raise _UnfitError("several options may be chosen")
        if selector != "Likert" or below not in _ONE_A_ROW:
            raise _UnfitError(f"a matrix that is not of the Likert kind ({selector})")
    elif kind != "MC":
        raise _UnfitError(_REASONS.get(kind, f"a question of another type ({kind or 'none'})"))
    if as_mapping(payload.get("DynamicChoices")).get("Locator"):
        raise _UnfitError("its options are carried over from an earlier answer")


def _asked(
    import_id: str, name: str, payload: Mapping[str, Any], tags: Mapping[str, str], side: str, row: str | None = None
) -> Asked:
    source, *others = tags.items()
    points = as_mapping(payload.get(side))
    order = _ordered(points, payload.get("ChoiceOrder" if side == "Choices" else "AnswerOrder"))
    recodes = as_mapping(payload.get("RecodeValues"))
    codes = {point: canonical_code(recodes.get(point, point)) for point in order}
    twice = [code for code in codes.values() if list(codes.values()).count(code) > 1]
    if twice:
        raise _UnfitError(f"two options share the recode value {twice[0]}")
    if any(as_mapping(as_mapping(points[p]).get("Image")).get("ImageLocation") for p in order):
        raise _UnfitError("an option is a picture")
    own = {p: _word(as_mapping(points[p]).get("Display")) for p in order}
    rows = as_mapping(payload.get("Choices"))
    if row is not None and as_mapping(rows[row]).get("TextEntry") not in (None, False, "", "false"):
        raise _UnfitError("a row that respondents word themselves")
    texts = {source[1]: _wording(payload.get("QuestionText"), as_mapping(rows[row]).get("Display") if row else None)}
    words = {source[1]: own}
    untranslated = []
    for code, tag in others:
        found = _translated(as_mapping(as_mapping(payload.get("Language")).get(code)), own, side, row)
        if found is None:
            untranslated += [tag] if code in as_mapping(payload.get("Language")) else []
        else:
            texts[tag], words[tag] = found
    kept = as_mapping(payload.get("AnalyzeChoices"))
    unanalysed = {p for p in order if str(kept.get(p)).casefold() in ("no", "false")}
    aside = unanalysed | {p for p in order if any(is_aside(w[p]) for w in words.values())}
    scale = [p for p in order if p not in aside]
    if len(scale) < 2:
        raise _UnfitError("fewer than two options on its scale")
    if not any(own[p] for p in scale):
        raise _UnfitError("its options have no wording")
    kind, notes = _scale(payload, {codes[p]: own[p] or codes[p] for p in scale})
    options = tuple(
        Option(codes[p], {tag: w[p] or codes[p] for tag, w in words.items()}, p not in aside, bool(own[p]))
        for p in (*scale, *(p for p in order if p in aside))
    )
    return Asked(Question(name, texts, options, scale=kind, notes=notes), import_id, tuple(untranslated))


def _translated(
    block: Mapping[str, Any], own: Mapping[str, str], side: str, row: str | None
) -> tuple[str, dict[str, str]] | None:
    """Wording and options in one language, or None where a text is missing."""
    points, rows = as_mapping(block.get(side)), as_mapping(block.get("Choices"))
    try:
        text = _wording(block.get("QuestionText"), as_mapping(rows.get(row)).get("Display") if row else None)
        if row is not None and not plain_text(str(as_mapping(rows.get(row)).get("Display") or "")):
            return None
        words = {p: _word(as_mapping(points.get(p)).get("Display")) if own[p] else "" for p in own}
    except _UnfitError:
        return None
    return (text, words) if all(bool(words[p]) == bool(own[p]) for p in own) else None


def _wording(stem: Any, row: Any) -> str:
    """A question's words; the statement of a matrix row stands on a line of its own."""
    parts = [_word(part) for part in (stem, row) if part is not None]
    if row is not None and not parts[-1]:
        raise _UnfitError("a row without wording")
    text = "\n".join(part for part in parts if part)
    if not text or any(_UNWORDED.match(part) for part in parts):
        raise _UnfitError("never worded")
    return text


def _word(raw: Any) -> str:
    text = "" if raw is None else str(raw)
    if _PIPED.search(text):
        raise _UnfitError("its wording depends on the respondent (piped text)")
    if shows_media(text):
        raise _UnfitError("a picture, sound or film belongs to it")
    return plain_text(text)


def _scale(payload: Mapping[str, Any], options: Mapping[str, str]) -> tuple[Scale, tuple[str, ...]]:
    notes = ["shown to some respondents only (display logic)"] if payload.get("DisplayLogic") else []
    likert = payload["QuestionType"] == "Matrix" or payload.get("Selector") == "NPS"
    shuffled = str(as_mapping(payload.get("Randomization")).get("Type")) in _SHUFFLED and not likert
    order = list(options) if likert else graded(dict(options))
    if shuffled or not order or order != list(options):
        return "nominal", tuple(notes)
    # Scores on an ordinal scale go by the codes, which then must follow it.
    numbers = [float(code) for code in order if _is_number(code)]
    steps = {a < b for a, b in itertools.pairwise(numbers)}
    if len(numbers) not in (0, len(order)) or len(steps) > 1:
        notes.append(f"nominal, since its recode values {', '.join(order)} do not follow the order of its options")
        return "nominal", tuple(notes)
    return "ordinal", tuple(notes)


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True


def _ordered(items: Mapping[str, Any], order: Any) -> list[str]:
    listed = [str(key) for key in as_mapping(order).values()]
    return [*(key for key in dict.fromkeys(listed) if key in items), *(key for key in items if key not in listed)]


def _row_tag(payload: Mapping[str, Any], tag: str, row: str) -> str:
    """A matrix row's own export tag; a default from before the question was renamed is ignored, as exports do."""
    own = str(as_mapping(payload.get("ChoiceDataExportTags")).get(row) or "")
    stale = re.fullmatch(rf"(Q\d+(?:\.\d+)?)_{re.escape(row)}", own)
    return "" if stale and stale[1] != tag else own
