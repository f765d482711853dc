"""How diverse texts are, compared on equally many."""

import random

import polars as pl
import pytest
from benchmarks.dialogues_dedupe import similarity
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.diversity import DIVERSITY_SCHEMA, GAIN_SCHEMA, diversity, diversity_gain
from folkways.errors import InputError
from tests.dialogues.test_uniqueness import Topics

DIFFERENT = [
    "Family comes first.", "We queue at the bakery.", "Elders speak before others.", "Guests get the best chair.",
    "Nobody works on Fridays.", "Tea is offered three times.", "Shoes stay outside.", "Children greet by hand.",
]  # fmt: skip
FRAMES = st.lists(
    st.tuples(st.sampled_from([*DIFFERENT, "family comes FIRST."]), st.sampled_from(["EGY", "TUR"])),
    min_size=2,
    max_size=12,
).map(lambda rows: frame(*rows))


def frame(*rows: tuple[str, str]) -> pl.DataFrame:
    said = [(f"o{i:02d}", text, population) for i, (text, population) in enumerate(rows)]
    return pl.DataFrame(said, schema=["id", "text", "population"], orient="row")


def values(found: pl.DataFrame, column: str = "value", population: str = "") -> dict[str, float]:
    return dict(found.filter(pl.col("population") == population).select("measure", column).iter_rows())


@settings(max_examples=12, deadline=None)
@given(FRAMES, st.randoms(use_true_random=False))
def test_measures_lie_between_0_and_1_and_order_changes_nothing(texts: pl.DataFrame, draw: random.Random) -> None:
    found = diversity(texts, encoder=Topics(), draws=5)
    assert found.schema == pl.Schema(DIVERSITY_SCHEMA)
    for column in ("low", "value", "high"):
        assert found[column].is_between(-1e-6, 1 + 1e-6).all()
    assert (found["low"] <= found["value"] + 1e-9).all()
    assert (found["value"] <= found["high"] + 1e-9).all()
    order = list(range(len(texts)))
    draw.shuffle(order)
    assert diversity(texts[order], encoder=Topics(), draws=5).equals(found)


def test_copies_of_one_text_have_no_diversity_and_different_texts_have() -> None:
    same = values(diversity(frame(*[("Family comes first.", "EGY")] * 8), encoder=Topics()))
    assert same["unique"] == 0
    assert same["distinct"] == pytest.approx(1 / 8)
    assert same["self-similarity"] == 1
    assert same["nearest"] == pytest.approx(1)
    other = values(diversity(frame(*[(text, "EGY") for text in DIFFERENT])))
    assert other["unique"] == 1
    assert other["distinct"] > 0.7
    assert "nearest" not in other


def test_self_similarity_is_the_mean_over_pairs() -> None:
    texts = frame(*[(text, "EGY") for text in ("family first", "family thirst", "guests first")])
    said = texts["text"].to_list()
    true = sum(similarity(a, b) for i, a in enumerate(said) for b in said[:i]) / 3
    assert values(diversity(texts, draws=400))["self-similarity"] == pytest.approx(true, abs=0.04)


def test_taking_copies_away_is_a_gain_and_taking_texts_at_random_is_none() -> None:
    copies = frame(*[(text, "EGY") for text in DIFFERENT for _ in range(3)])
    single = copies.filter(pl.int_range(pl.len()) % 3 == 0)
    found = diversity_gain(copies, single, encoder=Topics())
    assert found.schema == pl.Schema(GAIN_SCHEMA)
    assert set(found["drawn"]) == {8}
    gains = values(found, "gain")
    assert all(gains[measure] > 0 for measure in ("unique", "distinct", "self-similarity"))
    assert values(found, "low")["unique"] > 0
    many = frame(*[(f"{a[:-1]} {b}", "TUR") for a in DIFFERENT for b in DIFFERENT])
    none = diversity_gain(many, many.sample(20, seed=1))
    assert none.filter(~((pl.col("low") <= 0) & (pl.col("high") >= 0))).is_empty()


def test_populations_are_measured_apart_and_those_of_one_text_not_at_all() -> None:
    texts = frame(*[("Family comes first.", "EGY")] * 4, *[(text, "TUR") for text in DIFFERENT], ("One.", "NOR"))
    found = diversity(texts)
    assert values(found, population="EGY")["unique"] == 0
    assert values(found, population="TUR")["unique"] == 1
    assert set(found["population"]) == {"", "EGY", "TUR"}


def test_bad_input_is_refused_with_where_it_stands() -> None:
    texts = frame(("a", "EGY"), ("b", "EGY"))
    with pytest.raises(InputError, match="population"):
        diversity(texts.drop("population"))
    with pytest.raises(InputError, match="text o00"):
        diversity(pl.concat([texts, texts]))
    with pytest.raises(InputError, match="draws of 1"):
        diversity(texts, drawn=1)
