"""What `folkways probe` is told to give a model besides the questions, and which questions it may then ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from folkways.models.access import Model
    from folkways.probes import Aid
    from folkways.surveys import Survey


def held_out(survey: Survey, split: Path | None, questions: list[str] | None) -> list[str] | None:
    """The questions to ask: those that were named, or those that a split holds out.

    Raises:
        InputError: a named question is not held out.
        SurveyError: the split is of another survey.
    """
    from folkways.errors import InputError
    from folkways.surveys.split import Split

    if split is None:
        return questions
    cut = Split.read(split)
    cut.check(survey)
    if questions is None:
        return list(cut.held_out)
    if outside := sorted(set(questions) - set(cut.held_out)):
        raise InputError(f"question {outside[0]!r} is not held out", where=str(split), mend="leave out --questions")
    return questions


def aid_of(model: Any, survey: Survey, *, adapter: str | None, prompt: Path | None, norms: Path | None) -> Aid | None:
    """What the options ask for; None where none was given.

    Raises:
        InputError: two texts were given, or a file is wrong.
        ModelError: an adapter does not fit the model.
    """
    from folkways.errors import InputError

    if prompt is not None and norms is not None:
        raise InputError("--prompt beside --norms", mend="make one prompt of both: `folkways adapt prompt --norms`")
    text: Aid | None = None
    if prompt is not None:
        from folkways.adapt.prompting import read_prompting

        text = read_prompting(prompt)
    elif norms is not None:
        from folkways.adapt.prompting import compose
        from folkways.norms import NormBook

        text = compose("norms:topic", survey, book=NormBook.read(norms)).aid()
    if adapter is None:
        return text
    from folkways.adapt.aids import adapted, adapter_folders

    tuned = adapted(cast("Model", model), adapter_folders(adapter, survey), survey)
    if text is None:
        return tuned
    return replace(
        tuned, name=f"{tuned.name}; {text.name}", context=text.context, seen=tuned.seen | text.seen,
        facts={**text.facts, **tuned.facts},
    )  # fmt: skip
