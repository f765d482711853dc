"""Scores of a model on the VSM 2013, their intervals, and differences beside published ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from folkways.alignment.country_scores import ASIDE_SCHEMA, SCORES_SCHEMA, CountryScores
from folkways.alignment.vsm import DIMENSIONS, ITEMS, vsm_indices, vsm_weights
from folkways.alignment.vsm_contrasts import published_distances, vsm_contrasts
from folkways.alignment.vsm_scores import VsmScores, vsm_scores
from folkways.answers import ANSWERS_SCHEMA, Answers
from folkways.errors import AnswersError, InputError

FORMATS = tuple(itertools.product(("plain", "poll"), ("digits", "letters"), ("given", "reversed")))

Shares = Callable[[str, int, tuple[str, str, str]], Sequence[float] | None]


def answers(shares: Shares, peoples: Sequence[str], formats: Any = FORMATS, info: Any = None, **more: Any) -> Answers:
    rows = []
    for people in peoples:
        for i, item in enumerate(ITEMS):
            for template, labels, order in formats:
                probs = shares(people, i, (template, labels, order))
                rows.append(
                    dict(model="m", question=item, population=people, framing="persona", language="en",
                         reasoning="direct", order=order, labels=labels, template=template, cue="before", control="",
                         method="logprobs", codes=list("12345"), probs=None if probs is None else list(probs),
                         off_label=0.0, unseen=0.0, text=None, parsed=None,
                         state="failed" if probs is None else "answered", prompt_hash="", tokens=1) | more
                )  # fmt: skip
    return Answers(pl.DataFrame(rows, schema=ANSWERS_SCHEMA), info or {})


def drawn(seed: int, by_format: bool = True) -> Callable[[str, int, tuple[str, str, str]], list[float]]:
    def of(people: str, item: int, form: tuple[str, str, str]) -> list[float]:
        at = [seed, *people.encode(), item, *("".join(form).encode() if by_format else ())]
        return np.random.default_rng(at).dirichlet(np.ones(5)).tolist()

    return of


def table(scores: dict[str, Sequence[float | None]]) -> CountryScores:
    rows = [(p, p, d, float(s)) for p, row in scores.items() for d, s in zip(DIMENSIONS, row, strict=True)
            if s is not None]  # fmt: skip
    return CountryScores(
        pl.DataFrame(rows, schema=SCORES_SCHEMA, orient="row"), pl.DataFrame(schema=ASIDE_SCHEMA), "table"
    )


def made(draws: np.ndarray, peoples: Sequence[str]) -> VsmScores:
    empty = pl.DataFrame()
    return VsmScores("m", "persona", empty, empty, empty, tuple(peoples), draws, ())


def index(scores: VsmScores, people: str) -> list[float]:
    return scores.indices.filter(pl.col("population") == people)["index"].to_list()


def test_an_index_is_that_of_the_mean_over_orders_and_formats() -> None:
    shares = drawn(1)
    found = vsm_scores(answers(shares, ["EGY"]), replicates=10)
    means = [np.mean([np.dot(shares("EGY", i, f), range(1, 6)) for f in FORMATS]) for i in range(24)]
    assert index(found, "EGY") == pytest.approx(vsm_indices(means).tolist())
    assert found.indices["formats"].unique().to_list() == [4]


def test_a_study_interval_is_as_wide_as_the_binomial_theory_says() -> None:
    shares = drawn(2, by_format=False)
    found = vsm_scores(answers(shares, ["EGY"]), replicates=5000).indices
    codes = np.arange(1, 6)
    shares_of = np.array([shares("EGY", i, FORMATS[0]) for i in range(24)])
    variance = shares_of @ codes**2 - (shares_of @ codes) ** 2
    theory = 2 * 1.96 * np.sqrt((vsm_weights() ** 2) @ variance / 50)
    assert (found["study_high"] - found["study_low"]).to_list() == pytest.approx(theory.tolist(), rel=0.06)
    # No format differs from another, so that the study is all there is.
    assert (found["format_high"] - found["format_low"]).abs().max() == pytest.approx(0, abs=1e-9)
    assert found["low"].to_list() == pytest.approx(found["study_low"].to_list(), abs=1e-6)


def test_a_model_that_is_sure_and_always_the_same_has_no_interval() -> None:
    found = vsm_scores(answers(lambda p, i, f: np.eye(5)[i % 5].tolist(), ["EGY"]), replicates=200).indices
    for name in ("low", "high", "format_low", "format_high", "study_low", "study_high"):
        assert found[name].to_list() == pytest.approx(found["index"].to_list(), abs=1e-9)


def test_the_interval_of_formats_is_as_wide_as_the_spread_between_them() -> None:
    def by_template(people: str, item: int, form: tuple[str, str, str]) -> list[float]:
        return np.eye(5)[2 + (item == 6 and form[0] == "poll")].tolist()

    found = vsm_scores(answers(by_template, ["EGY"]), replicates=4000).indices.row(0, named=True)
    assert found["index"] == pytest.approx(35 / 2)
    # Four formats, two with m07 one higher: resampled means of 4 draws of 0 or 35, deviations scaled by √(4/3).
    ends = 35 / 2 * (4 / 3) ** 0.5
    assert (found["format_low"], found["format_high"]) == pytest.approx((17.5 - ends, 17.5 + ends))


def test_one_format_gives_no_interval_of_formats_and_says_so() -> None:
    found = vsm_scores(answers(drawn(3), ["EGY"], formats=FORMATS[:2]))
    assert found.indices["format_low"].null_count() == 6
    assert "One format" in found.notes[0]


def test_random_and_constant_answers_stand_beside_every_score() -> None:
    found = vsm_scores(answers(drawn(4), ["EGY", "TUR"]), constants={"pdi": 50}, replicates=5000).indices
    pdi = found.filter(pl.col("dimension") == "pdi")
    assert pdi["constant"].to_list() == [50, 50]
    width = 2 * 1.96 * np.sqrt(2 * (35**2 * 2 + 25**2 * 2) / 50)  # the variance of a uniform answer 1 to 5 is 2
    assert (pdi["uniform_high"] - pdi["uniform_low"]).to_list() == pytest.approx([width] * 2, rel=0.06)
    assert (pdi["arbitrary_high"] - pdi["arbitrary_low"]).to_list() == pytest.approx([width * 50**0.5] * 2, rel=0.1)


def test_peoples_do_not_disturb_one_another() -> None:
    alone = vsm_scores(answers(drawn(5), ["EGY"]), replicates=50)
    both = vsm_scores(answers(drawn(5), ["TUR", "EGY"]), replicates=50)
    assert both.indices.filter(pl.col("population") == "EGY").equals(alone.indices)


def test_the_order_of_the_rows_does_not_matter() -> None:
    given_ = answers(drawn(6), ["EGY", "TUR"])
    shuffled = replace(given_, frame=given_.frame.sample(fraction=1.0, shuffle=True, seed=1))
    assert vsm_scores(shuffled, replicates=50).indices.equals(vsm_scores(given_, replicates=50).indices)


def test_a_format_with_an_unread_order_is_left_out_and_counted() -> None:
    shares = drawn(7)

    def holed(people: str, item: int, form: tuple[str, str, str]) -> Sequence[float] | None:
        return None if item == 6 and form == ("plain", "digits", "reversed") else shares(people, item, form)

    found = vsm_scores(answers(holed, ["EGY"]), replicates=10)
    kept = [f for f in FORMATS if f[:2] != ("plain", "digits")]
    mean = np.mean([np.dot(shares("EGY", 6, f), range(1, 6)) for f in kept])
    row = found.means.filter(pl.col("item") == "m07")
    assert row["mean"][0] == pytest.approx(mean)
    assert row["formats"][0] == 3
    assert found.unread.rows() == [("EGY", "m07", "failed", 1)]


def test_an_item_that_was_never_read_leaves_its_dimension_empty() -> None:
    shares = drawn(8)
    found = vsm_scores(answers(lambda p, i, f: None if i == 6 else shares(p, i, f), ["EGY"]), replicates=10)
    empty = found.indices.filter(pl.col("index").is_null())
    assert empty["dimension"].to_list() == ["pdi"]
    assert empty["low"].null_count() == 1


def test_sampled_texts_count_as_many_as_were_read() -> None:
    info = {"reading": {"read": "samples", "samples": 4}}
    few = answers(drawn(9), ["EGY"], info=info, method="sampled", off_label=0.25)
    found = vsm_scores(few, replicates=10)
    assert found.indices["n"].unique().to_list() == [24]  # 8 prompts, 3 texts read of each
    assert "24 answers" in found.notes[-1]


def test_what_cannot_be_scored_is_refused() -> None:
    good = answers(drawn(10), ["EGY"])
    with pytest.raises(InputError, match="at least 50"):
        vsm_scores(good, respondents=20)
    with pytest.raises(AnswersError, match="several kinds of framing"):
        other = answers(drawn(10), ["EGY"], framing="observer")
        vsm_scores(replace(good, frame=pl.concat([good.frame, other.frame])))
    with pytest.raises(AnswersError, match="twice"):
        vsm_scores(replace(good, frame=pl.concat([good.frame, good.frame])))
    with pytest.raises(AnswersError, match="none of the items"):
        vsm_scores(replace(good, frame=good.frame.with_columns(question=pl.lit("q1"))))
    with pytest.raises(AnswersError, match="no people"):
        vsm_scores(replace(good, frame=good.frame.with_columns(population=pl.lit(""))))


def test_contrasts_of_a_model_that_knows_are_all_right_and_of_full_size() -> None:
    rng = np.random.default_rng(0)
    y = rng.uniform(0, 100, (5, 6))
    peoples = ("BRA", "CHN", "EGY", "NOR", "TUR")
    published = table({p: row.tolist() for p, row in zip(peoples, y, strict=True)})
    summary = vsm_contrasts(made(np.repeat(y[None], 3, axis=0) - 40, peoples), published).summary
    assert summary["agreement"].to_list() == [1.0] * 7
    assert summary["pairs"].to_list() == [10] * 6 + [60]
    assert summary["size"].to_list()[:6] == pytest.approx([1.0] * 6)
    assert summary["rank"].to_list()[:6] == pytest.approx([1.0] * 6)
    assert summary["chance"].to_list()[:6] == pytest.approx([1 / 120] * 6)
    assert summary["clear_right"].to_list() == summary["clear"].to_list() == [10] * 6 + [60]


def test_a_constant_answer_has_no_right_sign_and_no_size() -> None:
    published = table({"EGY": [70, 25, 45, 80, 7, 4], "NOR": [31, 69, 8, 50, 35, 55], "TUR": [66, 37, 45, 85, 46, 49]})
    found = vsm_contrasts(made(np.zeros((3, 3, 6)), ("EGY", "NOR", "TUR")), published).summary
    assert found["agreement"].to_list() == [0.0] * 7
    assert found["size"].to_list()[:6] == pytest.approx([0.0] * 6)
    assert found["rank"].null_count() == 7


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_turning_the_model_around_turns_the_contrasts_around(seed: int) -> None:
    rng = np.random.default_rng(seed)
    peoples = ("BRA", "CHN", "EGY", "NOR")
    published = table({p: rng.uniform(0, 100, 6).tolist() for p in peoples})
    draws = rng.normal(0, 50, (20, 4, 6))
    there, back = (vsm_contrasts(made(sign * draws, peoples), published) for sign in (1, -1))
    assert (there.summary["agreement"] + back.summary["agreement"]).to_list() == pytest.approx([1.0] * 7)
    assert there.summary["size"].drop_nulls().to_list() == pytest.approx((-back.summary["size"].drop_nulls()).to_list())
    assert there.pairs["difference"].to_list() == pytest.approx((-back.pairs["difference"]).to_list())
    assert (there.pairs["sign"] != back.pairs["sign"]).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_rank_and_size_are_those_of_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    peoples = ("BRA", "CHN", "EGY", "NOR", "TUR")
    y = rng.integers(0, 6, (5, 6)).astype(float)  # with ties
    draws = rng.integers(0, 5, (3, 5, 6)).astype(float)
    summary = vsm_contrasts(made(draws, peoples), table(dict(zip(peoples, y.tolist(), strict=True)))).summary
    for d in range(6):
        if len(set(y[:, d])) == 1:
            assert summary["size"][d] is None
            continue
        assert summary["size"][d] == pytest.approx(np.polyfit(y[:, d], draws[0, :, d], 1)[0], abs=1e-9)
        if len(set(draws[0, :, d])) > 1:
            assert summary["rank"][d] == pytest.approx(stats.spearmanr(y[:, d], draws[0, :, d])[0])


def test_a_people_without_published_scores_is_named_and_changes_nothing_else() -> None:
    rng = np.random.default_rng(3)
    draws = rng.normal(0, 50, (20, 4, 6))
    published = table({p: rng.uniform(0, 100, 6).tolist() for p in ("BRA", "CHN", "NOR")})
    with_it = vsm_contrasts(made(draws, ("BRA", "CHN", "EGY", "NOR")), published)
    without = vsm_contrasts(made(draws[:, [0, 1, 3]], ("BRA", "CHN", "NOR")), published)
    assert with_it.unmatched == ("EGY",)
    assert with_it.summary.equals(without.summary)
    assert with_it.pairs.filter((pl.col("a") == "EGY") | (pl.col("b") == "EGY"))["sign"].null_count() == 18


def test_missing_published_scores_are_no_pairs() -> None:
    published = table({"EGY": [None, None, None, None, 7, 4], "NOR": [31, 69, 8, 50, 35, 55]})
    found = vsm_contrasts(made(np.random.default_rng(0).normal(0, 9, (3, 2, 6)), ("EGY", "NOR")), published).summary
    assert found["pairs"].to_list() == [0, 0, 0, 0, 1, 1, 2]
    assert found["agreement"].is_null().to_list() == [True] * 4 + [False] * 3


def test_a_contrast_needs_two_peoples() -> None:
    with pytest.raises(InputError, match="two populations"):
        vsm_contrasts(made(np.zeros((3, 1, 6)), ("EGY",)))
    with pytest.raises(InputError, match="published"):
        vsm_contrasts(made(np.zeros((3, 2, 6)), ("EGY", "NOR")), table({"NOR": [1, 2, 3, 4, 5, 6]}))


def test_a_distance_stands_beside_those_of_constant_and_random_answers() -> None:
    published = table({"BGD": [80, 20, 55, 60, 47, 20]})
    found, warning = published_distances(made(np.zeros((3, 1, 6)), ("BGD",)), published)
    row = found.row(0, named=True)
    assert row["distance"] == row["constant"] == pytest.approx(53.235327)  # the worked value of answering 3
    guesses = np.random.default_rng(1).integers(1, 6, (20_000, 24)).astype(float)
    by_hand = np.linalg.norm(vsm_indices(guesses, culturepark=True) + 50 - [80, 20, 55, 60, 47, 20], axis=1).mean()
    manual = np.linalg.norm(vsm_indices(guesses) + 50 - [80, 20, 55, 60, 47, 20], axis=1).mean()
    assert row["random"] == pytest.approx(by_hand, abs=2.5) and abs(row["random"] - manual) > 2.5
    assert "not comparable" in warning
