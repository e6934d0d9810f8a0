"""What a request may cost. A run says which targets it meets; none of them fails a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.figures import median_ratio
from benchmarks.results import Measurement, Run
from benchmarks.scenarios import TRIVIAL


class Standing(StrEnum):
    """How a run stands with a target."""

    MET = "met"
    MISSED = "missed"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Target:
    """At most ``limit`` times ``unit``: the processor time of one request, with one client.

    The multiple is the median of the rounds.

    ``scenario`` and ``unit`` are scenarios' names. ``database`` is that on which it holds, and
    blank where it holds on each.
    """

    words: str
    scenario: str
    limit: float
    unit: str = TRIVIAL
    cache: bool = False
    database: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a run says of a target on one database."""

    target: Target
    database: str
    standing: Standing
    value: float | None = None


def _limited(words: str, limit: float, *names: str, cache: bool = False, database: str = ""):
    return tuple(
        Target(f"{words}: {name}", name, limit, cache=cache, database=database) for name in names
    )


SMALL, LARGE = "1,000 (threads)", "100,000 (threads)"
HUGE = "100,000 (one-thread)"

TARGETS: tuple[Target, ...] = (
    *_limited(
        "A page, uncached",
        40,
        "consultation",
        f"consultation of {LARGE}",
        f"discussion of {SMALL}, newest",
        f"discussion of {LARGE}, newest",
        f"discussion of {HUGE}, newest",
    ),
    *_limited(
        "20 threads by the participation API",
        30,
        f"participation: comments of {SMALL}",
        f"participation: comments of {LARGE}",
    ),
    *_limited(
        "20 threads by the participation API, the aim",
        20,
        f"participation: comments of {SMALL}",
        f"participation: comments of {LARGE}",
    ),
    *(
        Target(
            f"100,000 comments beside 1,000, {words}",
            f"discussion of {LARGE}, {words}",
            1.1,
            unit=f"discussion of {SMALL}, {words}",
        )
        for words in (
            "newest",
            "oldest",
            "liked",
            "newest, middle",
            "oldest, middle",
            "liked, middle",
        )
    ),
    Target(
        "A reply in a thread of 100,000 beside one to a lone comment",
        "reply in a thread of 100,000",
        1.2,
        unit=f"reply to a lone comment in {HUGE}",
    ),
    *_limited(
        "From the cache in the process",
        2,
        "home",
        "hub",
        "consultation",
        f"discussion of {LARGE}, newest",
        cache=True,
        database="sqlite",
    ),
    *_limited(
        "From Redis",
        4,
        "home",
        "hub",
        "consultation",
        f"discussion of {LARGE}, newest",
        cache=True,
        database="postgres",
    ),
)


def aims(*, cache: bool) -> frozenset[str]:
    """Return the names of the scenarios that targets are about, with or without the page cache."""
    about = [each for each in TARGETS if each.cache is cache]
    return frozenset(name for each in about for name in (each.scenario, each.unit))


def pairs() -> Iterator[tuple[str, str]]:
    """Yield each scenario that a target compares with another one than the trivial view's."""
    for target in TARGETS:
        if target.unit != TRIVIAL:
            yield target.scenario, target.unit


def findings(run: Run) -> Iterator[Finding]:
    """Yield what a run says of each target, on each database that it was measured on."""
    databases = list(dict.fromkeys(each.database for each in run.measurements))
    for target in TARGETS:
        for database in databases:
            if target.database in {"", database}:
                yield _finding(target, database, run)


def missed(found: Iterable[Finding]) -> list[Finding]:
    """Keep the targets that are missed."""
    return [each for each in found if each.standing is Standing.MISSED]


def _finding(target: Target, database: str, run: Run) -> Finding:
    measured = run.find(target.scenario, database, cache=target.cache)
    value = _value(target, measured, run)
    if value is None:
        return Finding(target, database, Standing.NOT_MEASURED)
    standing = Standing.MET if value <= target.limit else Standing.MISSED
    return Finding(target, database, standing, value)


def _value(target: Target, measured: Measurement | None, run: Run) -> float | None:
    if measured is None:
        return None
    if target.unit == TRIVIAL:
        return measured.ratio
    unit = run.find(target.unit, measured.database, cache=target.cache)
    if unit is None:
        return None
    if not (measured.rounds_ms and unit.rounds_ms):  # an older result
        return measured.ratio / unit.ratio
    # They were measured right after each other, so each round has both.
    return median_ratio(measured.rounds_ms, unit.rounds_ms)
