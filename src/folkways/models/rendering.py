"""From a prompt to the tokens that a model sees."""

from __future__ import annotations

from typing import Any

from folkways.errors import ModelError
from folkways.models.access import Prompt
from folkways.models.messages import alternating, chat

_THINK = "<think>"


class Renderer:
    """Writes prompts as a model was trained to read them.

    A model with a chat template gets its turns and the opening of its own; a base model gets the plain text
    `system`, `user` and `Answer:`, and its own earlier turns after such an `Answer:` too. The answer's prefix ends the
    prompt, less its trailing spaces: tokenizers write the space together with the word after it, so a prompt that ends
    in a space asks for an answer that the model never saw written.

    Args:
        tokenizer: a transformers tokenizer.
        where: the model's name, for messages.
    """

    def __init__(self, tokenizer: Any, where: str = "") -> None:
        self._tokenizer = tokenizer
        self._where = where
        self.has_chat_template = bool(getattr(tokenizer, "chat_template", None))

    @property
    def thinks(self) -> bool:
        """Whether the model has a way of thinking of its own, which its template opens or closes."""
        if not self.has_chat_template:
            return False
        shown = [{"role": "user", "content": "?"}]
        opened = self._apply(shown, thinking=True)
        return opened.rstrip().endswith(_THINK) or opened != self._apply(shown, thinking=False)

    def text(self, prompt: Prompt) -> str:
        """The prompt as one text."""
        prefix = prompt.prefix.rstrip(" ")
        if self.has_chat_template:
            return self._chat(prompt) + prefix
        earlier = [said.text if said.role == "user" else f"Answer: {said.text}" for said in prompt.before]
        parts = [part for part in (prompt.system, *earlier, prompt.user) if part]
        return "\n\n".join(parts) + "\n\n" + (prefix or "Answer:")

    def tokens(self, prompt: Prompt) -> list[int]:
        """The prompt as token ids, with exactly the special tokens that the model expects at its start."""
        text = self.text(prompt)
        if self.has_chat_template:
            # A chat template writes the opening token itself where its model wants one.
            return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])
        ids = list(self._tokenizer(text)["input_ids"])
        if ids and ids[-1] == self._tokenizer.eos_token_id:
            ids.pop()  # some tokenizers close every text; an answer must still be able to follow
        return ids

    def _chat(self, prompt: Prompt) -> str:
        turns = chat(prompt)
        # Some templates refuse turns of one role in a row (Mistral's), or a system turn as well (Gemma's), each with an
        # error of its own.
        ways = [turns, alternating(turns, system=True), alternating(turns, system=False)]
        refusals: list[Exception] = []
        for messages in ways:
            try:
                return self._opened(messages, prompt.thinking)
            except Exception as error:
                refusals.append(error)
        begin = "begin the earlier turns with one of the user; or " if prompt.before else ""
        raise ModelError(
            f"the chat template cannot be applied: {_first_line(refusals[-1])}",
            where=self._where,
            mend=f"{begin}mend chat_template in the model's tokenizer files, or remove it to use a plain prompt",
        ) from refusals[-1]

    def _opened(self, messages: list[dict[str, str]], thinking: bool) -> str:
        """The turns and the opening of the model's own; where its template always opens a thought, an answer that must
        come at once follows an empty one."""
        text = self._apply(messages, thinking=thinking)
        closed = not thinking and text.rstrip().endswith(_THINK)
        return f"{text.rstrip()}\n\n</think>\n\n" if closed else text

    def _apply(self, messages: list[dict[str, str]], *, thinking: bool) -> str:
        # enable_thinking is read by the templates of hybrid reasoning models only.
        return self._tokenizer.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True, enable_thinking=thinking
        )


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
