"""What attackers try first, at every public form and parameter: nothing of it does anything.

A payload may come back only as text, may break no page, may lead nobody elsewhere, and may put
nothing into a header.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MARK = "zq7x"
MARKUP = (
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"'-{MARK}()-'",
    f"javascript:{MARK}()",
    f"</textarea><svg/onload={MARK}()>",
    f"{MARK}\u2028\u202e<b>",
)
TEMPLATE = ("{{7*191}}{% debug %}", "${7*191}", "#{7*191}", "{7*191!r}", "%(SECRET_KEY)s")
DATABASE = (
    "' OR '1'='1' --",
    '" OR ""="',
    "1; DROP TABLE members_user; --",
    "1) UNION SELECT password FROM members_user--",
    "\\",
    "%",
    "1 AND sleep(9)",
)
PATHS = (
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "/etc/passwd",
)
BREAKS = (
    f"x\r\nSet-Cookie: {MARK}=1",
    f"x%0d%0aLocation: https://{MARK}.example",
    "x\x00y",
    "\ud7ff\uffff",
    "9" * 400,
    "-1",
    "1e309",
    "NaN",
    "[]",
)
OTHERS = (*TEMPLATE, *DATABASE, *PATHS, *BREAKS)
SHARES = 4


def payloads(number: int) -> tuple[str, ...]:
    """Return the markup for every other place each, and of the rest a share: together, all."""
    return MARKUP[number % 2 :: 2] + OTHERS[number % SHARES :: SHARES]


QUERIES = (
    ("/search/", "q"),
    ("/consultations/", "q"),
    ("/consultations/", "topic"),
    ("/consultations/", "status"),
    ("/consultations/", "page"),
    ("{discussion}", "order"),
    ("{discussion}", "after"),
    ("{discussion}threads/{comment}/", "after"),
    ("/embed/", "discussion"),
    ("/accounts/login/", "next"),
    ("/accounts/signup/", "next"),
    ("/admin/login/", "next"),
    ("/api/v2/pages/", "search"),
    ("/api/v2/pages/", "fields"),
    ("/api/v2/pages/", "order"),
    ("/api/v2/pages/", "type"),
    ("/api/v3/pages/", "limit"),
    ("/api/participation/v1/discussions/{pk}/comments", "after"),
    ("/api/participation/v1/discussions/{pk}/comments", "order"),
)
SEGMENTS = (
    "/{}/",
    "/consultations/{}/",
    "{discussion}comments/{}/",
    "{discussion}threads/{}/",
    "/reports/{}/",
    "/unsubscribe/{}/",
    "/documents/{}/x.pdf",
    "/static/{}",
    "/how-we-moderate/{}/",
    "/accounts/confirm-email/{}/",
    "/api/v2/pages/{}/",
    "/api/participation/v1/comments/{}",
)
FORMS = (
    ("{discussion}", {"comment": None}),
    ("{discussion}comments/{comment}/reply/", {"comment": None}),
    ("{discussion}comments/{comment}/report/", {"reason": None, "text": None, "email": None}),
    ("{discussion}comments/{comment}/like/", {"liked": None, "position": None}),
    ("/accounts/login/", {"login": None, "password": None, "next": None}),
    ("/accounts/signup/", {"email": None, "password1": None, "pseudonym": None}),
    ("/accounts/password/reset/", {"email": None}),
    ("/accounts/", {"pseudonym": None, "full_name": None}),
    ("/accounts/2fa/authenticate/", {"code": None}),
    ("/admin/login/", {"username": None, "password": None, "next": None}),
    ("/i18n/setlang/", {"language": None, "next": None}),
)


@pytest.fixture
def places(world, member, at):
    comment = post_comment(discussion=world.discussion, author=member, text="Lamps.", at=at)
    return {"discussion": world.discussion.url, "comment": comment.pk, "pk": world.discussion.pk}


def filled(path: str, places: dict) -> str:
    for name, value in places.items():
        path = path.replace(f"{{{name}}}", str(value))
    return path


def wrong_with(response, payload: str) -> str:
    """Return what an attacker would be glad of, or nothing."""
    if response.status_code >= 500:
        return "breaks"
    place = response.headers.get("Location", "")
    if place and urlsplit(place).netloc not in ("", "testserver"):
        return f"leads to {place}"
    if place.startswith(("//", "\\", "javascript:")):
        return f"leads to {place}"
    if any("\n" in value or "\r" in value for value in response.headers.values()):
        return "splits a header"
    if MARK in str(response.cookies):
        return "sets a cookie"
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        return _wrong_in_page(response.text, payload)
    return ""


def _wrong_in_page(page: str, payload: str) -> str:
    if re.search(rf"<(script|img|svg|b)[^>]*\b{MARK}|<script>{MARK}|<b>(?=[^<]*{MARK})", page):
        return "becomes markup"
    if re.search(r"""(href|src|action|formaction)\s*=\s*["']?\s*javascript:""", page, re.I):
        return "becomes a script's address"
    if "1337" in page and "191" in payload:
        return "is worked out"
    if "root:x:0" in page or "OperationalError" in page or "Traceback" in page:
        return "tells of the machine"
    if MARK in payload and payload.startswith("<") and payload in page:
        return "stands as it is"
    return ""


