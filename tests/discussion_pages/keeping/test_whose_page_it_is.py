"""Nobody is given another's page, or leaves theirs behind, or chooses what others are given."""

import re
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory, override_settings
from wagtail.models import PageViewRestriction

from discussion_pages.keeping import answers, versions
from discussion_pages.keeping.collecting import keep
from discussion_pages.middleware import KeptAnswersMiddleware
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.kept import (
    PARTICIPATION,
    counting,
    fresh,
    kept,
    kept_entries,
    kept_seconds,
    same,
)
from tests.shared_cache import SharedCache

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def talked(world, member, other_member):
    """A discussion with a comment of one member, and one of theirs that waits."""
    post_comment(discussion=world.discussion, author=member, text="The lamps are dark.", at=NOW)
    world.discussion.moderation_mode = "before"
    post_comment(discussion=world.discussion, author=member, text="Mine alone, waiting.", at=NOW)
    return world


def addresses(world: Any) -> list[str]:
    page = world.discussion.pk
    return [
        "/",
        world.hub.get_url(),
        world.consultation.get_url(),
        world.discussion.get_url(),
        f"{world.discussion.get_url()}?order=liked",
        f"/api/v2/comments/?discussion={page}",
        f"{PARTICIPATION}/discussions/{page}",
        f"{PARTICIPATION}/discussions/{page}/comments",
    ]


def own(client: Client, address: str) -> Any:
    """Return what the site itself gives a person, past every cache."""
    with override_settings(DISCUSSION_PAGES_CACHE=""):
        return client.get(address)


def plain(response: Any) -> bytes:
    """Return a page without the keys of its forms, which are others each time."""
    return re.sub(
        rb'name="(csrfmiddlewaretoken|submission_key)" value="[^"]+"', b"", response.content
    )


def test_two_people_and_a_visitor_behind_two_caches_each_see_their_own(
    talked, member, other_member
):
    proxy = SharedCache()
    ada, ben, nobody = signed_in(member), signed_in(other_member), Client()
    for _round in range(2):
        for client in (ada, nobody, ben, nobody, ada):
            for address in addresses(talked):
                given = proxy.get(client, address)
                assert plain(given) == plain(own(client, address)), address
    assert proxy.given > 10, "the cache between was of use"
    waits = proxy.get(ada, talked.discussion.get_url()).content.decode()
    assert "Mine alone, waiting." in waits
    assert "Mine alone, waiting." not in kept(talked.discussion.get_url()).content.decode()


def test_what_somebody_signed_in_reads_is_neither_taken_from_the_cache_nor_left_there(
    talked, member, monkeypatch
):
    client = signed_in(member)
    for address in addresses(talked):
        with counting(monkeypatch) as made:
            client.get(address)
            assert made == []
        assert "private" in client.get(address).get("Cache-Control", "") or "/api/v2/" in address
    assert kept_entries() == []


def test_a_visitor_with_a_token_for_forms_still_gets_the_kept_page(talked, monkeypatch):
    address = talked.discussion.get_url()
    kept(address)
    client = Client()
    client.cookies["csrftoken"] = "x" * 32
    client.cookies["analytics"] = "1.2.3"
    with counting(monkeypatch) as made:
        assert same(client.get(address), fresh(address))
    assert made == []


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer anything"},
        {"x-session-token": "anything"},
        {"cookie": f"{site_settings.SESSION_COOKIE_NAME}=anything"},
        {"cookie": "messages=anything"},
        {"cookie": "ours=1"},
        {"host": "LOCALHOST"},
    ],
    ids=str,
)
def test_whoever_may_be_somebody_is_answered_past_the_cache(talked, headers, monkeypatch, settings):
    settings.DISCUSSION_PAGES_CACHE_COOKIES = ("ours",)
    address = talked.discussion.get_url()
    kept(address)
    with counting(monkeypatch) as made:
        Client().get(address, headers=headers)
    assert made == []
    assert same(kept(address), fresh(address))


