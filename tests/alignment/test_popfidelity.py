"""Measures that the package popfidelity also has are equal to its, and its cell table is read and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from folkways.alignment import align
from folkways.alignment.dispersion import sd_ratio
from folkways.alignment.divergence import js_divergence, kl_divergence, total_variation
from folkways.alignment.fidelity import pairwise_nemd, population_fidelity
from folkways.alignment.popfidelity_cells import cells_to_survey, read_cells, write_cells
from folkways.alignment.structure import rank_correlation
from folkways.alignment.table import read_table
from folkways.alignment.wasserstein import w1_distance
from folkways.errors import AnswersError

pf = pytest.importorskip("popfidelity")
metrics = pytest.importorskip("popfidelity.metrics")
examples = pytest.importorskip("popfidelity.examples")
Floats = NDArray[np.float64]


@st.composite
def cells(draw: st.DrawFn, least: int = 2) -> tuple[Floats, Floats]:
    n, k, seed = draw(st.integers(least, 12)), draw(st.integers(2, 9)), draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    sides = [rng.dirichlet(np.full(k, draw(st.sampled_from([0.2, 1.0, 5.0]))), n) for _ in range(2)]
    kind = draw(st.sampled_from(["random", "flat model", "point masses", "same"]))
    if kind == "flat model":
        sides[1] = np.tile(sides[1][:1], (n, 1))
    if kind == "point masses":
        sides[1] = np.eye(k)[rng.integers(0, k, n)]
    if kind == "same":
        sides[1] = sides[0].copy()
    return sides[0], sides[1]


def theirs(shares: Floats) -> Any:
    return pf.Cells(tuple(f"{i:02d}" for i in range(len(shares))), tuple(map(str, range(shares.shape[1]))), shares)


@settings(deadline=None, max_examples=60)
@given(pair=cells())
def test_distances_equal_popfidelitys(pair: tuple[Floats, Floats]) -> None:
    p, q = pair
    k = p.shape[1]
    for name, ours in (
        ("nemd", w1_distance(p, q, k)),
        ("js_divergence", js_divergence(p, q)),
        ("total_variation", total_variation(p, q)),
    ):
        np.testing.assert_allclose(ours, metrics.distance(p, q, name), rtol=0, atol=1e-9)
    np.testing.assert_allclose(pairwise_nemd(p), metrics.pairwise(p, "nemd"), rtol=0, atol=1e-9)


@settings(deadline=None, max_examples=60)
@given(pair=cells())
def test_the_spread_within_cells_equals_popfidelitys(pair: tuple[Floats, Floats]) -> None:
    p, q = pair
    places = np.arange(p.shape[1], dtype=float)
    expected = metrics.distance(p, q, "sd_ratio", positions=places)
    # The variance of a nearly certain answer is a small difference of large numbers in one of the two.
    np.testing.assert_allclose(sd_ratio(p, q, places), expected, rtol=1e-6, atol=1e-9)


@settings(deadline=None, max_examples=100)
@given(pair=cells())
def test_the_population_fidelity_score_and_its_parts_equal_popfidelitys(pair: tuple[Floats, Floats]) -> None:
    p, q = pair
    expected, found = pf.score(theirs(p), theirs(q)), population_fidelity(p, q)
    for theirs_name, ours in (
        ("pfs", found.pfs),
        ("score_accuracy", found.accuracy),
        ("score_adaptability", found.adaptability),
        ("score_structure", found.structure),
        ("rho_structure", found.rho),
        ("adaptability_ratio", found.ratio),
    ):
        np.testing.assert_allclose(ours, expected[theirs_name], rtol=1e-9, atol=1e-9, err_msg=theirs_name)


@settings(deadline=None, max_examples=40)
@given(pair=cells(least=4))
def test_the_structure_correlation_equals_popfidelitys(pair: tuple[Floats, Floats]) -> None:
    a, b = (pairwise_nemd(x) for x in pair)
    expected = pf.structure.correlation(a, b)[0]
    np.testing.assert_allclose(rank_correlation(a[None], b[None])[0], expected, rtol=0, atol=1e-9)


def test_kl_without_zeros_approaches_popfidelitys_as_smoothing_vanishes() -> None:
    p, q = np.array([[0.5, 0.3, 0.2]]), np.array([[0.2, 0.2, 0.6]])
    ours = kl_divergence(p, q, np.ones(p.shape, bool), smoothing=1e-12)
    np.testing.assert_allclose(ours, metrics.distance(p, q, "kl", epsilon=1e-12, base=np.e), rtol=0, atol=1e-9)


def test_its_own_example_files_are_read_and_scored(tmp_path: Path) -> None:
    ces = examples.path("ces")
    both = pl.concat(
        [pl.read_csv(ces / f"{n}_cells.csv", infer_schema=False) for n in ("survey", "model")], how="diagonal"
    )
    modes = both.filter(pl.col("mode").is_null() | (pl.col("mode") == "ntp"))
    file = tmp_path / "cells.csv"
    modes.with_columns(pl.col("mode").fill_null("")).write_csv(file)
    answers, survey = read_cells(file, read_table(file))
    found = align(answers, survey, replicates=0)
    expected = []
    for name, people in pf.cells.cells_by_question(pf.io.read_table(ces / "survey_cells.csv")).items():
        model = pf.io.read_cells(ces / "model_cells.csv", mode="ntp")[name]
        order = [people.options.index(option) for option in model.options]
        people = pf.Cells(people.labels, model.options, people.shares[:, order], people.counts, name)
        expected.append(pf.metrics.distance(*(x.shares for x in pf.cells.align(people, model)), "js_divergence"))
    assert 1 - found.cells["jsd"].mean() == pytest.approx(np.concatenate(expected).mean(), abs=1e-9)  # type: ignore[operator]


def test_what_we_write_popfidelity_reads_back(
    tmp_path: Path, random_survey: Callable, random_answers: Callable
) -> None:
    survey = random_survey()
    found = align(random_answers(survey, ("persona",)), survey, replicates=0)
    file = tmp_path / "cells.csv"
    write_cells(found, survey).write_csv(file)
    people = pf.io.read_cells(file, source="survey")
    model = pf.io.read_cells(file, source="m")
    for name, part in found.cells.group_by("question", maintain_order=True):
        pair = pf.cells.align(people[name[0]], model[name[0]])
        expected = dict(
            zip(pair[0].labels, metrics.distance(pair[0].shares, pair[1].shares, "total_variation"), strict=True)
        )
        assert dict(part.select("population", "tv").iter_rows()) == pytest.approx(expected, abs=1e-9)


def test_what_we_write_we_read_back_with_the_same_scores(
    tmp_path: Path, random_survey: Callable, random_answers: Callable
) -> None:
    survey = random_survey()
    found = align(random_answers(survey, ("persona",)), survey, replicates=0)
    file = tmp_path / "cells.csv"
    write_cells(found, survey).write_csv(file)
    again = align(read_cells(file, read_table(file), survey)[0], survey, replicates=0)
    keys = ["question", "population"]
    pair = found.cells.join(again.cells, on=keys, suffix="_again")
    assert pair.height == found.cells.height
    np.testing.assert_allclose(pair["score"], pair["score_again"], rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["A,q,yes,0.2,survey", "A,q,no,0.8,survey"], "no model's cells"),
        (["A,q,yes,-0.2,M", "A,q,no,1.2,M"], "row 1 (line 2): share is '-0.2'"),
        (["A,q,yes,half,M"], "share is 'half'"),
    ],
)
def test_a_bad_cell_table_is_refused_with_its_place(tmp_path: Path, lines: list[str], message: str) -> None:
    file = tmp_path / "cells.csv"
    people = ["A,q,yes,0.2,survey", "A,q,no,0.8,survey"] if not lines[0].endswith("survey") else []
    file.write_text("\n".join(["cell_id,question,option,share,source", *lines, *people]))
    with pytest.raises(AnswersError) as error:
        read_cells(file, read_table(file))
    assert message in str(error.value)


def test_people_of_a_cell_table_become_a_survey_with_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "cells.csv"
    file.write_text("cell_id,question,option,share,n,source\nA,q,yes,0.2,50,survey\nA,q,no,0.8,50,survey\n")
    survey = cells_to_survey(file, read_table(file))
    assert survey.questions[0].codes == ("yes", "no")
    assert survey.human["n_eff"].to_list() == [50, 50]
