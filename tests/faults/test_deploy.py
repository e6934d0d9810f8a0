"""Two servers at once, as while one release takes the place of another, and clocks that jump."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from discussion_pages.models import DiscussionComment
from discussion_pages.services.integrity import check_integrity
from tests import factories
from tests.faults.serving import Person, Server, Town, fields_of, running

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds by how many seconds the new server's clock is ahead."""
    path = tmp_path_factory.mktemp("clock") / "ahead"
    path.write_text("0")
    return path


@pytest.fixture(scope="module")
def servers(the_town: Town, clock: Path) -> Iterator[tuple[Server, Server]]:
    """The old release and the new one, which brings a new secret key as the documentation says."""
    now, later = settings.SECRET_KEY, "the-key-that-comes-with-the-new-release"
    old = the_town.server("old", workers=1, environment={"SECRET_KEY_FALLBACKS": later})
    keys = {"SECRET_KEY": later, "SECRET_KEY_FALLBACKS": now}
    new = the_town.server("new", workers=1, environment=keys | {"CLOCK": str(clock)})
    with running(old, new):
        yield old, new


def on(server: Server, person: Person) -> Person:
    """Return the same browser, whose next request the balancer sends there."""
    return Person(server, person.cookies, person.user, address=person.address)


def test_a_form_of_one_release_is_taken_by_the_other_and_posted_once(the_town, servers):
    old, new = servers
    member = the_town.member(old)
    for first, second in ((old, new), (new, old)):
        words = f"begun on one of two {uuid.uuid4()}"
        fields = on(first, member).form_of(the_town.path) | {"comment": words}
        assert on(second, member).submit(the_town.path, fields).status == 302
        assert on(first, member).submit(the_town.path, fields).status == 302
        assert DiscussionComment.objects.filter(comment=words).count() == 1


def test_a_write_that_is_sent_again_to_the_other_release_is_answered_from_the_first(
    the_town, servers
):
    old, new = servers
    member = the_town.member(old)
    key = str(uuid.uuid4())
    first = on(old, member).post_by_api(the_town.discussion, f"retried {key}", key)
    again = on(new, member).post_by_api(the_town.discussion, f"retried {key}", key)
    assert (first.status, again.status) == (201, 201)
    assert first.json["id"] == again.json["id"]
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_member_stays_signed_in_on_both_and_is_logged_out_of_both(the_town, servers):
    old, new = servers
    member = the_town.member(old)
    for server in (old, new, old):
        assert on(server, member).get("/accounts/").status == 200
    fields = fields_of(on(new, member).get("/accounts/logout/").text, "csrfmiddlewaretoken")
    assert on(new, member).submit("/accounts/logout/", fields).status == 302
    for server in (old, new):
        assert on(server, member).get("/accounts/").status == 302


@pytest.fixture
def at_instant(clock: Path) -> Iterator[Callable[[datetime], None]]:
    """Set the new server's clock, forward or back, as a time server does."""

    def set_it(instant: datetime) -> None:
        part = clock.with_suffix(".part")
        part.write_text(str((instant - timezone.now()).total_seconds()))
        part.replace(clock)

    yield set_it
    clock.write_text("0")


@pytest.mark.parametrize("boundary", ["opens_at", "closes_at"])
def test_a_boundary_holds_for_everybody_when_the_clock_passes_it_and_when_it_goes_back(
    the_town, servers, at_instant, boundary
):
    _old, new = servers
    instant = timezone.now() + timedelta(days=7)
    page = factories.DiscussionPageFactory(
        parent=the_town.consultation, slug=boundary.replace("_", "-"), **{boundary: instant}
    )
    path = f"/consultations/streets/{page.slug}/"
    member = the_town.member(new)
    before = timedelta(seconds=-30)

    def posts(turn: int) -> int:
        return member.post_by_api(page, f"{boundary} {turn}", f"{boundary} {turn}").status

    for turn, offset in enumerate([before, timedelta(0), before, timedelta(0)]):
        at_instant(instant + offset)
        is_open = (offset == before) is (boundary == "closes_at")
        assert (posts(turn) == 201) is is_open
        assert ('name="submission_key"' in member.get(path).text) is is_open
        told = member.get(f"/api/participation/v1/discussions/{page.pk}").json
        assert told["commenting"]["is_open"] is is_open
    assert DiscussionComment.objects.filter(discussion=page).count() == 2
    assert list(check_integrity(at=timezone.now())) == []
