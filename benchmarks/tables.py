"""Results as text."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.building.plans import SIZES
from benchmarks.building.shapes import Shape
from benchmarks.results import Measurement, Run
from benchmarks.targets import Finding, Standing

HEADINGS = (
    *("", "clients", "per second", "p50 ms", "p95 ms", "CPU ms", "× trivial", "database CPU ms"),
    *("queries", "bytes", "gzip 6"),
)

SHAPED = {
    "A discussion, the newest first": "discussion of {}, newest",
    "The same from its middle on": "discussion of {}, newest, middle",
    "Its longest thread": "thread in {}",
    "Its comments by the participation API": "participation: comments of {}",
}
"""What is compared by shape and size: a title, and the scenario's name but for these."""


def table_of(run: Run) -> str:
    """Return every measurement, a table for each database."""
    parts = [f"{title}\n\n{table}" for title, table in tables(run)]
    return "\n\n".join([introduction(run), *parts])


def tables(run: Run) -> Iterator[tuple[str, str]]:
    """Yield a title and a table for each database, without the page cache and with it."""
    for database in dict.fromkeys(each.database for each in run.measurements):
        for cache in (False, True):
            rows = list(run.of(database=database, cache=cache))
            if rows:
                title = f"{database}, {'with' if cache else 'without'} the page cache"
                yield title, aligned([HEADINGS, *map(_row, rows)])


def shapes(run: Run) -> Iterator[tuple[str, str]]:
    """Yield a title and a table for each database: what a discussion costs by shape and size.

    Multiples of the trivial view, with one client and without the page cache. A dash stands for
    what was not measured: only the long run has every size in every shape.
    """
    for database in dict.fromkeys(each.database for each in run.measurements):
        for title, name in SHAPED.items():
            rows = [("", *(f"{size:,}" for size in SIZES))]
            rows += [
                (
                    shape,
                    *(
                        _multiple(run, name.format(f"{size:,} ({shape})"), database)
                        for size in SIZES
                    ),
                )
                for shape in Shape
            ]
            yield f"{title}, {database}", aligned(rows)


def targets_of(found: Iterable[Finding]) -> str:
    """Return each target with how the run stands with it."""
    rows = [("target", "database", "at most", "measured", "")]
    for each in found:
        value = "–" if each.value is None else f"{each.value:.2f}×"
        limit = f"{each.target.limit:g}×"
        rows.append((each.target.words, each.database, limit, value, _mark(each.standing)))
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table of Markdown that is also read with ease as it stands."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| "
        + " | ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in rows
    ]
    rule = "|" + "|".join(
        "-" * (width + 1) + (":" if column else "-") for column, width in enumerate(widths)
    )
    return "\n".join([lines[0], f"{rule}|", *lines[1:]])


def introduction(run: Run) -> str:
    """Return when, of what and on what it was measured."""
    machine = run.machine
    return (
        f"{run.made_at}, commit {run.commit}, {run.size}: {machine['processor']}, "
        f"{machine['cores']} cores, Python {machine['python']}; load at start "
        f"{machine['load_at_start']}"
    )


def _multiple(run: Run, scenario: str, database: str) -> str:
    found = run.find(scenario, database)
    return "–" if found is None else f"{found.ratio:.1f}×"


def _row(each: Measurement) -> tuple[str, ...]:
    database = "" if each.database_cpu_ms is None else f"{each.database_cpu_ms:.2f}"
    return (
        each.scenario,
        str(each.clients),
        f"{each.per_second:,.0f}" if each.per_second >= 100 else f"{each.per_second:.1f}",
        f"{each.p50_ms:.1f}",
        f"{each.p95_ms:.1f}",
        f"{each.cpu_ms:.2f}",
        f"{each.ratio:.1f}",
        database,
        str(each.queries),
        f"{each.bytes:,}",
        f"{each.gzip_bytes:,}",
    )


def _mark(standing: Standing) -> str:
    return standing.value.upper() if standing is Standing.MISSED else standing.value
