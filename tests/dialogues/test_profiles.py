import json
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from folkways.dialogues.profiles import (
    CLUSTERS,
    FLAWS,
    accepted_rewrite,
    culturepark_compat,
    floored_mean_answer,
    keep_longest_by_kmeans,
    mas_weight_25,
    unique_by_kmeans,
    with_floored_means,
)
from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.errors import InputError
from folkways.populations import country
from folkways.surveys import Option, Question, Survey
from tests.dialogues import made


def survey_of(shares: dict[str, float]) -> Survey:
    """One question with the options 1 to 4 and two kinds of missing answer."""
    options = [Option(str(code), {"en": f"answer {code}"}) for code in range(1, 5)]
    missing = [Option(code, {"en": "missing"}, substantive=False) for code in ("-1", "-4")]
    question = Question("q", {"en": "How is it?"}, (*options, *missing))
    rows = [("q", "EGY", code, share, 500.0, 500) for code, share in shares.items()]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("one", (question,), (country("EGY"),), human)


def mode(survey: Survey) -> str:
    valid = survey.human.filter(pl.col("option").is_in(survey.by_id["q"].codes))
    return valid.sort("share", descending=True)["option"][0]


def test_the_floored_mean_of_a_divided_people_is_an_answer_that_few_gave():
    survey = survey_of({"1": 0.45, "2": 0.02, "3": 0.02, "4": 0.51})
    assert mode(survey) == "4" and floored_mean_answer(survey, "q", "EGY") == "2"


def test_the_floored_mean_counts_missing_answers_as_if_they_had_no_sign():
    asked = survey_of({"1": 0.9, "2": 0.1})
    mostly_not_asked = survey_of({"1": 0.18, "2": 0.02, "-4": 0.8})
    assert mode(asked) == mode(mostly_not_asked) == floored_mean_answer(asked, "q", "EGY") == "1"
    assert floored_mean_answer(mostly_not_asked, "q", "EGY") == "3"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda x: sum(x) > 0.1))
def test_the_floored_mean_is_the_released_formula_on_respondents(weights):
    counts = [round(100 * weight / sum(weights)) for weight in weights]
    codes = [code for code, count in enumerate(counts, 1) for _ in range(count)]
    shares = {str(code): count / len(codes) for code, count in enumerate(counts, 1)}
    assert floored_mean_answer(survey_of(shares), "q", "EGY") == str(sum(codes) // len(codes))


def test_floored_means_replace_modal_seeds_and_their_ids():
    survey = made.survey(2)
    seeds = made.seeds(survey)
    floored = with_floored_means(seeds, survey)
    assert set(seeds["code"]) == {"1"} and set(floored["code"]) == {"2"}
    assert not set(seeds["id"]) & set(floored["id"]) and floored["id"].n_unique() == seeds.height
    assert floored["answer"][0] == survey.by_id[floored["question"][0]].options[1].text("en")
    with pytest.raises(InputError, match="mode draw"):
        with_floored_means(seeds.with_columns(mode=pl.lit("draw")), survey)


def test_k_means_keeps_the_longest_and_not_the_most_central():
    rng = np.random.default_rng(0)
    centres = np.eye(8)[:2]
    points = np.vstack([centre + 0.05 * rng.normal(size=(5, 8)) for centre in centres])
    # The first text of each group lies in its middle; the last, far off within it, is the longest.
    points[0], points[5] = points[:5].mean(axis=0), points[5:].mean(axis=0)
    texts = [f"{'long ' * (i % 5)}text {i}" for i in range(10)]
    kept = keep_longest_by_kmeans(texts, points, 2)
    assert kept == [4] * 5 + [9] * 5
    central = [int(np.argmin(((points[s] - points[s].mean(axis=0)) ** 2).sum(axis=1))) + s.start
               for s in (slice(0, 5), slice(5, 10))]  # fmt: skip
    assert central == [0, 5]


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 12), st.integers(1, 6), st.integers(0, 3))
def test_k_means_leaves_at_most_k_each_the_longest_of_those_that_it_stands_for(n, k, seed):
    rng = np.random.default_rng(seed)
    texts = ["x" * int(length) for length in rng.integers(1, 9, size=n)]
    kept = keep_longest_by_kmeans(texts, rng.normal(size=(n, 5)), k, seed=seed)
    assert 1 <= len(set(kept)) <= min(k, n) and len(kept) == n
    assert all(kept[place] == place for place in kept)
    assert all(len(texts[place]) >= len(text) for text, place in zip(texts, kept, strict=True))


