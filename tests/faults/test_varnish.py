"""Varnish before the site, as the how-to sets it up: what it keeps, passes and refuses."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.faults.neighbours import free_port, listens, until
from tests.faults.serving import CSRF_COOKIE, ROOT, Answer, Person, Server, Town, running
from tests.tools import tool

pytestmark = pytest.mark.usefixtures("db")

STAFF_NETWORK = "198.51.100.0/24"
HTTP = "wagtail.contrib.frontend_cache.backends.HTTPBackend"


@dataclass
class Visitor(Person):
    """Somebody who comes to the site's name, without a port, as the proxy passes them on."""

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, **headers: str
    ) -> Answer:
        """Send one request."""
        named = {"Host": "127.0.0.1", "Referer": "https://127.0.0.1/"} | headers
        return super().ask(method, path, body, **named)


@pytest.fixture(scope="module")
def site(the_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the town behind Varnish; return where Varnish is."""
    varnishd, folder, port = tool("varnishd"), tmp_path_factory.mktemp("varnish"), free_port()
    told = {"varnish": {"BACKEND": HTTP, "LOCATION": f"http://127.0.0.1:{port}"}}
    environment = {
        "ANSWER_CACHE": "default",
        "FRONTEND_CACHE": json.dumps(told),
        "TRUSTED_PROXIES": "2",
        "ADMIN_NETWORKS": STAFF_NETWORK,
    }
    with running(the_town.server("behind", workers=1, environment=environment)) as behind:
        text = (ROOT / "docs/how-to/cache.md").read_text()
        vcl = re.search(r"^```vcl\n(.*?)^```", text, re.M | re.S)[1]
        (folder / "site.vcl").write_text(vcl.replace('"8001"', f'"{behind.port}"'))
        with subprocess.Popen(
            [
                *(varnishd, "-F", "-j", "none", "-n", folder / "run", "-f", folder / "site.vcl"),
                *("-a", f"127.0.0.1:{port}", "-s", "malloc,16m"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as varnish:

            def is_up() -> bool:
                assert varnish.poll() is None, varnish.stderr.read()
                return listens(port)

            try:
                until(is_up, "Varnish listens")
                yield Server(folder, port=port)
            finally:
                varnish.terminate()


def member_of(town: Town, site: Server) -> Visitor:
    """Return a member who is signed in."""
    member = town.member(site)
    return Visitor(site, member.cookies, member.user)


def was_kept(answer: Answer) -> bool:
    """Say whether Varnish had it: it names the request by which it got it, too."""
    return " " in answer.headers["X-Varnish"]


def test_a_page_is_given_to_every_stranger_whatever_cookies_they_have(the_town, site):
    path = f"{the_town.path}?order=oldest"
    first = Visitor(site, {CSRF_COOKIE: "a" * 32}).get(path)
    others = [
        Visitor(site, cookies).get(path)
        for cookies in ({}, {CSRF_COOKIE: "b" * 32}, {"_pk_id": "1", "not_sessionid": "x"})
    ]
    assert (first.status, was_kept(first)) == (200, False)
    assert [was_kept(answer) for answer in others] == [True] * 3
    assert {answer.text for answer in others} == {first.text}


def test_a_member_gets_pages_of_their_own_and_nobody_else_does(the_town, site):
    form = 'name="comment"'
    assert form not in Visitor(site).get(the_town.path).text
    own = member_of(the_town, site).get(the_town.path)
    assert form in own.text and not was_kept(own)
    assert form not in Visitor(site).get(the_town.path).text


def test_a_form_is_taken_though_another_one_was_opened_after_it(site):
    visitor = Visitor(site)
    first = visitor.form_of("/accounts/login/", holding="login")
    assert CSRF_COOKIE in visitor.cookies
    visitor.form_of("/accounts/password/reset/", holding="email")
    visitor.form_of("/accounts/signup/", holding="email")
    answer = visitor.submit(
        "/accounts/login/", first | {"login": "a@example.org", "password": "wrong"}
    )
    assert answer.status == 200 and "wrong" not in answer.text


def test_no_form_is_given_to_anybody_else(site):
    tokens = set()
    for _time in range(2):
        answer = Visitor(site).get("/accounts/password/reset/")
        assert not was_kept(answer)
        tokens.add(answer.cookies[CSRF_COOKIE])
    assert len(tokens) == 2


def test_what_somebody_writes_is_there_for_the_next_reader(the_town, site):
    member = member_of(the_town, site)
    assert was_kept([Visitor(site).get(the_town.path) for _time in range(2)][1])
    form = member.form_of(the_town.path) | {"comment": "A lamp at each bend."}
    assert member.submit(the_town.path, form).status == 302

    def is_there() -> bool:
        return "A lamp at each bend." in Visitor(site).get(the_town.path).text

    until(is_there, "the comment is on the page", within=10)


def test_only_the_site_itself_purges(the_town, site):
    visitor = Visitor(site)
    [visitor.get(the_town.path) for _time in range(2)]
    assert visitor.ask("PURGE", the_town.path).status == 405
    assert was_kept(visitor.get(the_town.path))


def test_the_site_knows_who_asks(site):
    staff, stranger = Visitor(site), Visitor(site)
    staff.address = STAFF_NETWORK.replace(".0/24", ".7")
    assert stranger.get("/admin/login/").status == 404
    stranger.address = f"{staff.address}, {stranger.address}"
    assert stranger.get("/admin/login/").status == 404
    assert staff.get("/admin/login/").status == 200
