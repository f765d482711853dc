"""The rater model gives what its paper gives, and finds the levels that made up data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import InputError
from folkways.judges import JUDGED_SCHEMA, dawid_skene, panel_mean, panel_model


@pytest.fixture(scope="module")
def anaesthetists() -> np.ndarray:
    """Counts [45, 5, 4] of Dawid & Skene 1979, table 1."""
    file = Path(__file__).parent / "data" / "dawid_skene_1979.csv"
    frame = pl.read_csv(file, comment_prefix="#", schema_overrides={"first": pl.String})
    counts = np.zeros((45, 5, 4))
    for i, row in enumerate(frame.drop("patient").iter_rows()):
        for j, said in enumerate(row):
            for level in str(said):
                counts[i, j, int(level) - 1] += 1
    return counts


def test_the_papers_own_example_gives_the_papers_prevalence_and_first_observer(anaesthetists: np.ndarray) -> None:
    fitted = dawid_skene(anaesthetists, smoothing=0, tolerance=1e-9)
    assert fitted.converged
    # The paper's maximum likelihood estimates, to its two decimals.
    assert fitted.prevalence.round(2).tolist() == [0.40, 0.42, 0.11, 0.07]
    assert fitted.confusion[0, :2].round(2).tolist() == [[0.89, 0.11, 0.0, 0.0], [0.07, 0.88, 0.05, 0.0]]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.5]))
def test_the_likelihood_never_falls_without_smoothing_and_the_order_of_judges_does_not_matter(
    seed: int, smoothing: float
) -> None:
    rng = np.random.default_rng(seed)
    counts = np.eye(3)[rng.integers(0, 3, (12, 4))]
    fitted = dawid_skene(counts, smoothing=smoothing, steps=60)
    if not smoothing:
        assert (np.diff(fitted.log_likelihood) > -1e-9).all()
    assert fitted.confusion.sum(axis=2) == pytest.approx(1)
    turned = dawid_skene(counts[:, ::-1], smoothing=smoothing, steps=60)
    assert turned.posterior == pytest.approx(fitted.posterior, abs=1e-6)
    relabelled = dawid_skene(counts[:, :, [2, 0, 1]], smoothing=smoothing, steps=60)
    assert relabelled.posterior == pytest.approx(fitted.posterior[:, [2, 0, 1]], abs=1e-6)


def judged_of(said: np.ndarray, codes: tuple[str, ...] = ("1", "2", "3")) -> pl.DataFrame:
    """A frame of `JUDGED_SCHEMA` from levels, shape [items, judges]; -1 for no verdict."""
    rows = []
    for i, row in enumerate(said):
        for j, level in enumerate(row):
            probs = None if level < 0 else np.eye(len(codes))[level].tolist()
            rows.append((f"j{j}", f"i{i}", list(codes), probs, None if level < 0 else codes[level], 4, 4))
    return pl.DataFrame(rows, schema=JUDGED_SCHEMA, orient="row")


def simulated(items: int, good: list[float], seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """True levels, and what judges of these accuracies say; a bad judge is one level too high."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 3, items)
    right = rng.random((items, len(good))) < good
    return truth, np.where(right, truth[:, None], np.minimum(truth[:, None] + 1, 2))


def right(verdicts: pl.DataFrame, truth: np.ndarray) -> float:
    """The share of items whose verdict is the true level; no verdict is not right."""
    return float((verdicts["code"].fill_null("0").cast(pl.Int64).to_numpy() - 1 == truth).mean())


def test_it_learns_each_judges_errors_and_beats_the_mean_of_the_panel() -> None:
    truth, said = simulated(600, [0.95, 0.9, 0.85, 0.35, 0.35])
    judged = judged_of(said)
    verdicts, fitted = panel_model(judged)
    assert right(verdicts, truth) > right(panel_mean(judged), truth) + 0.05
    true_rates = [[(said[truth == k, j] == k).mean() for k in range(3)] for j in range(5)]
    assert np.diagonal(fitted.confusion, axis1=1, axis2=2) == pytest.approx(np.array(true_rates), abs=0.1)


def test_a_few_human_labels_set_right_a_panel_whose_majority_errs_alike() -> None:
    truth, said = simulated(400, [0.95, 0.9, 0.2, 0.2, 0.2])
    judged = judged_of(said)
    anchored = panel_model(judged, known={f"i{i}": str(truth[i] + 1) for i in range(30)})[0]
    assert right(panel_mean(judged), truth) < 0.7
    assert right(anchored, truth) > 0.9


def test_what_people_said_outweighs_the_judges() -> None:
    _, said = simulated(40, [0.9, 0.9, 0.9])
    said[0] = 0
    verdicts, _ = panel_model(judged_of(said), known={"i0": "3"})
    assert verdicts.row(0, named=True)["probs"] == [0, 0, 1]


def test_an_item_of_which_nobody_said_anything_has_no_verdict() -> None:
    _, said = simulated(40, [0.9, 0.9, 0.9])
    said[3] = -1
    verdicts, _ = panel_model(judged_of(said))
    assert verdicts.row(3, named=True)["code"] is None and verdicts["code"].null_count() == 1


def test_two_judges_alone_are_refused_unless_people_labelled_every_level() -> None:
    truth, said = simulated(60, [0.9, 0.8])
    with pytest.raises(InputError, match="2 judges"):
        panel_model(judged_of(said))
    known = {f"i{i}": str(truth[i] + 1) for i in range(20)}
    assert panel_model(judged_of(said), known=known)[0].height == 60
    with pytest.raises(InputError, match="'9' is no level"):
        panel_model(judged_of(said), known={"i0": "9"})
