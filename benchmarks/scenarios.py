"""What is asked of the site.

Visitors come from many addresses, as they do, so that the limits on one address are worked out at
each request and reached by none. Each member posts at most nine comments, which is what the flood
rule lets through in ten minutes, and no two comments have the same words.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from benchmarks.building.maps import Map, Place
from benchmarks.building.shapes import Shape
from benchmarks.client import Request
from benchmarks.places import HOST

API = "/api/participation/v1"
TRIVIAL = "trivial view"
STATIC = "static file"
ORDERS = ("newest", "oldest", "liked")
POSTS_PER_MEMBER = 9
SESSION_COOKIE, CSRF_COOKIE = "__Host-sessionid", "__Host-csrftoken"
"""As production names them."""
CSRF_TOKEN = "benchmarkbenchmarkbenchmarkbench"
"""The secret of a member's CSRF cookie, which may also be sent as it is."""

Fetch = Callable[[Request], bytes]
"""Sends a request that is not measured and returns the body."""
Requests = Callable[[int], Request]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing to ask for. ``prepare`` is called once, on a server that runs.

    ``crowd``: it is also measured with many clients. ``cacheable``: with the page cache too.
    """

    name: str
    prepare: Callable[[Fetch], Requests]
    group: str
    crowd: bool = False
    writes: bool = False
    cacheable: bool = False


class Posting:
    """Gives each post a member and words of its own. One for a whole run."""

    def __init__(self, members: list[str]) -> None:
        self._members = members
        self._posted = 0

    def next(self) -> tuple[str, int]:
        """Return the session of who posts now, and the number of the post.

        Raises:
            RuntimeError: everybody has posted as often as the flood rule allows.
        """
        member, _posts = divmod(self._posted, POSTS_PER_MEMBER)
        if member >= len(self._members):
            raise RuntimeError(f"{len(self._members)} members are too few for so many posts.")
        self._posted += 1
        return self._members[member], self._posted


def scenarios(site: Map) -> Iterator[Scenario]:
    """Yield all that a site of this size can be asked."""
    yield _get(TRIVIAL, "/benchmarks/trivial/", "unit", crowd=True)
    yield Scenario(STATIC, _static_file, "unit", crowd=True)
    yield _get("home", site.home_url, "pages", cacheable=True)
    yield _get("hub", site.hub_url, "pages", cacheable=True, crowd=True)
    yield _get("hub, search", f"{site.hub_url}?q=night", "pages")
    yield _get("consultation", site.consultation_url, "pages", cacheable=True, crowd=True)
    for place in site.places:
        yield _get(
            f"consultation of {_words(place)}",
            place.consultation_url,
            "pages",
            cacheable=place.size >= 1_000,
        )
    for place in site.places:
        yield from _discussion(place)
    for place in site.places:
        if _is_usual(place):
            yield _as_member(
                f"discussion of {_words(place)}, signed in", place.url, site.members[-1]
            )
    for place in site.places:
        yield from _apis(place)
    yield _get("v3: consultations", "/api/v3/pages/?type=consultations.ConsultationPage", "APIs")
    yield _get("participation: consultations", f"{API}/consultations", "APIs")
    yield _get("timeline feed", f"{API}/consultations/{site.consultation_pk}/timeline", "APIs")
    yield _get("timeline calendar", f"{site.consultation_url}timeline.ics", "APIs")
    for name, path in (
        ("moderation desk", "/admin/discussions/desk/"),
        ("list of comments in the admin", "/admin/discussions/comments/"),
        ("participation: moderation queue", f"{API}/moderation/queue"),
    ):
        yield _as_staff(name, path, site.staff)
    posting = Posting(site.members)
    for place in site.places:
        yield from _posts(place, posting)


def _discussion(place: Place) -> Iterator[Scenario]:
    """Yield a discussion's pages, in every order, and those of its longest thread."""
    words = _words(place)
    for order in ORDERS:
        is_usual = order == "newest" and _is_usual(place)
        query = "" if order == "newest" else f"?order={order}"
        yield _get(
            f"discussion of {words}, {order}",
            f"{place.url}{query}",
            "discussions",
            cacheable=is_usual,
            crowd=is_usual,
        )
        if order in place.middle:
            query = urlencode({"order": order, "after": place.middle[order]})
            yield _get(
                f"discussion of {words}, {order}, middle", f"{place.url}?{query}", "discussions"
            )
    thread = f"{place.url}threads/{place.thread}/"
    yield _get(f"thread in {words}", thread, "discussions")
    if place.thread_middle:
        query = urlencode({"after": place.thread_middle})
        yield _get(f"thread in {words}, middle", f"{thread}?{query}", "discussions")


def _apis(place: Place) -> Iterator[Scenario]:
    """Yield what each API says of a discussion's comments. v3 has none: there it is the page."""
    words = _words(place)
    is_usual = _is_usual(place)
    yield _get(f"v2: comments of {words}", f"/api/v2/comments/?discussion={place.pk}", "APIs")
    yield _get(f"v3: discussion of {words}", f"/api/v3/pages/{place.pk}/", "APIs")
    threads = f"{API}/discussions/{place.pk}/comments"
    yield _get(
        f"participation: comments of {words}", threads, "APIs", cacheable=is_usual, crowd=is_usual
    )
    if "newest" in place.middle:
        query = urlencode({"after": place.middle["newest"]})
        yield _get(f"participation: comments of {words}, middle", f"{threads}?{query}", "APIs")


