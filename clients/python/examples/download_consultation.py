"""Download a consultation with all its published comments into a CSV file.

Use: python download_consultation.py ADDRESS OUT.csv

ADDRESS is where the API has it: https://example.org/api/participation/v1/consultations/4

Each row is a comment. Where a comment is not shown any more, but replies to it are, a row with its
state and without words keeps its place, so that the threads stay whole.
"""

import argparse
import csv
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from consultations_client import Client
from consultations_client.api.comments import list_replies, list_threads
from consultations_client.api.consultations import get_consultation
from consultations_client.models import CommentOut, Problem, ThreadOut
from consultations_client.models.list_threads_order import ListThreadsOrder
from httpx import HTTPError, Timeout

ADDRESS = re.compile(r"(?P<base>https?://.+/api/participation/v1)/consultations/(?P<pk>\d+)/?")
COLUMNS = (
    "discussion_id",
    "discussion",
    "comment_id",
    "thread_id",
    "parent_id",
    "depth",
    "state",
    "author",
    "is_official",
    "organisation",
    "text",
    "posted_at",
    "edited_at",
    "likes",
    "replies",
    "address",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
TRIES_MOST = 5
WAIT_MOST = 120
"""Seconds."""


class Refused(Exception):
    """The API answered with a problem, or with something that is not its own."""


def ask(operation: Callable[..., Any], *given: Any, client: Client, **options: Any) -> Any:
    """Return what an operation answers; wait and ask again where the API is busy.

    Raises:
        Refused: it answered with a problem, or was busy five times in a row.
    """
    for attempt in range(1, TRIES_MOST + 1):
        answer = operation(*given, client=client, **options)
        if answer.status_code == 200 and answer.parsed is not None:
            return answer.parsed
        if answer.status_code not in {429, 502, 503, 504} or attempt == TRIES_MOST:
            problem = answer.parsed
            words = problem.detail if isinstance(problem, Problem) else "no reason was given"
            raise Refused(f"The API answered {int(answer.status_code)}: {words}")
        asked_to_wait = answer.headers.get("Retry-After", "")
        wait = int(asked_to_wait) if asked_to_wait.isdecimal() else 2**attempt
        time.sleep(min(wait, WAIT_MOST))
    raise AssertionError("unreachable")


def comments_of(discussion: int, client: Client) -> Iterator[CommentOut | ThreadOut]:
    """Yield a discussion's comments, oldest thread first, each followed by all its replies."""
    after: str | None = None
    while True:
        page = ask(
            list_threads.sync_detailed,
            discussion,
            client=client,
            order=ListThreadsOrder.OLDEST,
            limit=50,
            pinned_first=False,
            **({"after": after} if after else {}),
        )
        for thread in page.items:
            yield thread
            yield from replies_of(thread, client) if thread.more_replies else thread.replies
        after = page.next_cursor
        if after is None:
            return


def replies_of(thread: ThreadOut, client: Client) -> Iterator[CommentOut]:
    """Yield all replies of a thread, in the order of the tree."""
    after: str | None = None
    while True:
        page = ask(
            list_replies.sync_detailed,
            thread.discussion,
            thread.id,
            client=client,
            **({"after": after} if after else {}),
        )
        yield from page.items
        after = page.next_cursor
        if after is None:
            return


def row_of(comment: CommentOut | ThreadOut, title: str) -> dict[str, Any]:
    """Return the cells of a comment; no spreadsheet takes a text in them for a formula."""
    cells = {
        "discussion_id": comment.discussion,
        "discussion": title,
        "comment_id": comment.id,
        "thread_id": comment.thread,
        "parent_id": comment.parent,
        "depth": comment.depth,
        "state": comment.state.value,
        "author": comment.author_name,
        "is_official": comment.is_official,
        "organisation": comment.organisation,
        "text": comment.text,
        "posted_at": comment.posted_at.isoformat(),
        "edited_at": comment.edited_at.isoformat() if comment.edited_at else None,
        "likes": comment.like_count,
        "replies": comment.reply_count,
        "address": comment.html_url,
    }
    return {name: plain(value) for name, value in cells.items()}


def plain(value: Any) -> Any:
    """Put an apostrophe before a text that would begin a formula (OWASP, "CSV injection")."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def download(address: str, path: Path, **options: Any) -> int:
    """Write the comments of the consultation at ``address`` to ``path``; return how many.

    The file appears once it is whole. ``options`` go to the client.

    Raises:
        Refused: the address is not a consultation's, or the API would not answer.
    """
    found = ADDRESS.fullmatch(address)
    if found is None:
        raise Refused("Give the address of a consultation in the API: …/consultations/NUMBER")
    with Client(base_url=found["base"], timeout=Timeout(60), **options) as client:
        consultation = ask(get_consultation.sync_detailed, int(found["pk"]), client=client)
        rows = (
            row_of(comment, discussion.title)
            for discussion in consultation.discussions
            for comment in comments_of(discussion.id, client)
        )
        return write(rows, path)


def write(rows: Iterable[dict[str, Any]], path: Path) -> int:
    """Write rows under their headings, in UTF-8 with the mark that spreadsheets look for."""
    unfinished = path.with_name(f"{path.name}.part")
    count = 0
    with unfinished.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    unfinished.replace(path)
    return count


def main() -> int:
    """Run from the command line; say how many comments came, or why none did."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("address", help="of the consultation in the API")
    parser.add_argument("path", type=Path, help="of the file to write")
    given = parser.parse_args()
    try:
        count = download(given.address, given.path)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except HTTPError as error:
        sys.stderr.write(f"The API cannot be reached: {error}\n")
        return 1
    sys.stdout.write(f"{count} comments in {given.path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
