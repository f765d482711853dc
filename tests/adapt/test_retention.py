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
        for prompt in prompts:
            self.shown.append(prompt)
            place, fact = next((i, f) for i, f in enumerate(facts()) if prompt.user.startswith(f.question + "\n"))
            wanted = fact.options[0 if place < self.n else 3]
            mass = tuple(
                0.7 if f". {wanted}\n" in line + "\n" else 0.1 for line in prompt.user.split("\n\n")[1].split("\n")
            )
            found.append(LabelScores(mass, 0.0, 1))
        return found


def test_there_are_sixty_different_questions_of_four_different_options() -> None:
    assert len({f.question for f in facts()}) == 60
    assert all(len(set(f.options)) == 4 for f in facts())


def test_a_model_that_knows_some_facts_is_right_on_those() -> None:
    found = ask_facts(Knows(21))  # type: ignore[arg-type]
    assert found["right"].to_list() == [True] * 21 + [False] * 39
    assert found["probability"].to_list() == pytest.approx([0.7] * 21 + [0.1] * 39)


def test_the_right_option_stands_at_every_place_equally_often() -> None:
    model = Knows(60)
    ask_facts(model)  # type: ignore[arg-type]
    places = [0] * 4
    for prompt in model.shown:
        fact = next(f for f in facts() if prompt.user.startswith(f.question + "\n"))
        lines = prompt.user.split("\n\n")[1].split("\n")
        places[next(i for i, line in enumerate(lines) if line[3:] == fact.options[0])] += 1
    assert places == [30] * 4


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
