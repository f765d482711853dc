"""The prefix tree gives the probabilities of one pass a prompt, and computes each token once."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable

import pytest

from folkways.models import Prompt
from folkways.models.labels import LabelTrie
from folkways.models.local import LocalModel
from folkways.models.prefix_tree import unique_tokens
from folkways.models.scoring import BatchScorer
from folkways.models.tree_attention import NAME
from folkways.models.tree_scoring import TreeScorer
from tests.models.brute_force import brute_force

TREES = ("llama", "gpt_neox", "qwen2", "gpt2")
NUMBERS = [str(number) for number in range(1, 37)]


def branching(count: int) -> list[Prompt]:
    """Prompts that share beginnings of many lengths."""
    words = ["how", "important", "is", "family", "answer"]
    chance = random.Random(5)
    return [
        Prompt(" ".join(chance.choices(words[: chance.randint(1, 5)], k=chance.randint(1, 9)))) for _ in range(count)
    ]


def parts(model: LocalModel, prompts: list[Prompt], labels: list[str]):  # type: ignore[no-untyped-def]
    return [model._tokens(prompt, room=2) for prompt in prompts], [model._trie(tuple(labels))] * len(prompts)


@pytest.mark.parametrize("architecture", TREES)
@pytest.mark.parametrize("budget", [7, 40, 4000], ids=["many packs", "some packs", "one pack"])
def test_a_tree_in_any_number_of_packs_equals_brute_force(
    tiny: Callable[[str], LocalModel], architecture: str, budget: int
) -> None:
    model = tiny(architecture)
    prompts = list(dict.fromkeys(branching(14)))
    ids, tries = parts(model, prompts, NUMBERS)
    scorer = TreeScorer(model._model, budget=budget)
    for prompt, (mass, off_label) in zip(prompts, scorer(ids, tries), strict=True):
        expected, nowhere = brute_force(model, prompt, NUMBERS)
        assert mass == pytest.approx(expected, abs=1e-5)
        assert off_label == pytest.approx(nowhere, abs=1e-5)


@pytest.mark.parametrize("architecture", TREES)
def test_each_unique_token_is_computed_once(tiny: Callable[[str], LocalModel], architecture: str) -> None:
    model = tiny(architecture)
    ids, _ = parts(model, branching(30), ["A"])
    tries = [LabelTrie([[(5,)], [(6,)]])] * len(ids)  # no label needs a token of its own
    scorer = TreeScorer(model._model, budget=50)
    scorer([[1, 2]], tries[:1])  # compares with plain batches first
    before = scorer.computed
    scorer(ids, tries)
    assert scorer.computed - before == unique_tokens(ids) < 0.8 * sum(map(len, ids))


def test_a_sliding_window_is_computed_in_plain_batches(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("mistral")
    ids, tries = parts(model, branching(5), NUMBERS)
    scorer = TreeScorer(model._model, budget=100)
    assert scorer(ids, tries) == BatchScorer(model._model, budget=100)(ids, tries)
    assert scorer.computed == 0


def test_an_attention_that_a_tree_does_not_fit_is_said_and_computed_in_plain_batches(
    tiny: Callable[[str], LocalModel], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from folkways.models import tree_scoring
    from folkways.models.prefix_tree import Group

    model = tiny("llama")
    ids, tries = parts(model, branching(5), NUMBERS)
    whole = tree_scoring.plan_packs

    def blind(sequences, *, budget, kinds=None):  # type: ignore[no-untyped-def]
        packs = whole(sequences, budget=budget)
        for pack in packs:
            pack.groups = [Group((), group.starts, group.lengths) for group in pack.groups]
        return packs

    monkeypatch.setattr(tree_scoring, "plan_packs", blind)
    scorer = TreeScorer(model._model, budget=100)
    with caplog.at_level(logging.INFO):
        found = scorer(ids, tries)
    assert "plain batches, since a tree differs" in caplog.text
    assert found == BatchScorer(model._model, budget=100)(ids, tries)


def test_the_models_own_attention_is_back_after_scoring(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("qwen2")
    before = model._model.config._attn_implementation
    ids, tries = parts(model, branching(5), NUMBERS)
    TreeScorer(model._model, budget=100)(ids, tries)
    assert model._model.config._attn_implementation == before != NAME


@pytest.mark.model
def test_the_embedded_model_scores_a_real_design_alike_in_a_tree_and_one_by_one(smollm2: LocalModel) -> None:
    from folkways.probes.design import Design, render
    from folkways.surveys import load_survey

    survey = load_survey("menavalues")
    part = survey.select(questions=[q.id for q in survey.questions if len(q.options) < 7][:3])
    for cue in ("before", "after"):
        cells = [*Design(framings=("persona",), cue=cue).cells(part, survey.populations[:4])]
        prompts = [render(cell) for cell in cells]
        ids = [smollm2._tokens(prompt, room=4) for prompt in prompts]
        tries = [smollm2._trie(tuple(cell.label_texts)) for cell in cells]
        tree = TreeScorer(smollm2._model, budget=600)(ids, tries)
        alone = BatchScorer(smollm2._model, budget=1)(ids, tries)
        for (mass, off_label), (expected, nowhere) in zip(tree, alone, strict=True):
            assert mass == pytest.approx(expected, abs=1e-4)
            assert off_label == pytest.approx(nowhere, abs=1e-4)


def test_an_attention_that_cannot_be_switched_is_computed_in_plain_batches(caplog: pytest.LogCaptureFixture) -> None:
    from transformers import FalconConfig, FalconForCausalLM

    config = FalconConfig(vocab_size=300, hidden_size=32, num_hidden_layers=2, num_attention_heads=4)
    model = FalconForCausalLM(config).eval()
    prompts, tries = [[5, 6, 7, 8], [5, 6, 9], [5, 6, 7, 3]], [LabelTrie([[(5,)], [(6, 4)]])] * 3
    with caplog.at_level(logging.INFO):
        found = TreeScorer(model, budget=2048)(prompts, tries)
    assert "plain batches" in caplog.text
    assert found == BatchScorer(model, budget=2048)(prompts, tries)


def test_a_model_that_keeps_a_state_can_be_asked(tiny: Callable[[str], LocalModel]) -> None:
    from transformers import MambaConfig, MambaForCausalLM

    lender = tiny("llama")
    config = MambaConfig(vocab_size=len(lender._tokenizer), hidden_size=32, num_hidden_layers=2, state_size=4)
    model = LocalModel(MambaForCausalLM(config), lender._tokenizer, lender.info)
    (score,) = model.score([Prompt("how important is family")], [["A", "B"]])
    assert sum(score.mass) + score.off_label == pytest.approx(1)


@pytest.mark.parametrize("budget", [3, 6, 100])
def test_a_prompt_that_comes_twice_has_one_answer(tiny: Callable[[str], LocalModel], budget: int) -> None:
    model = tiny("llama")._model
    prompts = [[*range(2, 10)], [*range(2, 10)], [2, 3, 4, 20]]
    tries = [LabelTrie([[(5,)], [(6, 4)]])] * 3
    found = TreeScorer(model, budget=budget)(prompts, tries)
    for (mass, _), (expected, _) in zip(found, BatchScorer(model, budget=1)(prompts, tries), strict=True):
        assert mass == pytest.approx(expected, abs=1e-5)


def test_runs_that_are_computed_apart_and_together_give_the_same(
    tiny: Callable[[str], LocalModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    from folkways.models import tree_blocks

    model = tiny("llama")
    ids, tries = parts(model, branching(20), NUMBERS)
    together = TreeScorer(model._model, budget=4000)(ids, tries)
    monkeypatch.setattr(tree_blocks, "SCORES", 1)
    apart = TreeScorer(model._model, budget=4000)(ids, tries)
    for (one, _), (other, _) in zip(together, apart, strict=True):
        assert one == pytest.approx(other, abs=1e-5)
