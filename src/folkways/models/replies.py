"""What a provider answered: read from Inspect's output, and kept as a JSON record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from folkways.models.access import Failure, Generation
from folkways.models.top_tokens import Position

if TYPE_CHECKING:
    from inspect_ai.model import ModelOutput


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    text: str
    truncated: bool
    filtered: bool
    read: int
    written: int
    positions: tuple[Position, ...]


def as_reply(output: ModelOutput) -> Reply:
    """What we keep of an output of Inspect."""
    usage = output.usage
    read = 0
    if usage is not None:
        read = usage.input_tokens + (usage.input_tokens_cache_read or 0) + (usage.input_tokens_cache_write or 0)
    written = usage.output_tokens if usage is not None else 0
    if not output.choices:
        return Reply("", False, False, read, written, ())
    choice = output.choices[0]
    content = choice.logprobs.content if choice.logprobs is not None else []
    positions = tuple(
        Position(_bytes(place), {_bytes(shown): shown.logprob for shown in place.top_logprobs or []})
        for place in content
    )
    return Reply(
        text=_thought(choice.message.content) + choice.message.text,
        truncated=choice.stop_reason in ("max_tokens", "model_length"),
        filtered=choice.stop_reason == "content_filter",
        read=read,
        written=written,
        positions=positions,
    )


def _thought(content: Any) -> str:
    """A provider's separate reasoning, in the marks in which open models write it."""
    parts = content if isinstance(content, list) else []
    thought = "\n".join(part.reasoning for part in parts if getattr(part, "type", "") == "reasoning" and part.reasoning)
    return f"<think>{thought}</think>\n" if thought else ""


def as_generation(reply: Reply | Failure) -> Generation | Failure:
    """The text of a reply; an answer that the provider's filter kept back is a failure."""
    if isinstance(reply, Failure):
        return reply
    if reply.filtered and not reply.text:
        return Failure("refused by provider", "the provider's filter kept the answer back")
    return Generation(text=reply.text, truncated=reply.truncated, tokens=reply.written)


def _bytes(token: Any) -> bytes:
    return token.token.encode() if token.bytes is None else bytes(token.bytes)


def to_record(reply: Reply) -> Mapping[str, Any]:
    """JSON-ready; bytes as characters of the same number."""
    positions = [
        {"written": p.written.decode("latin-1"), "shown": {t.decode("latin-1"): v for t, v in p.shown.items()}}
        for p in reply.positions
    ]
    return asdict(reply) | {"positions": positions}


def of_record(record: Mapping[str, Any]) -> Reply:
    """The reply that `to_record` wrote."""
    positions = tuple(
        Position(p["written"].encode("latin-1"), {t.encode("latin-1"): v for t, v in p["shown"].items()})
        for p in record["positions"]
    )
    return Reply(**{**record, "positions": positions})