POISONS = [
    ({"x-forwarded-host": "evil.example"}, ""),
    ({"x-forwarded-proto": "https"}, ""),
    ({"x-forwarded-port": "8443"}, ""),
    ({"x-forwarded-prefix": "/evil"}, ""),
    ({"x-forwarded-for": "192.0.2.1"}, ""),
    ({"forwarded": "host=evil.example"}, ""),
    ({"x-original-url": "/evil/"}, ""),
    ({"x-rewrite-url": "/evil/"}, ""),
    ({"x-http-method-override": "POST"}, ""),
    ({"accept-language": "fr"}, ""),
    ({"accept-language": "<script>"}, ""),
    ({"accept": "application/xml"}, ""),
    ({"accept-encoding": "gzip"}, ""),
    ({"origin": "https://evil.example"}, ""),
    ({"referer": "https://evil.example/"}, ""),
    ({"user-agent": "<script>"}, ""),
    ({"range": "bytes=0-9"}, ""),
    ({"if-none-match": "*"}, ""),
    ({"if-modified-since": "Wed, 21 Oct 2099 07:28:00 GMT"}, ""),
    ({"if-unmodified-since": "Wed, 21 Oct 1999 07:28:00 GMT"}, ""),
    ({"if-match": '"other"'}, ""),
    ({"cache-control": "no-cache"}, ""),
    ({"cookie": "django_language=fr"}, ""),
    ({}, "?utm_source=evil&utm_campaign=%3Cscript%3E"),
    ({}, "?anything=evil"),
    ({}, "?order=liked&order=oldest"),
    ({}, "?q=evil"),
    ({"host": "other.example"}, ""),
]


def test_nobody_chooses_what_the_next_reader_is_given(talked):
    pages = [talked.discussion.get_url(), f"{PARTICIPATION}/discussions/{talked.discussion.pk}"]
    expected = {address: fresh(address) for address in pages}
    for headers, query in POISONS:
        cache.clear()
        for address in pages:
            poisoned = Client().get(address + query, headers=headers)
            assert poisoned.status_code < 500, (headers, query)
            given = kept(address)
            assert same(given, expected[address]), (headers, query)
            for name in ("Content-Language", "Access-Control-Allow-Origin"):
                assert given.get(name) == expected[address].get(name), (headers, query)


def test_unknown_parameters_leave_nothing_behind(talked):
    for number in range(20):
        Client().get(f"{talked.discussion.get_url()}?page{number}=1")
        Client().get(f"/nothing-{number}/")
    assert kept_entries() == []


def test_positions_that_anybody_makes_up_are_kept_no_longer_than_they_are_right(talked):
    for number in range(1, 21):
        assert (
            kept(f"{talked.discussion.get_url()}?after=n7fffffffffff-{number:x}").status_code == 200
        )
    left = kept_seconds(answers.ENTRY)
    assert len(left) == 20
    assert max(left.values()) <= 30
    assert max(kept_seconds(answers.BASIS).values()) <= 90


def test_what_is_no_position_leaves_nothing_behind(talked):
    address, page = talked.discussion.get_url(), talked.discussion.pk
    for cursor in ("x", "n0-0", "n1-01", "o1-1", "nzz-1", "%00", "n1-1%20"):
        for read in (address, f"{PARTICIPATION}/discussions/{page}/comments"):
            assert kept(f"{read}?after={cursor}").status_code >= 400, cursor
    assert kept_entries() == []


@pytest.mark.parametrize("host", ["localhost:81", "localhost:08", "localhost.", "localhost.:80"])
def test_a_host_as_no_address_has_it_leaves_nothing_behind(talked, host):
    assert kept(talked.discussion.get_url(), headers={"host": host}).status_code == 200
    assert kept_entries() == []


def test_at_ports_of_its_own_a_site_keeps_answers(talked, settings, monkeypatch):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8123"
    settings.DISCUSSION_PAGES_CACHE_PORTS = (8443,)
    for port in (8123, 8443):
        given = {"headers": {"host": f"localhost:{port}"}}
        first = kept(talked.discussion.get_url(), **given)
        with counting(monkeypatch) as made:
            assert same(kept(talked.discussion.get_url(), **given), first)
        assert made == []


