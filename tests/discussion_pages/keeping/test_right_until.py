"""What time changes by itself: kept until that very instant, and not a tick longer."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from discussion_pages.models import DiscussionFigures
from tests import factories
from tests.factories import NOW
from tests.kept import PARTICIPATION, fresh, kept, same

pytestmark = pytest.mark.django_db
TICK = timedelta.resolution
EDGE = NOW + timedelta(hours=5)


def window_opens(world: Any) -> datetime:
    world.consultation.opens_at = EDGE
    return EDGE


def window_closes(world: Any) -> datetime:
    world.consultation.closes_at = EDGE
    return EDGE


def outcome_comes(world: Any) -> datetime:
    world.consultation.outcome_published_at = EDGE
    world.consultation.outcome_summary = "<p>We listened.</p>"
    return EDGE


def discussion_opens(world: Any) -> datetime:
    world.discussion.opens_at = EDGE
    return EDGE


def discussion_closes(world: Any) -> datetime:
    world.discussion.closes_at = EDGE
    return EDGE


def entry(day: date) -> list[Any]:
    event = ("event", {"title": "An evening", "when": [("day", {"date": day})]})
    return [("stage", {"heading": "Listening", "summary": "", "entries": [event]})]


def entry_begins(world: Any) -> datetime:
    world.consultation.timeline = entry(date(2027, 2, 12))
    return datetime(2027, 2, 12, tzinfo=UTC)


def entry_is_over(world: Any) -> datetime:
    world.consultation.timeline = entry(date(2027, 2, 12))
    return datetime(2027, 2, 13, tzinfo=UTC)


def entry_is_over_on_a_day_of_23_hours(world: Any) -> datetime:
    world.consultation.closes_at = None
    world.consultation.timeline = entry(date(2027, 3, 28))
    return datetime(2027, 3, 28, 23, tzinfo=UTC)


def said(ago: timedelta, turns: timedelta):
    def last_comment(world: Any) -> datetime:
        DiscussionFigures.objects.update_or_create(
            discussion=world.discussion,
            defaults={"comment_count": 3, "last_comment_at": NOW - ago},
        )
        return NOW - ago + turns

    return last_comment


EVERYWHERE = ("home", "hub", "feed", "consultation", "discussion", "detail", "listing", "both")
EDGES = [
    (window_opens, {*EVERYWHERE}),
    (window_closes, {*EVERYWHERE}),
    (outcome_comes, {*EVERYWHERE}),
    (discussion_opens, {"consultation", "discussion", "detail", "both"}),
    (discussion_closes, {"consultation", "discussion", "detail", "both"}),
    (entry_begins, {"consultation", "timeline", "both"}),
    (entry_is_over, {"consultation", "timeline", "both"}),
    (entry_is_over_on_a_day_of_23_hours, {"consultation", "timeline", "both"}),
    (said(timedelta(0), timedelta(minutes=1)), {"consultation"}),
    (said(timedelta(minutes=59), timedelta(hours=1)), {"consultation"}),
    (said(timedelta(hours=23, minutes=30), timedelta(days=1)), {"consultation"}),
    (said(timedelta(days=6, hours=20), timedelta(days=7)), {"consultation"}),
    (said(timedelta(days=13, hours=20), timedelta(days=14)), {"consultation"}),
]


def addresses(world: Any) -> dict[str, str]:
    consultation = f"{PARTICIPATION}/consultations/{world.consultation.pk}"
    return {
        "home": "/",
        "hub": world.hub.get_url(),
        "open": f"{world.hub.get_url()}?status=open",
        "feed": f"{world.hub.get_url()}feed/",
        "consultation": world.consultation.get_url(),
        "discussion": world.discussion.get_url(),
        "calendar": f"{world.consultation.get_url()}timeline.ics",
        "detail": f"{PARTICIPATION}/discussions/{world.discussion.pk}",
        "listing": f"{PARTICIPATION}/consultations",
        "timeline": f"{consultation}/timeline",
        "both": f"/api/v2/pages/{world.consultation.pk}/",
    }


@pytest.mark.parametrize(("edge", "changing"), EDGES)
def test_what_is_kept_a_tick_before_is_not_given_at_the_instant(
    world, clock, settings, edge, changing
):
    settings.DISCUSSION_PAGES_CACHE_QUERY_SECONDS = 10**7
    settings.DISCUSSION_PAGES_CACHE_SECONDS = 10**7
    instant = edge(world)
    world.consultation.save()
    world.discussion.save()
    Page.objects.update(first_published_at=NOW, last_published_at=NOW)
    looked_at = {*changing, "consultation", "calendar"}
    pages = {name: address for name, address in addresses(world).items() if name in looked_at}
    clock.move_to(instant - TICK)
    before = {name: kept(address) for name, address in pages.items()}
    for name, address in pages.items():
        assert same(before[name], kept(address)), name
    clock.move_to(instant)
    assert timezone.now() == instant
    after = {name: kept(address) for name, address in pages.items()}
    for name, address in pages.items():
        assert same(after[name], fresh(address)), name
    changed = {name for name in pages if not same(before[name], after[name])}
    assert changed >= changing


def test_a_page_that_time_does_not_change_is_kept_across_the_edges_of_others(
    world, clock, monkeypatch
):
    from tests.kept import counting

    factories.ConsultationPageFactory(parent=world.hub, slug="other", closes_at=EDGE)
    kept(world.discussion.get_url())
    clock.move_to(NOW + timedelta(minutes=50))
    with counting(monkeypatch) as made:
        kept(world.discussion.get_url())
    assert made == []
