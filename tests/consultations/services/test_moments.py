"""What time brings is told once: on time, late, by two at once, and after a window was changed."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationMoment
from consultations.services import moments
from consultations.services.moments import tell_moments
from discussion_pages.models import Webhook, WebhookEvent
from discussion_pages.rules.webhooks import serialised
from discussion_pages.services import webhooks
from discussion_pages.services.webhook_delivery import body_of
from tests import factories

pytestmark = pytest.mark.django_db

ALL = [
    "consultation.opened",
    "consultation.closing_soon",
    "consultation.closed",
    "consultation.outcome_published",
]
OPENED, SOON, CLOSED, OUTCOME = ALL
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
OPENS = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
CLOSES = datetime(2027, 3, 20, 0, 0, tzinfo=UTC)
RESULT = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
EARLY = OPENS - 30 * DAY


@pytest.fixture
def page(world):
    """A consultation that will open, close and have an outcome; the world's own has no times."""
    world.consultation.unpublish()
    return factories.ConsultationPageFactory(
        parent=world.hub,
        title="Cleaner canals",
        slug="cleaner-canals",
        opens_at=OPENS,
        closes_at=CLOSES,
        outcome_published_at=RESULT,
        first_published_at=EARLY,
    )


@pytest.fixture
def listening(db):
    return Webhook.objects.create(
        name="City",
        address="https://example.org/",
        events=ALL,
        secret=serialised(b"k" * 32),
        created_at=EARLY,
    )


def told(page=None):
    events = WebhookEvent.objects.order_by("pk")
    if page is not None:
        events = events.filter(subject=page.pk)
    return [event.kind for event in events]


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def test_each_moment_is_told_at_its_instant_and_once(page, listening):
    for at, kinds in (
        (OPENS - TICK, []),
        (OPENS, [OPENED]),
        (OPENS + TICK, [OPENED]),
        (CLOSES - 2 * DAY - TICK, [OPENED]),
        (CLOSES - 2 * DAY, [OPENED, SOON]),
        (CLOSES - TICK, [OPENED, SOON]),
        (CLOSES, [OPENED, SOON, CLOSED]),
        (RESULT - TICK, [OPENED, SOON, CLOSED]),
        (RESULT, ALL),
        (RESULT + 100 * DAY, ALL),
    ):
        tell_moments(at=at)
        tell_moments(at=at)
        assert told() == kinds, at
    happened_at = list(WebhookEvent.objects.order_by("pk").values_list("occurred_at", flat=True))
    assert happened_at == [OPENS, CLOSES - 2 * DAY, CLOSES, RESULT]
    assert listening.deliveries.count() == 4


def test_what_came_while_nobody_looked_is_told_in_order(page, listening):
    """Closing soon is left out: nobody could still hurry."""
    assert tell_moments(at=RESULT + DAY) == 3
    assert told() == [OPENED, CLOSED, OUTCOME]
    assert tell_moments(at=RESULT + DAY) == 0


def test_a_webhook_is_not_told_what_was_before_it(page, client):
    manager = factories.UserFactory(superuser=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhooks, "refuse_address", lambda url: None)
        webhooks.create_webhook(
            name="City", address="https://example.org/", events=ALL, person=manager, at=CLOSES
        )
    assert told() == []
    assert tell_moments(at=RESULT) == 1
    assert told() == [OUTCOME]


def test_what_nobody_wanted_to_know_is_noted_and_not_told_later(page, db):
    tell_moments(at=CLOSES)
    assert told() == []
    noted = ConsultationMoment.objects.order_by("pk").values_list("kind", flat=True)
    assert list(noted) == [OPENED, CLOSED]


def test_a_later_closing_is_told_again(page, listening):
    tell_moments(at=CLOSES - DAY)
    change(page, closes_at=CLOSES + 7 * DAY)
    tell_moments(at=CLOSES)
    assert told() == [OPENED, SOON]
    tell_moments(at=CLOSES + 5 * DAY)
    assert told() == [OPENED, SOON, SOON]
    tell_moments(at=CLOSES + 7 * DAY)
    assert told() == [OPENED, SOON, SOON, CLOSED]
    change(page, closes_at=CLOSES + 14 * DAY)
    tell_moments(at=CLOSES + 14 * DAY)
    assert told()[-1] == CLOSED
    assert told().count(CLOSED) == 2


