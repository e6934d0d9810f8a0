"""One test that plants strings in everything restricted and looks for them everywhere.

Each string marks a text that somebody may read and others may not; every address that others reach
is fetched, every cache and e-mail read.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from consultations.urls_consultation import urlpatterns as below_a_consultation
from discussion_pages.services.reporting import status_path
from discussion_pages.urls import urlpatterns as below_a_discussion
from tests import factories
from tests.planting import REPORTER_ADDRESS, Planted, body_of, cached_content, found_in, plant
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def renditions_in_memory(monkeypatch):
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


@pytest.fixture
def staff(world):
    return make_staff(world.hub)


@pytest.fixture
def planted(world, member, other_member, staff, django_capture_on_commit_callbacks) -> Planted:
    with django_capture_on_commit_callbacks(execute=True):
        return plant(world, member, other_member, staff.moderator)


def addresses(world, planted: Planted) -> Iterator[str]:
    """Return every public address of pages, API and feeds, one of each kind at least."""
    yield from ("/", "/sitemap.xml", "/how-we-moderate/")
    hub, consultation = world.hub.get_url(), world.consultation.get_url()
    yield from (hub, f"{hub}feed/", consultation)
    for pattern in below_a_consultation:
        yield consultation + str(pattern.pattern).replace("<str:name>", "none")
    discussion = world.discussion.get_url()
    yield from (f"{discussion}?order={order}" for order in ("oldest", "liked"))
    for pattern in below_a_discussion:
        route = str(pattern.pattern)
        for key in planted.keys if "<key:pk>" in route else [0]:
            yield discussion + route.replace("<key:pk>", str(key))
    for kind in ("discussion_pages.DiscussionPage", "consultations.ConsultationPage"):
        yield f"/api/v2/pages/?type={kind}&fields=*"
    yield f"/api/v2/comments/?discussion={world.discussion.pk}&limit=100"
    for key in planted.keys:
        yield f"/api/v2/comments/{key}/"
        yield f"/api/v2/comments/?discussion={world.discussion.pk}&thread={key}"
    yield from site_addresses()


def searches(world, planted: Planted) -> Iterator[str]:
    """Return every way to search for every planted word."""
    for word in planted.secrets.values():
        yield f"/search/?q={word}"
        yield f"{world.hub.get_url()}?q={word}"
        yield f"/api/v2/pages/?search={word}"


def site_addresses() -> Iterator[str]:
    """Return the site's own addresses of the suite that need no argument."""
    from discussion_pages import urls_site

    for pattern in urls_site.urlpatterns:
        if "<" not in str(pattern.pattern):
            yield f"/{pattern.pattern}"


def test_every_planted_text_is_really_there(planted):
    names = (
        "removed",
        "rejected",
        "held",
        "held edit",
        "refused edit",
        "redacted",
        "past version",
        "withdrawn",
    )
    assert set(names) < set(planted.secrets)


def test_no_restricted_text_is_found_anywhere_by_others(world, planted):
    stranger = factories.UserFactory(pseudonym="Passer-by")
    asked = 0
    for client in (client_for(None), client_for(stranger)):
        for address in addresses(world, planted):
            response = client.get(address)
            assert response.status_code < 500, address
            content = body_of(response)
            assert not found_in(content, planted), address
            for person in (REPORTER_ADDRESS, "192.0.2.7", "Mo Moderator"):
                assert person not in content, address
            asked += response.status_code == 200
    assert asked > 60
    assert not found_in(cached_content(), planted), "in the cache"


def test_no_restricted_text_is_found_by_searching_for_it(world, planted, client):
    for address in searches(world, planted):
        content = body_of(client.get(address))
        # What somebody searched for is said back to them, and nothing beside it.
        said_back = frozenset(name for name, word in planted.secrets.items() if word in address)
        assert not found_in(content, planted, but=said_back), address
        assert world.discussion.title not in content.partition("<main")[2], address


def test_no_restricted_text_goes_out_by_mail(world, planted, member, other_member):
    call_command("send_notices")
    assert mail.outbox, "somebody was told something"
    theirs = frozenset({"redacted"})  # the words concerned, told to who wrote them
    for message in mail.outbox:
        content = message.message().as_string() + str(message.body)
        content += "".join(str(part) for part, _kind in getattr(message, "alternatives", []))
        but = theirs if message.to == [member.email] else frozenset()
        assert not found_in(content, planted, but=but), message.subject
        assert "Mo Moderator" not in content
        if message.to != [REPORTER_ADDRESS]:
            assert REPORTER_ADDRESS not in content


def test_a_reporters_page_shows_neither_the_text_nor_a_person(planted, client):
    for report in planted.reports:
        content = body_of(client.get(status_path(report)))
        assert report.reference in content
        assert not found_in(content, planted)
        assert "Mo Moderator" not in content


def test_an_author_does_not_learn_who_reported_them(world, planted, member):
    client = client_for(member)
    for address in addresses(world, planted):
        content = body_of(client.get(address))
        reports = [name for name in found_in(content, planted) if name.startswith("report of")]
        assert not reports, address
        assert REPORTER_ADDRESS not in content
        assert "Mo Moderator" not in content


def test_every_address_of_the_suite_is_among_those_asked():
    names = {
        str(pattern.pattern)
        for pattern in get_resolver("discussion_pages.urls_site").url_patterns
        if isinstance(pattern, URLPattern | URLResolver)
    }
    assert {"contributions/", "notices/", "follows/", "my-data/"} <= names
