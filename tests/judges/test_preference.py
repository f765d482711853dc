"""A preference is found where there is one, and a second draw of the same arm is none."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from folkways.errors import InputError
from folkways.judges import VERDICTS_SCHEMA, Calibration, Pair, Panel, preference
from tests.judges.synthetic import RUBRIC, ContentJudge

BARE = Calibration("panel", ("a", "b"))


def verdicts_of(wins: np.ndarray, place: float = 0.0) -> tuple[pl.DataFrame, list[Pair]]:
    """Verdicts and pairs from the probability that B wins, shape [prompts, pairs]; `place` favours the first side."""
    rows, pairs = [], []
    for p, found in enumerate(wins):
        for i, win in enumerate(found):
            pairs.append(Pair(f"{p}-{i}", f"prompt {p}", "x", "y"))
            for order, move in (("given", -place), ("reversed", place)):
                probs = [1 - win - move, win + move]
                key = ("x", "r", "v", f"{p}-{i}", "plain", order, "logprobs", ["a", "b"])
                rows.append((*key, probs, 0.0, 0.0, None, "answered", "", 1))
    return pl.DataFrame(rows, schema=VERDICTS_SCHEMA, orient="row"), pairs


def test_the_better_arm_wins_from_either_side_and_beyond_a_second_draw() -> None:
    rng = np.random.default_rng(0)
    draw = [["good", "good bad", "bad good good"][i] for i in rng.integers(0, 3, 40)]
    again = [["good", "good bad", "bad good good"][i] for i in rng.integers(0, 3, 40)]
    worse = Pair("0", "0", "good", "bad")
    panel = Panel({"x": ContentJudge(), "first": ContentJudge(place=0.4)})
    pairs = [Pair(str(i), str(i), text, "bad" if i % 5 else "good") for i, text in enumerate(draw)]
    same = [Pair(str(i), str(i), one, two) for i, (one, two) in enumerate(zip(draw, again, strict=True))]
    found = preference(
        panel.prefer(RUBRIC, pairs), pairs, BARE, same=panel.prefer(RUBRIC, same), same_pairs=same, replicates=500
    )
    assert found.high < 0.5 and found.counts and (found.pairs, found.prompts) == (40, 40)
    assert found.band_low is not None and found.band_high is not None
    assert found.band_low + found.band_high == pytest.approx(1, abs=0.05)
    assert "uncalibrated" in str(found)
    assert preference(panel.prefer(RUBRIC, [worse]), [worse], BARE).estimate < 0.5


def test_a_second_draw_of_the_same_arm_counts_as_a_preference_about_as_rarely_as_it_should() -> None:
    rng = np.random.default_rng(1)
    outside = counted = 0
    for trial in range(80):
        verdicts, pairs = verdicts_of(rng.uniform(0, 1, (40, 1)))
        same, same_pairs = verdicts_of(rng.uniform(0, 1, (40, 1)))
        found = preference(verdicts, pairs, BARE, same=same, same_pairs=same_pairs, replicates=400, seed=trial)
        assert found.band_low is not None and found.band_high is not None
        outside += not found.band_low <= found.estimate <= found.band_high
        counted += found.counts
    assert outside <= 10 and counted <= outside


def test_prompts_are_the_clusters() -> None:
    rng = np.random.default_rng(2)
    by_prompt = np.repeat(rng.uniform(0, 1, (20, 1)), 10, axis=1)
    verdicts, pairs = verdicts_of(by_prompt)
    clustered = preference(verdicts, pairs, BARE)
    alone = preference(verdicts, [Pair(p.id, p.id, p.a, p.b) for p in pairs], BARE)
    assert clustered.estimate == pytest.approx(alone.estimate) == by_prompt.mean()
    assert (clustered.prompts, alone.prompts) == (20, 200)
    assert clustered.high - clustered.low > 2.5 * (alone.high - alone.low)


def test_a_liking_for_a_side_moves_nothing() -> None:
    wins = np.random.default_rng(3).uniform(0.2, 0.8, (15, 2))
    fair, pairs = verdicts_of(wins)
    biased, _ = verdicts_of(wins, place=0.2)
    assert preference(biased, pairs, BARE).estimate == pytest.approx(preference(fair, pairs, BARE).estimate)


def test_without_a_second_draw_no_difference_counts() -> None:
    verdicts, pairs = verdicts_of(np.full((20, 1), 0.9) + np.linspace(0, 0.1, 20)[:, None])
    found = preference(verdicts, pairs, BARE)
    assert found.low > 0.5 and found.band_low is None and not found.counts and "no band" in str(found)


def test_a_single_prompt_has_no_interval_and_does_not_count() -> None:
    verdicts, pairs = verdicts_of(np.array([[0.9, 0.9]]))
    found = preference(verdicts, pairs, BARE, same=verdicts, same_pairs=pairs)
    assert np.isnan(found.low) and not found.counts


def test_verdicts_on_other_things_are_refused() -> None:
    verdicts, pairs = verdicts_of(np.array([[0.9], [0.8]]))
    with pytest.raises(InputError, match="'1-0', which is not given"):
        preference(verdicts, pairs[:1], BARE)
    unread = verdicts.with_columns(probs=pl.lit(None, VERDICTS_SCHEMA["probs"]))
    with pytest.raises(InputError, match="no verdict could be read"):
        preference(unread, pairs, BARE)
    some = verdicts.with_columns(probs=pl.when(pl.col("item") == "0-0").then("probs"))
    assert preference(some, pairs, BARE).unread == 1
    with pytest.raises(InputError, match="not about pairs"):
        preference(verdicts.with_columns(codes=pl.lit(["1", "2"], VERDICTS_SCHEMA["codes"])), pairs, BARE)
