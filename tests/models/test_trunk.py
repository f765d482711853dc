"""What prompts share below the first adapter is computed once, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from folkways.models import Prompt
from folkways.models.loading import load_local
from folkways.models.local import LocalModel
from folkways.models.trunk import TrunkScorer, expanded, upper_layers
from tests.models.test_adapters import MODULES, trained
from tests.models.test_tree_scoring import NUMBERS

pytest.importorskip("peft")
WORDS = ("family", "work", "bread and water", "what the neighbours think of it")


def upper(folder: Path, model: Path, modules: list[str], seed: int) -> Any:
    return trained(folder, model, modules, seed, r=4, lora_alpha=16, layers_to_transform=[1])


def asked(names: list[str]) -> list[Prompt]:
    return [Prompt(f"How much does {word} matter, from 1 to 12?", adapter=name) for word in WORDS for name in names]


@pytest.fixture(params=list(MODULES))
def model(request: pytest.FixtureRequest, tiny_folder: Callable[[str], Path], tmp_path: Path) -> LocalModel:
    folder = tiny_folder(request.param)
    names = ["one", "two", "three"]
    for seed, name in enumerate(names):
        upper(tmp_path / name, folder, MODULES[request.param], seed)
    found = load_local(str(folder), dtype="fp32")
    found.adapt({name: tmp_path / name for name in names})
    return found


def test_equal_prompts_under_several_adapters_give_what_the_tree_gives(model: LocalModel) -> None:
    shown = asked(["one", "two", "three", ""])
    labels = [NUMBERS] * len(shown)
    assert isinstance(model._trunk, TrunkScorer)
    shared = model.score(shown, labels)
    assert 0 < 2 * model._trunk.below < model._trunk.above
    model._trunk = None
    alone = model.score(shown, labels)
    for one, other in zip(shared, alone, strict=True):
        assert one.mass == pytest.approx(other.mass, abs=2e-6)
        assert one.off_label == pytest.approx(other.off_label, abs=2e-6)
    assert shared[0].mass != pytest.approx(shared[1].mass, abs=1e-4)


def test_small_batches_change_nothing(model: LocalModel) -> None:
    shown = asked(["one", "two"])
    labels = [NUMBERS] * len(shown)
    assert isinstance(model._trunk, TrunkScorer)
    whole = model.score(shown, labels)
    model._trunk = TrunkScorer(model._model, model._trunk._first, model._trunk._layers, budget=32)
    for one, other in zip(whole, model.score(shown, labels), strict=True):
        assert one.mass == pytest.approx(other.mass, abs=2e-6)


def test_progress_counts_every_prompt_once(model: LocalModel) -> None:
    shown, done = asked(["one", "two"]), []
    model.score(shown, [NUMBERS] * len(shown), done.append)
    assert sum(done) == len(shown)


def test_an_adapter_of_the_upper_layers_shares_nothing(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tiny_folder("llama")
    trained(tmp_path / "all", folder, MODULES["llama"], 0, r=4)
    found = load_local(str(folder), dtype="fp32")
    found.adapt({"all": tmp_path / "all"})
    assert found._trunk is None


def test_the_layers_from_the_lowest_moved_to_the_top_are_found() -> None:
    modules = {f"model.layers.{n}": n for n in range(12)}
    names = [f"model.layers.{n}.self_attn.q_proj" for n in (11, 9, 10)]
    assert upper_layers(names, modules) == (9, [9, 10, 11])
    assert upper_layers([*names, "model.encoder.layers.3.q"], modules) is None
    assert upper_layers(["model.embed"], modules) is None


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
def test_masks_grow_in_every_layer(tiny_folder: Callable[[str], Path], attention: str) -> None:
    """Eager attention hands a mask of the rows below to each layer."""
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(tiny_folder("llama"), attn_implementation=attention).eval()
    ids, rows = torch.tensor([[3, 4, 5, 6], [7, 8, 9, 0]]), [1, 0, 1, 1, 0]
    seen = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    with torch.no_grad():
        plain = model(ids, attention_mask=seen).logits[rows]
        with expanded([*model.model.layers], rows):
            grown = model(ids, attention_mask=seen).logits
        with expanded([*model.model.layers], [0, 0, 0]):
            one = model(ids[:1]).logits
    assert torch.allclose(plain, grown, atol=1e-6)
    assert torch.allclose(one, model(ids[:1]).logits.expand(3, -1, -1), atol=1e-6)
