"""A model behind a provider's API, asked through Inspect's providers.

Inspect (UK AI Security Institute, MIT) knows the providers, their authentication, their errors and when to try again.
folkways keeps the answers itself, as JSON and for good: Inspect's own cache is a pickle that expires after a week.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from folkways.errors import ModelError
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.models.call_store import CallStore
from folkways.models.calling import Caller, classified
from folkways.models.spending import LimitError, Meter
from folkways.models.top_tokens import Position, read_labels

if TYPE_CHECKING:
    from inspect_ai.model import Model as InspectModel
    from inspect_ai.model import ModelOutput

#: The most that a provider's log-probabilities show, tried in this order.
TOP = (20, 5)
#: Providers that go on from the start of an answer that was put there for them.
_GO_ON = ("openai-api", "vllm", "sglang")
#: Times that an answer is asked for again because it cannot be read.
_READINGS = 4


@dataclass(frozen=True, slots=True)
class Request:
    """One call: all that decides its answer."""

    prompt: Prompt
    max_tokens: int
    temperature: float
    seed: int
    draw: int
    top: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    text: str
    truncated: bool
    filtered: bool
    read: int
    written: int
    positions: tuple[Position, ...]


class RemoteModel:
    """A provider's model behind the `Model` interface.

    Equal requests are made once, and never again once they are in the store.

    Args:
        info: name, revision; `details["top"]` is how many tokens of a position the provider shows (0: none).
        model: Inspect's.
        store: of answers.
        meter: of what they cost.
        connections: calls at the same time.
        provider: Inspect's name of it.
    """

    def __init__(
        self, info: ModelInfo, model: InspectModel, store: CallStore, meter: Meter, *, connections: int, provider: str
    ) -> None:
        self._info = info
        self._model = model
        self._store = store
        self._provider = provider
        self._caller = Caller(connections)
        self.meter = meter

    @property
    def info(self) -> ModelInfo:
        """What a report says of the model."""
        return self._info

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        """Label probabilities at the answer position, as far as the provider shows them (`LabelScores.unseen`)."""
        requests = [
            self._request(prompt, max(len(label) for label in names) + 1, top=int(self._info.details["top"]))
            for prompt, names in zip(prompts, labels, strict=True)
        ]
        needs = [tuple(names) for names in labels]
        replies = self._replies(requests, needs)
        return [
            reply if isinstance(reply, Failure) else read_labels(reply.positions, names, tokens=reply.read)
            for reply, names in zip(replies, needs, strict=True)
        ]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        """Continuations at temperature 0, one a prompt, in order."""
        return [_generation(reply) for reply in self._replies([self._request(p, max_tokens) for p in prompts])]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int
    ) -> list[list[Generation | Failure]]:
        """`n` continuations of each prompt at temperature 1. Providers without seeds draw anew; the store keeps all."""
        requests = [
            self._request(prompt, max_tokens, temperature=1.0, seed=seed, draw=draw)
            for prompt in prompts
            for draw in range(n)
        ]
        flat = [_generation(reply) for reply in self._replies(requests)]
        return [flat[i : i + n] for i in range(0, len(flat), n)]

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """An estimate, four bytes to a token: the provider's own count is known after the call (`meter`)."""
        return [_estimated(prompt) for prompt in prompts]

    def logprobs_shown(self) -> int:
        """Ask once, and see how many tokens of a position the provider shows; 0 where it shows none.

        Raises:
            ModelError: the provider cannot be asked at all.
        """
        for top in TOP:
            request = self._request(Prompt("Reply with the number 1."), 2, top=top)
            reply = self._replies([request], [("1", "2")], strict=True)[0]
            if isinstance(reply, Reply):
                return top
        return 0

    def close(self) -> None:
        """End the connections."""
        self._caller.close()
        self._store.close()

    def _request(
        self, prompt: Prompt, max_tokens: int, *, temperature: float = 0.0, seed: int = 0, draw: int = 0, top: int = 0
    ) -> Request:
        if prompt.adapter:
            raise ModelError(
                f"a provider does not know the adapter {prompt.adapter!r}",
                where=self._info.name,
                mend="ask a server for the adapter by its own model name",
            )
        return Request(prompt, max_tokens, temperature, seed, draw, top)

    def _replies(
        self, requests: Sequence[Request], labels: Sequence[tuple[str, ...]] | None = None, *, strict: bool = False
    ) -> list[Reply | Failure]:
        """The answer to each request; equal ones are asked once.

        Args:
            requests: what to ask.
            labels: for each request the labels that its answer must let us read.
            strict: raise what a provider says at once, but for unreadable log-probabilities.
        """
        needs: dict[Request, tuple[str, ...]] = {}
        for index, request in enumerate(requests):
            needs.setdefault(request, labels[index] if labels else ())
        found: dict[Request, Reply | Failure] = {}
        for request in needs:
            record = self._store.get(self._key(request))
            if record is not None:
                found[request] = _reply(record)
                self.meter.cached += 1
        # A server that keeps the states of what it read (vLLM, llama.cpp, SGLang) finds those of the prompt before.
        missing = sorted((request for request in needs if request not in found), key=_in_order)
        answers = self._caller.all([lambda r=request: self._call(r, needs[r], strict) for request in missing])
        found.update(zip(missing, answers, strict=True))
        return [found[request] for request in requests]

    async def _call(self, request: Request, labels: tuple[str, ...], strict: bool) -> Reply | Failure:
        failure = Failure("malformed", "no answer")
        for _ in range(1 if strict else _READINGS):
            expected = _estimated(request.prompt)
            held = self.meter.hold(expected, request.max_tokens)
            try:
                output = await self._model.generate(_messages(request.prompt), config=self._config(request))
            except LimitError:
                raise
            except Exception as error:  # every provider has its own; each becomes one line
                self.meter.settle(held)
                failure = classified(error)
                if failure.kind == "malformed" and not strict:
                    continue
                if strict and failure.kind != "bad request":
                    from folkways.models.provider import cannot_ask

                    raise cannot_ask(self._info.name, failure) from error
                break
            reply = as_reply(output)
            self.meter.settle(held, reply.read, reply.written, calls=1, expected=expected)
            if output.error:
                failure = Failure("refused by provider", _line(output.error))
                break
            try:
                if labels:
                    read_labels(reply.positions, labels, tokens=reply.read)
            except ValueError as error:
                failure = Failure("malformed", str(error))
                continue
            self._store.put(self._key(request), _record(reply))
            return reply
        self.meter.failed += 1
        return failure

    def _key(self, request: Request) -> str:
        asked = {"model": self._info.name, "revision": self._info.revision, **asdict(request)}
        asked["prompt"] = request.prompt.record()
        return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def _config(self, request: Request) -> Any:
        from inspect_ai.model import GenerateConfig

        settings: dict[str, Any] = {"max_tokens": request.max_tokens, "temperature": request.temperature}
        if request.temperature:
            settings["seed"] = request.seed * 1000 + request.draw
        if request.top:
            settings |= {"logprobs": True, "top_logprobs": request.top}
        if request.prompt.prefix and self._provider in ("vllm", "sglang"):
            settings["extra_body"] = {"continue_final_message": True, "add_generation_prompt": False}
        return GenerateConfig(**settings)


