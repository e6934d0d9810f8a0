"""Builds the site in an empty, migrated database: the demonstration, and many more like it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client

from benchmarks.building.comments import Written, insert_comments
from benchmarks.building.maps import Map, Place
from benchmarks.building.members import Member, make_members, make_sessions
from benchmarks.building.plans import Plan
from benchmarks.building.shapes import THREADS_SHOWN, Shape
from benchmarks.places import HOST
from consultations.models import ConsultationDocument, ConsultationIndexPage, ConsultationPage
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.rules.cursors import Order, cursor_for, path_step
from home.demo.comments import read
from home.demo.library import ACCOUNTS
from home.demo.loading.load import load
from home.demo.shapes import Role, walk

LIKE_IT = "safer-streets-at-night"
"""The demonstration's consultation that the others are made like."""
WORDS_OF = "getting_home"
COPIED = (
    *("organisation", "summary", "hero_image", "hero_alt", "hero_caption", "body", "timeline"),
    *("open_to_change", "decided_by", "next_steps", "contact_name", "contact_email", "policy"),
)
COPIED_OF_DISCUSSION = ("summary", "organisation", "co_moderator", "body", "policy")
TEXTS = 100
"""Texts that come round: twenty threads of at most five."""
ALONE = 19
"""How many of the last comments, which have no replies, take turns in being replied to."""


def build(plan: Plan, *, at: datetime) -> Map:
    """Build the site and return its map."""
    load(at=at)
    hub = ConsultationIndexPage.objects.get()
    like = ConsultationPage.objects.get(slug=LIKE_IT)
    members = make_members(plan.members, at=at - timedelta(days=400))
    writing = _Writing(members, _texts(), at)
    pages = _make_consultations(hub, like, plan, at=at)
    measured, others = pages[: len(plan.discussions)], pages[len(plan.discussions) :]
    places = [
        writing.fill(page, shape, size)
        for page, (shape, size) in zip(measured, plan.discussions, strict=True)
    ]
    for number, page in enumerate(others):
        writing.fill(page, Shape.THREADS, plan.small, held=0 if number else plan.held)
    administrator = get_user_model().objects.get(email=_administrator())
    (staff,) = make_sessions([administrator], at=at)
    home_url = hub.get_parent().get_url()
    for url in (home_url, hub.get_url(), like.get_url()):
        _look_at(url)
    _settle_down()
    return Map(
        home_url=home_url,
        hub_url=hub.get_url(),
        consultation_pk=like.pk,
        consultation_url=like.get_url(),
        places=places,
        members=[member.session for member in members],
        staff=staff,
        comments=writing.written,
        consultations=ConsultationPage.objects.live().count(),
    )


class _Writing:
    """Fills discussions, and keeps count."""

    def __init__(self, members: Sequence[Member], texts: Sequence[str], at: datetime) -> None:
        self.members, self.texts, self.at = members, texts, at
        self.written = 0

    def fill(self, page: ConsultationPage, shape: Shape, size: int, *, held: int = 0) -> Place:
        """Write a discussion's comments."""
        discussion = DiscussionPage.objects.child_of(page).order_by("path").first()
        assert discussion is not None
        done = insert_comments(
            discussion,
            shape=Shape.FLAT if held else shape,
            size=size + held,
            held=held,
            members=self.members,
            texts=self.texts,
            until=self.at - timedelta(days=3),
        )
        self.written += done.size
        return Place(
            shape=shape,
            size=size,
            consultation_pk=page.pk,
            consultation_url=page.get_url(),
            pk=discussion.pk,
            url=discussion.get_url(),
            thread=_thread(shape, done),
            thread_middle=_thread_middle(shape, done),
            alone=[done.key(size - 1 - number) for number in range(min(ALONE, size))],
            middle=_middle(discussion),
        )


