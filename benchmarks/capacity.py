"""What machines a city needs, worked out from what was measured and from what is assumed.

The formulae stand here and in docs/explanation/capacity.md; the figures come from a result that was
kept. Every assumption can be another one: ``python -m benchmarks capacity --visits 50000``.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.page import BEGIN, END
from benchmarks.places import ROOT
from benchmarks.results import Run
from benchmarks.tables import introduction

PAGE = ROOT / "docs" / "explanation" / "capacity.md"

DISCUSSION = "discussion of 100,000 (threads), newest"
MEMBERS = "discussion of 100,000 (threads), signed in"
POST = "comment in {size} (threads)"
SIZES = ("100,000", "10,000", "10")
"""Of which size the discussion is that people post in: the largest that was measured."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The hour after the evening news, in a city of nine million, as its consultation closes."""

    visits: float = 180_000
    """Visits in that hour: two in a hundred people. Others have as many in a year."""
    pages: float = 4
    """Pages in a visit."""
    burst: float = 2
    """The busiest minute, as a multiple of the hour's average."""
    signed_in: float = 0.05
    """Of those pages, how many are asked for by somebody signed in: those are made anew."""
    kept: float = 0.95
    """Of the other pages, how many a cache has: addresses with words or cursors are many."""
    posts_in_last_ten_minutes: float = 3_600
    """Comments in the ten minutes before closing: two in a hundred visitors write one."""
    pages_changed_by_post: float = 4
    """Pages that a post lets be made anew for everybody, once each."""
    utilisation: float = 0.5
    """How busy processors may be: twice as much is in hand."""
    comments_in_year: float = 1_000_000
    bytes_for_comment: float = 2_600
    """What a comment adds to PostgreSQL, with its versions, evidence and indexes (measured)."""
    first_visit_bytes: float = 150_000
    """Style sheets, script and pictures of a first visit, compressed: from the CDN, or nginx."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Processor time in milliseconds for one request, and what an answer weighs compressed."""

    kept_ms: float
    page_ms: float
    page_database_ms: float
    member_page_ms: float
    member_page_database_ms: float
    post_ms: float
    post_database_ms: float
    page_bytes: int


@dataclass(frozen=True, slots=True)
class Need:
    """What it takes. Cores are those of the machine that was measured."""

    pages_per_second: float
    made_per_second: float
    posts_per_second: float
    web_cores: float
    web_cores_for_members: float
    web_cores_for_posts: float
    database_cores: float
    database_cores_for_posts: float
    megabits_per_second: float
    asset_megabits_per_second: float
    gigabytes_per_year: float


def add_assumptions(parser: argparse.ArgumentParser) -> None:
    """Let each assumption be another one on the command line."""
    parser.add_argument("--write", action="store_true", help="write it into the page of the docs")
    for field in fields(Assumptions):
        name = f"--{field.name.replace('_', '-')}"
        parser.add_argument(name, type=float, default=field.default, metavar="N")


def assumed(options: argparse.Namespace) -> Assumptions:
    """Return what the command line assumes."""
    return Assumptions(
        **{field.name: getattr(options, field.name) for field in fields(Assumptions)}
    )


def costs(run: Run, database: str, *, page: str = DISCUSSION) -> Costs:
    """Return what a run measured on a database, with one client.

    Raises:
        ValueError: it did not measure that.
    """
    made, kept = run.find(page, database), run.find(page, database, cache=True)
    own = run.find(MEMBERS, database)
    posts = (run.find(POST.format(size=size), database) for size in SIZES)
    posted = next((each for each in posts if each is not None), None)
    if made is None or kept is None or own is None or posted is None:
        raise ValueError(
            f"The run did not measure “{page}”, a member's page and a post on {database}."
        )
    return Costs(
        kept_ms=kept.cpu_ms,
        page_ms=made.cpu_ms,
        page_database_ms=made.database_cpu_ms or 0,
        member_page_ms=own.cpu_ms,
        member_page_database_ms=own.database_cpu_ms or 0,
        post_ms=posted.cpu_ms,
        post_database_ms=posted.database_cpu_ms or 0,
        page_bytes=made.gzip_bytes,
    )


