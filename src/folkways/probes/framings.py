"""In whose name a model is asked: neutral, persona, observer. Three constructs, never averaged together.

- `neutral` asks the model itself: its own default.
- `persona` has it answer as an average person of a population.
- `observer` has it forecast what an average person of the population would answer.

Each framing has two phrasings (templates), whose effect on the answers is reported. English is the language of this
file; a language is one more entry of `PHRASINGS`.
"""

from __future__ import annotations

from dataclasses import dataclass

from folkways.errors import InputError
from folkways.populations import Population

FRAMINGS = ("neutral", "persona", "observer")
TEMPLATES = ("plain", "poll")
CUES = ("before", "after")

# CLDR names carry no article; English wants one before these.
_ARTICLE = ("United ", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles")
_ARTICLE_ENDS = ("Republic", "Islands", "Territories", "Emirates", "States", "Kingdom")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The fixed words of a prompt around a question.

    Attributes:
        before: identity cue put before the question; `{people}` stands for "person from Egypt".
        after: the same cue put after the options.
        task: what to do with the question, where the cue does not say it (put before the question).
        options: the line above the options.
        reply: the last line: how to answer; `{kind}` is "number" or "letter".
    """

    before: str
    after: str
    task: str
    options: str
    reply: str


_PLAIN = {"options": "Options:", "reply": "Reply with the {kind} of one option and nothing else."}
_POLL = {"options": "Possible answers:", "reply": "Give only the {kind} of the answer you choose."}

PHRASINGS: dict[str, dict[tuple[str, str], Phrasing]] = {
    "en": {
        ("neutral", "plain"): Phrasing(before="", after="", task="Answer this survey question.", **_PLAIN),
        ("neutral", "poll"): Phrasing(before="", after="", task="Here is a question from an opinion poll.", **_POLL),
        ("persona", "plain"): Phrasing(
            before="You are an average {people}. Answer this survey question as that person would.",
            after="You are an average {people}. Answer the survey question above as that person would.",
            task="",
            **_PLAIN,
        ),
        ("persona", "poll"): Phrasing(
            before="Take the part of a typical {people} who is asked the following in an opinion poll.",
            after="Take the part of a typical {people} who is asked this in an opinion poll.",
            task="",
            **_POLL,
        ),
        ("observer", "plain"): Phrasing(
            before="What would an average {people} answer to this survey question?",
            after="What would an average {people} answer to the survey question above?",
            task="",
            **_PLAIN,
        ),
        ("observer", "poll"): Phrasing(
            before="Predict how a typical {people} replies to the following in an opinion poll.",
            after="Predict how a typical {people} replies to this in an opinion poll.",
            task="",
            **_POLL,
        ),
    }
}

KINDS = {"en": {"digits": "number", "letters": "letter", "custom": "label"}}


def phrasing(framing: str, template: str, language: str) -> Phrasing:
    """The words of this framing and template in this language.

    Raises:
        InputError: the framing, the template or the language is unknown.
    """
    if language not in PHRASINGS:
        raise InputError(f"no prompt templates in {language!r}", mend=f"use one of {', '.join(PHRASINGS)}")
    if (framing, template) not in PHRASINGS[language]:
        raise InputError(
            f"unknown framing {framing!r} or template {template!r}",
            mend=f"framings are {', '.join(FRAMINGS)}; templates are {', '.join(TEMPLATES)}",
        )
    return PHRASINGS[language][framing, template]


def people_phrase(population: Population) -> str:
    """How a prompt names one of a people.

    >>> from folkways.populations import country, community
    >>> people_phrase(country("EGY"))
    'person from Egypt'
    >>> people_phrase(country("USA").cell(sex="female"))
    'person from the United States (sex: female)'
    >>> people_phrase(community("sami", "the Sámi people"))
    'member of the Sámi people'
    """
    cell = population.label[len(population.name) :]
    if population.demonym:
        return f"{population.demonym} person{cell}"
    root = population.id.split("[")[0]
    if len(root) == 3 and root.isupper():
        name = population.name
        article = "the " if name.startswith(_ARTICLE) or name.endswith(_ARTICLE_ENDS) else ""
        return f"person from {article}{name}{cell}"
    return f"member of {population.name}{cell}"
