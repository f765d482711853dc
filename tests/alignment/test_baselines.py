"""Baselines are what their names say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from folkways.alignment.align import cell_constants
from folkways.alignment.baselines import (
    baseline_centrals,
    has_others,
    midpoint,
    modal_others,
    other_populations,
    pooled_others,
    uniform,
)
from folkways.alignment.grid import build_grid
from folkways.surveys import Survey


@pytest.fixture
def survey(hand_survey: Callable[..., Survey], make_question: Callable) -> Survey:
    items = [
        make_question("odd", 5),
        make_question("even", 4),
        make_question("nom", 3, "nominal"),
        make_question("lone", 2),
    ]
    return hand_survey(
        items,
        [
            ("odd", "EGY", [1, 0, 0, 0, 0]), ("odd", "TUR", [0, 0.6, 0.4, 0, 0]), ("odd", "IRN", [0, 0.2, 0, 0, 0.8]),
            ("even", "EGY", [0.5, 0.5, 0, 0]), ("even", "TUR", [0, 0, 1, 0]),
            ("nom", "EGY", [0.2, 0.7, 0.1]), ("nom", "TUR", [0.6, 0.3, 0.1]), ("lone", "EGY", [0.5, 0.5]),
        ],
    )  # fmt: skip


def test_the_midpoint_is_the_middle_option_or_the_two_middle_ones_and_uniform_where_nominal(survey: Survey) -> None:
    found = midpoint(build_grid(survey))
    assert found[0].tolist() == [0, 0, 1, 0, 0]
    assert found[1].tolist() == [0, 0.5, 0.5, 0, 0]
    assert found[2, :3] == pytest.approx(1 / 3)
    assert found[3].tolist() == [0.5, 0.5, 0, 0, 0]


def test_baselines_are_distributions_over_the_questions_own_options(survey: Survey) -> None:
    grid = build_grid(survey)
    mask = grid.mask[grid.question]
    for p in (midpoint(grid)[grid.question], uniform(grid)[grid.question], modal_others(grid), pooled_others(grid)):
        assert p.sum(axis=1) == pytest.approx(1)
        assert (p[~mask] == 0).all()


def test_pooled_others_is_the_mean_of_the_others_and_leaves_out_the_people_itself(survey: Survey) -> None:
    grid = build_grid(survey)
    egypt = grid.row[0, 0]
    assert pooled_others(grid)[egypt] == pytest.approx([0, 0.4, 0.2, 0, 0.4])
    assert modal_others(grid)[egypt] == pytest.approx([0, 0.5, 0, 0, 0.5])
    assert baseline_centrals(grid)["pooled"][egypt] == pytest.approx((2.4 + 4.4) / 2)


def test_where_nobody_else_was_asked_the_pooled_baselines_are_undefined(survey: Survey) -> None:
    grid = build_grid(survey)
    lone = ~has_others(grid)
    known = cell_constants(grid)
    assert lone.sum() == 1
    for name, values in known.items():
        assert (np.isnan(values) == (lone if name.endswith(("modal", "pooled")) else False)).all()


def test_each_other_population_as_prediction_is_perfect_for_itself_only(survey: Survey) -> None:
    score, points = other_populations(build_grid(survey))
    assert np.diag(score) == pytest.approx(1)
    assert np.diag(points) == pytest.approx(100)
    assert score[0, 1] == pytest.approx(score[1, 0])
    assert score[0, 1] < 1
