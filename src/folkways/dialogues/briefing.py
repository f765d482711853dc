"""The private brief of a participant: who it is, and what its people answer; nothing that the survey does not say.

Its words are short and plain, so that a small model can follow them.
"""

from __future__ import annotations

from folkways.dialogues.conversation import ConversationPlan
from folkways.dialogues.seed import Seed
from folkways.populations import language_name
from folkways.surveys import Survey


def brief(plan: ConversationPlan, place: int, seed: Seed, survey: Survey) -> str:
    """The system turn of a participant, which no other participant sees.

    Args:
        plan: of the conversation.
        place: of the participant.
        seed: what its people answer.
        survey: that has the question's wording and the peoples' names.
    """
    me = plan.participants[place]
    others = [other for at, other in enumerate(plan.participants) if at != place]
    home = survey.population(me.population).label
    persona = "; ".join(f"{name}: {value}" for name, value in me.persona)
    question = survey.by_id[plan.question]
    told = [
        f"You are {me.name} from {home}." + (f" About you: {persona}." if persona else ""),
        "You talk with "
        + _listed([f"{other.name} from {survey.population(other.population).label}" for other in others])
        + ".",
        f"The question is: {' '.join(question.text(question.language).split())}",
        answered(seed, home),
        'Say "I". In 1 to 3 short sentences, say why you think so, with an example from your life. Speak only as '
        f"{me.name}, never for {_listed([other.name for other in others], 'or')}. Speak {language_name(me.language)}.",
    ]
    return "\n".join(told)


def answered(seed: Seed, home: str) -> str:
    """What a people answers, as its brief says it; each mode of `MODES` in its own way.

    >>> answered(Seed("EGY", "q", "Work", "modal", "Agree", "1", 0.81, 900.0), "Egypt")
    'Your answer is "Agree". Most people from Egypt say so (81%).'
    """
    if seed.mode == "shares" or seed.share is None:
        return f"People from {home} answer in these shares: {seed.answer}. You are one of them."
    if seed.mode == "draw":
        return f'Your answer is "{seed.answer}". Of the people from {home}, {seed.share:.0%} say so.'
    most = f"Most people from {home} say so" if seed.share > 0.5 else f"It is the most common one in {home}"
    return f'Your answer is "{seed.answer}". {most} ({seed.share:.0%}).'


def _listed(parts: list[str], word: str = "and") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
