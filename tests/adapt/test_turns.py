"""Training texts are written as a model's own template writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from folkways.adapt.turns import Turns
from folkways.models.access import Prompt
from folkways.models.rendering import Renderer

CHAT = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\nOPEN{% endif %}"
)
PROMPT = Prompt("How common is it?\n1. Very\n2. Rare", thinking=True)


@pytest.fixture
def tokenizer(base: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(base)


def whole(tokenizer: Any, prompt: Prompt, thought: str, answer: str) -> str:
    turns = Turns(tokenizer)
    return tokenizer.decode(turns.prompt(prompt) + turns.reply(prompt, thought, answer))


def test_a_reply_closes_its_turn_as_the_template_does(tokenizer: Any) -> None:
    tokenizer.chat_template = CHAT.replace("OPEN", "")
    messages = [
        {"role": "user", "content": PROMPT.user},
        {"role": "assistant", "content": "I see.\n\nAnswer: 2"},
    ]
    rendered = tokenizer.apply_chat_template(messages, tokenize=False)
    assert whole(tokenizer, PROMPT, "I see.", "Answer: 2") == rendered.rstrip("\n")
    assert Turns(tokenizer).prompt(PROMPT) == Renderer(tokenizer).tokens(PROMPT)


def test_a_base_model_gets_plain_text_and_the_end_of_it(tokenizer: Any) -> None:
    tokenizer.chat_template = None
    assert whole(tokenizer, PROMPT, "I see.", "Answer: 2").endswith("Answer: I see.\n\nAnswer: 2</s>")


def test_a_thinking_model_thinks_between_its_marks(tokenizer: Any) -> None:
    tokenizer.chat_template = CHAT.replace("OPEN", "<think>\n")
    text = whole(tokenizer, PROMPT, "I see.", "Answer: 2")
    assert text.count("<think>") == 1 and text.endswith("<think>\nI see.\n</think>\n\nAnswer: 2<|im_end|>")
    tokenizer.chat_template = CHAT.replace("OPEN", "{% if not enable_thinking %}<think>\n\n</think>\n\n{% endif %}")
    text = whole(tokenizer, PROMPT, "I see.", "Answer: 2")
    assert text.count("<think>") == 1 and text.endswith("<think>\nI see.\n</think>\n\nAnswer: 2<|im_end|>")
