"""Texts that go on from shared states are those of each prompt alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from folkways.models import Prompt
from folkways.models.local import LocalModel
from folkways.models.prefix_tree import unique_tokens
from folkways.models.scoring import BatchScorer
from folkways.models.tree_scoring import TreeScorer
from tests.models.test_tree_scoring import TREES, branching


def alone(model: LocalModel) -> LocalModel:
    """The same weights, every prompt computed whole."""
    scorer = BatchScorer(model._model, budget=64)
    return LocalModel(model._model, model._tokenizer, model.info, batch_tokens=64, scorer=scorer)


@pytest.mark.parametrize("architecture", TREES)
@pytest.mark.parametrize("memory", [1, 2**30], ids=["small batches", "one batch"])
def test_greedy_texts_equal_those_of_each_prompt_alone(
    tiny: Callable[[str], LocalModel], architecture: str, memory: int
) -> None:
    plain = alone(tiny(architecture))
    shared = LocalModel(plain._model, plain._tokenizer, plain.info, batch_tokens=64, state_bytes=memory)
    prompts = [*branching(14), Prompt("is")]
    expected = [plain.generate([prompt], max_tokens=9)[0] for prompt in prompts]
    assert shared.generate(prompts, max_tokens=9) == expected


def test_what_prompts_share_is_computed_once(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("llama")
    prompts = branching(30)
    model.generate(prompts[:1], max_tokens=1)  # compares with plain batches first
    assert isinstance(model._scorer, TreeScorer)
    before = model._scorer.computed
    model.generate(prompts, max_tokens=3)
    ids = [model._tokens(prompt, room=3)[:-1] for prompt in prompts]
    assert model._scorer.computed - before == unique_tokens(ids) < 0.8 * sum(map(len, ids))


def test_draws_from_shared_states_equal_those_from_a_whole_prompt(tiny: Callable[[str], LocalModel]) -> None:
    shared = tiny("llama")
    prompts = branching(3)
    assert shared.sample(prompts, max_tokens=6, n=4, seed=1) == alone(shared).sample(prompts, max_tokens=6, n=4, seed=1)


def test_the_embedded_model_writes_the_same_from_shared_states(smollm2: LocalModel) -> None:
    question = "How important is family in your life? 1: Very 2: Rather 3: Not very 4: Not at all."
    prompts = [Prompt(f"{question} Answer as a person from {place} would.") for place in ("Egypt", "Iran", "Türkiye")]
    assert smollm2.generate(prompts, max_tokens=12) == alone(smollm2).generate(prompts, max_tokens=12)


@pytest.mark.parametrize("settings", [{"repetition_penalty": 5.0}, {"cache_implementation": "static"}, {"min_p": 0.9}])
def test_a_models_own_settings_change_no_text(tiny: Callable[[str], LocalModel], settings: dict[str, object]) -> None:
    from transformers import GenerationConfig

    model = tiny("llama")
    prompts = branching(5)
    greedy, drawn = model.generate(prompts, max_tokens=6), model.sample(prompts[:1], max_tokens=6, n=3, seed=1)
    model._model.generation_config = GenerationConfig(**settings)
    assert model.generate(prompts, max_tokens=6) == greedy
    assert model.sample(prompts[:1], max_tokens=6, n=3, seed=1) == drawn


def test_nothing_asked_is_nothing_written(tiny: Callable[[str], LocalModel]) -> None:
    assert tiny("llama").generate([], max_tokens=3) == []


def test_threads_may_share_a_model(tiny: Callable[[str], LocalModel]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    model = tiny("llama")
    prompts = branching(8)
    scores, texts = model.score(prompts, [["A", "B"]] * 8), model.generate(prompts, max_tokens=4)
    with ThreadPoolExecutor(2) as threads:
        scored = [threads.submit(model.score, prompts, [["A", "B"]] * 8) for _ in range(10)]
        written = [threads.submit(model.generate, prompts, max_tokens=4) for _ in range(10)]
        assert all(one.result() == scores for one in scored)
        assert all(one.result() == texts for one in written)
