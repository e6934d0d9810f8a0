"""Loading the demonstration as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Revision

from consultations.models import ConsultationIndexPage, ConsultationPage
from consultations.services.figures import participation
from discussion_pages.models import DiscussionComment, DiscussionPage, OutboxMessage
from discussion_pages.rules.notices import OutboxState
from discussion_pages.rules.queue import Urgency
from home.demo import library
from home.demo.content import CONSULTATIONS
from home.demo.loading.calendar import Calendar
from home.demo.loading.comments import Cast, load_comments
from home.demo.loading.pages import (
    add_batch,
    load_home,
    load_hub,
    load_policy,
    load_staying_safe,
    make_consultation,
    write_timeline,
)
from home.demo.loading.people import load_accounts, load_members
from home.demo.loading.reason_list import load_saved_reasons
from home.demo.loading.shelf import Shelf
from home.demo.loading.word_list import load_word_rules
from home.demo.shapes import Batch, Consultation, Role, walk

# Two statuses are lost when an instant of the page has passed; the other two last by themselves.
STATUS_LASTS_UNTIL = {
    "safer-streets-at-night": "closes_at",
    "parks-and-play-for-every-age": "opens_at",
}


@dataclass(slots=True)
class Loaded:
    """What one run did."""

    made: list[str] = field(default_factory=list)
    moved_on: list[str] = field(default_factory=list)
    comments: int = 0

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.made or self.moved_on)


@transaction.atomic
def load(*, at: datetime) -> Loaded:
    """Load what is missing, as at the aware instant ``at``; all of it or nothing."""
    tz = timezone.get_default_timezone()
    today = at.astimezone(tz).date()
    shelf, loaded = Shelf(), Loaded()
    earlier = list(OutboxMessage.objects.values_list("pk", flat=True))
    home = load_home(shelf)
    load_staying_safe(home, shelf)
    load_policy(shelf)
    load_word_rules()
    load_saved_reasons()
    hub = load_hub(home)
    accounts = load_accounts(joined_at=datetime(2021, 9, 1, 9, tzinfo=tz))
    calendar = Calendar(today, today, tz)
    for script in CONSULTATIONS:
        page = ConsultationPage.objects.child_of(hub).filter(slug=script.slug).first()
        if page is None:
            _load_consultation(script, hub, shelf, calendar, accounts, loaded, at=at)
        elif _has_run_out(page, script, at=at):
            _move_on(page, script, shelf=shelf, calendar=calendar)
            loaded.moved_on.append(script.title)
    if loaded.made:
        _look_through(before=at - timedelta(days=2))
        _send_no_mail(but=earlier)
    return loaded


def _look_through(*, before: datetime) -> None:
    """Let moderators have looked at what is older, so that the desk holds a day's work."""
    DiscussionComment.objects.filter(urgency=Urgency.NEW, queued_at__lt=before).update(
        reviewed_at=F("posted_at"), urgency=Urgency.NONE, queued_at=None
    )


def _send_no_mail(*, but: list[int]) -> None:
    """Let nobody be written to about what was invented; their notices on the site stay."""
    mails = OutboxMessage.objects.filter(state=OutboxState.PENDING).exclude(pk__in=but)
    mails.update(state=OutboxState.CANCELLED, address="")


def _load_consultation(
    script: Consultation,
    hub: ConsultationIndexPage,
    shelf: Shelf,
    calendar: Calendar,
    accounts: dict,
    loaded: Loaded,
    *,
    at: datetime,
) -> None:
    page = make_consultation(script, hub=hub, shelf=shelf, calendar=calendar)
    names = {
        comment.author
        for discussion in script.discussions
        for comment, _parent in walk(discussion.comments)
        if not comment.official
    }
    joined_at = calendar.opens_at(script) - timedelta(days=20)
    cast = Cast(
        members=load_members(sorted(names), joined_at=joined_at),
        moderator=accounts[Role.MODERATOR],
        organisation=shelf.organisation(script.body),
    )
    for discussion in script.discussions:
        loaded.comments += load_comments(
            DiscussionPage.objects.child_of(page).get(slug=discussion.slug),
            discussion.comments,
            cast=cast,
            opened_on=calendar.day(script.opens_on),
            until=min(at, calendar.closes_at(script)),
            tz=calendar.tz,
        )
    for batch in (*script.batches, *_remainder(script, page)):
        add_batch(page, batch, calendar=calendar, entered_by=accounts[Role.ANALYST])
    loaded.made.append(script.title)


def _remainder(script: Consultation, page: ConsultationPage) -> list[Batch]:
    """Return the batch that brings the figures up to the total, if the content names one."""
    if script.total is None:
        return []
    counted = participation(page)
    people = script.total.respondents - counted.respondents
    responses = script.total.responses - counted.responses
    for batch in script.batches:
        people, responses = people - batch.people, responses - batch.responses
    note = script.total.remainder
    return [Batch(note.channel, note.received_on, people, responses, note.note)]


def _has_run_out(page: ConsultationPage, script: Consultation, *, at: datetime) -> bool:
    """Say whether time has taken a page's status from it. A page that staff edited is theirs."""
    end = STATUS_LASTS_UNTIL.get(script.slug)
    if end is None or not page.live or _is_edited(page):
        return False
    ends_at = getattr(page, end)
    return ends_at is not None and at >= ends_at


def _is_edited(page: ConsultationPage) -> bool:
    return Revision.page_revisions.filter(object_id=str(page.pk), user__isnull=False).exists()


def _move_on(
    page: ConsultationPage, script: Consultation, *, shelf: Shelf, calendar: Calendar
) -> None:
    """Give a page the dates of a later day; what it began with keeps its own."""
    opened_on = page.opens_at.astimezone(calendar.tz).date()
    since_opening = script.opens_on if isinstance(script.opens_on, int) else 0
    moved = Calendar(calendar.today, opened_on - timedelta(days=since_opening), calendar.tz)
    page.opens_at = moved.opens_at(script)
    page.closes_at = moved.closes_at(script)
    write_timeline(page, script, shelf=shelf, calendar=moved)
    page.save_revision().publish()


def accounts_to_print() -> list[tuple[str, str, str]]:
    """Return role, e-mail address and password of each account."""
    return [(account.role.value, account.email, account.password) for account in library.ACCOUNTS]
