"""What the moderator says, whom no model speaks for: a fixed text that opens, and in the guided style moves on."""

from __future__ import annotations

from folkways.dialogues.conversation import ConversationPlan
from folkways.surveys import Question

#: The moderator's number and name in the turns.
MODERATOR = -1
MODERATOR_NAME = "Moderator"

#: Asked between the rounds of a guided conversation, in this order, as far as there are rounds before the last.
PRODS = (
    "Why do you think so? Please give a reason.",
    "Which custom or habit where you live shows this?",
    "Where do you differ from each other, and why?",
)
LAST_WORD = "Please say a last word: what do you hold to after this talk?"


def opening(plan: ConversationPlan, question: Question) -> str:
    """The first words of a conversation: the question, and in the guided style to whom it goes first."""
    text = " ".join(question.text(question.language).split())
    if plan.style == "free":
        return f"Please talk with each other about this question: {text}"
    names = ", ".join(participant.name for participant in plan.participants)
    return f"Welcome, {names}. Our question today: {text} {plan.participants[0].name}, what do you say?"


def prods(plan: ConversationPlan) -> dict[int, str]:
    """What the moderator says before a turn, by the number of that turn among the participants' turns.

    The last round begins with the request for a last word; rounds between have a prod each until these run out.
    """
    if plan.style == "free":
        return {}
    size = len(plan.participants)
    rounds = -(-plan.turns // size)
    asked = {size * (number + 1): text for number, text in enumerate(PRODS[: max(0, rounds - 2)])}
    return asked | ({size * (rounds - 1): LAST_WORD} if rounds > 1 else {})
