"""A provider that answers as OpenAI does, and fails as providers do. Run as a program it prints its port.

What it answers depends on the prompt alone; whether it fails, on the prompt and on how often that prompt was asked.
So a run against it can be compared with one against the same provider without faults.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import sys
from collections import Counter
from typing import Any

FAULTS = ("hang", "429", "500", "cut", "no logprobs", "logprobs of another shape", "probabilities above 1")
WRONG_LANGUAGE = "Je ne peux pas répondre à cette question."


def draw(*parts: object) -> float:
    """A number in [0, 1) that depends on these."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:7], "big") / 2**56


class Provider:
    """Answers, counts, and fails at a rate."""

    def __init__(self, rate: float, *, hang: float = 3.0, always: float = 0.0) -> None:
        self.rate, self.hang, self.always = rate, hang, always
        self.asked: Counter[str] = Counter()
        self.delivered: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (head := await reader.readuntil(b"\r\n\r\n")) is not None:
                if head.startswith(b"GET"):
                    counts = {
                        "asked": self.asked.total(),
                        "delivered": dict(self.delivered),
                        "faults": dict(self.faults),
                    }
                    _write(writer, 200, counts)
                    await writer.drain()
                    continue
                length = next(
                    int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
                )
                request = json.loads(await reader.readexactly(length))
                if not await self.answer(request, writer):
                    break
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def fault(self, key: str) -> str | None:
        """What goes wrong this time, if anything."""
        self.asked[key] += 1
        if draw(key, "always") < self.always:
            return "500"
        if draw(key, self.asked[key], "whether") >= self.rate:
            return None
        return FAULTS[int(draw(key, self.asked[key], "which") * len(FAULTS))]

    async def answer(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False where the connection is to be cut."""
        key = json.dumps(request["messages"], sort_keys=True)
        checking = request["messages"][-1]["content"] == "Reply with the number 1."
        fault = None if checking else self.fault(key)
        if fault:
            self.faults[fault] += 1
        if fault == "hang":
            await asyncio.sleep(self.hang)
            return False
        if fault in ("429", "500"):
            _write(writer, int(fault), {"error": {"message": f"fault {fault}", "type": "fault"}})
            return True
        body = completion(key, asked=request, fault=fault)
        if fault == "cut":
            text = json.dumps(body).encode()
            writer.write(_head(200, len(text)) + text[: len(text) // 2])
            await writer.drain()
            return False
        if not fault:
            self.delivered[hashlib.sha256(key.encode()).hexdigest()] += 1
        _write(writer, 200, body)
        return True


def completion(key: str, *, asked: dict[str, Any], fault: str | None) -> dict[str, Any]:
    """What the provider says to a prompt: label probabilities drawn from it, or a reply in a wrong language."""
    weights = {str(label): math.exp(3 * draw(key, label)) for label in range(1, 8)}
    foreign = draw(key, "language") < 0.03
    names = {word: math.exp(draw(key, word)) for word in WRONG_LANGUAGE.split()} if foreign else weights
    total = sum(names.values()) / 0.9
    shown = sorted(((name, math.log(value / total)) for name, value in names.items()), key=lambda pair: -pair[1])
    tops: Any = [{"token": name, "logprob": value, "bytes": list(name.encode())} for name, value in shown]
    place: Any = {**tops[0], "top_logprobs": tops}
    content: Any = [place]
    if fault == "logprobs of another shape":
        content = [{"token": 7, "top_logprobs": "none"}]
    if fault == "probabilities above 1":
        place["top_logprobs"] = [{**top, "logprob": 1.5} for top in tops]
    logprobs = None if fault == "no logprobs" or not asked.get("logprobs") else {"content": content}
    return {
        "id": "f",
        "object": "chat.completion",
        "created": 1,
        "model": "faulty",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": WRONG_LANGUAGE if foreign else shown[0][0]},
                "logprobs": logprobs,
            }
        ],
        "usage": {"prompt_tokens": 50, "completion_tokens": 1, "total_tokens": 51},
    }


def _head(status: int, length: int) -> bytes:
    return f"HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n".encode()


def _write(writer: asyncio.StreamWriter, status: int, body: Any) -> None:
    text = json.dumps(body).encode()
    writer.write(_head(status, len(text)) + text)


async def main(rate: float, hang: float, always: float) -> None:
    provider = Provider(rate, hang=hang, always=always)
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*(float(argument) for argument in sys.argv[1:4])))