def _thread(shape: Shape, done: Written) -> int:
    """Return the comment that starts the thread in the middle, or the one that is long."""
    if shape is Shape.ONE_THREAD:
        return done.key(0)
    middle = done.size // 2
    return done.key(middle - middle % 10)


def _thread_middle(shape: Shape, done: Written) -> str:
    """Return where the second half of the long thread goes on, if there is one."""
    if shape is not Shape.ONE_THREAD:
        return ""
    return path_step(done.key(0)) + path_step(done.key(done.size // 2))


def _middle(discussion: DiscussionPage) -> dict[str, str]:
    """Return where the second half of the discussion goes on, in each order."""
    roots = DiscussionComment.objects.shown().filter(discussion=discussion).roots()
    half = roots.count() // 2
    if half < THREADS_SHOWN:
        return {}
    found = {}
    for order in Order:
        posted_at, like_count, pk = roots.in_order(order).values_list(
            "posted_at", "like_count", "pk"
        )[half - 1]
        found[order.value] = str(
            cursor_for(order, posted_at=posted_at, like_count=like_count, pk=pk)
        )
    return found


@transaction.atomic
def _make_consultations(
    hub: ConsultationIndexPage, like: ConsultationPage, plan: Plan, *, at: datetime
) -> list[ConsultationPage]:
    """Make what is missing, the measured ones first, each with a discussion."""
    discussion = DiscussionPage.objects.child_of(like).order_by("path").first()
    assert discussion is not None
    missing = plan.consultations - ConsultationPage.objects.count()
    return [
        _consultation(hub, like, discussion, plan, number, at=at)
        for number in range(max(missing, len(plan.discussions) + 1))
    ]


def _consultation(
    hub: ConsultationIndexPage,
    like: ConsultationPage,
    discussion_like: DiscussionPage,
    plan: Plan,
    number: int,
    *,
    at: datetime,
) -> ConsultationPage:
    measured = number < len(plan.discussions)
    page = ConsultationPage(
        title=f"{like.title} {number + 1}",
        slug=f"{'measured' if measured else 'other'}-{number + 1}",
        **{name: getattr(like, name) for name in COPIED},
        **_dates(0 if measured else number, at=at),
    )
    page.topics = list(like.topics.all())
    page.documents = [ConsultationDocument(document=each.document) for each in like.documents.all()]
    hub.add_child(instance=page)
    discussion = DiscussionPage(
        title=discussion_like.title,
        slug="discussion",
        moderation_mode="after",
        **{name: getattr(discussion_like, name) for name in COPIED_OF_DISCUSSION},
    )
    page.add_child(instance=discussion)
    return page


def _dates(number: int, *, at: datetime) -> dict[str, datetime]:
    """Return the window of a consultation: of four, two are open, one is to come, one is settled.

    The open ones stay so for years: a site that was built is kept.
    """
    day = timedelta(days=1)
    match number % 4:
        case 0 | 1:
            return {"opens_at": at - 30 * day, "closes_at": at + (3000 + number) * day}
        case 2:
            return {"opens_at": at + (2000 + number) * day, "closes_at": at + 3000 * day}
        case _:
            return {
                "opens_at": at - (90 + number) * day,
                "closes_at": at - 60 * day,
                "outcome_published_at": at - 30 * day,
            }


def _texts() -> list[str]:
    """Return the demonstration's own comments, round and round."""
    found = [comment.text for comment, _parent in walk(read(WORDS_OF)) if comment.text]
    return [found[number % len(found)] for number in range(TEXTS)]


def _administrator() -> str:
    return next(account.email for account in ACCOUNTS if account.role is Role.ADMIN)


def _look_at(url: str) -> None:
    """Let a page make its pictures in the sizes that it shows."""
    answer = Client(headers={"host": HOST}).get(url, secure=True)
    assert answer.status_code == 200, f"{url} answers {answer.status_code}"


def _settle_down() -> None:
    """Let PostgreSQL know what it holds, as it does by itself, but not within a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
