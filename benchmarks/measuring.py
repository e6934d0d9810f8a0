"""Measures every scenario on one database, in rounds.

The trivial view is measured again before each scenario, and the scenario's ratio is to what that
cost: a machine that is busy with something else for a while slows both. What a target is about is
measured in more rounds than the rest.
"""

import asyncio
import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.building.maps import Map
from benchmarks.building.plans import Size
from benchmarks.client import Answer, Connection, Request, Unexpected
from benchmarks.databases import Database
from benchmarks.figures import median_ratio, percentile
from benchmarks.load import Load, put_load
from benchmarks.places import HOST
from benchmarks.results import Measurement
from benchmarks.scenarios import TRIVIAL, Requests, Scenario, scenarios
from benchmarks.server import WORKERS, Server, serving
from benchmarks.targets import aims, pairs

CROWD = 32
WARM_UP = 4
"""So many at once, so that each process gets some."""
ASK_HEADER, ANSWER_HEADER = "X-Count-Queries", "x-queries"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a run takes its time: rounds, and seconds for a scenario in each.

    What no target is about is measured in every so many rounds, ``others_every``.
    """

    rounds: int
    seconds: float
    unit_seconds: float
    crowd_seconds: float
    others_every: int = 1
    at_least: int = 5


PATIENCE = {
    Size.TINY: Patience(rounds=1, seconds=0.1, unit_seconds=0.1, crowd_seconds=0.1, at_least=2),
    Size.SHORT: Patience(
        rounds=9, seconds=0.2, unit_seconds=0.08, crowd_seconds=0.35, others_every=3
    ),
    Size.FULL: Patience(rounds=9, seconds=0.5, unit_seconds=0.2, crowd_seconds=1, others_every=3),
}


@dataclass(slots=True)
class _Subject:
    """A scenario with so many clients, and what its rounds came to."""

    scenario: Scenario
    requests: Requests
    clients: int
    answer: Answer
    queries: int
    is_aimed_at: bool = False
    asked: int = 0
    loads: list[Load] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    database_cpu_ms: list[float] = field(default_factory=list)
    units: list[float] = field(default_factory=list)


def measure(
    database: Database,
    site: Map,
    *,
    size: Size,
    port: int,
    only: str = "",
    cache: bool,
    say: Say,
    note: Say,
) -> Iterator[Measurement]:
    """Serve the site from the database and yield what each scenario cost.

    ``only`` keeps scenarios whose name holds it; ``cache`` those that a page cache may answer, and
    lets it. A cache in the process is for one process, so then there is only one. What is not
    answered as it should be is left out, and ``note`` told.
    """
    patience = PATIENCE[size]
    run = {
        "BENCHMARK_RUN": f"benchmark-{os.getpid()}",
        "ANSWER_CACHE": "default" if cache else "",
        "WEB_CONCURRENCY": str(database.cached_workers if cache else WORKERS),
    }
    with serving(database, port=port, **run) as server:
        bench = _Bench(database, server, patience, aims(cache=cache), note)
        chosen = [each for each in scenarios(site) if _is_chosen(each, only=only, cache=cache)]
        kept = "from the page cache" if cache else "made anew"
        say(f"{database.name}: {len(chosen)} scenarios, {kept}")
        subjects = list(bench.prepared(beside_each_other(chosen)))
        for number in range(1, patience.rounds + 1):
            say(f"{database.name}: round {number} of {patience.rounds}")
            bench.go_round(
                [
                    each
                    for each in subjects
                    if each.is_aimed_at or number % patience.others_every == 0
                ]
            )
    for subject in subjects:
        if subject.loads:  # the trivial view stands beside nothing, where little was chosen
            yield _measurement(subject, database=database, cache=cache)


def _is_chosen(scenario: Scenario, *, only: str, cache: bool) -> bool:
    if scenario.name == TRIVIAL:
        return True
    return only in scenario.name and (scenario.cacheable or not cache)


def beside_each_other(chosen: Sequence[Scenario]) -> list[Scenario]:
    """Return the scenarios, each that a target compares with another right after that one."""
    named = {each.name: each for each in chosen}
    after = {unit: scenario for scenario, unit in pairs() if {scenario, unit} <= named.keys()}
    ordered = []
    for each in chosen:
        if each.name not in after.values():
            ordered.append(each)
        if each.name in after:
            ordered.append(named[after[each.name]])
    return ordered


class _Bench:
    """Puts load on one server and reads what it used."""

    def __init__(
        self,
        database: Database,
        server: Server,
        patience: Patience,
        aimed_at: frozenset[str],
        note: Say,
    ) -> None:
        self.database, self.server, self.patience = database, server, patience
        self.aimed_at = aimed_at
        self.note = note

    def prepared(self, chosen: Sequence[Scenario]) -> Iterator[_Subject]:
        """Yield each scenario for one client and, where it is meant, for a crowd; warmed up."""
        for scenario in chosen:
            try:
                requests = scenario.prepare(self._fetch)
                self._put(requests, clients=WARM_UP, seconds=0, at_least=WARM_UP, first=0)
                answer, queries = self._looked_at(requests(2 * WARM_UP))
            except Unexpected as error:
                self.note(
                    f"Not measured on {self.database.name}: {scenario.name}: {error.in_short}."
                )
                continue
            for clients in (1, CROWD) if scenario.crowd else (1,):
                yield _Subject(
                    scenario,
                    requests,
                    clients,
                    answer,
                    queries,
                    is_aimed_at=clients == 1 and scenario.name in self.aimed_at,
                    asked=100,
                )

    def go_round(self, subjects: Sequence[_Subject]) -> None:
        """Measure each subject once, with the trivial view before each."""
        trivial = {each.clients: each for each in subjects if each.scenario.name == TRIVIAL}
        for subject in subjects:
            if subject.scenario.name == TRIVIAL:
                continue
            unit = trivial[subject.clients]
            cost = self._measured(unit, seconds=self.patience.unit_seconds)
            unit.units.append(cost)
            self._measured(subject, seconds=self.patience.seconds)
            subject.units.append(cost)

    def _measured(self, subject: _Subject, *, seconds: float) -> float:
        """Put load on the server; return and keep the processor time of one request, in ms."""
        patience = self.patience
        before, backends_before = self._used()
        load = self._put(
            subject.requests,
            clients=subject.clients,
            seconds=seconds if subject.clients == 1 else patience.crowd_seconds,
            at_least=max(patience.at_least, subject.clients),
            first=subject.asked,
        )
        after, backends_after = self._used()
        subject.asked += load.answers + subject.clients
        subject.loads.append(load)
        cpu_ms = (after - before) * 1000 / load.answers
        subject.cpu_ms.append(cpu_ms)
        if backends_after:
            used = sum(
                seconds - backends_before.get(pid, 0.0) for pid, seconds in backends_after.items()
            )
            subject.database_cpu_ms.append(used * 1000 / load.answers)
        return cpu_ms

    def _used(self) -> tuple[float, dict[int, float]]:
        return self.server.processor_seconds(), self.database.processor_seconds()

    def _put(
        self, requests: Requests, *, clients: int, seconds: float, at_least: int, first: int
    ) -> Load:
        return put_load(
            requests,
            host=HOST,
            port=self.server.port,
            clients=clients,
            seconds=seconds,
            at_least=at_least,
            first=first,
        )

    def _fetch(self, request: Request) -> bytes:
        return _plain(asyncio.run(self._send(request)))

    def _looked_at(self, request: Request) -> tuple[Answer, int]:
        """Ask once more, apart from what is timed, for the bytes and the number of queries."""
        asking = Request(
            request.path,
            request.method,
            request.headers | {ASK_HEADER: "1"},
            request.body,
            request.expect,
        )
        answer = asyncio.run(self._send(asking))
        return answer, int(answer.headers.get(ANSWER_HEADER, 0))

    async def _send(self, request: Request) -> Answer:
        async with Connection(HOST, self.server.port) as connection:
            return await connection.send(request)


def _measurement(subject: _Subject, *, database: Database, cache: bool) -> Measurement:
    latencies = [seconds for load in subject.loads for seconds in load.latencies]
    body = _plain(subject.answer)
    ratios = [value / unit for value, unit in zip(subject.cpu_ms, subject.units, strict=True)]
    return Measurement(
        scenario=subject.scenario.name,
        group=subject.scenario.group,
        database=database.name,
        clients=subject.clients,
        cache=cache,
        requests=len(latencies),
        per_second=round(len(latencies) / sum(load.seconds for load in subject.loads), 1),
        p50_ms=round(percentile(latencies, 0.5) * 1000, 2),
        p95_ms=round(percentile(latencies, 0.95) * 1000, 2),
        cpu_ms=round(median(subject.cpu_ms), 3),
        ratio=round(median_ratio(subject.cpu_ms, subject.units), 3),
        database_cpu_ms=(
            round(median(subject.database_cpu_ms), 3) if subject.database_cpu_ms else None
        ),
        queries=subject.queries,
        bytes=len(body),
        gzip_bytes=len(gzip.compress(body, 6)),
        rounds=[round(value, 3) for value in ratios],
        rounds_ms=[round(value, 3) for value in subject.cpu_ms],
    )


def _plain(answer: Answer) -> bytes:
    """Return the body as it was before it was compressed."""
    if answer.headers.get("content-encoding") == "gzip":
        return gzip.decompress(answer.body)
    return answer.body
