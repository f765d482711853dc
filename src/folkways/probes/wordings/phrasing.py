"""What the fixed words of a prompt consist of, in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from folkways.populations import Population


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The fixed words of a prompt around a question.

    Attributes:
        before: identity cue put before the question; `{people}` stands for "person from Egypt".
        after: the same cue as the last words of all, the people as late as the language allows, so that prompts about
            many peoples share all that comes before.
        task: what to do with the question, where the cue does not say it (put before the question).
        options: the line above the options.
        reply: how to answer at once; `{kind}` is "number" or "letter".
        reasoned: the same where the model is to think first; `{answer}` stands for the `answer` of the `Wording`.
    """

    before: str
    after: str
    task: str
    options: str
    reply: str
    reasoned: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All fixed words of the prompts in one language.

    Attributes:
        language: BCP 47 tag.
        provenance: who wrote or translated them, and whether someone reviewed them.
        phrasings: by (framing, template).
        kinds: what a label of a label set is called: `digits`, `letters`, `custom`.
        nonsense: questions about a made-up `{word}`, for the controls.
        answer: the words that announce an answer after reasoning, such as `Answer:`.
        people: how a prompt names one of a people; fits the `{people}` of every phrasing.
    """

    language: str
    provenance: str
    phrasings: Mapping[tuple[str, str], Phrasing]
    kinds: Mapping[str, str]
    nonsense: tuple[str, ...]
    answer: str
    people: Callable[[Population], str]
