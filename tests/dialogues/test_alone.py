"""One model alone: a conversation of one turn a text, told what its people answer and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl
import pytest

from folkways.dialogues.alone import write_alone
from folkways.dialogues.conversation import STOPS, TURNS_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.errors import InputError, PopulationError
from folkways.models.access import Failure, Generation, Prompt
from folkways.surveys import Survey
from tests.norms.scripted import Scripted, tell_tale

SURVEY = tell_tale()


class Drawing(Scripted):
    """Writes a text that hangs on prompt, seed and draw alone; fails or falls silent where it is told to."""

    def __init__(self, *, failing: str = "", silent: str = "") -> None:
        super().__init__(lambda _: "")
        self.failing, self.silent = failing, silent
        self.temperatures: set[float] = set()

    def sample(  # pyright: ignore[reportIncompatibleMethodOverride] # a scripted failure among texts
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        self.prompts += prompts
        self.temperatures.add(temperature)
        return [[self._one(prompt, seed, draw) for draw in range(n)] for prompt in prompts]

    def _one(self, prompt: Prompt, seed: int, draw: int) -> Generation | Failure:
        if self.failing and self.failing in (prompt.system or ""):
            return Failure("timeout", "no answer in 120 s")
        if self.silent and self.silent in (prompt.system or ""):
            return Generation(" \n", False, 1)
        mark = hashlib.sha256(f"{prompt.record()} {seed} {draw}".encode()).hexdigest()[:8]
        return Generation(f" Because {mark}. ", draw == 1, 4)


def seeds(survey: Survey = SURVEY, mode: str = "modal") -> pl.DataFrame:
    """One of every question and people."""
    rows = []
    for question in survey.questions:
        for people in survey.populations:
            share = survey.human.filter(
                (pl.col("question") == question.id) & (pl.col("population") == people.id) & (pl.col("option") == "1")
            )["share"].item()
            told = (
                question.options[0].text("en") if mode != "shares" else f"{question.options[0].text('en')} {share:.0%}"
            )
            kept = (None, None) if mode == "shares" else ("1", share)
            rows.append(Seed(people.id, question.id, "Values", mode, told, *kept, 900.0).to_record())
    return pl.DataFrame(rows, schema=SEEDS_SCHEMA)


def test_each_seed_gives_as_many_conversations_of_one_turn_as_were_wanted() -> None:
    given, calls = seeds(), []
    model = Drawing()
    turns = write_alone(
        model, given, SURVEY, per_seed=3, temperature=0.6, progress=lambda done, total: calls.append((done, total))
    )
    assert turns.schema == TURNS_SCHEMA and turns.height == 3 * given.height
    assert turns["conversation"].n_unique() == turns.height and turns["text"].n_unique() == turns.height
    assert turns["seed"].unique(maintain_order=True).to_list() == given["id"].to_list()
    assert set(turns["state"]) == {"spoken"} and set(turns["stop"]) == {"turns"}
    assert turns["text"].to_list() == [text.strip() for text in turns["text"]]
    assert turns["truncated"].to_list() == [False, True, False] * given.height
    assert model.temperatures == {0.6} and calls[-1] == (given.height, given.height)
    assert (
        turns.select("seed", "population")
        .unique()
        .sort("seed")
        .equals(given.select(pl.col("id").alias("seed"), "population").sort("seed"))
    )


@pytest.mark.parametrize("mode", ["modal", "draw", "shares"])
def test_a_writer_is_told_its_own_peoples_answer_and_no_others(mode: str) -> None:
    model, given = Drawing(), seeds(mode=mode)
    write_alone(model, given, SURVEY)
    shares = {f"{share:.0%}" for share in given["share"].drop_nulls()} or {a.split()[-1] for a in given["answer"]}
    for prompt, row in zip(model.prompts, given.to_dicts(), strict=True):
        shown = f"{prompt.system} {prompt.user}"
        assert row["answer"] in shown and SURVEY.by_id[row["question"]].text("en") in shown
        own = row["answer"].split()[-1] if mode == "shares" else f"{row['share']:.0%}"
        assert {share for share in shares if share in shown} == {own}
        others = {q.text("en") for q in SURVEY.questions if q.id != row["question"]}
        assert not any(text in shown for text in others)
        people = {p.name for p in SURVEY.populations if p.name in shown}
        assert people == {SURVEY.population(row["population"]).name}


def test_an_answer_of_less_than_half_is_not_called_that_of_most() -> None:
    few = Seed("EGY", "q0", "Values", "modal", "yes-0", "1", 0.4, 900.0)
    model = Drawing()
    write_alone(model, pl.DataFrame([few.to_record()], schema=SEEDS_SCHEMA), SURVEY)
    assert "most common" in str(model.prompts[0].system) and "Most people" not in str(model.prompts[0].system)


def test_a_failed_call_and_an_empty_reply_are_states_of_their_rows() -> None:
    turns = write_alone(Drawing(failing="w3x", silent="w5x"), seeds(), SURVEY)
    states = dict(turns["state"].value_counts().iter_rows())
    assert states == {"spoken": 30, "failed": 3, "dropped": 3}
    failed = turns.filter(pl.col("state") == "failed")
    assert set(failed["text"]) == {"timeout: no answer in 120 s"} and set(failed["stop"]) == {"failed call"}
    assert set(turns.filter(pl.col("state") == "dropped")["stop"]) == {"empty reply"}
    assert set(turns["stop"]) <= set(STOPS)


def test_what_is_written_for_a_seed_hangs_on_it_alone_and_on_the_seed_of_the_draws() -> None:
    given = seeds()
    whole = write_alone(Drawing(), given, SURVEY, per_seed=2)
    assert write_alone(Drawing(), given, SURVEY, per_seed=2).equals(whole)
    few = given.sample(7, seed=1)
    part = write_alone(Drawing(), few, SURVEY, per_seed=2)
    assert part.equals(pl.concat([whole.filter(pl.col("seed") == name) for name in few["id"]]))
    other = write_alone(Drawing(), given, SURVEY, per_seed=2, seed=1)
    assert other["conversation"].equals(whole["conversation"]) and not set(other["text"]) & set(whole["text"])


def test_seeds_that_are_not_the_surveys_or_come_twice_are_refused() -> None:
    given = seeds()
    with pytest.raises(InputError, match="comes twice"):
        write_alone(Drawing(), pl.concat([given, given.head(1)]), SURVEY)
    with pytest.raises(InputError, match="does not have"):
        write_alone(Drawing(), given, SURVEY.select(questions=["q0"]))
    old = Seed.from_record({**given.row(0, named=True), "survey_digest": "older"})
    with pytest.raises(InputError, match="another state"):
        write_alone(Drawing(), pl.DataFrame([old.to_record()], schema=SEEDS_SCHEMA), SURVEY)
    far = Seed.from_record({**given.row(0, named=True), "population": "XXX"})
    with pytest.raises(PopulationError):
        write_alone(Drawing(), pl.DataFrame([far.to_record()], schema=SEEDS_SCHEMA), SURVEY)
    with pytest.raises(InputError, match="per_seed is 0"):
        write_alone(Drawing(), given, SURVEY, per_seed=0)


def test_without_seeds_nothing_is_asked_and_nothing_written() -> None:
    model = Drawing()
    assert write_alone(model, pl.DataFrame(schema=SEEDS_SCHEMA), SURVEY).schema == TURNS_SCHEMA
    assert model.prompts == []