def test_k_means_agrees_with_scikit_learn_where_groups_are_plain():
    cluster = pytest.importorskip("sklearn.cluster")
    rng = np.random.default_rng(1)
    points = np.repeat(np.eye(6)[:4], 6, axis=0) + 0.02 * rng.normal(size=(24, 6))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    theirs = cluster.KMeans(4, init="k-means++", random_state=42, n_init=10).fit(points).labels_
    texts = ["x" * (1 + i * 7 % 24) for i in range(24)]
    ours = keep_longest_by_kmeans(texts, points, 4)
    same = np.equal.outer(np.array(ours), np.array(ours))
    assert (same == np.equal.outer(theirs, theirs)).all()


def test_k_means_never_compares_across_seeds():
    survey = made.survey(1)
    opinions = made.opinions(survey, (("EGY", "TUR"),)).with_columns(text=pl.lit("The very same words."))

    class Same:
        name = "same"

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.full((len(texts), 4), 0.5, np.float32)

    found = unique_by_kmeans(opinions, Same(), 1)
    assert found.schema == pl.Schema(UNIQUE_SCHEMA) and found["cluster"].n_unique() == 2
    joined = found.join(opinions, on="id").group_by("cluster").agg(pl.col("seed").n_unique())
    assert set(joined["seed"]) == {1}


def test_a_rewrite_is_accepted_by_what_is_said_of_the_old_text():
    def judge(text: str) -> str:
        return "entailed" if text == "old" else "contradicted"

    assert accepted_rewrite(judge, "old", "nonsense") == "nonsense"
    assert judge("nonsense") == "contradicted"
    assert accepted_rewrite(judge, "other", "good") is None


def test_the_released_masculinity_index_differs_from_the_manual():
    means = {"m03": 2.0, "m05": 3.0, "m08": 4.0, "m10": 2.0}
    manual = 35 * (means["m05"] - means["m03"]) + 35 * (means["m08"] - means["m10"])
    assert (mas_weight_25(means), manual) == (85.0, 105.0)


def test_what_is_not_usable_is_refused():
    with pytest.raises(InputError, match="nobody answered"):
        floored_mean_answer(survey_of({"1": 1.0}), "q", "TUR")
    with pytest.raises(InputError, match="no question"):
        floored_mean_answer(survey_of({"1": 1.0}), "z", "EGY")
    with pytest.raises(InputError, match="clusters"):
        keep_longest_by_kmeans(["a"], np.zeros((2, 3)), 1)
    assert keep_longest_by_kmeans([], np.zeros((0, 3)), 2) == []


def test_the_profile_is_the_released_one_with_every_flaw_named():
    profile = culturepark_compat()
    assert (profile.turns, profile.temperature, profile.styles) == (14, 0.7, ("guided", "free"))
    assert sorted(CLUSTERS.values()) == [10, 15, 20] and profile.mas_weight == 25
    assert {flaw.name for flaw in FLAWS} >= {
        "floored mean answers", "14 turns always", "k-means keeps the longest", "rewrite checked on the old text",
        "MAS weight 25",
    }  # fmt: skip
    assert all(flaw.what and flaw.effect and flaw.ours for flaw in FLAWS)
    assert json.loads(json.dumps(profile.to_record()))["flaws"] == [flaw.name for flaw in FLAWS]
