"""Files of answers that a person hands in: read with the rules by which a probe reads a model's words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkways.alignment.table import Table
    from folkways.surveys import Question, Survey


def read_file(path: Path, survey: Survey | None, model: str | None = None) -> tuple[Table, Survey]:
    """A file of answers, and its survey; see `folkways.alignment.exchange`.

    Raises:
        AnswersError: with file, row, value and mend, for anything that does not fit.
    """
    from folkways.alignment.exchange import read_answers_file

    return read_answers_file(path, survey, model=model, read=read_text)


def read_text(text: str, question: Question) -> tuple[str, str | None]:
    """State of a written answer, and the code of the option that it names, in any language of the question.

    >>> from folkways.surveys import Option, Question
    >>> q = Question("q", {"en": "Good?"}, (Option("1", {"en": "Yes"}), Option("2", {"en": "No"})))
    >>> read_text("I would say yes.", q), read_text("I'm sorry, but I cannot answer that.", q)
    (('answered', '1'), ('refused', None))
    """
    from folkways.probes.parse import parse

    said = [
        parse(text, question.codes, [option.text(language) for option in question.substantive])
        for language in question.texts
    ]
    best = next((one for one in said if one.state == "answered"), said[0])
    return best.state, None if best.index is None else question.codes[best.index]