def goes_on(provider: str) -> bool:
    """Whether the provider continues an answer that was begun for it: needed to read probabilities after a thought."""
    return provider in _GO_ON


def _messages(prompt: Prompt) -> list[Any]:
    from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser

    system = [ChatMessageSystem(content=prompt.system)] if prompt.system is not None else []
    begun = [ChatMessageAssistant(content=prompt.prefix.rstrip())] if prompt.prefix else []
    return [*system, ChatMessageUser(content=prompt.user), *begun]


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


def _generation(reply: Reply | Failure) -> Generation | Failure:
    if isinstance(reply, Failure):
        return reply
    if reply.filtered and not reply.text:
        return Failure("refused by provider", "the provider's filter kept the answer back")
    return Generation(text=reply.text, truncated=reply.truncated, tokens=reply.written)


def _bytes(token: Any) -> bytes:
    return token.token.encode() if token.bytes is None else bytes(token.bytes)


def _record(reply: Reply) -> Mapping[str, Any]:
    """JSON-ready: bytes as characters of the same number."""
    positions = [
        {"written": p.written.decode("latin-1"), "shown": {t.decode("latin-1"): v for t, v in p.shown.items()}}
        for p in reply.positions
    ]
    return asdict(reply) | {"positions": positions}


def _reply(record: Mapping[str, Any]) -> Reply:
    positions = tuple(
        Position(p["written"].encode("latin-1"), {t.encode("latin-1"): v for t, v in p["shown"].items()})
        for p in record["positions"]
    )
    return Reply(**{**record, "positions": positions})


def _in_order(request: Request) -> tuple[str, str, str]:
    return request.prompt.system or "", request.prompt.user, request.prompt.prefix


def _estimated(prompt: Prompt) -> int:
    texts = (prompt.user, prompt.system or "", prompt.prefix)
    return 8 + sum(len(text.encode()) for text in texts) // 4


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
