"""Many calls at a time, and what kind of failure each one that fails is."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from folkways.models.access import Failure

_T = TypeVar("_T")

# By the names of the exceptions of the providers' libraries, most particular first.
_KINDS = (
    ("timeout", re.compile(r"timeout|timed out|deadline", re.IGNORECASE)),
    ("rate limit", re.compile(r"rate.?limit|too many requests|429|quota|overloaded", re.IGNORECASE)),
    ("authentication", re.compile(r"authenticat|permission|unauthorized|401|403", re.IGNORECASE)),
    ("bad request", re.compile(r"bad.?request|unprocessable|not.?found|400|404|422", re.IGNORECASE)),
    ("server", re.compile(r"internal.?server|service.?unavailable|bad gateway|50[0-9]|server", re.IGNORECASE)),
    ("malformed", re.compile(r"json|decod|validation|response.?error|parse", re.IGNORECASE)),
    ("connection", re.compile(r"connect|network|protocol|read.?error|closed", re.IGNORECASE)),
)
_SECRET = re.compile(r"(sk-|key[-_ ]?\w*[=: ]+|bearer\s+)[\w.*-]{6,}", re.IGNORECASE)


class Caller:
    """A thread with an event loop of its own, in which a bounded number of calls wait for their answers.

    Args:
        connections: calls at the same time.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="folkways-calls", daemon=True).start()

    def all(self, calls: Sequence[Callable[[], Awaitable[_T]]]) -> list[_T]:
        """Make all calls; results in their order. The first exception stops the calls that are not begun yet.

        Calls in flight are let to end before the exception is raised, so that what they cost is not lost.
        """
        future = asyncio.run_coroutine_threadsafe(self._all(calls), self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def _all(self, calls: Sequence[Callable[[], Awaitable[_T]]]) -> list[_T]:
        results: dict[int, _T] = {}
        waiting = iter(enumerate(calls))
        broken: list[BaseException] = []

        async def work() -> None:
            for index, call in waiting:
                if broken:
                    return
                try:
                    results[index] = await call()
                except Exception as error:  # handed on below, once the others have ended
                    broken.append(error)

        await asyncio.gather(*(work() for _ in range(min(self._connections, len(calls)))))
        if broken:
            raise broken[0]
        return [results[index] for index in range(len(calls))]

    def close(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)


def classified(error: BaseException) -> Failure:
    """The kind of a failed call, and one line without secrets.

    >>> classified(TimeoutError("request timed out"))
    Failure(kind='timeout', message='TimeoutError: request timed out')
    """
    chain = [error]
    while len(chain) < 5:
        attempt = getattr(chain[-1], "last_attempt", None)  # tenacity keeps the last error there
        inner = attempt.exception() if attempt is not None else chain[-1].__cause__
        if inner is None:
            break
        chain.append(inner)
    last = chain[1] if type(error).__name__ == "RetryError" and len(chain) > 1 else error
    words = f"{type(last).__name__}: {' '.join(str(last).split())[:200]}"
    names = f"{type(last).__name__} {getattr(last, 'status_code', '')}"
    kind = next((name for name, pattern in _KINDS if pattern.search(names)), None)
    kind = kind or next((name for name, pattern in _KINDS if pattern.search(words)), "server")
    return Failure(kind, _SECRET.sub(r"\1…", words))