def need(given: Assumptions, cost: Costs) -> Need:
    """Return what the busiest minute takes, if the last ten minutes before closing are in it."""
    pages = given.visits * given.pages / 3600 * given.burst
    posts = given.posts_in_last_ten_minutes / 600 * given.burst
    own = pages * given.signed_in
    others = pages - own
    # A page that changed is made once, whoever asks for it, and no oftener than it is asked for.
    renewed = min(posts * given.pages_changed_by_post, others * given.kept)
    made = others * (1 - given.kept) + renewed
    given_again = others - made
    posts_web_ms, posts_database_ms = posts * cost.post_ms, posts * cost.post_database_ms
    members_web_ms = own * cost.member_page_ms
    web_ms = members_web_ms + made * cost.page_ms + given_again * cost.kept_ms + posts_web_ms
    members_database_ms = own * cost.member_page_database_ms
    database_ms = members_database_ms + made * cost.page_database_ms + posts_database_ms
    return Need(
        pages_per_second=pages,
        made_per_second=own + made,
        posts_per_second=posts,
        web_cores=web_ms / 1000 / given.utilisation,
        web_cores_for_members=members_web_ms / 1000 / given.utilisation,
        web_cores_for_posts=posts_web_ms / 1000 / given.utilisation,
        database_cores=database_ms / 1000 / given.utilisation,
        database_cores_for_posts=posts_database_ms / 1000 / given.utilisation,
        megabits_per_second=pages * cost.page_bytes * 8 / 1e6,
        asset_megabits_per_second=pages / given.pages * given.first_visit_bytes * 8 / 1e6,
        gigabytes_per_year=given.comments_in_year * given.bytes_for_comment / 1e9,
    )


WORDS = {
    "kept_ms": "a page from the cache, ms",
    "page_ms": "a page made anew, ms",
    "page_database_ms": "the database for it, ms",
    "member_page_ms": "a page made for a member, ms",
    "member_page_database_ms": "the database for it, ms",
    "post_ms": "a comment posted, ms",
    "post_database_ms": "the database for it, ms",
    "page_bytes": "a page, compressed, bytes",
    "visits": "visits in the hour",
    "pages": "pages in a visit",
    "burst": "the busiest minute, times the average",
    "signed_in": "part of the pages asked for by members",
    "kept": "part of the other pages that a cache has",
    "posts_in_last_ten_minutes": "comments in the last ten minutes",
    "pages_changed_by_post": "pages that a comment lets be made anew",
    "utilisation": "how busy processors may be",
    "comments_in_year": "comments in a year",
    "bytes_for_comment": "bytes of the database for a comment",
    "first_visit_bytes": "files of a first visit, bytes",
    "pages_per_second": "pages a second",
    "made_per_second": "of them made anew",
    "posts_per_second": "comments a second",
    "web_cores": "cores for the web processes",
    "web_cores_for_members": "of them for pages of members",
    "web_cores_for_posts": "of them for posting comments",
    "database_cores": "cores for the database",
    "database_cores_for_posts": "of them for posting comments",
    "megabits_per_second": "pages, Mbit/s",
    "asset_megabits_per_second": "files, Mbit/s",
    "gigabytes_per_year": "the database grows in a year, GB",
}


def table(given: Assumptions, cost: Costs) -> Iterator[str]:
    """Say it, as a table in Markdown."""
    for title, found in (("measured", cost), ("assumed", given), ("needed", need(given, cost))):
        yield f"| {title} | |"
        yield "|---|---:|"
        for field in fields(found):
            yield f"| {WORDS[field.name]} | {_number(getattr(found, field.name))} |"
        yield ""


def _number(value: float) -> str:
    """Return a number as people read it: no more places than it deserves."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def write_page(run: Run, lines: Iterable[str], *, page: Path = PAGE) -> None:
    """Put the tables where the page has its figures.

    Raises:
        ValueError: the page does not say where.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page} does not hold {BEGIN} and {END}.")
    figures = "\n".join([f"{introduction(run)}.", "", *lines])
    page.write_text(f"{before}{BEGIN}\n\n{figures.rstrip()}\n\n{END}{after}", encoding="utf-8")
