"""What a process did not say any more, because it was killed right after its commit, is said."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from discussion_pages.keeping import debts, versions
from discussion_pages.keeping.changes import _Saying, changed
from discussion_pages.models import DiscussionComment, DiscussionPage, UnsaidChange
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import post_comment
from tests.factories import NOW
from tests.kept import PARTICIPATION, counting, fresh, kept, kept_seconds, same

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def killed(world) -> Callable[[], None]:
    """Forget all that waits for a commit, as a process does that is killed after it."""
    return connection.run_on_commit.clear


@pytest.fixture
def addresses(world) -> list[str]:
    """Pages that show a comment, or how many there are."""
    return [
        world.discussion.get_url(),
        world.consultation.get_url(),
        f"{PARTICIPATION}/discussions/{world.discussion.pk}/comments",
        f"{PARTICIPATION}/consultations/{world.consultation.pk}",
    ]


@pytest.fixture
def comment(world, member, committed) -> DiscussionComment:
    """A comment that everybody has heard of."""
    with committed():
        made = post_comment(discussion=world.discussion, author=member, text="Dark.", at=NOW)
    debts.pay(at=LATER)
    return made


@pytest.fixture
def liked(comment, other_member, committed, killed) -> str:
    """A page on which a like is missing, because who took it was killed."""
    address = comment.discussion.get_url()
    kept(address)
    like_comment(comment=comment, member=other_member, at=NOW)
    killed()
    assert stale([address]) == [address], "nobody has said it"
    return address


@contextmanager
def away() -> Iterator[None]:
    """Take the cache away."""

    def fail(*_args: Any, **_options: Any) -> None:
        raise ConnectionError("away")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("get_many", "set", "set_many"):
            patch.setattr(caches["default"], name, fail)
        yield


LATER = NOW + debts.PATIENCE + timedelta(microseconds=1)


def stale(addresses: list[str]) -> list[str]:
    return [address for address in addresses if not same(kept(address), fresh(address))]


def test_a_form_that_is_sent_again_says_what_the_first_one_could_not(
    world, member, committed, killed, addresses
):
    def post() -> Any:
        page = DiscussionPage.objects.get(pk=world.discussion.pk)
        return post_comment(
            discussion=page, author=member, text="Dark.", submission_key=key, at=NOW
        )

    key = uuid.uuid4()
    for address in addresses:
        kept(address)
    first = post()
    killed()
    assert stale(addresses) == addresses, "nobody has said it"
    with committed():
        assert post() == first
    assert stale(addresses) == []


def test_a_write_that_is_sent_again_under_its_key_says_what_the_first_one_could_not(
    world, member, committed, killed, addresses
):
    client = Client()
    client.force_login(member)

    def post() -> Any:
        return client.post(
            f"{PARTICIPATION}/discussions/{world.discussion.pk}/comments",
            {"text": "Dark."},
            content_type="application/json",
            headers={"idempotency-key": "of-the-member"},
        )

    for address in addresses:
        kept(address)
    first = post()
    killed()
    assert stale(addresses) == addresses, "nobody has said it"
    with committed():
        again = post()
    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotency-Replayed"] == "true"
    assert stale(addresses) == []


def test_what_nobody_has_said_after_some_seconds_anybody_says(liked):
    assert debts.pay(at=NOW + debts.PATIENCE) == 0, "whoever it was may be about to"
    assert stale([liked]) == [liked]
    assert debts.pay(at=LATER) == 1
    assert stale([liked]) == []
    assert not UnsaidChange.objects.exists()


def test_the_command_says_it_and_how_much_it_was(liked, clock, capsys):
    clock.move_to(LATER)
    call_command("tell_caches")
    assert "Said for others: 1" in capsys.readouterr().out
    assert stale([liked]) == []


def test_the_next_one_who_writes_says_it(liked, world, clock, committed, monkeypatch):
    clock.move_to(LATER)
    monkeypatch.setattr(debts, "LOOK_EVERY", 0.0)
    with committed(), transaction.atomic():
        changed("weather")
    assert stale([liked]) == []
    assert UnsaidChange.objects.count() == 1, "its own, which is said and young"


def test_what_was_said_makes_nothing_anew_and_leaves_nothing_behind(
    world, comment, other_member, committed, monkeypatch
):
    with committed():
        like_comment(comment=comment, member=other_member, at=NOW)
    assert UnsaidChange.objects.count() == 1
    address = world.discussion.get_url()
    kept(address)
    assert debts.pay(at=LATER) == 0
    with counting(monkeypatch) as made:
        kept(address)
    assert made == []
    assert not UnsaidChange.objects.exists()
    assert kept_seconds(f"{versions.PREFIX}said:") == {}


def test_what_is_rolled_back_owes_nothing(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        changed("weather")
        raise ZeroDivisionError
    assert not UnsaidChange.objects.exists()


def test_while_the_cache_is_away_it_stays_due(liked):
    with away():
        assert debts.pay(at=LATER) == 0
    assert UnsaidChange.objects.count() == 1
    versions.forget_failure()
    assert debts.pay(at=LATER) == 1
    assert stale([liked]) == []


def test_what_a_command_cannot_say_before_it_ends_is_said_by_others(
    comment, other_member, committed
):
    address = comment.discussion.get_url()
    kept(address)
    with away(), committed():
        like_comment(comment=comment, member=other_member, at=NOW)
    versions.forget_failure()  # with the process
    assert stale([address]) == [address]
    assert debts.pay(at=LATER) == 1
    assert stale([address]) == []


def test_what_was_changed_without_a_transaction_is_handed_on_where_it_cannot_be_said(db):
    saying = _Saying()
    saying.keys.add("weather")
    saying()
    assert not UnsaidChange.objects.exists()
    with away():
        saying()
    assert UnsaidChange.objects.count() == 1


def test_a_post_costs_one_query_more_where_answers_are_kept(world, member, settings):
    def queries() -> int:
        page = DiscussionPage.objects.get(pk=world.discussion.pk)
        with CaptureQueriesContext(connection) as captured:
            post_comment(discussion=page, author=member, text=uuid.uuid4().hex, at=NOW)
        connection.run_on_commit.clear()
        return len(captured)

    queries()
    keeping = queries()
    settings.DISCUSSION_PAGES_CACHE = ""
    assert keeping == queries() + 1
