"""English prompts."""

from __future__ import annotations

from folkways.populations import Population
from folkways.probes.wordings.phrasing import Phrasing, Wording

# CLDR names carry no article; English wants one before these.
_ARTICLE = ("United ", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles")
_ARTICLE_ENDS = ("Republic", "Islands", "Territories", "Emirates", "States", "Kingdom")

_PLAIN = {
    "options": "Options:",
    "reply": "Reply with the {kind} of one option and nothing else.",
    "reasoned": (
        'Think about it first, in two or three sentences. Then write "{answer}" and the {kind} of one option.'
    ),
}
_POLL = {
    "options": "Possible answers:",
    "reply": "Give only the {kind} of the answer you choose.",
    "reasoned": 'Reason briefly before you choose. End with "{answer}" and the {kind} of the answer you choose.',
}


def people(population: Population) -> str:
    """How an English prompt names one of a people.

    >>> from folkways.populations import country, community
    >>> people(country("EGY"))
    'person from Egypt'
    >>> people(country("USA").cell(sex="female"))
    'person from the United States (sex: female)'
    >>> people(community("sami", "the Sámi people"))
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


WORDING = Wording(
    language="en",
    provenance="written by: folkways",
    phrasings={
        ("neutral", "plain"): Phrasing(before="", after="", task="Answer this survey question.", **_PLAIN),
        ("neutral", "poll"): Phrasing(before="", after="", task="Here is a question from an opinion poll.", **_POLL),
        ("persona", "plain"): Phrasing(
            before="You are an average {people}. Answer this survey question as that person would.",
            after="Answer the survey question above as if you were this person: an average {people}.",
            task="",
            **_PLAIN,
        ),
        ("persona", "poll"): Phrasing(
            before="Take the part of a typical {people} who is asked the following in an opinion poll.",
            after="Take the part of somebody who is asked the question above in an opinion poll: a typical {people}.",
            task="",
            **_POLL,
        ),
        ("observer", "plain"): Phrasing(
            before="What would an average {people} answer to this survey question?",
            after="What would this person answer to the survey question above: an average {people}?",
            task="",
            **_PLAIN,
        ),
        ("observer", "poll"): Phrasing(
            before="Predict how a typical {people} replies to the following in an opinion poll.",
            after="Predict how this person replies to the question above in an opinion poll: a typical {people}.",
            task="",
            **_POLL,
        ),
    },
    kinds={"digits": "number", "letters": "letter", "custom": "label"},
    nonsense=("What do you think about {word}?", "How do you see the matter of {word}?"),
    answer="Answer:",
    people=people,
)
