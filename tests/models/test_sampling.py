"""Texts drawn at random: by the seed, the prompt and the temperature, and by nothing else."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from folkways.errors import InputError
from folkways.models.access import ModelInfo, Prompt, Said, checked_temperature
from folkways.models.gguf import GgufModel
from folkways.models.local import LocalModel

ASKED = [Prompt("how important is family"), Prompt("A B C"), Prompt("answer:", before=(Said("user", "yes no"),))]


def _texts(model: LocalModel, prompts: list[Prompt], **options: Any) -> list[list[str]]:
    return [[text.text for text in texts] for texts in model.sample(prompts, **options)]


@pytest.mark.parametrize("architecture", ["llama", "mistral"])  # with the prefix tree, and in plain batches
def test_a_prompt_alone_is_given_the_texts_that_it_is_given_among_others(
    architecture: str, tiny: Callable[[str], LocalModel]
) -> None:
    model = tiny(architecture)
    for temperature in (1.0, 0.6):
        options = {"max_tokens": 12, "n": 4, "seed": 5, "temperature": temperature}
        among = _texts(model, ASKED, **options)
        assert [_texts(model, [prompt], **options)[0] for prompt in ASKED] == among
        assert _texts(model, ASKED[::-1], **options) == among[::-1]


@pytest.mark.parametrize("temperature", [1.0, 0.6])
def test_a_prompt_alone_is_given_what_transformers_draws(temperature: float, tiny: Callable[[str], LocalModel]) -> None:
    import torch
    from transformers import GenerationConfig

    model: Any = tiny("llama")
    for prompt in ASKED:
        ids = torch.tensor([model._renderer.tokens(prompt)] * 5)
        state = hashlib.sha256(f"8 {model._renderer.text(prompt)}".encode()).digest()
        torch.manual_seed(int.from_bytes(state[:8], "big") >> 1)
        settings = GenerationConfig(
            max_new_tokens=9, do_sample=True, top_k=0, top_p=1.0, temperature=temperature, pad_token_id=0
        )
        output = model._model.generate(ids, generation_config=settings, attention_mask=torch.ones_like(ids))
        expected = [
            model._writer._generation(row, set(model._writer._ends())) for row in output[:, ids.shape[1] :].tolist()
        ]
        assert model.sample([prompt], max_tokens=9, n=5, seed=8, temperature=temperature) == [expected]


def test_draws_are_repeated_by_the_seed_and_differ_between_seeds(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("llama")
    options = {"max_tokens": 12, "n": 6, "temperature": 0.8}
    first = _texts(model, ASKED, seed=1, **options)
    assert _texts(model, ASKED, seed=1, **options) == first
    assert _texts(model, ASKED, seed=2, **options) != first


def test_draws_do_not_touch_the_state_of_the_programs_own_chance(tiny: Callable[[str], LocalModel]) -> None:
    import torch

    model = tiny("llama")
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    model.sample(ASKED[:1], max_tokens=3, n=2, seed=9, temperature=0.5)
    assert torch.equal(torch.rand(4), expected)


def test_temperature_1_is_what_is_drawn_where_none_is_given(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("llama")
    plain = _texts(model, ASKED, max_tokens=8, n=3, seed=4)
    assert _texts(model, ASKED, max_tokens=8, n=3, seed=4, temperature=1) == plain


def test_shares_of_the_first_token_follow_the_probabilities_at_each_temperature(
    tiny: Callable[[str], LocalModel],
) -> None:
    import torch

    model: Any = tiny("llama")
    prompt = ASKED[1]
    ids = torch.tensor([model._renderer.tokens(prompt)])
    with torch.inference_mode():
        logits = model._model(input_ids=ids).logits[0, -1].double()
    most = []
    for temperature in (2.0, 1.0, 0.3, 0.02):
        expected = torch.softmax(logits / temperature, -1)
        texts = _texts(model, [prompt], max_tokens=1, n=1500, seed=2, temperature=temperature)[0]
        token = int(expected.argmax())
        share = Counter(texts)[model._tokenizer.decode([token], clean_up_tokenization_spaces=False)] / len(texts)
        p = float(expected[token])
        assert share == pytest.approx(p, abs=4 * (p * (1 - p) / len(texts)) ** 0.5 + 1e-9)
        most.append(share)
    assert all(one < other for one, other in pairwise(most))
    assert most[-1] > 0.99


def test_almost_no_temperature_writes_the_greedy_text(tiny: Callable[[str], LocalModel]) -> None:
    model = tiny("llama")
    greedy = [text.text for text in model.generate(ASKED, max_tokens=10)]
    assert [texts[0] for texts in _texts(model, ASKED, max_tokens=10, n=1, seed=0, temperature=1e-4)] == greedy


@pytest.mark.parametrize("temperature", [0, 0.0, -1.0, float("nan"), float("inf")])
def test_a_temperature_that_nothing_can_be_drawn_at_is_refused(
    temperature: float, tiny: Callable[[str], LocalModel]
) -> None:
    with pytest.raises(InputError, match="use generate"):
        tiny("llama").sample(ASKED, max_tokens=2, n=1, seed=0, temperature=temperature)


def test_a_temperature_is_a_float_in_every_key() -> None:
    assert isinstance(checked_temperature(2), float)


def test_a_provider_is_asked_at_the_temperature_and_keeps_each_apart() -> None:
    pytest.importorskip("inspect_ai")
    from inspect_ai.model import ModelOutput

    from folkways.models.call_store import CallStore
    from folkways.models.remote import RemoteModel
    from folkways.models.spending import Meter

    asked: list[tuple[float, int]] = []

    class Provider:
        async def generate(self, messages: Any, *, config: Any) -> ModelOutput:
            asked.append((config.temperature, config.seed))
            return ModelOutput.from_content("m", f"reply {len(asked)}")

    provider: Any = Provider()
    info = ModelInfo("api:p/m", "r", "provider")
    model = RemoteModel(info, provider, CallStore(None), Meter(), connections=1, provider="p")
    warm = model.sample([Prompt("Q")], max_tokens=4, n=2, seed=3)
    cool = model.sample([Prompt("Q")], max_tokens=4, n=2, seed=3, temperature=0.5)
    assert asked == [(1.0, 3000), (1.0, 3001), (0.5, 3000), (0.5, 3001)]
    assert warm != cool
    assert model.sample([Prompt("Q")], max_tokens=4, n=2, seed=3, temperature=1) == warm and len(asked) == 4
    with pytest.raises(InputError, match="use generate"):
        model.sample([Prompt("Q")], max_tokens=4, n=2, seed=3, temperature=0)
    model.close()


def test_a_llama_cpp_file_is_asked_at_the_temperature() -> None:
    posted: list[dict[str, Any]] = []

    class File(GgufModel):
        def __init__(self) -> None:
            self._info = ModelInfo("file", "r", "as in the file")

        def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
            if path == "/completion":
                posted.append(body)
            return {"prompt": "p", "tokens": [1], "content": "c", "stop_type": "eos", "tokens_predicted": 1}

    File().sample([Prompt("Q")], max_tokens=4, n=2, seed=3, temperature=0.7)
    assert [body["temperature"] for body in posted] == [0.7, 0.7]
    assert posted[0]["seed"] + 1 == posted[1]["seed"]
    with pytest.raises(InputError, match="use generate"):
        File().sample([Prompt("Q")], max_tokens=4, n=2, seed=3, temperature=-0.1)
