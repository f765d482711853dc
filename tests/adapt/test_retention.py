from collections.abc import Sequence

import polars as pl
import pytest

from folkways.adapt.comparing.retention import RETENTION_SCHEMA, ask_facts, facts, retention
from folkways.models.access import LabelScores, Prompt


class Knows:
    """A model that gives the right answer to facts whose number is below `n`, and the last option to the others."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.shown: list[Prompt] = []

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        found = []
        for prompt, options in zip(prompts, labels, strict=True):
            self.shown.append(prompt)
            place = next(i for i, fact in enumerate(facts()) if fact.question == prompt.user)
            right = options.index(facts()[place].options[0 if place < self.n else 3])
            found.append(LabelScores(tuple(0.7 if i == right else 0.1 for i in range(4)), 0.0, 1))
        return found


def test_there_are_sixty_different_questions_of_four_different_options() -> None:
    assert len({f.question for f in facts()}) == 60
    assert all(len(set(f.options)) == 4 for f in facts())


def test_a_model_that_knows_some_facts_is_right_on_those() -> None:
    found = ask_facts(Knows(21))  # type: ignore[arg-type]
    assert found["right"].to_list() == [True] * 21 + [False] * 39
    assert found["probability"].to_list() == pytest.approx([0.7] * 21 + [0.1] * 39)


def test_no_option_is_shown() -> None:
    model = Knows(60)
    ask_facts(model, context="Be brief.", adapters=("a", "b"))  # type: ignore[arg-type]
    assert {(prompt.system, prompt.adapter) for prompt in model.shown} == {("Be brief.", "a"), ("Be brief.", "b")}
    assert [prompt.user for prompt in model.shown] == [fact.question for fact in facts()]


def test_the_change_is_paired_and_is_nothing_where_nothing_changed() -> None:
    def frame(right: int) -> pl.DataFrame:
        return pl.DataFrame(
            {"fact": [f.id for f in facts()], "probability": [0.5] * 60, "right": [i < right for i in range(60)]},
            schema=RETENTION_SCHEMA,
        )

    same = retention([frame(30)], frame(30))
    assert (same.change, same.change_low, same.change_high) == (0, 0, 0) and same.accuracy == 0.5
    lost = retention([frame(10), frame(20)], frame(30))
    assert lost.accuracy == 0.25 and lost.change == -0.25 and lost.change_high < 0
