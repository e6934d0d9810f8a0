"""Many visitors at once, for a while."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import perf_counter

from benchmarks.client import Connection, Request

Requests = Callable[[int], Request]
"""Returns the request of a number; no number is asked for twice."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: how long it took in all, and each answer."""

    seconds: float
    latencies: list[float]

    @property
    def answers(self) -> int:
        """How many came."""
        return len(self.latencies)


def put_load(
    requests: Requests,
    *,
    host: str,
    port: int,
    clients: int,
    seconds: float,
    at_least: int = 1,
    first: int = 0,
) -> Load:
    """Let ``clients`` ask, each as soon as it was answered, for so long and at least so often.

    Raises:
        Unexpected: an answer was none.
    """
    return asyncio.run(_put_load(requests, host, port, clients, seconds, at_least, first))


async def _put_load(
    requests: Requests,
    host: str,
    port: int,
    clients: int,
    seconds: float,
    at_least: int,
    first: int,
) -> Load:
    numbers = count(first)
    latencies: list[float] = []
    started = perf_counter()

    async def visitor() -> None:
        async with Connection(host, port) as connection:
            while perf_counter() - started < seconds or len(latencies) < at_least:
                answer = await connection.send(requests(next(numbers)))
                latencies.append(answer.seconds)

    visitors = [asyncio.ensure_future(visitor()) for _client in range(clients)]
    try:
        await asyncio.gather(*visitors)
    finally:
        for each in visitors:
            each.cancel()
    return Load(perf_counter() - started, latencies)
