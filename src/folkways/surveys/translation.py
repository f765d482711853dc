"""A survey in another language, and who put it there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from folkways.errors import SurveyError
from folkways.runs import write_atomically
from folkways.surveys.question import Question

if TYPE_CHECKING:
    from folkways.surveys.survey import Survey

Kind = Literal["native", "human", "machine"]
Status = Literal["unreviewed", "reviewed"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the texts of one language come from.

    Attributes:
        by: who translated: a name, an institution, a model.
        kind: `native` (the words that people were asked in), `human` or `machine`.
        status: whether a person who knows the language has reviewed it.
    """

    by: str
    kind: Kind
    status: Status = "unreviewed"

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or self.status not in get_args(Status):
            raise SurveyError(
                f"unknown kind {self.kind!r} or status {self.status!r} of a translation",
                mend="kinds are native, human, machine; states are unreviewed, reviewed",
            )

    def __str__(self) -> str:
        return f"translated by: {self.by}, {self.status}"


@dataclass(frozen=True, slots=True)
class Translation:
    """Questions and options in one language.

    Attributes:
        survey: name of the survey.
        language: BCP 47 tag.
        provenance: where the texts come from.
        texts: question id → wording.
        options: question id → option code → wording; every option of the question, "don't know" included.
    """

    survey: str
    language: str
    provenance: Provenance
    texts: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write it as JSON; `read` reads it back."""
        record = {
            "survey": self.survey,
            "language": self.language,
            "by": self.provenance.by,
            "kind": self.provenance.kind,
            "status": self.provenance.status,
            "questions": {key: {"text": text, "options": dict(self.options[key])} for key, text in self.texts.items()},
        }
        write_atomically(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())

    @classmethod
    def read(cls, path: Path) -> Translation:
        """The translation in a JSON file.

        Raises:
            SurveyError: the file is missing or is not a translation.
        """
        try:
            record: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
            questions = record["questions"]
            return cls(
                survey=record["survey"],
                language=record["language"],
                provenance=Provenance(record["by"], record["kind"], record["status"]),
                texts={key: item["text"] for key, item in questions.items()},
                options={key: item["options"] for key, item in questions.items()},
            )
        except FileNotFoundError as error:
            raise SurveyError("no translation here", where=str(path), mend="check the path") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SurveyError(
                f"not a translation ({type(error).__name__}: {error})",
                where=str(path),
                mend="give a JSON file with survey, language, by, kind, status and questions",
            ) from error


def translated(survey: Survey, translation: Translation) -> Survey:
    """The survey with the texts of one more language; questions that the translation lacks stay as they are.

    Raises:
        SurveyError: a question or an option is unknown, missing or empty, or the language is the source.
    """
    where = f"translation of {survey.name} into {translation.language}"
    unknown = [key for key in translation.texts if key not in survey.by_id]
    if unknown:
        raise SurveyError(
            f"question {unknown[0]!r} is not in the survey", where=where, mend="remove it or correct its id"
        )
    for key in translation.texts:
        question = survey.by_id[key]
        if translation.language == question.language:
            raise SurveyError(
                f"question {key!r} is in {question.language!r} already", where=where, mend="give another language"
            )
        codes = {option.code for option in question.options}
        given = {code: text for code, text in translation.options.get(key, {}).items() if text.strip()}
        if codes != set(given) or not translation.texts[key].strip():
            wrong = sorted(codes ^ set(given))
            what = f"option {wrong[0]!r}" if wrong else "the text"
            raise SurveyError(
                f"{what} of question {key!r} is missing, empty or unknown",
                where=where,
                mend=f"give a text to the question and to each of its options {', '.join(sorted(codes))}",
            )
    questions = tuple(_translated(question, translation) for question in survey.questions)
    return replace(
        survey, questions=questions, translations={**survey.translations, translation.language: translation.provenance}
    )


def _translated(question: Question, translation: Translation) -> Question:
    if question.id not in translation.texts:
        return question
    language, words = translation.language, translation.options[question.id]
    options = tuple(replace(o, texts={**o.texts, language: words[o.code]}) for o in question.options)
    return replace(question, texts={**question.texts, language: translation.texts[question.id]}, options=options)