@pytest.fixture
def asks(world, places, member):
    """Return a visitor's and a member's browser; what fails comes back to them as 500."""
    visitor, known = (Client(raise_request_exception=False) for _who in range(2))
    known.force_login(member)
    return visitor, known


def test_parameters_of_addresses(asks, places):
    wrong = []
    for number, (path, name) in enumerate(QUERIES):
        where = filled(path, places)
        for payload in payloads(number):
            response = asks[0].get(where, {name: payload})
            if found := wrong_with(response, payload):
                wrong.append(f"{where}?{name}={payload!r}: {found}")
        response = asks[0].get(where, {name: ["1", MARKUP[0], "3"], f"{name}[]": "4"})
        if found := wrong_with(response, MARKUP[0]):
            wrong.append(f"{where}?{name} thrice: {found}")
    assert not wrong, "\n".join(wrong)


def test_steps_of_addresses(asks, places):
    wrong = []
    for number, path in enumerate(SEGMENTS):
        for payload in payloads(number):
            where = filled(path, places).replace("{}", payload.replace("?", "%3F"))
            response = asks[0].get(where)
            if found := wrong_with(response, payload):
                wrong.append(f"{where!r}: {found}")
    assert not wrong, "\n".join(wrong)


def test_fields_of_forms(asks, places):
    wrong = []
    for number, (path, fields) in enumerate(FORMS):
        where = filled(path, places)
        browser = asks[1] if path.startswith(("{", "/accounts/", "/i18n")) else asks[0]
        for payload in payloads(number):
            response = browser.post(where, dict.fromkeys(fields, payload))
            if found := wrong_with(response, payload):
                wrong.append(f"{where} with {payload!r}: {found}")
    assert not wrong, "\n".join(wrong)


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "javascript:alert(1)",
    " https://evil.example",
    "\thttps://evil.example",
    "%2f%2fevil.example",
)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_nobody_is_led_to_another_site(world, place):
    user = factories.UserFactory(superuser=True)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    password = "correct horse battery"
    doors = (
        ("/accounts/login/", {"login": user.email, "password": password}),
        ("/admin/login/", {"username": user.email, "password": password}),
        ("/i18n/setlang/", {"language": "fr"}),
        ("/accounts/logout/", {}),
    )
    for path, form in doors:
        browser = Client()
        response = browser.post(path, form | {"next": place})
        location = response["Location"]
        assert "evil" not in urlsplit(location).netloc, path
        assert not location.startswith(("//", "\\", "/\\", "javascript:", "https:", " ")), path


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "testserver", "X-Forwarded-Host": "evil.example"},
        {"Host": "testserver", "X-Host": "evil.example", "Forwarded": "host=evil.example"},
        {"Host": "testserver", "X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/"},
    ],
)
def test_a_forged_host_gets_into_no_page_and_no_mail(world, member, settings, mailoutbox, headers):
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client(raise_request_exception=False, headers=headers)
    for path in ("/", "/robots.txt", "/sitemap.xml"):
        response = browser.get(path)
        assert "evil.example" not in response.text
        assert response.status_code == (400 if headers["Host"] != "testserver" else 200)
    if headers["Host"] == "testserver":
        browser.post("/accounts/password/reset/", {"email": member.email})
        assert mailoutbox
    assert "evil.example" not in "".join(message.body for message in mailoutbox)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "FOO"])
def test_other_methods_change_and_tell_nothing(places, member, method):
    browser = Client(raise_request_exception=False)
    browser.force_login(member)
    for path in ("/search/", places["discussion"], "/robots.txt"):
        response = browser.generic(method, path, "a=b", headers={"Secret": MARK})
        assert response.status_code == 405
        assert MARK not in response.text


def test_pages_say_which_methods_they_take(world):
    for page, methods in (
        (world.home, "GET, HEAD, OPTIONS"),
        (world.hub, "GET, HEAD, OPTIONS"),
        (world.consultation, "GET, HEAD, OPTIONS"),
        (world.discussion, "GET, HEAD, OPTIONS, POST"),
    ):
        assert Client().options(page.url)["Allow"] == methods


@pytest.mark.parametrize("trick", ["header", "field"])
def test_a_method_cannot_be_put_on_top_of_another(places, member, trick):
    browser = Client()
    browser.force_login(member)
    names = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    headers = dict.fromkeys(names, "POST") if trick == "header" else {}
    like = f"{places['discussion']}comments/{places['comment']}/like/"
    response = browser.get(like, {"_method": "POST", "liked": "1"}, headers=headers)
    assert response["Location"] == f"{places['discussion']}#comment-{places['comment']}"
    from discussion_pages.models import DiscussionComment

    assert DiscussionComment.objects.get().like_count == 0


def test_a_comment_of_markup_is_read_as_text(world, member, at):
    for payload in MARKUP:
        post_comment(discussion=world.discussion, author=member, text=payload, at=at)
    page = Client().get(world.discussion.url).text
    assert not wrong_with_page(page)
    assert at == NOW


def wrong_with_page(page: str) -> list[str]:
    return [found for payload in MARKUP if (found := _wrong_in_page(page, payload))]
