"""``python -m benchmarks``: build, run, compare, plot."""

import argparse
import shutil
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from benchmarks import capacity
from benchmarks.building.maps import Map
from benchmarks.building.plans import PLANS, Size
from benchmarks.comparing import comparison
from benchmarks.databases import DATABASES, Database, Unavailable
from benchmarks.lighthouse_runs import TIMES, keep, look, scores_of
from benchmarks.measuring import PATIENCE, measure
from benchmarks.page import write_page
from benchmarks.places import RESULTS, VAR
from benchmarks.results import Measurement, Run, commit, machine, now
from benchmarks.server import PORT, THREADS, WORKERS
from benchmarks.tables import table_of, targets_of
from benchmarks.targets import findings


def kept(size: str) -> Path:
    """Return where the result of a run of a size is kept unless told."""
    return RESULTS / f"{size}.json"


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the process's status."""
    options = _parser().parse_args(arguments)
    return options.do(options)


def run(options: argparse.Namespace) -> int:
    """Measure, print, and keep the result."""
    size = Size(options.size)
    about, started_at, measured = machine(), now(), commit()
    measurements: list[Measurement] = []
    sites, notes = {}, list(options.note)
    for database, site in _built(_databases(options.database, size, notes)):
        sites[database.name] = {
            "consultations": site.consultations,
            "comments": site.comments,
            "members": len(site.members),
        }
        for cache in (False, True):
            measurements += measure(
                database,
                site,
                size=size,
                port=options.port,
                only=options.only,
                cache=cache,
                say=say,
                note=notes.append,
            )
    done = Run(
        size=size,
        made_at=started_at,
        commit=measured,
        machine=about,
        server={"workers": WORKERS, "threads": THREADS, **asdict(PATIENCE[size])},
        sites=sites,
        notes=notes,
        measurements=measurements,
    )
    target = options.output or kept(size)
    done.save(target)
    show(done)
    say(f"\nKept in {target}")
    return 0


def build(options: argparse.Namespace) -> int:
    """Build the site, unless it is there."""
    for database, site in _built(_databases(options.database, Size(options.size), [])):
        say(f"{database.name}: {site.consultations} consultations, {site.comments:,} comments")
    return 0


def print_table(options: argparse.Namespace) -> int:
    """Print a result that was kept."""
    show(Run.load(options.result))
    return 0


def compare(options: argparse.Namespace) -> int:
    """Say what became dearer and what cheaper between two results."""
    say(comparison(Run.load(options.before), Run.load(options.after)))
    return 0


def plot(options: argparse.Namespace) -> int:
    """Draw a result, and write its figures into docs/explanation/performance.md."""
    for path in write_page(Run.load(options.result)):
        say(f"Wrote {path}")
    return 0


def work_out_capacity(options: argparse.Namespace) -> int:
    """Work out what machines a city needs."""
    done = Run.load(options.result)
    cost = capacity.costs(done, options.database)
    lines = list(capacity.table(capacity.assumed(options), cost))
    say("\n".join(lines))
    if options.write:
        capacity.write_page(done, lines)
    return 0


def lighthouse(options: argparse.Namespace) -> int:
    """Let Lighthouse look at the demonstration."""
    result = look(times=options.times, url=options.url)
    keep(result)
    say(scores_of(result))
    return 0


def clean(options: argparse.Namespace) -> int:
    """Take away every site that was built."""
    for database in _databases([], Size.TINY, []):
        database.drop_all()
    shutil.rmtree(VAR, ignore_errors=True)
    return 0


def show(done: Run) -> None:
    """Print the tables."""
    say(table_of(done))
    say("\nTargets: processor time of the serving processes for one request\n")
    say(targets_of(findings(done)))
    for note in done.notes:
        say(f"\n{note}")


def say(words: str) -> None:
    """Print."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _databases(names: list[str], size: Size, notes: list[str]) -> list[Database]:
    """Return the databases there are; what is missing is said and noted."""
    found = []
    for name in names or DATABASES:
        try:
            found.append(DATABASES[name](size))
        except Unavailable as error:
            words = f"Not measured: {name}. {error}"
            say(words)
            notes.append(words)
    return found


def _built(databases: list[Database]) -> list[tuple[Database, Map]]:
    """Return the databases, each with what was built on it. Several are built at once."""
    say(f"Building, unless it is there: {', '.join(each.name for each in databases)}")
    with ThreadPoolExecutor() as pool:
        return list(zip(databases, pool.map(lambda each: each.built(), databases), strict=True))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(name: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=do.__doc__)
        added.set_defaults(do=do)
        return added

    for name, do in (("run", run), ("build", build)):
        added = command(name, do)
        added.add_argument("--size", choices=[each.value for each in PLANS], default="short")
        added.add_argument(
            "--database", action="append", choices=list(DATABASES), default=[], help="or all"
        )
        if do is run:
            added.add_argument("--only", default="", help="scenarios whose name holds this")
            added.add_argument("--port", type=int, default=PORT)
            added.add_argument(
                "--output", type=Path, help="benchmarks/results/SIZE.json unless told"
            )
            added.add_argument("--note", action="append", default=[], help="to keep with it")
    for name, do in (("show", print_table), ("plot", plot)):
        command(name, do).add_argument("result", type=Path, nargs="?", default=kept("short"))
    added = command("compare", compare)
    added.add_argument("before", type=Path)
    added.add_argument("after", type=Path)
    added = command("lighthouse", lighthouse)
    added.add_argument("--times", type=int, default=TIMES)
    added.add_argument("--url", default="", help="a demo that serves already")
    command("clean", clean)
    added = command("capacity", work_out_capacity)
    added.add_argument("result", type=Path, nargs="?", default=kept("short"))
    added.add_argument("--database", choices=list(DATABASES), default="postgres")
    capacity.add_assumptions(added)
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit(1))  # and stop the server that runs
    sys.exit(main(sys.argv[1:]))
