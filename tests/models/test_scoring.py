"""Label probabilities are exact, whatever the batch."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from folkways.errors import ModelError
from folkways.models import Prompt
from folkways.models.local import LocalModel
from folkways.models.scoring import BatchScorer
from tests.models.brute_force import brute_force, ways
from tests.models.conftest import ARCHITECTURES

NUMBERS = [str(number) for number in range(1, 37)]
LETTERS = ["A", "B", "C", "D"]
MIXED = ["yes", "no", "A", "12", "1"]
QUESTION = Prompt("How important is family in your life?\n1. very … 36. not at all\nAnswer with the number only.")


def varied_prompts(count: int) -> list[Prompt]:
    words = ["how", "important", "is", "family", "in", "your", "life", "answer", "yes", "no"]
    chance = random.Random(3)
    return [Prompt(" ".join(chance.choices(words, k=chance.randint(1, 12)))) for _ in range(count)]


@pytest.fixture(scope="module")
def doubled() -> LocalModel:
    """The embedded model in float64: what differs then is the method, not the machine's rounding of float32."""
    from folkways.models.loading import load_local

    model = load_local("smollm2", dtype="fp32")
    model._model.double()
    return model


@pytest.mark.model
@pytest.mark.parametrize("prefix", ["", "Answer: "])
def test_36_options_on_the_embedded_model_equal_brute_force(
    doubled: LocalModel, smollm2: LocalModel, prefix: str
) -> None:
    prompt = Prompt(QUESTION.user, prefix=prefix)
    expected, nowhere = brute_force(doubled, prompt, NUMBERS)
    (found,) = doubled.score([prompt], [NUMBERS])
    assert found.mass == pytest.approx(expected, abs=3e-6)
    assert found.off_label == pytest.approx(nowhere, abs=1e-5)  # the rounding of 36 labels adds up in it
    assert sum(found.mass) > 0.3  # the comparison is of probabilities that matter
    (single,) = smollm2.score([prompt], [NUMBERS])
    assert single.mass == pytest.approx(expected, abs=1e-4)  # float32 is rounded as the processor likes


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("labels", [NUMBERS, LETTERS, MIXED], ids=["numbers", "letters", "mixed"])
def test_batched_labels_equal_brute_force(
    tiny: Callable[[str], LocalModel], architecture: str, labels: list[str]
) -> None:
    model = tiny(architecture)
    prompts = varied_prompts(7)
    for prompt, found in zip(prompts, model.score(prompts, [labels] * 7), strict=True):
        expected, nowhere = brute_force(model, prompt, labels)
        assert found.mass == pytest.approx(expected, abs=1e-5)
        assert found.off_label == pytest.approx(nowhere, abs=1e-5)


def test_the_tiny_tokenizer_has_numbers_of_one_and_of_several_tokens(tiny: Callable[[str], LocalModel]) -> None:
    tokenizer = tiny("llama")._tokenizer
    lengths = {number: {len(way) for way in ways(tokenizer, number)} for number in ("1", "12", "13")}
    assert 1 in lengths["1"]
    assert 1 in lengths["12"]
    assert 1 not in lengths["13"]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_prompt_scores_the_same_alone_and_among_others_in_any_order(
    tiny: Callable[[str], LocalModel], architecture: str
) -> None:
    model = tiny(architecture)
    prompts = varied_prompts(12)
    together = model.score(prompts, [NUMBERS] * 12)
    backwards = model.score(prompts[::-1], [NUMBERS] * 12)[::-1]
    for prompt, first, second in zip(prompts, together, backwards, strict=True):
        (alone,) = model.score([prompt], [NUMBERS])
        assert first.mass == pytest.approx(alone.mass, abs=1e-5)
        assert second.mass == pytest.approx(alone.mass, abs=1e-5)
        assert first.tokens == alone.tokens == model.count_tokens([prompt])[0]


def test_the_same_call_gives_the_same_numbers(tiny: Callable[[str], LocalModel]) -> None:
    prompts = varied_prompts(9)
    assert tiny("llama").score(prompts, [NUMBERS] * 9) == tiny("llama").score(prompts, [NUMBERS] * 9)


def test_each_prompt_may_have_its_own_labels(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("llama")
    same = Prompt("how important is family")
    numbers, letters, again = model.score([same, same, same], [NUMBERS, LETTERS, NUMBERS])
    assert (len(numbers.mass), len(letters.mass)) == (36, 4)
    assert numbers == again
    assert numbers.mass == pytest.approx(model.score([same], [NUMBERS])[0].mass, abs=1e-6)


def test_permuting_the_labels_permutes_their_masses(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("qwen2")
    shuffled = random.Random(1).sample(NUMBERS, 36)
    (straight,) = model.score([QUESTION], [NUMBERS])
    (mixed,) = model.score([QUESTION], [shuffled])
    by_label = dict(zip(shuffled, mixed.mass, strict=True))
    assert [by_label[number] for number in NUMBERS] == pytest.approx(straight.mass, abs=1e-6)


def test_only_a_sliding_window_gives_up_padding_and_reuse(tiny: Callable[[str], LocalModel]) -> None:
    plain = {name: BatchScorer(tiny(name)._model, budget=256).plain for name in ARCHITECTURES}
    assert plain == {"llama": True, "gpt_neox": True, "qwen2": True, "gpt2": True, "mistral": False}


def test_a_prompt_longer_than_the_context_is_refused(tiny: Callable[[str], LocalModel]) -> None:
    with pytest.raises(ModelError, match="the model reads 128"):
        tiny("gpt2").score([Prompt("z" * 200)], [NUMBERS])


def test_a_prompt_that_just_fits_a_learned_context_is_scored(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("gpt2")
    room = 128 - model._trie(tuple(LETTERS)).depth - model.count_tokens([Prompt("")])[0]
    (found,) = model.score([Prompt("z" * room)], [LETTERS])
    assert found.tokens + model._trie(tuple(LETTERS)).depth == 128
    assert found.mass == pytest.approx(brute_force(model, Prompt("z" * room), LETTERS)[0], abs=1e-5)


def test_labels_and_prompts_must_be_as_many(tiny: Callable[[str], LocalModel]) -> None:
    with pytest.raises(ModelError, match="2 prompts but 1 label sets"):
        tiny("llama").score([QUESTION, QUESTION], [LETTERS])


@pytest.mark.model
def test_bf16_moves_label_probabilities_by_less_than_a_tenth(smollm2: LocalModel) -> None:
    from folkways.models.loading import load_local

    prompts = [QUESTION, Prompt("Do you trust people?\nA. yes\nB. no"), Prompt("Pick one: A, B, C or D.")]
    labels = [NUMBERS, ["A", "B"], LETTERS]
    low = load_local("smollm2", dtype="bf16")
    assert low.info.dtype == "bf16"
    assert low.info.revision == smollm2.info.revision
    for exact, rough in zip(smollm2.score(prompts, labels), low.score(prompts, labels), strict=True):
        assert rough.mass == pytest.approx(exact.mass, abs=0.1)
        assert rough.mass != exact.mass
