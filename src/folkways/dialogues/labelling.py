"""Opinions by sentences: a turn is cut by rules, and a model that cannot write JSON says what each sentence is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from folkways.dialogues.opinion import KINDS
from folkways.dialogues.reading import MEANINGS, Heard, Kept, Left, TurnRead
from folkways.dialogues.sentences import sentences
from folkways.dialogues.smalltalk import small_talk
from folkways.judges.enclosing import harmless
from folkways.judges.spans import Span
from folkways.models.access import Failure, LabelScores, Model, Prompt
from folkways.runs import digest

#: What a sentence is where it is of no kind.
NONE = "none"
#: What the model chooses between, and the letters before them.
CHOICES = (*KINDS, NONE)
_MEANINGS = {**MEANINGS, NONE: "no opinion, only a remark about the talk or the moment"}
LABELS = ("A", "B", "C", "D", "E")
#: The orders in which the choices are shown: each stands at each place once, so that no place is favoured.
ORDERS = tuple(CHOICES[turn:] + CHOICES[:turn] for turn in range(len(CHOICES)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    turn: int
    span: Span
    text: str
    prompts: tuple[Prompt, ...]


def read_by_sentences(model: Model, turns: Sequence[Heard]) -> list[TurnRead]:
    """Let a model say of each sentence of each turn which kind of opinion it is, or none.

    The probability of each choice is averaged over `ORDERS`; the most probable one holds. The embedded model is too
    small for it: it calls all of 53 sentences written for the tests a belief, 13 of which are (`tests/dialogues`).

    Args:
        model: gives label probabilities; asked once for each order of each sentence that is no small talk.
        turns: what was said.

    Returns:
        One a turn, in order.
    """
    kept: list[list[Kept]] = [[] for _ in turns]
    left: list[list[Left]] = [[] for _ in turns]
    candidates: list[_Candidate] = []
    for number, turn in enumerate(turns):
        for span in sentences(turn.text):
            text = turn.text[span.start : span.end]
            idle = small_talk(text)
            if idle is None:
                candidates.append(_Candidate(number, span, text, prompts_of(text, turn.wording)))
            else:
                left[number].append(Left(idle, "by the rules, not by the model", text, span.start, span.end))
    prompts = [prompt for candidate in candidates for prompt in candidate.prompts]
    scores = model.score(prompts, [LABELS] * len(prompts)) if prompts else []
    for place, candidate in enumerate(candidates):
        found = _judged(candidate, scores[place * len(ORDERS) : (place + 1) * len(ORDERS)])
        if isinstance(found, Kept):
            kept[candidate.turn].append(found)
        else:
            left[candidate.turn].append(found)
    return [
        TurnRead(tuple(found), tuple(sorted(rest, key=lambda one: one.start or 0)))
        for found, rest in zip(kept, left, strict=True)
    ]


def prompts_of(sentence: str, wording: str) -> tuple[Prompt, ...]:
    """What the model is shown of a sentence: the choices in each of the orders.

    What all sentences share stands first, so that an engine reads it once.
    """
    shown = []
    for order in ORDERS:
        choices = "\n".join(
            f"{label}. {choice}: {_MEANINGS[choice]}" for label, choice in zip(LABELS, order, strict=True)
        )
        shown.append(
            Prompt(
                f"What kind of statement is this?\n{choices}\n\nPeople talk about this question: {harmless(wording)}\n"
                f"Statement: {harmless(sentence)}\n\nAnswer with the letter alone.",
                prefix="Answer: ",
            )
        )
    return tuple(shown)


def _judged(candidate: _Candidate, scores: Sequence[LabelScores | Failure]) -> Kept | Left:
    start, end = candidate.span.start, candidate.span.end
    failure = next((score for score in scores if isinstance(score, Failure)), None)
    if failure is not None:
        return Left("failed call", f"{failure.kind}: {failure.message}", candidate.text, start, end)
    chances = averaged([score for score in scores if isinstance(score, LabelScores)])
    if chances is None:
        return Left("unreadable", "no probability fell on a letter", candidate.text, start, end)
    kind = max(CHOICES, key=lambda choice: chances[choice])
    if kind == NONE:
        shown = ", ".join(f"{choice} {chances[choice]:.2f}" for choice in CHOICES)
        return Left("no opinion", shown, candidate.text, start, end)
    return Kept(start, end, kind, digest([prompt.record() for prompt in candidate.prompts]))


def averaged(scores: Sequence[LabelScores]) -> dict[str, float] | None:
    """The probability of each choice, averaged over `ORDERS`; None where an order has none on any letter.

    Each order is renormalised over its letters first.
    """
    total: dict[str, float] = dict.fromkeys(CHOICES, 0.0)
    for score, order in zip(scores, ORDERS, strict=True):
        whole = sum(score.mass)
        if whole <= 0:
            return None
        for mass, choice in zip(score.mass, order, strict=True):
            total[choice] += mass / whole / len(ORDERS)
    return total
