"""A model behind a provider's API, asked through Inspect's providers.

Inspect (UK AI Security Institute, MIT) knows the providers, their authentication, their errors and when to try again.
folkways keeps the answers itself, as JSON and for good: Inspect's own cache is a pickle that expires after a week.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from folkways.errors import ModelError
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt, checked_temperature
from folkways.models.call import Call
from folkways.models.call_store import CallStore
from folkways.models.calling import Caller, classified
from folkways.models.messages import inspect_messages
from folkways.models.replies import Reply, as_generation, as_reply, of_record, to_record
from folkways.models.spending import LimitError, Meter
from folkways.models.top_tokens import read_labels

if TYPE_CHECKING:
    from inspect_ai.model import Model as InspectModel

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
        needs = [tuple(names) for names in labels]
        calls = [Call("score", prompt, labels=names) for prompt, names in zip(prompts, needs, strict=True)]
        replies = self._replies([self._requests(call)[0] for call in calls], needs)
        return [
            reply if isinstance(reply, Failure) else read_labels(reply.positions, names, tokens=reply.read)
            for reply, names in zip(replies, needs, strict=True)
        ]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        """Continuations at temperature 0, one a prompt, in order."""
        calls = [Call("generate", prompt, max_tokens=max_tokens) for prompt in prompts]
        return [as_generation(reply) for reply in self._replies([self._requests(call)[0] for call in calls])]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        """`n` continuations of each prompt. Providers without seeds draw anew; the store keeps all.

        Raises:
            InputError: the temperature is not above 0.
        """
        call = partial(
            Call, "sample", max_tokens=max_tokens, n=n, seed=seed, temperature=checked_temperature(temperature)
        )
        requests = [request for prompt in prompts for request in self._requests(call(prompt))]
        flat = [as_generation(reply) for reply in self._replies(requests)]
        return [flat[i : i + n] for i in range(0, len(flat), n)]

    def unanswered(self, call: Call) -> int:
        """How many of a call's answers are not in the store yet."""
        return sum(self._store.get(self._key(request)) is None for request in self._requests(call))

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

    def _requests(self, call: Call) -> list[Request]:
        """What a call asks of the provider, one request an answer."""
        match call.kind:
            case "score":
                longest = max(len(label) for label in call.labels)
                return [self._request(call.prompt, longest + 1, top=int(self._info.details["top"]))]
            case "generate":
                return [self._request(call.prompt, call.max_tokens)]
        drawn = partial(self._request, call.prompt, call.max_tokens, temperature=call.temperature, seed=call.seed)
        return [drawn(draw=draw) for draw in range(call.n)]

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
                found[request] = of_record(record)
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
                output = await self._model.generate(inspect_messages(request.prompt), config=self._config(request))
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
            self._store.put(self._key(request), to_record(reply))
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


def _in_order(request: Request) -> tuple[str, list[tuple[str, str]], str, str]:
    prompt = request.prompt
    return prompt.system or "", [(said.role, said.text) for said in prompt.before], prompt.user, prompt.prefix


def _estimated(prompt: Prompt) -> int:
    texts = (prompt.user, prompt.system or "", prompt.prefix, *(said.text for said in prompt.before))
    return 8 + 4 * len(prompt.before) + sum(len(text.encode()) for text in texts) // 4


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
