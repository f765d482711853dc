"""Prompts of several LoRA adapters in one batch give what PEFT gives for each adapter alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from folkways.errors import ModelError
from folkways.models import Prompt
from folkways.models.loading import load_local
from folkways.models.local import LocalModel
from folkways.models.prefix_tree import unique_tokens
from folkways.models.scoring import BatchScorer
from folkways.models.tree_scoring import TreeScorer
from tests.models.test_tree_scoring import NUMBERS, branching

peft = pytest.importorskip("peft")
KINDS = {
    "plain": {"r": 4, "lora_alpha": 16},
    "root": {"r": 8, "lora_alpha": 4, "use_rslora": True},
    "patterns": {
        "r": 4,
        "lora_alpha": 8,
        "rank_pattern": {"q_proj": 2},
        "alpha_pattern": {r"layers\.[01]\.self_attn\.v_proj": 32},
    },
}
MODULES = {
    "llama": ["q_proj", "v_proj", "down_proj"],
    "qwen2": ["q_proj", "k_proj", "v_proj", "up_proj"],
    "gpt_neox": ["query_key_value", "dense_4h_to_h"],
}


def trained(folder: Path, model: Path, modules: list[str], seed: int, **settings: Any) -> Any:
    """An adapter that moves its model, written by PEFT, and the model that PEFT makes of it."""
    import torch
    from transformers import AutoModelForCausalLM

    torch.manual_seed(seed)
    settings = {name: value for name, value in settings.items() if not name.endswith("_pattern") or "q_proj" in modules}
    config = peft.LoraConfig(target_modules=modules, task_type="CAUSAL_LM", **settings)
    adapted = peft.get_peft_model(AutoModelForCausalLM.from_pretrained(model), config)
    for name, weight in adapted.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.2)
    adapted.save_pretrained(folder)
    return adapted.eval()


def of_peft(adapted: Any, known: LocalModel) -> LocalModel:
    return LocalModel(adapted, known._tokenizer, known.info, scorer=BatchScorer(adapted, budget=1))


@pytest.mark.parametrize("architecture", list(MODULES))
def test_a_mixed_batch_equals_peft_adapter_by_adapter(
    tiny_folder: Callable[[str], Path], architecture: str, tmp_path: Path
) -> None:
    folder = tiny_folder(architecture)
    model = load_local(str(folder), dtype="fp32", batch_tokens=60)
    alone = {
        name: of_peft(trained(tmp_path / name, folder, MODULES[architecture], seed, **settings), model)
        for seed, (name, settings) in enumerate(KINDS.items())
    } | {"": model}
    shown = branching(6)
    expected = {name: one.score(shown, [NUMBERS] * 6) for name, one in alone.items()}
    texts = {name: one.generate(shown, max_tokens=5) for name, one in alone.items()}
    assert len({scores[0].mass for scores in expected.values()}) == 4
    model.adapt({name: tmp_path / name for name in KINDS})
    mixed = [Prompt(prompt.user, adapter=name) for prompt in shown for name in alone]
    for prompt, score in zip(mixed, model.score(mixed, [NUMBERS] * len(mixed)), strict=True):
        known = expected[prompt.adapter][[p.user for p in shown].index(prompt.user)]
        assert score.mass == pytest.approx(known.mass, abs=1e-5)
    for prompt, text in zip(mixed, model.generate(mixed, max_tokens=5), strict=True):
        assert text == texts[prompt.adapter][[p.user for p in shown].index(prompt.user)]


def test_prompts_of_one_adapter_share_what_they_have_in_common(
    tiny_folder: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tiny_folder("llama")
    model = load_local(str(folder), dtype="fp32")
    trained(tmp_path / "one", folder, MODULES["llama"], 1, r=4)
    model.adapt({"one": tmp_path / "one"})
    assert isinstance(model._scorer, TreeScorer)
    shown = branching(20)
    ids = [model._tokens(prompt, room=1) for prompt in shown]
    model.score(shown[:1], [["A"]])
    before = model._scorer.computed
    both = [Prompt(prompt.user, adapter=name) for name in ("", "one") for prompt in shown]
    model.score(both, [["yes"]] * 40)  # of several tokens
    assert model._scorer.computed - before >= 2 * unique_tokens(ids)
    before = model._scorer.computed
    model._scorer.prefill([*ids, *ids], [-1] * 20 + [0] * 20)
    assert model._scorer.computed - before == 2 * unique_tokens(ids)


def test_a_model_in_plain_batches_mixes_adapters_too(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tiny_folder("mistral")
    model = load_local(str(folder), dtype="fp32")
    adapted = of_peft(trained(tmp_path / "one", folder, MODULES["llama"], 1, r=4), model)
    shown = branching(4)
    expected = adapted.score(shown, [NUMBERS] * 4), model.score(shown, [NUMBERS] * 4)
    model.adapt({"one": tmp_path / "one"})
    both = [Prompt(prompt.user, adapter=name) for name in ("one", "") for prompt in shown]
    for score, known in zip(model.score(both, [NUMBERS] * 8), [*expected[0], *expected[1]], strict=True):
        assert score.mass == pytest.approx(known.mass, abs=1e-5)


def test_what_is_no_plain_lora_is_refused(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tiny_folder("llama")
    model = load_local(str(folder), dtype="fp32")
    with pytest.raises(ModelError, match="no adapter here"):
        model.adapt({"x": tmp_path})
    trained(tmp_path / "dora", folder, ["q_proj"], 0, r=2, use_dora=True)
    with pytest.raises(ModelError, match="use_dora"):
        model.adapt({"x": tmp_path / "dora"})
    trained(tmp_path / "pissa", folder, ["q_proj"], 0, r=2, init_lora_weights="pissa")
    with pytest.raises(ModelError, match="init_lora_weights"):
        model.adapt({"x": tmp_path / "pissa"})
    trained(tmp_path / "head", folder, ["lm_head"], 0, r=2)
    with pytest.raises(ModelError, match="no inner module"):
        model.adapt({"x": tmp_path / "head"})
    trained(tmp_path / "other", tiny_folder("gpt_neox"), MODULES["gpt_neox"], 0, r=2)
    with pytest.raises(ModelError, match="no inner module"):
        model.adapt({"x": tmp_path / "other"})
    with pytest.raises(ModelError, match="no adapter 'x'"):
        model.score([Prompt("how", adapter="x")], [["A"]])


def test_an_adapter_that_cannot_be_put_on_leaves_the_one_that_is(
    tiny_folder: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tiny_folder("llama")
    model = load_local(str(folder), dtype="fp32")
    trained(tmp_path / "one", folder, ["q_proj"], 1, r=2)
    model.adapt({"one": tmp_path / "one"})
    asked = [Prompt("how important", adapter="one")], [["A", "B"]]
    before = model.score(*asked), model.info.revision
    with pytest.raises(ModelError):
        model.adapt({"two": tmp_path})
    assert (model.score(*asked), model.info.revision) == before
    model.adapt({})
    assert "+" not in model.info.revision


def test_the_revision_names_the_adapters(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tiny_folder("llama")
    model = load_local(str(folder), dtype="fp32")
    bare = model.info.revision
    found = set()
    for seed in (1, 2):
        trained(tmp_path / str(seed), folder, ["q_proj"], seed, r=2)
        model.adapt({"one": tmp_path / str(seed)})
        found.add(model.info.revision)
    assert len({bare, *found}) == 3
