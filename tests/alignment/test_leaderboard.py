"""Many models on common cells: ranks, ranges, ties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from folkways.alignment import Alignment, align, leaderboard
from folkways.alignment.popfidelity_cells import write_cells
from folkways.answers import Answers
from folkways.cli import app
from folkways.errors import AnswersError
from folkways.surveys import Survey


@pytest.fixture(scope="module")
def survey(random_survey: Callable[..., Survey]) -> Survey:
    return random_survey(questions=40)


@pytest.fixture(scope="module")
def base(survey: Survey, random_answers: Callable[..., Answers]) -> Alignment:
    return align(random_answers(survey, ("persona",)), survey, replicates=0)


def scored(base: Alignment, shift: float, seed: int, noise: float = 0.05) -> Alignment:
    """A model whose scores differ from the base by noise of each question and a shift."""
    draw = np.random.default_rng(seed)
    by_question = {q: draw.normal(shift, noise) for q in base.cells["question"].unique(maintain_order=True)}
    moved = pl.col("score") + pl.col("question").replace_strict(by_question, return_dtype=pl.Float64)
    return replace(base, cells=base.cells.with_columns(moved))


def raw(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("calibration") == "raw")


def test_models_that_differ_clearly_have_ranks_of_their_own(base: Alignment) -> None:
    entries = [("b", scored(base, 0.1, 1)), ("a", scored(base, 0.2, 2)), ("c", scored(base, 0.0, 3))]
    rows = raw(leaderboard(entries).rows)
    assert rows["name"].to_list() == ["a", "b", "c"]
    assert rows["rank"].to_list() == rows["rank_low"].to_list() == rows["rank_high"].to_list() == [1, 2, 3]
    assert rows["ties"].list.len().to_list() == [0, 0, 0]
    assert (rows["low"] < rows["mean"]).all() and (rows["mean"] < rows["high"]).all()


def test_equal_models_share_the_first_rank_in_nineteen_of_twenty_draws(base: Alignment) -> None:
    apart = 0
    for seed in range(60):
        rows = raw(leaderboard([(str(i), scored(base, 0.0, 3 * seed + i)) for i in range(3)], replicates=300).rows)
        apart += rows["rank"].max() != 1
    assert apart <= 8  # at 5 % expected 3; more than 8 of 60 has a chance of 0.3 %


def test_only_cells_that_all_answered_count(base: Alignment) -> None:
    part = replace(base, cells=base.cells.filter(pl.col("population") != "MAR"))
    rows = raw(leaderboard([("whole", base), ("part", part)]).rows)
    assert rows["cells"].to_list() == [120, 120]
    assert dict(rows.select("name", "cells_own").iter_rows()) == {"whole": 160, "part": 120}
    assert rows["mean"][0] == rows["mean"][1]


@settings(max_examples=15, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_entries_changes_nothing(base: Alignment, order: list[str]) -> None:
    made = {name: scored(base, 0.03 * i, i) for i, name in enumerate("abcd")}
    one = leaderboard([(name, made[name]) for name in "abcd"], replicates=200).rows
    two = leaderboard([(name, made[name]) for name in order], replicates=200).rows
    same = ("name", "rank", "rank_low", "rank_high", "cells")
    assert one.select(same).equals(two.select(same))
    assert one["mean"].to_numpy() == pytest.approx(two["mean"].to_numpy())


def test_what_cannot_be_ordered_is_refused(base: Alignment) -> None:
    with pytest.raises(AnswersError, match="same name"):
        leaderboard([("a", base), ("a", base)])
    with pytest.raises(AnswersError, match="different surveys"):
        leaderboard([("a", base), ("b", replace(base, survey="other"))])
    empty = replace(base, cells=base.cells.clear())
    with pytest.raises(AnswersError, match="no condition"):
        leaderboard([("a", base), ("b", empty)])


def test_cell_tables_that_bring_their_people_are_ordered_on_a_page(
    tmp_path: Path, survey: Survey, random_answers: Callable[..., Answers]
) -> None:
    files = []
    for seed, name in enumerate("ab"):
        found = align(random_answers(survey, ("persona",), seed=seed, model=name), survey, replicates=0)
        (tmp_path / name).mkdir()
        files.append(tmp_path / name / "cells.csv")
        write_cells(found, survey).write_csv(files[-1])
    out = tmp_path / "board.html"
    arguments = ["leaderboard", *map(str, files), "--out", str(out), "--replicates", "50"]
    outcome = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert outcome.exit_code == 0, outcome.output
    assert out.exists() and out.with_suffix(".json").exists()
