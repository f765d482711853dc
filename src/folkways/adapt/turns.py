"""A prompt and the text that a model is trained to answer with, as tokens: the prompt exactly as a probe shows it."""

from __future__ import annotations

from typing import Any

from folkways.models.access import Prompt
from folkways.models.rendering import Renderer
from folkways.probes.reasoning import CLOSE

_OPEN = "<think>"
_MARK = "folkways"


class Turns:
    """Writes training examples for one model.

    Args:
        tokenizer: of transformers.
        where: the model's name, for messages.
    """

    def __init__(self, tokenizer: Any, where: str = "") -> None:
        self._tokenizer = tokenizer
        self._renderer = Renderer(tokenizer, where)
        self.end = self._end()

    def prompt(self, prompt: Prompt) -> list[int]:
        """The tokens of the prompt, its special tokens included."""
        return self._renderer.tokens(prompt)

    def reply(self, prompt: Prompt, thought: str, answer: str) -> list[int]:
        """The tokens of a reply that thinks and then answers, to the end of the model's turn.

        A model that has its own way of thinking does so between its marks, as it will when it is probed.

        Args:
            prompt: what it replies to.
            thought: the reasoning, without the answer.
            answer: the announced answer, such as `Answer: 2`.
        """
        return list(self._tokenizer(self.text(prompt, thought, answer), add_special_tokens=False)["input_ids"])

    def said(self, text: str) -> list[int]:
        """The tokens of a reply that says this and nothing else, to the end of the model's turn."""
        whole = f"{'' if self._renderer.has_chat_template else ' '}{text.strip()}{self.end}"
        return list(self._tokenizer(whole, add_special_tokens=False)["input_ids"])

    def text(self, prompt: Prompt, thought: str, answer: str) -> str:
        """The reply as a text."""
        if self._renderer.thinks:
            shown = self._renderer.text(prompt)
            opening = _OPEN + "\n" if not shown.rstrip().endswith(_OPEN) else "" if shown.endswith("\n") else "\n"
            return f"{opening}{thought}\n{CLOSE}\n\n{answer}{self.end}"
        # A prompt without a template ends in a word, a chat template in the opening of a turn.
        return f"{'' if self._renderer.has_chat_template else ' '}{thought}\n\n{answer}{self.end}"

    def _end(self) -> str:
        """What closes the model's turn: as its chat template writes it, or the end of the text."""
        last = self._tokenizer.eos_token or ""
        if not self._renderer.has_chat_template:
            return last
        turns = [{"role": "user", "content": "?"}, {"role": "assistant", "content": _MARK}]
        shown = self._tokenizer.apply_chat_template(turns, tokenize=False)
        return shown.rpartition(_MARK)[2].strip() or last
