"""Consultations as readers see them: the one read side for pages, feeds and APIs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from consultations import words
from consultations.keeping import edges_of
from consultations.models import (
    ConsultationDocument,
    ConsultationIndexPage,
    ConsultationPage,
    Topic,
)
from consultations.querysets import ConsultationQuerySet
from consultations.rules.status import Status, status_of
from consultations.services.figures import Participation, participation_of
from discussion_pages.keeping.collecting import children_key, figures_key, holds_until, shows
from discussion_pages.models import DiscussionPage
from discussion_pages.prepared import Blank, prepared
from discussion_pages.services.commenting import CommentingStatus, commenting_status
from discussion_pages.services.public import in_private_section, public_pages


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status with its words: "Open", and "Closes 14 March 2027 at 11:59pm"."""

    status: Status
    label: str
    deadline: str

    @property
    def value(self) -> str:
        """The status as a word for classes and the API."""
        return self.status.value


@dataclass(frozen=True, slots=True)
class DiscussionCard:
    """A discussion in a list."""

    page: DiscussionPage
    url: str
    status: CommentingStatus
    state_words: str
    comment_count: int
    last_comment_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsultationCard:
    """A consultation in a list."""

    page: ConsultationPage
    url: str
    status: StatusView
    participation: Participation
    responded_sentence: str


def status_view(page: ConsultationPage, *, at: datetime) -> StatusView:
    """Return the status of ``page`` at the aware instant ``at``, in words."""
    status = status_of(page.window, outcome_published_at=page.outcome_published_at, at=at)
    holds_until(*edges_of(page), at=at)
    return StatusView(status, words.status_label(status), words.status_deadline(page, status))


def topics_of(page: ConsultationPage) -> list[Topic]:
    """Return the page's topics: a draft's own, which nobody has published yet. One query."""
    if _is_held(page, "topics"):
        return list(page.topics.all())
    return _topics_of_one.all(pk=page.pk)


def documents_of(page: ConsultationPage) -> list[ConsultationDocument]:
    """Return what the page offers, each with its document; a draft's own as above. One query."""
    if _is_held(page, "documents"):
        return list(page.documents.select_related("document"))
    return _documents_of_one.all(pk=page.pk)


def _is_held(page: ConsultationPage, relation: str) -> bool:
    """Say whether a page has the rows of a relation in its hands, as previews have."""
    return relation in getattr(page, "_cluster_related_objects", {})


@prepared(pk=IntegerField())
def _topics_of_one(pk: Blank) -> QuerySet[Topic]:
    return Topic.objects.filter(consultations=pk)


@prepared(pk=IntegerField())
def _documents_of_one(pk: Blank) -> QuerySet[ConsultationDocument]:
    return ConsultationDocument.objects.filter(page=pk).select_related("document")


def discussion_cards(
    page: ConsultationPage, request: HttpRequest | None, *, at: datetime
) -> list[DiscussionCard]:
    """Return the live discussions below ``page`` in the editor's order. One query."""
    return discussions_of([page], request, at=at)[page.pk]


def discussions_of(
    consultations: Iterable[ConsultationPage], request: HttpRequest | None, *, at: datetime
) -> dict[int, list[DiscussionCard]]:
    """Return the live discussions below each page, in the editor's order, by its key. One query."""
    parents = {page.path: page for page in consultations}
    shows(*(children_key(page.pk) for page in parents.values()))
    found: Iterable[DiscussionPage]
    if len(parents) == 1:
        (parent,) = parents.values()
        first, last = (f"{parent.path}{end * Page.steplen}" for end in ENDS_OF_ALPHABET)
        found = _discussions_of_one.all(first=first, last=last, depth=parent.depth + 1)
    else:
        below = Q(pk__in=[])
        for path, parent in parents.items():
            below |= Q(path__startswith=path, depth=parent.depth + 1)
        found = _discussions(below)
    cards: dict[int, list[DiscussionCard]] = {page.pk: [] for page in parents.values()}
    for discussion in found:
        discussion.parent = parents[discussion.path[: -Page.steplen]]
        cards[discussion.parent.pk].append(_discussion_card(discussion, request, at=at))
    return cards


def _discussions(below: Q) -> QuerySet[DiscussionPage]:
    return (
        DiscussionPage.objects.live()
        .filter(below)
        .exclude(has_restriction_of_its_own())
        .select_related("figures", "alias_of__discussionpage__figures")
        .order_by("path")
    )


ENDS_OF_ALPHABET = (Page.alphabet[0], Page.alphabet[-1])
"""Of what a page's place in the tree is written with."""


@prepared(first=CharField(), last=CharField(), depth=IntegerField())
def _discussions_of_one(first: Blank, last: Blank, depth: Blank) -> QuerySet[DiscussionPage]:
    return _discussions(Q(path__range=(first, last), depth=depth))


def _discussion_card(
    discussion: DiscussionPage, request: HttpRequest | None, *, at: datetime
) -> DiscussionCard:
    status = commenting_status(discussion, at=at)
    counted = counted_page(discussion)
    shows(figures_key(counted.pk))
    figures = getattr(counted, "figures", None)
    return DiscussionCard(
        page=discussion,
        url=discussion.get_url(request),
        status=status,
        state_words=words.discussion_state(status),
        comment_count=figures.comment_count if figures else 0,
        last_comment_at=figures.last_comment_at if figures else None,
    )


def has_restriction_of_its_own() -> Exists:
    """Say, inside a query of pages, whether a page is private although the one above is not.

    Whoever reads the page above has passed its restrictions already.
    """
    return Exists(PageViewRestriction.objects.filter(page=OuterRef("pk")))


def counted_page(discussion: DiscussionPage) -> DiscussionPage:
    """Return the page whose comments are shown, from what the list's query brought along."""
    return discussion.alias_of.discussionpage.comments_page if discussion.is_copy else discussion


def listed(hub: ConsultationIndexPage) -> ConsultationQuerySet:
    """Return the consultations that the hub lists: live, public, in its language."""
    shows(children_key(hub.pk))
    return (
        ConsultationPage.objects.child_of(hub)
        .live()
        .exclude(in_private_section())
        .select_related("organisation", "hero_image")
        .prefetch_related(Prefetch("topics", queryset=Topic.objects.order_by("name")))
    )


def public_topics() -> QuerySet[Topic]:
    """Return the topics of public consultations; one that only drafts name is nobody's to read."""
    pages = public_pages(ConsultationPage).order_by().values("pk")
    return Topic.objects.filter(consultations__in=pages).distinct()


def kept_outcomes(*, at: datetime) -> Q:
    """Name the references, in Wagtail's index of them, from outcomes not published at ``at``."""
    shown = ConsultationPage.objects.with_status(Status.OUTCOME_PUBLISHED, at=at)
    kept = ConsultationPage.objects.exclude(pk__in=shown.order_by().values("pk"))
    keys = kept.order_by().values_list(Cast("pk", output_field=CharField()), flat=True)
    return Q(model_path__startswith="outcome_summary.", object_id__in=keys)


def consultation_cards(
    pages: Iterable[ConsultationPage], request: HttpRequest | None, *, at: datetime
) -> list[ConsultationCard]:
    """Return cards in the order given. Counts cost one query for the whole list."""
    found = list(pages)
    counts = participation_of(found)
    return [
        ConsultationCard(
            page=page,
            url=page.get_url(request),
            status=status_view(page, at=at),
            participation=counts[page.pk],
            responded_sentence=words.responded(page, counts[page.pk].respondents),
        )
        for page in found
    ]
