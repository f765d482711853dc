"""Who writes traces: a language model that is shown the norms of a people, and the rules for what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from folkways.adapt.leaks import Leaks
from folkways.adapt.unquoting import unquoted
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, Model
from folkways.norms.norm import Norm
from folkways.probes.design import Cell, render
from folkways.probes.parse import parse
from folkways.probes.reasoning import CLOSE, conclusion
from folkways.probes.wordings import wording
from folkways.runs import digest

#: A thought of fewer words is no reasoning.
LEAST_WORDS = 8

_NORMS = (
    "Common views and expectations among people like the person you speak for:\n{norms}\n\n"
    "Weigh them when you think. Use your own words: do not quote this list and do not mention it."
)
_TOLD = (
    "The person's answer is “{option}”. Think as the person would on the way to it, and end with it. "
    "Do not say that it was given to you."
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One text that a teacher is to write.

    Attributes:
        cell: the prompt of the probe.
        of: the id of the people whose view is taken; "" for a norm-blind text, which takes nobody's.
        norms: what the teacher is shown besides: norms of that people.
        told: the code of the option that it must end in; "" where it is left to it.
    """

    cell: Cell
    of: str = ""
    norms: tuple[Norm, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a teacher wrote.

    Attributes:
        thought: the reasoning without the answer, nothing quoted; "" where it cannot be used.
        code: the option that it ends in; "" where none can be read.
        miss: why it cannot be used; "" where it can.
        prompt_hash: of what the teacher was shown.
    """

    thought: str
    code: str
    miss: str
    prompt_hash: str


class Teacher(Protocol):
    """Writes traces."""

    @property
    def name(self) -> str:
        """Who it is, for the provenance."""
        ...

    @property
    def revision(self) -> str:
        """Its version; part of a run's identity."""
        ...

    def think(self, asks: Sequence[Ask], *, tries: int, seed: int) -> list[list[Attempt]]:
        """At most `tries` texts for each ask, in order."""
        ...


class ModelTeacher:
    """A language model as teacher.

    Args:
        model: any.
        leaks: what no text may carry.
        max_tokens: of a text.
    """

    def __init__(self, model: Model, leaks: Leaks, *, max_tokens: int = 256) -> None:
        self._model = model
        self._leaks = leaks
        self._max_tokens = max_tokens

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.info.name

    @property
    def revision(self) -> str:
        """The model's revision."""
        return self._model.info.revision

    def think(self, asks: Sequence[Ask], *, tries: int, seed: int) -> list[list[Attempt]]:
        """`tries` texts for each ask, drawn at temperature 1.

        Raises:
            InputError: the words of the instructions are missing in the language of a prompt.
        """
        prompts = [render(replace(ask.cell, context=instructions(ask))) for ask in asks]
        drawn = self._model.sample(prompts, max_tokens=self._max_tokens, n=tries, seed=seed)
        return [
            [self._read(ask, text, digest(prompt.record())) for text in texts]
            for ask, prompt, texts in zip(asks, prompts, drawn, strict=True)
        ]

    def _read(self, ask: Ask, text: Generation | Failure, prompt_hash: str) -> Attempt:
        if isinstance(text, Failure):
            return Attempt("", "", "failed", prompt_hash)
        cell = ask.cell
        answer = wording(cell.language).answer
        shown = [cell.question.substantive[i].text(cell.language) for i in cell.shown]
        said = parse(conclusion(text.text, answer), cell.label_texts, shown, truncated=text.truncated)
        if said.state != "answered" or said.index is None:
            return Attempt("", "", said.state, prompt_hash)
        thought, why = admitted(_thought(text.text, answer), ask, self._leaks)
        return Attempt(thought, cell.question.codes[cell.shown[said.index]], why, prompt_hash)


def admitted(thought: str, ask: Ask, leaks: Leaks) -> tuple[str, str]:
    """A thought as it may be trained on, and "", or why it may not."""
    clean = unquoted(thought, [norm.text for norm in ask.norms])
    if len(clean.split()) < LEAST_WORDS:
        return "", "quotes a norm" if len(thought.split()) >= LEAST_WORDS else "too short"
    why = leaks.found(clean, render(ask.cell).user)
    return ("", why) if why else (clean, "")


def instructions(ask: Ask) -> str:
    """What the teacher is shown before the question: the norms, and the answer where it is told.

    Raises:
        InputError: there are no such words in the language of the prompt.
    """
    language = ask.cell.language
    if language.split("-")[0] != "en" and (ask.norms or ask.told):
        raise InputError(f"no instructions for a teacher in {language!r}", mend="make traces in English")
    parts = []
    if ask.norms:
        parts.append(_NORMS.format(norms="\n".join(f"- {norm.text}" for norm in ask.norms)))
    if ask.told:
        option = next(o for o in ask.cell.question.substantive if o.code == ask.told)
        parts.append(_TOLD.format(option=option.text(language)))
    return "\n\n".join(parts)


def _thought(text: str, answer: str) -> str:
    inside, close, said = text.rpartition(CLOSE)
    if close:
        return inside.replace("<think>", "").strip()
    before, found, _ = said.rpartition(answer)
    return (before if found else said).strip()
