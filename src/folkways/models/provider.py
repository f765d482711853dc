"""Reaching a provider: from `api:openai/gpt-4o` to a model that can be asked."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlparse

from folkways.cache import cache_root
from folkways.errors import ModelError
from folkways.models.access import Failure, ModelInfo
from folkways.models.call_store import CallStore
from folkways.models.remote import RemoteModel, goes_on
from folkways.models.spending import Meter, Price

#: Providers whose chat API shows no log-probabilities: known without asking.
_TEXT_ONLY = ("anthropic", "google", "bedrock", "mistral", "perplexity", "cloudflare")


@dataclass(frozen=True, slots=True)
class ProviderOptions:
    """How a provider is asked.

    Attributes:
        base_url: of an OpenAI-compatible server, such as `http://localhost:8000/v1`.
        connections: calls at the same time.
        timeout: seconds for one attempt.
        retries: further attempts after errors that may pass (rate limits, server errors, broken connections).
        price: dollars per million tokens.
        max_cost: dollars at which the run stops.
        ask: False for an estimate: nothing is sent.
        keep: False asks anew what was answered before, and keeps no answer.
    """

    base_url: str | None = None
    connections: int = 20
    timeout: int = 120
    retries: int = 6
    price: Price | None = None
    max_cost: float | None = None
    ask: bool = True
    keep: bool = True


def reach(name: str, options: ProviderOptions | None = None) -> RemoteModel:
    """The model of a provider.

    Args:
        name: `api:PROVIDER/MODEL` in Inspect's names, such as `api:openai/gpt-4o`, `api:anthropic/claude-sonnet-4-5`,
            `api:vllm/…`, `api:ollama/…`, or `api:openai-api/NAME/MODEL` for any OpenAI-compatible server.
        options: how it is asked.

    Raises:
        ModelError: Inspect or the provider's library is not installed, no key is set, the provider does not answer.
    """
    options = options or ProviderOptions()
    path = name.removeprefix("api:")
    provider, slash, model = path.partition("/")
    if not (provider and slash and model):
        raise ModelError(
            "this is no provider's model", where=name, mend="give api:PROVIDER/MODEL, such as api:openai/gpt-4o"
        )
    inner = _inspect_model(name, path, options)
    where = options.base_url or ""
    revision = hashlib.sha256(f"{path} {where}".encode()).hexdigest()[:16]
    details: dict[str, Any] = {
        "provider": provider,
        "base_url": where,
        "logprobs": provider not in _TEXT_ONLY,
        "continues": goes_on(provider),
        "top": 20,
        "shard": max(64, 16 * options.connections),
    }
    info = ModelInfo(name=name, revision=revision, dtype="provider", details=details)
    meter = Meter(price=options.price, max_cost=options.max_cost)
    store = CallStore(cache_root() / "calls.sqlite" if options.keep else None)
    remote = RemoteModel(info, inner, store, meter, connections=options.connections, provider=provider)
    if options.ask and details["logprobs"]:
        # What a provider shows is asked of it, not looked up: servers differ, and their versions do.
        details["top"] = remote.logprobs_shown()
        details["logprobs"] = details["top"] > 0
    return remote


def cannot_ask(name: str, failure: Failure) -> ModelError:
    """What the user reads when the first call of all fails."""
    mend = {
        "authentication": "check the provider's key (for example OPENAI_API_KEY) in the environment",
        "connection": "check that the server runs, and its address (--base-url)",
        "timeout": "check that the server runs, and its address (--base-url)",
        "bad request": "check the model's name",
    }.get(failure.kind, "try again later")
    return ModelError(f"the provider cannot be asked: {failure.message}", where=name, mend=mend)


def _inspect_model(name: str, path: str, options: ProviderOptions) -> Any:
    try:
        from inspect_ai.model import GenerateConfig, get_model
    except ImportError as error:
        raise ModelError("providers need inspect-ai", mend="pip install 'folkways[api]'") from error
    arguments: dict[str, Any] = {}
    if options.base_url:
        arguments["base_url"] = options.base_url
        if _own_machine(options.base_url) and path.startswith("openai-api/"):
            import os

            service = path.split("/")[1].upper().replace("-", "_")
            arguments["api_key"] = os.environ.get(f"{service}_API_KEY", "none")  # a local server asks for no key
    config = GenerateConfig(
        max_connections=options.connections,
        attempt_timeout=options.timeout,
        max_retries=options.retries,
    )
    try:
        return get_model(path, config=config, memoize=False, **arguments)
    except Exception as error:  # a missing library, a missing key, an unknown provider: each is a line of its own
        words = " ".join(str(error).replace("[bold]", "").replace("[/bold]", "").split())
        raise ModelError(
            f"the provider cannot be used: {words[:300]}",
            where=name,
            mend="install its library or set its key, as the message says; `inspect` documents each provider",
        ) from error


def _own_machine(url: str) -> bool:
    host = urlparse(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
