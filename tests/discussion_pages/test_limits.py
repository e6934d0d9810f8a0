"""How often somebody may send a form or search, and that what they typed is not lost."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from discussion_pages.conf import DEFAULTS
from discussion_pages.limits import count, ident_of
from discussion_pages.models import DiscussionComment, Report
from discussion_pages.rules.quotas import Quota
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def limits(settings):
    """Set single limits; all others stay as they are by default."""

    def set_limits(**some: str) -> None:
        settings.DISCUSSION_PAGES_FORM_LIMITS = DEFAULTS["FORM_LIMITS"] | some

    return set_limits


@pytest.fixture
def browser(client, member):
    client.force_login(member)
    return client


def comment_form(browser: Client, url: str, text: str) -> dict[str, str]:
    """Return the composer as the page has it, with a text in it."""
    form = browser.get(url).context["form"]
    hidden = {field.html_name: field.value() or "" for field in form.hidden_fields()}
    return hidden | {"comment": text}


def fields_of(page: str) -> dict[str, str]:
    """Return what a page that refuses would send again."""
    return dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
        + re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    )


LONG = "The path by the river is dark.\nA lamp at each bend would do."


def test_a_comment_too_many_comes_back_whole_and_can_be_sent_again(browser, world, limits):
    limits(write="1/m")
    url = world.discussion.url
    browser.post(url, comment_form(browser, url, "First."))
    response = browser.post(url, comment_form(browser, url, LONG))
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response["Cache-Control"] == "private, no-store"
    again = fields_of(response.text)
    assert again["comment"] == LONG
    assert again["submission_key"]
    assert "csrfmiddlewaretoken" in again
    limits(write="2/m")
    assert browser.post(url, again).status_code == 429  # it counts, too
    limits()
    assert browser.post(url, again).status_code == 302
    assert DiscussionComment.objects.count() == 2


def test_an_account_and_its_network_are_counted_each(world, limits):
    limits(write="2/m", write_network="3/m")
    url = world.discussion.url
    statuses = []
    for name in ("first", "second"):
        browser = Client()
        browser.force_login(factories.UserFactory(pseudonym=name))
        for number in range(2):
            form = comment_form(browser, url, f"{name} {number}")
            statuses.append(browser.post(url, form).status_code)
    assert statuses == [302, 302, 302, 429]


def test_reading_is_not_counted(browser, world, limits):
    limits(write="1/m", search="1/m")
    for _time in range(3):
        assert browser.get(world.discussion.url).status_code == 200
        assert browser.get(world.hub.url).status_code == 200


def test_a_report_too_many_comes_back_whole(client, world, member, limits, at):
    limits(report="1/h")
    comment = post_comment(discussion=world.discussion, author=member, text="Drat.", at=at)
    url = f"{world.discussion.url}comments/{comment.pk}/report/"
    form = {"reason": "spam", "text": LONG, "email": ""}
    assert client.post(url, form).status_code == 302
    response = client.post(url, form)
    assert response.status_code == 429
    assert fields_of(response.text)["text"] == LONG
    assert Report.objects.count() == 1


@pytest.mark.parametrize("place", ["/search/", "hub"])
def test_a_question_too_many_is_kept(client, world, limits, place):
    limits(search="1/m")
    url = world.hub.url if place == "hub" else place
    assert client.get(url, {"q": "lamps & bends"}).status_code == 200
    response = client.get(url, {"q": "lamps & bends"})
    assert response.status_code == 429
    assert 'method="get"' in response.text
    assert fields_of(response.text) == {"q": "lamps &amp; bends"}


def test_another_sites_page_uses_up_nobodys_limit(member, world, limits):
    limits(write="1/m")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member)
    for _time in range(2):
        assert browser.post(world.discussion.url, {"comment": "x"}).status_code == 403


BACKENDS = "django.core.cache.backends"


@pytest.fixture(params=["locmem.LocMemCache", "db.DatabaseCache", "filebased.FileBasedCache"])
def counter(request, settings, tmp_path):
    """Count in another cache than the tests do."""
    name = request.param.partition(".")[0]
    location = {"locmem": "counts", "db": "counts", "filebased": str(tmp_path)}[name]
    settings.CACHES = {"default": {"BACKEND": f"{BACKENDS}.{request.param}", "LOCATION": location}}
    if name == "db":
        call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.mark.usefixtures("counter")
def test_an_hour_is_counted_to_its_end_however_quiet_it_was(clock):
    quota = Quota(requests=2, seconds=3600)

    def used(minute: float, who: str = "one") -> int:
        clock.move_to(NOW + timedelta(minutes=minute))
        return count("report", quota=quota, who=who, setting_name="FORM_LIMITS").used

    assert [used(minute) for minute in (0, 6, 30, 59.9)] == [1, 2, 3, 4]
    assert used(59.9, "another") == 1
    assert used(60) == 1


SAME, OTHER = True, False


@pytest.mark.parametrize(
    ("one", "another", "are_one"),
    [
        ("192.0.2.1", "192.0.2.1", SAME),
        ("192.0.2.1", "192.0.2.2", OTHER),
        ("192.0.2.1", "::ffff:192.0.2.1", SAME),
        ("2001:db8::1", "2001:db8::ffff:1", SAME),
        ("2001:db8:0:0:ffff::1", "2001:db8:0:0:1::2", SAME),
        ("2001:db8::1", "2001:db8:0:1::1", OTHER),
        ("fe80::1%eth0", "fe80::2", SAME),
        ("unknown", "nonsense", SAME),
        ("", "unknown", SAME),
    ],
)
def test_who_counts_as_one_network(one, another, are_one):
    assert (ident_of(None, one) == ident_of(None, another)) is are_one


@pytest.mark.parametrize(
    ("proxies", "forwarded", "statuses"),
    [
        # Without a proxy, what a visitor writes into the header changes nothing.
        (0, ["203.0.113.1", "203.0.113.2"], [200, 429]),
        # Behind one, what stands before the proxy's own word changes nothing.
        (1, ["198.51.100.1, 203.0.113.1", "198.51.100.2, 203.0.113.1"], [200, 429]),
        (1, ["203.0.113.1", "203.0.113.2"], [200, 200]),
        (1, ["2001:db8::1", "2001:db8::2"], [200, 429]),
        (2, ["203.0.113.1, 10.0.0.1", "198.51.100.9, 203.0.113.1, 10.0.0.1"], [200, 429]),
        (1, ["203.0.113.1:4711", "203.0.113.1:4712"], [200, 429]),
    ],
)
def test_nobody_escapes_by_a_forged_header(
    client, world, limits, settings, proxies, forwarded, statuses
):
    limits(search="1/m")
    settings.DISCUSSION_PAGES_TRUSTED_PROXIES = proxies
    answers = [
        client.get("/search/", {"q": "x"}, headers={"X-Forwarded-For": header}).status_code
        for header in forwarded
    ]
    assert answers == statuses