def _posts(place: Place, posting: Posting) -> Iterator[Scenario]:
    """Yield comments by form and by API, and replies in the huge thread and beside it."""
    words = _words(place)
    if place.shape == Shape.THREADS and place.size not in {1_000, 10_000}:
        yield _post(f"comment in {words}", posting, place.url, lambda _number: place.url)
    if place.shape == Shape.THREADS and place.size == 1_000:
        address = f"{API}/discussions/{place.pk}/comments"
        yield _api_post(f"participation: comment in {words}", posting, address)
    if place.shape != Shape.ONE_THREAD or place.size < 60:
        return

    def alone(number: int) -> str:
        return f"{place.url}comments/{place.alone[number % len(place.alone)]}/reply/"

    def huge(_number: int) -> str:
        return f"{place.url}comments/{place.thread}/reply/"

    yield _post(f"reply to a lone comment in {words}", posting, alone(0), alone)
    yield _post(f"reply in a thread of {place.size:,}", posting, huge(0), huge)


def _is_usual(place: Place) -> bool:
    return place.shape == Shape.THREADS and place.size >= 1_000


def _words(place: Place) -> str:
    return f"{place.size:,} ({place.shape})"


def _get(
    name: str, path: str, group: str, *, crowd: bool = False, cacheable: bool = False
) -> Scenario:
    return Scenario(
        name,
        lambda _fetch: lambda number: Request(path, headers=_from(number)),
        group,
        crowd=crowd,
        cacheable=cacheable,
    )


def _from(number: int) -> dict[str, str]:
    """Return the header that a proxy writes: an address of its own for each request."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def _static_file(fetch: Fetch) -> Requests:
    """Ask for the style sheet that the home page names."""
    page = fetch(Request("/", headers=_from(0))).decode()
    found = re.search(r'href="(/static/[^"]+\.css)"', page)
    if found is None:
        raise RuntimeError("The home page links no style sheet.")
    path = found[1]
    return lambda number: Request(path, headers=_from(number))


def _as_member(name: str, path: str, session: str) -> Scenario:
    headers = _signed_in(session)

    def request(number: int) -> Request:
        return Request(path, headers=headers | _from(number))

    return Scenario(name, lambda _fetch: request, "discussions")


def _as_staff(name: str, path: str, session: str) -> Scenario:
    headers = {"Cookie": f"{SESSION_COOKIE}={session}"}

    def request(number: int) -> Request:
        return Request(path, headers=headers | _from(number))

    return Scenario(name, lambda _fetch: request, "moderation")


def _post(name: str, posting: Posting, form_path: str, path_of: Callable[[int], str]) -> Scenario:
    """Post by the form. One form is fetched beforehand; the page that follows is not asked for."""

    def prepare(fetch: Fetch) -> Requests:
        session, _number = posting.next()
        page = fetch(Request(form_path, headers=_signed_in(session) | _from(0))).decode()
        guard = _guard(page)

        def request(number: int) -> Request:
            session, posted = posting.next()
            fields = guard | {
                "comment": _text(posted),
                "submission_key": str(uuid.uuid4()),
                "csrfmiddlewaretoken": CSRF_TOKEN,
            }
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            return Request(
                path_of(number),
                method="POST",
                headers=_signed_in(session) | headers | _from(number),
                body=urlencode(fields).encode(),
                expect=302,
            )

        return request

    return Scenario(name, prepare, "posts", crowd=True, writes=True)


def _api_post(name: str, posting: Posting, path: str) -> Scenario:
    def request(number: int) -> Request:
        session, posted = posting.next()
        headers = {"Content-Type": "application/json", "X-CSRFToken": CSRF_TOKEN}
        return Request(
            path,
            method="POST",
            headers=_signed_in(session) | headers | _from(number),
            body=json.dumps({"text": _text(posted)}).encode(),
            expect=201,
        )

    return Scenario(name, lambda _fetch: request, "posts", crowd=True, writes=True)


def _signed_in(session: str) -> dict[str, str]:
    return {
        "Cookie": f"{SESSION_COOKIE}={session}; {CSRF_COOKIE}={CSRF_TOKEN}",
        "Origin": f"https://{HOST}",
    }


def _guard(page: str) -> dict[str, str]:
    """Return what the comments framework signs in its form."""
    found = {}
    for field in ("content_type", "object_pk", "timestamp", "security_hash"):
        tag = re.search(rf'<input[^>]*name="{field}"[^>]*>', page)
        value = tag and re.search(r'value="([^"]*)"', tag[0])
        if not value:
            raise RuntimeError(f"The form has no field {field}.")
        found[field] = unescape(value[1])
    return found


def _text(number: int) -> str:
    return (
        f"This is contribution number {number}. The lamp at our corner has been dark since the "
        "clocks changed, and the way from the station feels twice as long."
    )
