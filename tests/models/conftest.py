"""Models to ask: the embedded one, and small random ones of several architectures written to a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from folkways.models.loading import load_local
from folkways.models.local import LocalModel

# Numbers that the tiny tokenizer learns as one token because they are frequent; the others take one token a digit.
_CORPUS = [
    "10 12 36 10 12 36 10 12 36",
    "how important is family in your life",
    "answer: 1 2 3 4 5 6 7 8 9 0",
    "A B C yes no",
]

ARCHITECTURES = ("llama", "gpt_neox", "qwen2", "gpt2", "mistral")


def tiny_tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=300, initial_alphabet=alphabet, special_tokens=["<s>", "</s>"])
    raw.train_from_iterator(_CORPUS * 40, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=raw, bos_token="<s>", eos_token="</s>")


def tiny_config(architecture: str, vocabulary: int) -> Any:
    import transformers

    size: dict[str, Any] = {
        "vocab_size": vocabulary,
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "max_position_embeddings": 128,
        "initializer_range": 0.3,  # far from uniform, so that a wrong token or position shows
        "bos_token_id": 0,
        "eos_token_id": 1,
    }
    match architecture:
        case "llama":
            return transformers.LlamaConfig(**size, num_key_value_heads=2, tie_word_embeddings=True)
        case "gpt_neox":
            return transformers.GPTNeoXConfig(**size)
        case "qwen2":
            return transformers.Qwen2Config(**size, num_key_value_heads=1)
        case "gpt2":
            return transformers.GPT2Config(
                vocab_size=vocabulary, n_positions=128, n_embd=64, n_layer=3, n_head=4, initializer_range=0.3
            )
        case "mistral":
            return transformers.MistralConfig(**size, num_key_value_heads=2, sliding_window=16)
    raise ValueError(architecture)


def write_tiny(folder: Path, architecture: str = "llama", *, seed: int = 0) -> Path:
    """A random model of the architecture with its tokenizer, in safetensors."""
    import torch
    from transformers import AutoModelForCausalLM

    tokenizer = tiny_tokenizer()
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(tiny_config(architecture, len(tokenizer)))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def folder(architecture: str) -> Path:
        if architecture not in made:
            made[architecture] = write_tiny(tmp_path_factory.mktemp(architecture), architecture)
        return made[architecture]

    return folder


@pytest.fixture(scope="session")
def tiny(tiny_folder: Callable[[str], Path]) -> Callable[[str], LocalModel]:
    return lambda architecture: load_local(str(tiny_folder(architecture)), dtype="fp32", batch_tokens=256)


@pytest.fixture(scope="session")
def smollm2() -> LocalModel:
    return load_local("smollm2", dtype="fp32")
