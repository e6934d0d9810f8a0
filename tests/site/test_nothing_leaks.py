"""One test that plants strings in everything restricted and looks for them everywhere.

Each string marks a text that somebody may read and others may not; every address that others reach
is fetched, every cache and e-mail read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import PageViewRestriction

from consultations.urls_consultation import urlpatterns as below_a_consultation
from discussion_pages.models import Report
from discussion_pages.rules.states import Action
from discussion_pages.services.deciding import (
    decide,
    redact_comment,
    reject_edit,
    undo_decision,
)
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.reporting import report_comment, status_path
from discussion_pages.urls import urlpatterns as below_a_discussion
from tests import factories
from tests.factories import NOW
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

REPORTER_ADDRESS = "reporter-zq@example.net"


@dataclass
class Planted:
    """What must not be found: strings for nobody outside, and those that their author may read."""

    secrets: dict[str, str] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def word(self, name: str) -> str:
        """Return a word that stands nowhere else, and remember it."""
        return self.secrets.setdefault(name, f"zq{len(self.secrets)}{name}zq".replace(" ", ""))


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


def plant(world, author, reader, moderator) -> Planted:
    """Write, report and decide everything that leaves a restricted text behind."""
    found = Planted()
    page = world.discussion

    def post(text: str, **given: Any):
        comment = post_comment(discussion=page, author=author, text=text, at=NOW, **given)
        found.keys.append(comment.pk)
        return comment

    def limit(comment, action: Action, name: str) -> None:
        decide(
            comment=comment,
            action=action,
            moderator=moderator,
            reason="abuse",
            note=f"A note {found.word(f'note on {name}')}",
            message="",
            at=NOW,
        )

    def report(comment, name: str, **given: Any) -> Report:
        made = report_comment(
            comment=comment,
            reason="abuse",
            text=f"It says {found.word(f'report of {name}')}",
            at=NOW,
            **given,
        )
        found.reports.append(made)
        return made

    stays = post("This one stays for everybody to read.")
    like_comment(comment=stays, member=reader, at=NOW)
    report(stays, "what stays", reporter=reader)
    report(stays, "what stays too", email=REPORTER_ADDRESS, address="192.0.2.77")

    removed = post(f"Removed {found.word('removed')}")
    post_comment(discussion=page, author=reader, text="A reply.", reply_to=removed, at=NOW)
    report(removed, "removed", email=REPORTER_ADDRESS, address="192.0.2.78")
    limit(removed, Action.REMOVE, "removed")

    page.moderation_mode = "before"
    page.save()
    post(f"Held {found.word('held')}")
    rejected = post(f"Rejected {found.word('rejected')}")
    limit(rejected, Action.REJECT, "rejected")
    edit_comment(comment=stays, author=author, text=f"Edited {found.word('held edit')}", at=NOW)
    refused = post_comment(discussion=page, author=reader, text="First words.", at=NOW)
    decide(comment=refused, action=Action.APPROVE, moderator=moderator, at=NOW)
    edit_comment(
        comment=refused, author=reader, text=f"Edited {found.word('refused edit')}", at=NOW
    )
    refused.refresh_from_db()
    reject_edit(comment=refused, moderator=moderator, reason="abuse", at=NOW)
    page.moderation_mode = "after"
    page.save()

    redacted = post(f"My neighbour {found.word('redacted')} at number nine is loud.")
    redact_comment(
        comment=redacted,
        moderator=moderator,
        passages=[found.secrets["redacted"]],
        reason="personal",
        at=NOW,
    )
    past = post(f"Before {found.word('past version')}")
    edit_comment(comment=past, author=author, text="After, for everybody.", at=NOW)
    withdrawn = post(f"Withdrawn {found.word('withdrawn')}")
    withdraw_comment(comment=withdrawn, author=author, at=NOW)
    back = post("This one came back.")
    again = decide(comment=back, action=Action.REMOVE, moderator=moderator, reason="spam", at=NOW)
    undo_decision(decision=again, moderator=moderator, at=NOW)

    private = factories.DiscussionPageFactory(
        parent=world.consultation, title=f"Private {found.word('private page')}"
    )
    post_comment(
        discussion=private, author=author, text=f"Inside {found.word('private talk')}", at=NOW
    )
    PageViewRestriction.objects.create(page=private, restriction_type="groups")
    draft = factories.DiscussionPageFactory(
        parent=world.consultation, title=f"Draft {found.word('draft page')}", live=False
    )
    assert not draft.live
    return found


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


def found_in(content: str, planted: Planted, *, but: frozenset[str] = frozenset()) -> list[str]:
    return [name for name, word in planted.secrets.items() if name not in but and word in content]


def cached_content() -> str:
    """Return everything that the cache holds, as text."""
    if hasattr(cache, "_cache") and isinstance(cache._cache, dict):
        return repr(list(cache._cache.values()))
    client = cache._cache.get_client(None)
    values = [client.get(key) if client.type(key) == b"string" else b"" for key in client.keys("*")]
    return repr(values)


def body_of(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


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
