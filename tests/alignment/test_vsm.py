"""The indices of the VSM 2013: worked values, and what must hold whatever the answers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from folkways.alignment.vsm import DIMENSIONS, ITEMS, distance, vsm_indices, vsm_weights
from folkways.errors import InputError

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "values" / "vsm2013_golden.json").read_text("utf-8"))

quick = settings(max_examples=30, deadline=None)
means = arrays(np.float64, 24, elements=st.floats(1, 5))


@pytest.mark.parametrize("case", GOLDEN["cases"])
@pytest.mark.parametrize("culturepark", [False, True])
def test_indices_and_distances_are_the_worked_ones(case: str, culturepark: bool) -> None:
    facts = GOLDEN["cases"][case]
    suffix = "_culturepark_code" if culturepark else ""
    constants: dict[str, float] = {name: GOLDEN["constant"] for name in DIMENSIONS}
    found = vsm_indices(facts["means"], constants=constants, culturepark=culturepark)
    assert found == pytest.approx([facts["indices" + suffix][name] for name in DIMENSIONS], abs=1e-9)
    for country, scores in GOLDEN["reference"].items():
        far, dimensions = distance(found, [np.nan if score is None else score for score in scores])
        worked = facts["distance" + suffix][country]
        assert far == pytest.approx(worked["distance"], abs=1e-6)
        assert dimensions == worked["dimensions_used"]


@pytest.mark.parametrize(("culturepark", "table"), [(False, "weights"), (True, "weights_culturepark_code")])
def test_weights_are_the_worked_ones(culturepark: bool, table: str) -> None:
    weights = vsm_weights(culturepark=culturepark)
    for row, name in enumerate(DIMENSIONS):
        assert {(int(weights[row, i]), int(i) + 1) for i in np.flatnonzero(weights[row])} == {
            tuple(term) for term in GOLDEN[table][name]
        }


def test_no_index_leaves_its_worked_range() -> None:
    weights = vsm_weights()
    for row, name in enumerate(DIMENSIONS):
        extreme = np.where(weights[row] > 0, 5.0, 1.0)
        low, high = GOLDEN["range_each_index_before_constant"][name]
        assert (vsm_indices(6 - extreme)[row], vsm_indices(extreme)[row]) == (low, high)


@quick
@given(st.floats(1, 5), st.booleans())
def test_a_constant_answer_has_every_index_at_the_constant(answer: float, culturepark: bool) -> None:
    found = vsm_indices([answer] * 24, constants={"ivr": 7.0}, culturepark=culturepark)
    assert found == pytest.approx([0, 0, 0, 0, 0, 7], abs=1e-9)


@quick
@given(means, means, st.floats(0, 1))
def test_indices_are_linear_in_the_means(a: np.ndarray, b: np.ndarray, share: float) -> None:
    mixed = vsm_indices(np.clip(share * a + (1 - share) * b, 1, 5))
    assert mixed == pytest.approx(share * vsm_indices(a) + (1 - share) * vsm_indices(b), abs=1e-9)


@quick
@given(arrays(np.float64, (4, 24), elements=st.floats(1, 5)), st.permutations(range(4)))
def test_the_order_of_the_populations_does_not_matter(many: np.ndarray, order: list[int]) -> None:
    assert np.array_equal(vsm_indices(many[order]), vsm_indices(many)[order])
    assert np.array_equal(vsm_indices(many.reshape(2, 2, 24)), vsm_indices(many).reshape(2, 2, 6))


@quick
@given(means)
def test_reversing_every_answer_turns_every_sign(a: np.ndarray) -> None:
    assert vsm_indices(np.clip(6 - a, 1, 5)) == pytest.approx(-vsm_indices(a), abs=1e-9)


@quick
@given(means, st.integers(0, 23))
def test_a_missing_item_takes_away_its_own_dimension_alone(a: np.ndarray, item: int) -> None:
    holed = a.copy()
    holed[item] = np.nan
    lost = np.flatnonzero(np.isnan(vsm_indices(holed)))
    assert lost.tolist() == np.flatnonzero(vsm_weights()[:, item]).tolist()
    assert len(lost) == 1
    kept = np.setdiff1d(np.arange(6), lost)
    assert np.array_equal(vsm_indices(holed)[kept], vsm_indices(a)[kept])


@pytest.mark.parametrize("wrong", [[3.0] * 23, 3.0, [3.0] * 23 + [5.5], [0.0] + [3.0] * 23])
def test_what_is_no_set_of_mean_answers_is_refused(wrong: object) -> None:
    with pytest.raises(InputError):
        vsm_indices(wrong)  # type: ignore[arg-type]


def test_a_constant_of_no_dimension_is_refused() -> None:
    with pytest.raises(InputError, match="unknown dimension"):
        vsm_indices([3.0] * len(ITEMS), constants={"power": 1.0})


def test_a_distance_over_nothing_is_not_a_number() -> None:
    far, dimensions = distance([0.0] * 6, [np.nan] * 6)
    assert np.isnan(far)
    assert dimensions == 0