def test_each_language_host_and_scheme_has_its_own(talked, settings):
    address = f"{PARTICIPATION}/discussions/{talked.discussion.pk}"
    for given in ({"headers": {"accept-language": "fr"}}, {"secure": True}, {}):
        for _time in range(2):
            response = Client().get(address, **given)
            assert same(response, fresh(address, **given))
    french = Client().get(address, headers={"accept-language": "fr"})
    assert french["Content-Language"] == "fr"
    assert "Accept-Language" in french["Vary"]
    assert "Accept-Language" not in kept(talked.discussion.get_url()).get("Vary", "")


def test_head_and_conditional_requests_are_answered_from_what_is_kept(talked, monkeypatch):
    address = talked.discussion.get_url()
    page = kept(address)
    with counting(monkeypatch) as made:
        head = Client().head(address)
        unchanged = Client().get(address, headers={"if-none-match": page["ETag"]})
        other = Client().get(address, headers={"if-none-match": '"other"'})
    assert made == []
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == page["ETag"]
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert other.status_code == 200
    assert same(other, page)


def test_a_conditional_request_fills_the_cache_for_everybody(talked, monkeypatch):
    address = f"{PARTICIPATION}/discussions/{talked.discussion.pk}"
    etag = fresh(address)["ETag"]
    first = Client().get(address, headers={"if-none-match": etag})
    assert first.status_code == 304
    with counting(monkeypatch) as made:
        assert same(kept(address), fresh(address))
    assert made == []


def test_a_private_page_and_a_draft_are_never_kept(talked, monkeypatch):
    private = factories.DiscussionPageFactory(parent=talked.consultation, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for _time in range(2):
        assert kept(private.get_url()).status_code == 302
    draft = factories.DiscussionPageFactory(parent=talked.consultation, slug="draft", live=False)
    assert kept(draft.url).status_code == 404
    assert kept_entries() == []


NEVER = {
    "private": lambda _r: HttpResponse("x", headers={"Cache-Control": "private"}),
    "no-store": lambda _r: HttpResponse("x", headers={"Cache-Control": "max-age=60, no-store"}),
    "no-cache": lambda _r: HttpResponse("x", headers={"Cache-Control": "no-cache"}),
    "not found": lambda _r: HttpResponse("x", status=404),
    "moved": lambda _r: HttpResponse("x", status=301, headers={"Location": "/"}),
    "compressed": lambda _r: HttpResponse("x", headers={"Content-Encoding": "gzip"}),
    "streamed": lambda _r: StreamingHttpResponse(["x"]),
    "varies": lambda _r: HttpResponse("x", headers={"Vary": "User-Agent"}),
    "varies by all": lambda _r: HttpResponse("x", headers={"Vary": "*"}),
    "another language": lambda _r: HttpResponse("x", headers={"Content-Language": "fr"}),
    "a token": lambda request: HttpResponse(get_token(request)),
}


def with_cookie(_request: Any) -> HttpResponse:
    response = HttpResponse("x")
    response.set_cookie("name", "value")
    return response


@pytest.mark.parametrize("view", [*NEVER.values(), with_cookie], ids=[*NEVER, "a cookie"])
def test_what_a_view_makes_for_one_reader_is_made_for_the_next_too(view):
    made = []

    def answer(request: Any) -> Any:
        keep()
        made.append(request)
        return view(request)

    site = KeptAnswersMiddleware(answer)
    for _time in range(2):
        site(RequestFactory(headers={"host": "localhost"}).get("/"))
    assert len(made) == 2


def test_a_preview_is_never_kept():
    made = []
    site = KeptAnswersMiddleware(lambda request: made.append(request) or HttpResponse("x"))
    for _time in range(2):
        request = RequestFactory(headers={"host": "localhost"}).get("/")
        request.is_dummy = True
        site(request)
    assert len(made) == 2


def test_without_a_cache_nothing_is_looked_up(settings, monkeypatch):
    settings.DISCUSSION_PAGES_CACHE = ""
    monkeypatch.setattr(versions, "cache", lambda: pytest.fail("asked"))
    site = KeptAnswersMiddleware(lambda _request: HttpResponse("x"))
    assert site(RequestFactory().get("/")).content == b"x"