def test_a_corrected_past_is_not_told_again(page, listening):
    tell_moments(at=RESULT)
    before = told()
    change(page, opens_at=OPENS - DAY, closes_at=CLOSES - DAY, outcome_published_at=RESULT - DAY)
    tell_moments(at=RESULT + DAY)
    assert told() == before


def test_an_outcome_dated_back_a_little_is_told(page, listening):
    change(page, outcome_published_at=None)
    tell_moments(at=RESULT)
    change(page, outcome_published_at=RESULT - timedelta(minutes=5))
    tell_moments(at=RESULT + timedelta(minutes=1))
    assert told()[-1] == OUTCOME


def test_what_is_not_public_tells_nothing(page, listening):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    tell_moments(at=OPENS)
    restriction.delete()
    page.unpublish()
    tell_moments(at=OPENS)
    assert told() == []
    assert not ConsultationMoment.objects.exists()


def test_a_page_made_private_before_the_sending_is_not_told(page, listening):
    tell_moments(at=OPENS)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert body_of(WebhookEvent.objects.get()) is None
    page.delete()
    assert body_of(WebhookEvent.objects.get()) is None


def test_an_alias_says_nothing_of_its_own(page, listening, world):
    page.create_alias(parent=world.hub, update_slug="cleaner-canals-2")
    tell_moments(at=OPENS)
    assert told() == [OPENED]


def test_the_hours_before_closing_are_the_hosts(page, listening, settings):
    settings.DISCUSSION_PAGES_CLOSING_SOON_HOURS = 1
    tell_moments(at=CLOSES - timedelta(hours=1) - TICK)
    assert SOON not in told()
    tell_moments(at=CLOSES - timedelta(hours=1))
    assert SOON in told()


def test_who_was_slower_tells_nothing(page, listening, monkeypatch):
    """Both have found the same moment; the row that only one can write decides."""
    tell_moments(at=OPENS)
    at = CLOSES - 2 * DAY
    find = moments._moments_of
    real = ConsultationMoment.objects.values_list

    def meanwhile(found, *, at):
        monkeypatch.setattr(moments, "_moments_of", find)
        monkeypatch.setattr(ConsultationMoment.objects, "values_list", real)
        assert tell_moments(at=at) == 1
        return find(found, at=at)

    monkeypatch.setattr(moments, "_moments_of", meanwhile)
    monkeypatch.setattr(
        ConsultationMoment.objects, "values_list", lambda *fields: real(*fields).none()
    )
    assert tell_moments(at=at) == 0
    assert told() == [OPENED, SOON]


def test_it_tells_a_summary_of_the_page_as_the_public_api_gives_it(page, listening, client):
    with time_machine.travel(OPENS, tick=False):
        tell_moments(at=OPENS)
        message = json.loads(body_of(WebhookEvent.objects.get()))
        public = client.get(
            f"/api/v2/pages/{page.pk}/"
            "?fields=_,id,type,detail_url,html_url,locale,title,status,window"
        )
    assert message["type"] == OPENED
    assert message["timestamp"] == "2027-03-01T09:00:00+00:00"
    data = message["data"]
    assert data == public.json()
    assert (data["id"], data["title"], data["status"]) == (page.pk, "Cleaner canals", "open")
    assert data["meta"]["html_url"] == page.full_url
    assert data["window"] == {
        "opens_at": "2027-03-01T09:00:00+00:00",
        "closes_at": "2027-03-20T00:00:00+00:00",
        "outcome_published_at": "2027-06-01T10:00:00+01:00",
    }


def test_the_command_tells_it(page, listening, monkeypatch):
    out = StringIO()
    monkeypatch.setattr(
        "discussion_pages.management.commands.send_webhooks.deliver_webhooks",
        lambda **given: type("Run", (), {"tried": 0, "delivered": 0}),
    )
    with time_machine.travel(OPENS, tick=False):
        call_command("send_webhooks", stdout=out)
    assert told() == [OPENED]


def test_where_nothing_is_new_it_asks_little(page, listening, world, django_assert_num_queries):
    for number in range(20):
        factories.ConsultationPageFactory(
            parent=world.hub, slug=f"c-{number}", opens_at=OPENS, first_published_at=EARLY
        )
    tell_moments(at=OPENS)
    assert told().count(OPENED) == 21
    # Private sections, the pages, what was noted.
    with django_assert_num_queries(3):
        tell_moments(at=OPENS + DAY)
