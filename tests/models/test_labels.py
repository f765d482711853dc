"""How probability is shared among labels."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import ModelError
from folkways.models.labels import LabelTrie, label_trie, surface_variants
from tests.models.conftest import tiny_tokenizer

ALPHABET = (0, 1, 2)
DEPTH = 4  # one more than the longest sequence, so that every sequence is followed by something

Way = tuple[int, ...]


@st.composite
def label_sets(draw: st.DrawFn) -> list[list[Way]]:
    """Disjoint sets of token sequences, many of which begin one another."""
    way = st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=DEPTH - 1).map(tuple)
    distinct = draw(st.lists(way, min_size=1, max_size=12, unique=True))
    owners = draw(st.lists(st.integers(0, 4), min_size=len(distinct), max_size=len(distinct)))
    groups: list[list[Way]] = [
        [way for way, owner in zip(distinct, owners, strict=True) if owner == label] for label in range(5)
    ]
    return [group for group in groups if group]


def language(seed: int) -> dict[Way, dict[int, float]]:
    """A random next-token distribution after every path."""
    chance = random.Random(seed)
    found = {}
    for length in range(DEPTH):
        for path in itertools.product(ALPHABET, repeat=length):
            weights = [chance.random() ** 3 for _ in ALPHABET]
            found[path] = {token: weight / sum(weights) for token, weight in zip(ALPHABET, weights, strict=True)}
    return found


def by_enumeration(groups: list[list[Way]], model: dict[Way, dict[int, float]]) -> list[float]:
    """Every text of the language in turn, each given to the longest label that it begins with."""
    owner = {way: label for label, group in enumerate(groups) for way in group}
    mass = [0.0] * len(groups)
    for text in itertools.product(ALPHABET, repeat=DEPTH):
        probability = 1.0
        for depth, token in enumerate(text):
            probability *= model[text[:depth]][token]
        longest = max((text[:cut] for cut in range(1, DEPTH + 1) if text[:cut] in owner), key=len, default=None)
        if longest is not None:
            mass[owner[longest]] += probability
    return mass


@given(label_sets(), st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_masses_are_those_of_the_longest_label_that_a_text_begins_with(groups: list[list[Way]], seed: int) -> None:
    model = language(seed)
    mass, nowhere = LabelTrie(groups).masses(model)
    expected = by_enumeration(groups, model)
    assert mass == pytest.approx(expected, abs=1e-12)
    assert nowhere == pytest.approx(1.0 - sum(expected), abs=1e-12)


@given(label_sets(), st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_permuting_labels_permutes_masses(groups: list[list[Way]], seed: int, chance: random.Random) -> None:
    model = language(seed)
    order = chance.sample(range(len(groups)), len(groups))
    mass, nowhere = LabelTrie(groups).masses(model)
    permuted, still_nowhere = LabelTrie([groups[label] for label in order]).masses(model)
    assert permuted == pytest.approx([mass[label] for label in order], abs=1e-12)
    assert still_nowhere == pytest.approx(nowhere, abs=1e-12)


@given(label_sets(), st.integers(0, 10_000), st.integers(0, 2**16))
@settings(max_examples=60, deadline=None)
def test_masses_are_probabilities_even_where_paths_were_not_followed(
    groups: list[list[Way]], seed: int, left_out: int
) -> None:
    trie = LabelTrie(groups)
    model = language(seed)
    followed = {path: model[path] for bit, path in enumerate(trie.inner) if not path or not left_out >> bit & 1}
    mass, nowhere = trie.masses(followed)
    assert all(value >= 0.0 for value in mass)
    assert sum(mass) <= 1.0 + 1e-12
    assert nowhere == pytest.approx(1.0 - sum(mass), abs=1e-12)


def test_a_number_has_a_variant_in_each_script_with_and_without_a_space() -> None:
    assert {"12", " 12", "١٢", " ۱۲", "१२"} <= set(surface_variants("12"))
    assert set(surface_variants("١٢")) == set(surface_variants("12"))


def test_a_letter_has_only_itself() -> None:
    assert surface_variants("b") == ("b", " b")


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["1", "2", "1"], "'1' and '1'"),
        (["1", " 1"], "'1' and ' 1'"),
        (["1", "١"], "'1' and '١'"),
        (["1", "  "], "empty"),
        ([], "no labels"),
    ],
)
def test_colliding_and_empty_labels_are_refused_by_name(labels: list[str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        label_trie(tiny_tokenizer(), labels)


def test_labels_that_a_lower_casing_tokenizer_cannot_tell_apart_are_refused() -> None:
    from tokenizers import normalizers

    tokenizer = tiny_tokenizer()
    tokenizer.backend_tokenizer.normalizer = normalizers.Lowercase()
    label_trie(tokenizer, ["a", "b"])
    with pytest.raises(ModelError, match="'a' and 'A'"):
        label_trie(tokenizer, ["a", "A"])


def words_only() -> object:
    """A tokenizer with an unknown token, which cannot write most things."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.WordLevel({"<unk>": 0, "1": 1, "2": 2, "yes": 3}, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(tokenizer_object=raw, unk_token="<unk>")


def test_variants_that_the_tokenizer_cannot_write_are_left_out() -> None:
    trie = label_trie(words_only(), ["1", "2"])
    assert set(trie.nodes) == {(), (1,), (2,)}


def test_a_label_that_the_tokenizer_cannot_write_is_refused() -> None:
    with pytest.raises(ModelError, match="no tokens for the label 'no'"):
        label_trie(words_only(), ["yes", "no"])
