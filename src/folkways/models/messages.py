"""A prompt as the messages of a chat: for chat templates, and for Inspect's providers and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from folkways.models.access import Prompt

if TYPE_CHECKING:
    from inspect_ai.model import ChatMessage


def chat(prompt: Prompt) -> list[dict[str, str]]:
    """Role and content of each turn, from the system's to the user's; the start of the answer is not among them.

    >>> chat(Prompt("And now?", system="Be brief."))
    [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': 'And now?'}]
    """
    system = [{"role": "system", "content": prompt.system}] if prompt.system is not None else []
    earlier = [{"role": said.role, "content": said.text} for said in prompt.before]
    return [*system, *earlier, {"role": "user", "content": prompt.user}]


def alternating(messages: Sequence[dict[str, str]], *, system: bool) -> list[dict[str, str]]:
    """The same turns for a template that refuses two turns of one role in a row.

    Args:
        messages: role and content of each turn.
        system: whether the template knows a system turn; else its text begins the first turn of the user.
    """
    found: list[dict[str, str]] = []
    for message in messages:
        role = "user" if message["role"] == "system" and not system else message["role"]
        if found and found[-1]["role"] == role:
            found[-1] = {"role": role, "content": f"{found[-1]['content']}\n\n{message['content']}"}
        else:
            found.append({"role": role, "content": message["content"]})
    return found


def inspect_messages(prompt: Prompt) -> list[ChatMessage]:
    """The turns as Inspect's messages, and the start of the answer as the last where there is one."""
    from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser

    kinds = {"system": ChatMessageSystem, "user": ChatMessageUser, "assistant": ChatMessageAssistant}
    turns: list[ChatMessage] = [kinds[turn["role"]](content=turn["content"]) for turn in chat(prompt)]
    return [*turns, ChatMessageAssistant(content=prompt.prefix.rstrip())] if prompt.prefix else turns
