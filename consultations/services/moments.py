"""Telling webhooks what time itself brings: openings, closings, outcomes."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from consultations.models import ConsultationMoment, ConsultationPage
from consultations.rules.moments import Moment, MomentKind, is_news, moments_until
from discussion_pages.conf import setting
from discussion_pages.services.public import public_pages
from discussion_pages.services.webhook_events import happened

COLUMNS = ("opens_at", "closes_at", "outcome_published_at", "first_published_at")


def tell_moments(*, at: datetime) -> int:
    """Tell each moment of each public consultation that has come by ``at``, once; return how many.

    Several may do this at once, and nothing is lost while nobody does. What nobody wants to know is
    noted all the same, so that who asks later is not told the past. Pages that are not public now
    are left until they are; an alias says what its source says. Three queries where nothing is new.
    """
    pages = list(public_pages(ConsultationPage).filter(alias_of=None).only("pk", *COLUMNS))
    noted = set(ConsultationMoment.objects.values_list("page_id", "kind", "instant"))
    due = [
        (page, moment)
        for page in pages
        for moment in _moments_of(page, at=at)
        if (page.pk, moment.kind.value, moment.instant) not in noted
    ]
    due.sort(key=lambda found: (found[1].came_at, found[0].pk))
    return sum(_tell_once(page, moment, at=at) for page, moment in due)


def _moments_of(page: ConsultationPage, *, at: datetime) -> list[Moment]:
    return moments_until(
        page.window,
        outcome_published_at=page.outcome_published_at,
        first_published_at=page.first_published_at,
        soon=timedelta(hours=setting("CLOSING_SOON_HOURS")),
        at=at,
    )


def _tell_once(page: ConsultationPage, moment: Moment, *, at: datetime) -> bool:
    """Note a moment and tell it, in one transaction; ``False`` where somebody else was faster."""
    with transaction.atomic():
        told_at = _told_at(page, moment.kind)
        try:
            with transaction.atomic():
                ConsultationMoment.objects.create(
                    page=page, kind=moment.kind.value, instant=moment.instant, told_at=at
                )
        except IntegrityError:
            return False
        if not is_news(moment, told_at=told_at):
            return False
        happened(
            moment.kind.value,
            subject=page.pk,
            facts={"instant": moment.instant.isoformat()},
            occurred_at=moment.came_at,
            at=at,
        )
    return True


def _told_at(page: ConsultationPage, kind: MomentKind) -> datetime | None:
    told = ConsultationMoment.objects.filter(page=page, kind=kind.value)
    return told.aggregate(last=Max("told_at"))["last"]
