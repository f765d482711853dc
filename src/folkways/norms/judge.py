"""Let a model judge a norm, with the survey's shares before it."""

from __future__ import annotations

from collections.abc import Sequence

from folkways.encoders import TextEncoder
from folkways.models.access import Failure, LabelScores, Model, Prompt
from folkways.norms.entailment import Evidence, Finding
from folkways.norms.norm import Norm
from folkways.norms.quantifiers import quantifier
from folkways.norms.readings import LANGUAGE, Reading
from folkways.norms.stance import claim
from folkways.surveys import Survey

#: What the model chooses between.
CHOICES = ("supported", "contradicted", "not tested")
_LABELS = ("A", "B", "C")
#: How many questions the model is shown.
SHOWN = 3


class JudgeChecker:
    """Any model, asked whether the survey's shares support a norm; both orders of the verdicts, averaged.

    Where no question is about the norm the model is not asked.
    """

    def __init__(self, model: Model, survey: Survey, encoder: TextEncoder) -> None:
        self._model = model
        self._evidence = Evidence(survey, encoder)

    @property
    def name(self) -> str:
        """`judge:` and the model's name."""
        return f"judge:{self._model.info.name}"

    def check(self, norm: Norm) -> Finding:
        """The verdict that the model finds most probable.

        `strength` is the share behind the reading of the best question, where the rules can read one.
        """
        _, rest = quantifier(self._evidence.sentence(norm))
        matches = self._evidence.about(norm, rest)[:SHOWN]
        if not matches:
            return Finding("not tested", reason="no question is about it")
        readings = [m.reading for m in matches]
        orders = (CHOICES, CHOICES[::-1])
        prompts = [Prompt(self._asked(norm, readings, order), prefix="Answer: ") for order in orders]
        scores = self._model.score(prompts, [_LABELS] * len(prompts))
        chances = averaged(scores, orders)
        ids = tuple(r.question.id for r in readings)
        if chances is None:
            failure = next(s for s in scores if isinstance(s, Failure))
            return Finding("not tested", ids, reason=f"the model could not be asked: {failure.message}")
        verdict = max(CHOICES, key=lambda c: chances[c])
        said = claim(rest, readings[0])
        cell = self._evidence.cells[ids[0], norm.population]
        shown = ", ".join(f"{c} {chances[c]:.2f}" for c in CHOICES)
        return Finding(
            verdict,
            ids,
            cell.share(said.codes) if said else None,
            self._evidence.divided(ids[0], norm.population),
            f"{self.name} says {shown}",
        )

    def _asked(self, norm: Norm, readings: Sequence[Reading], order: Sequence[str]) -> str:
        people = next((p.label for p in self._evidence.survey.populations if p.id == norm.population), norm.population)
        shares = "\n".join(self._shares(reading, norm.population) for reading in readings)
        meanings = {
            "supported": "Supported: these answers show that the statement is true.",
            "contradicted": "Contradicted: these answers show that the statement is false.",
            "not tested": "Not tested: these answers do not say.",
        }
        choices = "\n".join(f"{label}. {meanings[c]}" for label, c in zip(_LABELS, order, strict=True))
        return (
            f"In a survey, people in {people} were asked:\n{shares}\n\nStatement about people in {people}: "
            f"{norm.text}\n\n"
            f"Which verdict is right?\n{choices}\n\nAnswer with the letter alone."
        )

    def _shares(self, reading: Reading, population: str) -> str:
        question = reading.question
        cell = self._evidence.cells[question.id, population]
        answers = "; ".join(f"{o.text(LANGUAGE)}: {cell.shares[o.code]:.0%}" for o in question.options)
        return f"- {question.text(LANGUAGE)} Answers: {answers}."


def averaged(scores: Sequence[LabelScores | Failure], orders: Sequence[Sequence[str]]) -> dict[str, float] | None:
    """The probability of each verdict, averaged over the orders in which they were shown; None where none was scored.

    Each order is renormalised over its labels first.
    """
    total: dict[str, float] = dict.fromkeys(CHOICES, 0.0)
    read = 0
    for score, order in zip(scores, orders, strict=True):
        if isinstance(score, Failure) or sum(score.mass) <= 0:
            continue
        read += 1
        for mass, choice in zip(score.mass, order, strict=True):
            total[choice] += mass / sum(score.mass)
    return {c: v / read for c, v in total.items()} if read else None
