"""The live model in mixed batches: row by row what it is alone, and what PEFT makes of the exported adapter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from folkways.adapt.hyper.description import Description, Descriptions
from folkways.adapt.hyper.emit import matrices, write_adapter
from folkways.adapt.hyper.heads import VARIANTS, seeded
from folkways.adapt.hyper.layout import problems
from folkways.adapt.hyper.lessons import Answered, Completed, batch
from folkways.adapt.hyper.live import Live
from folkways.adapt.hyper.loss import answer_logits, loss_on
from folkways.adapt.hyper.shape import Shape
from folkways.adapt.hyper.stored import Stored
from folkways.adapt.lora import AdapterRecord
from folkways.errors import ModelError

WIDTH = 12
RECORD = AdapterRecord("hyper", "tiny", "0", "", "", "", (), (), 0, {"lora": {"rank": 4, "alpha": 8.0}}, {}, {})


def loaded(base: Path) -> Any:
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32).eval()


def moving(variant: str, shape: Shape) -> Any:
    network = seeded(variant, shape, WIDTH, 16, seed=1)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.add_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(len(name))) * 0.2)
    return network.eval()


def vectors(variant: str, rows: int = 6) -> torch.Tensor:
    if variant == "per-culture":
        return torch.eye(WIDTH)[:rows]
    return torch.randn(rows, WIDTH, generator=torch.Generator().manual_seed(2))


def answers(prompts: list[tuple[int, ...]], rows: int = 6) -> tuple[Answered, ...]:
    return tuple(
        Answered(row, prompts[row % len(prompts)], ((5,), (6, 7), (8,)), (0.2, 0.3, 0.5), True) for row in range(rows)
    )


PROMPTS = [(3, 4, 5, 6, 7, 8, 9), (9, 8, 7, 6)]


@pytest.mark.parametrize("layers", [0, 1])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_mixed_batch_gives_each_row_what_it_has_alone(base: Path, variant: str, layers: int) -> None:
    model = loaded(base)
    shape = Shape.of(model, rank=4, alpha=8.0, layers=layers)
    network, told, live = moving(variant, shape), vectors(variant), Live(model, shape)
    lesson = answers(PROMPTS)
    with torch.no_grad():
        mixed = answer_logits(live, network(told), batch([lesson], told))
        for row, item in enumerate(lesson):
            single = answer_logits(live, network(told[row : row + 1]), batch([(item,)], told))
            assert torch.allclose(mixed[row], single[0], rtol=1e-4, atol=1e-4)
    assert variant == "shared" or not torch.allclose(mixed[0], mixed[2], atol=1e-4)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("layers", [0, 1])
def test_the_exported_adapter_agrees_with_the_live_forward_in_plain_peft(
    base: Path, variant: str, layers: int, tmp_path: Path
) -> None:
    from peft import PeftModel

    model = loaded(base)
    shape = Shape.of(model, rank=4, alpha=8.0, layers=layers)
    network, told = moving(variant, shape), vectors(variant)
    stored = Stored(network, "", (), Descriptions((Description("EGY", "of Egypt"),)), RECORD)
    write_adapter(tmp_path / "adapter", shape, matrices(stored, told[3]), RECORD)
    assert problems(tmp_path / "adapter") == []
    live, ids = Live(model, shape), torch.tensor([PROMPTS[0]])
    with torch.no_grad():
        bare = model(ids).logits
        with live.moved(network(told[3:4])):
            mine = model(ids).logits
        live.remove()
        theirs = PeftModel.from_pretrained(loaded(base), str(tmp_path / "adapter")).eval()(ids).logits
    assert (mine - theirs).abs().max() < 1e-4
    assert (mine - bare).abs().max() > 1e-2, "it must move the model for the agreement to say anything"


def test_the_base_has_no_gradients_and_the_network_has(base: Path) -> None:
    model = loaded(base)
    shape = Shape.of(model, rank=4)
    network, told = moving("diag", shape), vectors("diag")
    live = Live(model, shape)
    loss_on(live, network(told), batch([answers(PROMPTS)], told), "kl").backward()
    assert all(parameter.grad is None for parameter in model.parameters())
    silent = [n for n, parameter in network.named_parameters() if parameter.grad is None or not parameter.grad.any()]
    assert not silent


def test_growing_inside_the_model_gives_the_gradients_of_rows_one_by_one(base: Path) -> None:
    shape = Shape.of(loaded(base), rank=4, layers=1)
    found = []
    for grows in (True, False):
        network, live, told = moving("square", shape), Live(loaded(base), shape), vectors("square")
        if not grows:
            live._upper = None
        assert live.grows is grows
        loss_on(live, network(told), batch([answers(PROMPTS)], told), "wasserstein").backward()
        found.append([parameter.grad for parameter in network.parameters()])
    for one, other in zip(*found, strict=True):
        assert torch.allclose(one, other, atol=1e-6)


def test_the_loss_of_completions_is_that_of_the_completion_alone(base: Path) -> None:
    model = loaded(base)
    shape = Shape.of(model, rank=4)
    network, told, live = moving("diag", shape), vectors("diag"), Live(model, shape)
    items = [(Completed(0, (3, 4, 5, 6, 7), 3),), (Completed(1, (9, 8, 7), 2),)]
    with torch.no_grad():
        loss = loss_on(live, network(told[:2]), batch(items, told), "kl")
        terms = []
        for row, ((item,),) in enumerate(zip(items, strict=True)):
            with live.moved(network(told[row : row + 1])):
                logs = model(torch.tensor([item.tokens])).logits[0].log_softmax(-1)
            terms += [-logs[at - 1, item.tokens[at]] for at in range(item.start, len(item.tokens))]
    assert loss.item() == pytest.approx(torch.stack(terms).mean().item(), abs=1e-5)


def test_a_model_without_the_places_is_refused(base: Path) -> None:
    shape = Shape.of(loaded(base), rank=4)
    with pytest.raises(ModelError, match="no modules absent"):
        Shape.of(loaded(base), rank=4, modules=("absent",))
    with pytest.raises(ModelError, match=r"the model has no model\.layers"):
        Live(torch.nn.Linear(2, 2), shape)


@pytest.mark.model
@pytest.mark.parametrize("variant", ["diag", "square", "text-to-lora"])
def test_export_and_live_forward_agree_on_the_embedded_model(variant: str, tmp_path: Path) -> None:
    from peft import PeftModel

    from folkways.models.loading import open_weights

    model, tokenizer, _ = open_weights("smollm2", dtype="fp32")
    model.eval()
    shape = Shape.of(model, rank=8)
    network = seeded(variant, shape, WIDTH, seed=1)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            draw = torch.Generator().manual_seed(len(name))
            parameter.add_(torch.randn(parameter.shape, generator=draw) * (0.001 if "mixer" in name else 0.01))
    told = vectors(variant)
    stored = Stored(network.eval(), "", (), Descriptions((Description("EGY", "of Egypt"),)), RECORD)
    write_adapter(tmp_path / "adapter", shape, matrices(stored, told[0]), RECORD)
    assert problems(tmp_path / "adapter") == []
    ids = torch.tensor([tokenizer("How important is family in your life?")["input_ids"]])
    live = Live(model, shape)
    with torch.no_grad():
        bare = model(ids).logits
        with live.moved(network(told[:1])):
            mine = model(ids).logits
        live.remove()
        theirs = PeftModel.from_pretrained(model, str(tmp_path / "adapter")).eval()(ids).logits
    apart, moved = (mine - theirs).abs().max().item(), (mine - bare).abs().max().item()
    print(f"{variant}: live and exported differ by {apart:.1e}, and both move logits by {moved:.2f}")
    assert apart < 1e-4 and moved > 0.1
