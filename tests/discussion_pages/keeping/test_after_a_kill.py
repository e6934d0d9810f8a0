"""What a process did not say any more, because it was killed right after its commit, is said."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from discussion_pages.models import DiscussionPage
from discussion_pages.services.posting import post_comment
from tests.factories import NOW
from tests.kept import PARTICIPATION, fresh, kept, same

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
